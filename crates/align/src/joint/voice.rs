//! The sheets of one voice and one kind, their parameters eliminated.

use super::field;
use super::memory::{LENGTH, Moments, UNIT_DOF, VERTEX_DOF, VOICE_SHARE};
use super::spd::Factored;
use super::{State, extent};
use geo::Coord;
use locus_model::{Group, Network, NetworkSheet};
use nalgebra::{DMatrix, DVector};
use std::collections::BTreeMap;

/// Columns that are multiplied at once.
const STRIP: usize = 128;

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

/// The linearised observations of some sheets, easting and northing of each vertex in turn.
pub(super) struct Voice {
    number: usize,
    pub sheets: Vec<usize>,
    of_sites: bool,
    /// The unknown of each row: twice the point, and one more for its northing.
    pub rows: Vec<usize>,
    /// First row of each sheet.
    first: Vec<usize>,
    z: DVector<f64>,
    design: DMatrix<f64>,
    roles: Vec<Role>,
    prior: DVector<f64>,
    /// First column of each unit of each sheet.
    unit_columns: Vec<Vec<usize>>,
    /// One over the variance of each row.
    weight: DVector<f64>,
    normal: Factored,
    /// Pᵀ W.
    weighted: DMatrix<f64>,
    /// L⁻¹ Pᵀ W, with L the factor of the parameters' normal matrix: the precision of the rows with all parameters eliminated
    /// is Q = W - HᵀH.
    half: DMatrix<f64>,
}

impl Voice {
    /// Every voice, sheets of several buildings and of one apart.
    pub fn all(network: &Network, state: &State) -> Vec<Self> {
        let mut sheets: BTreeMap<(bool, usize), Vec<usize>> = BTreeMap::new();
        // A sheet whose points coincide has no size to measure its errors by: it says nothing.
        let least = super::system::exact(network);
        for (i, sheet) in network.sheets.iter().enumerate().filter(|(_, s)| sheet_extent(s) > least) {
            sheets.entry((!sheet.units.is_empty(), sheet.voice)).or_default().push(i);
        }
        let of = |((of_sites, number), sheets)| Self::of(network, state, of_sites, number, sheets);
        sheets.into_iter().filter_map(of).collect()
    }

    fn of(network: &Network, state: &State, of_sites: bool, number: usize, sheets: Vec<usize>) -> Option<Self> {
        let count = sheets.iter().map(|&s| network.sheets[s].vertices.len()).sum::<usize>();
        let mut design = Design::new(2 * count, of_sites, sheets.len() > 1);
        let mut rows = Vec::with_capacity(2 * count);
        let (mut z, mut weight) = (Vec::with_capacity(2 * count), Vec::with_capacity(2 * count));
        let (mut first, mut unit_columns) = (Vec::new(), Vec::new());
        let shown = sheets.iter().flat_map(|&s| &network.sheets[s].vertices).map(|v| state.points[v.point]);
        let shown: Vec<Coord> = shown.collect();
        let middle = shown.iter().fold(Coord::zero(), |sum, &p| sum + p / shown.len() as f64);
        let common = mean_extent(network, &sheets);
        for &s in &sheets {
            let sheet = &network.sheets[s];
            first.push(rows.len());
            unit_columns.push(design.sheet(sheet, state, s, rows.len(), middle, common));
            let hand = state.components.variance(of_sites, Role::Hand) * square(sheet_extent(sheet));
            for (vertex, w) in sheet.vertices.iter().zip(&state.vertices[s]) {
                rows.extend([2 * vertex.point, 2 * vertex.point + 1]);
                z.extend([vertex.at.x, vertex.at.y]);
                weight.extend([w / hand; 2]);
            }
        }
        let (design, roles, prior) = design.finish(network, state, &sheets, &first, common);
        let weight = DVector::from_vec(weight);
        let mut weighted = design.transpose();
        for (mut column, w) in weighted.column_iter_mut().zip(weight.iter()) {
            column *= *w;
        }
        let mut normal = &weighted * &design;
        for (i, c) in prior.iter().enumerate() {
            normal[(i, i)] += 1.0 / c;
        }
        let normal = Factored::of(normal)?;
        let half = normal.half(&weighted);
        let z = DVector::from_vec(z);
        Some(Self {
            number,
            sheets,
            of_sites,
            rows,
            first,
            z,
            design,
            roles,
            prior,
            unit_columns,
            weight,
            normal,
            weighted,
            half,
        })
    }

