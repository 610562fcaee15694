//! Published properties as the cells of a table.

use super::columns::column;
use crate::ExportError;
use locus_model::table::{Cell, CellKind};
use serde_json::{Map, Value};

/// The cells of these columns; what is not published is no cell.
///
/// # Errors
/// A property of another type than its column: nothing is turned into text that is a number, or the other way.
pub fn of(
    table: &str,
    id: &str,
    properties: &Map<String, Value>,
    names: &[&str],
) -> Result<Vec<Option<Cell>>, ExportError> {
    names
        .iter()
        .map(|name| cell(properties.get(*name), name).map_err(|expected| unfit(table, id, name, expected)))
        .collect()
}

fn cell(value: Option<&Value>, name: &str) -> Result<Option<Cell>, &'static str> {
    let Some(value) = value.filter(|value| !value.is_null()) else { return Ok(None) };
    let cell = match column(name).kind {
        CellKind::Text => Cell::Text(value.as_str().ok_or("a text")?.to_owned()),
        CellKind::Integer => Cell::Integer(value.as_i64().ok_or("a whole number")?),
        CellKind::Real => Cell::Real(value.as_f64().ok_or("a number")?),
        CellKind::Boolean => Cell::Boolean(value.as_bool().ok_or("true or false")?),
        CellKind::Json => Cell::Text(value.to_string()),
    };
    Ok(Some(cell))
}

fn unfit(table: &str, id: &str, name: &str, expected: &str) -> ExportError {
    ExportError::Unfit {
        format: super::FORMAT,
        found: format!("\"{name}\" of \"{id}\" ({table}) is something else"),
        expected: expected.to_owned(),
        remedy: "do not edit published files; publish the facility again with `locus reconstruct`".to_owned(),
    }
}
