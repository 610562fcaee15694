//! Tables on the edge of a sheet. What has no room goes on in the next place; nothing is cut off.

use super::area::Area;
use super::ink::{Ink, Lettering};
use super::lettering::{LEADING, PLAIN, SMALL, wrapped};
use super::style::{HAIR, MEDIUM};
use super::words::{CONTINUED, both};

/// From one base line to the next, millimetres.
const LINE_MM: f64 = LEADING * SMALL;
/// Between text and the edge of its cell, millimetres.
const PADDING_MM: f64 = 1.0;

/// A table of text.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What it is about.
    pub title: String,
    /// What must be known to read it, in smaller lettering below.
    pub note: String,
    /// Head of each column and its share of the width; the shares make 1.
    pub columns: Vec<(String, f64)>,
    /// Cells, a row at a time.
    pub rows: Vec<Vec<String>>,
}

/// Tables being written into one place after the other.
pub struct Flow {
    /// What was written, place by place.
    pub inks: Vec<Ink>,
    first: Vec<Area>,
    then: Vec<Area>,
    y: f64,
}

impl Flow {
    /// Into the first places, then into the others, over and over, sheet after sheet.
    pub fn into_places(first: Vec<Area>, then: Vec<Area>) -> Self {
        let mut flow = Self { inks: vec![Ink::default()], first, then, y: 0.0 };
        flow.y = flow.place().min[1] + PADDING_MM;
        flow
    }

    /// Where is being written.
    fn place(&self) -> Area {
        let i = self.inks.len().saturating_sub(1);
        let again = || self.then[(i - self.first.len()) % self.then.len()];
        self.first.get(i).copied().unwrap_or_else(again)
    }

    /// Writes a table.
    pub fn table(&mut self, table: &Table) {
        self.need(5.0 * LINE_MM, None);
        self.head(table, false);
        for row in &table.rows {
            self.row(table, row);
        }
        self.y += LINE_MM;
    }

    fn ink(&mut self) -> &mut Ink {
        let last = self.inks.len() - 1;
        &mut self.inks[last]
    }

    /// Goes on to the next place where there is no room for so many millimetres.
    fn need(&mut self, high: f64, repeat: Option<&Table>) {
        if self.y + high <= self.place().max[1] {
            return;
        }
        self.inks.push(Ink::default());
        self.y = self.place().min[1] + PADDING_MM;
        if let Some(table) = repeat {
            self.head(table, true);
        }
    }

    fn head(&mut self, table: &Table, again: bool) {
        let (left, right) = (self.place().min[0], self.place().max[0]);
        let title = if again { format!("{} {}", table.title, both(CONTINUED)) } else { table.title.clone() };
        let room = right - left - 2.0 * PADDING_MM;
        let lines = [(PLAIN, wrapped(&title, PLAIN, room)), (SMALL, wrapped(&table.note, SMALL, room))];
        for (height, line) in lines.iter().flat_map(|(height, lines)| lines.iter().map(move |line| (*height, line))) {
            let y = self.y + LEADING * height - 0.8;
            self.ink().text([left + PADDING_MM, y], Lettering::new(height), line);
            self.y += LEADING * height;
        }
        let (mut x, y) = (left, self.y);
        self.ink().line([left, y + 0.4], [right, y + 0.4], &MEDIUM.unfilled());
        let cells: Vec<Vec<String>> = self.cells(table, &table.columns.iter().map(|c| c.0.clone()).collect::<Vec<_>>());
        let lines = cells.iter().map(Vec::len).max().unwrap_or(0);
        let wide = right - left;
        for ((_, share), cell) in table.columns.iter().zip(&cells) {
            for (i, line) in cell.iter().enumerate() {
                let at = [x + PADDING_MM, y + 0.4 + LINE_MM * (i as f64 + 0.75)];
                self.ink().text(at, Lettering::new(SMALL), line);
            }
            x += wide * share;
        }
        self.y = y + 0.9 + LINE_MM * lines as f64;
        let y = self.y;
        self.ink().line([left, y], [right, y], &MEDIUM.unfilled());
        self.y += 0.3;
    }

    fn cells(&self, table: &Table, row: &[String]) -> Vec<Vec<String>> {
        let wide = self.place().width();
        let room = |share: f64| wide * share - 1.6 * PADDING_MM;
        let cells = table.columns.iter().zip(row);
        cells
            .map(|((_, share), text)| text.lines().flat_map(|line| wrapped(line, SMALL, room(*share))).collect())
            .collect()
    }

    /// Line by line, so that a row longer than a place goes on in the next. Places may differ in width: a row that does not
    /// fit whole starts in the next one.
    fn row(&mut self, table: &Table, row: &[String]) {
        let high = |cells: &[Vec<String>]| LINE_MM * cells.iter().map(Vec::len).max().unwrap_or(0) as f64 + 0.6;
        self.need(high(&self.cells(table, row)), Some(table));
        let cells = self.cells(table, row);
        let lines = cells.iter().map(Vec::len).max().unwrap_or(0);
        for i in 0..lines {
            self.need(LINE_MM + 0.6, Some(table));
            let (mut x, y, wide) = (self.place().min[0], self.y + 0.75 * LINE_MM, self.place().width());
            for ((_, share), cell) in table.columns.iter().zip(&cells) {
                if let Some(line) = cell.get(i) {
                    self.ink().text([x + PADDING_MM, y], Lettering::new(SMALL), line);
                }
                x += wide * share;
            }
            self.y += LINE_MM;
        }
        let (y, left, right) = (self.y + 0.2, self.place().min[0], self.place().max[0]);
        self.ink().line([left, y], [right, y], &HAIR.unfilled());
        self.y += 0.6;
    }
}
