//! `quality.json`: the figures of the sheets, and what disagrees, worst first.
#![allow(clippy::unwrap_used)]

mod fixture;

use fixture::{Made, compound, id, key};
use locus_model::{Component, Covariance, Held, HeldBy, Note, NoteKind, Question, Reckoning};
use locus_publish::{DisagreementKind, PublishError, QUALITY_FILE, Quality, publish};
use serde_json::{Value, json};

fn document(made: &Made) -> Value {
    serde_json::from_slice(&made.publish().files[QUALITY_FILE]).unwrap()
}

fn quality(made: &Made) -> Quality {
    Quality::of(&made.case, &made.plan)
}

#[test]
fn every_figure_has_its_interval_and_is_that_of_the_layer() {
    let files = compound().publish().files;
    let quality: Value = serde_json::from_slice(&files[QUALITY_FILE]).unwrap();
    let layer: Value = serde_json::from_slice(&files["layers/sheets.geojson"]).unwrap();
    assert_eq!((&quality["format"], &quality["format_version"]), (&json!("locus-quality"), &json!(1)));
    let sheets = quality["sheets"].as_array().unwrap();
    assert_eq!(sheets.len(), layer["features"].as_array().unwrap().len());
    for (sheet, feature) in sheets.iter().zip(layer["features"].as_array().unwrap()) {
        for (name, value) in sheet.as_object().unwrap() {
            assert_eq!(value, &feature["properties"][name], "{name}");
        }
    }
    let drawn = sheets.iter().find(|s| s["sheet"] == "A02-1").unwrap();
    assert_eq!((&drawn["bidimensional_r"], &drawn["bidimensional_r_95"]), (&json!(0.9512), &json!([0.9412, 0.9713])));
    assert_eq!((&drawn["regression_rotation_deg"], &drawn["calibration_places"]), (&json!(-175.12), &json!(7)));
    assert_eq!((&drawn["compression_exponent"], &drawn["anisotropy_95"]), (&json!(0.877), &json!([1.224, 1.255])));
    assert_eq!(drawn["rotational_bias_deg"], 171.23);
    assert!(drawn.get("anisotropy_axis_deg").is_none(), "no axis stands out");
    let alone = sheets.iter().find(|s| s["sheet"] == "A01-1").unwrap();
    assert!(alone.get("bidimensional_r").is_none() && alone.get("calibration_places").is_none(), "{alone}");
}

#[test]
fn the_worst_comes_first_and_every_story_with_its_accounts() {
    let mut made = compound();
    made.plan.elements[0].agreement.contradicted_by.insert(id("A02"));
    made.plan.notes.push(Note::new(NoteKind::Doubted, "pin:P9", "lies 70 m off", "ask"));
    made.plan.notes.push(Note::new(NoteKind::Doubted, "wall:w", "odd", ""));
    made.plan.sheets[0].quality.mirrored = true;
    let found = quality(&made).disagreements;
    let kinds: Vec<DisagreementKind> = found.iter().map(|d| d.kind).collect();
    assert!(kinds.is_sorted(), "{kinds:?}");
    for kind in [
        DisagreementKind::Alternatives,
        DisagreementKind::Sheet,
        DisagreementKind::ControlPoint,
        DisagreementKind::Pin,
        DisagreementKind::Element,
        DisagreementKind::Doubt,
    ] {
        assert!(kinds.contains(&kind), "no {kind:?}");
    }
    let stories: usize = found.iter().map(|d| d.alternatives.len()).sum();
    assert_eq!(stories, made.plan.hypotheses.len());
    assert!(found[0].alternatives[0].default && !found[0].alternatives[1].default, "the shown story first");
    let sheet = found.iter().find(|d| d.kind == DisagreementKind::Sheet).unwrap();
    assert!(sheet.message.contains("mirror"), "{sheet:?}");
    let element = found.iter().find(|d| d.kind == DisagreementKind::Element).unwrap();
    assert!(element.about.ends_with(&made.plan.elements[0].id) && element.message.contains("A02"), "{element:?}");
}

#[test]
fn what_was_contradicted_in_a_story_is_told_once() {
    let made = compound();
    let told = made.plan.elements.iter().filter(|e| e.hypothesis.is_some()).count();
    assert!(told > 0);
    let mut doubled = made;
    for element in &mut doubled.plan.elements {
        if element.hypothesis.is_some() {
            element.agreement.contradicted_by.insert(id("A01"));
        }
    }
    assert!(quality(&doubled).disagreements.iter().all(|d| d.kind != DisagreementKind::Element));
}

