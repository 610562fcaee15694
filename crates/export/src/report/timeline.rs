//! When people were there, when imagery was taken, when incidents can have happened: bars over years.

use super::paper::{Anchor, Paper, WIDTH_MM};
use super::{Telling, words};
use locus_model::Edtf;
use locus_model::edtf::{Bound, Date};

/// Where the years begin, millimetres: names stand to the left.
const LEFT_MM: f64 = 34.0;
const RIGHT_MM: f64 = 4.0;
const ROW_MM: f64 = 4.2;
const TOP_MM: f64 = 9.0;
/// A bar is at least so wide, millimetres, or nobody would see a day.
const LEAST_MM: f64 = 0.8;
/// Names longer than this, characters, are cut: the tables have them whole.
const NAME_CHARS: usize = 20;

/// What a row is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Facility,
    Account,
    Imagery,
    Incident,
}

struct Row {
    kind: Kind,
    name: String,
    when: Edtf,
}

/// A timeline, and what its alternative text needs.
pub struct Timeline {
    /// The drawing.
    pub svg: String,
    /// First and last year.
    pub years: [i64; 2],
    /// How many rows it has.
    pub rows: usize,
}

/// The timeline; `None` where nothing has a date.
pub fn timeline(of: Telling) -> Option<Timeline> {
    let rows = rows(of);
    let days = rows
        .iter()
        .flat_map(|row| [row.when.earliest(), row.when.latest(), row.when.start().day(), row.when.end().day()]);
    let years: Vec<i64> = days.flatten().map(|date| date.year).collect();
    let years = [*years.iter().min()?, *years.iter().max()? + 1];
    let axis = Axis { years };
    let mut paper = Paper::new(TOP_MM + ROW_MM * rows.len() as f64 + 3.0);
    grid(&mut paper, &axis, rows.len());
    for (i, row) in rows.iter().enumerate() {
        draw(&mut paper, &axis, TOP_MM + ROW_MM * (i as f64 + 0.5), row);
    }
    Some(Timeline { svg: paper.finish(), years: [years[0], years[1] - 1], rows: rows.len() })
}

/// The dated, in reading order: the facility, people, imagery, incidents from the earliest.
fn rows(of: Telling) -> Vec<Row> {
    let bundle = of.bundle();
    let row = |kind, name: &str, when: Option<&String>| {
        // What is no date is told in words in the tables.
        let when = Edtf::parse(when?).ok()?;
        Some(Row { kind, name: name.to_owned(), when })
    };
    let mut incidents: Vec<_> = bundle.incidents.iter().collect();
    incidents.sort_by_key(|i| (i.earliest.clone(), i.latest.clone(), i.id.clone()));
    let facility = row(Kind::Facility, of.say(words::FACILITY), bundle.case.existed.as_ref());
    let accounts = bundle.accounts.iter().map(|a| row(Kind::Account, &a.id, a.stay.as_ref()));
    let imagery = bundle.imagery.iter().map(|i| row(Kind::Imagery, &i.id, i.acquired.as_ref()));
    let incidents = incidents.into_iter().map(|i| row(Kind::Incident, &i.id, i.when.as_ref()));
    std::iter::once(facility).chain(accounts).chain(imagery).chain(incidents).flatten().collect()
}

/// Years across the paper, the last one exclusive.
struct Axis {
    years: [i64; 2],
}

impl Axis {
    /// Where a day begins, millimetres. Months are taken as equally long: the error is less than a line's width.
    fn at(&self, date: Date) -> f64 {
        let part = (f64::from(date.month) - 1.0 + (f64::from(date.day) - 1.0) / 31.0) / 12.0;
        self.year(date.year as f64 + part)
    }

    fn year(&self, year: f64) -> f64 {
        let [first, last] = self.years.map(|year| year as f64);
        LEFT_MM + (year - first) / (last - first) * (WIDTH_MM - LEFT_MM - RIGHT_MM)
    }
}

fn grid(paper: &mut Paper, axis: &Axis, rows: usize) {
    let [first, last] = axis.years;
    let step =
        [1, 2, 5, 10, 20, 50, 100, 200, 500].into_iter().find(|step| (last - first) / step <= 15).unwrap_or(1000);
    let bottom = TOP_MM + ROW_MM * rows as f64 + 1.0;
    for year in (first..=last).filter(|year| year.rem_euclid(step) == 0) {
        let x = axis.year(year as f64);
        paper.path(
            &[vec![[x, TOP_MM - 2.0], [x, bottom]]],
            false,
            "fill=\"none\" stroke=\"#c8c8c8\" stroke-width=\"0.15\"",
        );
        paper.text([x, TOP_MM - 4.5], Anchor::Middle, 2.4, &year.to_string());
    }
}

fn draw(paper: &mut Paper, axis: &Axis, y: f64, row: &Row) {
    let name: String = row.name.chars().take(NAME_CHARS).collect();
    paper.text([1.0, y], Anchor::Start, 2.4, &name);
    let [first, last] = axis.years.map(|year| axis.year(year as f64));
    let left = row.when.start().day().or(row.when.earliest()).map_or(first, |date| axis.at(date));
    let right = row.when.end().day().or(row.when.latest()).map_or(last, |date| axis.at(date));
    let middle = 0.5 * (left + right);
    let [left, right] = [left.min(middle - LEAST_MM / 2.0), right.max(middle + LEAST_MM / 2.0)];
    let colour = match row.kind {
        Kind::Facility => "#5a5a5a",
        Kind::Account => "#E69F00",
        Kind::Imagery => "#0072B2",
        Kind::Incident => "#1a1a1a",
    };
    let vague = row.when.is_uncertain() || row.when.is_approximate();
    let dashes = if vague { "stroke-dasharray=\"0.8 0.5\"" } else { "" };
    let fill = if vague { 0.15 } else { 0.75 };
    let style = format!("fill=\"{colour}\" fill-opacity=\"{fill}\" stroke=\"{colour}\" stroke-width=\"0.2\" {dashes}");
    paper.path(&[box_of(left, right, y)], true, &style);
    for (end, inward, bound) in [(left, 1.0, row.when.start()), (right, -1.0, row.when.end())] {
        if !matches!(bound, Bound::Day(_)) {
            fade(paper, y, end, inward);
        }
    }
}

fn box_of(left: f64, right: f64, y: f64) -> Vec<[f64; 2]> {
    vec![[left, y - 1.2], [right, y - 1.2], [right, y + 1.2], [left, y + 1.2]]
}

/// White stripes that grow towards an end nobody knows.
fn fade(paper: &mut Paper, y: f64, end: f64, inward: f64) {
    for i in 0..4 {
        let near = end + inward * 1.6 * f64::from(i);
        let wide = 1.2 - 0.25 * f64::from(i);
        let (left, right) = (near.min(near + inward * wide), near.max(near + inward * wide));
        let rows = [[left, y - 1.4], [right, y - 1.4], [right, y + 1.4], [left, y + 1.4]];
        paper.path(&[rows.into()], true, "fill=\"#ffffff\"");
    }
}
