//! SVG in millimetres of paper, written by hand.

use quick_xml::escape::escape;
use std::fmt::Write;

/// Width of a figure on an A4 page, millimetres.
pub const WIDTH_MM: f64 = 170.0;
/// What the smallest print is set in, millimetres: 5 points.
const SMALLEST_MM: f64 = 1.75;
/// What names are set in, millimetres: 7 points.
const TEXT_MM: f64 = 2.5;

/// A figure being drawn; y down, the origin at the upper left.
pub struct Paper {
    height_mm: f64,
    body: String,
    /// Where text stands: left, top, right, bottom.
    written: Vec<[f64; 4]>,
}

/// Where a text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// At its left end.
    Start,
    /// In its middle.
    Middle,
}

impl Paper {
    /// Empty paper, [`WIDTH_MM`] wide.
    pub fn new(height_mm: f64) -> Self {
        Self { height_mm, body: String::new(), written: Vec::new() }
    }

    /// A line through points; closed where it bounds something. `style` is attributes of ours, never a name from a case.
    pub fn path(&mut self, rings: &[Vec<[f64; 2]>], closed: bool, style: &str) {
        let mut data = String::new();
        for ring in rings {
            for (i, [x, y]) in ring.iter().enumerate() {
                // Writing to a String cannot fail.
                let _ = write!(data, "{}{} {}", if i == 0 { 'M' } else { 'L' }, rounded(*x), rounded(*y));
            }
            data.push_str(if closed { "Z" } else { "" });
        }
        let _ = writeln!(self.body, "<path d=\"{data}\" fill-rule=\"evenodd\" {style}/>");
    }

    /// An ellipse, its longer axis turned clockwise from the x axis, degrees.
    pub fn ellipse(&mut self, [x, y]: [f64; 2], [a, b]: [f64; 2], degrees: f64, style: &str) {
        let [x, y, a, b, turn] = [x, y, a, b, degrees].map(rounded);
        let _ = writeln!(
            self.body,
            "<ellipse cx=\"{x}\" cy=\"{y}\" rx=\"{a}\" ry=\"{b}\" transform=\"rotate({turn} {x} {y})\" {style}/>"
        );
    }

    /// A text whose middle line is at `y`.
    pub fn text(&mut self, [x, y]: [f64; 2], anchor: Anchor, size_mm: f64, text: &str) {
        let anchor = if anchor == Anchor::Middle { "middle" } else { "start" };
        let [x, y, size] = [x, y + 0.35 * size_mm, size_mm].map(rounded);
        let text = escape(text);
        let _ = writeln!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\">{text}</text>"
        );
    }

    /// A name in the middle of a place `room_mm` wide, smaller where it must be; left out where nobody could read it or
    /// another stands there already.
    pub fn name(&mut self, [x, y]: [f64; 2], room_mm: f64, name: &str) {
        let size = (room_mm / ems(name)).min(TEXT_MM);
        let half = (0.5 * ems(name) * size).min(0.5 * WIDTH_MM);
        let x = x.clamp(half, WIDTH_MM - half);
        if size >= SMALLEST_MM && self.is_free([x - half, y - 0.6 * size, x + half, y + 0.6 * size]) {
            self.text([x, y], Anchor::Middle, size, name);
        }
    }

    /// A text beside a mark of this radius, on the first free side; left out where there is none.
    pub fn beside(&mut self, [x, y]: [f64; 2], radius_mm: f64, text: &str) {
        let (half, line) = (0.5 * ems(text) * TEXT_MM, 0.6 * TEXT_MM);
        let sides =
            [[radius_mm + half, 0.0], [-radius_mm - half, 0.0], [0.0, radius_mm + line], [0.0, -radius_mm - line]];
        for [dx, dy] in sides {
            let [x, y] = [x + dx, y + dy];
            if x - half >= 0.0 && x + half <= WIDTH_MM && self.is_free([x - half, y - line, x + half, y + line]) {
                return self.text([x, y], Anchor::Middle, TEXT_MM, text);
            }
        }
    }

    /// Takes a place, if no other text stands there: left, top, right, bottom.
    fn is_free(&mut self, place: [f64; 4]) -> bool {
        let meets = |other: &[f64; 4]| (0..2).all(|i| place[i] < other[i + 2] && other[i] < place[i + 2]);
        let free = !self.written.iter().any(meets);
        if free {
            self.written.push(place);
        }
        free
    }

    /// The document.
    pub fn finish(self) -> String {
        let (width, height) = (WIDTH_MM, rounded(self.height_mm));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}mm\" \
             height=\"{height}mm\" font-family=\"Locus Gothic\" fill=\"#1a1a1a\">\n{}</svg>\n",
            self.body
        )
    }
}

/// A hundredth of a millimetre; never `-0`.
fn rounded(mm: f64) -> f64 {
    (mm * 100.0).round() / 100.0 + 0.0
}

/// Width of a line in units of its font size: a Hangul syllable is a square, a Latin letter a little more than half.
fn ems(line: &str) -> f64 {
    line.chars().map(|c| if c.is_ascii() { 0.55 } else { 0.95 }).sum::<f64>().max(0.6)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn of_two_names_at_one_place_the_first_stays() {
        let mut paper = Paper::new(50.0);
        paper.name([20.0, 20.0], 30.0, "first");
        paper.name([21.0, 20.0], 30.0, "second");
        paper.name([21.0, 40.0], 2.0, "too long for two millimetres");
        let svg = paper.finish();
        assert!(svg.contains(">first<") && !svg.contains("second") && !svg.contains("too long"), "{svg}");
    }

    proptest! {
        #[test]
        fn no_name_becomes_markup(name in any::<String>()) {
            let mut paper = Paper::new(50.0);
            paper.text([1.0, 1.0], Anchor::Start, 2.5, &name);
            let svg = paper.finish();
            prop_assert_eq!(svg.matches('<').count(), 4, "svg, text and their ends: {}", svg);
        }
    }
}
