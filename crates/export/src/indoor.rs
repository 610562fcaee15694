//! Maps of the inside, WGS 84: what navigation and indoor-map programs take.

mod degrees;
pub mod imdf;
pub mod osm;
mod site;
