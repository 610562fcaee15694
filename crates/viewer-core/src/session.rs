//! A session: the published folder, what a person has chosen, and what follows from both.

mod apply;
mod click;
mod named;
mod play;

use crate::action::{Movement, Panel};
use crate::camera::{Flight, Rig, Steer};
use crate::choices::Choices;
use crate::incidents::Selected;
use crate::keys::CUT_M;
use crate::language::Language;
use crate::markers::Places;
use crate::measure::{self, Measured};
use crate::obstacles::Obstacles;
use crate::pick::Picker;
use crate::pose::Shot;
use crate::published::Published;
use crate::saved::Views;
use crate::search::{Found, Search};
use crate::section::Plane;
use crate::selection::Selection;
use crate::sight::Sight;
use crate::stamp::{Stamped, stamp};
use crate::timeline::Timeline;
use locus_publish::Bundle;
use play::Playing;
use std::collections::BTreeSet;

/// What the next click is for.
#[derive(Clone, Debug, Default)]
pub enum Tool {
    /// Pointing at things.
    #[default]
    Ask,
    /// Measuring: the points so far, at most two, and the result.
    Measure(Vec<measure::Point>, Option<Measured>),
    /// A line of sight: its ends so far, and what stands in it.
    Sight(Vec<[f64; 3]>, Option<Sight>),
}

/// Something that the window or the program around the session has to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Save the picture in the window.
    Screenshot,
    /// Save a still of 3840 x 2160.
    Still,
    /// Write [`Session::views`] to their file.
    SaveViews,
    /// Close the window.
    Quit,
}

/// A session.
pub struct Session {
    /// What was published; never changes.
    pub published: Published,
    /// What can be pointed at.
    pub picker: Picker,
    /// Incidents by time.
    pub timeline: Timeline,
    /// What is chosen.
    pub choices: Choices,
    /// How one moves, and where one is.
    pub rig: Rig,
    /// What was pointed at.
    pub selection: Option<Selection>,
    /// Incidents whose sensitive summary is open.
    pub unfolded: BTreeSet<String>,
    /// Text in the search field.
    pub query: String,
    /// What it finds.
    pub found: Vec<Found>,
    /// What the next click is for.
    pub tool: Tool,
    /// Panels that are open.
    pub panels: BTreeSet<Panel>,
    /// Saved and published views, and tours.
    pub views: Views,
    /// The view that was gone to last, until one moves away from it.
    pub view_name: Option<String>,
    /// What must be told of that view as long as it is shown.
    pub view_notice: Option<String>,
    /// Something to be told once.
    pub notice: Option<String>,
    /// Enlargement of the interface.
    pub scale: f32,
    /// Cut instead of flying.
    pub reduced_motion: bool,
    /// Width and height of the picture, pixels.
    pub viewport_px: [f64; 2],
    /// What the program around has to do; it takes them out.
    pub requests: Vec<Request>,
    search: Search,
    flight: Option<Flight>,
    playing: Option<Playing>,
    visible: Vec<bool>,
    obstacles: Obstacles,
    selected: Selected,
    places: Places,
    named: Places,
}

impl Session {
    /// A session that shows the whole place.
    pub fn new(published: Published, views: Views) -> Self {
        let bundle = &published.bundle;
        let choices = Choices::default();
        let visible = choices.filter.visible(bundle);
        let timeline = Timeline::new(&bundle.incidents);
        let search = Search::new(bundle);
        let selected = choices.incidents.select(bundle, &timeline, &search, &choices.filter);
        let (rig, view_name) = apply::home(bundle);
        Self {
            places: places(bundle, &selected),
            named: named(bundle),
            picker: Picker::new(&published.model),
            obstacles: Obstacles::new(bundle, &visible),
            selected,
            search,
            rig,
            timeline,
            choices,
            selection: None,
            unfolded: BTreeSet::new(),
            query: String::new(),
            found: Vec::new(),
            tool: Tool::Ask,
            panels: BTreeSet::from([Panel::Layers, Panel::Incidents]),
            views,
            view_name,
            view_notice: None,
            notice: None,
            scale: 1.0,
            reduced_motion: false,
            viewport_px: [1280.0, 800.0],
            requests: Vec::new(),
            flight: None,
            playing: None,
            visible,
            published,
        }
    }

    /// Which elements are shown, in the bundle's order.
    pub fn visible(&self) -> &[bool] {
        &self.visible
    }

    /// What one can bump into.
    pub fn obstacles(&self) -> &Obstacles {
        &self.obstacles
    }

    /// Which incidents are shown.
    pub fn selected(&self) -> &Selected {
        &self.selected
    }

    /// The chosen language.
    pub fn language(&self) -> Language {
        self.choices.language
    }

    /// Where the picture is taken from.
    pub fn shot(&self) -> Shot {
        match &self.flight {
            Some(flight) => flight.now(),
            None => self.rig.shot(),
        }
    }

    /// How one moves.
    pub fn movement(&self) -> Movement {
        match self.rig {
            Rig::Walk(_) => Movement::Walk,
            Rig::Orbit { .. } => Movement::Orbit,
            Rig::Plan { .. } => Movement::Plan,
        }
    }

    /// The picture's width over its height.
    pub fn aspect(&self) -> f64 {
        self.viewport_px[0] / self.viewport_px[1].max(1.0)
    }

