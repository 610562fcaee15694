//! Control points placed in QGIS's Georeferencer or in a IIIF Georeference Annotation, into a sheet's file.

use super::{bytes, unknown};
use crate::args::ImportControls;
use crate::failure::Failure;
use crate::output::{Output, count};
use crate::pipeline::{self, Facility};
use crate::record::{self, Record};
use crate::write;
use geo::{Distance, Euclidean, Point};
use locus_casefile::import::{self, ImportedControl, PixelFrame};
use locus_evidence::Kind;
use locus_model::limits::import::FILE_BYTES;
use locus_model::{Geographic, Id, In, Key, Position, Sheet, Site};
use locus_sketch::{self as sketch, Scan};
use serde_json::{Value, json};
use std::path::Path;

/// The landmarks of a case that has none yet.
const EMPTY: &str = r#"{"type":"FeatureCollection","features":[]}"#;

/// One imported control point on the ground.
struct Placed {
    px: [f64; 2],
    geographic: In<Geographic, Point>,
    /// The landmark it is, and whether that landmark is new.
    landmark: Key,
    new: bool,
}

/// Appends `[[control]]` blocks to a sheet's file, and new landmarks where that was asked for.
pub fn controls(args: &ImportControls, output: &Output) -> Result<(), Failure> {
    let facility = pipeline::read(&args.case).map_err(|failure| failure.within(&args.case))?;
    let sheet = Id::new(&args.sheet)
        .ok()
        .and_then(|id| facility.case.sheets.get(&id))
        .ok_or_else(|| unknown("--sheet", &args.sheet, facility.case.sheets.keys()))?;
    let name = args.file.file_name().and_then(|n| n.to_str()).unwrap_or("controls");
    let given = bytes(&args.file, FILE_BYTES as u64)?;
    let imported = import::controls(name, &given)?;
    let kept: Vec<_> = imported.points.iter().filter(|c| c.enabled).collect();
    let mut placed = Vec::new();
    for control in &kept {
        placed.push(place(args, &facility, sheet, control, placed.len())?);
    }
    refuse_unknown(args, &placed)?;
    refuse_twice(sheet, &placed)?;
    let record = Record::of(&args.case, &args.who, "to place a sheet")?;
    let landmarks: Vec<_> = placed.iter().filter(|p| p.new).collect();
    if !landmarks.is_empty() {
        add_landmarks(&args.case, &landmarks, args.sd_m.unwrap_or_default())?;
    }
    let file = format!("sketches/{}.toml", sheet.id);
    append(&args.case.join(&file), &placed)?;
    if let Some(record) = record {
        let written = [file.as_str(), "landmarks.geojson"].into_iter().take(1 + usize::from(!landmarks.is_empty()));
        record.done(Kind::Import, vec![record::outside(&args.file, &given)], record::items(&args.case, written)?)?;
    }
    output.heading(format!("{} added to {file}", count(placed.len(), "control point")));
    output.say(format!(
        "{} in landmarks.geojson; {} disabled in the file and left out.",
        count(landmarks.len(), "new landmark"),
        count(imported.points.len() - kept.len(), "point")
    ));
    output.result(&json!({ "ok": true, "file": file, "controls": placed.len(), "new_landmarks": landmarks.len() }));
    Ok(())
}

fn place(
    args: &ImportControls,
    facility: &Facility,
    sheet: &Sheet,
    control: &ImportedControl,
    index: usize,
) -> Result<Placed, Failure> {
    let file = args.file.display().to_string();
    let wrong = |e: String| Failure::mistake(&file, e, "map coordinates on Earth", "state their CRS with --epsg");
    let position = position(args, control).map_err(wrong)?;
    let geographic = pipeline::place(&position).map_err(wrong)?;
    let site = facility.projector.site(&geographic).map_err(|e| wrong(e.to_string()))?;
    let Some(scan) = facility.scans.get(&sheet.id) else {
        return Err(Failure::Internal(format!("no scan of {}", sheet.id)));
    };
    let px = shown_px(scan, control);
    let nearest = nearest(facility, &site)?;
    let (landmark, new) = match nearest {
        Some((key, distance_m)) if distance_m <= args.within_m => (key, false),
        _ => (new_key(sheet, index)?, true),
    };
    Ok(Placed { px, geographic, landmark, new })
}

