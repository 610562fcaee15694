//! Where the scan lies in an SVG, and with it what its units are: whatever page size, unit, view box or layer transform
//! an editor leaves behind, the picture of the scan goes along, and pixels are counted on it.

use super::ScanFile;
use super::attributes::decoded;
use super::layers::SCAN;
use crate::findings::Problem;
use crate::import::xml::Element;
use kurbo::Affine;
use svgtypes::{Align, AspectRatio, Number, TransformListParser, TransformListToken};

/// The transformation of an element (SVG 1.1, section 7.6), without that of its parents.
pub(super) fn transform(element: &Element) -> Result<Affine, Problem> {
    let Some(text) = element.attribute("transform") else { return Ok(Affine::IDENTITY) };
    let wrong = || {
        let found = format!("transform=\"{}\"", text.chars().take(80).collect::<String>());
        Problem::new(element.line, found, "a transform of SVG 1.1", "ungroup the objects, or draw them again")
    };
    let mut all = Affine::IDENTITY;
    for token in TransformListParser::from(text) {
        all *= match token.map_err(|_| wrong())? {
            TransformListToken::Matrix { a, b, c, d, e, f } => Affine::new([a, b, c, d, e, f]),
            TransformListToken::Translate { tx, ty } => Affine::translate((tx, ty)),
            TransformListToken::Scale { sx, sy } => Affine::scale_non_uniform(sx, sy),
            TransformListToken::Rotate { angle } => Affine::rotate(angle.to_radians()),
            TransformListToken::SkewX { angle } => Affine::skew(angle.to_radians().tan(), 0.0),
            TransformListToken::SkewY { angle } => Affine::skew(0.0, angle.to_radians().tan()),
        };
    }
    if all.is_finite() { Ok(all) } else { Err(wrong()) }
}

/// From the units of the document to pixels of the scan.
///
/// # Errors
/// No picture of the scan in the document, several, or one that is flattened.
pub(super) fn px_from_document(root: &Element, scan: ScanFile) -> Result<Affine, Problem> {
    let mut found = Vec::new();
    pictures(root, Affine::IDENTITY, scan, &mut found)?;
    let [(element, placed)] = found.as_slice() else {
        let there = if found.is_empty() { "no picture of the scan" } else { "several pictures of the scan" };
        let expected = format!("one linked picture \"{}\"", scan.name);
        let remedy = "keep the layer \"scan\" as it was written: it says where pixels are";
        return Err(Problem::new(root.line, format!("an SVG with {there}"), expected, remedy));
    };
    let document_from_px = *placed * user_from_px(element, scan)?;
    let [width, height] = scan.size.map(f64::from);
    // What a corner of the scan covers must not vanish, nor be turned inside out: then nothing could be read back.
    let area = document_from_px.determinant() * width * height;
    if !area.is_finite() || area < 1e-6 {
        let remedy = "keep the layer \"scan\" as it was written";
        return Err(Problem::new(element.line, "the scan mirrored or without size", "the scan as it is", remedy));
    }
    let px_from_document = document_from_px.inverse();
    if px_from_document.is_finite() { Ok(px_from_document) } else { Err(unusable(element)) }
}

fn unusable(element: &Element) -> Problem {
    let remedy = "keep the layer \"scan\" as it was written";
    Problem::new(element.line, "a picture without a usable size", "numbers above 0", remedy)
}

fn pictures<'e>(
    element: &'e Element,
    outer: Affine,
    scan: ScanFile,
    found: &mut Vec<(&'e Element, Affine)>,
) -> Result<(), Problem> {
    let here = outer * transform(element)?;
    if element.name == "image" && shows(element, scan) {
        found.push((element, here));
    }
    // What is defined is not drawn.
    let drawn = element.children.iter().filter(|child| child.name != "defs");
    drawn.into_iter().try_for_each(|child| pictures(child, here, scan, found))
}

/// Whether a picture is the scan, by its own name or by that of the file it links to.
fn shows(picture: &Element, scan: ScanFile) -> bool {
    let href = picture.attribute("href").unwrap_or("");
    let file = decoded(href.rsplit(['/', '\\']).next().unwrap_or(href));
    picture.attribute("id") == Some(SCAN) || file.as_deref() == Some(scan.name)
}

/// From pixels of the scan to the units the picture is placed in (SVG 1.1, sections 5.7 and 7.8).
fn user_from_px(picture: &Element, scan: ScanFile) -> Result<Affine, Problem> {
    let number = |name: &str, otherwise: Option<f64>| match picture.attribute(name) {
        Some(text) => text.trim().trim_end_matches("px").parse::<Number>().ok().map(|n| n.0).filter(|n| n.is_finite()),
        None => otherwise,
    };
    let read =
        || Some([number("x", Some(0.0))?, number("y", Some(0.0))?, number("width", None)?, number("height", None)?]);
    let [x, y, width, height] = read().ok_or_else(|| unusable(picture))?;
    let ratio = picture.attribute("preserveAspectRatio").map_or(Ok(AspectRatio::default()), str::parse);
    let ratio = ratio.map_err(|_| unusable(picture))?;
    let [sx, sy] = [width / f64::from(scan.size[0]), height / f64::from(scan.size[1])];
    if !(sx > 0.0 && sy > 0.0) {
        return Err(unusable(picture));
    }
    let same = (sx - sy).abs() <= 1e-9 * sx.max(sy);
    match ratio.align {
        Align::None => Ok(Affine::new([sx, 0.0, 0.0, sy, x, y])),
        _ if same => Ok(Affine::new([sx, 0.0, 0.0, sy, x, y])),
        Align::XMidYMid if !ratio.slice => {
            let s = sx.min(sy);
            let [left, top] = [sx - s, sy - s];
            let (dx, dy) = (0.5 * left * f64::from(scan.size[0]), 0.5 * top * f64::from(scan.size[1]));
            Ok(Affine::new([s, 0.0, 0.0, s, x + dx, y + dy]))
        }
        _ => Err(unusable(picture)),
    }
}
