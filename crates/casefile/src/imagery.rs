//! `imagery/<id>.toml`: what a georeferenced image is.

use crate::account::own_id;
use crate::field::{above_zero, between, edtf, metres, string};
use crate::file::{locate, open_within};
use crate::findings::{Page, Problem};
use crate::folder::Folder;
use crate::limits::LIMITS;
use crate::sheet::file_beside;
use crate::table::Table;
use crate::value::Value;
use locus_model::{Id, Imagery, SunAngles, ViewAngles};
use std::io::Read;

/// Reads the imagery `stem`.
pub(crate) fn read(page: &Page, root: &Value, stem: &Id, folder: &Folder) -> Option<Imagery> {
    let mut table = Table::new(page, "imagery", root)?;
    own_id(&mut table, stem);
    let file = table.required("file", |value| raster(value, folder));
    let acquired = table.optional("acquired", edtf);
    let sensor = table.optional("sensor", string);
    let gsd_m = table.optional("gsd_m", above_zero(1e3, "metres").reader());
    let sun = table.table("sun").and_then(sun);
    let view = table.table("view").and_then(view);
    let absolute_radius95_m = table.optional("absolute_radius95_m", metres);
    let licence = table.optional("licence", string);
    table.finish();
    Some(Imagery { id: stem.clone(), file: file?, acquired, sensor, gsd_m, sun, view, absolute_radius95_m, licence })
}

/// The raster, relative to the case folder. An XML dataset (VRT, WMS and their kin) is refused whatever it is called:
/// it can name any other file, or a server.
fn raster(value: &Value, folder: &Folder) -> Result<String, Problem> {
    let at_line = |problem: Problem| Problem { line: value.line, ..problem };
    let path = file_beside("imagery", value, folder)?;
    let located = locate(folder.root(), &path).map_err(at_line)?;
    let file = open_within(&located, &path, LIMITS.raster_bytes).map_err(at_line)?;
    let mut head = Vec::new();
    let unreadable = |_| value.refused("a readable raster", "check the file and its permissions");
    file.take(1024).read_to_end(&mut head).map_err(unreadable)?;
    let mut begin = head.iter().filter(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf\0\xff\xfe".contains(byte));
    match begin.next() {
        Some(b'<') => Err(Problem::new(
            value.line,
            format!("{path} is an XML dataset"),
            "a raster that holds its own pixels, such as GeoTIFF",
            "convert it with gdal_translate where you trust its sources, and keep the result",
        )),
        Some(_) => Ok(path),
        None => Err(value.refused("a raster that is not empty", "copy the file again")),
    }
}

const AZIMUTH: crate::field::Span = between(0.0, 360.0, "degrees clockwise from true north");

fn sun(mut table: Table) -> Option<SunAngles> {
    let azimuth = table.required("azimuth", AZIMUTH.reader());
    let elevation = table.required("elevation", between(0.0, 90.0, "degrees above the horizon").reader());
    table.finish();
    Some(SunAngles { azimuth: azimuth?, elevation: elevation? })
}

fn view(mut table: Table) -> Option<ViewAngles> {
    let azimuth = table.required("azimuth", AZIMUTH.reader());
    let off_nadir = table.required("off_nadir", between(0.0, 90.0, "degrees off nadir").reader());
    table.finish();
    Some(ViewAngles { azimuth: azimuth?, off_nadir: off_nadir? })
}
