//! Georeferenced imagery. A raster may be far larger than memory: it is read in blocks, where the site lies.

/// One block (strip or tile), decoded: GDAL decodes whole blocks.
pub const BLOCK_BYTES: usize = 96 << 20;
/// Source pixels that one window may cover: 23 km by 23 km at 1 m.
pub const SOURCE_PX: usize = 1 << 29;
/// Pixels of a window, averaged from those.
pub const WINDOW_PX: usize = 4096 * 4096;
/// A side of the ground's texture, pixels.
pub const TEXTURE_SIDE_PX: usize = 4096;
