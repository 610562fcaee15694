//! Colours by status: the Okabe-Ito palette (Okabe and Ito 2008), which most colour-blind readers can tell apart.

use locus_model::Status;

/// What part of a thing is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Surface {
    /// Walls, buildings, objects.
    Solid,
    /// Floors: the same hue, lighter.
    Floor,
    /// What fills windows and gates: translucent.
    Pane,
}

/// A plain material.
#[derive(Clone, Debug, PartialEq)]
pub struct Paint {
    /// `testified-solid`.
    pub name: String,
    /// Linear red, green, blue, and opacity.
    pub rgba: [f32; 4],
}

/// Opacity of what nobody said: it must look like filler.
const ASSUMED_ALPHA: f32 = 0.45;
const PANE_ALPHA: f32 = 0.35;
/// How much white is mixed into floors.
const LIGHTER: f32 = 0.6;

/// The material of an element.
pub fn of(status: Status, surface: Surface) -> Paint {
    let (part, mix, alpha) = match surface {
        Surface::Solid => ("solid", 0.0, 1.0),
        Surface::Floor => ("floor", LIGHTER, 1.0),
        Surface::Pane => ("pane", 0.0, PANE_ALPHA),
    };
    let alpha = if status == Status::Assumed { alpha * ASSUMED_ALPHA } else { alpha };
    let [r, g, b] = rgb(status).map(linear).map(|c| c + (1.0 - c) * mix);
    Paint { name: format!("{}-{part}", status.as_str()), rgba: [r, g, b, alpha] }
}

/// The colour of a status, sRGB.
pub fn rgb(status: Status) -> [u8; 3] {
    match status {
        Status::Seen => [0x00, 0x72, 0xB2],
        Status::Testified => [0xE6, 0x9F, 0x00],
        Status::Inferred => [0xCC, 0x79, 0xA7],
        Status::Assumed => [0x99, 0x99, 0x99],
    }
}

/// sRGB to linear light (IEC 61966-2-1), which glTF factors are in.
fn linear(value: u8) -> f32 {
    let v = f64::from(value) / 255.0;
    let linear = if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) };
    // Four digits are more than eight bits can tell, and keep the file readable.
    crate::precision::decimals(linear, 4) as f32
}
