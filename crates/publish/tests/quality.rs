//! `quality.json`: the figures of the sheets, and what disagrees, worst first.
#![allow(clippy::unwrap_used)]

mod fixture;

use fixture::{Made, compound, id};
use locus_model::{Note, NoteKind};
use locus_publish::{DisagreementKind, PublishError, QUALITY_FILE, Quality, publish};
use serde_json::{Value, json};

fn document(made: &Made) -> Value {
    serde_json::from_slice(&made.publish().files[QUALITY_FILE]).unwrap()
}

fn quality(made: &Made) -> Quality {
    Quality::of(made.inputs().case, &made.plan)
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
