//! Numbers as base64 (RFC 4648, section 4) of their little-endian bytes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Numbers on their way into the page.
#[derive(Default)]
pub struct Packed(Vec<u8>);

impl Packed {
    /// Single precision.
    pub fn floats(&mut self, values: &[f32]) {
        values.iter().for_each(|value| self.0.extend(value.to_le_bytes()));
    }

    /// A whole number, 32 bits.
    pub fn number(&mut self, value: u32) {
        self.0.extend(value.to_le_bytes());
    }

    /// A unit vector in signed bytes, and one byte more.
    pub fn directions(&mut self, unit: [f32; 3], more: u8) {
        self.0.extend(unit.map(|c| (c * 127.0).round() as i8 as u8));
        self.0.push(more);
    }

    /// The text.
    pub fn base64(&self) -> String {
        text(&self.0)
    }
}

/// Bytes as text.
pub fn text(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}
