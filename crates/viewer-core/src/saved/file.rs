//! The file `views.json`.

use super::bcf::{Camera, ClippingPlane, OrthogonalCamera, PerspectiveCamera, Vector};
use super::{SavedView, Tour, Views, check};
use crate::choices::Choices;
use crate::published::{Published, sha256};
use crate::refusal::Refusal;
use crate::selection::Selection;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// The name of the file.
pub const FILE: &str = "views.json";
/// What the file says it is.
pub const FORMAT: &str = "locus-views";
/// Its version.
pub const FORMAT_VERSION: u32 = 1;
/// Largest file that is read: a view takes about two kilobytes.
const BYTES: u64 = 16 << 20;
const REMEDY: &str = "correct it there, or move the file away to start with none";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    format: String,
    format_version: u32,
    #[serde(default)]
    views: Vec<Viewpoint>,
    #[serde(default)]
    tours: Vec<Tour>,
}

/// What a file of any version says about itself.
#[derive(Deserialize)]
struct Heading {
    format: Option<serde_json::Value>,
    format_version: Option<serde_json::Value>,
}

/// A view as a BCF viewpoint, and what BCF has no words for.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Viewpoint {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    guid: String,
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    perspective_camera: Option<PerspectiveCamera>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    orthogonal_camera: Option<OrthogonalCamera>,
    target: Vector,
    #[serde(default)]
    on_foot: bool,
    #[serde(default)]
    clipping_planes: Vec<ClippingPlane>,
    choices: Choices,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    selection: Option<Selection>,
    facility: String,
    bundle_sha256: String,
}

impl Views {
    /// The saved views and tours of what is open, and the views it was published with; a saved view stands for a
    /// published one of the same title. Without a [`FILE`] there are only the published ones.
    ///
    /// # Errors
    /// As [`Views::read`], and where the file is no plain file or above 16 MiB.
    pub fn open(published: &Published) -> Result<Self, Refusal> {
        let path = path(published);
        let mut views = if path.symlink_metadata().is_ok() { Self::open_file(&path)? } else { Self::default() };
        let own = published.bundle.views.iter().map(|view| SavedView::published(view, published));
        let own: Vec<SavedView> = own.filter(|own| views.view(&own.title).is_none()).collect();
        views.views.splice(0..0, own);
        Ok(views)
    }

    /// Those of a file of any name.
    ///
    /// # Errors
    /// As [`Views::open`]; the refusal names the file.
    pub fn open_file(path: &Path) -> Result<Self, Refusal> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = locus_casefile::read_bytes(folder, &name, BYTES).map_err(|mistake| {
            let expected = format!("a plain file of at most {} MiB", BYTES >> 20);
            Refusal::new(&name, mistake.found, expected, REMEDY)
        });
        let read = bytes.and_then(|bytes| Self::read(&bytes));
        read.map_err(|refusal| Refusal { file: name, ..refusal }.within(folder))
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`Refusal`] where the bytes are no JSON of this format and version, a member is unknown, missing or of another type,
    /// a number is out of its range, or two views or two tours have the same title. Nothing is repaired, and nothing is left
    /// out: what this version does not know, it would lose when it writes the file again.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let expected = format!("\"format\": \"{FORMAT}\" with \"format_version\": {FORMAT_VERSION}");
        let refuse = |found: String| Refusal::new(FILE, found, &expected, REMEDY);
        let heading: Heading =
            serde_json::from_slice(bytes).map_err(|error| refuse(format!("no JSON object of its own ({error})")))?;
        let is_ours = heading.format == Some(FORMAT.into()) && heading.format_version == Some(FORMAT_VERSION.into());
        if !is_ours {
            let said = |value: Option<serde_json::Value>| value.map_or("none".to_owned(), |value| value.to_string());
            let (format, version) = (said(heading.format), said(heading.format_version));
            return Err(refuse(format!("\"format\": {format} with \"format_version\": {version}")));
        }
        let contents: Contents = serde_json::from_slice(bytes).map_err(|error| {
            Refusal::new(FILE, error.to_string(), "the members of the format of saved views, and no other", REMEDY)
        })?;
        let views = contents.views.into_iter().map(SavedView::try_from).collect::<Result<_, _>>()?;
        let views = Self { views, tours: contents.tours };
        check::views(&views)?;
        Ok(views)
    }

    /// The file. Views of the publication are not written: they are in `bundle.json`.
    ///
    /// # Errors
    /// [`Refusal`] where a number is out of its range, so that the file could not be read again.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Refusal> {
        let saved = self.views.iter().filter(|view| view.choices.is_some());
        check::views(&Self { views: saved.cloned().collect(), tours: self.tours.clone() })?;
        let contents = Contents {
            format: FORMAT.to_owned(),
            format_version: FORMAT_VERSION,
            views: self.views.iter().filter_map(Viewpoint::of).collect(),
            tours: self.tours.clone(),
        };
        let mut bytes = serde_json::to_vec_pretty(&contents)
            .map_err(|error| Refusal::new(FILE, error.to_string(), "views that JSON can hold", "report this"))?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Writes the file beside `case.toml`, or into the published folder where that stands alone. The old file stays whole
    /// until the new one is.
    ///
    /// # Errors
    /// As [`Views::to_bytes`], and where the folder cannot be written to.
    pub fn save(&self, published: &Published) -> Result<PathBuf, Refusal> {
        let (bytes, path) = (self.to_bytes()?, path(published));
        let new = path.with_extension("json.new");
        fs::write(&new, bytes).and_then(|()| fs::rename(&new, &path)).map_err(|error| {
            let remedy = "give yourself the right to write there, or open a copy of the folder";
            Refusal::new(path.to_string_lossy(), error.to_string(), "a folder that can be written to", remedy)
        })?;
        Ok(path)
    }
}

