//! Control points to transformations: fits, residuals, held-out errors, named blunders; and one sheet to the ground.
//!
//! Three layers. [`fit`] and its kin are the transformations every GIS knows, each in its own file, with what a GIS does
//! not say: the held-out error of every point, its part of redundancy, and whether it is wrong. [`align_sheet`] is what
//! a *memory* needs: it is no transformation to be pinned down but a measurement with correlated errors, and is
//! solved by least-squares collocation (`memory.rs` says what is assumed, `collocation.rs` how it is solved). [`adjust`] is what a
//! *place* needs: all sheets, imagery, pins and statements at once, every point with its covariance (`joint/`).
//!
//! Everything here is metres and page widths. Nothing knows a coordinate reference system, a file or a clock.

mod anchor;
mod calibration;
mod choose;
mod collocation;
mod controls;
pub mod distortion;
mod drawn;
mod error;
mod fit;
mod ground;
mod joint;
mod linear;
mod memory;
mod pair;
mod polynomial;
mod projective;
mod refusal;
pub mod reliability;
mod robust;
mod sheet;
mod similarity;
mod thin_plate;
mod ties;

pub use calibration::{Remembered, calibrate};
pub use choose::{CLASSICAL, Candidate, choose};
pub use error::{FitError, NoInverse};
pub use fit::{Fit, fit, fit_mirrored, fit_thin_plate};
pub use joint::{FULL, Model, RIGHT_ANGLE_SD_RAD, STRAIGHT_SD, adjust, adjust_by};
pub use pair::{Pair, least_pairs};
pub use refusal::Refusal;
pub use robust::{Consensus, consensus};
pub use sheet::{SheetInput, Tie, TieKind, align_sheet};
pub use thin_plate::Smoothing;
pub use ties::{DEFAULT_SD_PLANE, References, ties};
