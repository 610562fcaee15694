//! Georeferenced imagery, opened so that nothing but the file itself can say what it shows and where.
//!
//! Only GeoTIFF is read: PNG and JPEG carry no georeference of their own, and Locus does not believe files beside an
//! image (world files, `.aux.xml`, `.ovr`, `.msk`), because no hash of the image covers them. Where such a file is
//! present, a note says that it was not read.

use crate::EarthError;
use crate::gdal_start;
use gdal::raster::{ColorInterpretation, GdalDataType};
use gdal::spatial_ref::SpatialRef;
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};
use geo::{AffineTransform, Coord};
use locus_model::limits::raster as limits;
use locus_model::{Note, NoteKind};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The standard input of this program, opened anew: GDAL then has a position in the file of its own.
const STDIN: &str = "/dev/fd/0";

/// Files beside a raster that other programs would believe.
const SIDECARS: [&str; 3] = ["aux.xml", "ovr", "msk"];
const WORLD_FILES: [&str; 4] = ["tfw", "tifw", "tiffw", "wld"];

/// A georeferenced raster, its header read and checked. Pixels are read on demand.
pub struct Raster {
    pub(crate) dataset: Dataset,
    pub(crate) file: String,
    /// What GDAL opened, as its messages name it.
    pub(crate) opened: PathBuf,
    pub(crate) bands: DisplayBands,
    size: (usize, usize),
    crs: RasterCrs,
    world_from_px: AffineTransform,
    px_from_world: AffineTransform,
    notes: Vec<Note>,
}

/// The coordinate reference system of a raster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RasterCrs {
    /// EPSG code, where the file names one.
    pub epsg: Option<u32>,
    /// Its name.
    pub name: String,
    /// Whether its coordinates are degrees.
    pub geographic: bool,
    /// What PROJ is given: `EPSG:n`, or WKT.
    pub(crate) definition: String,
}

/// The bands that are shown, numbered from 1: red, green, blue; three times the same for one grey band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DisplayBands {
    pub rgb: [usize; 3],
    pub eight_bit: bool,
}

impl Raster {
    /// Opens a GeoTIFF.
    ///
    /// # Errors
    /// Anything that is not a GeoTIFF; no CRS, no affine georeference (control points or RPCs alone), one that is
    /// singular; a CRS that is not on the Earth; palette or complex pixels; blocks too large to decode in 96 MiB.
    pub fn open(path: &Path) -> Result<Self, EarthError> {
        // An absolute path cannot be taken for one of GDAL's prefixes (`GTIFF_DIR:`, `vrt://`).
        let whole = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        Self::named(whole, file_name(path), sidecar_notes(path))
    }

    /// Opens the GeoTIFF that is the standard input of this program: a plain file that somebody else opened. Messages
    /// call it `name`. A process that decodes what may be hostile needs no folder for this, and can be given none.
    ///
    /// # Errors
    /// As [`Raster::open`].
    pub fn open_stdin(name: &str) -> Result<Self, EarthError> {
        Self::named(PathBuf::from(STDIN), name.to_owned(), Vec::new())
    }

    fn named(opened: PathBuf, file: String, notes: Vec<Note>) -> Result<Self, EarthError> {
        gdal_start::start()?;
        let refused = |Refusal { found, remedy }| EarthError::Raster {
            found: found.replace(&*opened.to_string_lossy(), &file),
            remedy: remedy.into(),
            file: file.clone(),
        };
        Self::read_header(&opened, &file, notes).map_err(refused)
    }

    fn read_header(path: &Path, file: &str, mut notes: Vec<Note>) -> Result<Self, Refusal> {
        check_magic(path)?;
        let dataset = open_dataset(path)?;
        let size = dataset.raster_size();
        check_blocks(&dataset)?;
        let crs = read_crs(&dataset)?;
        let world_from_px = read_transform(&dataset)?;
        let px_from_world = world_from_px.inverse().ok_or_else(flat)?;
        let (bands, note) = display_bands(&dataset, file)?;
        notes.extend(note);
        let (file, opened) = (file.into(), path.into());
        Ok(Self { dataset, file, opened, bands, size, crs, world_from_px, px_from_world, notes })
    }

    /// Columns and rows.
    pub fn size(&self) -> (usize, usize) {
        self.size
    }

    /// The CRS the raster is in.
    pub fn crs(&self) -> &RasterCrs {
        &self.crs
    }

    /// From pixels (x right, y down, origin at the outer corner of the first pixel) to the raster's own CRS (x east
    /// or longitude, y north or latitude).
    pub fn world_from_px(&self) -> AffineTransform {
        self.world_from_px
    }

