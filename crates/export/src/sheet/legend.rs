//! What the lines and fillings of a sheet mean.

use super::area::{Area, Spot};
use super::drawing::LEAST_WALL_MM;
use super::grid;
use super::ink::{Ink, Lettering, mm};
use super::lettering::{SMALL, wrapped};
use super::style::{self, HAIR, THIN};
use super::subject::Subject;
use super::view::View;
use super::words;
use locus_viewer_core::basis::Basis;
use locus_viewer_core::language::Language;
use locus_viewer_core::words::{self as spoken, Words};

/// Width of a sample, millimetres.
const SAMPLE_MM: f64 = 11.0;
/// Room at the right for bar and north arrow, millimetres.
const BAR_MM: f64 = 62.0;

/// What stands beside a meaning.
enum Sample {
    Wall(Basis),
    Contested,
    Alternative,
    Ellipse,
    Door,
    Window,
    Text(&'static str),
    Incident,
}

/// Draws legend, scale bar and north arrows.
pub fn draw(ink: &mut Ink, strip: Area, subject: Subject, view: &View, convergence_deg: f64) {
    ink.area(strip, &THIN.unfilled());
    let right = strip.max[0] - BAR_MM;
    grid::bar(ink, [right + 6.0, strip.min[1] + 9.0], view);
    ink.text([right + 6.0, strip.min[1] + 16.0], Lettering::new(3.5), &format!("1:{}", view.scale));
    grid::north(ink, [right + 30.0, strip.min[1] + 36.0], convergence_deg);
    let room = Area { min: strip.min.map(|v| v + 1.5), max: [right, strip.max[1]] };
    let entries = entries(subject);
    let fits = |height: &f64| placed(&entries, room, *height).iter().all(|(area, _)| area.max[0] <= room.max[0]);
    let height = HEIGHTS.into_iter().find(fits).unwrap_or(HEIGHTS[2]);
    for ((sample, _), (area, lines)) in entries.iter().zip(placed(&entries, room, height)) {
        draw_sample(ink, sample, [area.min[0], area.middle()[1]], subject);
        for (i, line) in lines.iter().enumerate() {
            let y = area.min[1] + height * (1.3 + CLOSE * i as f64);
            ink.text([area.min[0] + SAMPLE_MM + 2.0, y], Lettering::new(height), line);
        }
    }
}

/// Heights of its lettering, millimetres: below the smallest of the standard only where the strip is too narrow.
const HEIGHTS: [f64; 3] = [SMALL, 1.6, 1.4];
/// From one line to the next, in heights: both languages of one entry stand close.
const CLOSE: f64 = 1.6;

/// Where each entry stands, in two columns from above, and its lines.
fn placed(entries: &[(Sample, (String, String))], room: Area, height: f64) -> Vec<(Area, Vec<String>)> {
    let wide = room.width() / 2.0;
    let [mut x, mut y] = room.min;
    let place = |(_, meaning): &(Sample, (String, String))| {
        let lines = lines(meaning, height, wide - SAMPLE_MM - 4.0);
        let high = (lines.len() as f64 * CLOSE * height).max(3.6);
        if y + high > room.max[1] {
            (x, y) = (x + wide, room.min[1]);
        }
        let area = Area { min: [x, y], max: [x + wide, y + high] };
        y += high + 0.9;
        (area, lines)
    };
    entries.iter().map(place).collect()
}

fn lines((en, ko): &(String, String), height: f64, room: f64) -> Vec<String> {
    let one = wrapped(&format!("{en} · {ko}"), height, room);
    if one.len() == 1 { one } else { [wrapped(en, height, room), wrapped(ko, height, room)].concat() }
}

fn entries(subject: Subject) -> Vec<(Sample, (String, String))> {
    let fill =
        |words: Words, values: &[(&str, &str)]| (words.with(Language::En, values), words.with(Language::Ko, values));
    let say = |words: Words| fill(words, &[]);
    let mut entries: Vec<_> = Basis::ALL.map(|basis| (Sample::Wall(basis), say(spoken::basis(basis)))).into();
    entries.push((Sample::Contested, say(words::LEGEND_CONTESTED)));
    entries.push((Sample::Alternative, say(words::LEGEND_ALTERNATIVE)));
    let on_site = matches!(subject, Subject::Site);
    entries.push((Sample::Ellipse, say(if on_site { words::LEGEND_WORST } else { words::LEGEND_ELLIPSE })));
    entries.push((Sample::Door, say(words::LEGEND_DOOR)));
    if on_site {
        entries.push((Sample::Incident, say(words::LEGEND_INCIDENT)));
    } else {
        entries.push((Sample::Window, say(words::LEGEND_WINDOW)));
    }
    entries.push((Sample::Text("7.4 [6.6–8.1]"), say(words::LEGEND_DIMENSION)));
    entries.push((Sample::Text("≥"), fill(words::LEGEND_WIDE, &[("mm", &mm(LEAST_WALL_MM))])));
    entries
}

fn draw_sample(ink: &mut Ink, sample: &Sample, [x, y]: Spot, subject: Subject) {
    let body = |half: f64| Area { min: [x, y - half], max: [x + SAMPLE_MM, y + half] };
    let half = if matches!(subject, Subject::Site) { 1.6 } else { 1.1 };
    match sample {
        Sample::Wall(basis) => {
            let fill = if matches!(subject, Subject::Site) { style::ground(*basis) } else { style::cut(*basis) };
            ink.area(body(half), &format!("fill=\"{fill}\" {}", style::outline(*basis).stroke()));
        }
        Sample::Contested => {
            ink.area(body(half), &format!("fill=\"#ffffff\" {}", style::HEAVY.stroke()));
            ink.text_at([x + 0.5 * SAMPLE_MM, y], Lettering::centred(1.4), "≠");
        }
        Sample::Alternative => ink.area(body(half), &style::ALTERNATIVE.unfilled()),
        Sample::Ellipse => ink.raw(&format!(
            "<ellipse cx=\"{}\" cy=\"{}\" rx=\"5\" ry=\"1.6\" fill=\"none\" stroke=\"#808080\" stroke-width=\"{}\"/>",
            mm(x + 0.5 * SAMPLE_MM),
            mm(y),
            HAIR.width
        )),
        Sample::Door => {
            ink.area(Area { max: [x + 2.5, y + 0.9], ..body(0.9) }, "fill=\"#000000\"");
            ink.area(Area { min: [x + SAMPLE_MM - 2.5, y - 0.9], ..body(0.9) }, "fill=\"#000000\"");
            ink.line([x + 2.5, y], [x + SAMPLE_MM - 2.5, y], &style::MEDIUM.unfilled());
        }
        Sample::Window => {
            let lines = [-0.9, 0.0, 0.9].map(|by| [[x, y + by], [x + SAMPLE_MM, y + by]]);
            ink.paths(&lines, false, &THIN.unfilled());
        }
        Sample::Text(text) => {
            ink.text_at([x + 0.5 * SAMPLE_MM, y], Lettering::centred(if text.len() > 3 { 1.0 } else { SMALL }), text)
        }
        Sample::Incident => {
            ink.circle([x + 0.5 * SAMPLE_MM, y], 1.9, &format!("fill=\"#ffffff\" {}", style::MEDIUM.stroke()));
            ink.text_at([x + 0.5 * SAMPLE_MM, y], Lettering::centred(1.4), "1");
        }
    }
}
