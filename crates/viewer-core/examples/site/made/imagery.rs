//! A ground to stand on: an image as large as the ones that are published, with as much in it for a JPEG to keep.

use super::chance::part;
use super::grounds::HALF_M;
use super::{Fault, site};
use locus_model::Id;
use locus_publish::GroundImage;

const WIDTH: u32 = 2048;
/// How far it reaches beyond what is built, metres.
const MARGIN_M: f64 = 60.0;

/// Fields with roads between them.
pub fn ground(imagery: &str) -> Result<GroundImage, Fault> {
    let [x, y] = HALF_M.map(|half| half + MARGIN_M);
    let height = (f64::from(WIDTH) * y / x).round() as u32;
    let (low, high) = (site(-x, -y), site(x, y));
    let pixels = (0..height).flat_map(|row| (0..WIDTH).map(move |column| [column, row]));
    Ok(GroundImage {
        imagery: Id::new(imagery)?,
        width: WIDTH,
        height,
        rgb: pixels.flat_map(colour).collect(),
        west: low.x,
        south: low.y,
        east: high.x,
        north: high.y,
        note: String::new(),
    })
}

fn colour([column, row]: [u32; 2]) -> [u8; 3] {
    let field = part("field", (1000 * (row / 70) + column / 90) as usize);
    let grain = part("grain", (WIDTH * row + column) as usize);
    let is_track = row % 70 < 4 || column % 90 < 3;
    let base = if is_track { [165.0, 155.0, 140.0] } else { [95.0 + 40.0 * field, 110.0 + 25.0 * field, 75.0] };
    base.map(|c| (c + 18.0 * (grain - 0.5)) as u8)
}
