//! Colours as people name them and as shaders add them.

use bevy::color::{LinearRgba, Srgba};

/// Linear light of an sRGB colour.
pub fn linear([r, g, b]: [u8; 3], alpha: f32) -> [f32; 4] {
    let light = LinearRgba::from(Srgba::rgb_u8(r, g, b));
    [light.red, light.green, light.blue, alpha]
}
