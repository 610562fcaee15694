//! `kind = "place"`: where a place lies, in words.

use crate::field::{above_zero, between, key, metres, word};
use crate::findings::Problem;
use crate::table::Table;
use crate::value::{Node, Value};
use crate::words::{COMPASS, SIDE};
use locus_model::{Described, Key, Polarity, StatedBearing, StatedRange};

/// The keys that only this kind has, and those that it shares.
const KEYS: [&str; 9] =
    ["from", "distance_m", "sd_m", "minutes_walk", "sd_minutes", "bearing", "sd_deg", "side", "along"];

/// A day: nobody counts a longer walk in minutes.
const LONGEST_WALK_MIN: f64 = 1440.0;

/// Reads how the place `of` is described.
pub(crate) fn described(table: &mut Table, of: &[Key], polarity: Polarity) -> Option<Described> {
    if polarity == Polarity::DoesNotKnow {
        let remedy = "what a person does not know has no place: write kind = \"free\" with this polarity and the words";
        let found = "a description of a place by a person who does not know";
        table.page.mistake(table.line, found, "kind = \"free\"", remedy);
        take_all(table);
        return None;
    }
    match (table.take("from").is_some(), table.take("side").is_some() || table.take("along").is_some()) {
        (true, false) => from(table, of),
        (false, true) => beside(table),
        (true, true) => {
            let found = "both `from` and `side` in one description";
            let expected = "`from` with a distance, a walk or a bearing; or `side` with `along`";
            table.page.mistake(table.line_of("side"), found, expected, "make two statements of it");
            take_all(table);
            None
        }
        (false, false) => {
            table.missing("from", " (or `side` and `along`; kind = \"place\")");
            take_all(table);
            None
        }
    }
}

/// What stands beside a mistake is no mistake of its own.
fn take_all(table: &mut Table) {
    for key in KEYS {
        table.take(key);
    }
}

fn from(table: &mut Table, of: &[Key]) -> Option<Described> {
    let line = table.line_of("from");
    let from = table.required("from", key);
    let (distance, walk) = (table.take("distance_m").is_some(), table.take("minutes_walk").is_some());
    let bearing_said = table.take("bearing").is_some();
    if let Some(from) = &from {
        table.page.refer(from, line);
        if of.contains(from) {
            table.page.mistake(line, format!("from = \"{from}\", the place itself"), "another place", "name it");
        }
    }
    if distance && walk {
        let remedy = "make two statements of it";
        table.page.mistake(
            table.line_of("minutes_walk"),
            "both `distance_m` and `minutes_walk`",
            "one of them",
            remedy,
        );
    }
    if !(distance || walk || bearing_said) {
        let found = "`from` without how far or in which direction";
        let expected = "`distance_m`, `minutes_walk` or `bearing`";
        table.page.mistake(line, found, expected, "add what was said, or write kind = \"free\"");
    }
    let range = match (distance, walk) {
        (true, _) => Some(metres_away(table)?),
        (false, true) => Some(walked(table)?),
        (false, false) => None,
    };
    let bearing = if bearing_said { Some(direction(table)?) } else { None };
    (range.is_some() || bearing.is_some()).then_some(())?;
    Some(Described::From { from: from?, range, bearing })
}

fn metres_away(table: &mut Table) -> Option<StatedRange> {
    let (value_m, sd_m) = (table.required("distance_m", metres), table.optional("sd_m", metres));
    Some(StatedRange::Metres { value_m: value_m?, sd_m })
}

fn walked(table: &mut Table) -> Option<StatedRange> {
    let minutes = above_zero(LONGEST_WALK_MIN, "minutes").reader();
    let (value, sd_minutes) = (table.required("minutes_walk", &minutes), table.optional("sd_minutes", &minutes));
    Some(StatedRange::Walk { minutes: value?, sd_minutes })
}

fn direction(table: &mut Table) -> Option<StatedBearing> {
    let degrees = table.required("bearing", bearing);
    let sd_deg = table.optional("sd_deg", above_zero(90.0, "degrees").reader());
    Some(StatedBearing { degrees: degrees?, sd_deg })
}

/// A point of the compass, or degrees clockwise from true north.
fn bearing(value: &Value) -> Result<f64, Problem> {
    match &value.node {
        Node::Text(_) => word(COMPASS)(value),
        _ => between(0.0, 360.0, "degrees").reader()(value),
    }
}

fn beside(table: &mut Table) -> Option<Described> {
    let side = table.required("side", word(SIDE));
    let line = table.line_of("along");
    if table.take("along").is_none() {
        table.missing("along", " (kind = \"place\" with `side`)");
        table.take("sd_m");
        return None;
    }
    let along = table.list("along", key);
    let sd_m = table.optional("sd_m", metres);
    let [a, b] = &along[..] else {
        let expected = "two keys: where the line comes from, and where it goes";
        table.page.mistake(line, format!("along with {} keys", along.len()), expected, "name two places on it");
        return None;
    };
    if a == b {
        table.page.mistake(line, "along with the same key twice", "two different keys", "name two places on it");
        return None;
    }
    along.iter().for_each(|key| table.page.refer(key, line));
    Some(Described::Beside { side: side?, along: [a.clone(), b.clone()], sd_m })
}
