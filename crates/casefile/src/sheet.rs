//! `sketches/<id>.toml`: what a sheet of paper is, its scan, and its control points.

use crate::account::{outline, own_id};
use crate::field::{above_zero, edtf, flag, key, string, text, word};
use crate::file::{locate, open_within};
use crate::findings::{Page, Problem};
use crate::folder::Folder;
use crate::geometry::{Axes, position};
use crate::known::Known;
use crate::limits::LIMITS;
use crate::table::Table;
use crate::value::Value;
use crate::words::ELICITATION;
use geo::Point;
use locus_model::{Control, Id, In, NoteKind, Sheet};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Read;

/// The file endings of scans.
const IMAGES: [&str; 5] = ["jpg", "jpeg", "png", "tif", "tiff"];

/// Reads the sheet `stem`; its drawing is read apart.
pub(crate) fn read(page: &Page, root: &Value, stem: &Id, folder: &Folder, known: &Known) -> Option<Sheet> {
    let mut table = Table::new(page, "a sheet", root)?;
    own_id(&mut table, stem);
    let account = table.required("account", |value| known.account(value));
    let image = table.required("image", |value| image(value, folder));
    let sha256 = table.optional("sha256", digest);
    let drawn = table.optional("drawn", edtf);
    let level = table.required("level", |value| known.level(value));
    let medium = table.optional("medium", string);
    let true_north_up = table.optional("true_north_up", flag).unwrap_or(false);
    let covers = table.list("covers", key);
    let elicitation = table.optional("elicitation", word(ELICITATION));
    let note = table.optional("note", text);
    let masks = table.list("masks", |value| outline(value, Axes::Pixels).map(In::claim));
    let controls = controls(&mut table, known);
    if let Some(image) = &image {
        check_digest(&table, folder, image, sha256.as_deref());
    }
    table.finish();
    Some(Sheet {
        id: stem.clone(),
        account: account?,
        image: image?,
        sha256,
        drawn,
        level: level?,
        medium,
        true_north_up,
        covers,
        elicitation,
        controls,
        masks,
        drawing: None,
        note,
    })
}

/// The scan, as a path relative to the case folder.
fn image(value: &Value, folder: &Folder) -> Result<String, Problem> {
    let path = file_beside("sketches", value, folder)?;
    let ending = path.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    if IMAGES.contains(&ending.as_str()) {
        Ok(path)
    } else {
        Err(value.refused("a scan: .jpg, .png or .tif", "export the sheet as one of them without changing its pixels"))
    }
}

/// A file named relative to a sub-folder of the case, as a path relative to the case folder.
pub(crate) fn file_beside(sub: &str, value: &Value, folder: &Folder) -> Result<String, Problem> {
    let name = string(value)?;
    // The name alone first: joined to the sub-folder an absolute path would no longer look like one.
    let located = locate(&folder.root().join(sub), &name);
    located.map_err(|problem| Problem { line: value.line, ..problem })?;
    let path = format!("{sub}/{name}");
    locate(folder.root(), &path).map_err(|problem| Problem { line: value.line, ..problem })?;
    Ok(path)
}

fn digest(value: &Value) -> Result<String, Problem> {
    let text = string(value)?;
    if text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
        Ok(text.to_ascii_lowercase())
    } else {
        Err(value
            .refused("a SHA-256: 64 hexadecimal digits", "take it from `sha256sum`, or leave it out on first intake"))
    }
}

/// Compares the scan with the digest that was recorded when it was taken in.
fn check_digest(table: &Table, folder: &Folder, image: &str, recorded: Option<&str>) {
    let Some(actual) = table.page.keep(sha256_of(folder, image, table.line_of("image"))) else { return };
    match recorded {
        Some(recorded) if recorded == actual => {}
        Some(recorded) => table.page.mistake(
            table.line_of("sha256"),
            format!("{image} has the SHA-256 {actual}"),
            format!("the recorded {recorded}"),
            "the scan is not the one that was taken in: restore the original, or find out who changed it",
        ),
        None if table.line_of("sha256") == table.line => {
            let message = format!("no SHA-256 of {image} is recorded");
            table.page.note(NoteKind::Fact, table.line, message, format!("add the line sha256 = \"{actual}\""));
        }
        None => {}
    }
}

fn sha256_of(folder: &Folder, image: &str, line: usize) -> Result<String, Problem> {
    let at_line = |problem: Problem| Problem { line, ..problem };
    let path = locate(folder.root(), image).map_err(at_line)?;
    let mut file = open_within(&path, image, LIMITS.image_bytes).map_err(at_line)?;
    let mut hasher = Sha256::new();
    let mut block = vec![0; 1 << 16];
    loop {
        match file.read(&mut block) {
            Ok(0) => break,
            Ok(read) => hasher.update(&block[..read]),
            Err(error) => {
                let found = format!("\"{image}\" cannot be read ({})", error.kind());
                return Err(Problem::new(line, found, "a readable file", "check the file"));
            }
        }
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn controls(table: &mut Table, known: &Known) -> Vec<Control> {
    let mut first_lines = BTreeMap::new();
    let mut controls = Vec::new();
    for mut table in table.tables("control") {
        let landmark = table.required("landmark", |value| known.node(value));
        let px = table.required("px", |value| position(value, Axes::Pixels));
        let sd_px = table.optional("sd_px", above_zero(LIMITS.pixel, "pixels").reader());
        let line = table.line_of("landmark");
        let page = table.page;
        table.finish();
        let Some(landmark) = landmark else { continue };
        if let Some(first) = first_lines.insert(landmark.clone(), line) {
            let found = format!("the landmark \"{landmark}\" again, after line {first}");
            page.mistake(line, found, "each landmark at most once a sheet", "keep the better of the two spots");
        }
        controls.extend(px.map(|px| Control { landmark, px: In::claim(Point::from(px)), sd_px }));
    }
    controls
}
