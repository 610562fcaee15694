//! The published names of a witness's calibration.

use crate::precision::{decimals, significant};
use locus_model::{Calibration, Estimate};

/// A figure under its published name, rounded, with the ends of its interval.
pub struct Figure {
    /// The property; its interval is `<name>_95`.
    pub name: &'static str,
    /// The figure.
    pub value: f64,
    /// The interval that holds it with a probability of 95 %.
    pub interval: [f64; 2],
}

/// Every figure of a calibration.
pub fn figures(of: &Calibration) -> Vec<Figure> {
    let to = |places: i32| move |v: f64| decimals(v, places);
    let p = &of.pairwise;
    let mut all = vec![
        figure("regression_scale", of.scale_m_per_px, |v| significant(v, 6)),
        figure("regression_rotation_deg", of.rotation_deg, to(2)),
        figure("bidimensional_r", of.r, to(4)),
        figure("bidimensional_r_affine", of.r_affine, to(4)),
        figure("distortion_index", of.distortion_index, to(2)),
        figure("distortion_index_affine", of.distortion_index_affine, to(2)),
        figure("anisotropy", of.anisotropy.ratio, to(3)),
        figure("canonical_accuracy", p.canonical, to(3)),
        figure("distance_accuracy", p.distance, to(3)),
        figure("angle_accuracy", p.angle, to(3)),
        figure("scaling_bias", p.scaling_bias, to(3)),
        figure("rotational_bias_deg", p.rotational_bias_deg, to(2)),
    ];
    all.extend(of.anisotropy.axis_deg.map(|axis| figure("anisotropy_axis_deg", axis, to(1))));
    all.extend(of.compression.map(|g| figure("compression_exponent", g, to(3))));
    all
}

fn figure(name: &'static str, of: Estimate, rounded: impl Fn(f64) -> f64) -> Figure {
    Figure { name, value: rounded(of.value), interval: [rounded(of.low), rounded(of.high)] }
}