fn position(args: &ImportControls, control: &ImportedControl) -> Result<Position, String> {
    match (control.position(), args.epsg) {
        (Some(position), None) => Ok(position),
        (_, Some(epsg)) => Ok(Position::Projected { epsg, easting: control.map[0], northing: control.map[1] }),
        (None, None) => Err("the file does not say in which CRS its map coordinates are".to_owned()),
    }
}

/// The point in the pixels of the scan as it is shown.
fn shown_px(scan: &Scan, control: &ImportedControl) -> [f64; 2] {
    let [x, y] = control.px;
    match control.frame {
        PixelFrame::Stored => {
            let at = sketch::upright_px(scan, [x, y]);
            [at.geometry().x(), at.geometry().y()]
        }
        PixelFrame::Shown(Some([width, height])) => {
            [x * f64::from(scan.width()) / f64::from(width), y * f64::from(scan.height()) / f64::from(height)]
        }
        PixelFrame::Shown(None) => [x, y],
    }
}

fn nearest(facility: &Facility, to: &In<Site, Point>) -> Result<Option<(Key, f64)>, Failure> {
    let mut best: Option<(Key, f64)> = None;
    for (key, landmark) in &facility.case.landmarks {
        let at = facility.projector.site(&landmark.position).map_err(|e| Failure::Internal(e.to_string()))?;
        let distance_m = Euclidean.distance(*at.geometry(), *to.geometry());
        if best.as_ref().is_none_or(|(_, least)| distance_m < *least) {
            best = Some((key.clone(), distance_m));
        }
    }
    Ok(best)
}

fn new_key(sheet: &Sheet, index: usize) -> Result<Key, Failure> {
    let text = format!("gcp/{}-{}", sheet.id.as_str().to_lowercase(), index + 1);
    Key::new(&text).map_err(|e| Failure::Internal(e.to_string()))
}

fn refuse_unknown(args: &ImportControls, placed: &[Placed]) -> Result<(), Failure> {
    let strange = placed.iter().filter(|p| p.new).count();
    if args.add_landmarks || strange == 0 {
        return Ok(());
    }
    Err(Failure::mistake(
        args.file.display().to_string(),
        format!("{} not within {} m of a landmark", count(strange, "control point"), args.within_m),
        "control points on landmarks of the case",
        "make landmarks of them with --add-landmarks --sd-m <how well they were pointed out>, or widen --within-m",
    ))
}

/// A landmark may be a control point of a sheet once: a second one would count the same evidence twice.
fn refuse_twice(sheet: &Sheet, placed: &[Placed]) -> Result<(), Failure> {
    let mut seen: Vec<&Key> = sheet.controls.iter().map(|c| &c.landmark).collect();
    for point in placed {
        if seen.contains(&&point.landmark) {
            return Err(Failure::mistake(
                format!("sketches/{}.toml", sheet.id),
                format!("landmark {} twice", point.landmark),
                "each landmark at most once a sheet",
                "delete one of the two control points, or make --within-m smaller",
            ));
        }
        seen.push(&point.landmark);
    }
    Ok(())
}

fn append(path: &Path, placed: &[Placed]) -> Result<(), Failure> {
    let mut text = std::fs::read_to_string(path)?;
    if !text.ends_with('\n') {
        text.push('\n');
    }
    for point in placed {
        let [x, y] = point.px;
        text.push_str(&format!("\n[[control]]\nlandmark = \"{}\"\npx = [{x:?}, {y:?}]\n", point.landmark));
    }
    write::replace(path, &text)
}

fn add_landmarks(case: &Path, new: &[&Placed], sd_m: f64) -> Result<(), Failure> {
    let path = case.join("landmarks.geojson");
    let old = match std::fs::read_to_string(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => EMPTY.to_owned(),
        read => read?,
    };
    let mut collection: Value =
        serde_json::from_str(old.trim_start_matches('\u{feff}')).map_err(|e| Failure::Internal(e.to_string()))?;
    let Some(features) = collection.get_mut("features").and_then(Value::as_array_mut) else {
        return Err(Failure::Internal("landmarks.geojson has no features".to_owned()));
    };
    for point in new {
        let at = point.geographic.geometry();
        features.push(json!({
            "type": "Feature",
            "geometry": { "type": "Point", "coordinates": [at.x(), at.y()] },
            "properties": { "id": point.landmark.as_str(), "sd_m": sd_m },
        }));
    }
    write::replace(&path, format!("{collection:#}\n"))
}
