//! Drawings for CAD programs: DXF Release 12 in ASCII, which every one of them reads.
//!
//! Units are metres; x is easting and y northing of the facility's projected CRS, to the millimetre. A layer is a kind of
//! element and what it rests on (`WALL-TESTIFIED`). Every entity carries the element's id, status and sources as extended
//! data of the application `LOCUS` (group codes 1000 and above, *AutoCAD Release 12 Customization Manual*, chapter 11).

mod draw;
mod layer;
mod text;
mod writer;

use crate::{ExportError, Facility, Files};
use locus_publish::BundleElement;

/// The whole facility as `<case id>.dxf`, and where it has several levels each of them as `<case id>-<level id>.dxf`.
///
/// # Errors
/// [`ExportError`] for alikeness with the other formats; there is no published folder that DXF cannot hold.
pub fn files(facility: &Facility) -> Result<Files, ExportError> {
    let (bundle, mut files) = (facility.bundle(), Files::new());
    let case = crate::sheet::file_name(&bundle.case.id);
    files.insert(format!("{case}.dxf"), drawing(facility, None));
    if bundle.levels.len() > 1 {
        for level in &bundle.levels {
            let name = format!("{case}-{}.dxf", crate::sheet::file_name(&level.id));
            files.insert(name, drawing(facility, Some(&level.id)));
        }
    }
    Ok(files)
}

/// Everything, or what belongs to one level.
fn drawing(facility: &Facility, level: Option<&str>) -> Vec<u8> {
    let on_level = |of: Option<&str>| level.is_none() || of.is_none() || of == level;
    let elements: Vec<&BundleElement> =
        facility.bundle().elements.iter().filter(|e| on_level(Some(&e.level))).collect();
    let mut drawing = draw::Drawing::new(facility);
    for element in elements {
        drawing.element(element);
    }
    for node in facility.bundle().nodes.iter().filter(|n| on_level(n.level.as_deref())) {
        drawing.node(node);
    }
    for incident in facility.bundle().incidents.iter().filter(|i| on_level(i.level.as_deref())) {
        drawing.incident(incident);
    }
    drawing.notes();
    drawing.finish()
}

#[cfg(test)]
mod tests;
