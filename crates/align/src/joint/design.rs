//! How memory errs on the sheets of one voice: a column a parameter, a row an easting or northing.

use super::State;
use super::field;
use super::memory::{LENGTH, VOICE_SHARE};
use super::voice::{mean_extent, sheet_extent, square};
use geo::Coord;
use locus_model::{Group, Network, NetworkSheet};
use nalgebra::DMatrix;
use std::collections::BTreeMap;

/// What a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Shift, turn and scale of the sheet.
    Frame,
    /// One axis longer than the other, leaning.
    Stretch,
    /// The smooth field.
    Warp,
    /// A building displaced.
    Unit,
    /// A building turned or resized.
    Turn,
    /// A wall displaced.
    Wall,
    /// The hand's error of each vertex; no parameter but the noise.
    Hand,
}

/// One parameter: its mean is 0.
pub(super) struct Column {
    pub role: Role,
    pub variance: f64,
    /// Whether it is about a part of what the voice shows: one building or wall, or one interior of several.
    pub local: bool,
    /// Rows, and how they grow with the parameter; a row that is named twice grows by both.
    pub entries: Vec<(usize, f64)>,
}

/// The columns of a design matrix in the making.
pub(super) struct Design {
    of_sites: bool,
    /// Whether the columns of a sheet are its own business: interiors that a voice draws apart from each other.
    apart: bool,
    /// Variance left to each sheet itself where a voice has several.
    own: f64,
    columns: Vec<Column>,
    /// The field of each sheet, for the part that all sheets of the voice share.
    fields: Vec<DMatrix<f64>>,
}

impl Design {
    /// The columns of some sheets of one voice, given the first row of each, and the first column of each unit of each.
    pub fn of(
        network: &Network,
        state: &State,
        of_sites: bool,
        sheets: &[usize],
        first: &[usize],
    ) -> (Vec<Column>, Vec<Vec<usize>>) {
        let shown = sheets.iter().flat_map(|&s| &network.sheets[s].vertices).map(|v| state.points[v.point]);
        let shown: Vec<Coord> = shown.collect();
        let middle = shown.iter().fold(Coord::zero(), |sum, &p| sum + p / shown.len() as f64);
        let common = mean_extent(network, sheets);
        let mut design = Self::new(of_sites, sheets.len() > 1);
        let of = |(&s, &first)| design.sheet(&network.sheets[s], state, s, first, middle, common);
        let units = sheets.iter().zip(first).map(of).collect();
        (design.finish(network, state, sheets, first, common), units)
    }

    fn new(of_sites: bool, several: bool) -> Self {
        let own = if several { 1.0 - VOICE_SHARE } else { 1.0 };
        Self { of_sites, apart: several && !of_sites, own, columns: vec![], fields: vec![] }
    }

    fn add(&mut self, role: Role, variance: f64, entries: impl IntoIterator<Item = (usize, f64)>) {
        let local = self.apart || matches!(role, Role::Unit | Role::Turn | Role::Wall);
        self.columns.push(Column { role, variance, local, entries: entries.into_iter().collect() });
    }

    /// The same factor for eastings and for northings, a column each.
    fn add_both(&mut self, role: Role, variance: f64, first: usize, factor: &[(usize, f64)]) {
        for axis in 0..2 {
            self.add(role, variance, factor.iter().map(|&(v, f)| (first + 2 * v + axis, f)));
        }
    }

