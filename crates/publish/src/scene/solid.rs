//! From elements to solids.

mod shape;

use super::cut::{self, Cut};
use super::material::Surface;
use super::mesh::Mesh;
use super::prism::{beam, prism, square};
use super::wall::{self, Joints, WallLine};
use super::{Story, elevation, local};
use crate::notes::Notes;
use crate::{Inputs, dimensions};
use geo::{BoundingRect, Contains, Coord, Distance, Euclidean, LineString, Point, Polygon};
use locus_model::{Element, Form, Kind, Note, NoteKind};
use std::collections::BTreeMap;

/// Floors reach this far above and below their level, metres: visible above the ground, below every threshold.
const FLOOR_TOP_M: f64 = 0.01;
const FLOOR_BOTTOM_M: f64 = -0.06;
/// Yards, roads and building floors lie under the floors of rooms.
const YARD_TOP_M: f64 = 0.0;
const BUILDING_TOP_M: f64 = 0.005;
const THRESHOLD_M: f64 = 0.02;
const PANE_HALF_M: f64 = 0.01;
/// Gates are drawn as a low panel: what is behind them stays visible.
const GATE_PANEL_M: f64 = 1.0;
/// A wall whose middle lies this close to an outline (metres) is a wall of that building.
const ON_OUTLINE_M: f64 = 0.5;

/// From where to where an element is drawn, metres above scene zero, and how it is painted.
#[derive(Clone, Copy)]
pub struct Profile {
    low_m: f64,
    high_m: f64,
    /// Its paint.
    pub surface: Surface,
}

/// Builds the elements of one story, each with its neighbours in mind.
pub struct Builder<'a> {
    inputs: &'a Inputs<'a>,
    told: Vec<&'a Element>,
    walls: Vec<WallLine>,
    index: BTreeMap<&'a str, usize>,
    joints: Joints,
}

impl<'a> Builder<'a> {
    /// Lays out the walls of a story and joins them.
    pub fn new(inputs: &'a Inputs<'a>, story: Story) -> Self {
        let mut told: Vec<&Element> = inputs.plan().elements.iter().filter(|e| story.tells(e)).collect();
        told.sort_by(|a, b| a.id.cmp(&b.id));
        let (mut walls, mut index) = (Vec::new(), BTreeMap::new());
        for element in told.iter().filter(|e| e.kind.is_line()) {
            let half = dimensions::thickness(element, inputs.case()).map_or(0.0, |d| 0.5 * d.metres);
            let group = format!("{} {}", if element.kind == Kind::Road { "road" } else { "wall" }, element.level);
            if let Some(line) = WallLine::new(&vertices(inputs, element), half, group) {
                index.insert(element.id.as_str(), walls.len());
                walls.push(line);
            }
        }
        let joints = Joints::of(&walls);
        Self { inputs, told, walls, index, joints }
    }

    /// From where to where an element is drawn, and how it is painted; `None` where it is no thing.
    pub fn profile(&self, element: &Element) -> Option<Profile> {
        let (height, sill) = (self.height(element), self.sill(element));
        let (low, high, surface) = match element.kind {
            Kind::Wall | Kind::Fence | Kind::Tower | Kind::Object => (0.0, height, Surface::Solid),
            Kind::Road | Kind::Yard => (FLOOR_BOTTOM_M, YARD_TOP_M, Surface::Floor),
            Kind::Room => (FLOOR_BOTTOM_M, FLOOR_TOP_M, Surface::Floor),
            Kind::Building if self.is_furnished(element) => (FLOOR_BOTTOM_M, BUILDING_TOP_M, Surface::Floor),
            Kind::Building => (0.0, height, Surface::Solid),
            Kind::Door => (0.0, THRESHOLD_M, Surface::Solid),
            Kind::Gate => (0.0, height.min(GATE_PANEL_M), Surface::Pane),
            Kind::Window => (sill, sill + height, Surface::Pane),
            // A label is writing on a sheet, not a thing.
            Kind::Label => return None,
        };
        let base = self.base(element);
        Some(Profile { low_m: base + low, high_m: base + high, surface })
    }

    /// The solid of an element; `None`, with a note, where there is nothing to show.
    pub fn solid(&self, element: &Element, profile: Profile, notes: &mut Notes) -> Option<Mesh> {
        let Profile { low_m, high_m, .. } = profile;
        let mesh = match element.kind {
            Kind::Wall | Kind::Fence => self.wall(element, profile, notes)?,
            Kind::Road => {
                let index = self.index.get(element.id.as_str()).copied()?;
                wall::solid(&self.walls, index, &self.joints, &[], low_m, high_m - low_m)
            }
            kind if kind.is_opening() => self.panel(element, profile),
            _ => self.outline(element).map_or_else(Mesh::default, |area| prism(&area, low_m, high_m)),
        };
        if mesh.indices.is_empty() {
            notes.add(left_out(element, "it is too small to be shown in the model"));
            return None;
        }
        Some(mesh)
    }

