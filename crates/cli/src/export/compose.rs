//! Which crate makes which format.

use crate::args::{Export, Format, Paper};
use crate::failure::Failure;
use locus_earth as earth;
use locus_export::sheet::{self, Page};
use locus_export::{
    ExportError, Facility, Files, cityjson, dxf, flatgeobuf, geojson, gis, html, ifc, iiif, indoor, kml, qgis, report,
};
use locus_model::table::Table;
use locus_print::{self as print, Drawing, Imprint};

/// The files of one format.
pub fn compose(format: Format, args: &Export, facility: &Facility) -> Result<Files, Failure> {
    let made = match format {
        Format::Gpkg => return geopackage(facility),
        Format::Qgis => return project(facility),
        Format::Pdf => return drawings(facility, args.paper),
        Format::Report => return method_report(facility),
        Format::Geojson => geojson::files(facility),
        Format::Flatgeobuf => flatgeobuf::files(facility),
        Format::Kml => kml::files(facility),
        Format::Imdf => indoor::imdf::files(facility),
        Format::OsmIndoor => indoor::osm::files(facility),
        Format::Cityjson => cityjson::files(facility),
        Format::Ifc => ifc::files(facility),
        Format::Svg => sheet::files(facility, args.paper.into()),
        Format::Dxf => dxf::files(facility),
        Format::Html => html::files(facility),
        Format::Iiif => iiif::files(facility),
        Format::All => Ok(Files::new()),
    };
    made.map_err(told)
}

fn geopackage(facility: &Facility) -> Result<Files, Failure> {
    Ok(one(facility, "gpkg", packed(facility, &gis::tables(facility).map_err(told)?)?))
}

fn project(facility: &Facility) -> Result<Files, Failure> {
    let tables = gis::tables(facility).map_err(told)?;
    qgis::files(facility, &tables, packed(facility, &tables)?).map_err(told)
}

fn packed(facility: &Facility, tables: &[Table]) -> Result<Vec<u8>, Failure> {
    earth::geopackage(tables, facility.bundle().frame.epsg, &gis::about(facility))
        .map_err(|e| Failure::Internal(e.to_string()))
}

/// The drawing sheets as one document.
fn drawings(facility: &Facility, paper: Paper) -> Result<Files, Failure> {
    let case = &facility.bundle().case;
    let pages = sheet::pages(facility, paper.into()).map_err(told)?;
    let pages: Vec<Drawing> = pages.into_iter().map(drawing).collect();
    let imprint = Imprint { title: &case.id, language: "en", id: &facility.published.sha256 };
    Ok(one(facility, "drawings.pdf", print::drawing(&pages, imprint).map_err(unset)?))
}

fn drawing(page: Page) -> Drawing {
    Drawing {
        alt: page.title.clone(),
        title: page.title,
        width_mm: page.width_mm,
        height_mm: page.height_mm,
        svg: page.svg,
    }
}

fn method_report(facility: &Facility) -> Result<Files, Failure> {
    let report = report::report(facility).map_err(told)?;
    let bytes = print::report(&report.data, &report.figures).map_err(unset)?;
    Ok(one(facility, "report.pdf", bytes))
}

fn one(facility: &Facility, ending: &str, bytes: Vec<u8>) -> Files {
    Files::from([(format!("{}.{ending}", facility.bundle().case.id), bytes)])
}

/// What was published cannot be shown in that format, or Locus failed.
fn told(error: ExportError) -> Failure {
    match error {
        ExportError::Unfit { format, found, expected, remedy } => {
            Failure::mistake(format!("export to {format}"), found, expected, remedy)
        }
        error @ ExportError::Compose { .. } => Failure::Internal(error.to_string()),
    }
}

/// Typesetting failed: what it is given was made by Locus.
fn unset(error: print::PrintError) -> Failure {
    Failure::Internal(error.to_string())
}

impl From<Paper> for sheet::Paper {
    fn from(paper: Paper) -> Self {
        match paper {
            Paper::A4 => Self::A4,
            Paper::A3 => Self::A3,
            Paper::A2 => Self::A2,
            Paper::A1 => Self::A1,
        }
    }
}