#[test]
fn what_nothing_checks_is_said() {
    let mut made = compound();
    let before = quality(&made).unchecked;
    let says = |all: &[locus_publish::Unchecked], about: &str, words: &str| {
        all.iter().any(|u| u.about == about && u.message.contains(words))
    };
    assert!(says(&before, "sheet:A02-1", "n04"), "{before:?}");
    assert!(says(&before, "sheet:A01-1", "how its witness draws"), "{before:?}");
    assert!(!says(&before, "sheet:A02-1", "how its witness draws"));
    made.plan.sheets[0].quality.loo_rms_m = None;
    made.plan.notes.push(Note::new(NoteKind::Refused, "sheet:A09-1", "two spots coincide", "mark others"));
    let after = quality(&made).unchecked;
    let first = format!("sheet:{}", made.plan.sheets[0].sheet);
    assert!(says(&after, &first, "cannot be told") && says(&after, "sheet:A09-1", "not used"), "{after:?}");
    made.plan.sheets.clear();
    assert!(says(&quality(&made).unchecked, "sheets", "no sheet lies on the ground"));
}

#[test]
fn the_order_of_the_plan_does_not_matter() {
    let mut made = compound();
    let before = document(&made);
    made.plan.sheets.reverse();
    made.plan.hypotheses.reverse();
    made.plan.notes.reverse();
    made.plan.elements.reverse();
    assert_eq!(before, document(&made));
}

#[test]
fn a_figure_that_is_no_number_is_refused() {
    let mut made = compound();
    let sheet = made.plan.sheets.iter_mut().find(|s| s.quality.calibration.is_some()).unwrap();
    sheet.quality.calibration.as_mut().unwrap().r.high = f64::NAN;
    assert!(matches!(publish(&made.inputs()), Err(PublishError::Inconsistent(_))));
}

/// The compound with what an adjustment could say of it.
fn reckoned() -> Made {
    let mut made = compound();
    let by = |source: &str, share, off_m| HeldBy { source: source.to_owned(), share, off_m };
    let held = Held {
        shared: Covariance::isotropic(0.5),
        by: vec![
            by("sheet:A02-1", 0.723_45, Some([1.234_56, -0.5])),
            by("imagery", 0.27, None),
            by("statements", 0.0012, None),
            by("right angles and straight walls", -0.001, None),
        ],
    };
    let question =
        |from: &str, gain_m2| Question { from: key(from), to: key("gate"), now_m: 43.21, sd_m: 10.8, gain_m2 };
    made.plan.reckoning = Reckoning {
        held: [(made.plan.nodes[0].key.clone(), held)].into(),
        memory: vec![Component { of_sites: true, name: "unit", sd_share: 0.034_567, degrees: 23.456 }],
        questions: vec![question("well", 1.5), question("shed", 7.654_32)],
    };
    made
}

#[test]
fn memory_and_the_next_questions_are_published_the_best_first() {
    let document = document(&reckoned());
    let unit = json!([{ "component": "unit", "sheets": "several-buildings", "sd_share": 0.0346, "degrees": 23.5 }]);
    assert_eq!(document["memory"], unit);
    let best = json!({ "from": "shed", "to": "gate", "now_m": 43.21, "sd_m": 10.8, "gain_m2": 7.65 });
    assert_eq!(document["next_questions"][0], best);
    assert_eq!(document["next_questions"][1]["from"], "well");
}

#[test]
fn a_node_says_who_holds_it_and_one_the_adjustment_did_not_place_says_nothing() {
    let made = reckoned();
    let layer: Value = serde_json::from_slice(&made.publish().files["layers/nodes.geojson"]).unwrap();
    let features = layer["features"].as_array().unwrap();
    let (held, others): (Vec<&Value>, Vec<&Value>) =
        features.iter().map(|f| &f["properties"]).partition(|p| p["node"] == *made.plan.nodes[0].key);
    assert!(!held.is_empty() && others.iter().all(|p| p.get("held_by").is_none()));
    assert_eq!((&held[0]["held_most_by"], &held[0]["held_most_share"]), (&json!("sheet:A02-1"), &json!(0.723)));
    // 0.5 m times sqrt(-2 ln 0.05) = 2.4477.
    assert_eq!(held[0]["shared_radius95_m"], 1.224);
    let by = json!([
        { "source": "sheet:A02-1", "share": 0.723, "off_m": [1.235, -0.5] },
        { "source": "imagery", "share": 0.27 },
    ]);
    assert_eq!(held[0]["held_by"], by);
}

#[test]
fn a_reckoning_that_is_no_number_is_refused() {
    for spoil in [
        |r: &mut Reckoning| r.memory[0].sd_share = f64::NAN,
        |r: &mut Reckoning| r.questions[0].gain_m2 = f64::INFINITY,
        |r: &mut Reckoning| r.held.values_mut().for_each(|h| h.by[0].share = f64::NAN),
    ] {
        let mut made = reckoned();
        spoil(&mut made.plan.reckoning);
        assert!(matches!(publish(&made.inputs()), Err(PublishError::Inconsistent(_))));
    }
}
