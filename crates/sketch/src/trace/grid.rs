//! A picture of one value a pixel.

/// Rows of values; pixel (x, y) covers the square from (x, y) to (x + 1, y + 1), y down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid<T> {
    /// Width, pixels.
    pub width: usize,
    /// Height, pixels.
    pub height: usize,
    /// Row after row, `width * height` values.
    pub data: Vec<T>,
}

impl<T: Copy> Grid<T> {
    /// A grid of one value.
    pub fn filled(width: usize, height: usize, value: T) -> Self {
        Self { width, height, data: vec![value; width * height] }
    }

    /// The value at a pixel; `outside` beyond the edge.
    pub fn at(&self, x: isize, y: isize, outside: T) -> T {
        if x < 0 || y < 0 || x as usize >= self.width || y as usize >= self.height {
            return outside;
        }
        self.data[y as usize * self.width + x as usize]
    }
}

/// The eight neighbours of a pixel, clockwise from north: (dx, dy), y down.
pub const NEIGHBOURS: [(isize, isize); 8] = [(0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1)];
