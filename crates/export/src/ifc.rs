//! IFC4 (ISO 16739-1:2018, written as ISO 10303-21): the facility for building-model programs.
//!
//! Metres; x grid east and y grid north of the anchor, z up from the site's ground. `IfcMapConversion` leads to the
//! projected CRS. Buildings hold storeys, storeys hold spaces, walls, doors and windows; what stands in the open is on
//! the site. Every product carries the claims of its element (`Locus_Provenance`) and the viewer's answer about it in
//! English and Korean. Elements of alternatives that are not shown first are products without a body.

mod body;
mod context;
mod product;
mod property;
mod spatial;
mod step;

use crate::claims::hidden;
use crate::{ExportError, Facility, Files, dated};
use product::Products;
use step::Step;

/// The file, as `<case>.ifc`.
///
/// # Errors
/// None today; the signature is that of every export.
pub fn files(facility: &Facility) -> Result<Files, ExportError> {
    let bundle = facility.bundle();
    let mut step = Step::default();
    let context = context::write(&mut step, facility);
    let mut products = Products::new(&mut step, facility, context);
    // Walls come before what fills their openings.
    let (openings, others): (Vec<_>, Vec<_>) = facility.shown_first().partition(|element| element.layer == "openings");
    others.into_iter().chain(openings).for_each(|element| products.draw(element));
    hidden(bundle).for_each(|element| products.tell(element));
    products.finish();
    let name = format!("{}.ifc", bundle.case.id);
    // The time of what is shown, not of a clock: the same case gives the same file.
    let written = format!("{}T00:00:00", dated::as_of(bundle));
    let bytes = step.file(&name, &written);
    Ok(Files::from([(name, bytes)]))
}

#[cfg(test)]
mod tests;
