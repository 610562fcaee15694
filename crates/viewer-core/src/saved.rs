//! Views and tours that people save, kept in `views.json` in a form close to the viewpoints of the BIM Collaboration Format.

mod bcf;
mod check;
mod file;
mod notice;

pub use file::{FILE, FORMAT, FORMAT_VERSION};

use crate::action::Movement;
use crate::camera::{FOV_Y, Rig};
use crate::choices::Choices;
use crate::language::Language;
use crate::pose::{Pose, Projection, Shot};
use crate::published::Published;
use crate::section::Plane;
use crate::selection::Selection;
use crate::session::Session;
use locus_model::Text;
use locus_publish::BundleView;
use serde::{Deserialize, Serialize};

/// Who stands looks at what is this far ahead, metres.
const AHEAD_M: f64 = 4.0;

/// What was shown, and from where.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedView {
    /// Follows from everything else in the view; empty for a view of the publication.
    pub guid: String,
    /// What it is called and gone to by.
    pub title: String,
    /// Where the picture is taken from.
    pub camera: Shot,
    /// What it turns around, or looks at, scene metres.
    pub target: [f64; 3],
    /// Whether it was taken on foot.
    pub on_foot: bool,
    /// What was cut away, for other programs; this viewer cuts as `choices` say.
    pub clipping_planes: Vec<Plane>,
    /// What was chosen; absent for a view of the publication, which is a camera alone.
    pub choices: Option<Choices>,
    /// What was pointed at.
    pub selection: Option<Selection>,
    /// Id of the facility.
    pub facility: String,
    /// SHA-256 of the `bundle.json` it was saved of, lower-case hex.
    pub bundle_sha256: String,
}

/// Views shown one after another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tour {
    /// What it is called.
    pub title: String,
    /// In order.
    pub stops: Vec<Stop>,
}

/// One view of a tour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// The title of a saved or published view.
    pub view: String,
    /// How long it is shown.
    pub seconds: f64,
    /// What is said there, by language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
}

/// Everything saved, after the views of the publication.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Views {
    /// Views, each with a title of its own.
    pub views: Vec<SavedView>,
    /// Tours, each with a title of its own.
    pub tours: Vec<Tour>,
}

impl Views {
    /// The view of that title.
    pub fn view(&self, title: &str) -> Option<&SavedView> {
        self.views.iter().find(|view| view.title == title)
    }
}

impl SavedView {
    /// What a session shows now, under a title.
    pub fn of(session: &Session, title: String) -> Self {
        let camera = bcf::kept(&session.shot());
        let forward = camera.pose.forward();
        let target = match session.rig {
            Rig::Orbit { target, .. } => target,
            Rig::Plan { centre: [x, z], .. } => [x, session.floor_m(), z],
            Rig::Walk(_) => std::array::from_fn(|i| camera.pose.eye[i] + AHEAD_M * forward[i]),
        };
        Self {
            guid: String::new(),
            title,
            camera,
            target,
            on_foot: session.movement() == Movement::Walk,
            clipping_planes: session.planes(),
            choices: Some(session.choices.clone()),
            selection: session.selection.clone(),
            facility: session.published.bundle.case.id.clone(),
            bundle_sha256: session.published.sha256.clone(),
        }
        .identified()
    }

    /// A view of the publication.
    pub fn published(view: &BundleView, published: &Published) -> Self {
        Self {
            guid: String::new(),
            title: view.name.clone(),
            camera: Self::published_shot(view),
            target: view.target,
            on_foot: false,
            clipping_planes: Vec::new(),
            choices: None,
            selection: None,
            facility: published.bundle.case.id.clone(),
            bundle_sha256: published.sha256.clone(),
        }
    }

    /// The camera of a view of the publication.
    pub fn published_shot(view: &BundleView) -> Shot {
        Shot { pose: Pose::looking_at(view.eye, view.target), projection: Projection::Perspective { fov_y: FOV_Y } }
    }

    /// [`SavedView::notice_for`] what is open.
    pub fn notice(&self, published: &Published, language: Language) -> Option<String> {
        self.notice_for(&published.bundle, &published.sha256, language)
    }

    /// The same with the guid that follows from it.
    fn identified(self) -> Self {
        Self { guid: file::guid(&self), ..self }
    }
}

#[cfg(test)]
mod tests;
