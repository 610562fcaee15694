//! Site, buildings and storeys, and what is in them.

use super::context::Context;
use super::step::{Arg, Ref, Step};
use crate::Facility;
use crate::claims::names;
use crate::identity::Uuid;
use locus_publish::{BundleElement, BundleLevel};
use std::collections::BTreeMap;

/// A site, building or storey.
#[derive(Clone)]
pub struct Place {
    /// What identifiers of its relations are made of.
    pub name: String,
    /// The entity.
    pub entity: Ref,
    /// Its placement.
    pub placement: Ref,
    /// Its floor, metres above the site's ground.
    pub floor_m: f64,
}

/// What is part of a place, and what stands in it.
#[derive(Default)]
pub struct Contents {
    parts: BTreeMap<String, (Ref, Vec<Ref>)>,
    contained: BTreeMap<String, (Ref, Vec<Ref>)>,
}

impl Contents {
    /// A part: a building of a site, a space of a storey.
    pub fn part(&mut self, of: &Place, part: Ref) {
        self.parts.entry(of.name.clone()).or_insert((of.entity, Vec::new())).1.push(part);
    }

    /// A wall, a door: something that stands there.
    pub fn contain(&mut self, at: &Place, product: Ref) {
        self.contained.entry(at.name.clone()).or_insert((at.entity, Vec::new())).1.push(product);
    }

    /// Writes the relations.
    pub fn write(self, step: &mut Step, case: &str) {
        let guid = |what: &str, name: &str| Uuid::of(case, what, name).into();
        let unset = || Arg::Unset;
        for (name, (whole, parts)) in self.parts {
            let related = [guid("parts-of", &name), unset(), unset(), unset(), whole.into(), parts.into()];
            step.add("IFCRELAGGREGATES", related);
        }
        for (name, (place, contained)) in self.contained {
            let related = [guid("contained-in", &name), unset(), unset(), unset(), contained.into(), place.into()];
            step.add("IFCRELCONTAINEDINSPATIALSTRUCTURE", related);
        }
    }
}

/// The site. Its position on the ellipsoid is that of the model's origin.
pub fn site(step: &mut Step, facility: &Facility, context: &Context) -> Place {
    let bundle = facility.bundle();
    let case = &bundle.case;
    let [longitude, latitude] = bundle.frame.anchor.map(angle);
    let placement = placement(step, context, None, 0.0);
    let entity = step.add(
        "IFCSITE",
        [
            Uuid::of(&case.id, "site", &case.id).into(),
            Arg::Unset,
            Arg::label(case.name.any().unwrap_or(&case.id)),
            case.note.as_ref().and_then(|note| note.any()).into(),
            case.facility_type.as_str().into(),
            placement.into(),
            Arg::Unset,
            case.name.ko().map(Arg::label).into(),
            Arg::One("ELEMENT"),
            latitude,
            longitude,
            Arg::Unset,
            Arg::Unset,
            Arg::Unset,
        ],
    );
    Place { name: format!("site/{}", case.id), entity, placement, floor_m: 0.0 }
}

/// A building; `shape` where the plan shows it as a block.
pub fn building(
    step: &mut Step,
    case: &str,
    of: &BundleElement,
    site: &Place,
    context: &Context,
    shape: Option<Ref>,
) -> Place {
    let [en, ko] = names(of);
    let placement = placement(step, context, Some(site.placement), 0.0);
    let entity = step.add(
        "IFCBUILDING",
        [
            Uuid::of(case, "element", &of.id).into(),
            Arg::Unset,
            Arg::label(en.unwrap_or(&of.id)),
            Arg::Unset,
            of.kind.as_str().into(),
            placement.into(),
            shape.into(),
            ko.map(Arg::label).into(),
            Arg::One("ELEMENT"),
            Arg::Unset,
            Arg::Unset,
            Arg::Unset,
        ],
    );
    Place { name: format!("building/{}", of.id), entity, placement, floor_m: 0.0 }
}

/// A level of a building.
pub fn storey(step: &mut Step, case: &str, level: &BundleLevel, building: &Place, context: &Context) -> Place {
    let name = format!("{}/{}", building.name, level.id);
    let placement = placement(step, context, Some(building.placement), level.elevation_m);
    let entity = step.add(
        "IFCBUILDINGSTOREY",
        [
            Uuid::of(case, "storey", &name).into(),
            Arg::Unset,
            Arg::label(level.name.any().unwrap_or(&level.id)),
            Arg::Unset,
            level.id.as_str().into(),
            placement.into(),
            Arg::Unset,
            level.name.ko().map(Arg::label).into(),
            Arg::One("ELEMENT"),
            level.elevation_m.into(),
        ],
    );
    Place { name, entity, placement, floor_m: level.elevation_m }
}

/// A placement so far above another, unturned.
pub fn placement(step: &mut Step, context: &Context, above: Option<Ref>, by_m: f64) -> Ref {
    let at = if by_m == 0.0 {
        context.origin
    } else {
        let point = step.add("IFCCARTESIANPOINT", [Arg::from([0.0, 0.0, by_m])]);
        step.add("IFCAXIS2PLACEMENT3D", [point.into(), Arg::Unset, Arg::Unset])
    };
    step.add("IFCLOCALPLACEMENT", [above.into(), at.into()])
}

/// An `IfcCompoundPlaneAngleMeasure` (8.3.3.4): degrees, minutes, seconds, millionths of a second, all of one sign.
fn angle(degrees: f64) -> Arg {
    let millionths = (degrees.abs() * 3600e6).round() as i64;
    let sign = if degrees < 0.0 { -1 } else { 1 };
    let parts =
        [millionths / 3_600_000_000, millionths / 60_000_000 % 60, millionths / 1_000_000 % 60, millionths % 1_000_000];
    Arg::List(parts.into_iter().map(|part| Arg::Whole(sign * part)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angles_have_one_sign_in_all_parts() {
        let parts = |degrees| match angle(degrees) {
            Arg::List(parts) => parts.iter().map(|p| format!("{p:?}")).collect::<Vec<_>>().join(" "),
            other => format!("{other:?}"),
        };
        assert_eq!(parts(39.493_201_82), "Whole(39) Whole(29) Whole(35) Whole(526552)");
        assert_eq!(parts(-0.5), "Whole(0) Whole(-30) Whole(0) Whole(0)");
    }
}
