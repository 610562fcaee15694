//! Tables of places as one GeoPackage (OGC 12-128r15), with the styles QGIS draws them with.

use crate::gdal_fields::{self, Field};
use crate::{EarthError, gdal_start};
use gdal::errors::GdalError;
use gdal::raster::RasterCreationOptions;
use gdal::spatial_ref::SpatialRef;
use gdal::vector::{Feature, Layer, LayerAccess, LayerOptions, ToGdal};
use gdal::{Dataset, DriverManager, Metadata, vsi};
use gdal_sys::{OGRFieldSubType, OGRFieldType, OGRwkbGeometryType};
use locus_model::table::{Cell, CellKind, Row, Shape, Table};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// The column of the geometries.
const GEOMETRY: &str = "geom";
/// The table in which QGIS looks for styles.
const STYLES: &str = "layer_styles";
/// When a style was last changed: never (see [`gdal_start`]).
const NEVER: &str = "1970/01/01 00:00:00+00";

/// Keeps files in GDAL's memory apart.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// One GeoPackage with these tables in `EPSG:epsg`, in this order, and what is to be known of all of them
/// (`gpkg_metadata`, as GDAL writes it). The same tables give the same bytes.
///
/// The geometries are metres in `EPSG:epsg`. Titles of tables and columns are kept where GIS programs show them; JSON
/// columns have the MIME type `application/json` (Schema extension).
///
/// # Errors
/// An unknown code; a table with a name twice, or a text with a NUL.
pub fn geopackage(tables: &[Table], epsg: u32, about: &BTreeMap<String, String>) -> Result<Vec<u8>, EarthError> {
    gdal_start::start()?;
    let path = PathBuf::from(format!("/vsimem/locus-{}.gpkg", NEXT.fetch_add(1, Ordering::Relaxed)));
    let outcome = write(&path, tables, epsg, about);
    let bytes = vsi::get_vsi_mem_file_bytes_owned(&path);
    outcome?;
    bytes.map_err(|error| refused("", error))
}

fn refused(table: &str, error: GdalError) -> EarthError {
    EarthError::Table { table: table.to_owned(), reason: error.to_string() }
}

fn write(path: &Path, tables: &[Table], epsg: u32, about: &BTreeMap<String, String>) -> Result<(), EarthError> {
    let mut dataset = create(path).map_err(|error| refused("", error))?;
    let crs = SpatialRef::from_epsg(epsg).map_err(|error| refused("", error))?;
    for table in tables {
        write_table(&mut dataset, table, &crs).map_err(|error| refused(&table.name, error))?;
    }
    write_styles(&mut dataset, tables).map_err(|error| refused(STYLES, error))?;
    for (key, value) in about {
        dataset.set_metadata_item(key, value, "").map_err(|error| refused("gpkg_metadata", error))?;
    }
    dataset.close().map_err(|error| refused("", error))
}

/// Version 1.2, for that is what GDAL since 2.2 and every QGIS 3 opens without a warning.
fn create(path: &Path) -> Result<Dataset, GdalError> {
    let options = RasterCreationOptions::from_iter(["VERSION=1.2"]);
    DriverManager::get_driver_by_name("GPKG")?.create_with_band_type_with_options::<u8, _>(path, 0, 0, 0, &options)
}

fn write_table(dataset: &mut Dataset, table: &Table, crs: &SpatialRef) -> Result<(), GdalError> {
    let [heading, description, geometry] = [
        format!("IDENTIFIER={}", table.heading()),
        format!("DESCRIPTION={}", table.description),
        format!("GEOMETRY_NAME={GEOMETRY}"),
    ];
    let options = LayerOptions {
        name: &table.name,
        srs: table.shape.is_some().then_some(crs),
        ty: table.shape.map_or(OGRwkbGeometryType::wkbNone, geometry_type),
        options: Some(&[&heading, &description, &geometry]),
    };
    let mut transaction = dataset.start_transaction()?;
    let layer = transaction.create_layer(options)?;
    for column in &table.columns {
        let (kind, subtype) = field_type(column.kind);
        gdal_fields::add(&layer, &Field { name: &column.name, kind, subtype, title: &column.heading() })?;
    }
    for row in &table.rows {
        write_row(&layer, row)?;
    }
    transaction.commit()
}

