//! Control points of the QGIS Georeferencer (`.points`).
//!
//! Two headers exist: `mapX,mapY,pixelX,pixelY,enable,…` (before QGIS 3.26) and `mapX,mapY,sourceX,sourceY,enable,…`
//! with a line `#CRS:` before it. In both, pixels count to the right and *up*, so a pixel row is a negative number, and
//! they are those of the file as stored.

use super::{ImportedControl, PixelFrame};
use crate::findings::{Page, Problem};
use locus_model::NoteKind;

/// The control points; `None` where the header is unknown.
pub(super) fn controls(page: &Page, text: &str) -> Option<Vec<ImportedControl>> {
    let mut epsg = None;
    let mut header: Option<Vec<String>> = None;
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        if let Some(comment) = line.strip_prefix('#') {
            epsg = epsg.or_else(|| stated_crs(page, comment, number));
        } else if line.trim().is_empty() {
            continue;
        } else if let Some(names) = &header {
            found.extend(page.keep(row(names, line, number, epsg)));
        } else {
            header = Some(page.keep(read_header(line, number))?);
        }
    }
    if epsg.is_none() && !found.is_empty() {
        let message = "the file does not say the CRS of its map coordinates";
        page.note(
            NoteKind::Doubted,
            1,
            message,
            "save the points again with a target CRS, or say the CRS when importing",
        );
    }
    Some(found)
}

fn read_header(line: &str, number: usize) -> Result<Vec<String>, Problem> {
    let names: Vec<String> = line.split(',').map(|name| name.trim().to_lowercase()).collect();
    let begins = |wanted: [&str; 4]| names.len() >= 4 && names.iter().zip(wanted).all(|(a, b)| a == b);
    if begins(["mapx", "mapy", "pixelx", "pixely"]) || begins(["mapx", "mapy", "sourcex", "sourcey"]) {
        return Ok(names);
    }
    let expected = "mapX,mapY,sourceX,sourceY,enable,… or mapX,mapY,pixelX,pixelY,enable,…";
    Err(Problem::new(
        number,
        format!("the header \"{line}\""),
        expected,
        "save the points again in the QGIS Georeferencer",
    ))
}

fn row(names: &[String], line: &str, number: usize, epsg: Option<u32>) -> Result<ImportedControl, Problem> {
    let cells: Vec<&str> = line.split(',').map(str::trim).collect();
    let cell = |name: &str| names.iter().position(|n| n == name).and_then(|at| cells.get(at).copied());
    let numbers: Option<Vec<f64>> =
        cells.iter().take(4).map(|cell| cell.parse::<f64>().ok().filter(|n| n.is_finite())).collect();
    let refuse = |expected: &str, remedy: &str| Problem::new(number, format!("\"{line}\""), expected, remedy);
    let Some([map_x, map_y, x, up]) = numbers.as_deref() else {
        return Err(refuse("four finite numbers first", "save the points again in the QGIS Georeferencer"));
    };
    if *x < 0.0 || *up > 0.0 {
        let remedy = "open the scan itself in the Georeferencer, without world file or georeference, and save again";
        return Err(refuse("pixels of the scan: x of 0 or more, y of 0 or less", remedy));
    }
    let enabled = match cell("enable") {
        None | Some("1" | "true" | "True") => true,
        Some("0" | "false" | "False") => false,
        Some(_) => return Err(refuse("1 or 0 under enable", "switch the point on or off and save again")),
    };
    // Adding 0 turns -0 into 0.
    let px = [*x, -up + 0.0];
    let map = [*map_x, *map_y];
    Ok(ImportedControl { px, frame: PixelFrame::Stored, map, epsg, label: None, enabled, line: number })
}

/// The EPSG code of a line `CRS: …`: written as such, or the identifier at the very end of its WKT.
fn stated_crs(page: &Page, comment: &str, line: usize) -> Option<u32> {
    let stated = comment.trim().strip_prefix("CRS:")?.trim();
    let code = |digits: &str| digits.parse::<u32>().ok();
    let epsg = match stated.strip_prefix("EPSG:") {
        Some(digits) => code(digits),
        None => stated.rsplit_once("\"EPSG\",").and_then(|(_, tail)| {
            // The identifier of a part (its ellipsoid, its unit) closes more brackets than the two of the whole.
            let digits = tail.strip_suffix("]]")?;
            code(digits.trim_matches('"'))
        }),
    };
    if epsg.is_none() && !stated.is_empty() {
        let message = "the CRS of the map coordinates has no EPSG code";
        page.note(
            NoteKind::Doubted,
            line,
            message,
            "choose a CRS with an EPSG code as target and save the points again",
        );
    }
    epsg
}
