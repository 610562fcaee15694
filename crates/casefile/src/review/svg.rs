//! Writes the SVG: the scan, the ink, and every element as a path in the layer of its kind.

use super::attributes::{escaped, url};
use super::layers::{ELEMENT, LAYER, SCAN};
use super::properties::{further, object};
use geo::{Coord, LineString};
use locus_model::{Form, Kind, Overlay, SketchPx, Stroke, TracedInk, Verdict};
use std::fmt::Write;

/// An SVG over the scan, for a person to look at and, in Inkscape, to correct. `scan_href` is the path from the SVG's
/// folder to the scan: relative, with `/` between its parts.
///
/// Of a scan with an EXIF orientation, link an upright copy: not every program turns a linked picture (librsvg does not).
///
/// One unit is one pixel of the scan as shown; below the scan the page has room for the legend. Every element is a path
/// with `data-id`, `data-kind`, `data-key` and `data-state` (`accepted` or `doubtful`), its other properties as JSON in
/// `data-properties`, and why it is doubtful as its title. Coordinates are rounded to a thousandth of a pixel.
pub fn svg(overlay: &Overlay, scan_href: &str) -> String {
    let [width, height] = overlay.size;
    let page = Page { overlay, line: overlay.line_width_px() };
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"");
    out.push_str(" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    out.push_str(" xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\"");
    out.push_str(" xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\"");
    let total = f64::from(height) + page.legend_height();
    _ = writeln!(out, " width=\"{width}\" height=\"{total}\" viewBox=\"0 0 {width} {total}\"");
    let by = escaped(&overlay.drawing.tracing.by);
    let image = escaped(&url(overlay.image));
    _ = writeln!(out, "  data-space=\"sketch-px\" data-image=\"{image}\" data-traced-by=\"{by}\">");
    out.push_str(&page.patterns());
    let href = escaped(&url(scan_href));
    let scan = format!(
        "<image id=\"{SCAN}\" x=\"0\" y=\"0\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" \
         href=\"{href}\" xlink:href=\"{href}\"/>\n"
    );
    out.push_str(&layer("scan", &format!("{LAYER}scan"), true, &scan));
    for verdict in Verdict::ALL {
        let ink: String = overlay.ink.iter().filter(|i| i.verdict == verdict).map(|i| page.ink(i)).collect();
        let label = format!("ink, {}", verdict.as_str());
        out.push_str(&layer(&label, &format!("{LAYER}ink-{}", verdict.as_str()), true, &ink));
    }
    // Areas first, so that they do not cover what lies on them; empty layers too: a person may have something for them.
    let (areas, others): (Vec<Kind>, Vec<Kind>) = Kind::ALL.into_iter().partition(|kind| kind.is_area());
    for kind in areas.into_iter().chain(others) {
        let of_kind = overlay.drawing.strokes.iter().filter(|stroke| stroke.kind == kind);
        let paths: String = of_kind.map(|stroke| page.element(stroke)).collect();
        out.push_str(&layer(kind.as_str(), &format!("{LAYER}{}", kind.as_str()), false, &paths));
    }
    out.push_str(&layer("legend", &format!("{LAYER}legend"), true, &page.legend()));
    out.push_str("</svg>\n");
    out
}

/// A layer of Inkscape; what is locked is there to be seen only.
fn layer(label: &str, id: &str, locked: bool, content: &str) -> String {
    let lock = if locked { " sodipodi:insensitive=\"true\"" } else { "" };
    format!("<g inkscape:groupmode=\"layer\" inkscape:label=\"{label}\" id=\"{id}\"{lock}>\n{content}</g>\n")
}

struct Page<'a> {
    overlay: &'a Overlay<'a>,
    /// Width of a line, pixels.
    line: f64,
}

