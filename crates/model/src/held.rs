//! What holds a node, one entry a source.

use crate::{Held, HeldBy};
use std::collections::BTreeMap;

impl Held {
    /// [`Held::by`] with one entry a source, strongest first: an outline and a landmark are both imagery. Where a source
    /// puts the node is the mean of where its observations do, weighted by their shares.
    pub fn by_source(&self) -> Vec<HeldBy> {
        let mut sources: BTreeMap<&str, Vec<&HeldBy>> = BTreeMap::new();
        for by in &self.by {
            sources.entry(&by.source).or_default().push(by);
        }
        let merged = |(source, all): (&str, Vec<&HeldBy>)| HeldBy {
            source: source.to_owned(),
            share: all.iter().map(|by| by.share).sum(),
            off_m: mean(&all),
        };
        let mut all: Vec<HeldBy> = sources.into_iter().map(merged).collect();
        all.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.source.cmp(&b.source)));
        all
    }
}

fn mean(all: &[&HeldBy]) -> Option<[f64; 2]> {
    let placed: Vec<([f64; 2], f64)> = all.iter().filter_map(|by| Some((by.off_m?, by.share.max(0.0)))).collect();
    let weight: f64 = placed.iter().map(|(_, share)| share).sum();
    match placed[..] {
        [(only, _)] => Some(only),
        _ if weight > 0.0 => Some([0, 1].map(|axis| placed.iter().map(|(o, w)| o[axis] * w).sum::<f64>() / weight)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Covariance;

    #[test]
    fn two_observations_of_one_source_are_one() {
        let by = |source: &str, share, off_m| HeldBy { source: source.to_owned(), share, off_m };
        let held = Held {
            shared: Covariance::isotropic(0.1),
            by: vec![
                by("sheet:A", 0.4, Some([3.0, 0.0])),
                by("imagery", 0.36, Some([1.0, -1.0])),
                by("imagery", 0.12, Some([-1.0, 1.0])),
                by("statements", 0.12, None),
            ],
        };
        let merged = held.by_source();
        let names: Vec<&str> = merged.iter().map(|by| by.source.as_str()).collect();
        assert_eq!(names, ["imagery", "sheet:A", "statements"]);
        assert!((merged[0].share - 0.48).abs() < 1e-12 && merged[2].off_m.is_none());
        assert!(merged[0].off_m.is_some_and(|[e, n]| (e - 0.5).abs() < 1e-12 && (n + 0.5).abs() < 1e-12));
        assert_eq!(merged[1].off_m, Some([3.0, 0.0]));
    }
}
