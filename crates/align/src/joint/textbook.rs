//! The adjustment against a textbook's generalised least squares: every covariance in full, nothing eliminated.

#![allow(clippy::unwrap_used)]

use super::design::Role;
use super::fit::Fit;
use super::memory::{LENGTH, Moments, VOICE_SHARE};
use super::size::slope;
use super::system::{Solution, solve};
use super::voice::{Voice, mean_extent, sheet_extent};
use super::{State, block, consider, extent, field, pulls, questions};
use geo::Coord;
use locus_model::{Covariance, Fix, Group, Measure, Network, NetworkSheet, SheetVertex, Size};
use nalgebra::{DMatrix, DVector};

/// Two buildings of six nodes.
fn places() -> Vec<Coord> {
    let building = |x: f64, y: f64| (0..6).map(move |i| (x + 9.0 * f64::from(i % 3), y + 14.0 * f64::from(i / 3)));
    building(0.0, 0.0).chain(building(70.0, 40.0)).map(|(x, y)| Coord { x, y }).collect()
}

/// Three sheets, two of one voice, each drawn wrong in its own way; the first lacks two nodes.
fn network() -> Network {
    let points = places();
    let sheet = |voice: usize, skip: usize, phase: f64| {
        let off = |i: usize| {
            let t = phase + i as f64;
            Coord { x: 3.0 * libm::sin(2.1 * t), y: 2.0 * libm::cos(1.3 * t) }
        };
        let vertices: Vec<SheetVertex> =
            (skip..12).map(|point| SheetVertex { point, at: points[point] * 1.05 + off(point) }).collect();
        let unit =
            |id: usize| Group { id, vertices: (0..12 - skip).filter(|v| (v + skip) / 6 == id).collect::<Vec<_>>() };
        NetworkSheet { voice, vertices, units: vec![unit(0), unit(1)], walls: vec![] }
    };
    let fix = |of: Vec<usize>, ee, en, nn, may_be_wrong| {
        let at = points[of[0]] + Coord { x: 0.7, y: -0.4 };
        Fix { of, at, covariance: Covariance { ee, en, nn }, may_be_wrong }
    };
    Network {
        fixes: vec![
            fix(vec![1], 1.0, 0.3, 2.0, false),
            fix(vec![2], 2.0, 0.0, 1.0, false),
            fix(vec![7, 8], 9.0, 2.0, 9.0, true),
        ],
        sheets: vec![sheet(0, 2, 0.0), sheet(0, 0, 5.0), sheet(1, 0, 9.0)],
        stated: vec![
            Size { of: Measure::Distance([vec![0], vec![6, 7]]), value: 82.0, sd: 1.5 },
            Size { of: Measure::Area(vec![0, 1, 2, 3]), value: 420.0, sd: 60.0 },
        ],
        questions: vec![Size { of: Measure::Distance([vec![3], vec![11]]), value: 0.0, sd: 0.8 }],
        points,
        ..Network::default()
    }
}

fn state(network: &Network) -> State {
    let mut state = State::new(super::FULL, network);
    for (s, units) in state.units.iter_mut().enumerate() {
        units[s % 2].0 = 0.4;
    }
    (state.vertices[1][3], state.vertices[2][5]) = (0.2, 0.7);
    (state.fixes[2], state.stated[0]) = (0.5, 0.8);
    state
}

/// Rows of the sheets: the sheet, its vertex, the axis.
fn rows(network: &Network) -> Vec<(usize, usize, usize)> {
    let of = |(s, sheet): (usize, &NetworkSheet)| {
        (0..sheet.vertices.len()).flat_map(move |v| (0..2).map(move |axis| (s, v, axis))).collect::<Vec<_>>()
    };
    network.sheets.iter().enumerate().flat_map(of).collect()
}

fn unit_of(sheet: &NetworkSheet, v: usize) -> usize {
    sheet.units.iter().position(|unit| unit.vertices.contains(&v)).unwrap()
}

/// The effect of a turn and of a scale on one axis.
fn turned(d: Coord, axis: usize) -> [f64; 2] {
    if axis == 0 { [-d.y, d.x] } else { [d.x, d.y] }
}

