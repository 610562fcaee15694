//! The sheets on the ground: what each of them draws, and how well each of them lies.

use super::{Layer, feature, geometry};
use crate::ground::Ground;
use crate::notes::Notes;
use crate::precision::{decimals, metres, significant};
use crate::properties::Properties;
use crate::quality::figures;
use crate::{Inputs, PublishError};
use locus_model::{AlignedSheet, AlignedStroke, Edtf, Key, Plan, SheetQuality};
use serde_json::{Value, json};

/// One feature per drawn element of each sheet, carried to the ground and not changed otherwise.
pub fn strokes(inputs: &Inputs, ground: &Ground, notes: &mut Notes) -> Result<Layer, PublishError> {
    let mut features = Vec::new();
    for sheet in sorted(inputs.plan()) {
        let mut strokes: Vec<&AlignedStroke> = sheet.strokes.iter().collect();
        strokes.sort_by(|a, b| a.stroke.id.cmp(&b.stroke.id));
        for aligned in strokes {
            let id = format!("{}/{}", sheet.sheet, aligned.stroke.id);
            let about = format!("stroke:{id}");
            let mut nodes: Vec<Value> = aligned.stroke.nodes.iter().map(key).collect();
            let radius = ground.radii().stroke(&sheet.sheet, aligned);
            let form = aligned.form();
            let vertices = form.vertices().into_iter().map(|c| ground.degrees(c, radius, &about));
            let vertices = vertices.collect::<Result<_, _>>()?;
            let shape = geometry::form(form, vertices, &mut nodes, ground, radius, &about, notes)?;
            let mut p = stroke(sheet, aligned, id);
            p.set_known("radius95_m", radius.map(metres));
            if !nodes.is_empty() {
                p.set("nodes", nodes);
            }
            let tracing = inputs.case().sheets.get(&sheet.sheet).and_then(|s| s.drawing.as_ref()).map(|d| &d.tracing);
            let by = aligned.stroke.traced_by.as_deref().or(tracing.map(|t| t.by.as_str()));
            p.set_known("traced_by", by);
            extra(&mut p, aligned);
            features.push(feature(shape, p));
        }
    }
    Ok(Layer { name: "strokes", features })
}

/// One polygon per aligned sheet: the paper's outline, with the quality of its alignment.
pub fn sheets(inputs: &Inputs, ground: &Ground, notes: &mut Notes) -> Result<Layer, PublishError> {
    let mut features = Vec::new();
    for sheet in sorted(inputs.plan()) {
        let mut p = Properties::default();
        p.set("id", sheet.sheet.as_str());
        p.set("sheet", sheet.sheet.as_str());
        p.set("account", sheet.account.as_str());
        p.set("level", sheet.level.as_str());
        quality(&mut p, &sheet.quality);
        p.set("control_residuals", sheet.quality.controls.iter().map(residual).collect::<Vec<_>>());
        if let Some(stated) = inputs.case().sheets.get(&sheet.sheet) {
            let image = inputs.scans.get(&sheet.sheet);
            p.set_known("image", image.and_then(|image| image.file.as_deref()));
            p.set_known("sha256", image.and_then(|image| image.sha256.as_deref()));
            p.set_known("drawn", stated.drawn.as_ref().map(Edtf::to_string));
        }
        let about = format!("sheet:{}", sheet.sheet);
        features.push(feature(geometry::area(sheet.paper.geometry(), ground, None, &about, notes)?, p));
    }
    Ok(Layer { name: "sheets", features })
}

/// The sheets by id.
fn sorted(plan: &Plan) -> Vec<&AlignedSheet> {
    let mut sheets: Vec<&AlignedSheet> = plan.sheets.iter().collect();
    sheets.sort_by(|a, b| a.sheet.cmp(&b.sheet));
    sheets
}

fn stroke(sheet: &AlignedSheet, aligned: &AlignedStroke, id: String) -> Properties {
    let stroke = &aligned.stroke;
    let mut p = Properties::default();
    p.set("id", id);
    p.set("sheet", sheet.sheet.as_str());
    p.set("account", sheet.account.as_str());
    p.set("level", sheet.level.as_str());
    p.set("kind", stroke.kind.as_str());
    p.set_known("key", stroke.key.as_ref().map(Key::as_str));
    p.set_text("name", stroke.name.as_ref());
    p.set_known("certainty", stroke.certainty.map(|c| c.as_str()));
    p.set_known("valid", stroke.valid.as_ref().map(Edtf::to_string));
    if !stroke.ink.is_empty() {
        p.set("ink", stroke.ink.clone());
    }
    p
}

/// What Locus does not know is carried along as it was written.
fn extra(p: &mut Properties, aligned: &AlignedStroke) {
    let value = |text: &String| serde_json::from_str(text).unwrap_or_else(|_| Value::from(text.as_str()));
    let all: serde_json::Map<String, Value> =
        aligned.stroke.extra.iter().map(|(name, text)| (name.clone(), value(text))).collect();
    if !all.is_empty() {
        p.set("extra", all);
    }
}

/// The quality of a sheet, but for its control points one by one.
pub fn quality(p: &mut Properties, q: &SheetQuality) {
    p.set("method", q.method.as_str());
    p.set("controls", q.controls.len());
    p.set("rms_m", metres(q.rms_m));
    p.set_known("loo_rms_m", q.loo_rms_m.map(metres));
    p.set("scale", significant(q.scale_m_per_px, 6));
    p.set("rotation_deg", decimals(q.rotation_deg, 2));
    p.set("shear", decimals(q.shear, 4));
    p.set("mirrored", q.mirrored);
    p.set("fold", q.fold);
    p.set_known("memory_sd_m", q.memory_sd_m.map(metres));
    p.set_known("memory_length_m", q.memory_length_m.map(metres));
    let held_out =
        |c: &locus_model::ClassicalFit| Some((c.method.as_str().to_owned(), Value::from(metres(c.loo_rms_m?))));
    let classical: serde_json::Map<String, Value> = q.classical.iter().filter_map(held_out).collect();
    if !classical.is_empty() {
        p.set("classical_loo_rms_m", classical);
    }
    p.set_known("classical_choice", q.classical_choice.map(locus_model::Method::as_str));
    if let Some(calibration) = &q.calibration {
        p.set("calibration_places", calibration.places);
        for figure in figures(calibration) {
            p.set(figure.name, figure.value);
            p.set(&format!("{}_95", figure.name), figure.interval.to_vec());
        }
    }
    p.set_known("worst_control", q.worst_control.as_ref().map(Key::as_str));
    let suspect = |s: &locus_model::SuspectControl| json!({ "landmark": s.landmark, "w": decimals(s.w, 3), "p": significant(s.p, 4) });
    p.set("suspect_controls", q.suspect_controls.iter().map(suspect).collect::<Vec<_>>());
    p.set("uncheckable_controls", q.uncheckable_controls.iter().map(Key::to_string).collect::<Vec<_>>());
}

fn residual(control: &locus_model::ControlReport) -> Value {
    let mut p = Properties::default();
    p.set("landmark", control.landmark.as_str());
    p.set("residual_m", control.residual_m.map(metres).to_vec());
    p.set_known("loo_m", control.loo_m.map(|loo| loo.map(metres).to_vec()));
    p.set_known("w", control.w.map(|w| decimals(w, 3)));
    p.set("redundancy", decimals(control.redundancy, 4));
    Value::Object(p.0)
}

fn key(node: &Option<Key>) -> Value {
    node.as_ref().map_or(Value::Null, |k| Value::from(k.as_str()))
}
