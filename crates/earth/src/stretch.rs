//! From measured values to what a screen can show.

/// A linear stretch: `low` becomes black, `high` white.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stretch {
    pub low: f32,
    pub high: f32,
}

impl Stretch {
    /// From the 2nd to the 98th percentile (nearest rank) of the finite values; without values, from 0 to 1.
    pub fn of(values: impl Iterator<Item = f32>) -> Self {
        let mut finite: Vec<f32> = values.filter(|v| v.is_finite()).collect();
        let mut rank = |share: f64| {
            let index = ((finite.len().checked_sub(1)?) as f64 * share).round() as usize;
            Some(*finite.select_nth_unstable_by(index, f32::total_cmp).1)
        };
        match (rank(0.02), rank(0.98)) {
            (Some(low), Some(high)) => Self { low, high },
            _ => Self { low: 0.0, high: 1.0 },
        }
    }

    /// The grey of a finite value. An even image is middle grey.
    pub fn show(self, value: f32) -> u8 {
        let range = self.high - self.low;
        if range <= 0.0 {
            return 128;
        }
        ((value - self.low) / range * 255.0).round().clamp(0.0, 255.0) as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_leave_the_outliers_out() {
        let stretch = Stretch::of((0..=1000).map(|v| v as f32).chain([f32::NAN, f32::INFINITY]));
        assert_eq!(stretch, Stretch { low: 20.0, high: 980.0 });
        assert_eq!([0.0, 20.0, 500.0, 980.0, 5000.0].map(|v| stretch.show(v)), [0, 0, 128, 255, 255]);
    }

    #[test]
    fn an_even_image_and_an_empty_one_have_a_grey() {
        assert_eq!(Stretch::of([7.0; 5].into_iter()).show(7.0), 128);
        assert_eq!(Stretch::of(std::iter::empty()).show(0.0), 0);
    }
}
