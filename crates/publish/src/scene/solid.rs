//! From elements to solids.

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
        let mut told: Vec<&Element> = inputs.plan.elements.iter().filter(|e| story.tells(e)).collect();
        told.sort_by(|a, b| a.id.cmp(&b.id));
        let (mut walls, mut index) = (Vec::new(), BTreeMap::new());
        for element in told.iter().filter(|e| e.kind.is_line()) {
            let half = dimensions::thickness(element, inputs.case).map_or(0.0, |d| 0.5 * d.metres);
            let group = format!("{} {}", if element.kind == Kind::Road { "road" } else { "wall" }, element.level);
            if let Some(line) = WallLine::new(&vertices(inputs, element), half, group) {
                index.insert(element.id.as_str(), walls.len());
                walls.push(line);
            }
        }
        let joints = Joints::of(&walls);
        Self { inputs, told, walls, index, joints }
    }

    /// The solid of an element and how it is painted; `None`, with a note, where there is nothing to show.
    pub fn solid(&self, element: &Element, notes: &mut Notes) -> Option<(Mesh, Surface)> {
        let (mesh, surface) = match element.kind {
            Kind::Wall | Kind::Fence => (self.wall(element, notes)?, Surface::Solid),
            Kind::Road => (self.road(element)?, Surface::Floor),
            Kind::Room => (self.floor(element, FLOOR_TOP_M), Surface::Floor),
            Kind::Yard => (self.floor(element, YARD_TOP_M), Surface::Floor),
            Kind::Building if self.is_furnished(element) => (self.floor(element, BUILDING_TOP_M), Surface::Floor),
            Kind::Building | Kind::Tower | Kind::Object => (self.upright(element), Surface::Solid),
            Kind::Door => (self.panel(element), Surface::Solid),
            Kind::Gate | Kind::Window => (self.panel(element), Surface::Pane),
            // A label is writing on a sheet, not a thing.
            Kind::Label => return None,
        };
        if mesh.indices.is_empty() {
            notes.add(left_out(element, "it is too small to be shown in the model"));
            return None;
        }
        Some((mesh, surface))
    }

    fn base(&self, element: &Element) -> f64 {
        elevation(self.inputs, Some(&element.level))
    }

    fn height(&self, element: &Element) -> f64 {
        dimensions::height(element, self.inputs.case).map_or(0.0, |d| d.metres)
    }

    fn wall(&self, element: &Element, notes: &mut Notes) -> Option<Mesh> {
        let Some(index) = self.index.get(element.id.as_str()).copied() else {
            notes.add(left_out(element, "it is too short to be shown in the model"));
            return None;
        };
        let openings = self.told.iter().filter(|o| o.kind.is_opening() && o.host.as_deref() == Some(&element.id));
        let cuts: Vec<Cut> = openings.filter_map(|opening| self.cut(opening, index, notes)).collect();
        Some(wall::solid(&self.walls, index, &self.joints, &cuts, self.base(element), self.height(element)))
    }

    fn cut(&self, opening: &Element, index: usize, notes: &mut Notes) -> Option<Cut> {
        let line = vertices(self.inputs, opening);
        if self.walls[index].is_closed_by(&line) {
            return None;
        }
        let sill = dimensions::sill(opening, self.inputs.case).map_or(0.0, |d| d.metres);
        let head = sill + self.height(opening);
        let laid = cut::lay(&line, &self.walls[index].points, sill, head);
        let fitted = laid.and_then(|cut| wall::fitted(&self.walls, index, &self.joints, cut));
        if fitted.is_none() {
            notes.add(left_out(opening, "its wall leaves no room for it; the wall is not cut in the model"));
        }
        fitted
    }

    fn road(&self, element: &Element) -> Option<Mesh> {
        let index = self.index.get(element.id.as_str()).copied()?;
        let base = self.base(element) + FLOOR_BOTTOM_M;
        Some(wall::solid(&self.walls, index, &self.joints, &[], base, YARD_TOP_M - FLOOR_BOTTOM_M))
    }

    fn floor(&self, element: &Element, top: f64) -> Mesh {
        let base = self.base(element);
        self.outline(element).map_or_else(Mesh::default, |area| prism(&area, base + FLOOR_BOTTOM_M, base + top))
    }

    fn upright(&self, element: &Element) -> Mesh {
        let base = self.base(element);
        self.outline(element).map_or_else(Mesh::default, |area| prism(&area, base, base + self.height(element)))
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
    fn panel(&self, element: &Element) -> Mesh {
        let line = vertices(self.inputs, element);
        let (Some(from), Some(to)) = (line.first(), line.last()) else { return Mesh::default() };
        let base = self.base(element);
        let head = self.height(element);
        match element.kind {
            Kind::Door => {
                let host = element.host.as_deref().and_then(|id| self.index.get(id));
                let half = host.map_or(0.5 * self.inputs.case.defaults.wall_thickness_m, |i| self.walls[*i].half_m);
                beam(*from, *to, half, base, base + THRESHOLD_M)
            }
            Kind::Window => {
                let sill = dimensions::sill(element, self.inputs.case).map_or(0.0, |d| d.metres);
                beam(*from, *to, PANE_HALF_M, base + sill, base + sill + head)
            }
            _ => beam(*from, *to, PANE_HALF_M, base, base + head.min(GATE_PANEL_M)),
        }
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
