//! Files of other programs that are brought in: KML, KMZ, GPX, CSV, GeoJSON, SVG, control points.

/// One file; of an archive, each document that is unpacked.
pub const FILE_BYTES: usize = 4 << 20;
/// Pins or control points of one file.
pub const POINTS: usize = 5_000;
/// Files of a KMZ archive.
pub const ARCHIVE_FILES: usize = 500;
/// How many times larger than packed a file of an archive may be.
pub const ARCHIVE_RATIO: u64 = 100;
/// Elements of XML in one another: folders within folders.
pub const XML_DEPTH: usize = 32;
/// Elements of one XML document.
pub const XML_ELEMENTS: usize = 200_000;
/// One position in words or figures.
pub const COORDINATE_BYTES: usize = 200;
