//! Places that only pins, regions and words show.

use crate::positions::whole;
use crate::synthetic::{at, case, distance, frame, id, inputs, key, statement};
use geo::{Coord, Point};
use locus_model::{
    Case, Described, In, NoteKind, PlacedPin, Plan, Polarity, SiteFrame, Source, StatedBearing, StatedRange, Statement,
    StatementKind,
};

fn from(place: &str, metres: f64, degrees: f64) -> StatementKind {
    let range = Some(StatedRange::Metres { value_m: metres, sd_m: Some(0.1 * metres) });
    let bearing = Some(StatedBearing { degrees, sd_deg: Some(10.0) });
    StatementKind::Place(Described::From { from: key(place), range, bearing })
}

fn said(statement: Statement) -> (Case, Plan) {
    let pages = vec![whole("A01-1", 2.0, |c| c)];
    let mut case = case(&pages);
    case.accounts.get_mut(&id("A01")).unwrap().statements.push(statement);
    let plan = locus_plan::fuse(inputs(&case, pages));
    (case, plan)
}

#[test]
fn a_place_described_from_a_drawn_one_lies_there() {
    let (case, plan) = said(statement("A01-s1", from("shed/c1", 300.0, 90.0), &["well"]));
    let found = locus_plan::locate(&case, &plan, &key("well")).unwrap();
    let expected = at(&plan, "shed/c1") + Coord { x: 300.0, y: 0.0 };
    assert!(distance(found.position.geometry().0, expected) < 15.0, "{:?}", found.position);
    assert!((40.0..250.0).contains(&found.radius95_m), "{}", found.radius95_m);
    assert_eq!(found.testimony[0].source, Source::Statement(id("A01-s1")));
    assert!(plan.nodes.iter().all(|n| n.key != "well"), "words alone make no node");
    assert_eq!(locus_plan::locatable(&case).into_iter().collect::<Vec<_>>(), [&key("well")]);
}

#[test]
fn true_north_is_not_grid_north() {
    let (case, plan) = said(statement("A01-s1", from("shed/c1", 300.0, 90.0), &["well"]));
    let frame = SiteFrame { convergence_deg: 10.0, ..frame() };
    let turned = Plan { frame, ..plan };
    let found = locus_plan::locate(&case, &turned, &key("well")).unwrap().position.geometry().0;
    let off = found - at(&turned, "shed/c1");
    let azimuth = off.x.atan2(off.y).to_degrees();
    assert!(
        (azimuth - 80.0).abs() < 1.0,
        "true east is 80 degrees from a grid north 10 degrees east of true: {azimuth}"
    );
}

#[test]
fn what_cannot_be_used_is_told_and_not_forgotten() {
    let denied =
        Statement { polarity: Polarity::Denies, ..statement("A01-s1", from("shed/c1", 300.0, 90.0), &["well"]) };
    for statement in [denied, statement("A01-s1", from("nowhere", 300.0, 90.0), &["well"])] {
        let pages = vec![whole("A01-1", 2.0, |c| c)];
        let mut case = case(&pages);
        case.accounts.get_mut(&id("A01")).unwrap().statements.push(statement);
        let pin = PlacedPin {
            id: id("A01-p1"),
            account: id("A01"),
            of: key("well"),
            position: In::claim(Point::new(30.0, 20.0)),
            verbatim: String::new(),
            radius95_m: None,
        };
        let plan = locus_plan::fuse(locus_plan::Inputs { pins: vec![pin], ..inputs(&case, pages) });
        assert!(distance(at(&plan, "well"), Coord { x: 30.0, y: 20.0 }) < 1e-6);
        let left = plan.notes.iter().find(|n| n.kind == NoteKind::LeftOut).unwrap();
        assert_eq!(left.about, "statement:A01-s1");
        let assumed = plan.notes.iter().find(|n| n.kind == NoteKind::Assumed && n.about == "pin:A01-p1").unwrap();
        assert!(assumed.message.contains("100 m"));
    }
}

#[test]
fn a_node_with_two_places_says_so() {
    let pages = vec![whole("A01-1", 2.0, |c| c)];
    let case = case(&pages);
    let pin = |name: &str, x: f64| PlacedPin {
        id: id(name),
        account: id(name),
        of: key("well"),
        position: In::claim(Point::new(x, 20.0)),
        verbatim: String::new(),
        radius95_m: Some(30.0),
    };
    let pins = vec![pin("A01", 0.0), pin("A02", 2000.0)];
    let plan = locus_plan::fuse(locus_plan::Inputs { pins, ..inputs(&case, pages) });
    let doubted = plan.notes.iter().find(|n| n.kind == NoteKind::Doubted && n.about == "well").unwrap();
    assert!(doubted.message.contains("2 places"), "{}", doubted.message);
    let well = plan.nodes.iter().find(|n| n.key == "well").unwrap();
    assert!(well.covariance.radius95_m() > 1900.0);
}
