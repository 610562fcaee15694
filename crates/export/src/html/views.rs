//! The views that every publication has: as cameras for the script, and a few as pictures for who cannot draw in three
//! dimensions.

mod frame;
mod paint;

use super::markup::{Markup, blocks_in_both, side_by_side, tag, void};
use super::scene::jpeg_uri;
use super::words;
use crate::{ExportError, Facility};
use locus_publish::BundleElement;
use locus_viewer_core::action::{Action, Movement};
use locus_viewer_core::choices::Choices;
use locus_viewer_core::labels;
use locus_viewer_core::language::Language;
use locus_viewer_core::pose::Shot;
use locus_viewer_core::saved::{SavedView, Views};
use locus_viewer_core::selection::Selection;
use locus_viewer_core::session::Session;
use locus_viewer_core::stamp::{Stamped, stamp};
use serde_json::{Value, json};

/// Pictures of a page at most: a page that is too large to be sent is read by nobody. How many are left out is said.
const PICTURES: usize = 8;
/// Width and height of a picture, pixels.
const SIZE_PX: [u32; 2] = [960, 540];
/// JPEG quality.
const QUALITY: u8 = 82;

/// A view that can be gone to by its name.
pub struct View {
    /// `overview`, `walk:corridor`.
    pub title: String,
    /// From where.
    shot: Shot,
    /// Whether one stands there.
    on_foot: bool,
    /// The place one stands in, by its index in the bundle's elements.
    place: Option<usize>,
}

/// The views of the publication, then each building that has rooms from near, then inside every room and yard that is shown
/// first: those where incidents happened before the others.
pub fn all(facility: &Facility) -> Vec<View> {
    let bundle = facility.bundle();
    let published = bundle.views.iter().map(|view| View {
        title: view.name.clone(),
        shot: SavedView::published_shot(view),
        on_foot: false,
        place: None,
    });
    let mut views: Vec<View> = published.collect();
    let mut session = Session::new(facility.published.clone(), Views::default());
    session.reduced_motion = true;
    let shown = session.visible().to_vec();
    views.extend(from_near(&mut session));
    let mut places: Vec<(usize, &BundleElement)> = bundle.elements.iter().enumerate().collect();
    places.retain(|(index, e)| shown[*index] && (e.layer == "rooms" || e.layer == "yards"));
    let happened = |e: &BundleElement| bundle.incidents.iter().any(|i| i.place_id.as_ref() == Some(&e.id));
    places.sort_by_key(|(_, e)| (!happened(e), e.id.as_str()));
    for (index, element) in places {
        let title = format!("walk:{}", element.key.as_deref().unwrap_or(&element.id));
        session.apply(Action::GoTo(title.clone()));
        if session.movement() == Movement::Walk && session.view_name.as_ref() == Some(&title) {
            views.push(View { title, shot: session.shot(), on_foot: true, place: Some(index) });
        }
    }
    views
}

/// The buildings with rooms, each as the viewer shows it who goes there.
fn from_near(session: &mut Session) -> Vec<View> {
    let bundle = session.published.bundle.clone();
    let mut views = Vec::new();
    for area in bundle.levels.iter().flat_map(|level| super::plan::areas(&bundle, level)) {
        let Some(building) = area.of else { continue };
        session.apply(Action::Home);
        session.apply(Action::FlyTo(Selection::Element(building.id.clone())));
        let place = bundle.elements.iter().position(|element| element.id == building.id);
        let title = format!("near:{}", building.key.as_deref().unwrap_or(&building.id));
        views.push(View { title, shot: session.shot(), on_foot: false, place });
    }
    views
}

/// The cameras, as the script reads them: scene metres and radians.
pub fn cameras(views: &[View]) -> Vec<Value> {
    let camera = |view: &View| {
        json!({"title": view.title, "eye": view.shot.pose.eye, "yaw": view.shot.pose.yaw, "pitch": view.shot.pose.pitch,
            "walk": view.on_foot})
    };
    views.iter().map(camera).collect()
}

/// What a view is called.
pub fn title(facility: &Facility, view: &View, language: Language) -> String {
    let place = view.place.and_then(|index| labels::name(&facility.bundle().elements[index], language));
    let from = if view.on_foot { words::WALK } else { words::NEAR };
    place.map_or_else(|| view.title.clone(), |place| format!("{}: {place}", from.of(language)))
}

/// The pictures, each with what the viewer would stamp on it.
///
/// # Errors
/// [`ExportError::Compose`] where a picture cannot be encoded.
pub fn pictures(facility: &Facility, views: &[View]) -> Result<Markup, ExportError> {
    let scene = paint::Scene::new(facility);
    let session = Session::new(facility.published.clone(), Views::default());
    let mut figures = Vec::new();
    for view in views.iter().take(PICTURES) {
        let picture = jpeg_uri(&paint::picture(&scene, &view.shot, SIZE_PX), QUALITY)?;
        figures.push(figure(facility, &session, view, &picture));
    }
    let [shown, all] = [figures.len(), views.len()].map(|n| n.to_string());
    let are = super::markup::in_both(|l| words::VIEWS_ARE.with(l, &[("shown", &shown), ("all", &all)]).into());
    Ok([tag("p", &[], are), tag("div", &[("class", "pictures")], figures)].into())
}

fn figure(facility: &Facility, session: &Session, view: &View, picture: &str) -> Markup {
    let choices = Choices::default();
    let stamped = Stamped {
        bundle: facility.bundle(),
        sha256: &facility.published.sha256,
        choices: &choices,
        selected: session.selected(),
        cut_m: None,
        view: Some(&view.title),
        notice: None,
    };
    let caption = blocks_in_both(|language| {
        let name = tag("p", &[("class", "name")], title(facility, view, language));
        [name, tag("p", &[("class", "stamp")], stamp(stamped, language).join(" · "))].into()
    });
    let alt = side_by_side(|language| title(facility, view, language));
    let [width, height] = SIZE_PX.map(|side| side.to_string());
    let attributes = [("src", picture), ("alt", &alt), ("width", &width), ("height", &height)];
    tag("figure", &[], [void("img", &attributes), tag("figcaption", &[], caption)])
}
