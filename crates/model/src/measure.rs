//! Lengths and areas. They exist in the site frame alone: a length in pixels is not a length.

use crate::space::{In, Site};
use geo::{Area, Distance, Euclidean, Length, LineString, Point, Polygon};

/// Length along a line, metres in the projected CRS (grid, not ellipsoidal: UTM scales by 0.9996 to 1.0010).
pub fn length_m(line: &In<Site, LineString>) -> f64 {
    Euclidean.length(line.geometry())
}

/// Area enclosed, square metres in the projected CRS; holes are not counted.
pub fn area_m2(polygon: &In<Site, Polygon>) -> f64 {
    polygon.geometry().unsigned_area()
}

/// Straight distance, metres in the projected CRS.
pub fn distance_m(from: &In<Site, Point>, to: &In<Site, Point>) -> f64 {
    Euclidean.distance(from.geometry(), to.geometry())
}
