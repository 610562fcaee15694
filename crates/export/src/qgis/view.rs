//! What of the ground a map shows, and at which scale.

use geo::BoundingRect;
use locus_model::table::Table;

/// The map on paper, millimetres.
pub const MAP_MM: [f64; 2] = [290.0, 252.0];
/// What is left free around what is shown.
const MARGIN: f64 = 1.08;
/// Scales people can measure at, times a power of ten.
const SCALES: [f64; 9] = [1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.5];
/// Tables that need not be seen whole: a sheet is mostly empty paper, a vague pin may be anywhere.
const WIDE: [&str; 3] = ["sheets", "pins", "uncertainty"];

/// A map of everything.
pub struct View {
    /// West, south, east, north: metres of the facility's CRS, of the shape of the map on paper.
    pub bounds_m: [f64; 4],
    /// So many metres on the ground are one on paper.
    pub scale: f64,
}

impl View {
    /// Everything in the tables at the largest round scale that holds it.
    pub fn of(tables: &[Table]) -> Self {
        let seen = |wide: bool| tables.iter().filter(move |t| wide || !WIDE.contains(&t.name.as_str()));
        let [west, south, east, north] =
            bounds(seen(false)).or_else(|| bounds(seen(true))).unwrap_or([-50.0, -50.0, 50.0, 50.0]);
        let needed = ((east - west) / MAP_MM[0]).max((north - south) / MAP_MM[1]).max(0.01) * 1000.0 * MARGIN;
        let scale = round_up(needed);
        let half = MAP_MM.map(|mm| mm * scale / 2000.0);
        let middle = [(west + east) / 2.0, (south + north) / 2.0];
        let bounds_m = [middle[0] - half[0], middle[1] - half[1], middle[0] + half[0], middle[1] + half[1]];
        Self { bounds_m, scale }
    }

    /// Metres of a segment of the scale bar: round, and about 2 cm long.
    pub fn segment_m(&self) -> f64 {
        round_up(0.02 * self.scale)
    }
}

fn bounds<'a>(tables: impl Iterator<Item = &'a Table>) -> Option<[f64; 4]> {
    let places = tables.flat_map(|table| &table.rows).filter_map(|row| row.place.as_ref());
    let boxes = places.filter_map(|place| place.geometry().bounding_rect());
    boxes
        .map(|b| [b.min().x, b.min().y, b.max().x, b.max().y])
        .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
}

fn round_up(value: f64) -> f64 {
    let power = 10f64.powf(value.log10().floor());
    SCALES.into_iter().chain([10.0]).map(|step| step * power).find(|round| *round >= value * 0.999_999).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_round_and_never_too_large() {
        for (needed, round) in [(730.0, 750.0), (1000.0, 1000.0), (1001.0, 1250.0), (8000.0, 10_000.0), (0.3, 0.3)] {
            assert!((round_up(needed) - round).abs() < 1e-9, "{needed}: {}", round_up(needed));
        }
    }

    #[test]
    fn nothing_at_all_has_a_view() {
        let view = View::of(&[]);
        assert!(view.bounds_m[2] - view.bounds_m[0] >= 100.0);
    }
}
