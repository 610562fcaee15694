//! A picture in memory.

/// Rows of pixels with `C` 8-bit channels each, from the upper left, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels<const C: usize> {
    width: usize,
    height: usize,
    data: Vec<[u8; C]>,
}

impl<const C: usize> Pixels<C> {
    /// A picture of one colour.
    pub fn filled(width: usize, height: usize, colour: [u8; C]) -> Self {
        Self { width, height, data: vec![colour; width * height] }
    }

    /// A picture from its rows; `None` where `data` does not hold `width * height` pixels.
    pub fn new(width: usize, height: usize, data: Vec<[u8; C]>) -> Option<Self> {
        (data.len() == width.checked_mul(height)?).then_some(Self { width, height, data })
    }

    /// Pixels in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// All pixels, row by row.
    pub fn data(&self) -> &[[u8; C]] {
        &self.data
    }

    /// All pixels, to be written.
    pub fn data_mut(&mut self) -> &mut [[u8; C]] {
        &mut self.data
    }

    /// The pixel in column `x` of row `y`; `None` outside.
    pub fn get(&self, x: usize, y: usize) -> Option<[u8; C]> {
        (x < self.width).then(|| self.data.get(y * self.width + x).copied()).flatten()
    }
}
