//! What is accepted as a scan. A sheet of A3 at 600 dots per inch has 9921 by 7016 pixels.

/// Longest side, pixels.
pub const MAX_SIDE_PX: u32 = 12_000;
/// Largest area, pixels: 240 MB once decoded to RGB.
pub const MAX_AREA_PX: u64 = 80_000_000;
/// Largest file, bytes.
pub const MAX_FILE_BYTES: usize = 200 << 20;
/// Largest buffer a decoder may ask for, bytes: the largest area in 8-bit RGBA, with some room.
pub const MAX_DECODED_BYTES: u64 = 384 << 20;
/// Strokes beyond which a sheet is no drawing but text, or a picture.
pub const STROKES: usize = 6000;
/// Faces between lines beyond which a sheet is no plan but squared paper, a net, or a picture: merging them takes a time
/// that grows with their square.
pub const FACES: usize = 3000;
