//! The measured line with its interval on it, and the sight line with what stands in it.

use super::Picture;
use super::ink::Plate;
use crate::asked::Asked;
use crate::theme::{ACCENT, ALARM, INK};
use crate::words as w;
use egui::{Color32, Pos2, Rect, Shape, Stroke};
use locus_viewer_core::basis::Basis;
use locus_viewer_core::labels;
use locus_viewer_core::measure::Measured;
use locus_viewer_core::session::Tool;
use locus_viewer_core::sight::{Blocker, Sight};
use locus_viewer_core::words::{glossary, interval, metres};

/// Things named that stand in a sight line.
const NAMED: usize = 3;

pub(super) fn paint(picture: &Picture, asked: &Asked, taken: &mut Vec<Rect>) {
    match &asked.session.tool {
        Tool::Ask => {}
        Tool::Measure(points, measured) => {
            let ends: Vec<Pos2> = points.iter().filter_map(|point| picture.of(asked, point.at)).collect();
            let text = measured.as_ref().map(|measured| distance(asked, measured));
            line(picture, &ends, ACCENT, false, text, taken);
        }
        Tool::Sight(points, sight) => {
            let ends: Vec<Pos2> = points.iter().filter_map(|&point| picture.of(asked, point)).collect();
            let clear = sight.as_ref().is_none_or(|sight| sight.clear);
            let text = sight.as_ref().map(|sight| seen(asked, sight));
            line(picture, &ends, if clear { ACCENT } else { ALARM }, !clear, text, taken);
        }
    }
}

/// Light below, so that it is seen on every ground; dashed where something is in the way.
fn line(picture: &Picture, ends: &[Pos2], colour: Color32, dashed: bool, text: Option<String>, taken: &mut Vec<Rect>) {
    let painter = &picture.painter;
    if let [from, to] = *ends {
        painter.line_segment([from, to], Stroke::new(6.0, Color32::WHITE));
        let stroke = Stroke::new(2.5, colour);
        if dashed {
            painter.extend(Shape::dashed_line(&[from, to], stroke, 8.0, 5.0));
        } else {
            painter.line_segment([from, to], stroke);
        }
    }
    for &end in ends {
        painter.circle(end, 5.0, Color32::WHITE, Stroke::new(2.5, INK));
        taken.push(Rect::from_center_size(end, egui::Vec2::splat(14.0)));
    }
    if let (Some(text), [from, to]) = (text, ends) {
        let middle = from.lerp(*to, 0.5) - egui::vec2(0.0, 18.0);
        let plate = Plate::new(picture, middle, &[(&text, 14.0)]);
        plate.paint(picture, colour);
        taken.push(plate.rect);
    }
}

/// Never a number without how far off it may be, or the words that nobody knows.
fn distance(asked: &Asked, measured: &Measured) -> String {
    match (measured.sd, measured.low95, measured.high95) {
        (Some(sd), Some(low), Some(high)) => {
            let [value, low, high] = interval(measured.value, sd, [low, high]);
            w::DISTANCE_95.with(asked.language(), &[("value", &value), ("low", &low), ("high", &high)])
        }
        _ => w::DISTANCE_UNKNOWN.with(asked.language(), &[("value", &metres(measured.value))]),
    }
}

fn seen(asked: &Asked, sight: &Sight) -> String {
    let value = metres(sight.distance_m);
    if sight.clear {
        return w::SIGHT_CLEAR.with(asked.language(), &[("value", &value)]);
    }
    let mut list: Vec<String> = sight.blockers.iter().take(NAMED).map(|blocker| named(asked, blocker)).collect();
    if sight.blockers.len() > NAMED {
        let more = (sight.blockers.len() - NAMED).to_string();
        list.push(w::MORE_HERE.with(asked.language(), &[("n", &more)]));
    }
    w::SIGHT_BLOCKED.with(asked.language(), &[("value", &value), ("list", &list.join(", "))])
}

/// What blocks, and whether it does so by an assumption only.
fn named(asked: &Asked, blocker: &Blocker) -> String {
    let element = &asked.bundle().elements[blocker.element];
    let kind = || glossary::name(glossary::KINDS, &element.kind, asked.language());
    let what = labels::name(element, asked.language()).unwrap_or_else(kind);
    let words = match blocker.basis {
        Basis::Assumed => w::BY_ASSUMED,
        _ if blocker.height_assumed => w::BY_ASSUMED_HEIGHT,
        _ => return what,
    };
    words.with(asked.language(), &[("what", &what)])
}