    fn base(&self, element: &Element) -> f64 {
        elevation(self.inputs, Some(&element.level))
    }

    fn height(&self, element: &Element) -> f64 {
        dimensions::height(element, self.inputs.case()).map_or(0.0, |d| d.metres)
    }

    fn sill(&self, element: &Element) -> f64 {
        dimensions::sill(element, self.inputs.case()).map_or(0.0, |d| d.metres)
    }

    fn wall(&self, element: &Element, profile: Profile, notes: &mut Notes) -> Option<Mesh> {
        let Some(index) = self.index.get(element.id.as_str()).copied() else {
            notes.add(left_out(element, "it is too short to be shown in the model"));
            return None;
        };
        let mut cuts = Vec::new();
        for (opening, cut) in self.cuts(element, index) {
            match cut {
                Some(cut) => cuts.push(cut),
                None => {
                    notes.add(left_out(opening, "its wall leaves no room for it; the wall is not cut in the model"));
                }
            }
        }
        Some(wall::solid(&self.walls, index, &self.joints, &cuts, profile.low_m, self.height(element)))
    }

    /// The openings of a wall, each with what it takes away: `None` where the wall leaves no room for it. One that
    /// stands in the gap between the ends of the wall takes nothing away and is not among them.
    fn cuts(&self, wall: &Element, index: usize) -> impl Iterator<Item = (&'a Element, Option<Cut>)> {
        let openings = self.told.iter().copied().filter(|o| o.kind.is_opening());
        openings.filter(|o| o.host.as_deref() == Some(&wall.id)).filter_map(move |opening| {
            let line = vertices(self.inputs, opening);
            if self.walls[index].is_closed_by(&line) {
                return None;
            }
            let sill = self.sill(opening);
            let laid = cut::lay(&line, &self.walls[index].points, sill, sill + self.height(opening));
            Some((opening, laid.and_then(|cut| wall::fitted(&self.walls, index, &self.joints, cut))))
        })
    }

    /// What an area or a spot covers, metres from the anchor.
    fn outline(&self, element: &Element) -> Option<Polygon> {
        match element.shape.geometry().map(|c| local(self.inputs, c)) {
            Form::Area(area) => Some(area),
            Form::Point(p) => dimensions::side(element).map(|d| square(p.0, d.metres)),
            Form::Line(_) => None,
        }
    }

    /// What stands in an opening, so that it can be seen and picked: a threshold, a pane, a low panel.
    fn panel(&self, element: &Element, profile: Profile) -> Mesh {
        let line = vertices(self.inputs, element);
        let (Some(from), Some(to)) = (line.first(), line.last()) else { return Mesh::default() };
        beam(*from, *to, self.panel_half(element), profile.low_m, profile.high_m)
    }

    /// Half the thickness of what stands in an opening, metres: a threshold fills its wall.
    fn panel_half(&self, element: &Element) -> f64 {
        if element.kind != Kind::Door {
            return PANE_HALF_M;
        }
        let host = element.host.as_deref().and_then(|id| self.index.get(id));
        host.map_or(0.5 * self.inputs.case().defaults.wall_thickness_m, |i| self.walls[*i].half_m)
    }

    /// Whether rooms or walls inside a building tell what it looked like; then a shell would hide them.
    fn is_furnished(&self, building: &Element) -> bool {
        let Form::Area(outline) = building.shape.geometry() else { return false };
        let inside = |e: &&&Element| match (e.kind, middle(e)) {
            (Kind::Room, Some(at)) => outline.contains(&at),
            (Kind::Wall, Some(at)) => {
                outline.contains(&at) || Euclidean.distance(&at, outline.exterior()) < ON_OUTLINE_M
            }
            _ => false,
        };
        self.told.iter().find(inside).is_some()
    }
}

fn vertices(inputs: &Inputs, element: &Element) -> Vec<Coord> {
    element.shape.geometry().vertices().into_iter().map(|c| local(inputs, c)).collect()
}

fn middle(element: &Element) -> Option<Point> {
    LineString::new(element.shape.geometry().vertices()).bounding_rect().map(|r| Point::from(r.center()))
}

fn left_out(element: &Element, message: &str) -> Note {
    let remedy = "Compare its strokes on the sheets, and correct the tracing where it is wrong.";
    Note::new(NoteKind::LeftOut, format!("{}:{}", element.kind.as_str(), element.id), message, remedy)
}
