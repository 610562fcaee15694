//! How many digits a published number deserves.

use locus_model::Covariance;

/// Below this a correlation is rounding.
const NO_CORRELATION: f64 = 1e-12;

/// Decimals of a degree for a point whose 95 % radius is `radius95_m`: seven (1 cm) below one metre, else six (0.1 m).
///
/// Never fewer: the errors of neighbouring corners are nearly the same error, so a wall known to 10 m is still straight
/// to centimetres, and a coarser grid would bend it.
pub fn degree_decimals(radius95_m: Option<f64>) -> i32 {
    match radius95_m {
        Some(radius) if radius >= 1.0 => 6,
        _ => 7,
    }
}

/// `value` to `decimals` decimals, without a negative zero.
pub fn decimals(value: f64, decimals: i32) -> f64 {
    let scale = 10f64.powi(decimals);
    // Adding zero turns -0 into 0.
    (value * scale).round() / scale + 0.0
}

/// A length in metres to the millimetre.
pub fn metres(value: f64) -> f64 {
    decimals(value, 3)
}

/// `value` to `digits` significant digits.
pub fn significant(value: f64, digits: i32) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value + 0.0;
    }
    // Through text: the nearest double to the decimal, for very small numbers too.
    format!("{value:.*e}", (digits - 1).max(0) as usize).parse().unwrap_or(value)
}

/// A covariance as `[ee, en, nn]`, rounded to five significant digits, or to as many more as it takes to stay positive
/// definite where it is.
pub fn covariance(of: Covariance) -> [f64; 3] {
    // What rotating a circle leaves is no correlation, and it changes with the order of sums.
    let en = if of.en.abs() < NO_CORRELATION * (of.ee * of.nn).sqrt() { 0.0 } else { of.en };
    let exact = [of.ee, en, of.nn];
    if !is_positive_definite(exact) {
        return exact.map(|v| v + 0.0);
    }
    (5..17).map(|digits| exact.map(|v| significant(v, digits))).find(|c| is_positive_definite(*c)).unwrap_or(exact)
}

/// Whether `[ee, en, nn]` is positive definite.
pub fn is_positive_definite([ee, en, nn]: [f64; 3]) -> bool {
    ee > 0.0 && nn > 0.0 && en * en < ee * nn
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rounding_keeps_what_matters() {
        assert_eq!(decimals(127.123_456_78, 7), 127.123_456_8);
        assert!(decimals(-0.000_000_001, 7).is_sign_positive());
        assert_eq!(significant(0.000_123_456_7, 5), 0.000_123_46);
        assert_eq!(significant(-38.5, 5), -38.5);
        assert_eq!(covariance(Covariance { ee: 0.1225, en: -3.5e-18, nn: 0.1225 }), [0.1225, 0.0, 0.1225]);
        assert_eq!((degree_decimals(Some(0.4)), degree_decimals(Some(40.0)), degree_decimals(None)), (7, 6, 7));
    }

    proptest! {
        #[test]
        fn covariances_stay_positive_definite(
            major in 1e-6..1e6f64, ratio in 1e-12..1.0f64, turn in 0.0..std::f64::consts::PI,
        ) {
            let (minor, (s, c)) = (major * ratio, turn.sin_cos());
            let of = Covariance { ee: major * c * c + minor * s * s, en: (major - minor) * s * c,
                                  nn: major * s * s + minor * c * c };
            prop_assume!(is_positive_definite([of.ee, of.en, of.nn]));
            let [ee, en, nn] = covariance(of);
            prop_assert!(is_positive_definite([ee, en, nn]));
            for (printed, exact) in [(ee, of.ee), (en, of.en), (nn, of.nn)] {
                prop_assert!((printed - exact).abs() <= 5.1e-5 * exact.abs());
            }
        }
    }
}
