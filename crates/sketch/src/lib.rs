//! From a scan to a drawing in the sketch plane.
//!
//! # Pixels
//! The pixels of a case file (`px` of a control point, the coordinates of a trace) are those of the scan *as every
//! program shows it*: with the EXIF orientation applied, x right, y down, and (0, 0) at the outer corner of the
//! upper-left pixel, so the middle of that pixel is (0.5, 0.5). Programs that ignore the orientation, GDAL and with it
//! the QGIS Georeferencer among them, count in the pixels as stored; [`upright_px`] carries those over.
//!
//! # The one flip
//! [`plane_from_px`] is the only place where y is turned upwards. A similarity cannot express a mirror, so with two
//! control points a forgotten flip would fit exactly and be wrong.
//!
//! # What is not read
//! A position in a photograph's EXIF data says where the camera stood when the sheet was photographed, often the
//! interviewer's office. It is never read as a position; [`Scan::has_gps`] says that there is one.

mod copy;
mod crop;
mod exif;
mod jpeg;
mod orientation;
pub mod review;
mod scan;
mod trace;

pub use copy::{copy, mask};
pub use crop::{Crop, crop};
pub use locus_model::limits::scan as limits;
pub use orientation::{plane_from_px, upright_px};
pub use scan::{Format, Scan, ScanError, decode, inspect};
pub use trace::{
    Arc, Grid, InkColour, InkQuality, InkStroke, Look, Options, Page, Proposal, Refusal, Shape, Symbol, TraceNote,
    Traced, thin, trace,
};
