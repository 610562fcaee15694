//! Where the scans lie on the ground, as IIIF Georeference Annotations (Georeference Extension 1): one annotation page a
//! sheet, for Allmaps and other programs that warp scans onto maps.
//!
//! The ground control points are the ties that laid the sheet down. The extension knows polynomials and thin-plate splines
//! and nothing else, so a sheet that Locus laid down by collocation names the simplest of them that its held-out errors
//! support; how Locus did it, and how well, is among the annotation's metadata.

use crate::{ExportError, Facility, Files};
use locus_model::unseen::on_page;
use locus_publish::{Bundle, BundleControl, BundleSheet};
use locus_viewer_core::answer::{self, Answer, Row};
use locus_viewer_core::language::Language;
use locus_viewer_core::selection::Selection;
use serde_json::{Value, json};

const FORMAT: &str = "iiif";
const CONTEXTS: [&str; 2] =
    ["http://iiif.io/api/extension/georef/1/context.json", "http://iiif.io/api/presentation/3/context.json"];
/// A first-order polynomial has six coefficients: two a point.
const LEAST: usize = 3;

/// `<sheet>.json` for every sheet that was laid down by ties.
///
/// # Errors
/// A folder without such a sheet.
pub fn files(facility: &Facility) -> Result<Files, ExportError> {
    let bundle = facility.bundle();
    let mut files = Files::new();
    for sheet in bundle.sheets.iter().filter(|sheet| !sheet.controls.is_empty()) {
        let mut bytes =
            serde_json::to_vec_pretty(&page(facility, sheet)).map_err(|e| ExportError::compose(FORMAT, e))?;
        bytes.push(b'\n');
        files.insert(format!("{}.json", sheet.id), bytes);
    }
    if files.is_empty() {
        return Err(ExportError::Unfit {
            format: FORMAT,
            found: format!("{} sheets, none with control points", bundle.sheets.len()),
            expected: "a sheet with the ties that laid it down".to_owned(),
            remedy: "publish the facility again with `locus reconstruct`; a facility without sketches has nothing to annotate"
                .to_owned(),
        });
    }
    Ok(files)
}

fn page(facility: &Facility, sheet: &BundleSheet) -> Value {
    let bundle = facility.bundle();
    let urn = format!("urn:locus:{}:sheet:{}", bundle.case.id, sheet.id);
    let [width, height] = sheet.size_px.unwrap_or_default();
    let mut body = json!({
        "id": format!("{urn}:georeference"),
        "type": "FeatureCollection",
        "features": sheet.controls.iter().map(|control| feature(&urn, control)).collect::<Vec<_>>(),
    });
    if let Some(transformation) = transformation(facility, sheet) {
        body["transformation"] = transformation;
    }
    let mut annotation = json!({
        "id": format!("{urn}:annotation"),
        "type": "Annotation",
        "label": label(sheet),
        "motivation": "georeferencing",
        "metadata": metadata(bundle, sheet),
        "target": {
            "type": "SpecificResource",
            "source": { "id": format!("{urn}:canvas"), "type": "Canvas", "width": width, "height": height },
            "selector": { "type": "SvgSelector", "value": outline([width, height]) },
        },
        "body": body,
    });
    if let Some(licence) = bundle.rights.get("licence") {
        annotation["requiredStatement"] =
            json!({ "label": { "en": ["Licence"], "ko": ["이용 허락"] }, "value": { "none": [licence] } });
    }
    json!({
        "@context": CONTEXTS,
        "id": format!("{urn}:page"),
        "type": "AnnotationPage",
        "label": label(sheet),
        "items": [annotation],
    })
}

fn label(sheet: &BundleSheet) -> Value {
    json!({ "none": [format!("{} ({})", sheet.id, sheet.account)] })
}

fn feature(urn: &str, control: &BundleControl) -> Value {
    json!({
        "type": "Feature",
        "id": format!("{urn}:control:{}", control.landmark),
        "properties": { "resourceCoords": control.px, "label": control.landmark },
        "geometry": { "type": "Point", "coordinates": control.degrees },
    })
}

/// What a client should carry the scan by; none where two points determine neither.
fn transformation(facility: &Facility, sheet: &BundleSheet) -> Option<Value> {
    let supported = facility.layers.get("sheets").into_iter().flat_map(|layer| &layer.features).find_map(|feature| {
        let text = |name: &str| feature.property(name).and_then(Value::as_str);
        (text("id") == Some(&sheet.id)).then(|| text("classical_choice")).flatten()
    });
    let method = if sheet.method == "collocation" { supported.unwrap_or("affine") } else { &sheet.method };
    let polynomial = |order: u8| json!({ "type": "polynomial", "options": { "order": order } });
    (sheet.controls.len() >= LEAST).then(|| match method {
        "polynomial-2" => polynomial(2),
        "polynomial-3" => polynomial(3),
        "thin-plate-spline" => json!({ "type": "thinPlateSpline" }),
        // Neither a similarity nor a homography has a word in the extension.
        _ => polynomial(1),
    })
}

/// The whole scan: what of the paper is drawn on is not published.
fn outline([width, height]: [f64; 2]) -> String {
    format!(
        "<svg width=\"{width}\" height=\"{height}\"><polygon points=\"0,0 {width},0 {width},{height} 0,{height}\" /></svg>"
    )
}

/// What the viewer says of the sheet, in both languages.
fn metadata(bundle: &Bundle, sheet: &BundleSheet) -> Value {
    let told = |language| answer::answer(bundle, &Selection::Sheet(sheet.id.clone()), language);
    let (Some(en), Some(ko)) = (told(Language::En), told(Language::Ko)) else { return json!([]) };
    let both = |en: &str, ko: &str| json!({ "en": [escaped(en)], "ko": [escaped(ko)] });
    let row =
        |(en, ko): (&Row, &Row)| json!({ "label": both(&en.label, &ko.label), "value": both(&en.value, &ko.value) });
    rows(&en).zip(rows(&ko)).map(row).collect()
}

fn rows(answer: &Answer) -> impl Iterator<Item = &Row> {
    answer.rows.iter()
}

/// Clients show metadata that begin with `<` as markup (Presentation API 3, 4.5); of ours nothing is.
fn escaped(text: &str) -> String {
    on_page(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