fn dot(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

/// Places seen from the middle of their voice, and the smooth field there, per row of the sheets.
struct Shown {
    at: Vec<Coord>,
    field: DMatrix<f64>,
    common: Vec<f64>,
}

fn shown(network: &Network, state: &State) -> Shown {
    let voice = |s: usize| network.sheets[s].voice;
    let (mut at, mut fields, mut common) = (vec![], vec![], vec![]);
    for (s, v, _) in rows(network) {
        let sheets: Vec<usize> = (0..network.sheets.len()).filter(|&t| voice(t) == voice(s)).collect();
        let all: Vec<Coord> =
            sheets.iter().flat_map(|&t| &network.sheets[t].vertices).map(|v| state.points[v.point]).collect();
        let middle = all.iter().fold(Coord::zero(), |sum, &p| sum + p / all.len() as f64);
        let place = state.points[network.sheets[s].vertices[v].point];
        let size = mean_extent(network, &sheets);
        at.push(place - middle);
        fields.push(field::columns(&[place], middle, size, LENGTH * size).row(0).into_owned());
        common.push(size);
    }
    Shown { at, field: DMatrix::from_rows(&fields), common }
}

/// Covariance of what the sheets show, all of it.
fn covariance(network: &Network, state: &State) -> DMatrix<f64> {
    covariance_of(network, state, |_| true)
}

/// Covariance of what the sheets show that comes of some parts, from the formulas of the model rather than from columns.
fn covariance_of(network: &Network, state: &State, counts: impl Fn(Role) -> bool) -> DMatrix<f64> {
    let rows = rows(network);
    let shown = shown(network, state);
    let several = |voice: usize| network.sheets.iter().filter(|s| s.voice == voice).count() > 1;
    DMatrix::from_fn(rows.len(), rows.len(), |i, j| {
        let ((s, v, axis), (t, w, other)) = (rows[i], rows[j]);
        let (a, b) = (&network.sheets[s], &network.sheets[t]);
        let same_axis = f64::from(u8::from(axis == other));
        let variance = |role| if counts(role) { state.components.variance(true, role) } else { 0.0 };
        let smooth = same_axis * shown.field.row(i).dot(&shown.field.row(j));
        let (u, x) = (unit_of(a, v), unit_of(b, w));
        let same_unit = if a.units[u].id == b.units[x].id { same_axis } else { 0.0 };
        let mut sum = 0.0;
        if a.voice == b.voice && several(a.voice) {
            let common = VOICE_SHARE * shown.common[i] * shown.common[i];
            sum += common * (variance(Role::Warp) * smooth + variance(Role::Unit) * same_unit);
        }
        if s != t {
            return sum;
        }
        let size2 = sheet_extent(a) * sheet_extent(a);
        let own = if several(a.voice) { 1.0 - VOICE_SHARE } else { 1.0 };
        let (d, e) = (shown.at[i], shown.at[j]);
        let leaning = |d: Coord, axis: usize| if axis == 0 { [d.x, d.y] } else { [-d.y, d.x] };
        sum += variance(Role::Frame) * (4.0 * size2 * same_axis + dot(turned(d, axis), turned(e, other)));
        sum += variance(Role::Stretch) * dot(leaning(d, axis), leaning(e, other));
        sum += own * size2 * variance(Role::Warp) * smooth;
        if u == x {
            let members = &a.units[u].vertices;
            let place = |v: usize| state.points[a.vertices[v].point];
            let centre = members.iter().fold(Coord::zero(), |sum, &v| sum + place(v) / members.len() as f64);
            let weight = state.units[s][u].0;
            sum += own * size2 * variance(Role::Unit) * same_axis / weight;
            sum +=
                variance(Role::Turn) / weight * dot(turned(place(v) - centre, axis), turned(place(w) - centre, other));
        }
        if i == j {
            sum += variance(Role::Hand) * size2 / state.vertices[s][v];
        }
        sum
    })
}

/// Design matrix, observations and covariance of the sheets, the fixes, the range, and a weak prior of every point.
fn observations(network: &Network, state: &State) -> (DMatrix<f64>, DVector<f64>, DMatrix<f64>) {
    let (rows, n) = (rows(network), network.points.len());
    let own = rows.len();
    let count = own + 2 * network.fixes.len() + network.stated.len() + 2 * n;
    let (mut a, mut z) = (DMatrix::zeros(count, 2 * n), DVector::zeros(count));
    let mut c = DMatrix::zeros(count, count);
    c.view_mut((0, 0), (own, own)).copy_from(&covariance(network, state));
    for (i, &(s, v, axis)) in rows.iter().enumerate() {
        let vertex = network.sheets[s].vertices[v];
        a[(i, 2 * vertex.point + axis)] = 1.0;
        z[i] = [vertex.at.x, vertex.at.y][axis];
    }
    let mut row = own;
    let size = extent(network.points.iter().copied());
    for (fix, weight) in network.fixes.iter().zip(&state.fixes) {
        let exact = (1e-7 * size) * (1e-7 * size);
        let m = [[fix.covariance.ee + exact, fix.covariance.en], [fix.covariance.en, fix.covariance.nn + exact]];
        for axis in 0..2 {
            fix.of.iter().for_each(|&p| a[(row + axis, 2 * p + axis)] = 1.0 / fix.of.len() as f64);
            z[row + axis] = [fix.at.x, fix.at.y][axis];
            (0..2).for_each(|other| c[(row + axis, row + other)] = m[axis][other] / weight);
        }
        row += 2;
    }
    for (stated, weight) in network.stated.iter().zip(&state.stated) {
        let (present, slope) = slope(&stated.of, &state.points);
        z[row] = stated.value - present;
        for (column, s) in slope {
            a[(row, column)] = s;
            z[row] += s * [state.points[column / 2].x, state.points[column / 2].y][column % 2];
        }
        c[(row, row)] = stated.sd * stated.sd / weight;
        row += 1;
    }
    for i in 0..2 * n {
        a[(row + i, i)] = 1.0;
        z[row + i] = [network.points[i / 2].x, network.points[i / 2].y][i % 2];
        c[(row + i, row + i)] = (100.0 * size) * (100.0 * size);
    }
    (a, z, c)
}

fn solved(network: &Network, state: &State) -> (Vec<Voice>, Solution) {
    let voices = Voice::all(network, state);
    let (points, normal) = solve(network, state, &voices).unwrap();
    (voices, Solution { points, covariance: normal.inverse() })
}

/// With `S` the covariance of what the sheets show, `K` the part of it that comes of one role and `C` that of the points, the squares of
/// its parameters over their variances are `y' S⁻¹ K S⁻¹ y + tr(I - S⁻¹ K + S⁻¹ K S⁻¹ C)`.
#[test]
fn moments_are_those_of_the_full_covariance() {
    let network = network();
    let state = state(&network);
    let (voices, solution) = solved(&network, &state);
    let mut ours = Moments::default();
    for voice in &voices {
        ours.join(&Fit::of(voice, &solution.points).moments(voice, &solution.covariance));
    }
    // Places enter the columns as they were, the misclosures as they are.
    let rows = rows(&network);
    let unknown = |i: usize| 2 * network.sheets[rows[i].0].vertices[rows[i].1].point + rows[i].2;
    let off = |i: usize| {
        let vertex = network.sheets[rows[i].0].vertices[rows[i].1];
        let d = vertex.at - solution.points[vertex.point];
        [d.x, d.y][rows[i].2]
    };
    let off = DVector::from_fn(rows.len(), |i, _| off(i));
    let known = DMatrix::from_fn(rows.len(), rows.len(), |i, j| solution.covariance[(unknown(i), unknown(j))]);
    let precision = covariance(&network, &state).try_inverse().unwrap();
    let pull = &precision * off;
    for role in [Role::Stretch, Role::Warp, Role::Unit, Role::Turn, Role::Hand] {
        let part = covariance_of(&network, &state, |r| r == role);
        let (sum, count) = ours.of(true, role);
        let carried = &precision * part.clone();
        let expected = pull.dot(&(part * &pull)) + count - carried.trace() + (carried * &precision * &known).trace();
        assert!(count > 0.0 && (sum - expected).abs() < 1e-7 * expected, "{role:?}: {sum} {expected}");
    }
}

fn worst(a: &DMatrix<f64>, b: &DMatrix<f64>) -> f64 {
    (a - b).amax() / b.amax()
}

#[test]
fn eliminated_it_is_generalised_least_squares() {
    let network = network();
    let state = state(&network);
    let (voices, solution) = solved(&network, &state);
    assert_eq!(voices.len(), 2);
    let (a, z, c) = observations(&network, &state);
    let precision = c.try_inverse().unwrap();
    let covariance = (a.transpose() * &precision * &a).try_inverse().unwrap();
    let x = &covariance * a.transpose() * &precision * z;
    assert!(worst(&solution.covariance, &covariance) < 1e-9, "{}", worst(&solution.covariance, &covariance));
    for (i, p) in solution.points.iter().enumerate() {
        assert!((p.x - x[2 * i]).abs() < 1e-9 * 80.0 && (p.y - x[2 * i + 1]).abs() < 1e-9 * 80.0, "{i}: {p:?}");
    }
}

/// `N⁻¹ Aᵀ Q A B B' Aᵀ Q A N⁻¹` with the biases `B B'` written as the covariance that they are.
#[test]
fn the_considered_part_is_that_of_schmidt() {
    let network = network();
    let state = state(&network);
    let (voices, solution) = solved(&network, &state);
    let (a, _, c) = observations(&network, &state);
    let own = rows(&network).len();
    let information = {
        let (a, c) = (a.rows(0, own), c.view((0, 0), (own, own)));
        a.transpose() * c.into_owned().try_inverse().unwrap() * a
    };
    let n = network.points.len();
    let middle = solution.points.iter().fold(Coord::zero(), |sum, &p| sum + p / n as f64);
    let size = mean_extent(&network, &[0, 1, 2]);
    let smooth = field::columns(&solution.points, middle, size, LENGTH * size);
    let biases = DMatrix::from_fn(2 * n, 2 * n, |i, j| {
        let unit = if i / 12 == j / 12 { state.components.variance(true, Role::Unit) } else { 0.0 };
        let warp = state.components.variance(true, Role::Warp) * smooth.row(i / 2).dot(&smooth.row(j / 2));
        if i % 2 == j % 2 { 0.03 * size * size * (unit + warp) } else { 0.0 }
    });
    let carried = &solution.covariance * information;
    let expected = &carried * biases * carried.transpose();
    assert!(expected.amax() > 0.1);
    for (i, shared) in consider::shared(&network, &state, &voices, &solution).iter().enumerate() {
        let e = block(&expected, i);
        for (got, wanted) in [(shared.ee, e.ee), (shared.en, e.en), (shared.nn, e.nn)] {
            assert!((got - wanted).abs() < 1e-9 * expected.amax(), "{i}: {shared:?} {e:?}");
        }
    }
}

#[test]
fn pulls_are_the_whole_information() {
    let network = network();
    let mut state = state(&network);
    state.points = solved(&network, &state).1.points;
    let (voices, mut solution) = solved(&network, &state);
    // Where it was linearised, so that the slopes of the range are those of the normal equations.
    solution.points.clone_from(&state.points);
    for (i, pulls) in pulls::of_points(&network, &state, &voices, &solution).iter().enumerate() {
        let sum: f64 = pulls.iter().map(|pull| pull.share).sum();
        let of_prior = 0.5 * (solution.covariance[(2 * i, 2 * i)] + solution.covariance[(2 * i + 1, 2 * i + 1)])
            / (100.0 * extent(network.points.iter().copied())).powi(2);
        // What is left out is below 5e-4 each.
        assert!((sum + of_prior - 1.0).abs() < 2e-3, "{i}: {sum} {pulls:?}");
    }
}

#[test]
fn a_gain_is_the_drop_of_all_variances_once_it_is_answered() {
    let network = network();
    let mut state = state(&network);
    let (_, solution) = solved(&network, &state);
    let here = Solution { points: state.points.clone(), covariance: solution.covariance };
    let gain = questions::gains(&network, &here)[0];
    let mut answered = network.clone();
    answered.stated.push(Size { value: 90.0, ..network.questions[0].clone() });
    state.stated.push(1.0);
    let (_, after) = solved(&answered, &state);
    let drop = here.covariance.trace() - after.covariance.trace();
    assert!(gain > 0.01 && (gain - drop).abs() < 1e-9 * here.covariance.trace(), "{gain} {drop}");
}
