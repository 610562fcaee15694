//! The nearest displacement that a set of half-planes allows.

/// Rounding allowed when a point on the border of a half-plane is tested against it, metres.
const ON_BORDER_M: f64 = 1e-12;

/// The displacements `d` with `normal · d >= least`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HalfPlane {
    /// Unit vector into the half-plane.
    pub normal: [f64; 2],
    /// At most 0: standing still is allowed.
    pub least: f64,
}

impl HalfPlane {
    fn along(&self, d: [f64; 2]) -> f64 {
        self.normal[0] * d[0] + self.normal[1] * d[1]
    }

    fn allows(&self, d: [f64; 2]) -> bool {
        self.along(d) >= self.least - ON_BORDER_M
    }

    /// The nearest point of its border.
    fn onto(&self, d: [f64; 2]) -> [f64; 2] {
        let lacking = self.least - self.along(d);
        [d[0] + lacking * self.normal[0], d[1] + lacking * self.normal[1]]
    }

    /// Where two borders cross; `None` for parallel ones.
    fn crossing(&self, other: &Self) -> Option<[f64; 2]> {
        let [[a, b], [c, d]] = [self.normal, other.normal];
        let det = a * d - b * c;
        (det.abs() > 1e-9).then(|| [(self.least * d - b * other.least) / det, (a * other.least - self.least * c) / det])
    }
}

/// The point that all half-planes allow and that is nearest to `wish`: the wish, its projection onto one border, or the
/// crossing of two; standing still where rounding leaves none of these.
pub fn nearest(planes: &[HalfPlane], wish: [f64; 2]) -> [f64; 2] {
    let allowed = |d: &[f64; 2]| planes.iter().all(|plane| plane.allows(*d));
    if allowed(&wish) {
        return wish;
    }
    let away = |d: &[f64; 2]| (d[0] - wish[0]).hypot(d[1] - wish[1]);
    let violated = planes.iter().filter(|plane| !plane.allows(wish));
    let on_one = violated.map(|plane| plane.onto(wish));
    let pairs = planes.iter().enumerate().flat_map(|(i, p)| planes[..i].iter().filter_map(|q| p.crossing(q)));
    let best = on_one.chain(pairs).filter(allowed).min_by(|a, b| away(a).total_cmp(&away(b)));
    let length = |d: [f64; 2]| d[0].hypot(d[1]);
    best.filter(|d| length(*d) <= length(wish)).unwrap_or([0.0; 2])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn planes() -> impl Strategy<Value = Vec<HalfPlane>> {
        let plane =
            (-3.2..3.2f64, 0.0..1.0f64).prop_map(|(a, gap)| HalfPlane { normal: [a.cos(), a.sin()], least: -gap });
        prop::collection::vec(plane, 0..6)
    }

    proptest! {
        #[test]
        fn nearest_is_allowed_and_no_point_of_a_fine_grid_is_nearer(
            planes in planes(), wish in prop::array::uniform2(-1.0..1.0f64),
        ) {
            let found = nearest(&planes, wish);
            prop_assert!(planes.iter().all(|p| p.along(found) >= p.least - 1e-9));
            let away = |d: [f64; 2]| (d[0] - wish[0]).hypot(d[1] - wish[1]);
            for i in -40..=40 {
                for j in -40..=40 {
                    let other = [f64::from(i) / 20.0, f64::from(j) / 20.0];
                    if planes.iter().all(|p| p.allows(other)) {
                        prop_assert!(away(found) <= away(other) + 1e-9, "{other:?} is nearer to {wish:?} than {found:?}");
                    }
                }
            }
        }
    }
}
