//! Frame, centring marks and grid references (ISO 5457:1999, 4.2 to 4.4), and the title block (ISO 7200:2004).

use super::area::{Area, Spot};
use super::ink::{Ink, Lettering};
use super::lettering::{LEADING, PLAIN, SMALL, TITLE, width, wrapped};
use super::paper::Paper;
use super::style::{HEAVY, MEDIUM, THIN};
use super::words::{self, both};
use crate::Facility;
use locus_viewer_core::words::Words;

/// Distance of the letters of the grid reference from the frame, and of its outer line, millimetres.
const BORDER_MM: f64 = 5.0;
/// Length of a field of the grid reference, millimetres.
const FIELD_MM: f64 = 50.0;

/// What a title block says of its sheet.
pub struct Heading {
    /// Title in both languages.
    pub title: String,
    /// `1:200`; `None` where nothing is drawn to scale.
    pub scale: Option<u32>,
    /// The name of the sheet's file.
    pub name: String,
    /// Which of how many.
    pub number: [usize; 2],
}

/// Draws the frame.
pub fn frame(ink: &mut Ink, paper: Paper) {
    let frame = paper.frame();
    ink.area(frame, &HEAVY.unfilled());
    ink.area(frame.grown(BORDER_MM), &MEDIUM.unfilled());
    let [mx, my] = frame.middle();
    let (min, max) = (frame.min, frame.max);
    for (from, to) in [
        ([mx, min[1] - BORDER_MM], [mx, min[1]]),
        ([mx, max[1] + BORDER_MM], [mx, max[1]]),
        ([min[0] - BORDER_MM, my], [min[0], my]),
        ([max[0] + BORDER_MM, my], [max[0], my]),
    ] {
        ink.line(from, to, &HEAVY.unfilled());
    }
    references(ink, frame, 0);
    references(ink, frame, 1);
}

/// Fields of 50 mm from the centring mark: numbers from left to right, letters from the top (without I and O).
fn references(ink: &mut Ink, frame: Area, axis: usize) {
    let half = 0.5 * (frame.max[axis] - frame.min[axis]);
    let each_side = (half / FIELD_MM).floor().max(1.0);
    let middle = frame.middle()[axis];
    let mut bounds: Vec<f64> = vec![frame.min[axis]];
    let inner = -(each_side as i64) + 1..each_side as i64;
    bounds.extend(inner.map(|i| middle + FIELD_MM * i as f64));
    bounds.push(frame.max[axis]);
    let letters: Vec<char> = ('A'..='Z').filter(|c| !"IO".contains(*c)).collect();
    let edges = [frame.min[1 - axis] - BORDER_MM, frame.max[1 - axis]];
    let spot = |along: f64, across: f64| -> Spot { if axis == 0 { [along, across] } else { [across, along] } };
    for (i, pair) in bounds.windows(2).enumerate() {
        let name =
            if axis == 0 { (i + 1).to_string() } else { letters.get(i).map(char::to_string).unwrap_or_default() };
        for edge in edges {
            let at = spot(0.5 * (pair[0] + pair[1]), edge + 0.5 * BORDER_MM);
            ink.text_at(at, Lettering::centred(PLAIN), &name);
            if i > 0 {
                ink.line(spot(pair[0], edge), spot(pair[0], edge + BORDER_MM), &MEDIUM.unfilled());
            }
        }
    }
}

/// A field of the title block.
struct Field {
    label: Words,
    value: String,
    height: f64,
}

/// Draws the title block. It holds what ISO 7200 asks for but a date of issue: a sheet is dated by the imagery and by the
/// SHA-256 of what it was drawn from, not by a clock.
pub fn title_block(ink: &mut Ink, facility: &Facility, paper: Paper, heading: &Heading) {
    let block = paper.title();
    ink.area(block, &format!("fill=\"#ffffff\" {}", HEAVY.stroke()));
    let rows = rows(facility, paper, heading);
    let heights = [9.5, 9.5, 9.0, 9.0, 9.0];
    let mut y = block.min[1];
    for (fields, height) in rows.iter().zip(heights) {
        let mut x = block.min[0];
        for (field, share) in fields {
            let wide = block.width() * share;
            cell(ink, Area { min: [x, y], max: [x + wide, y + height] }, field);
            x += wide;
        }
        y += height;
    }
}

