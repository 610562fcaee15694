//! What each wish does.

use super::{Request, Session, Tool};
use crate::action::{Action, Movement, Panel};
use crate::camera::{Flight, Rig};
use crate::pose::Shot;
use crate::saved::SavedView;
use crate::section::Plane;
use crate::selection::Selection;
use locus_publish::{Bundle, BundleShape};
use std::collections::BTreeSet;

/// How long a flight may take, seconds.
const FLIGHT_S: f64 = 0.9;
/// How many results a search lists.
const FOUND: usize = 50;
/// Enlargements of the interface.
const SCALES: [f32; 6] = [0.8, 1.0, 1.25, 1.5, 1.75, 2.0];

impl Session {
    /// Does what is wished.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Move(movement) => self.move_by(movement),
            Action::Select(selection) => self.selection = selection,
            Action::FlyTo(selection) => self.fly_to(selection),
            Action::Home => self.go_home(),
            Action::LevelStep(step) => self.step_level(step),
            Action::Language(language) => self.choices.language = language,
            Action::Doubt(channels) => self.choices.doubt = channels,
            Action::GroundOpacity(opacity) => self.choices.ground_opacity = opacity.clamp(0.0, 1.0),
            Action::SheetOpacity(opacity) => self.choices.sheet_opacity = opacity.clamp(0.0, 1.0),
            Action::Sheet(id, shown) => put(&mut self.choices.sheets, id, shown),
            Action::AllSheets(shown) => self.choices.sheets = self.all_sheets(shown),
            Action::Strokes(account, shown) => put(&mut self.choices.strokes, account, shown),
            Action::AllStrokes(shown) => self.choices.strokes = self.all_drawers(shown),
            Action::Pins(shown) => self.choices.pins = shown,
            Action::Cut(height) => self.choices.cut_m = height,
            Action::VerticalCut(on) => self.choices.vertical_cut = on.then(|| self.cut_ahead()),
            Action::Unfold(id, open) => put(&mut self.unfolded, id, open),
            Action::Search(query) => self.search_for(query),
            Action::Measure(on) => self.tool = if on { Tool::Measure(Vec::new(), None) } else { Tool::Ask },
            Action::Sight(on) => self.tool = if on { Tool::Sight(Vec::new(), None) } else { Tool::Ask },
            Action::Click(at) => self.click(at),
            Action::SaveView(title) => self.save_view(title),
            Action::GoTo(title) => self.go_to(&title),
            Action::Tour(title) => self.start_tour(title.as_deref()),
            Action::Screenshot => self.requests.push(Request::Screenshot),
            Action::Still => self.requests.push(Request::Still),
            Action::Quit => self.requests.push(Request::Quit),
            Action::Panel(panel, open) => put(&mut self.panels, panel, open),
            Action::Scale(step) => self.scale = scaled(self.scale, step),
            Action::ReducedMotion(on) => self.reduced_motion = on,
            Action::Escape => self.let_go(),
            other => self.filter_by(other),
        }
    }

    /// The wishes that change what is shown of the plan and of the incidents.
    fn filter_by(&mut self, action: Action) {
        let filter = &mut self.choices.filter;
        match action {
            Action::Level(level) => filter.level = level,
            Action::Only(only) => filter.only = only,
            Action::Basis(basis, shown) => put(&mut filter.hidden_bases, basis, !shown),
            Action::Layer(layer, shown) => put(&mut filter.hidden_layers, layer, !shown),
            Action::Hypothesis { about, name } => {
                filter.hypotheses.insert(about, name);
            }
            Action::Incidents(chosen) => self.choices.incidents = chosen,
            _ => return,
        }
        self.derive();
    }

    fn move_by(&mut self, movement: Movement) {
        self.flight = None;
        self.view_name = None;
        self.rig = match movement {
            Movement::Walk => self.rig.to_walk(&self.obstacles),
            Movement::Orbit => self.rig.to_orbit(),
            Movement::Plan => self.rig.to_plan(),
        };
    }

    /// Flies so that the thing fills a good part of the picture; a thing without a place is only pointed at.
    fn fly_to(&mut self, selection: Selection) {
        let around = self.around(&selection);
        self.selection = Some(selection);
        let Some((centre, radius_m)) = around else { return };
        let from = self.shot();
        self.view_name = None;
        self.rig = match self.rig {
            Rig::Plan { yaw, .. } => Rig::over(centre, 4.0 * radius_m, yaw),
            _ => Rig::around(centre, radius_m, from.pose.yaw),
        };
        self.fly(from);
    }

    fn go_home(&mut self) {
        let from = self.shot();
        (self.rig, self.view_name) = home(&self.published.bundle);
        self.view_notice = None;
        self.fly(from);
    }

    pub(super) fn fly(&mut self, from: Shot) {
        let seconds = if self.reduced_motion { 0.0 } else { FLIGHT_S };
        self.flight = (seconds > 0.0).then(|| Flight::new(from, self.rig.shot(), seconds));
    }

    /// Where a thing is, and how far it reaches, metres.
    fn around(&self, selection: &Selection) -> Option<([f64; 3], f64)> {
        let bundle = &self.published.bundle;
        match selection {
            Selection::Element(id) => {
                let element = bundle.elements.iter().find(|element| element.id == *id)?;
                Some((element.position, element.shape.as_ref().map_or(3.0, |shape| reach(shape, element.position))))
            }
            Selection::Incident(id) => {
                let incident = bundle.incidents.iter().find(|incident| incident.id == *id)?;
                Some((incident.position?, incident.radius95_m.unwrap_or(3.0).clamp(3.0, 60.0)))
            }
            Selection::Sheet(id) => {
                let sheet = bundle.sheets.iter().find(|sheet| sheet.id == *id)?;
                let count = sheet.paper.len().max(1) as f64;
                let [x, z] = [0, 1].map(|i| sheet.paper.iter().map(|p| p[i]).sum::<f64>() / count);
                let radius = sheet.paper.iter().map(|p| (p[0] - x).hypot(p[1] - z)).fold(1.0, f64::max);
                Some(([x, 0.0, z], radius))
            }
        }
    }

    fn step_level(&mut self, step: i32) {
        let levels = &self.published.bundle.levels;
        let shown = self.choices.filter.level.as_ref();
        let at = levels.iter().position(|level| shown == Some(&level.id));
        let next = match at {
            Some(at) => at.saturating_add_signed(step as isize).min(levels.len().saturating_sub(1)),
            None if step > 0 => 0,
            None => levels.len().saturating_sub(1),
        };
        self.choices.filter.level = levels.get(next).map(|level| level.id.clone());
        self.derive();
    }

    fn search_for(&mut self, query: String) {
        self.found = self.search.find(&query, FOUND);
        self.query = query;
    }

    /// A vertical plane across the line of sight, through what one looks at; what is nearer is cut away.
    fn cut_ahead(&self) -> Plane {
        let shot = self.shot();
        let forward = [shot.pose.yaw.sin(), 0.0, -shot.pose.yaw.cos()];
        let point = match self.rig {
            Rig::Orbit { target, .. } => target,
            Rig::Plan { centre: [x, z], .. } => [x, 0.0, z],
            Rig::Walk(_) => std::array::from_fn(|i| shot.pose.eye[i] + 4.0 * forward[i]),
        };
        Plane { point, normal: forward.map(|d| -d) }
    }

    fn all_sheets(&self, shown: bool) -> BTreeSet<String> {
        let sheets = self.published.bundle.sheets.iter().filter(|_| shown);
        sheets.map(|sheet| sheet.id.clone()).collect()
    }

    fn all_drawers(&self, shown: bool) -> BTreeSet<String> {
        let sheets = self.published.bundle.sheets.iter().filter(|_| shown);
        sheets.map(|sheet| sheet.account.clone()).collect()
    }

    /// The innermost thing that is being done ends.
    fn let_go(&mut self) {
        if self.panels.remove(&Panel::Help) || self.playing.take().is_some() || self.notice.take().is_some() {
            return;
        }
        if matches!(self.tool, Tool::Ask) {
            self.selection = None;
        }
        self.tool = Tool::Ask;
    }
}

/// The first published view and its name, else a look at the origin.
pub(super) fn home(bundle: &Bundle) -> (Rig, Option<String>) {
    match bundle.views.first() {
        Some(view) => (Rig::from_shot(&SavedView::published_shot(view), view.target), Some(view.name.clone())),
        None => (Rig::around([0.0; 3], 50.0, 0.0), None),
    }
}

fn put<T: Ord>(set: &mut BTreeSet<T>, item: T, present: bool) {
    if present {
        set.insert(item);
    } else {
        set.remove(&item);
    }
}

fn scaled(scale: f32, step: i32) -> f32 {
    let at = SCALES.iter().position(|&s| s >= scale).unwrap_or(1);
    match step {
        0 => 1.0,
        _ => SCALES[at.saturating_add_signed(step as isize).min(SCALES.len() - 1)],
    }
}

/// The distance from the middle to the farthest vertex, metres, at least 1.
fn reach(shape: &BundleShape, [x, _, z]: [f64; 3]) -> f64 {
    let vertices = shape.line.iter().chain(shape.rings.iter().flatten()).chain(&shape.point);
    vertices.map(|v| (v[0] - x).hypot(v[1] - z)).fold(1.0, f64::max)
}
