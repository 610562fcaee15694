//! Units, coordinates, and the way to the earth (ISO 16739-1, 8.11 and 8.18).

use super::step::{Arg, Ref, Step};
use crate::Facility;
use crate::identity::Uuid;
use locus_publish::BundleFrame;

/// What everything else refers to.
pub struct Context {
    /// The project.
    pub project: Ref,
    /// The sub-context of bodies.
    pub body: Ref,
    /// Straight up.
    pub up: Ref,
    /// A placement at the origin, unturned.
    pub origin: Ref,
}

/// Writes the project and what it needs.
pub fn write(step: &mut Step, facility: &Facility) -> Context {
    let bundle = facility.bundle();
    let units = units(step);
    let zero = step.add("IFCCARTESIANPOINT", [Arg::from([0.0, 0.0, 0.0])]);
    let up = step.add("IFCDIRECTION", [Arg::from([0.0, 0.0, 1.0])]);
    let origin = step.add("IFCAXIS2PLACEMENT3D", [zero.into(), Arg::Unset, Arg::Unset]);
    // Grid north is y; true north is turned back by the convergence.
    let (sin, cos) = bundle.frame.convergence_deg.to_radians().sin_cos();
    let north = step.add("IFCDIRECTION", [Arg::from([-sin, cos])]);
    let model = step.add(
        "IFCGEOMETRICREPRESENTATIONCONTEXT",
        [Arg::Unset, "Model".into(), Arg::Whole(3), Arg::Real(1e-5), origin.into(), north.into()],
    );
    let [body, view] = ["Body", "Model"].map(Arg::from);
    let body = step.add("IFCGEOMETRICREPRESENTATIONSUBCONTEXT", sub_context(body, view, model));
    on_earth(step, &bundle.frame, model, units[0]);
    let assigned = step.add("IFCUNITASSIGNMENT", [Arg::from(units.to_vec())]);
    let case = &bundle.case;
    let project = step.add(
        "IFCPROJECT",
        [
            Uuid::of(&case.id, "project", &case.id).into(),
            Arg::Unset,
            Arg::label(case.name.any().unwrap_or(&case.id)),
            case.name.ko().map(Arg::label).into(),
            Arg::Unset,
            Arg::Unset,
            Arg::Unset,
            Arg::from([model]),
            assigned.into(),
        ],
    );
    Context { project, body, up, origin }
}

fn sub_context(identifier: Arg, context_type: Arg, parent: Ref) -> [Arg; 10] {
    // The four attributes between are derived from the parent.
    [
        identifier,
        context_type,
        Arg::Derived,
        Arg::Derived,
        Arg::Derived,
        Arg::Derived,
        parent.into(),
        Arg::Unset,
        Arg::One("MODEL_VIEW"),
        Arg::Unset,
    ]
}

/// Metre, square metre, cubic metre, radian; the metre first.
fn units(step: &mut Step) -> [Ref; 4] {
    [("LENGTHUNIT", "METRE"), ("AREAUNIT", "SQUARE_METRE"), ("VOLUMEUNIT", "CUBIC_METRE"), ("PLANEANGLEUNIT", "RADIAN")]
        .map(|(kind, name)| step.add("IFCSIUNIT", [Arg::Derived, Arg::One(kind), Arg::Unset, Arg::One(name)]))
}

/// The projected CRS (8.18.3.6) and how to get there: a shift, because the model's axes are its grid. The height is zero
/// because nobody measured one: heights are above the site's ground.
fn on_earth(step: &mut Step, frame: &BundleFrame, model: Ref, metre: Ref) {
    let crs = step.add(
        "IFCPROJECTEDCRS",
        [
            format!("EPSG:{}", frame.epsg).into(),
            frame.name.as_str().into(),
            Arg::Unset,
            Arg::Unset,
            Arg::Unset,
            Arg::Unset,
            metre.into(),
        ],
    );
    let [east, north] = frame.origin_m;
    step.add(
        "IFCMAPCONVERSION",
        [model.into(), crs.into(), east.into(), north.into(), 0.0.into(), 1.0.into(), 0.0.into(), 1.0.into()],
    );
}