fn write_row(layer: &Layer, row: &Row) -> Result<(), GdalError> {
    let mut feature = Feature::new(layer.defn())?;
    for (index, cell) in row.cells.iter().enumerate() {
        match cell {
            None => feature.set_field_null(index)?,
            Some(Cell::Text(text)) => feature.set_field_string(index, text)?,
            Some(Cell::Integer(number)) => feature.set_field_integer64(index, *number)?,
            Some(Cell::Real(number)) => feature.set_field_double(index, *number)?,
            Some(Cell::Boolean(is)) => feature.set_field_integer(index, i32::from(*is))?,
        }
    }
    if let Some(place) = &row.place {
        feature.set_geometry(place.geometry().to_gdal()?)?;
    }
    feature.create(layer)
}

/// The styles of the tables that have one, each the default of its table. Columns: QGIS, `QgsOgrProviderMetadata`.
fn write_styles(dataset: &mut Dataset, tables: &[Table]) -> Result<(), GdalError> {
    let (string, none) = (OGRFieldType::OFTString, OGRFieldSubType::OFSTNone);
    let options = LayerOptions {
        name: STYLES,
        ty: OGRwkbGeometryType::wkbNone,
        options: Some(&["FID=id", "DESCRIPTION=How QGIS draws the tables"]),
        ..LayerOptions::default()
    };
    let mut transaction = dataset.start_transaction()?;
    let layer = transaction.create_layer(options)?;
    for (name, kind, subtype) in [
        ("f_table_catalog", string, none),
        ("f_table_schema", string, none),
        ("f_table_name", string, none),
        ("f_geometry_column", string, none),
        ("styleName", string, none),
        ("styleQML", string, none),
        ("styleSLD", string, none),
        ("useAsDefault", OGRFieldType::OFTInteger, OGRFieldSubType::OFSTBoolean),
        ("description", string, none),
        ("owner", string, none),
        ("ui", string, none),
        ("update_time", OGRFieldType::OFTDateTime, none),
    ] {
        gdal_fields::add(&layer, &Field { name, kind, subtype, title: "" })?;
    }
    for table in tables {
        if let Some(style) = &table.style {
            let texts = ["", "", &table.name, GEOMETRY, &table.name, style, ""];
            let mut feature = Feature::new(layer.defn())?;
            for (index, text) in texts.iter().enumerate() {
                feature.set_field_string(index, text)?;
            }
            feature.set_field_integer(7, 1)?;
            feature.set_field_string(8, &table.heading())?;
            feature.set_field_string(11, NEVER)?;
            feature.create(&layer)?;
        }
    }
    transaction.commit()
}

fn field_type(kind: CellKind) -> (OGRFieldType::Type, OGRFieldSubType::Type) {
    match kind {
        CellKind::Text => (OGRFieldType::OFTString, OGRFieldSubType::OFSTNone),
        CellKind::Json => (OGRFieldType::OFTString, OGRFieldSubType::OFSTJSON),
        CellKind::Integer => (OGRFieldType::OFTInteger64, OGRFieldSubType::OFSTNone),
        CellKind::Real => (OGRFieldType::OFTReal, OGRFieldSubType::OFSTNone),
        CellKind::Boolean => (OGRFieldType::OFTInteger, OGRFieldSubType::OFSTBoolean),
    }
}

