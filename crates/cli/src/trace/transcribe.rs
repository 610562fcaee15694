//! Labels: a picture of each, and the program that may read them.

use crate::failure::Failure;
use geo::{BoundingRect, Rect};
use image::{ImageFormat, RgbImage};
use locus_model::{Drawing, Form, In, Kind, SketchPx, Stroke, Text};
use locus_sketch as sketch;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

/// Room around a label, pixels.
const MARGIN_PX: f64 = 4.0;
/// The longest text of a label, characters.
const LONGEST: usize = 500;

/// A PNG of every label by its id.
pub fn crops(scan: &RgbImage, drawing: &Drawing<SketchPx>) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let labels = drawing.strokes.iter().filter(|stroke| stroke.kind == Kind::Label);
    labels
        .filter_map(|label| Some((label, bounds(label)?)))
        .map(|(label, bounds)| {
            let failed = |e: String| Failure::Internal(format!("{}: {e}", label.id));
            let piece = sketch::crop(scan, &In::claim(bounds), MARGIN_PX).map_err(|e| failed(e.to_string()))?;
            let mut png = Vec::new();
            piece.image.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).map_err(|e| failed(e.to_string()))?;
            Ok((label.id.clone(), png))
        })
        .collect()
}

fn bounds(label: &Stroke<SketchPx>) -> Option<Rect> {
    match label.shape.geometry() {
        Form::Area(area) => area.bounding_rect(),
        Form::Line(line) => line.bounding_rect(),
        Form::Point(point) => Some(point.bounding_rect()),
    }
}

/// Gives every picture to `program` and writes what it prints as the label's name, with the program's name beside it.
/// Nothing printed: nothing was read.
pub fn read(program: &Path, crops: &BTreeMap<String, Vec<u8>>, drawing: &mut Drawing<SketchPx>) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let reader = program.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    for (id, png) in crops {
        let picture = folder.path().join(format!("{id}.png"));
        std::fs::write(&picture, png)?;
        let text = run(program, &picture)?;
        let label = drawing.strokes.iter_mut().find(|stroke| stroke.id == *id);
        if let (Some(label), false) = (label, text.is_empty()) {
            label.name = Some(Text::undetermined(text));
            label.extra.insert("transcribed_by".to_owned(), serde_json::Value::from(reader.as_str()).to_string());
        }
    }
    Ok(())
}

fn run(program: &Path, picture: &Path) -> Result<String, Failure> {
    let wrong = |found: String, expected: &str| {
        let remedy = "try it by hand on one of the pictures in the folder of labels; leave --transcribe out meanwhile";
        Failure::mistake(program.display().to_string(), found, expected, remedy)
    };
    let ended = Command::new(program).arg(picture).output().map_err(|e| wrong(e.to_string(), "a program to run"))?;
    if !ended.status.success() {
        return Err(wrong(ended.status.to_string(), "exit code 0"));
    }
    let text = String::from_utf8(ended.stdout).map_err(|_| wrong("text that is no UTF-8".to_owned(), "UTF-8"))?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > LONGEST || text.chars().any(char::is_control) {
        return Err(wrong("a long text, or control characters".to_owned(), "the words on one label"));
    }
    Ok(text)
}