    /// Height of the horizontal cut above the shown level's floor: chosen, or that of a plan.
    pub fn cut_m(&self) -> Option<f64> {
        self.choices.cut_m.or_else(|| (self.movement() == Movement::Plan).then_some(CUT_M))
    }

    /// The lines that every exported picture carries.
    pub fn stamp(&self) -> Vec<String> {
        let of = Stamped {
            bundle: &self.published.bundle,
            sha256: &self.published.sha256,
            choices: &self.choices,
            selected: &self.selected,
            cut_m: self.cut_m(),
            view: self.view_name.as_deref().filter(|_| self.flight.is_none()),
            notice: self.view_notice.as_deref(),
        };
        stamp(of, self.language())
    }

    /// Everything that cuts the model now.
    pub fn planes(&self) -> Vec<Plane> {
        let floor = self.floor_m();
        let horizontal = self.cut_m().map(|cut| Plane { point: [0.0, floor + cut, 0.0], normal: [0.0, 1.0, 0.0] });
        horizontal.into_iter().chain(self.choices.vertical_cut).collect()
    }

    /// The floor of the shown level, else of the lowest above ground or the lowest of all, metres.
    pub fn floor_m(&self) -> f64 {
        let levels = &self.published.bundle.levels;
        let shown = self.choices.filter.level.as_ref();
        let chosen = levels.iter().find(|level| shown == Some(&level.id));
        let ground = || levels.iter().filter(|level| level.ordinal >= 0).min_by_key(|level| level.ordinal);
        chosen.or_else(ground).or(levels.last()).map_or(0.0, |level| level.elevation_m)
    }

    /// The floor of a level, metres; the site's ground for one that is not known.
    pub fn elevation_m(&self, level: &str) -> f64 {
        let levels = &self.published.bundle.levels;
        levels.iter().find(|known| known.id == level).map_or(0.0, |level| level.elevation_m)
    }

    /// Whether clicks measure.
    pub fn is_measuring(&self) -> bool {
        matches!(self.tool, Tool::Measure(..))
    }

    /// Whether clicks set the ends of a sight line.
    pub fn is_sighting(&self) -> bool {
        matches!(self.tool, Tool::Sight(..))
    }

    /// Whether something moves by itself, so that pictures must follow each other.
    pub fn is_moving(&self) -> bool {
        self.flight.is_some() || self.playing.is_some()
    }

    /// Whether a tour is being played.
    pub fn is_touring(&self) -> bool {
        self.playing.is_some()
    }

    /// A name for the next saved view.
    pub fn next_view_name(&self) -> String {
        let taken = |name: &String| self.views.views.iter().any(|view| view.title == *name);
        let mut names = (1..).map(|n| format!("view-{n}"));
        names.find(|name| !taken(name)).unwrap_or_default()
    }

    /// The view after the one shown.
    pub fn next_view(&self) -> Option<String> {
        let titles: Vec<&String> = self.views.views.iter().map(|view| &view.title).collect();
        let at = titles.iter().position(|title| self.view_name.as_ref() == Some(title));
        titles.get(at.map_or(0, |at| (at + 1) % titles.len().max(1))).map(|title| (*title).clone())
    }

    /// Time passes: flies, plays, walks. Says whether the picture changes.
    pub fn tick(&mut self, seconds: f64, steer: &Steer) -> bool {
        let played = self.play(seconds);
        if let Some(flight) = &mut self.flight {
            if flight.advance(seconds) {
                self.flight = None;
            }
            return true;
        }
        let moved = self.rig.tick(seconds, steer, &self.obstacles);
        if moved {
            self.view_name = None;
        }
        moved || played
    }

    /// Drags the picture by fractions of its height.
    pub fn drag(&mut self, dx: f64, dy: f64) {
        self.flight = None;
        self.view_name = None;
        self.rig.drag(dx, dy);
    }

    /// Nearer (above 1) or farther, about a point of the picture.
    pub fn zoom(&mut self, factor: f64, at: [f64; 2]) {
        self.flight = None;
        self.view_name = None;
        self.rig.zoom(factor, at, self.aspect());
    }

    /// Derives again what follows from the choices.
    fn derive(&mut self) {
        let bundle = &self.published.bundle;
        let visible = self.choices.filter.visible(bundle);
        if visible != self.visible {
            self.obstacles = Obstacles::new(bundle, &visible);
            self.visible = visible;
        }
        self.selected = self.choices.incidents.select(bundle, &self.timeline, &self.search, &self.choices.filter);
        self.places = places(bundle, &self.selected);
    }

    /// Where the shown incidents are.
    pub(crate) fn places(&self) -> &Places {
        &self.places
    }

    /// Elements with a name or a key that a picture can carry.
    pub(crate) fn named(&self) -> &Places {
        &self.named
    }
}

fn places(bundle: &Bundle, selected: &Selected) -> Places {
    let placed = selected.placed.iter();
    Places::new(placed.filter_map(|&index| Some((index, bundle.incidents[index].position?))))
}

/// Areas and objects with a name; walls and openings carry none in a picture.
fn named(bundle: &Bundle) -> Places {
    let layers = ["rooms", "buildings", "yards", "objects"];
    let elements = bundle.elements.iter().enumerate();
    let named = elements.filter(|(_, e)| layers.contains(&e.layer.as_str()) && (e.name.is_some() || e.key.is_some()));
    Places::new(named.map(|(index, element)| (index, element.position)))
}
