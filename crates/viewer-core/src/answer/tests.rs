#![allow(clippy::unwrap_used)]
use super::*;
use crate::selection::Selection::{Element, Incident, Sheet};
use crate::words::{self, glossary};
use proptest::prelude::*;

const BOTH: [Language; 2] = [Language::En, Language::Ko];

fn ask(bundle: &Bundle, selection: Selection, language: Language) -> Answer {
    answer(bundle, &selection, language).unwrap()
}

fn cell(language: Language) -> Answer {
    ask(&sample::bundle(), Element("room-cell-4".into()), language)
}

fn everything(bundle: &Bundle) -> Vec<Selection> {
    let elements = bundle.elements.iter().map(|e| Element(e.id.clone()));
    let incidents = bundle.incidents.iter().map(|i| Incident(i.id.clone()));
    elements.chain(incidents).chain(bundle.sheets.iter().map(|s| Sheet(s.id.clone()))).collect()
}

fn value(answer: &Answer, label: Words, language: Language) -> &str {
    let row = answer.rows.iter().find(|row| row.label == label.of(language));
    &row.unwrap_or_else(|| panic!("no row {:?} in {answer:#?}", label.en)).value
}

fn texts(answer: &Answer) -> Vec<String> {
    let rows = answer.rows.iter().chain(&answer.accounts).flat_map(|row| [row.label.clone(), row.value.clone()]);
    let said = answer.statements.iter().flat_map(|s| [Some(s.kind.clone()), Some(s.polarity.clone()), s.value.clone()]);
    let head = [answer.title.clone(), answer.subtitle.clone()];
    rows.chain(said.flatten()).chain(head).chain(answer.warnings.clone()).collect()
}

#[test]
fn no_answer_is_empty_and_none_shows_a_slug_that_has_a_word() {
    // Words that are no English at all, or mean something else than their slug.
    let slugs = [
        "was-there",
        "was-told",
        "does-not-know",
        "level-height",
        "building-outline",
        "wall-thickness",
        "storey-height",
        "tower-height",
        "tower-side",
        "door-height",
        "door-sill",
        "object-side",
        "thin-plate-spline",
        "polynomial-2",
        "stroke:",
        "rule:",
        "default:",
        "footprint:",
        "statement:",
    ];
    let bundle = sample::bundle();
    for (selection, language) in everything(&bundle).into_iter().flat_map(|s| BOTH.map(|l| (s.clone(), l))) {
        let answer = ask(&bundle, selection, language);
        for text in texts(&answer) {
            assert!(!text.trim().is_empty(), "{answer:#?}");
            assert!(!text.contains(['{', '}']), "{text}");
            for slug in slugs {
                assert!(!text.contains(slug), "{slug} in {text}");
            }
        }
    }
}

#[test]
fn korean_answers_are_korean() {
    let glossaries =
        [glossary::KINDS, glossary::STATUSES, glossary::VANTAGES, glossary::STATEMENTS, glossary::POLARITIES];
    let bundle = sample::bundle();
    for selection in everything(&bundle) {
        let answer = ask(&bundle, selection, Language::Ko);
        for label in answer.rows.iter().map(|row| &row.label).chain(&answer.warnings) {
            assert!(label.chars().any(|c| ('가'..='힣').contains(&c)), "{label}");
        }
        let english = glossaries.iter().flat_map(|g| g.iter()).map(|(_, words)| words.en);
        for (word, text) in english.flat_map(|w| texts(&answer).into_iter().map(move |t| (w, t))) {
            assert!(text != word && !text.contains(&format!(" {word} ")), "{word} in {text}");
        }
    }
}

#[test]
fn an_element_names_every_account_on_either_side() {
    for language in BOTH {
        let answer = cell(language);
        assert_eq!(value(&answer, words::DRAWN_BY, language), "A01, A02");
        assert!(value(&answer, words::NOT_DRAWN_BY, language).starts_with("A03 ("));
        assert_eq!(value(&answer, words::CONTRADICTED_BY, language), "A04, A05");
        let people: Vec<&str> = answer.accounts.iter().map(|row| row.label.as_str()).collect();
        assert_eq!(people, ["A01", "A02", "A03", "A04", "A05"]);
        assert!(answer.accounts[0].value.contains("A02"), "compared notes: {}", answer.accounts[0].value);
        assert_eq!(answer.accounts[4].value, words::ACCOUNT_UNKNOWN.of(language));
    }
}

