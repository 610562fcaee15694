//! Coordinates in a CRS that is named by its EPSG code.

use super::{CoordinateError, angle, pair};
use locus_model::Position;

/// `EPSG:<code>` followed by a position in it; `None` when the text does not begin with `EPSG`.
///
/// The order is easting, northing unless letters mark them. Degrees in another datum than WGS 84 must be marked, since
/// the official order of geographic systems differs from the usual one. `EPSG:4326` is WGS 84 latitude, longitude.
pub fn explicit(text: &str) -> Option<Result<Position, CoordinateError>> {
    let rest = text.get(..4).filter(|word| word.eq_ignore_ascii_case("epsg")).and_then(|_| text.get(4..))?;
    Some(read(text, rest))
}

fn read(text: &str, rest: &str) -> Result<Position, CoordinateError> {
    let wanted = || {
        let remedy = "write for example \"EPSG:5179 1000000 2000000\"";
        CoordinateError::new(text, "EPSG:<code>, then easting and northing", remedy)
    };
    let rest = rest.strip_prefix(':').ok_or_else(wanted)?;
    let width = rest.bytes().take_while(u8::is_ascii_digit).count();
    let epsg: u32 = rest[..width].parse().map_err(|_| wanted())?;
    let tail = rest[width..].trim_start_matches([' ', '\t', ',', ';']);
    if !(1024..=32767).contains(&epsg) || tail.len() == rest[width..].len() {
        return Err(wanted());
    }
    if epsg == 4326 {
        return angle::latitude_longitude(tail);
    }
    let at = pair::grid_pair(text, tail)?;
    if !at.marked && at.easting.abs() <= 360.0 && at.northing.abs() <= 360.0 {
        let remedy = "mark the numbers with E and N: in degrees their order is not settled";
        return Err(CoordinateError::new(text, "metres, or degrees marked with E and N", remedy));
    }
    Ok(Position::Projected { epsg, easting: at.easting, northing: at.northing })
}
