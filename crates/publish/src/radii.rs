//! The 95 % radii of a plan, each computed once: a radius is a numerical integral, and every corner has one.

use locus_model::{AlignedStroke, CHI2_95_2DOF, Covariance, Id, Node, Plan};
use std::collections::BTreeMap;

/// Metres, by node and by stroke.
pub struct Radii<'a> {
    nodes: BTreeMap<(&'a str, Option<&'a str>), f64>,
    strokes: BTreeMap<(&'a Id, &'a str), f64>,
}

impl<'a> Radii<'a> {
    /// Of every node, and of every stroke at its worst vertex.
    pub fn of(plan: &'a Plan) -> Self {
        let strokes =
            plan.sheets.iter().flat_map(|sheet| sheet.strokes.iter().map(move |stroke| (&sheet.sheet, stroke)));
        Self {
            nodes: plan.nodes.iter().map(|node| (name(node), node.covariance.radius95_m())).collect(),
            strokes: strokes
                .filter_map(|(sheet, s)| worst(&s.covariances).map(|r| ((sheet, s.stroke.id.as_str()), r)))
                .collect(),
        }
    }

    /// Of a node of the plan.
    pub fn node(&self, node: &Node) -> Option<f64> {
        self.nodes.get(&name(node)).copied()
    }

    /// Of a stroke at its worst; `None` where its sheet says nothing.
    pub fn stroke(&self, sheet: &Id, stroke: &AlignedStroke) -> Option<f64> {
        self.strokes.get(&(sheet, stroke.stroke.id.as_str())).copied()
    }
}

fn name(node: &Node) -> (&str, Option<&str>) {
    (&node.key, node.hypothesis.as_ref().map(|h| h.name.as_str()))
}

/// The largest radius. A radius is at most that of a circle of the longer axis, so most need not be computed.
fn worst(covariances: &[Covariance]) -> Option<f64> {
    let bound = |c: &Covariance| (CHI2_95_2DOF * c.eigenvalues().0).sqrt();
    let mut sorted: Vec<&Covariance> = covariances.iter().collect();
    sorted.sort_by(|a, b| bound(b).total_cmp(&bound(a)));
    let mut worst = sorted.first()?.radius95_m();
    for covariance in sorted.into_iter().skip(1) {
        if bound(covariance) <= worst {
            break;
        }
        worst = worst.max(covariance.radius95_m());
    }
    Some(worst)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_is_the_largest_and_not_the_longest() {
        // The longer ellipse is so thin that the rounder one needs the larger circle.
        let thin = Covariance { ee: 1.1, en: 0.0, nn: 1e-9 };
        let all = [Covariance::isotropic(0.1), thin, Covariance::isotropic(1.0)];
        let largest = all.iter().map(|c| c.radius95_m()).fold(0.0, f64::max);
        assert_eq!(worst(&all), Some(largest));
        assert!(largest > thin.radius95_m());
        assert_eq!(worst(&[]), None);
    }
}