    /// The way back.
    pub fn px_from_world(&self) -> AffineTransform {
        self.px_from_world
    }

    /// What was found while opening: sidecar files that were not read, bands that are not named.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The middle of the raster in its own CRS.
    pub(crate) fn middle(&self) -> Coord {
        self.world_from_px.apply(Coord { x: self.size.0 as f64 / 2.0, y: self.size.1 as f64 / 2.0 })
    }

    pub(crate) fn refusal(&self, found: impl Into<String>, remedy: impl Into<String>) -> EarthError {
        EarthError::Raster { file: self.file.clone(), found: found.into(), remedy: remedy.into() }
    }
}

/// Why a header was refused; the file name is put on at the door.
struct Refusal {
    found: String,
    remedy: &'static str,
}

const EXPORT: &str = "export the image as a GeoTIFF with its georeference inside";

fn refuse<T>(found: impl Into<String>, remedy: &'static str) -> Result<T, Refusal> {
    Err(Refusal { found: found.into(), remedy })
}

fn flat() -> Refusal {
    Refusal { found: "its georeference flattens the image".into(), remedy: EXPORT }
}

/// A message that may be published names the file alone, without its folder.
fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Looks at the first bytes before GDAL does, so that the refusal can say what the file really is.
fn check_magic(path: &Path) -> Result<(), Refusal> {
    let mut first = Vec::new();
    let read = File::open(path).and_then(|file| file.take(64).read_to_end(&mut first));
    if let Err(error) = read {
        return refuse(format!("cannot be read ({error})"), "check that the file exists and may be read");
    }
    let trimmed = first.trim_ascii_start().strip_prefix(b"\xEF\xBB\xBF").unwrap_or(first.trim_ascii_start());
    match first.as_slice() {
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Ok(()),
        [0x89, b'P', b'N', b'G', ..] => refuse("is a PNG, which carries no georeference", EXPORT),
        [0xFF, 0xD8, ..] => refuse("is a JPEG, which carries no georeference", EXPORT),
        _ if trimmed.starts_with(b"<") => {
            refuse("is XML (a virtual raster names other files) and not an image", "use the image that it points to")
        }
        [] => refuse("is empty", EXPORT),
        _ => refuse("is not a TIFF", EXPORT),
    }
}

/// The files beside a raster that other programs would believe, and [`Raster`] does not read.
pub fn sidecar_notes(path: &Path) -> Vec<Note> {
    let file = file_name(path);
    let appended = SIDECARS.iter().map(|end| format!("{file}.{end}"));
    let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let replaced = WORLD_FILES.iter().map(|end| format!("{stem}.{end}"));
    appended
        .chain(replaced)
        .filter(|name| path.with_file_name(name).exists())
        .map(|name| {
            Note::new(
                NoteKind::LeftOut,
                &file,
                format!("{name} lies beside the image and was not read: only what is inside the image counts"),
                "if it holds the better georeference or the mask, write it into the GeoTIFF",
            )
        })
        .collect()
}