impl Page<'_> {
    fn element(&self, stroke: &Stroke<SketchPx>) -> String {
        let verdict = self.overlay.verdict(&stroke.id);
        let id = escaped(&stroke.id);
        let kind = stroke.kind.as_str();
        let key = stroke.key.as_ref().map(|key| format!(" data-key=\"{key}\"")).unwrap_or_default();
        let more = further(stroke);
        let more = match more.is_empty() {
            true => String::new(),
            false => format!(" data-properties=\"{}\"", escaped(&object(more))),
        };
        let point = if matches!(stroke.shape.geometry(), Form::Point(_)) { " data-form=\"point\"" } else { "" };
        let state = verdict.as_str();
        let mut out = format!("<path id=\"{ELEMENT}{id}\" data-id=\"{id}\" data-kind=\"{kind}\"{key}{point}");
        _ = write!(out, " data-state=\"{state}\"{more} style=\"{}\"", self.style(verdict, Some(stroke.kind)));
        _ = write!(out, " d=\"{}\"", self.path(stroke.shape.geometry()));
        match self.overlay.doubts.get(&stroke.id) {
            Some(why) => _ = writeln!(out, "><title>{}</title></path>", escaped(why)),
            None => out.push_str("/>\n"),
        }
        out
    }

    fn ink(&self, ink: &TracedInk) -> String {
        let (id, state) = (escaped(&ink.id), ink.verdict.as_str());
        let path = steps(&ink.line.geometry().0, false);
        let style = self.style(ink.verdict, None);
        format!("<path data-ink=\"{id}\" data-state=\"{state}\" style=\"{style}\" d=\"{path}\"/>\n")
    }

    /// The path of a form; a spot becomes a lozenge around it.
    fn path(&self, form: &Form) -> String {
        match form {
            Form::Point(point) => {
                // Whole pixels, so that rounding the corners does not move the middle.
                let (Coord { x, y }, r) = (point.0, (4.0 * self.line).round());
                let around = [(x, y - r), (x + r, y), (x, y + r), (x - r, y)].map(Coord::from);
                steps(&around, true)
            }
            Form::Line(line) => steps(&line.0, false),
            Form::Area(area) => {
                let rings = std::iter::once(area.exterior()).chain(area.interiors());
                let open = |ring: &LineString| steps(ring.0.get(..ring.0.len().saturating_sub(1)).unwrap_or(&[]), true);
                rings.map(open).collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// Colour, pattern and width: ink is thin, elements are as wide as they matter.
    fn style(&self, verdict: Verdict, kind: Option<Kind>) -> String {
        let [r, g, b] = verdict.rgb();
        let width = match kind {
            Some(Kind::Wall | Kind::Fence) => 1.5 * self.line,
            Some(_) => self.line,
            None => 0.6 * self.line,
        };
        let dashes: Vec<String> = verdict.dashes().iter().map(|d| number(d * width)).collect();
        let pattern = if dashes.is_empty() { "none".to_owned() } else { dashes.join(",") };
        let fill = match (verdict, kind.is_some_and(Kind::is_area)) {
            (_, false) => "none".to_owned(),
            (Verdict::Accepted, true) => format!("#{r:02x}{g:02x}{b:02x};fill-opacity:0.12"),
            (_, true) => format!("url(#hatch-{})", verdict.as_str()),
        };
        let width = number(width);
        format!("fill:{fill};stroke:#{r:02x}{g:02x}{b:02x};stroke-width:{width};stroke-dasharray:{pattern}")
    }

    /// The hatching of areas that are not simply accepted.
    fn patterns(&self) -> String {
        let (step, width) = (number(8.0 * self.line), number(0.8 * self.line));
        let [r, g, b] = Verdict::Doubtful.rgb();
        format!(
            "<defs><pattern id=\"hatch-doubtful\" patternUnits=\"userSpaceOnUse\" width=\"{step}\" height=\"{step}\" \
             patternTransform=\"rotate(45)\"><path d=\"M 0,0 H {step}\" \
             style=\"stroke:#{r:02x}{g:02x}{b:02x};stroke-width:{width}\"/></pattern></defs>\n"
        )
    }

    fn legend_height(&self) -> f64 {
        (18.0 * self.line).round()
    }

    fn legend(&self) -> String {
        let top = f64::from(self.overlay.size[1]);
        let (unit, middle) = (self.line, top + 0.5 * self.legend_height());
        let mut out = format!(
            "<rect x=\"0\" y=\"{top}\" width=\"{}\" height=\"{}\" style=\"fill:#ffffff\"/>\n",
            self.overlay.size[0],
            self.legend_height()
        );
        for (i, verdict) in Verdict::ALL.into_iter().enumerate() {
            let left = (8.0 + 110.0 * i as f64) * unit;
            let path = steps(&[(left, middle), (left + 36.0 * unit, middle)].map(Coord::from), false);
            let style = self.style(verdict, Some(Kind::Wall));
            _ = writeln!(out, "<path style=\"{style}\" d=\"{path}\"/>");
            let (x, y, size) = (number(left + 40.0 * unit), number(middle + 4.0 * unit), number(11.0 * unit));
            let words = verdict.as_str();
            _ = writeln!(
                out,
                "<text x=\"{x}\" y=\"{y}\" style=\"font-family:sans-serif;font-size:{size}px\">{words}</text>"
            );
        }
        out
    }
}

fn steps(points: &[Coord], closed: bool) -> String {
    let mut out = String::new();
    for (i, at) in points.iter().enumerate() {
        let command = if i == 0 { "M " } else { " L " };
        _ = write!(out, "{command}{},{}", number(at.x), number(at.y));
    }
    if closed {
        out.push_str(" Z");
    }
    out
}

/// To a thousandth.
fn number(value: f64) -> String {
    // The sum with zero turns -0 into 0.
    format!("{}", (value * 1000.0).round() / 1000.0 + 0.0)
}
