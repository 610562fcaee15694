//! The same solids as numbers, for programs that build no meshes.

use super::{Builder, Profile, vertices};
use crate::bundle::{BundleGap, BundleShape};
use crate::dimensions;
use crate::precision::metres;
use crate::scene::{flat, local, rings};
use geo::{Winding, winding_order::WindingOrder};
use locus_model::{Element, Form, Kind};

impl Builder<'_> {
    /// Where and how large an element is drawn; of a label, which has no profile, where it is written.
    pub fn shape(&self, element: &Element, profile: Option<Profile>) -> BundleShape {
        let (base_m, top_m) = self.reach(element, profile);
        let form = element.shape.geometry();
        BundleShape {
            base_m: metres(base_m),
            top_m: top_m.map(metres),
            line: if matches!(form, Form::Line(_)) { self.line(element) } else { Vec::new() },
            rings: self.outline(element).map_or_else(Vec::new, |area| rings(&area)),
            point: match form {
                Form::Point(p) => Some(flat(local(self.inputs, p.0))),
                _ => None,
            },
            thickness_m: self.thickness(element).map(metres),
            nodes: nodes(element),
            panel_m: profile.filter(|_| element.kind.is_opening()).map(|p| [metres(p.low_m), metres(p.high_m)]),
            gaps: self.gaps(element),
        }
    }

    /// Underside and upper side; of an opening sill and head, whatever stands in it.
    fn reach(&self, element: &Element, profile: Option<Profile>) -> (f64, Option<f64>) {
        match profile {
            None => (self.base(element), None),
            Some(_) if element.kind.is_opening() => {
                let sill = self.base(element) + self.sill(element);
                (sill, Some(sill + self.height(element)))
            }
            Some(profile) => (profile.low_m, Some(profile.high_m)),
        }
    }

    fn line(&self, element: &Element) -> Vec<[f64; 2]> {
        vertices(self.inputs, element).into_iter().map(flat).collect()
    }

    fn thickness(&self, element: &Element) -> Option<f64> {
        if element.kind.is_opening() {
            return Some(2.0 * self.panel_half(element));
        }
        dimensions::thickness(element, self.inputs.case()).map(|d| d.metres)
    }

    fn gaps(&self, element: &Element) -> Vec<BundleGap> {
        let index = self.index.get(element.id.as_str()).filter(|_| element.kind != Kind::Road);
        let Some(index) = index.copied() else { return Vec::new() };
        let (base, height) = (self.base(element), self.height(element));
        let gap = |(opening, cut): (&Element, Option<super::Cut>)| {
            let cut = cut?;
            let line = self.walls[index].along(&cut);
            Some(BundleGap {
                opening: opening.id.clone(),
                line: line.map(flat),
                base_m: metres(base + cut.sill_m.max(0.0)),
                top_m: metres(base + cut.head_m.min(height)),
            })
        };
        self.cuts(element, index).filter_map(gap).collect()
    }
}

/// The nodes of an element in the order its vertices are printed: outer rings are turned counter-clockwise.
fn nodes(element: &Element) -> Vec<String> {
    let mut nodes = element.nodes.clone();
    if let Form::Area(area) = element.shape.geometry()
        && area.exterior().winding_order() == Some(WindingOrder::Clockwise)
    {
        nodes.reverse();
    }
    nodes
}
