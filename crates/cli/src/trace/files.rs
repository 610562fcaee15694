//! The folder that a proposal is written to.

use super::merging::Correction;
use super::scan::{INK, PROPOSED, Subject, TRACE};
use crate::failure::Failure;
use crate::write;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, RgbImage};
use locus_casefile::{self as casefile, review as drawings};
use locus_sketch::review::{self, Report};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Every file of a proposal by its name in the folder.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The report, and the digests of the other files.
const REPORT: &str = "report.json";

/// The SHA-256 of a file in hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The files of a proposal, its report last, which knows the digests of the others.
pub fn written(
    subject: &Subject,
    merged: &Correction,
    report: &Report,
    pixels: &RgbImage,
    labels: BTreeMap<String, Vec<u8>>,
) -> Result<Files, Failure> {
    let proposed = &merged.proposed;
    let (overlay, image) = (proposed.overlay(), &subject.image_name);
    let copy = subject.file("scan.jpg");
    let mut files = Files::from([
        (subject.file(TRACE), drawings::geojson(&proposed.drawing, image).into_bytes()),
        (subject.file(PROPOSED), drawings::geojson(&merged.base, image).into_bytes()),
        (subject.file(INK), drawings::ink_geojson(&proposed.ink, image).into_bytes()),
        (subject.file("svg"), drawings::svg(&overlay, &copy).into_bytes()),
        (subject.file("overlay.png"), png(&review::picture(pixels, &overlay))?),
        (copy, locus_sketch::copy(pixels).map_err(|e| Failure::Internal(e.to_string()))?),
    ]);
    let folder = subject.file("labels");
    files.extend(labels.into_iter().map(|(id, png)| (format!("{folder}/{id}.png"), png)));
    let digests: BTreeMap<&str, String> = files.iter().map(|(name, bytes)| (name.as_str(), digest(bytes))).collect();
    let text = json!({
        "format": 1,
        "report": report,
        "merged_with": merged.merged_with,
        "merge": merged.to_json(),
        "files": digests,
    });
    let text = format!("{text:#}\n");
    files.insert(subject.file(REPORT), text.into_bytes());
    Ok(files)
}

fn png(image: &RgbImage) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Up)
        .write_image(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgb8)
        .map_err(|e| Failure::Internal(e.to_string()))?;
    Ok(bytes)
}

/// The folder, and the name of the files in it that go together.
pub struct Folder {
    path: PathBuf,
    name: String,
    /// What the report of the files that are there says of them.
    report: Option<Value>,
}

impl Folder {
    /// The folder that `out` names, directly or by the trace in it. Refused where a person changed a file in it that is
    /// to be written anew.
    pub fn of(out: &Path, name: &str) -> Result<Self, Failure> {
        let file = out.file_name().and_then(|name| name.to_str()).filter(|name| name.ends_with(".geojson"));
        let parent = || out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
        let own = format!("{name}.{TRACE}");
        let path = match file {
            None => out.to_owned(),
            Some(file) if file == own => parent(),
            Some(_) => {
                let expected = format!("a folder, or a file named {own}");
                let remedy = "a trace goes by the name of its scan";
                return Err(Failure::mistake("--out", out.display(), expected, remedy));
            }
        };
        let folder = Self::at(path, name);
        folder.refuse_changed()?;
        Ok(folder)
    }

    /// The folder that the drawing in `file` lies in.
    pub fn around(file: &Path, name: &str) -> Self {
        Self::at(file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned(), name)
    }

    fn at(path: PathBuf, name: &str) -> Self {
        let bytes = casefile::read_bytes(&path, &format!("{name}.{REPORT}"), casefile::LIMITS.geojson_bytes).ok();
        // What is no report of ours counts as none: then nothing in the folder counts as written by Locus.
        let report = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let report = report.filter(|report: &Value| report["files"].is_object());
        Self { path, name: name.to_owned(), report }
    }

    /// As a person finds it.
    pub fn shown(&self) -> String {
        self.path.display().to_string()
    }

    /// The path of one of the files.
    pub fn file(&self, end: &str) -> PathBuf {
        self.path.join(format!("{}.{end}", self.name))
    }

    /// SHA-256 of the trace that the drawing was merged with, as the report says; `None`: there is no report.
    pub fn merged_with(&self) -> Option<Option<&str>> {
        self.report.as_ref().map(|report| report["merged_with"].as_str())
    }

    fn refuse_changed(&self) -> Result<(), Failure> {
        for end in [TRACE, "svg"] {
            let path = self.file(end);
            let bytes = match std::fs::read(&path) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) => {
                    let remedy = "move it away, or write elsewhere with --out";
                    return Err(Failure::mistake(path.display().to_string(), error, "a file that can be read", remedy));
                }
            };
            let written = self.report.as_ref().and_then(|r| r["files"][format!("{}.{end}", self.name)].as_str());
            if written != Some(&digest(&bytes)) {
                let remedy = "bring it in with `locus import trace`, move it away, or write elsewhere with --out";
                let found = "a file that was changed since `locus trace` wrote it";
                return Err(Failure::mistake(path.display().to_string(), found, "nothing to lose", remedy));
            }
        }
        Ok(())
    }

    /// Says in the report that the file `path` was taken over as it stands now.
    pub fn taken_over(&self, path: &Path, bytes: &[u8], merged_with: &str) -> Result<(), Failure> {
        let Some(mut report) = self.report.clone() else { return Ok(()) };
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        report["files"][name] = Value::from(digest(bytes));
        report["merged_with"] = Value::from(merged_with);
        write::replace(&self.file(REPORT), format!("{report:#}\n"))
    }

    /// Writes every file as a whole, the report last: without it nothing counts as written by Locus.
    pub fn write(&self, files: &Files) -> Result<(), Failure> {
        let failed = |e: std::io::Error| {
            Failure::mistake(self.shown(), e, "a folder Locus may write", "choose another with --out")
        };
        let labels = self.file("labels");
        if self.report.is_some() && labels.is_dir() {
            std::fs::remove_dir_all(&labels).map_err(failed)?;
        }
        std::fs::create_dir_all(&self.path).map_err(failed)?;
        let report = format!("{}.{REPORT}", self.name);
        let (last, others): (Vec<_>, Vec<_>) = files.iter().partition(|(name, _)| **name == report);
        for (name, bytes) in others.into_iter().chain(last) {
            let path = self.path.join(name);
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent).map_err(failed)?;
            }
            write::replace(&path, bytes)?;
        }
        Ok(())
    }
}