fn cell(ink: &mut Ink, area: Area, field: &Field) {
    ink.area(area, &THIN.unfilled());
    let [x, y] = [area.min[0] + 1.2, area.min[1]];
    let room = area.width() - 2.4;
    ink.text([x, y + 2.4], Lettering::new(1.4), &both(field.label));
    let lettering = [field.height, PLAIN, SMALL, 1.4];
    let fits = |h: &&f64| wrapped(&field.value, **h, room).len() as f64 * LEADING * **h <= area.height() - 3.0;
    let height = lettering.iter().filter(|h| **h <= field.height).find(fits).copied().unwrap_or(1.4);
    let lines = wrapped(&field.value, height, room);
    let most = ((area.height() - 3.0) / (LEADING * height)).floor().max(1.0) as usize;
    for (i, line) in lines.iter().take(most).enumerate() {
        let cut = i + 1 == most && lines.len() > most;
        let line = if cut { shortened(line, height, room) } else { line.clone() };
        ink.text([x, y + 2.4 + height * (1.4 + LEADING * i as f64)], Lettering::new(height), &line);
    }
}

/// With an ellipsis where it goes on: the whole text is in the facility's own files.
fn shortened(line: &str, height: f64, room: f64) -> String {
    let mut line = line.to_owned();
    while !line.is_empty() && width(&line, height) + width("…", height) > room {
        line.pop();
    }
    line + "…"
}

fn rows(facility: &Facility, paper: Paper, heading: &Heading) -> [Vec<(Field, f64)>; 5] {
    let (bundle, none) = (facility.bundle(), || both(words::NOT_RECORDED));
    let field = |label, value: String, height| Field { label, value, height };
    let right = |name: &str| bundle.rights.get(name).filter(|v| !v.trim().is_empty()).cloned().unwrap_or_else(none);
    let imagery: Vec<&str> = bundle.imagery.iter().map(|i| i.acquired.as_deref().unwrap_or(&i.id)).collect();
    let imagery = if imagery.is_empty() { both(words::NONE) } else { imagery.join(", ") };
    let frame = &bundle.frame;
    let scale = heading.scale.map_or_else(|| both(words::NOT_TO_SCALE), |scale| format!("1:{scale}"));
    let versions: Vec<String> = bundle.software.iter().map(|(name, version)| format!("{name} {version}")).collect();
    [
        vec![
            (field(words::FACILITY, words::names(&bundle.case.name), TITLE), 0.7),
            (field(words::KIND, both(words::KIND_IS), SMALL), 0.3),
        ],
        vec![
            (field(words::TITLE, heading.title.clone(), TITLE), 0.7),
            (field(words::SCALE, scale, TITLE), 0.18),
            (field(words::PAPER, paper.name().to_owned(), PLAIN), 0.12),
        ],
        vec![
            (field(words::GRID, format!("EPSG:{} {}", frame.epsg, frame.name), PLAIN), 0.4),
            (field(words::IMAGERY, imagery, SMALL), 0.3),
            (field(words::UNITS, both(words::UNITS_ARE), SMALL), 0.3),
        ],
        vec![
            (field(words::OWNER, right("compiled_by"), SMALL), 0.3),
            (field(words::LICENCE, right("licence"), SMALL), 0.25),
            (field(words::SOFTWARE, versions.join(", "), SMALL), 0.45),
        ],
        vec![
            (field(words::SHA, facility.published.sha256.clone(), SMALL), 0.58),
            (
                field(words::SHEET, format!("{} · {}/{}", heading.name, heading.number[0], heading.number[1]), PLAIN),
                0.42,
            ),
        ],
    ]
}
