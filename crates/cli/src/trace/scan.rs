//! The scan that is traced, and the files that go by its name.

use crate::args::{ImportTrace, Trace};
use crate::failure::Failure;
use crate::worker;
use image::RgbImage;
use locus_casefile::{self as casefile, review::ScanFile};
use locus_model::Id;
use std::path::{Path, PathBuf};

/// The drawing, as a case reads it.
pub const TRACE: &str = "trace.geojson";
/// What was proposed when the drawing was last taken over: the base of the next merge.
pub const PROPOSED: &str = "proposed.geojson";
/// The strokes of ink that the drawing points at.
pub const INK: &str = "ink.geojson";

/// A scan, and the name its traces go by: that of its sheet, or of its file.
pub struct Subject {
    /// Its name without an ending.
    pub name: String,
    /// The file name of the scan.
    pub image_name: String,
    /// Where traces of it are accepted.
    beside: PathBuf,
    path: PathBuf,
    bytes: Vec<u8>,
}

impl Subject {
    /// The scan that `locus trace` is asked for.
    pub fn of_trace(args: &Trace) -> Result<Self, Failure> {
        match &args.case {
            Some(case) => Self::of_sheet(case, &args.scan.to_string_lossy()),
            None => Self::of_image(&args.scan),
        }
    }

    /// The scan that a drawing is imported for.
    pub fn of_import(args: &ImportTrace) -> Result<Self, Failure> {
        let named = || args.file.file_name().and_then(|name| name.to_str()).and_then(|name| name.split('.').next());
        match (&args.image, &args.case) {
            (Some(image), _) => Self::of_image(image),
            (None, Some(case)) => Self::of_sheet(case, args.sheet.as_deref().or(named()).unwrap_or_default()),
            (None, None) => {
                let remedy = "name the image with --image, or the case with --case (and --sheet)";
                Err(Failure::mistake(args.file.display().to_string(), "a drawing of no scan", "its scan", remedy))
            }
        }
    }

    fn of_image(path: &Path) -> Result<Self, Failure> {
        let unnamed = || {
            Failure::mistake(
                path.display().to_string(),
                "no file name",
                "the path of an image",
                "name a scan, or a sheet with --case",
            )
        };
        let image_name = path.file_name().and_then(|name| name.to_str()).ok_or_else(unnamed)?.to_owned();
        let name = path.file_stem().and_then(|stem| stem.to_str()).ok_or_else(unnamed)?.to_owned();
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
        let bytes = crate::import::bytes(path, casefile::LIMITS.image_bytes)?;
        Ok(Self { name, image_name, beside: folder, path: path.to_owned(), bytes })
    }

    fn of_sheet(case: &Path, sheet: &str) -> Result<Self, Failure> {
        let read = casefile::read(case).map_err(|mistakes| Failure::from(mistakes).within(case))?;
        let sheet = Id::new(sheet)
            .ok()
            .and_then(|id| read.sheets.get(&id))
            .ok_or_else(|| crate::import::unknown("sheet", sheet, read.sheets.keys()))?;
        let bytes = casefile::read_bytes(case, &sheet.image, casefile::LIMITS.image_bytes)
            .map_err(|mistake| Failure::from(mistake).within(case))?;
        let image_name = sheet.image.strip_prefix("sketches/").unwrap_or(&sheet.image).to_owned();
        let (name, beside) = (sheet.id.to_string(), case.join("sketches"));
        Ok(Self { name, image_name, beside, path: case.join(&sheet.image), bytes })
    }

    /// The name of one of the files that go by the scan's name.
    pub fn file(&self, end: &str) -> String {
        format!("{}.{end}", self.name)
    }

    /// The same, beside the scan (of a sheet: among the sketches of its case).
    pub fn beside(&self, end: &str) -> PathBuf {
        self.beside.join(self.file(end))
    }

    /// The scan itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The pixels, turned upright.
    pub fn decode(&self) -> Result<RgbImage, Failure> {
        worker::decode(&self.bytes)?.map_err(|e| self.mistake(e.found, e.expected, e.remedy))
    }

    /// The scan as drawings name it, with its size as shown.
    pub fn scan_file(&self) -> Result<ScanFile<'_>, Failure> {
        let scan = worker::inspect(&self.bytes)?.map_err(|e| self.mistake(e.found, e.expected, e.remedy))?;
        Ok(ScanFile { name: &self.image_name, size: [scan.width(), scan.height()] })
    }

    /// What is wrong with the scan.
    pub fn mistake(&self, found: String, expected: String, remedy: String) -> Failure {
        Failure::mistake(self.path.display().to_string(), found, expected, remedy)
    }
}
