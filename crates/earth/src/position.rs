//! Positions stated in a coordinate system of their own: Korean grids, UTM, other datums.

use crate::EarthError;
use crate::frame::{WGS84, crs, inside_area, operation};
use crate::proj::{Direction, Operation};
use geo::{Coord, Point};
use locus_model::{Geographic, In, Position};

/// How a position came from its datum to WGS 84.
#[derive(Clone, Debug, PartialEq)]
pub struct DatumShift {
    /// The operation, in the words of the EPSG data set.
    pub operation: String,
    /// Its accuracy in metres as the EPSG data set states it; `None` where it states none.
    pub accuracy_m: Option<f64>,
}

/// A position in WGS 84 degrees.
///
/// Of a projected position, `easting` is x and `northing` y whatever order the EPSG data set gives the axes (it has
/// northing first in the Korean grids). Ballpark transformations are never used.
///
/// # Errors
/// An unknown code, coordinates the system cannot have, or a place far outside the system's area of use: swapped
/// coordinates usually end there.
pub fn geographic(position: &Position) -> Result<In<Geographic, Point>, EarthError> {
    carried(position).map(|(place, _)| place)
}

/// The datum shift behind [`geographic`]; `None` where the position was in WGS 84 degrees already.
///
/// # Errors
/// As [`geographic`].
pub fn datum_shift(position: &Position) -> Result<Option<DatumShift>, EarthError> {
    let (_, operation) = carried(position)?;
    Ok(operation.map(|mut used| {
        let (operation, accuracy_m) = used.last_used();
        DatumShift { operation, accuracy_m }
    }))
}

fn carried(position: &Position) -> Result<(In<Geographic, Point>, Option<Operation>), EarthError> {
    let (epsg, stated) = match *position {
        Position::Geographic(place) => return Ok((place, None)),
        Position::Projected { epsg, easting, northing } => (epsg, Coord { x: easting, y: northing }),
    };
    let facts = crs(epsg)?;
    let mut geographic_from_stated = operation(&format!("EPSG:{epsg}"), WGS84)?;
    let mut at = [stated];
    geographic_from_stated.apply(Direction::Forward, &mut at).map_err(|(index, reason)| EarthError::NotCarried {
        index,
        reason,
        count: 1,
        from: format!("EPSG:{epsg} ({}, {})", stated.x, stated.y),
        to: "WGS 84 degrees".into(),
    })?;
    inside_area(epsg, &facts, "the position", at[0], "Check the code, and whether easting and northing are swapped")?;
    Ok((In::claim(Point(at[0])), Some(geographic_from_stated)))
}