proptest! {
    #[test]
    fn no_account_is_ever_left_out(
        sides in prop::array::uniform3(prop::collection::vec("[A-Z][0-9]{2}", 0..6)), independent in 0usize..9,
        status in "seen|testified|inferred|assumed|other",
    ) {
        let mut bundle = sample::bundle();
        let element = &mut bundle.elements[0];
        [element.drawn_by, element.not_drawn_by, element.contradicted_by] = sides.clone();
        (element.independent_accounts, element.status) = (independent, status);
        for language in BOTH {
            let answer = ask(&bundle, Element("room-cell-4".into()), language);
            let labels = [words::DRAWN_BY, words::NOT_DRAWN_BY, words::CONTRADICTED_BY];
            for (label, ids) in labels.into_iter().zip(&sides) {
                prop_assert!(ids.iter().all(|id| value(&answer, label, language).contains(id.as_str())));
            }
            let people: Vec<&str> = answer.accounts.iter().map(|row| row.label.as_str()).collect();
            prop_assert!(sides.iter().flatten().all(|id| people.contains(&id.as_str())));
            prop_assert!(value(&answer, words::INDEPENDENT, language).starts_with(&independent.to_string()));
        }
    }

    #[test]
    fn assumed_dimensions_are_always_named(
        assumed in prop::collection::btree_map("[a-z]{3,8}-(height|side)|wall-thickness|door-sill", 0.01..9.0f64, 1..5),
    ) {
        let mut bundle = sample::bundle();
        bundle.elements[0].assumed = assumed.clone();
        for language in BOTH {
            let answer = ask(&bundle, Element("room-cell-4".into()), language);
            let said = value(&answer, words::DEFAULTS, language);
            for (name, metres) in &assumed {
                let name = glossary::name(glossary::DEFAULTS, name, language);
                let named = format!("{name} {}", words::metres(*metres));
                prop_assert!(said.contains(&named), "{said}");
            }
        }
    }
}

#[test]
fn a_radius_says_95_percent_and_of_what() {
    for language in BOTH {
        for answer in [cell(language), ask(&sample::bundle(), Incident("I1".into()), language)] {
            let said = value(&answer, words::RADIUS, language);
            assert!(said.contains("95 %") && said.contains("0.86 m"), "{said}");
            let offset = value(&answer, words::OFFSET, language);
            assert!(offset.contains("95 %") && offset.contains("2019-10-03: 8 m"), "{offset}");
        }
        let answer = ask(&sample::bundle(), Element("building-seen".into()), language);
        assert_eq!(value(&answer, words::RADIUS, language), words::RADIUS_UNKNOWN.of(language));
        assert!(words::RADIUS_UNKNOWN.of(language).contains("95 %"));
    }
}

#[test]
fn each_basis_has_its_sentence_and_an_unknown_status_is_no_certainty() {
    let bundle = sample::bundle();
    let said =
        |id: &str| value(&ask(&bundle, Element(id.into()), Language::En), words::STATUS, Language::En).to_owned();
    assert!(said("building-seen").starts_with("Seen:"));
    assert!(said("room-cell-4").starts_with("Testified:"));
    let inferred = said("wall-a--b");
    assert!(inferred.starts_with("Inferred:") && inferred.contains("outline of a building"), "{inferred}");
    assert!(!inferred.contains("as high as"), "the rule of its height is no basis of its existence: {inferred}");
    assert!(said("tower-1").starts_with("Assumed:"));
    assert!(said("odd-1").contains("\"certain\"") && said("odd-1").contains("assumed"));
    assert!(ask(&bundle, Element("odd-1".into()), Language::En).subtitle.ends_with("assumed"));
}