    /// Everything that is one sheet's own; the first column of each unit.
    fn sheet(
        &mut self,
        sheet: &NetworkSheet,
        state: &State,
        s: usize,
        first: usize,
        middle: Coord,
        common: f64,
    ) -> Vec<usize> {
        let size = sheet_extent(sheet);
        let at: Vec<Coord> = sheet.vertices.iter().map(|v| state.points[v.point]).collect();
        let variance = |role| state.components.variance(self.of_sites, role);
        let (stretch, warp, unit, turn, wall) = (
            variance(Role::Stretch),
            variance(Role::Warp) * size * size,
            variance(Role::Unit) * size * size,
            variance(Role::Turn),
            variance(Role::Wall) * size * size,
        );
        let own = self.own;
        let all: Vec<(usize, f64)> = (0..at.len()).map(|v| (v, 1.0)).collect();
        self.add_both(Role::Frame, square(2.0 * size), first, &all);
        let off: Vec<(usize, Coord)> = at.iter().map(|&c| c - middle).enumerate().collect();
        self.turn_and_scale(Role::Frame, 1.0, first, &off);
        self.add(
            Role::Stretch,
            stretch,
            off.iter().flat_map(|&(v, d)| [(first + 2 * v, d.x), (first + 2 * v + 1, -d.y)]),
        );
        self.add(
            Role::Stretch,
            stretch,
            off.iter().flat_map(|&(v, d)| [(first + 2 * v, d.y), (first + 2 * v + 1, d.x)]),
        );
        let field = field::columns(&at, middle, common, LENGTH * common);
        for column in field.column_iter().filter(|_| state.model.field) {
            let factor: Vec<(usize, f64)> = column.iter().copied().enumerate().collect();
            self.add_both(Role::Warp, warp * own, first, &factor);
        }
        self.fields.push(field);
        let units =
            sheet.units.iter().zip(&state.units[s]).filter(|_| state.model.units).map(|(group, (weight, _))| {
                let column = self.columns.len();
                self.add_both(Role::Unit, unit * own / weight, first, &ones(group));
                let centre =
                    group.vertices.iter().fold(Coord::zero(), |sum, &v| sum + at[v] / group.vertices.len() as f64);
                let off: Vec<(usize, Coord)> = group.vertices.iter().map(|&v| (v, at[v] - centre)).collect();
                self.turn_and_scale(Role::Turn, turn / weight, first, &off);
                column
            });
        let units = units.collect();
        for group in sheet.walls.iter().filter(|_| state.model.units) {
            self.add_both(Role::Wall, wall, first, &ones(group));
        }
        units
    }

    fn turn_and_scale(&mut self, role: Role, variance: f64, first: usize, off: &[(usize, Coord)]) {
        self.add(role, variance, off.iter().flat_map(|&(v, d)| [(first + 2 * v, -d.y), (first + 2 * v + 1, d.x)]));
        self.add(role, variance, off.iter().flat_map(|&(v, d)| [(first + 2 * v, d.x), (first + 2 * v + 1, d.y)]));
    }

    /// Adds what the sheets of the voice have in common.
    fn finish(
        mut self,
        network: &Network,
        state: &State,
        sheets: &[usize],
        first: &[usize],
        common: f64,
    ) -> Vec<Column> {
        self.apart = false;
        if sheets.len() > 1 {
            let variance = |role| state.components.variance(self.of_sites, role) * common * common * VOICE_SHARE;
            let (warp, unit) = (variance(Role::Warp), variance(Role::Unit));
            let fields = std::mem::take(&mut self.fields);
            for c in (0..field::COLUMNS).filter(|_| state.model.field) {
                for axis in 0..2 {
                    let of = |(field, first): (&DMatrix<f64>, &usize)| -> Vec<(usize, f64)> {
                        field.column(c).iter().enumerate().map(|(v, f)| (first + 2 * v + axis, *f)).collect()
                    };
                    self.add(Role::Warp, warp, fields.iter().zip(first).flat_map(of));
                }
            }
            let mut units: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for (&s, first) in sheets.iter().zip(first) {
                for group in &network.sheets[s].units {
                    units.entry(group.id).or_default().extend(group.vertices.iter().map(|v| first + 2 * v));
                }
            }
            for rows in units.values().filter(|_| state.model.units) {
                for axis in 0..2 {
                    self.add(Role::Unit, unit, rows.iter().map(|row| (row + axis, 1.0)));
                }
            }
        }
        self.columns
    }
}

fn ones(group: &Group) -> Vec<(usize, f64)> {
    group.vertices.iter().map(|&v| (v, 1.0)).collect()
}
