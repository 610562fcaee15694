//! How well a place is known.

/// The chi-square quantile for 95 % and two degrees of freedom: -2 ln 0.05.
pub const CHI2_95_2DOF: f64 = 5.991_464_547_107_979;

/// Covariance of a position, metres squared: grid east and north of the projected CRS.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Covariance {
    /// Variance along east.
    pub ee: f64,
    /// Covariance of east and north.
    pub en: f64,
    /// Variance along north.
    pub nn: f64,
}

/// The ellipse that holds 95 % of a two-dimensional Gaussian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ellipse95 {
    /// Half the longer axis, metres.
    pub semi_major_m: f64,
    /// Half the shorter axis, metres.
    pub semi_minor_m: f64,
    /// Direction of the longer axis, radians counter-clockwise from grid east.
    pub angle_rad: f64,
}

impl Covariance {
    /// The same standard deviation (metres) in every direction.
    pub fn isotropic(sd_m: f64) -> Self {
        Self { ee: sd_m * sd_m, en: 0.0, nn: sd_m * sd_m }
    }

    /// From the radius (metres) of the circle that holds 95 % of an isotropic Gaussian.
    pub fn from_radius95(radius_m: f64) -> Self {
        Self::isotropic(radius_m / CHI2_95_2DOF.sqrt())
    }

    /// Sum of independent errors.
    pub fn plus(self, other: Self) -> Self {
        Self { ee: self.ee + other.ee, en: self.en + other.en, nn: self.nn + other.nn }
    }

    /// Every variance multiplied by `factor`.
    pub fn scaled(self, factor: f64) -> Self {
        Self { ee: self.ee * factor, en: self.en * factor, nn: self.nn * factor }
    }

    /// Variances along the principal axes, larger first.
    pub fn eigenvalues(self) -> (f64, f64) {
        let mean = 0.5 * (self.ee + self.nn);
        let spread = (0.5 * (self.ee - self.nn)).hypot(self.en);
        (mean + spread, (mean - spread).max(0.0))
    }

    /// The 95 % ellipse.
    pub fn ellipse95(self) -> Ellipse95 {
        let (major, minor) = self.eigenvalues();
        Ellipse95 {
            semi_major_m: (CHI2_95_2DOF * major).sqrt(),
            semi_minor_m: (CHI2_95_2DOF * minor).sqrt(),
            angle_rad: 0.5 * (2.0 * self.en).atan2(self.ee - self.nn),
        }
    }

    /// Radius (metres) of the circle around the mean that holds 95 % of the Gaussian.
    ///
    /// The share inside radius r is the mean over directions of 1 - exp(-r² / (2 s²(t))), with
    /// 1/s²(t) = cos²t / major + sin²t / minor, weighted by s²(t) / sqrt(major minor) (polar form of the Gaussian);
    /// solved for 0.95 by bisection. Exact for the circle (2.4477 sd) and for a line (1.9600 sd).
    pub fn radius95_m(self) -> f64 {
        let (major, minor) = self.eigenvalues();
        if major <= 0.0 {
            return 0.0;
        }
        // Axes of 100 : 1 and beyond are a line to 1.3e-5 of the radius, and the polar weights grow too sharp for the
        // quadrature.
        if minor < 1e-4 * major {
            return 1.959_963_984_540_054 * major.sqrt();
        }
        let (mut low, mut high) = (1.9 * major.sqrt(), 2.5 * major.sqrt());
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if share_inside(middle, major, minor) < 0.95 { low = middle } else { high = middle }
        }
        0.5 * (low + high)
    }

    /// Whether this is a covariance: finite and positive semi-definite.
    pub fn is_valid(self) -> bool {
        let finite = self.ee.is_finite() && self.en.is_finite() && self.nn.is_finite();
        finite && self.ee >= 0.0 && self.nn >= 0.0 && self.en * self.en <= self.ee * self.nn * (1.0 + 1e-9)
    }
}

/// Share of a Gaussian with the principal variances `major`, `minor` inside radius `r`.
fn share_inside(r: f64, major: f64, minor: f64) -> f64 {
    const STEPS: usize = 256;
    let quarter = std::f64::consts::FRAC_PI_2;
    let mut sum = 0.0;
    for i in 0..STEPS {
        let (sin, cos) = (quarter * (i as f64 + 0.5) / STEPS as f64).sin_cos();
        let precision = cos * cos / major + sin * sin / minor;
        sum += (1.0 - (-0.5 * r * r * precision).exp()) / precision;
    }
    sum / (STEPS as f64 * (major * minor).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radius_of_circle_and_line_are_the_textbook_quantiles() {
        assert!((Covariance::isotropic(3.0).radius95_m() / 3.0 - CHI2_95_2DOF.sqrt()).abs() < 1e-6);
        assert!((Covariance { ee: 4.0, en: 0.0, nn: 0.0 }.radius95_m() - 2.0 * 1.959_964).abs() < 1e-5);
    }

    #[test]
    fn radius_of_an_ellipse_is_that_of_an_independent_integral() {
        // The Gaussian's share of a disc, integrated along the major axis with scipy.integrate.quad (1e-13) and solved
        // for 0.95 with scipy.optimize.brentq; ten million draws of numpy gave 4.0704 for the first.
        let axes = [(2.0, 1.0, 4.071_717_440_571), (1.0, 0.1, 1.962_529_596_762), (1.0, 0.02, 1.960_066_050_305)];
        for (major, minor, expected) in axes {
            let radius = Covariance { ee: major * major, en: 0.0, nn: minor * minor }.radius95_m();
            assert!((radius - expected).abs() < 1e-9, "{major} : {minor}: {radius}");
        }
        let turned = Covariance { ee: 2.5, en: 1.5, nn: 2.5 }.radius95_m();
        assert!((turned - 4.071_717_440_571).abs() < 1e-9, "a turn changes nothing: {turned}");
    }

    #[test]
    fn radius_of_a_thin_ellipse_goes_over_into_that_of_a_line() {
        // Same source. A fixed quadrature alone would give 2.5 for the last.
        let ratios = [(0.01, 1.959_989_496_655), (0.005, 1.959_970_362_298), (0.001, 1.959_964_239_647)];
        for (minor, expected) in ratios {
            let radius = Covariance { ee: minor * minor, en: 0.0, nn: 1.0 }.radius95_m();
            assert!((radius - expected).abs() < 3e-5, "1 : {minor}: {radius}");
        }
    }

    #[test]
    fn stated_radius_round_trips() {
        assert!((Covariance::from_radius95(50.0).radius95_m() - 50.0).abs() < 1e-6);
    }
}
