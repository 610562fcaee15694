//! A QGIS project: the GeoPackage, the imagery under it, and a printable map of them.
//!
//! The project names its files relative to itself, so the folder may be moved. It is written for QGIS 3.22 and later.

mod ground;
mod layer;
mod layout;
mod tree;
mod view;

use crate::{ExportError, Facility, Files};
use layer::{Entry, spatial_reference};
use locus_model::table::Table;
use quick_xml::escape::escape;
use std::io::{Cursor, Write};
use tree::Group;
use view::View;
use zip::write::SimpleFileOptions;

/// The name of the format in messages.
const FORMAT: &str = "qgis";

/// The project `<case id>.qgz`, the GeoPackage it shows and, where there is imagery, the image under it.
///
/// `tables` are [`crate::gis::tables`], `geopackage` what `locus_earth::geopackage` made of them.
///
/// # Errors
/// An image that cannot be composed.
pub fn files(facility: &Facility, tables: &[Table], geopackage: Vec<u8>) -> Result<Files, ExportError> {
    let case = &facility.bundle().case.id;
    let mut files = ground::files(facility)?;
    let has_ground = !files.is_empty();
    files.insert(format!("{case}.gpkg"), geopackage);
    let project = project(facility, tables, has_ground);
    files.insert(format!("{case}.qgz"), zipped(&format!("{case}.qgs"), project.as_bytes())?);
    Ok(files)
}

fn project(facility: &Facility, tables: &[Table], has_ground: bool) -> String {
    let bundle = facility.bundle();
    let groups = tree::groups(facility, tables, has_ground);
    let view = View::of(tables);
    let name = bundle.case.name.any().unwrap_or(&bundle.case.id);
    let crs = spatial_reference(bundle.frame.epsg);
    let [west, south, east, north] = view.bounds_m;
    let entries: Vec<&Entry> = groups.iter().flat_map(|group| &group.entries).collect();
    let layers: String = entries.iter().map(|entry| layer::xml(facility, entry)).collect();
    let title = escape(name);
    let tree: String = groups.iter().map(Group::xml).collect();
    let layout = layout::xml(facility, &view, &entries);
    format!(
        r#"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis projectname="{title}" version="3.22.0">
<title>{title}</title>
<projectCrs>{crs}</projectCrs>
<layer-tree-group>{tree}</layer-tree-group>
<mapcanvas name="theMapCanvas" annotationsVisible="1"><units>meters</units><extent><xmin>{west}</xmin><ymin>{south}</ymin><xmax>{east}</xmax><ymax>{north}</ymax></extent><rotation>0</rotation><destinationsrs>{crs}</destinationsrs></mapcanvas>
<projectlayers>
{layers}</projectlayers>
<properties><SpatialRefSys><ProjectionsEnabled type="int">1</ProjectionsEnabled></SpatialRefSys><Paths><Absolute type="bool">false</Absolute></Paths><Measurement><DistanceUnits type="QString">meters</DistanceUnits><AreaUnits type="QString">m2</AreaUnits></Measurement></properties>
<Layouts>{layout}</Layouts>
<ProjectViewSettings UseProjectScales="0"><DefaultViewExtent xmin="{west}" ymin="{south}" xmax="{east}" ymax="{north}">{crs}</DefaultViewExtent></ProjectViewSettings>
</qgis>
"#
    )
}

/// A zip of one file, without a date.
fn zipped(name: &str, bytes: &[u8]) -> Result<Vec<u8>, ExportError> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive
        .start_file(name, SimpleFileOptions::default())
        .and_then(|()| archive.write_all(bytes).map_err(Into::into))
        .map_err(|error| ExportError::compose(FORMAT, error))?;
    Ok(archive.finish().map_err(|error| ExportError::compose(FORMAT, error))?.into_inner())
}
