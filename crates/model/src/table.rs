//! A table of things with places: what a geographic information system calls a layer.

use crate::{In, Site, Text};
use geo::Geometry;

/// What the geometries of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Points.
    Point,
    /// Lines.
    Line,
    /// Areas, holes allowed.
    Polygon,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Real,
    /// Yes or no.
    Boolean,
    /// A list or an object as JSON text.
    Json,
}

/// One cell. What is not known is no cell at all.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Of a column of text or JSON.
    Text(String),
    /// Of a column of whole numbers.
    Integer(i64),
    /// Of a column of numbers.
    Real(f64),
    /// Of a column of yes or no.
    Boolean(bool),
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name, as in the published layers.
    pub name: String,
    /// What its cells hold.
    pub kind: CellKind,
    /// What it is called, by language.
    pub title: Text,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Where it is; none where that is not known, and in tables without places. Simple geometries of the table's shape.
    pub place: Option<In<Site, Geometry>>,
    /// Parallel to the columns.
    pub cells: Vec<Option<Cell>>,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name: lower case, digits, `_`.
    pub name: String,
    /// What it is called, by language.
    pub title: Text,
    /// What a row is, in a sentence.
    pub description: String,
    /// What its geometries are; none in a table without places.
    pub shape: Option<Shape>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// How QGIS draws it (a QML document).
    pub style: Option<String>,
}

impl Table {
    /// The title in one line, languages beside each other.
    pub fn heading(&self) -> String {
        heading(&self.title)
    }
}

impl Column {
    /// The title in one line, languages beside each other.
    pub fn heading(&self) -> String {
        heading(&self.title)
    }
}

fn heading(title: &Text) -> String {
    title.0.values().map(String::as_str).collect::<Vec<_>>().join(" · ")
}
