//! The process that decodes a picture or a raster.

/// Memory that it may address: the largest scan that is accepted takes less than half of it.
pub const MEMORY_BYTES: u64 = 1536 << 20;
/// Time of a processor that it may take, seconds.
pub const CPU_S: u64 = 60;
/// Time until it is stopped, seconds: on a busy machine it waits for its processor.
pub const DEADLINE_S: u64 = 300;
/// Files that it may hold open.
pub const OPEN_FILES: u64 = 16;
/// The line of figures that it answers before the pixels.
pub const LINE_BYTES: u64 = 1 << 20;
