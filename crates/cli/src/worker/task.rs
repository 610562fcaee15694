//! What a worker is asked, and the line of figures that it answers.

use locus_earth::GroundTexture;
use locus_model::Note;
use locus_model::limits::raster::TEXTURE_SIDE_PX;
use locus_sketch::{Format, Scan, limits};
use serde::{Deserialize, Serialize};

/// What to make of the file on standard input.
#[derive(Serialize, Deserialize)]
pub enum Task {
    /// The header of a scan.
    Scan,
    /// The pixels of a scan, upright.
    Pixels,
    /// The header of a raster of this name.
    Raster(String),
    /// The ground, cut from a raster.
    Ground(Cut),
}

impl Task {
    /// As an argument of the command line.
    pub fn to_line(&self) -> String {
        serde_json::json!(self).to_string()
    }
}

/// A square of ground.
#[derive(Serialize, Deserialize)]
pub struct Cut {
    /// The name of the raster, for messages.
    pub name: String,
    /// Anchor of the site, longitude and latitude.
    pub anchor: [f64; 2],
    /// CRS of the site, where it is stated.
    pub epsg: Option<u32>,
    /// The middle, site metres.
    pub centre: [f64; 2],
    /// Half its side, metres.
    pub half_size_m: f64,
    /// Its side at most, pixels.
    pub max_px: usize,
}

/// The header of a scan.
#[derive(Serialize, Deserialize)]
pub struct Header {
    format: String,
    stored: [u32; 2],
    orientation: u8,
    has_gps: bool,
    more_pages: bool,
}

const FORMATS: [(&str, Format); 3] = [("jpeg", Format::Jpeg), ("png", Format::Png), ("tiff", Format::Tiff)];

impl Header {
    pub fn of(scan: &Scan) -> Self {
        let format = FORMATS.iter().find(|(_, format)| *format == scan.format).map_or("", |(name, _)| name);
        Self {
            format: format.to_owned(),
            stored: scan.stored,
            orientation: scan.orientation.to_exif(),
            has_gps: scan.has_gps,
            more_pages: scan.more_pages,
        }
    }

    /// `None` where it cannot be one.
    pub fn scan(&self) -> Option<Scan> {
        let [width, height] = self.stored;
        Size { width, height }.of_scan()?;
        Some(Scan {
            format: FORMATS.iter().find(|(name, _)| *name == self.format)?.1,
            stored: self.stored,
            orientation: image::metadata::Orientation::from_exif(self.orientation)?,
            has_gps: self.has_gps,
            more_pages: self.more_pages,
        })
    }
}

/// The size of a picture, pixels.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

impl Size {
    /// Bytes of a scan of this size in RGB; `None` beyond the limits of a scan.
    pub fn of_scan(&self) -> Option<usize> {
        let Self { width, height } = *self;
        let area = u64::from(width) * u64::from(height);
        let within = width.max(height) <= limits::MAX_SIDE_PX && (1..=limits::MAX_AREA_PX).contains(&area);
        within.then(|| 3 * area as usize)
    }
}

/// A raster that can be used, and whether the ground could be cut from it.
#[derive(Serialize, Deserialize)]
pub struct Cutout {
    pub notes: Vec<Note>,
    pub texture: Result<Figures, String>,
}

impl Cutout {
    /// Bytes of the ground in RGB; `None` where that cannot be a texture.
    pub fn bytes(&self) -> Option<usize> {
        let Ok(figures) = &self.texture else { return Some(0) };
        let [west, south, east, north] = figures.bounds;
        let side = 1..=TEXTURE_SIDE_PX;
        let within = side.contains(&figures.width) && side.contains(&figures.height) && west < east && south < north;
        within.then(|| 3 * figures.width * figures.height)
    }
}

/// A [`GroundTexture`] without its pixels.
#[derive(Serialize, Deserialize)]
pub struct Figures {
    width: usize,
    height: usize,
    valid_share: f64,
    bounds: [f64; 4],
    notes: Vec<Note>,
}

impl Figures {
    /// Takes the pixels of a texture apart from everything else.
    pub fn of(texture: GroundTexture) -> (Self, Vec<u8>) {
        let GroundTexture { width, height, rgb, valid_share, bounds, notes } = texture;
        (Self { width, height, valid_share, bounds, notes }, rgb)
    }

    pub fn with(self, rgb: Vec<u8>) -> GroundTexture {
        let Self { width, height, valid_share, bounds, notes } = self;
        GroundTexture { width, height, rgb, valid_share, bounds, notes }
    }
}