/// Where the file of what is open is.
fn path(published: &Published) -> PathBuf {
    published.case_folder.as_ref().unwrap_or(&published.folder).join(FILE)
}

impl Viewpoint {
    fn of(view: &SavedView) -> Option<Self> {
        let (perspective_camera, orthogonal_camera) = match Camera::of(&view.camera) {
            Camera::Perspective(camera) => (Some(camera), None),
            Camera::Orthogonal(camera) => (None, Some(camera)),
        };
        Some(Self {
            guid: view.guid.clone(),
            title: view.title.clone(),
            perspective_camera,
            orthogonal_camera,
            target: Vector::of(view.target),
            on_foot: view.on_foot,
            clipping_planes: view.clipping_planes.iter().map(ClippingPlane::of).collect(),
            choices: view.choices.clone()?,
            selection: view.selection.clone(),
            facility: view.facility.clone(),
            bundle_sha256: view.bundle_sha256.clone(),
        })
    }
}

impl TryFrom<Viewpoint> for SavedView {
    type Error = Refusal;

    fn try_from(view: Viewpoint) -> Result<Self, Refusal> {
        let camera = match (view.perspective_camera, view.orthogonal_camera) {
            (Some(camera), None) => Camera::Perspective(camera),
            (None, Some(camera)) => Camera::Orthogonal(camera),
            _ => {
                return Err(check::refuse_view(
                    &view.title,
                    "no camera, or two",
                    "exactly one of perspective_camera and orthogonal_camera",
                ));
            }
        };
        let level = "unit vectors at right angles, and a level horizon";
        let camera = camera.shot().map_err(|found| check::refuse_view(&view.title, &found, level))?;
        Ok(Self {
            guid: view.guid,
            title: view.title,
            camera,
            target: view.target.scene(),
            on_foot: view.on_foot,
            clipping_planes: view.clipping_planes.into_iter().map(ClippingPlane::plane).collect(),
            choices: Some(view.choices),
            selection: view.selection,
            facility: view.facility,
            bundle_sha256: view.bundle_sha256,
        })
    }
}

/// A UUID of version 8 (RFC 9562, section 5.8) made of the SHA-256 of everything else in the view: the same view has the
/// same one wherever and whenever it is saved.
pub(super) fn guid(view: &SavedView) -> String {
    let nameless = SavedView { guid: String::new(), ..view.clone() };
    let json = Viewpoint::of(&nameless).and_then(|viewpoint| serde_json::to_vec(&viewpoint).ok());
    let hex = sha256(&json.unwrap_or_default());
    // The variant (binary 10) leaves two bits of its digit to the hash.
    let variant = match hex.as_bytes()[16] {
        b'0'..=b'3' => '8',
        b'4'..=b'7' => '9',
        b'8' | b'9' | b'a' | b'b' => 'a',
        _ => 'b',
    };
    format!("{}-{}-8{}-{variant}{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32])
}