#[test]
fn a_wall_is_titled_by_what_it_bounds_and_says_nothing_twice() {
    let mut bundle = sample::bundle();
    let shape = |nodes: &[&str]| serde_json::from_value(serde_json::json!({"base_m": 0.0, "nodes": nodes})).unwrap();
    assert_eq!(ask(&bundle, Element("wall-a--b".into()), Language::En).title, "wall-a--b", "it bounds nothing");
    bundle.elements[0].shape = shape(&["a", "b", "c", "a"]);
    bundle.elements[1].shape = shape(&["b", "a"]);
    bundle.elements[2].shape = shape(&["a", "x", "b", "a"]);
    bundle.elements[2].name = serde_json::from_value(serde_json::json!({"ko": "감방동"})).unwrap();
    for (language, title) in
        [(Language::En, "wall of Fourth cell, 감방동 (block)"), (Language::Ko, "4호 감방, 감방동의 벽")]
    {
        let answer = ask(&bundle, Element("wall-a--b".into()), language);
        assert_eq!(answer.title, title);
        assert!(answer.subtitle.starts_with(glossary::name(glossary::KINDS, "wall", language).as_str()));
        for row in &answer.rows {
            assert!(answer.subtitle.split(" · ").all(|part| part != row.value), "{row:?} is in {}", answer.subtitle);
        }
    }
}

#[test]
fn heights_say_how_they_are_known() {
    let bundle = sample::bundle();
    let said =
        |id: &str| value(&ask(&bundle, Element(id.into()), Language::En), words::HEIGHT, Language::En).to_owned();
    assert_eq!(said("room-cell-4"), "3 m, assumed: nobody stated it");
    assert_eq!(said("wall-a--b"), "4 m, derived by a rule (it is as high as its level)");
    assert_eq!(said("building-seen"), "4 m, measured from a shadow in imagery");
    assert_eq!(said("tower-1"), "6 m, assumed: nobody stated it");
}

#[test]
fn alternatives_are_told_with_their_accounts_and_no_verdict() {
    let english = cell(Language::En);
    let said = value(&english, words::ALTERNATIVES, Language::En);
    assert!(said.contains("block has 5 × cell [A01, A02; shown first]"), "{said}");
    assert!(said.contains("block has 4 × cell [A04, A05; not shown first]") && said.contains("no finding"), "{said}");
    let korean = cell(Language::Ko);
    let said = value(&korean, words::ALTERNATIVES, Language::Ko);
    assert!(said.contains("block: cell 5개 [A01, A02, 먼저 표시됨]"), "{said}");
    // The building they are about tells them too.
    let building = ask(&sample::bundle(), Element("building-seen".into()), Language::En);
    assert!(value(&building, words::ALTERNATIVES, Language::En).contains("[A04, A05"));
}

#[test]
fn claims_without_korean_are_put_into_words() {
    let claim_of = |about: &str, which: &str, published: &str| {
        let mut hypothesis = sample::bundle().hypotheses.remove(0);
        (hypothesis.name, hypothesis.about) = (format!("{about}={which}"), about.to_owned());
        hypothesis.claim = Text([("en".to_owned(), published.to_owned())].into());
        [claim(&hypothesis, Language::En), claim(&hypothesis, Language::Ko)]
    };
    assert_eq!(
        claim_of("gate:joins", "yard+outside", "gate joins yard and outside")[1],
        "gate: yard, outside 사이를 연결함"
    );
    assert_eq!(claim_of("a,b,c:order", "as-stated", "a, b, c are met in this order")[1], "a,b,c (순서): 진술된 대로");
    assert_eq!(
        claim_of("block:cell", "5,no-cell-2", "block has 5 × cell: …"),
        ["block has 5 × cell: …", "block: cell 5개"]
    );
    assert_eq!(claim_of("odd", "else", "as told"), ["as told", "as told"]);
}

#[test]
fn crops_mark_the_strokes_and_what_cannot_be_marked_is_said() {
    let answer = cell(Language::En);
    assert_eq!(answer.crops.len(), 1);
    let crop = &answer.crops[0];
    assert_eq!((crop.sheet.as_str(), crop.account.as_str()), ("A01-1", "A01"));
    assert_eq!(crop.strokes, [[[10.0, 20.0], [30.0, 40.0]]]);
    assert_eq!(crop.image.as_deref(), Some("sketches/A01-1.jpg"));
    assert!(answer.warnings.iter().any(|w| w.contains("A02-1")), "{:?}", answer.warnings);
}

