//! The layers as FlatGeobuf files: for programs that read large layers piece by piece.

use crate::gis::tables;
use crate::{ExportError, Facility, Files};
use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geozero::{ColumnValue, PropertyProcessor};
use locus_model::table::{Cell, CellKind, Column, Row, Shape, Table};

const FORMAT: &str = "flatgeobuf";

/// `<table>.fgb` for every table with places, in the facility's projected CRS. A row whose place is not known is left out:
/// the format has no feature without one.
///
/// # Errors
/// What [`tables`] refuses; what the format cannot hold.
pub fn files(facility: &Facility) -> Result<Files, ExportError> {
    let mut files = Files::new();
    for table in tables(facility)? {
        if let Some(shape) = table.shape {
            files.insert(format!("{}.fgb", table.name), layer(facility, &table, shape)?);
        }
    }
    Ok(files)
}

fn layer(facility: &Facility, table: &Table, shape: Shape) -> Result<Vec<u8>, ExportError> {
    let refuse = |error: flatgeobuf::Error| ExportError::compose(FORMAT, error);
    let (title, frame) = (table.heading(), &facility.bundle().frame);
    let placed: Vec<&Row> = table.rows.iter().filter(|row| row.place.is_some()).collect();
    let options = FgbWriterOptions {
        // A tree without leaves is none.
        write_index: !placed.is_empty(),
        detect_type: false,
        promote_to_multi: false,
        crs: FgbCrs {
            org: Some("EPSG"),
            code: i32::try_from(frame.epsg).unwrap_or_default(),
            name: Some(&frame.name),
            ..FgbCrs::default()
        },
        title: Some(&title),
        description: Some(&table.description),
        ..FgbWriterOptions::default()
    };
    let mut writer = FgbWriter::create_with_options(&table.name, geometry_type(shape), options).map_err(refuse)?;
    for column in &table.columns {
        let title = column.heading();
        writer.add_column(&column.name, column_type(column), |builder, arguments| {
            arguments.title = Some(builder.create_string(&title));
        });
    }
    for row in placed {
        add(&mut writer, table, row).map_err(|error| ExportError::compose(FORMAT, error))?;
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes).map_err(refuse)?;
    Ok(bytes)
}

fn add(writer: &mut FgbWriter, table: &Table, row: &Row) -> Result<(), geozero::error::GeozeroError> {
    let Some(place) = &row.place else { return Ok(()) };
    let mut outcome = Ok(());
    writer.add_feature_geom(place.geometry().clone(), |feature| outcome = properties(feature, table, row))?;
    outcome
}

fn properties(
    feature: &mut impl PropertyProcessor,
    table: &Table,
    row: &Row,
) -> Result<(), geozero::error::GeozeroError> {
    for (index, (column, cell)) in table.columns.iter().zip(&row.cells).enumerate() {
        let value = match cell {
            None => continue,
            Some(Cell::Text(text)) if column.kind == CellKind::Json => ColumnValue::Json(text),
            Some(Cell::Text(text)) => ColumnValue::String(text),
            Some(Cell::Integer(number)) => ColumnValue::Long(*number),
            Some(Cell::Real(number)) => ColumnValue::Double(*number),
            Some(Cell::Boolean(is)) => ColumnValue::Bool(*is),
        };
        feature.property(index, &column.name, &value)?;
    }
    Ok(())
}

fn column_type(column: &Column) -> ColumnType {
    match column.kind {
        CellKind::Text => ColumnType::String,
        CellKind::Integer => ColumnType::Long,
        CellKind::Real => ColumnType::Double,
        CellKind::Boolean => ColumnType::Bool,
        CellKind::Json => ColumnType::Json,
    }
}

fn geometry_type(shape: Shape) -> GeometryType {
    match shape {
        Shape::Point => GeometryType::Point,
        Shape::Line => GeometryType::LineString,
        Shape::Polygon => GeometryType::Polygon,
    }
}