    /// Adds its normal equations to those of the points.
    pub fn add_to(&self, normal: &mut DMatrix<f64>, right: &mut DVector<f64>) {
        let pull = self.precise(&DMatrix::from_column_slice(self.rows.len(), 1, self.z.as_slice()));
        for (i, &row) in self.rows.iter().enumerate() {
            right[row] += pull[i];
            normal[(row, row)] += self.weight[i];
        }
        // HᵀH is symmetric: each strip of it from its diagonal on.
        let (n, turned) = (self.rows.len(), self.half.transpose());
        for start in (0..n).step_by(STRIP) {
            let width = STRIP.min(n - start);
            let strip = turned.rows(start, n - start) * self.half.columns(start, width);
            for (j, column) in strip.column_iter().enumerate() {
                let at = self.rows[start + j];
                for (i, value) in column.iter().enumerate().skip(j) {
                    let other = self.rows[start + i];
                    normal[(other, at)] -= value;
                    if i != j {
                        normal[(at, other)] -= value;
                    }
                }
            }
        }
    }

    /// `Q B`.
    pub fn precise(&self, right: &DMatrix<f64>) -> DMatrix<f64> {
        let mut out = self.half.transpose() * (&self.half * right) * -1.0;
        for (i, w) in self.weight.iter().enumerate() {
            let mut row = out.row_mut(i);
            row += right.row(i) * *w;
        }
        out
    }

    /// What each row brings to its unknown: the diagonal of `C Q`.
    pub fn shares(&self, covariance: &DMatrix<f64>) -> Vec<f64> {
        let n = self.rows.len();
        let of_rows = DMatrix::from_fn(n, n, |i, j| covariance[(self.rows[i], self.rows[j])]);
        let carried = &self.half * &of_rows;
        let share = |i: usize| self.weight[i] * of_rows[(i, i)] - self.half.column(i).dot(&carried.column(i));
        (0..n).map(share).collect()
    }

    /// New weights from what is left of each vertex and from how far each building is displaced; the second moments of its
    /// parameters, where the covariance of the points is given.
    pub fn update(
        &self,
        network: &Network,
        state: &mut State,
        covariance: Option<&DMatrix<f64>>,
        moments: &mut Moments,
    ) {
        let at = |row: &usize| if row.is_multiple_of(2) { state.points[row / 2].x } else { state.points[row / 2].y };
        let misclosure = &self.z - DVector::from_iterator(self.rows.len(), self.rows.iter().map(at));
        let parameters = self.normal.solve(&(&self.weighted * &misclosure));
        let left = misclosure - &self.design * &parameters;
        if let Some(covariance) = covariance {
            self.moments(&parameters, &left, covariance, moments);
        }
        for (k, &s) in self.sheets.iter().enumerate() {
            let sheet = &network.sheets[s];
            let hand = state.components.variance(self.of_sites, Role::Hand) * square(sheet_extent(sheet));
            for v in 0..sheet.vertices.len() {
                let (x, y) = (left[self.first[k] + 2 * v], left[self.first[k] + 2 * v + 1]);
                let d2 = (x * x + y * y) / hand;
                if state.model.heavy_tails {
                    state.vertices[s][v] = (VERTEX_DOF + 2.0) / (VERTEX_DOF + d2);
                }
                state.w[s][v] = d2.sqrt();
            }
            let unit = state.components.variance(self.of_sites, Role::Unit) * square(sheet_extent(sheet));
            for (u, &column) in self.unit_columns[k].iter().enumerate() {
                let shift = Coord { x: parameters[column], y: parameters[column + 1] };
                let heavy = (UNIT_DOF + 2.0) / (UNIT_DOF + (square(shift.x) + square(shift.y)) / unit);
                let weight = if state.model.heavy_tails { heavy } else { 1.0 };
                state.units[s][u] = (weight, shift);
            }
        }
    }

