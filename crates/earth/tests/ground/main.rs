//! The ground against judges that nobody here wrote: PROJ's own vectors, published Korean conversions, real and
//! hostile imagery, GDAL's own warp.
#![allow(clippy::unwrap_used)]

mod data;
mod environment;
mod gdalwarp;
mod gie;
mod gie_conformance;
mod hostile;
mod imagery;
mod korea;
mod texture;
mod utm;
