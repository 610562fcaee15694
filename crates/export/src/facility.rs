//! A published folder, with every part an export may need.

use geojson::FeatureCollection;
use locus_publish::{Bundle, BundleElement};
use locus_viewer_core::published::{self, Published};
use locus_viewer_core::refusal::Refusal;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// What a published layer is called in the folder.
const LAYERS: &str = "layers/";
/// Largest published file that is read, bytes.
const FILE_BYTES: u64 = 512 << 20;

/// A published folder, read once, each file checked against the SHA-256 that `bundle.json` has of it.
pub struct Facility {
    /// The index, the model, and the SHA-256 of `bundle.json`.
    pub published: Published,
    /// The GeoJSON layers by name (`walls`), WGS 84 degrees.
    pub layers: BTreeMap<String, FeatureCollection>,
    /// `quality.json`; null in folders of older versions.
    pub quality: Value,
    /// `notes.json`: `notes` and the register of `assumptions`.
    pub notes: Value,
}

impl Facility {
    /// Opens a facility folder (its `published` is read) or a published folder.
    ///
    /// # Errors
    /// [`Refusal`] where a file is missing, changed since it was published, too large, or not what the format says.
    pub fn open(path: &Path) -> Result<Self, Refusal> {
        let published = published::open(path)?;
        let mut layers = BTreeMap::new();
        for file in published.bundle.files.keys() {
            if let Some(name) = file.strip_prefix(LAYERS).and_then(|name| name.strip_suffix(".geojson")) {
                layers.insert(name.to_owned(), collection(file, &published.file(file, FILE_BYTES)?)?);
            }
        }
        let quality = optional(&published, "quality.json")?;
        let notes = optional(&published, "notes.json")?;
        Ok(Self { published, layers, quality, notes })
    }

    /// The index.
    pub fn bundle(&self) -> &Bundle {
        &self.published.bundle
    }

    /// Easting and northing, metres in the facility's projected CRS, of scene metres `[x, z]`.
    pub fn site(&self, [x, z]: [f64; 2]) -> [f64; 2] {
        let [east, north] = self.bundle().frame.origin_m;
        [east + x, north - z]
    }

    /// What is shown first: the undisputed and, where accounts contradict each other, the display defaults.
    pub fn shown_first(&self) -> impl Iterator<Item = &BundleElement> {
        self.bundle().elements.iter().filter(|e| e.hypothesis.is_none() || e.hypothesis_default == Some(true))
    }
}

fn collection(file: &str, bytes: &[u8]) -> Result<FeatureCollection, Refusal> {
    serde_json::from_slice(bytes).map_err(|e| unreadable(file, "a GeoJSON feature collection", e))
}

/// A JSON file that older folders lack.
fn optional(published: &Published, file: &str) -> Result<Value, Refusal> {
    if !published.bundle.files.contains_key(file) {
        return Ok(Value::Null);
    }
    serde_json::from_slice(&published.file(file, FILE_BYTES)?).map_err(|e| unreadable(file, "a JSON file", e))
}

fn unreadable(file: &str, expected: &str, error: serde_json::Error) -> Refusal {
    Refusal::new(file, error.to_string(), expected, "publish the facility again with `locus reconstruct`")
}
