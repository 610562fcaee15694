//! The statement of method and limitations, written from what the case holds. Its wording is in `statement/*.txt`.

use crate::assumptions::Notes;
use crate::material::{Material, Originals};
use crate::words::{LOG, NO_LOG, NONE, Words};
use crate::{EvidenceError, Fault};
use locus_model::{AlignedSheet, Element, Plan, Status};
use serde_json::Value;
use std::collections::BTreeMap;

const TEMPLATES: [(&str, &str); 2] =
    [("en", include_str!("statement/en.txt")), ("ko", include_str!("statement/ko.txt"))];
/// What was found of each drawing.
const QUALITY: &str = "quality.json";
/// Of a release: nothing that counts people.
const RELEASED: [(&str, &str); 2] =
    [("en", include_str!("statement/released-en.txt")), ("ko", include_str!("statement/released-ko.txt"))];

/// The statement by language.
pub(crate) fn texts(of: &Material, originals: &Originals) -> Result<BTreeMap<&'static str, String>, EvidenceError> {
    filled(of, originals, "internal", TEMPLATES)
}

/// The statement that goes with a release, by language.
pub(crate) fn released(of: &Material, profile: &str) -> Result<BTreeMap<&'static str, String>, EvidenceError> {
    filled(of, &Originals { used: 0, kept: 0 }, profile, RELEASED)
}

fn filled(
    of: &Material,
    originals: &Originals,
    profile: &str,
    templates: [(&'static str, &'static str); 2],
) -> Result<BTreeMap<&'static str, String>, EvidenceError> {
    let mut values = figures(of)?;
    values.insert("profile", profile.to_owned());
    values.extend(counts(of.plan));
    let filled = |(language, template): (&'static str, &str)| {
        let said = |words: Words| if language == "ko" { words.ko } else { words.en }.to_owned();
        let name = if language == "ko" { of.case.name.ko() } else { of.case.name.en() };
        let name = name.or(of.case.name.any()).unwrap_or(of.case.id.as_str());
        let mut values = values.clone();
        values.insert("name", name.to_owned());
        values.insert("custody", custody(&said(if of.chain.is_some() { LOG } else { NO_LOG }), of, originals));
        values.insert("imagery", imagery(of).unwrap_or_else(|| said(NONE)));
        (language, fill(template, &values))
    };
    Ok(templates.into_iter().map(filled).collect())
}

/// Every `{name}` replaced at once, so that a brace in a name of the case stays one.
fn fill(template: &str, values: &BTreeMap<&str, String>) -> String {
    let mut parts = template.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        text.push_str(values.get(name).map_or(name, String::as_str));
        text.push_str(rest);
    }
    text
}

fn figures(of: &Material) -> Result<BTreeMap<&'static str, String>, EvidenceError> {
    let bundle = json(of, "bundle.json")?;
    // A release may not tell it, and then its statement does not either.
    let quality = if of.published.contains_key(QUALITY) { json(of, QUALITY)? } else { Value::Null };
    let incidents = bundle["incidents"].as_array().map(Vec::as_slice).unwrap_or_default();
    let unplaced = incidents.iter().filter(|incident| incident["position"].is_null()).count();
    let defaults = Notes::of(of.published)?.defaults();
    let unchecked = quality["unchecked"].as_array().map_or(0, Vec::len);
    let rows: Vec<String> = of.plan.sheets.iter().map(sheet).collect();
    Ok(BTreeMap::from([
        ("case", of.case.id.to_string()),
        ("tool", of.tool.to_owned()),
        ("accounts", of.case.accounts.len().to_string()),
        ("images", of.case.imagery.len().to_string()),
        ("sheets", of.case.sheets.len().to_string()),
        ("sheets_aligned", of.plan.sheets.len().to_string()),
        ("table", rows.join("\n")),
        ("incidents", incidents.len().to_string()),
        ("unplaced", unplaced.to_string()),
        ("defaults", defaults.to_string()),
        ("unchecked", unchecked.to_string()),
    ]))
}

fn counts(plan: &Plan) -> BTreeMap<&'static str, String> {
    let count = |test: &dyn Fn(&Element) -> bool| plan.elements.iter().filter(|e| test(e)).count().to_string();
    let status = |status: Status| count(&move |e| e.status == status);
    BTreeMap::from([
        ("elements", plan.elements.len().to_string()),
        ("seen", status(Status::Seen)),
        ("testified", status(Status::Testified)),
        ("inferred", status(Status::Inferred)),
        ("assumed", status(Status::Assumed)),
        ("single", count(&|e| e.status == Status::Testified && e.independent_accounts == 1)),
        ("contested", count(&|e| e.hypothesis.is_some() || !e.agreement.contradicted_by.is_empty())),
        ("alternatives", plan.hypotheses.iter().filter(|h| !h.default).count().to_string()),
    ])
}

fn sheet(sheet: &AlignedSheet) -> String {
    let q = &sheet.quality;
    let held_out = q.loo_rms_m.map_or("-".to_owned(), |m| format!("{m:.2}"));
    let (id, account, method) = (sheet.sheet.as_str(), sheet.account.as_str(), q.method.as_str());
    format!("{id:<20} {account:<12} {method:<18} {:>5} {:>9.2} {held_out:>9}", q.controls.len(), q.rms_m)
}

fn imagery(of: &Material) -> Option<String> {
    let line = |image: &locus_model::Imagery| {
        let radius = image.absolute_radius95_m.map_or("?".to_owned(), |m| format!("{m}"));
        format!("  {}: {radius} m (95 %)", image.id)
    };
    let lines: Vec<String> = of.case.imagery.values().map(line).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn custody(words: &str, of: &Material, originals: &Originals) -> String {
    let acts = of.chain.map_or(0, |chain| chain.lines.len()).to_string();
    let values = [("acts", acts), ("used", originals.used.to_string()), ("kept", originals.kept.to_string())];
    fill(words, &BTreeMap::from(values))
}

fn json(of: &Material, name: &str) -> Result<Value, EvidenceError> {
    let bytes = of.published.get(name).map(Vec::as_slice).unwrap_or_default();
    let remedy = "publish the facility with this version of Locus";
    serde_json::from_slice(bytes).map_err(|e| Fault::new(name, e.to_string(), "a published file", remedy).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn both_languages_say_the_same_figures() {
        let names = |template: &str| -> BTreeSet<String> {
            template.split('{').skip(1).map(|part| part.split('}').next().unwrap_or_default().to_owned()).collect()
        };
        let [(_, en), (_, ko)] = TEMPLATES;
        assert_eq!(names(en), names(ko));
        assert_eq!(names(RELEASED[0].1), names(RELEASED[1].1));
        assert!(names(RELEASED[0].1).is_subset(&names(en)), "what no template knows would stay a word");
        assert_eq!(names(LOG.en), names(LOG.ko));
        assert_eq!(names(en).len(), 23);
    }

    #[test]
    fn a_brace_in_a_name_is_no_place_to_fill() {
        let values = BTreeMap::from([("name", "{case} {".to_owned()), ("case", "x".to_owned())]);
        assert_eq!(fill("a {name} b {case}", &values), "a {case} { b x");
    }
}
