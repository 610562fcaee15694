//! Bodies: upright extrusions, coloured as the viewer colours what they rest on.

use super::context::Context;
use super::step::{Arg, Ref, Step};
use geo::orient::{Direction, Orient};
use geo::{Area, LineString, Polygon};
use locus_publish::BundleElement;
use locus_viewer_core::doubt::{Channels, look};
use std::collections::BTreeMap;

/// How see-through is what nothing but a default says to be there, and what nobody said the height of.
const TRANSPARENCY: [f64; 2] = [0.6, 0.3];
/// Outlines smaller than this (square metres), and lower solids (metres), have no volume that could be shown.
const SMALLEST: [f64; 2] = [1e-6, 1e-3];

/// An upright block: its plan in local metres, from where to where it reaches.
#[derive(Clone, Debug)]
pub struct Block {
    /// The plan.
    pub plan: Polygon,
    /// Underside, metres above the floor of its storey.
    pub low_m: f64,
    /// Upper side.
    pub high_m: f64,
}

/// Styles by colour, percent see-through.
#[derive(Default)]
pub struct Styles(BTreeMap<([u8; 3], u8), Ref>);

impl Block {
    /// Whether there is anything to show.
    pub fn is_solid(&self) -> bool {
        self.plan.unsigned_area() > SMALLEST[0] && self.high_m - self.low_m > SMALLEST[1]
    }
}

/// A shape of blocks; none where none of them is solid. `of` says in which colour, openings have none.
pub fn shape(
    step: &mut Step,
    context: &Context,
    blocks: &[Block],
    of: Option<(&BundleElement, &mut Styles)>,
) -> Option<Ref> {
    let solids: Vec<Ref> =
        blocks.iter().filter(|block| block.is_solid()).map(|block| solid(step, context, block)).collect();
    if solids.is_empty() {
        return None;
    }
    if let Some((element, styles)) = of {
        let style = styles.of(step, element);
        for solid in &solids {
            step.add("IFCSTYLEDITEM", [Arg::from(*solid), Arg::from([style]), Arg::Unset]);
        }
    }
    let body = [context.body.into(), "Body".into(), "SweptSolid".into(), solids.into()];
    let body = step.add("IFCSHAPEREPRESENTATION", body);
    Some(step.add("IFCPRODUCTDEFINITIONSHAPE", [Arg::Unset, Arg::Unset, Arg::from([body])]))
}

fn solid(step: &mut Step, context: &Context, block: &Block) -> Ref {
    let plan = block.plan.orient(Direction::Default);
    let outer = curve(step, plan.exterior());
    let holes: Vec<Ref> = plan.interiors().iter().map(|ring| curve(step, ring)).collect();
    let profile = match holes.is_empty() {
        true => step.add("IFCARBITRARYCLOSEDPROFILEDEF", [Arg::One("AREA"), Arg::Unset, outer.into()]),
        false => {
            step.add("IFCARBITRARYPROFILEDEFWITHVOIDS", [Arg::One("AREA"), Arg::Unset, outer.into(), holes.into()])
        }
    };
    let at = step.add("IFCCARTESIANPOINT", [Arg::from([0.0, 0.0, block.low_m])]);
    let at = step.add("IFCAXIS2PLACEMENT3D", [at.into(), Arg::Unset, Arg::Unset]);
    let depth = block.high_m - block.low_m;
    step.add("IFCEXTRUDEDAREASOLID", [profile.into(), at.into(), context.up.into(), depth.into()])
}

/// A closed line; its first point is written once.
fn curve(step: &mut Step, ring: &LineString) -> Ref {
    let open = ring.0.split_last().map_or(&[][..], |(_, open)| open);
    let mut points: Vec<Ref> = open.iter().map(|c| step.add("IFCCARTESIANPOINT", [Arg::from([c.x, c.y])])).collect();
    points.extend(points.first().copied());
    step.add("IFCPOLYLINE", [Arg::from(points)])
}

impl Styles {
    fn of(&mut self, step: &mut Step, element: &BundleElement) -> Ref {
        let look = look(element, Channels::default());
        let see_through = match (look.stippled, look.height_assumed) {
            (true, _) => TRANSPARENCY[0],
            (_, true) => TRANSPARENCY[1],
            _ => 0.0,
        };
        let key = (look.rgb, (100.0 * see_through) as u8);
        *self.0.entry(key).or_insert_with(|| style(step, look.rgb, see_through))
    }
}

fn style(step: &mut Step, rgb: [u8; 3], see_through: f64) -> Ref {
    let [r, g, b] = rgb.map(|part| Arg::Real(f64::from(part) / 255.0));
    let colour = step.add("IFCCOLOURRGB", [Arg::Unset, r, g, b]);
    let mut rendering = vec![colour.into(), see_through.into()];
    rendering.resize(8, Arg::Unset);
    rendering.push(Arg::One("NOTDEFINED"));
    let rendering = step.add("IFCSURFACESTYLERENDERING", rendering);
    step.add("IFCSURFACESTYLE", [Arg::Unset, Arg::One("BOTH"), Arg::from([rendering])])
}
