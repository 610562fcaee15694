//! SVG 1.1 written by hand: millimetres from the upper left corner of the sheet, y down; presentation attributes only.

use super::area::{Area, Quad, Spot};
use super::lettering::{escaped, font_size, width};
use std::fmt::Write;

/// Families a browser tries when Locus Gothic is not installed; the first is what a PDF embeds.
const FAMILY: &str = "Locus Gothic, NanumGothic, Noto Sans CJK KR, sans-serif";

/// Where a line of text stands on its spot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It starts there.
    Start,
    /// It is centred there.
    Middle,
}

/// A line of lettering.
#[derive(Clone, Copy, Debug)]
pub struct Lettering {
    /// Height of its capital letters, millimetres.
    pub height: f64,
    /// Where on its spot it stands.
    pub anchor: Anchor,
    /// Radians, clockwise.
    pub turn: f64,
}

impl Lettering {
    /// Upright, starting at its spot.
    pub fn new(height: f64) -> Self {
        Self { height, anchor: Anchor::Start, turn: 0.0 }
    }

    /// Upright, centred on its spot.
    pub fn centred(height: f64) -> Self {
        Self { anchor: Anchor::Middle, ..Self::new(height) }
    }

    /// What a text takes whose middle, half a capital letter above its base line, is there.
    pub fn quad(self, middle: Spot, text: &str) -> Quad {
        let long = width(text, self.height);
        Quad::around(middle, [long + 0.4 * self.height, 1.6 * self.height], self.turn)
    }
}

/// What has been drawn.
#[derive(Clone, Debug, Default)]
pub struct Ink(String);

impl Ink {
    /// Opens a group with these attributes.
    pub fn open(&mut self, attributes: &str) {
        let space = if attributes.is_empty() { "" } else { " " };
        let _ = writeln!(self.0, "<g{space}{attributes}>");
    }

    /// Closes it.
    pub fn close(&mut self) {
        self.0.push_str("</g>\n");
    }

    /// Markup as it is.
    pub fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
        self.0.push('\n');
    }

    /// A path through points.
    pub fn path(&mut self, points: &[Spot], closed: bool, attributes: &str) {
        self.paths(&[points], closed, attributes);
    }

    /// One path of several lines or rings.
    pub fn paths<L: AsRef<[Spot]>>(&mut self, lines: &[L], closed: bool, attributes: &str) {
        let d: String = lines.iter().map(|line| path_data(line.as_ref(), closed)).collect();
        if !d.is_empty() {
            let _ = writeln!(self.0, "<path d=\"{d}\" {attributes}/>");
        }
    }

    /// A straight line.
    pub fn line(&mut self, from: Spot, to: Spot, attributes: &str) {
        self.path(&[from, to], false, attributes);
    }

    /// An upright rectangle.
    pub fn area(&mut self, area: Area, attributes: &str) {
        let [left, top, right, bottom] = [area.min[0], area.min[1], area.max[0], area.max[1]];
        self.path(&[[left, top], [right, top], [right, bottom], [left, bottom]], true, attributes);
    }

    /// An upright rectangle with round ends.
    pub fn rounded(&mut self, area: Area, attributes: &str) {
        let [x, y, width, height] = [area.min[0], area.min[1], area.width(), area.height()].map(mm);
        let round = mm(0.5 * area.height());
        let _ = writeln!(
            self.0,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\" {attributes}/>"
        );
    }

    /// A circle.
    pub fn circle(&mut self, [x, y]: Spot, radius: f64, attributes: &str) {
        let _ = writeln!(self.0, "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {attributes}/>", mm(x), mm(y), mm(radius));
    }

    /// A line of text whose base line goes through a spot.
    pub fn text(&mut self, [x, y]: Spot, lettering: Lettering, text: &str) {
        let anchor = match lettering.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
        };
        let size = mm(font_size(lettering.height));
        let degrees = mm(lettering.turn.to_degrees());
        let turn = if degrees == "0" {
            String::new()
        } else {
            format!(" transform=\"rotate({degrees} {} {})\"", mm(x), mm(y))
        };
        let (x, y, text) = (mm(x), mm(y), escaped(text));
        let _ = writeln!(self.0, "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{anchor}{turn}>{text}</text>");
    }

    /// A line of text around its middle, half a capital letter above the base line.
    pub fn text_at(&mut self, [x, y]: Spot, lettering: Lettering, text: &str) {
        let down = 0.5 * lettering.height;
        let base = [x - down * lettering.turn.sin(), y + down * lettering.turn.cos()];
        self.text(base, lettering, text);
    }

    /// What another one drew, on top.
    pub fn append(&mut self, other: Self) {
        self.0.push_str(&other.0);
    }

    /// The document: a sheet of so many millimetres.
    pub fn document(&self, [width, height]: [f64; 2], title: &str, attributes: &str, definitions: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" \
             xmlns:locus=\"urn:locus:sheet\" version=\"1.1\" width=\"{width}mm\" height=\"{height}mm\" \
             viewBox=\"0 0 {width} {height}\"{attributes} font-family=\"{FAMILY}\" stroke-linejoin=\"round\">\n<title>{}</title>\n\
             {definitions}<path d=\"M0 0H{width}V{height}H0Z\" fill=\"#ffffff\"/>\n{}</svg>\n",
            escaped(title),
            self.0
        )
    }
}

fn path_data(points: &[Spot], closed: bool) -> String {
    let mut data = String::new();
    for (i, [x, y]) in points.iter().enumerate() {
        let _ = write!(data, "{}{} {}", if i == 0 { "M" } else { "L" }, mm(*x), mm(*y));
    }
    if closed && !data.is_empty() {
        data.push('Z');
    }
    data
}

/// Millimetres to the micrometre, without superfluous zeros.
pub fn mm(value: f64) -> String {
    let text = format!("{value:.3}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}
