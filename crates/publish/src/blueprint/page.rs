//! SVG written by hand: site metres to pixels of the page, y down.

use geo::{Coord, Intersects, LineString, Rect};
use locus_model::unseen::on_page;
use std::fmt::Write;

/// The longer side of the drawing, pixels.
const SIDE_PX: f64 = 1000.0;
const TITLE_PX: f64 = 34.0;
const LEGEND_PX: f64 = 84.0;
const FONT_PX: f64 = 11.0;
/// Below this nobody reads it, on paper either.
const SMALLEST_FONT_PX: f64 = 5.0;

/// A sheet being drawn.
pub struct Page {
    west_north: Coord,
    px_per_m: f64,
    width: f64,
    height: f64,
    body: String,
    /// Where text stands already.
    written: Vec<Rect>,
}

impl Page {
    /// Paper for `around` (site metres) with a margin.
    pub fn new(around: Rect, margin: f64) -> Self {
        let (width, height) = (around.width() + 2.0 * margin, around.height() + 2.0 * margin);
        let px_per_m = SIDE_PX / width.max(height);
        let west_north = Coord { x: around.min().x - margin, y: around.max().y + margin };
        Self {
            west_north,
            px_per_m,
            width: width * px_per_m,
            height: height * px_per_m,
            body: String::new(),
            written: Vec::new(),
        }
    }

    /// Pixels in a metre.
    pub fn px_per_m(&self) -> f64 {
        self.px_per_m
    }

    /// Where the legend starts: left, top.
    pub fn legend(&self) -> (f64, f64) {
        (12.0, TITLE_PX + self.height + 12.0)
    }

    /// The right edge of the legend.
    pub fn right(&self) -> f64 {
        self.width.max(620.0)
    }

    fn at(&self, c: Coord) -> (f64, f64) {
        let x = (c.x - self.west_north.x) * self.px_per_m;
        let y = (self.west_north.y - c.y) * self.px_per_m + TITLE_PX;
        ((x * 100.0).round() / 100.0, (y * 100.0).round() / 100.0)
    }

    fn path(&self, line: &LineString) -> String {
        let step = |(i, c): (usize, &Coord)| {
            let (x, y) = self.at(*c);
            format!("{}{x} {y}", if i == 0 { "M" } else { "L" })
        };
        line.0.iter().enumerate().map(step).collect()
    }

    /// A line.
    pub fn line(&mut self, line: &LineString, style: &str) {
        let path = self.path(line);
        self.raw(&format!("<path d=\"{path}\" fill=\"none\" {style}/>"));
    }

    /// An area with holes.
    pub fn area(&mut self, rings: &[&LineString], style: &str) {
        let path: String = rings.iter().map(|ring| self.path(ring) + "Z").collect();
        self.raw(&format!("<path d=\"{path}\" fill-rule=\"evenodd\" {style}/>"));
    }

    /// A spot.
    pub fn spot(&mut self, at: Coord, colour: &str) {
        let (x, y) = self.at(at);
        self.raw(&format!("<rect x=\"{}\" y=\"{}\" width=\"8\" height=\"8\" fill=\"{colour}\"/>", x - 4.0, y - 4.0));
    }

    /// Lines of escaped text, centred, and smaller where they have only `room_m` metres. Text that nobody could read, for
    /// its size or because other text stands there, is left out: the layers have every name.
    pub fn text(&mut self, at: Coord, lines: &[String], room_m: Option<f64>) {
        let (x, y) = self.at(at);
        let longest = lines.iter().map(|line| ems(line)).fold(0.6, f64::max);
        let fits = room_m.map_or(FONT_PX, |m| m * self.px_per_m / longest);
        let size = (fits.min(FONT_PX) * 10.0).floor() / 10.0;
        let half = Coord { x: 0.5 * longest * size, y: 0.6 * size * lines.len() as f64 };
        let place = Rect::new(Coord { x, y } - half, Coord { x, y } + half);
        if size < SMALLEST_FONT_PX || self.written.iter().any(|other| other.intersects(&place)) {
            return;
        }
        self.written.push(place);
        for (i, line) in lines.iter().enumerate() {
            let row = i as f64 - 0.5 * (lines.len() as f64 - 1.0);
            let y = ((y + 1.15 * size * row + 0.35 * size) * 100.0).round() / 100.0;
            self.raw(&format!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"middle\">{line}</text>"));
        }
    }

    /// SVG as it stands, on a line of its own.
    pub fn raw(&mut self, svg: &str) {
        self.body.push_str(svg);
        self.body.push('\n');
    }

    /// The document.
    pub fn finish(self, title: &str) -> String {
        let (width, height) = (self.right().ceil(), (self.height + TITLE_PX + LEGEND_PX).ceil());
        let title = escaped(title);
        let mut out = String::new();
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             font-family=\"sans-serif\" font-size=\"11\" fill=\"#222222\">\n<title>{title}</title>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
             <text x=\"12\" y=\"22\" font-size=\"15\" font-weight=\"bold\">{title}</text>"
        );
        out + &self.body + "</svg>\n"
    }
}

/// Width of a line in units of its font size: a Hangul syllable is a square, a Latin letter about 0.55 of one.
fn ems(line: &str) -> f64 {
    line.chars().map(|c| if c.is_ascii() { 0.55 } else { 1.0 }).sum()
}

/// Text for XML 1.0: markup escaped, what XML cannot hold (section 2.2) or would be obeyed told by its number.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in on_page(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
