//! Where points come to lie, and how well they claim to be known.

use crate::synthetic::*;
use geo::Coord;
use locus_model::*;
use std::collections::BTreeSet;

pub fn whole(sheet: &str, sd_m: f64, to_ground: impl Fn(Coord) -> Coord) -> Page {
    let both: Vec<Drawn> = site().into_iter().chain(five().into_iter().skip(1)).collect();
    page(sheet, &both, sd_m, to_ground)
}

/// A wobble of a few metres that differs from sheet to sheet and from place to place.
fn wobble(n: f64) -> impl Fn(Coord) -> Coord {
    move |c| Coord { x: c.x + (c.y * 0.07 + n).sin() * 2.0, y: c.y + (c.x * 0.05 + 2.0 * n).cos() * 2.0 }
}

#[test]
fn exact_sheets_give_the_exact_plan() {
    let pages = ["A01-1", "A02-1", "A03-1"].map(|s| whole(s, 2.0, |c| c));
    let plan = fuse(pages.into());
    for drawn in site().into_iter().chain(five()) {
        for (name, true_at) in drawn.vertices {
            assert!(distance(at(&plan, &name), true_at) < 1e-6, "{name} at {:?}", at(&plan, &name));
        }
    }
}

#[test]
fn the_order_of_the_accounts_does_not_matter() {
    let pages =
        || vec![whole("A01-1", 2.0, wobble(1.0)), whole("A02-1", 3.0, wobble(2.0)), whole("A03-1", 1.0, wobble(3.0))];
    let there = fuse(pages());
    let back = fuse(pages().into_iter().rev().collect());
    assert_eq!(there.nodes, back.nodes);
    assert_eq!(there.elements, back.elements);
}

#[test]
fn moving_the_site_changes_nothing_else() {
    let pages = |far: f64| {
        let ground = |n| move |c| wobble(n)(c) + Coord { x: far, y: far };
        vec![whole("A01-1", 2.0, ground(1.0)), whole("A02-1", 3.0, ground(2.0)), whole("A03-1", 1.0, ground(3.0))]
    };
    let (here, far) = (fuse(pages(0.0)), fuse(pages(500_000.0)));
    assert_eq!(here.nodes.len(), far.nodes.len());
    for (a, b) in here.nodes.iter().zip(&far.nodes) {
        let moved = a.position.geometry().0 + Coord { x: 500_000.0, y: 500_000.0 };
        assert!(distance(moved, b.position.geometry().0) < 1e-6, "{}", a.key);
        assert!((a.covariance.ee - b.covariance.ee).abs() < 1e-6, "{}", a.key);
    }
}

/// The stand-in, and the last sheet takes its first building for its last.
fn exchanging(network: &Network) -> Adjustment {
    let mut adjusted = each_alone(network);
    let last = network.sheets.len() - 1;
    let sheet = &network.sheets[last];
    let centre = |u: usize| {
        let of = &sheet.units[u].vertices;
        let at = of.iter().map(|&v| adjusted.points[sheet.vertices[v].point].at);
        at.fold(Coord::zero(), |sum, p| sum + p / of.len() as f64)
    };
    let other = sheet.units.len() - 1;
    let way = centre(other) - centre(0);
    adjusted.sheets[last].units[0] = (0.1, way);
    adjusted.sheets[last].units[other] = (0.1, way * -1.0);
    adjusted
}

#[test]
fn two_exchanged_buildings_are_named_in_one_note_about_their_sheet() {
    let pages: Vec<Page> = (1..=3).map(|n| whole(&format!("A0{n}-1"), 2.0, wobble(f64::from(n)))).collect();
    let case = case(&pages);
    let plan = locus_plan::fuse(locus_plan::Inputs { adjust: &exchanging, ..inputs(&case, pages) });
    let doubts: Vec<&Note> = plan.notes.iter().filter(|n| n.about.starts_with("sheet:")).collect();
    let [only] = doubts[..] else { panic!("{doubts:?}") };
    assert_eq!(only.about, "sheet:A03-1");
    assert!(only.message.starts_with("shows \"block\" and \"shed\" exchanged"), "{}", only.message);
}