#[test]
fn statements_are_of_the_place_or_among_the_sources() {
    let answer = cell(Language::En);
    let ids: Vec<&str> = answer.statements.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["A01-s1", "A04-s1"]);
    assert_eq!(answer.statements[0].value.as_deref(), Some("4.49 m ± 0.71 m (one standard deviation)"));
    assert_eq!(answer.statements[0].of, ["Fourth cell"]);
    let texts: Vec<&str> = answer.statements[0].texts.iter().map(|(tag, _)| tag.as_str()).collect();
    assert_eq!(texts, ["en", "ko"]);
    assert_eq!(answer.statements[1].value.as_deref(), Some("4 cell (precision not stated)"));
    assert_eq!(answer.statements[1].polarity, "denies");
    assert_eq!(answer.incidents, ["I1", "I2"]);
}

#[test]
fn warnings_say_what_must_not_be_overlooked() {
    let bundle = sample::bundle();
    let said = |id: &str| ask(&bundle, Element(id.into()), Language::En).warnings;
    let has = |id: &str, words: Words| said(id).iter().any(|w| w == words.en);
    assert!(has("room-cell-4", words::WARN_CONTESTED) && has("room-cell-4", words::WARN_HEIGHT));
    assert!(has("room-cell-4", words::WARN_ONE_VOICE) && !has("room-cell-4", words::WARN_NOT_FIRST));
    assert!(
        has("tower-1", words::WARN_ASSUMED)
            && has("tower-1", words::WARN_NO_MODEL)
            && has("tower-1", words::WARN_HEIGHT)
    );
    assert!(said("building-seen").is_empty());
}

#[test]
fn an_incident_keeps_its_summary_folded_and_says_how_it_was_placed() {
    let bundle = sample::bundle();
    let answer = ask(&bundle, Incident("I1".into()), Language::En);
    assert_eq!(answer.subtitle, "Forced labour · about 2010");
    assert!(answer.sensitive.as_ref().unwrap().en() == Some("Fictional."));
    assert!(texts(&answer).iter().all(|text| text != "Fictional."));
    assert_eq!(value(&answer, words::PLACE, Language::En), "Fourth cell (cell-4) · Ground floor");
    assert!(value(&answer, words::PLACED_BY, Language::En).contains("where in it is not known"));
    assert!(value(&answer, words::CREDIBILITY, Language::En).starts_with("3 (possibly true)"));
    assert_eq!(value(&answer, words::VICTIMS, Language::En), "V1, V2");
    assert_eq!(value(&answer, words::PERPETRATORS, Language::En), "P1");
    assert_eq!(value(&answer, words::ALTERNATIVES, Language::En), "block has 5 × cell");
    assert!(
        value(&ask(&bundle, Incident("I1".into()), Language::Ko), words::CREDIBILITY, Language::Ko)
            .starts_with("3 (사실일 수 있음)")
    );
}

#[test]
fn unplaced_and_undated_incidents_say_so() {
    let bundle = sample::bundle();
    let second = ask(&bundle, Incident("I2".into()), Language::Ko);
    assert!(value(&second, words::PLACE, Language::Ko).contains("cell-4/door"));
    assert_eq!(value(&second, words::WHEN, Language::Ko), words::UNDATED.ko);
    assert!(value(&second, words::CREDIBILITY, Language::Ko).starts_with("9 (척도에 없는 값)"));
    let third = ask(&bundle, Incident("I3".into()), Language::En);
    assert_eq!(value(&third, words::PLACE, Language::En), words::UNPLACED.en);
    assert!(third.sensitive.is_none());
}

#[test]
fn a_sheet_tells_residual_held_out_error_and_distortion_apart() {
    let bundle = sample::bundle();
    let answer = ask(&bundle, Sheet("A01-1".into()), Language::En);
    let said = |label| value(&answer, label, Language::En);
    assert!(
        said(words::FIT).starts_with("0.5 m root mean square")
            && said(words::HELD_OUT).starts_with("3.25 m root mean square")
    );
    assert!(said(words::MEMORY).starts_with("2.5 m, one standard deviation"));
    assert_eq!(answer.crops[0].strokes.len(), 2);
    let poor = ask(&bundle, Sheet("A02-1".into()), Language::En);
    assert_eq!(value(&poor, words::HELD_OUT, Language::En), words::HELD_OUT_NONE.en);
    assert_eq!(poor.warnings.len(), 2, "no scan, no drape");
}

#[test]
fn what_does_not_exist_has_no_answer() {
    for selection in [Element("none".into()), Incident("none".into()), Sheet("none".into())] {
        assert_eq!(answer(&sample::bundle(), &selection, Language::En), None);
    }
}
