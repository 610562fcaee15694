//! Where a file can stand, and what is then run.

use std::path::Path;

/// Where a file is put before `locus` looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Door {
    /// A whole case folder.
    Case,
    /// The scan of the sheet, under the file's own name.
    Scan,
    /// The scan of the sheet, under a name that promises a picture.
    ScanAs(&'static str),
    /// The imagery, with the files that lie beside it.
    Imagery,
    /// One of the case's own files.
    File(&'static str),
    /// `locus import pins`.
    Pins,
    /// `locus import pins`, under a name that promises this format.
    PinsAs(&'static str),
    /// `locus import controls`.
    Controls,
    /// `locus trace`.
    Trace,
    /// `locus import trace`.
    Drawing,
    /// An original that is taken in.
    Original,
    /// The custody log.
    Log,
    /// A file of a published folder.
    Published(&'static str),
    /// A file of a pack.
    Pack(&'static str),
}

/// The doors that take a file, by the end of its name.
pub fn doors(file: &Path) -> Vec<Door> {
    let end = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let mut doors = match end.as_str() {
        "jpg" | "png" => vec![Door::Scan, Door::Trace],
        "tif" | "tiff" => vec![Door::Scan, Door::Trace, Door::Imagery],
        "svg" => vec![Door::Scan, Door::ScanAs("png"), Door::Imagery, Door::Trace, Door::Drawing],
        "bmp" | "ico" | "j2k" | "fli" | "sgi" | "tga" | "gif" | "dds" | "blp" => {
            vec![Door::Scan, Door::ScanAs("png"), Door::Imagery, Door::Trace]
        }
        "glb" => vec![Door::ScanAs("png"), Door::Imagery, Door::Published("model.glb")],
        "geojson" => vec![
            Door::File("landmarks.geojson"),
            Door::File("footprints.geojson"),
            Door::File("sketches/A01-1.trace.geojson"),
            Door::Pins,
            Door::Drawing,
            Door::Published("layers/walls.geojson"),
        ],
        "kml" | "kmz" | "gpx" => vec![Door::Pins],
        "json" => {
            vec![Door::Pins, Door::Controls, Door::Log, Door::Published("bundle.json"), Door::Pack("bag-info.txt")]
        }
        // The OGC's conformance documents are KML under another name.
        "xml" if file.to_string_lossy().contains("ogc-kml") => vec![Door::PinsAs("kml")],
        "csv" => vec![Door::File("incidents.csv"), Door::Pins, Door::Log, Door::Pack("manifest-sha256.txt")],
        "txt" if file.ends_with("csv-injection.txt") => {
            vec![Door::File("incidents.csv"), Door::PinsAs("csv"), Door::Pack("allowed_signers")]
        }
        "toml" => vec![
            Door::File("case.toml"),
            Door::File("accounts/A01.toml"),
            Door::File("sketches/A01-1.toml"),
            Door::File("imagery/image.toml"),
        ],
        _ => Vec::new(),
    };
    if !doors.is_empty() {
        doors.push(Door::Original);
    }
    doors
}
