//! From the ground to paper, true to scale.

use super::area::{Area, Spot};

/// What one millimetre of paper may stand for (ISO 5455:1979, table 1, and its multiples by ten).
const SCALES: [u32; 12] = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000];

/// Grid north up. Scene z points south, as y on paper points down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// 1 : `scale`.
    pub scale: u32,
    ground: Spot,
    paper: Spot,
}

impl View {
    /// The largest scale at which `ground` (scene metres `[x, z]`), with `margin` millimetres around, has room in `zone`;
    /// `None` where none of them is small enough.
    pub fn fitting(ground: Area, zone: Area, margin: f64) -> Option<Self> {
        let room = [zone.width() - 2.0 * margin, zone.height() - 2.0 * margin];
        let fits = |scale: &u32| {
            let mm = 1000.0 / f64::from(*scale);
            ground.width() * mm <= room[0] && ground.height() * mm <= room[1]
        };
        let scale = SCALES.into_iter().find(fits)?;
        Some(Self { scale, ground: ground.middle(), paper: zone.middle() })
    }

    /// Where a place of the scene `[x, z]` is on paper.
    pub fn at(&self, place: [f64; 2]) -> Spot {
        [0, 1].map(|i| self.paper[i] + self.mm(place[i] - self.ground[i]))
    }

    /// Where a spot on paper is in the scene.
    pub fn scene(&self, spot: Spot) -> [f64; 2] {
        [0, 1].map(|i| self.ground[i] + (spot[i] - self.paper[i]) * f64::from(self.scale) / 1000.0)
    }

    /// How long so many metres are on paper, millimetres.
    pub fn mm(&self, metres: f64) -> f64 {
        metres * 1000.0 / f64::from(self.scale)
    }

    /// A line on paper.
    pub fn line(&self, places: &[[f64; 2]]) -> Vec<Spot> {
        places.iter().map(|p| self.at(*p)).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_metre_is_a_metre_and_the_scale_is_a_standard_one() {
        let ground = Area { min: [-10.0, -5.0], max: [10.0, 5.0] };
        let zone = Area { min: [20.0, 10.0], max: [220.0, 200.0] };
        assert_eq!(View::fitting(ground, zone, 0.0).unwrap().scale, 100);
        let view = View::fitting(ground, zone, 0.1).unwrap();
        assert_eq!(view.scale, 200);
        assert_eq!(view.at([0.0, 0.0]), [120.0, 105.0]);
        assert_eq!(view.at([4.0, -2.0]), [140.0, 95.0]);
        assert_eq!(view.scene([140.0, 95.0]), [4.0, -2.0]);
        let earth = Area { min: [-1e7; 2], max: [1e7; 2] };
        assert_eq!(View::fitting(earth, zone, 0.0), None);
    }
}
