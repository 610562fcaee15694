//! How a basis is drawn, so that a black-and-white print tells testimony from filler: by kind of line (ISO 128-2:2020) and by
//! filling, never by colour alone.

use locus_viewer_core::basis::Basis;

/// A kind of line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// Width, millimetres: one of the series of ISO 128-2:2020, 5.1.
    pub width: f64,
    /// Lengths of dashes and gaps, millimetres; a continuous line has none.
    pub dashes: &'static [f64],
}

/// Hatching, dimension and projection lines.
pub const THIN: Pen = Pen { width: 0.18, dashes: &[] };
/// What is lighter still: grid and ellipses.
pub const HAIR: Pen = Pen { width: 0.13, dashes: &[] };
/// Oblique strokes of dimensions.
pub const MEDIUM: Pen = Pen { width: 0.35, dashes: &[] };
/// Frames.
pub const HEAVY: Pen = Pen { width: 0.7, dashes: &[] };
/// Outlines of alternative positions (ISO 128-2:2020, line type 05.1: long dash, double dot).
pub const ALTERNATIVE: Pen = Pen { width: 0.25, dashes: &[4.0, 0.8, 0.2, 0.8, 0.2, 0.8] };

impl Pen {
    /// As attributes of an unfilled path.
    pub fn unfilled(self) -> String {
        format!("fill=\"none\" {}", self.stroke())
    }

    /// The stroke alone.
    pub fn stroke(self) -> String {
        let dashes: Vec<String> = self.dashes.iter().map(|d| d.to_string()).collect();
        let dashes =
            if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{}\"", dashes.join(" ")) };
        format!("stroke=\"#000000\" stroke-width=\"{}\"{dashes}", self.width)
    }

    /// Of another width.
    pub fn wide(self, width: f64) -> Self {
        Self { width, ..self }
    }
}

/// The outline of what rests on this: continuous where it was seen or testified, dashed where a rule made it (line type 02),
/// dotted where nothing but a default did (07).
pub fn outline(basis: Basis) -> Pen {
    match basis {
        Basis::Seen => Pen { width: 0.5, dashes: &[] },
        Basis::Testified => Pen { width: 0.35, dashes: &[] },
        Basis::Inferred => Pen { width: 0.35, dashes: &[2.4, 0.9] },
        Basis::Assumed => Pen { width: 0.35, dashes: &[0.3, 0.9] },
    }
}

/// What a cut wall is filled with: solid where it was seen, hatched at 45 degrees (ISO 128-50:2001, 4) where it was testified.
pub fn cut(basis: Basis) -> &'static str {
    match basis {
        Basis::Seen => "#000000",
        Basis::Testified => "url(#hatch-cut)",
        Basis::Inferred | Basis::Assumed => "#ffffff",
    }
}

/// What an area on the ground is filled with: the same, lighter.
pub fn ground(basis: Basis) -> &'static str {
    match basis {
        Basis::Seen => "#d4d4d4",
        Basis::Testified => "url(#hatch-ground)",
        Basis::Inferred | Basis::Assumed => "none",
    }
}

/// The two hatchings.
pub fn definitions() -> String {
    let hatch = |name: &str, apart: f64, width: f64| {
        format!(
            "<pattern id=\"{name}\" patternUnits=\"userSpaceOnUse\" width=\"{apart}\" height=\"{apart}\" \
             patternTransform=\"rotate(45)\"><path d=\"M0 {0}H{apart}\" fill=\"none\" stroke=\"#000000\" \
             stroke-width=\"{width}\"/></pattern>\n",
            apart / 2.0
        )
    };
    format!("<defs>\n{}{}</defs>\n", hatch("hatch-cut", 0.7, 0.18), hatch("hatch-ground", 2.0, 0.13))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bw_print_distinguishable() {
        let looks = Basis::ALL.map(|b| (outline(b).dashes, cut(b)));
        assert!((0..4).all(|i| (0..i).all(|j| looks[i] != looks[j])), "{looks:?}");
    }
}
