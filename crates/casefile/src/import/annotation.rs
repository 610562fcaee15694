//! IIIF Georeference Annotations (IIIF Georeference Extension 1): each feature of the body pairs a pixel of the image
//! (`resourceCoords`, x right, y down) with longitude and latitude.

use super::{ImportedControl, PixelFrame};
use crate::findings::{Page, Problem};
use crate::geometry::{Axes, position};
use crate::json_tree;
use crate::value::{Node, Value};

/// The control points of the one annotation in the file.
pub(super) fn controls(page: &Page, text: &str) -> Option<Vec<ImportedControl>> {
    let root = json_tree::parse(page, text)?;
    let annotation = page.keep(only_annotation(&root))?;
    let size = annotation.get("target").and_then(size);
    let features = annotation.get("body").and_then(|body| body.get("features")).and_then(Value::elements);
    let Some(features) = features else {
        let remedy = "export the Georeference Annotation again";
        page.problem(Problem::new(
            annotation.line,
            "an annotation without features",
            "\"body\" with \"features\"",
            remedy,
        ));
        return None;
    };
    Some(features.iter().filter_map(|feature| page.keep(control(feature, size))).collect())
}

/// The annotation itself, or the only one of a page.
fn only_annotation<'v, 'a>(root: &'v Value<'a>) -> Result<&'v Value<'a>, Problem> {
    let Some(items) = root.get("items").and_then(Value::elements) else { return Ok(root) };
    match items {
        [item] => Ok(item),
        _ => {
            let found = format!("{} annotations", items.len());
            let remedy = "keep one annotation in each file: a sheet is one image";
            Err(Problem::new(root.line, found, "one annotation", remedy))
        }
    }
}

/// Width and height of the image, where the annotation says them.
fn size(target: &Value) -> Option<[u32; 2]> {
    let source = target.get("source").unwrap_or(target);
    let side = |name| match source.get(name)?.node {
        Node::Number(n) if n >= 1.0 && n <= f64::from(u32::MAX) && n.fract() == 0.0 => Some(n as u32),
        _ => None,
    };
    Some([side("width")?, side("height")?])
}

fn control(feature: &Value, size: Option<[u32; 2]>) -> Result<ImportedControl, Problem> {
    let missing = |what: &str| {
        let expected = "a feature with resourceCoords and the coordinates of a point";
        Problem::new(feature.line, format!("a feature without {what}"), expected, "export the annotation again")
    };
    let properties = feature.get("properties").ok_or_else(|| missing("properties"))?;
    // The extension's drafts called it pixelCoords.
    let resource = properties.get("resourceCoords").or_else(|| properties.get("pixelCoords"));
    let px = position(resource.ok_or_else(|| missing("resourceCoords"))?, Axes::Pixels)?;
    let coordinates =
        feature.get("geometry").and_then(|g| g.get("coordinates")).ok_or_else(|| missing("coordinates"))?;
    let at = position(coordinates, Axes::Degrees { anchor: None })?;
    let named = ["label", "name", "id"].iter().find_map(|name| properties.get(name).and_then(Value::as_text));
    Ok(ImportedControl {
        px: [px.x, px.y],
        frame: PixelFrame::Shown(size),
        map: [at.x, at.y],
        epsg: Some(4326),
        label: named.map(str::to_owned),
        enabled: true,
        line: feature.line,
    })
}
