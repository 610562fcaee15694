//! Markers that would lie on each other become one.

use std::collections::BTreeMap;

/// Incidents that share a marker.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// Incidents, ascending.
    pub members: Vec<usize>,
    /// Where the marker stands: where its first member does, never at a place between where nothing happened.
    pub at: [f64; 2],
}

type Cell = [i64; 2];

/// Groups points `(incident, pixels)` that are at most `near_px` apart.
///
/// In ascending order, each incident that has no marker yet gets one and takes in every other one that is near. So two
/// markers are always farther apart than `near_px`, the order of the input does not matter, and the work is linear in the
/// points: a grid of cells as wide as `near_px` finds the neighbours. Where `near_px` is no positive number, or a point no
/// place, nothing is near.
pub fn cluster(points: &[(usize, [f64; 2])], near_px: f64) -> Vec<Cluster> {
    let mut points = points.to_vec();
    points.sort_by(|a, b| a.0.cmp(&b.0).then(a.1[0].total_cmp(&b.1[0])).then(a.1[1].total_cmp(&b.1[1])));
    let mut waiting: BTreeMap<Cell, Vec<usize>> = BTreeMap::new();
    for (index, (_, at)) in points.iter().enumerate() {
        waiting.entry(cell(*at, near_px)).or_default().push(index);
    }
    let mut has_marker = vec![false; points.len()];
    let mut clusters = Vec::new();
    for (index, &(incident, at)) in points.iter().enumerate() {
        if has_marker[index] {
            continue;
        }
        has_marker[index] = true;
        let mut members = vec![incident];
        for taken in take_near(&mut waiting, &points, at, near_px) {
            if taken != index {
                has_marker[taken] = true;
                members.push(points[taken].0);
            }
        }
        members.sort_unstable();
        clusters.push(Cluster { members, at });
    }
    clusters
}

/// Takes what is near out of the cells around, so that no later marker looks at it again.
fn take_near(
    waiting: &mut BTreeMap<Cell, Vec<usize>>,
    points: &[(usize, [f64; 2])],
    at: [f64; 2],
    near_px: f64,
) -> Vec<usize> {
    let is_near = |index: usize| {
        let [x, y] = points[index].1;
        (x - at[0]).hypot(y - at[1]) <= near_px
    };
    let [column, row] = cell(at, near_px);
    let mut taken = Vec::new();
    for dx in -1..=1 {
        for dy in -1..=1 {
            let around = [column.saturating_add(dx), row.saturating_add(dy)];
            if let Some(indices) = waiting.get_mut(&around) {
                taken.extend(indices.extract_if(.., |index| is_near(*index)));
            }
        }
    }
    taken
}

/// The cell of a place. A float becomes an integer by saturation: what is no place ends in some cell and is near nothing.
fn cell(at: [f64; 2], near_px: f64) -> Cell {
    at.map(|pixel| (pixel / near_px).floor() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn points() -> impl Strategy<Value = Vec<(usize, [f64; 2])>> {
        let at = prop::array::uniform2(-300.0..300.0f64);
        prop::collection::vec(at, 0..120).prop_map(|all| all.into_iter().enumerate().collect())
    }

    fn apart(a: [f64; 2], b: [f64; 2]) -> f64 {
        (a[0] - b[0]).hypot(a[1] - b[1])
    }

    proptest! {
        #[test]
        fn clusters_are_a_partition_and_markers_stay_apart(points in points(), near in 0.5..120.0f64) {
            let clusters = cluster(&points, near);
            let mut members: Vec<usize> = clusters.iter().flat_map(|cluster| cluster.members.clone()).collect();
            members.sort_unstable();
            prop_assert_eq!(members, (0..points.len()).collect::<Vec<_>>());
            for (n, one) in clusters.iter().enumerate() {
                prop_assert!(one.members.is_sorted());
                prop_assert!(one.members.iter().all(|&m| apart(points[m].1, one.at) <= near));
                prop_assert!(clusters[n + 1..].iter().all(|other| apart(one.at, other.at) > near));
            }
        }

        #[test]
        fn the_order_of_the_input_does_not_matter(points in points().prop_shuffle(), near in 0.5..120.0f64) {
            let mut sorted = points.clone();
            sorted.sort_by_key(|point| point.0);
            prop_assert_eq!(cluster(&points, near), cluster(&sorted, near));
        }
    }

    #[test]
    fn what_is_no_place_stands_alone_and_nothing_is_lost() {
        let odd =
            [(0, [f64::NAN, 0.0]), (1, [f64::INFINITY, 0.0]), (2, [1.0, 1.0]), (3, [1.0, 1.0]), (4, [f64::NAN, 0.0])];
        let sizes = |near| cluster(&odd, near).iter().map(|cluster| cluster.members.len()).collect::<Vec<_>>();
        assert_eq!(sizes(10.0), [1, 1, 2, 1]);
        assert_eq!(sizes(-1.0), [1; 5]);
        assert_eq!(sizes(f64::NAN), [1; 5]);
    }
}