fn open_dataset(path: &Path) -> Result<Dataset, Refusal> {
    // GDAL's virtual file systems begin with /vsi, where no folder of a real machine lies.
    if path.starts_with("/vsi") || !path.is_absolute() || !path.is_file() {
        return refuse("is not a plain file", "put the image itself into the case folder");
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let options = DatasetOptions {
        open_flags: GdalOpenFlags::GDAL_OF_RASTER,
        allowed_drivers: Some(&["GTiff"]),
        open_options: None,
        // The folder as GDAL is to see it: this file alone. (An empty list would mean "not known", and GDAL would look.)
        sibling_files: Some(&[&name]),
    };
    Dataset::open_ex(path, options).or_else(|e| refuse(format!("is a broken TIFF ({e})"), EXPORT))
}

fn check_blocks(dataset: &Dataset) -> Result<(), Refusal> {
    let (width, height) = dataset.raster_size();
    let bands = dataset.raster_count();
    if width == 0 || height == 0 || bands == 0 {
        return refuse("has no pixels", EXPORT);
    }
    let first = dataset.rasterband(1).or_else(|e| refuse(e.to_string(), EXPORT))?;
    let (block_width, block_height) = first.block_size();
    let bytes =
        block_width.saturating_mul(block_height).saturating_mul(bands * usize::from(first.band_type().bits()) / 8);
    if bytes > limits::BLOCK_BYTES {
        return refuse(
            format!("is stored in blocks of {block_width} by {block_height} pixels, {} MiB each", bytes >> 20),
            "save it as a tiled GeoTIFF (gdal_translate -co TILED=YES)",
        );
    }
    Ok(())
}

fn read_crs(dataset: &Dataset) -> Result<RasterCrs, Refusal> {
    const STATE: &str = "georeference the image and save it as a GeoTIFF with its CRS inside";
    let Ok(srs) = dataset.spatial_ref() else {
        let found = match (dataset.gcps().len(), dataset.geo_transform().is_ok()) {
            (0, false) => "has no georeference".to_string(),
            (0, true) => "has a position but no CRS".to_string(),
            (points, _) => format!("is georeferenced by {points} control points alone"),
        };
        return refuse(found, "warp it to a projected CRS (gdalwarp) and save it as a GeoTIFF with its CRS inside");
    };
    let name = srs.name().unwrap_or_else(|| "unnamed".into());
    let axis = srs.semi_major().unwrap_or(0.0);
    // Every reference ellipsoid and sphere of the Earth in the EPSG data set lies between these.
    if !(6_350_000.0..6_400_000.0).contains(&axis) {
        return refuse(format!("{name} is not on the Earth: its equator has a radius of {axis} m"), STATE);
    }
    if !(srs.is_projected() || srs.is_geographic()) {
        return refuse(format!("{name} is neither projected nor geographic"), STATE);
    }
    let epsg = epsg_of(&srs);
    let definition = match epsg {
        Some(code) => format!("EPSG:{code}"),
        None => srs.to_wkt().or_else(|e| refuse(format!("{name} cannot be written down ({e})"), STATE))?,
    };
    Ok(RasterCrs { epsg, name, geographic: srs.is_geographic(), definition })
}

fn epsg_of(srs: &SpatialRef) -> Option<u32> {
    if srs.is_compound() || srs.auth_name()? != "EPSG" {
        return None;
    }
    srs.auth_code().ok().and_then(|code| u32::try_from(code).ok())
}

fn read_transform(dataset: &Dataset) -> Result<AffineTransform, Refusal> {
    let Ok([x0, a, b, y0, d, e]) = dataset.geo_transform() else {
        return refuse("has a CRS but no position", EXPORT);
    };
    if ![x0, a, b, y0, d, e].iter().all(|v| v.is_finite()) {
        return refuse("its georeference is not a finite number", EXPORT);
    }
    let identity = [x0, a, b, y0, d, e.abs()] == [0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
    if identity { refuse("has a CRS but no position", EXPORT) } else { Ok(AffineTransform::new(a, b, x0, d, e, y0)) }
}

fn display_bands(dataset: &Dataset, file: &str) -> Result<(DisplayBands, Option<Note>), Refusal> {
    let mut meanings = Vec::new();
    let mut eight_bit = true;
    for band in dataset.rasterbands() {
        let band = band.or_else(|e| refuse(e.to_string(), EXPORT))?;
        let kind = band.band_type();
        // Complex types (radar) are unknown to the binding.
        if kind == GdalDataType::Unknown {
            return refuse("has complex pixels", "export the amplitude as real numbers");
        }
        eight_bit &= kind == GdalDataType::UInt8;
        meanings.push(band.color_interpretation());
    }
    let at = |meaning| meanings.iter().position(|m| *m == meaning).map(|i| i + 1);
    if at(ColorInterpretation::PaletteIndex).is_some() {
        return refuse("has palette colours", "expand them (gdal_translate -expand rgb)");
    }
    let named =
        (at(ColorInterpretation::RedBand), at(ColorInterpretation::GreenBand), at(ColorInterpretation::BlueBand));
    let alpha = at(ColorInterpretation::AlphaBand);
    let plain: Vec<usize> = (1..=meanings.len()).filter(|i| Some(*i) != alpha).collect();
    let (rgb, note) = match (named, plain.as_slice()) {
        ((Some(r), Some(g), Some(b)), _) => ([r, g, b], None),
        (_, &[r, g, b, ..]) => ([r, g, b], Some(unnamed_bands(file, [r, g, b]))),
        (_, &[grey, ..]) => ([grey; 3], None),
        (_, []) => return refuse("has an alpha band only", EXPORT),
    };
    Ok((DisplayBands { rgb, eight_bit }, note))
}

fn unnamed_bands(file: &str, [r, g, b]: [usize; 3]) -> Note {
    Note::new(
        NoteKind::Assumed,
        file,
        format!("the file does not say which bands are red, green and blue: bands {r}, {g}, {b} are shown as such"),
        "set the colour interpretation of the bands in the GeoTIFF",
    )
}
