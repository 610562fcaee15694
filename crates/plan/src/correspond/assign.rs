//! The best one-to-one assignment in which whatever gains nothing stays alone.

/// Cost of a pair that must not be; larger than any sum of gains.
const FORBIDDEN: f64 = 1e6;

/// For each row the column it is paired with, so that the sum of gains is largest; a row that is paired with none gains
/// nothing. `f64::NEG_INFINITY` forbids a pair. Of equally good pairings the one found first, by row and column.
///
/// Successive shortest augmenting paths with potentials (Kuhn 1955, Munkres 1957; in the form of Jonker and Volgenant,
/// Computing 38, 1987): O(rows² (rows + columns)).
pub fn assign(gain: &[Vec<f64>]) -> Vec<Option<usize>> {
    let rows = gain.len();
    let columns = gain.first().map_or(0, Vec::len);
    // Each row has a column of its own beside the others: staying alone.
    let cost = |row: usize, column: usize| match gain[row].get(column) {
        Some(gain) => (-gain).min(FORBIDDEN),
        None => {
            if column - columns == row {
                0.0
            } else {
                FORBIDDEN
            }
        }
    };
    let all = columns + rows;
    let (mut of_row, mut of_column) = (vec![0.0; rows], vec![0.0; all]);
    let mut owner: Vec<Option<usize>> = vec![None; all];
    for start in 0..rows {
        augment(start, &cost, &mut of_row, &mut of_column, &mut owner);
    }
    let mut chosen = vec![None; rows];
    for (column, row) in owner.iter().enumerate().take(columns) {
        if let Some(row) = row {
            chosen[*row] = Some(column).filter(|c| gain[*row][*c] > f64::NEG_INFINITY);
        }
    }
    chosen
}

/// Pairs one more row, moving others along the cheapest chain.
fn augment(
    start: usize,
    cost: &impl Fn(usize, usize) -> f64,
    of_row: &mut [f64],
    of_column: &mut [f64],
    owner: &mut [Option<usize>],
) {
    let all = of_column.len();
    let (mut nearest, mut before) = (vec![f64::INFINITY; all], vec![None; all]);
    let mut reached = vec![false; all];
    let (mut row, mut from) = (start, None);
    let end = loop {
        let (mut step, mut next) = (f64::INFINITY, None);
        for column in (0..all).filter(|c| !reached[*c]) {
            let slack = cost(row, column) - of_row[row] - of_column[column];
            if slack < nearest[column] {
                (nearest[column], before[column]) = (slack, from);
            }
            if nearest[column] < step {
                (step, next) = (nearest[column], Some(column));
            }
        }
        // Every row has a free column of its own, so one is always found.
        let Some(column) = next else { return };
        of_row[start] += step;
        for other in 0..all {
            match (reached[other], owner[other]) {
                (true, Some(owner)) => {
                    of_row[owner] += step;
                    of_column[other] -= step;
                }
                _ => nearest[other] -= step,
            }
        }
        reached[column] = true;
        match owner[column] {
            Some(next_row) => (row, from) = (next_row, Some(column)),
            None => break column,
        }
    };
    let mut column = end;
    while let Some(previous) = before[column] {
        owner[column] = owner[previous];
        column = previous;
    }
    owner[column] = Some(start);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NO: f64 = f64::NEG_INFINITY;

    fn total(gain: &[Vec<f64>], chosen: &[Option<usize>]) -> f64 {
        chosen.iter().enumerate().filter_map(|(row, column)| column.map(|c| gain[row][c])).sum()
    }

    /// Every pairing tried.
    fn best(gain: &[Vec<f64>], row: usize, used: &mut Vec<bool>) -> f64 {
        if row == gain.len() {
            return 0.0;
        }
        let mut most = best(gain, row + 1, used);
        for column in 0..used.len() {
            if !used[column] && gain[row][column] > NO {
                used[column] = true;
                most = most.max(gain[row][column] + best(gain, row + 1, used));
                used[column] = false;
            }
        }
        most
    }

    #[test]
    fn what_gains_nothing_stays_alone() {
        assert_eq!(assign(&[vec![-1.0, 2.0], vec![-3.0, 5.0]]), [None, Some(1)]);
        assert_eq!(assign(&[vec![NO, NO]]), [None]);
        assert_eq!(assign(&[]), Vec::<Option<usize>>::new());
    }

    #[test]
    fn a_loss_is_taken_where_the_whole_gains() {
        assert_eq!(assign(&[vec![4.0, 3.0], vec![3.5, NO]]), [Some(1), Some(0)]);
    }

    proptest! {
        #[test]
        fn no_pairing_gains_more(gain in prop::collection::vec(prop::collection::vec(prop_oneof![-9.0..9.0, Just(NO)], 5), 1..6)) {
            let chosen = assign(&gain);
            let most = best(&gain, 0, &mut vec![false; 5]);
            prop_assert!((total(&gain, &chosen) - most).abs() < 1e-9, "{} against {most}", total(&gain, &chosen));
        }
    }
}