#[test]
fn what_imagery_shows_lies_where_imagery_shows_it() {
    let pages = vec![whole("A01-1", 0.5, shifted(3.0, 0.0)), whole("A02-1", 0.5, shifted(3.0, 0.0))];
    let mut case = case(&pages);
    let footprint = see_shed(&mut case, |c| c);
    let plan = locus_plan::fuse(locus_plan::Inputs { footprints: vec![footprint], ..inputs(&case, pages) });
    assert!(distance(at(&plan, "shed/c3"), Coord { x: 62.0, y: 26.0 }) < 1e-9);
    assert!((radius(&plan, "shed/c3") - 0.35 * CHI2_95_2DOF.sqrt()).abs() < 1e-4);
    let shed = element(&plan, "building-shed");
    assert_eq!(shed.status, Status::Seen);
    assert!(shed.sources.contains(&Source::Footprint(id("fp-shed"))));
    // Nothing that only people drew claims to be better known than the best imagery.
    for node in plan.nodes.iter().filter(|n| n.status == Status::Testified) {
        let (_, minor) = node.covariance.eigenvalues();
        assert!(minor >= 0.35_f64.powi(2) - 1e-9, "{}", node.key);
    }
}

#[test]
fn without_node_keys_corners_are_matched_whatever_their_start_and_direction() {
    let turned = |mut page: Page, by: usize, reverse: bool| {
        for aligned in &mut page.sheet.strokes {
            let form = aligned.form().map(|c| c);
            if let Form::Area(area) = form {
                let mut ring = area.exterior().0.clone();
                ring.pop();
                ring.rotate_left(by % 4);
                if reverse {
                    ring.reverse();
                }
                aligned.stroke.shape = In::claim(Form::Area(geo::Polygon::new(ring.into(), vec![])));
                aligned.framed = aligned.form().corners();
            }
        }
        page
    };
    let plain = |sheet| without_node_keys(whole(sheet, 2.0, |c| c));
    let pages = vec![plain("A01-1"), turned(plain("A02-1"), 1, false), turned(plain("A03-1"), 2, true)];
    let plan = fuse(pages);
    assert!(distance(at(&plan, "shed#1"), Coord { x: 50.0, y: 20.0 }) < 1e-6, "lowest, then westernmost");
    assert!(distance(at(&plan, "shed#2"), Coord { x: 62.0, y: 20.0 }) < 1e-6, "counter-clockwise");
    assert_eq!(element(&plan, "building-shed").nodes, ["shed#1", "shed#2", "shed#3", "shed#4", "shed#1"]);
    // Cell 2's corner is cell 1's: one node, all three accounts.
    let shared: BTreeSet<&String> = element(&plan, "room-cell-1").nodes.iter().collect();
    let common = element(&plan, "room-cell-2").nodes.iter().filter(|n| shared.contains(n)).collect::<BTreeSet<_>>();
    assert_eq!(common.len(), 2);
    assert!(plan.nodes.iter().all(|n| n.agreement.drawn_by.len() == 3), "no account's corner stands alone");
}

#[test]
fn pins_place_what_nothing_else_shows_and_only_doubt_the_rest() {
    let pages = vec![whole("A01-1", 2.0, |c| c)];
    let case = case(&pages);
    let pin = |name: &str, of: &str, x: f64| PlacedPin {
        id: id(name),
        account: id("A01"),
        of: key(of),
        position: In::claim(geo::Point::new(x, 20.0)),
        verbatim: String::new(),
        radius95_m: Some(10.0),
    };
    let pins = vec![pin("A01-p1", "well", 30.0), pin("A01-p2", "shed", 900.0), pin("A01-p3", "shed", 57.0)];
    let plan = locus_plan::fuse(locus_plan::Inputs { pins, ..inputs(&case, pages) });
    assert!(distance(at(&plan, "well"), Coord { x: 30.0, y: 20.0 }) < 1e-9);
    assert!(radius(&plan, "well") > 10.0, "a stated radius is too small");
    assert!(distance(at(&plan, "shed/c1"), Coord { x: 50.0, y: 20.0 }) < 1e-6);
    let doubted: Vec<&str> =
        plan.notes.iter().filter(|n| n.kind == NoteKind::Doubted).map(|n| n.about.as_str()).collect();
    assert_eq!(doubted, ["pin:A01-p2"]);
}

#[test]
fn nothing_at_all_is_an_empty_plan() {
    let plan = fuse(vec![]);
    assert!(plan.nodes.is_empty() && plan.elements.is_empty() && plan.hypotheses.is_empty() && plan.notes.is_empty());
}

#[test]
fn a_vertex_that_is_no_number_is_refused_with_a_note() {
    let mut one = whole("A01-1", 2.0, |c| c);
    one.sheet.strokes[2].covariances[0].ee = f64::NAN;
    let plan = fuse(vec![one]);
    assert!(plan.elements.iter().all(|e| e.id != "building-shed"));
    assert!(plan.notes.iter().any(|n| n.kind == NoteKind::Refused && n.about == "stroke:A01-1/shed-1"));
}