fn geometry_type(shape: Shape) -> OGRwkbGeometryType::Type {
    match shape {
        Shape::Point => OGRwkbGeometryType::wkbPoint,
        Shape::Line => OGRwkbGeometryType::wkbLineString,
        Shape::Polygon => OGRwkbGeometryType::wkbPolygon,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use geo::{Geometry, LineString, Point, polygon};
    use locus_model::table::Column;
    use locus_model::{In, Text};

    fn column(name: &str, kind: CellKind) -> Column {
        let title = Text([("en".to_owned(), name.to_owned()), ("ko".to_owned(), "이름".to_owned())].into());
        Column { name: name.to_owned(), kind, title }
    }

    fn table(name: &str, shape: Option<Shape>, place: Option<Geometry>) -> Table {
        let cells = vec![
            Some(Cell::Text("=1+1 <b>'\";--\u{202e}".to_owned())),
            Some(Cell::Integer(-3)),
            Some(Cell::Real(0.1)),
            Some(Cell::Boolean(true)),
            Some(Cell::Text("[\"A01\"]".to_owned())),
        ];
        let kinds = [CellKind::Text, CellKind::Integer, CellKind::Real, CellKind::Boolean, CellKind::Json];
        let names = ["id", "count", "radius95_m", "default", "drawn_by"];
        Table {
            name: name.to_owned(),
            title: Text::undetermined(name),
            description: "A row is a thing.".to_owned(),
            shape,
            columns: names.iter().zip(kinds).map(|(name, kind)| column(name, kind)).collect(),
            rows: vec![Row { place: place.map(In::claim), cells }, Row { place: None, cells: vec![None; 5] }],
            style: shape.map(|_| "<qgis/>".to_owned()),
        }
    }

    fn tables() -> Vec<Table> {
        let area = polygon![(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 9.0, y: 9.0), (x: 0.0, y: 0.0)];
        let line = LineString::from(vec![(0.0, 0.0), (3.0, 4.125)]);
        vec![
            table("spots", Some(Shape::Point), Some(Point::new(714_219.123, 4_374_472.456).into())),
            table("lines", Some(Shape::Line), Some(line.into())),
            table("areas", Some(Shape::Polygon), Some(area.into())),
            table("words", None, None),
        ]
    }

    fn made() -> Vec<u8> {
        let about = BTreeMap::from([("licence".to_owned(), "CC0-1.0 <&>".to_owned())]);
        geopackage(&tables(), 32652, &about).unwrap()
    }

    #[test]
    fn what_is_written_is_read_back() {
        let path = std::path::Path::new("/vsimem/read-back.gpkg");
        vsi::create_mem_file(path, made()).unwrap();
        let dataset = Dataset::open(path).unwrap();
        assert_eq!(dataset.metadata_item("licence", "").as_deref(), Some("CC0-1.0 <&>"));
        for table in tables() {
            let mut layer = dataset.layer_by_name(&table.name).unwrap();
            let titles: Vec<String> = layer.defn().fields().map(|f| f.alternative_name()).collect();
            assert_eq!(titles, table.columns.iter().map(Column::heading).collect::<Vec<_>>());
            if table.shape.is_some() {
                assert_eq!(layer.spatial_ref().unwrap().auth_code().unwrap(), 32652);
            }
            let rows: Vec<Feature> = layer.features().collect();
            assert_eq!(rows.len(), 2);
            assert_eq!(rows[0].field_as_string(0).unwrap().as_deref(), Some("=1+1 <b>'\";--\u{202e}"));
            assert_eq!(rows[0].field_as_integer64(1).unwrap(), Some(-3));
            assert_eq!(rows[0].field_as_double(2).unwrap(), Some(0.1));
            assert_eq!(rows[0].field_as_integer(3).unwrap(), Some(1));
            assert_eq!(rows[1].field_as_string(0).unwrap(), None);
            let place = rows[0].geometry().map(|g| g.to_geo().unwrap());
            assert_eq!(place, table.rows[0].place.as_ref().map(|p| p.geometry().clone()));
        }
        assert_eq!(dataset.layer_by_name(STYLES).unwrap().feature_count(), 3);
        vsi::unlink_mem_file(path).unwrap();
    }

    #[test]
    fn the_same_tables_give_the_same_bytes() {
        assert!(made() == made());
    }

    #[test]
    fn a_column_twice_and_an_unknown_code_are_refused() {
        let mut twice = tables();
        twice[1].columns[1].name = "ID".to_owned();
        assert!(
            matches!(geopackage(&twice, 32652, &BTreeMap::new()), Err(EarthError::Table { table, .. }) if table == "lines")
        );
        assert!(geopackage(&tables(), 9_999_999, &BTreeMap::new()).is_err());
    }
}
