//! One layer of a QGIS project.

use crate::{Facility, gis};
use locus_model::table::{Shape, Table};
use quick_xml::escape::escape;

/// What a layer of the project shows.
pub enum Content<'a> {
    /// A table, or the rows of one level.
    Table {
        /// The table.
        table: &'a Table,
        /// The level.
        level: Option<&'a str>,
    },
    /// The image under the model.
    Ground,
}

/// A layer of the project.
pub struct Entry<'a> {
    /// Its id in the project.
    pub id: String,
    /// What people read.
    pub name: String,
    /// Whether it is switched on.
    pub on: bool,
    /// What it shows.
    pub content: Content<'a>,
}

impl Entry<'_> {
    /// The table, if it shows one.
    pub fn table(&self) -> Option<&Table> {
        match self.content {
            Content::Table { table, .. } => Some(table),
            Content::Ground => None,
        }
    }
}

/// A CRS as projects name it. QGIS looks at the code only where its own number (`srsid`) is one of its own, whichever.
pub fn spatial_reference(epsg: u32) -> String {
    format!("<spatialrefsys><srsid>1</srsid><srid>{epsg}</srid><authid>EPSG:{epsg}</authid></spatialrefsys>")
}

/// The layer, as the project has it.
pub fn xml(facility: &Facility, entry: &Entry) -> String {
    let (id, name) = (escape(entry.id.as_str()), escape(entry.name.as_str()));
    let crs = spatial_reference(facility.bundle().frame.epsg);
    let case = &facility.bundle().case.id;
    match &entry.content {
        Content::Ground => {
            let source = super::ground::stem(case);
            format!(
                r#"<maplayer type="raster"><id>{id}</id><datasource>./{source}.png</datasource><layername>{name}</layername><srs>{crs}</srs><provider>gdal</provider><pipe><rasterrenderer type="multibandcolor" redBand="1" greenBand="2" blueBand="3" alphaBand="-1" opacity="0.75"/></pipe></maplayer>
"#
            )
        }
        Content::Table { table, level } => {
            let subset =
                level.map_or_else(String::new, |level| format!("|subset=\"level\" = '{}'", level.replace('\'', "''")));
            let source = format!("./{case}.gpkg|layername={}{subset}", table.name);
            let source = escape(source.as_str());
            let (geometry, crs, style) = match table.shape {
                Some(shape) => (kind(shape), crs, gis::layer_style(facility, table, shape)),
                None => ("No geometry", String::new(), String::new()),
            };
            format!(
                r#"<maplayer type="vector" geometry="{geometry}" labelsEnabled="1" hasScaleBasedVisibilityFlag="0"><id>{id}</id><datasource>{source}</datasource><layername>{name}</layername><srs>{crs}</srs><provider encoding="UTF-8">ogr</provider>{style}</maplayer>
"#
            )
        }
    }
}

fn kind(shape: Shape) -> &'static str {
    match shape {
        Shape::Point => "Point",
        Shape::Line => "Line",
        Shape::Polygon => "Polygon",
    }
}
