//! What the viewer opens at most. Beyond a limit it refuses and names the limit; it never shows a part.
//!
//! A published folder may come from anywhere, so each limit is far above what an investigation produces and low enough
//! that an ordinary laptop (8 GiB) survives the file that reaches it.

/// `bundle.json`, bytes. An element with its shape takes about one and a half kilobytes: room for [`ELEMENTS`].
pub const BUNDLE_BYTES: u64 = 512 << 20;
/// `model.glb`, bytes. An element takes about two kilobytes: room for [`ELEMENTS`].
pub const GLB_BYTES: u64 = 512 << 20;
/// Opening brackets and commas of one JSON text: no list can have more entries, so this bounds what reading it
/// allocates. [`ELEMENTS`] take about twenty million.
pub const JSON_VALUES: usize = 40_000_000;

/// Elements: the largest site imagined is two hundred buildings of ten thousand walls; this is twenty such.
pub const ELEMENTS: usize = 250_000;
/// Incidents: as many as a case may hold ([`super::case`]); the largest known database of its kind
/// has 7 212.
pub const INCIDENTS: usize = super::case::LIMITS.incidents;
/// Fused feature points: a wall has two ends.
pub const NODES: usize = 2 * ELEMENTS;
/// Sheets, accounts, levels, alternatives, pictures, views: as many as one folder of a case may have files.
pub const RECORDS: usize = super::case::LIMITS.folder_entries;
/// Statements, pins and areas, of all accounts together.
pub const STATEMENTS: usize = ELEMENTS;
/// Nodes a sheet is laid on the ground with, across or down.
pub const GRID_NODES: usize = 1_000;

/// Accessors of `model.glb`: a mesh has three or four.
pub const ACCESSORS: usize = 5 * ELEMENTS;
/// Materials, textures, scenes, buffer views and the like of `model.glb`: Locus writes a dozen, and a scene for every
/// alternative.
pub const GLB_RECORDS: usize = 10_000;
/// How deep nodes of `model.glb` hang in one another: Locus needs three.
pub const GLB_DEPTH: usize = 32;
/// Numbers read out of the buffer of `model.glb`, however often its parts are referred to: half a gigabyte.
pub const GLB_NUMBERS: usize = 128 << 20;

/// Farthest coordinate of a vertex, metres from the anchor. Beyond it the 32-bit numbers of the model and of every
/// graphics card are coarser than a centimetre, and walls tremble.
pub const VERTEX_M: f64 = 1e5;
/// Farthest place that is told but not built of triangles, metres: a badly aligned sheet may reach far, but no place of
/// a projected coordinate system is a quarter of the Earth's circumference away.
pub const PLACE_M: f64 = 1e7;
/// Farthest pixel of a stroke from the corner of its scan, as in the case format.
pub const PIXEL: f64 = super::case::LIMITS.pixel;
/// Longest side of the ground's image, pixels: Locus writes at most 4096, graphics cards take 8192 or more.
pub const GROUND_SIDE_PX: u32 = 8192;
/// Largest area of the ground's image, pixels: 128 MiB once decoded with opacity.
pub const GROUND_AREA_PX: u64 = 32 << 20;