    /// Expected squares of parameters and of the hand's errors over their variances, given what the points are.
    fn moments(
        &self,
        parameters: &DVector<f64>,
        left: &DVector<f64>,
        covariance: &DMatrix<f64>,
        moments: &mut Moments,
    ) {
        let n = self.rows.len();
        let of_rows = DMatrix::from_fn(n, n, |i, j| covariance[(self.rows[i], self.rows[j])]);
        let inverse = self.normal.inverse();
        let gain = &inverse * &self.weighted;
        let carried = &gain * &of_rows;
        let spread = inverse + &carried * gain.transpose();
        for (i, &role) in self.roles.iter().enumerate() {
            moments.add(self.of_sites, role, (square(parameters[i]) + spread[(i, i)]) / self.prior[i], 1.0);
        }
        let filled = &self.design * &spread;
        let mut hand = 0.0;
        for i in 0..n {
            let inside: f64 = filled.row(i).dot(&self.design.row(i));
            let across: f64 = (0..self.prior.len()).map(|p| self.design[(i, p)] * carried[(p, i)]).sum();
            hand += (square(left[i]) + of_rows[(i, i)] - 2.0 * across + inside) * self.weight[i];
        }
        moments.add(self.of_sites, Role::Hand, hand, n as f64);
    }

    /// The voice of the network.
    pub fn number(&self) -> usize {
        self.number
    }

    pub fn is_of_sites(&self) -> bool {
        self.of_sites
    }

    /// The observations as they were made, and the first row of each sheet.
    pub fn observed(&self) -> (&DVector<f64>, &[usize]) {
        (&self.z, &self.first)
    }
}

/// The columns of a design matrix in the making.
struct Design {
    rows: usize,
    of_sites: bool,
    /// Variance left to each sheet itself where a voice has several.
    own: f64,
    columns: Vec<DVector<f64>>,
    roles: Vec<Role>,
    prior: Vec<f64>,
    /// The field of each sheet, for the part that all sheets of the voice share.
    fields: Vec<DMatrix<f64>>,
}

impl Design {
    fn new(rows: usize, of_sites: bool, several: bool) -> Self {
        let own = if several { 1.0 - VOICE_SHARE } else { 1.0 };
        Self { rows, of_sites, own, columns: vec![], roles: vec![], prior: vec![], fields: vec![] }
    }

    fn add(&mut self, role: Role, variance: f64, entries: impl IntoIterator<Item = (usize, f64)>) {
        let mut column = DVector::zeros(self.rows);
        for (row, value) in entries {
            column[row] += value;
        }
        self.columns.push(column);
        self.roles.push(role);
        self.prior.push(variance);
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
    ) -> (DMatrix<f64>, Vec<Role>, DVector<f64>) {
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
        (DMatrix::from_columns(&self.columns), self.roles, DVector::from_vec(self.prior))
    }
}

fn ones(group: &Group) -> Vec<(usize, f64)> {
    group.vertices.iter().map(|&v| (v, 1.0)).collect()
}

/// Diagonal of what a sheet shows, metres.
pub(super) fn sheet_extent(sheet: &NetworkSheet) -> f64 {
    extent(sheet.vertices.iter().map(|v| v.at)).max(f64::MIN_POSITIVE.sqrt())
}

pub(super) fn mean_extent(network: &Network, sheets: &[usize]) -> f64 {
    sheets.iter().map(|&s| sheet_extent(&network.sheets[s])).sum::<f64>() / sheets.len() as f64
}

fn square(x: f64) -> f64 {
    x * x
}
