//! Buildings and walls of one voice: parameters that touch few rows, eliminated before the rest.
//!
//! A building of 25 nodes has its displacement, turn and scale, and none of it touches another building. So the columns
//! fall apart into groups that share no row, and what is left of each row's weight once they are eliminated is one small
//! block a group: `Q₁ = W - W U (UᵀW U + C⁻¹)⁻¹ UᵀW`.

use super::design::Column;
use super::spd::Factored;
use nalgebra::{DMatrix, DVector};
use std::collections::BTreeMap;

/// Some parameters and the rows that they touch, no other group's.
pub(super) struct Grouped {
    pub rows: Vec<usize>,
    pub parameters: Vec<usize>,
    design: DMatrix<f64>,
    normal: Factored,
    /// L⁻¹ UᵀW, with L the factor of the parameters' normal matrix.
    half: DMatrix<f64>,
}

impl Grouped {
    /// The groups of the `local` columns; `None` where one of them is singular.
    pub fn all(columns: &[Column], local: &[usize], weight: &DVector<f64>) -> Option<Vec<Self>> {
        let members = together(columns, local, weight.len());
        members.into_iter().map(|parameters| Self::of(columns, parameters, weight)).collect()
    }

    fn of(columns: &[Column], parameters: Vec<usize>, weight: &DVector<f64>) -> Option<Self> {
        let touched = parameters.iter().flat_map(|&c| &columns[c].entries).map(|&(row, _)| (row, 0));
        let mut place: BTreeMap<usize, usize> = touched.collect();
        place.values_mut().enumerate().for_each(|(i, at)| *at = i);
        let rows: Vec<usize> = place.keys().copied().collect();
        let mut design = DMatrix::zeros(rows.len(), parameters.len());
        for (j, &c) in parameters.iter().enumerate() {
            for (row, value) in &columns[c].entries {
                design[(place[row], j)] += value;
            }
        }
        let weighted = DMatrix::from_fn(parameters.len(), rows.len(), |p, i| design[(i, p)] * weight[rows[i]]);
        let mut normal = &weighted * &design;
        for (j, &c) in parameters.iter().enumerate() {
            normal[(j, j)] += 1.0 / columns[c].variance;
        }
        let normal = Factored::of(normal)?;
        let half = normal.half(&weighted);
        Some(Self { rows, parameters, design, normal, half })
    }

    /// Takes from `to` what eliminating the group takes from the weight of `right`; both have all rows.
    pub fn subtract(&self, right: &DMatrix<f64>, to: &mut DMatrix<f64>) {
        let taken = self.half.transpose() * (&self.half * right.select_rows(&self.rows));
        for (i, &row) in self.rows.iter().enumerate() {
            let mut to = to.row_mut(row);
            to -= taken.row(i);
        }
    }

    /// What eliminating it takes from the weight of its own rows.
    pub fn block(&self) -> DMatrix<f64> {
        self.half.transpose() * &self.half
    }

    /// The parameters that explain most of what is left of its rows, which is taken away.
    pub fn fit(&self, left: &mut DVector<f64>) -> DMatrix<f64> {
        let own = DMatrix::from_fn(self.rows.len(), 1, |i, _| left[self.rows[i]]);
        let parameters = self.normal.other_half(&(&self.half * own));
        let explained = &self.design * &parameters;
        self.rows.iter().zip(explained.iter()).for_each(|(&row, value)| left[row] -= value);
        parameters
    }

    /// Trace of the covariance of its rows times what eliminating it takes from their weight.
    pub fn taken(&self, covariance: &DMatrix<f64>) -> f64 {
        (&self.half * covariance).component_mul(&self.half).sum()
    }

    /// Variances of its parameters. Given the covariance of its rows, its rows of the columns of all rows with the variances of their
    /// parameters, and what these have in common with its rows (a row a parameter).
    pub fn variances(
        &self,
        covariance: &DMatrix<f64>,
        design: &DMatrix<f64>,
        spread: &DMatrix<f64>,
        carried: &DMatrix<f64>,
    ) -> Vec<f64> {
        let gain = self.normal.other_half(&self.half);
        let onto = &gain * design;
        let known = self.normal.inverse();
        let own = (&gain * covariance).component_mul(&gain);
        let across = (&onto * carried).component_mul(&gain);
        let rest = (&onto * spread).component_mul(&onto);
        let of = |p: usize| known[(p, p)] + own.row(p).sum() - 2.0 * across.row(p).sum() + rest.row(p).sum();
        (0..self.parameters.len()).map(of).collect()
    }
}

/// Columns that share a row, directly or through others, belong together.
fn together(columns: &[Column], local: &[usize], rows: usize) -> Vec<Vec<usize>> {
    let mut first: Vec<Option<usize>> = vec![None; rows];
    let mut of: Vec<usize> = (0..columns.len()).collect();
    for &c in local {
        for &(row, _) in &columns[c].entries {
            let (a, b) = (root(&of, c), root(&of, *first[row].get_or_insert(c)));
            of[a.max(b)] = a.min(b);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &c in local {
        groups.entry(root(&of, c)).or_default().push(c);
    }
    groups.into_values().collect()
}

fn root(of: &[usize], mut column: usize) -> usize {
    while of[column] != column {
        column = of[column];
    }
    column
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::joint::design::Role;

    #[test]
    fn columns_that_share_rows_are_one_group() {
        let column = |rows: &[usize]| Column {
            role: Role::Wall,
            variance: 1.0,
            local: true,
            entries: rows.iter().map(|&row| (row, 1.0)).collect(),
        };
        let columns = [column(&[0, 1]), column(&[4, 5]), column(&[2, 3]), column(&[9]), column(&[3, 1])];
        assert_eq!(together(&columns, &[0, 1, 2, 4], 10), [vec![0, 2, 4], vec![1]]);
    }
}
