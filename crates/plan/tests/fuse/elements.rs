//! Walls, areas, openings: what is published between the points, and who is counted for and against it.

use crate::synthetic::*;
use geo::{Coord, Validation};
use locus_model::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn both() -> Vec<Drawn> {
    site().into_iter().chain(five().into_iter().skip(1)).collect()
}

/// What the published format promises of every plan.
fn check(plan: &Plan) {
    let ids: BTreeSet<&str> = plan.elements.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(ids.len(), plan.elements.len(), "ids are unique");
    let keys: BTreeSet<&str> = plan.nodes.iter().map(|n| n.key.as_str()).collect();
    assert_eq!(keys.len(), plan.nodes.len(), "node keys are unique");
    for element in &plan.elements {
        assert!(Id::new(&element.id).is_ok(), "{}", element.id);
        let vertices = element.shape.geometry().vertices();
        assert_eq!(vertices.len(), element.nodes.len(), "{}", element.id);
        for (vertex, node) in vertices.iter().zip(&element.nodes) {
            assert_eq!(*vertex, at(plan, node), "{} at {node}", element.id);
        }
        if let Form::Area(area) = element.shape.geometry() {
            assert!(area.is_valid(), "{}", element.id);
        }
        if let Some(host) = &element.host {
            assert!(ids.contains(host.as_str()), "{} in {host}", element.id);
        }
        let Agreement { drawn_by, not_drawn_by, contradicted_by } = &element.agreement;
        assert!(drawn_by.is_disjoint(not_drawn_by) && drawn_by.is_disjoint(contradicted_by), "{}", element.id);
        assert!(!element.sources.is_empty(), "{}", element.id);
    }
    assert!(plan.nodes.iter().all(|n| n.covariance.is_valid()));
}

#[test]
fn one_sheet_alone_is_a_plan() {
    let plan = fuse(vec![page("A01-1", &both(), 2.0, |c| c)]);
    check(&plan);
    assert!(plan.elements.iter().all(|e| e.independent_accounts == 1 && e.agreement.not_drawn_by.is_empty()));
}

#[test]
fn drawn_walls_are_testified_and_missing_ones_follow_from_outlines_once() {
    let plan = fuse(vec![page("A01-1", &both(), 2.0, |c| c), page("A02-1", &both(), 2.0, |c| c)]);
    check(&plan);
    let drawn = element(&plan, "wall-block.t1--block.u1");
    assert_eq!((drawn.status, drawn.agreement.drawn_by.len()), (Status::Testified, 2));
    let front = element(&plan, "wall-block.c3--block.t4");
    assert_eq!(front.status, Status::Inferred);
    assert!(front.sources.contains(&Source::Rule("room-outline")));
    // The whole facade is drawn as the outline of the block and follows from the cells: not a second time.
    assert!(plan.elements.iter().all(|e| e.id != "wall-block.c3--block.c4"));
    let pairs: Vec<BTreeSet<&String>> =
        plan.elements.iter().filter(|e| e.kind == Kind::Wall).map(|e| e.nodes.iter().collect()).collect();
    assert_eq!(pairs.iter().collect::<BTreeSet<_>>().len(), pairs.len(), "no wall stands twice");
    assert_eq!(element(&plan, "wall-shed.c1--shed.c2").height.as_ref().map(|h| h.basis), Some(HeightBasis::Rule));
}

#[test]
fn a_wall_drawn_in_one_stroke_supports_the_pieces_others_draw() {
    let facade = |nodes: &[(&str, f64)]| {
        let vertices = nodes.iter().map(|(n, x)| (n.to_string(), Coord { x: *x, y: 0.0 })).collect();
        vec![Drawn { id: "wall-9".into(), kind: Kind::Wall, key: None, vertices }]
    };
    let plan = fuse(vec![
        page("A01-1", &facade(&[("a", 0.0), ("m", 10.0), ("b", 24.0)]), 1.0, |c| c),
        page("A02-1", &facade(&[("a", 0.0), ("b", 24.0)]), 1.0, |c| c),
    ]);
    check(&plan);
    let walls: Vec<&str> = plan.elements.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(walls, ["wall-a--m", "wall-b--m"]);
    assert!(plan.elements.iter().all(|e| e.agreement.drawn_by == ids(&["A01", "A02"])));
}

#[test]
fn openings_know_their_wall_and_the_gate_closes_the_fence() {
    let plan = fuse(vec![page("A01-1", &both(), 2.0, |c| c)]);
    assert_eq!(element(&plan, "gate-gate").host.as_deref(), Some("fence-perimeter"));
    assert_eq!(element(&plan, "door-cell-2.door").host.as_deref(), Some("wall-block.u1--block.u2"));
    assert_eq!(element(&plan, "fence-perimeter").nodes.first().map(String::as_str), Some("gate/e"));
    assert_eq!(element(&plan, "tower-1").kind, Kind::Tower);
}

#[test]
fn a_door_drawn_beside_its_wall_is_set_into_it() {
    let mut drawn = both();
    for d in drawn.iter_mut().filter(|d| d.key.as_deref() == Some("cell-2/door")) {
        d.vertices.iter_mut().for_each(|(_, c)| c.y += 0.4);
    }
    let plan = fuse(vec![page("A01-1", &drawn, 2.0, |c| c)]);
    assert!((at(&plan, "cell-2/door/a").y - 4.0).abs() < 1e-9);
}

#[test]
fn only_a_sheet_that_could_have_shown_it_leaves_it_out() {
    let no_shed: Vec<Drawn> = site().into_iter().filter(|d| d.id != "shed-1").collect();
    let pages = vec![
        page("A01-1", &both(), 2.0, |c| c),
        page("A02-1", &no_shed, 2.0, |c| c),
        page("A03-1", &five(), 2.0, |c| c),
        page("A04-1", &site(), 2.0, |c| c),
    ];
    let plan = fuse(pages);
    check(&plan);
    // A02 draws buildings all around it; A03 draws the inside of the block and nothing else.
    assert_eq!(element(&plan, "building-shed").agreement.not_drawn_by, ids(&["A02"]));
    // The site sheets show the block as one outline: they do not leave out its cells.
    assert_eq!(element(&plan, "room-cell-3").agreement.not_drawn_by, ids(&[]));
    assert_eq!(element(&plan, "room-cell-3").agreement.drawn_by, ids(&["A01", "A03"]));
}

#[test]
fn nobody_leaves_out_what_was_built_after_they_left() {
    let no_shed: Vec<Drawn> = site().into_iter().filter(|d| d.id != "shed-1").collect();
    let pages = vec![
        page("A01-1", &site(), 2.0, |c| c),
        page("A02-1", &no_shed, 2.0, |c| c),
        page("A03-1", &no_shed, 2.0, |c| c),
    ];
    let mut case = case(&pages);
    case.accounts.get_mut(&id("A02")).unwrap().stay = Some(Edtf::parse("2006-01/2008-12").unwrap());
    case.accounts.get_mut(&id("A03")).unwrap().stay = Some(Edtf::parse("2013-01/2014-12").unwrap());
    let footprint = see_shed(&mut case, |c| c);
    case.footprints.get_mut(&footprint.id).unwrap().valid = Some(Edtf::parse("2012/..").unwrap());
    let plan = locus_plan::fuse(locus_plan::Inputs { footprints: vec![footprint], ..inputs(&case, pages) });
    let shed = element(&plan, "building-shed");
    assert_eq!(shed.agreement.not_drawn_by, ids(&["A03"]));
    assert_eq!(shed.valid.as_ref().map(Edtf::as_str), Some("2012/.."));
}

#[test]
fn stated_heights_are_used_and_defaults_are_named_once() {
    let pages = vec![page("A01-1", &both(), 2.0, |c| c), page("A02-1", &both(), 2.0, |c| c)];
    let mut case = case(&pages);
    for (name, value_m) in [("A01", 2.0), ("A02", 3.0)] {
        let height = statement(&format!("{name}-s1"), StatementKind::Height { value_m, sd_m: 0.5 }, &["perimeter"]);
        case.accounts.get_mut(&id(name)).unwrap().statements.push(height);
    }
    let plan = locus_plan::fuse(inputs(&case, pages));
    let fence = element(&plan, "fence-perimeter");
    let height = fence.height.as_ref().unwrap();
    assert_eq!((height.metres, height.basis), (2.5, HeightBasis::Stated));
    // Two values 1 m apart: the scatter, not the stated half metre, sets the doubt.
    assert!((height.sd_m.unwrap() - 0.5).abs() < 1e-9);
    assert!(fence.sources.contains(&Source::Statement(id("A02-s1"))));
    let assumed: Vec<&str> =
        plan.notes.iter().filter(|n| n.kind == NoteKind::Assumed).map(|n| n.about.as_str()).collect();
    assert_eq!(assumed, ["default:door-height", "default:door-sill", "default:wall-thickness"]);
}

#[test]
fn without_any_key_a_sheet_still_becomes_elements() {
    let mut bare = without_node_keys(page("A01-1", &both(), 2.0, |c| c));
    bare.sheet.strokes.iter_mut().for_each(|s| s.stroke.key = None);
    let plan = fuse(vec![bare]);
    check(&plan);
    let shed = element(&plan, "building-A01-1.shed-1");
    assert_eq!(shed.nodes[0], "A01-1.shed-1#1");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn whatever_is_drawn_the_promises_hold(
        offsets in proptest::collection::vec(-6.0..6.0_f64, 64), named in any::<bool>(), sheets in 1..4_usize,
    ) {
        let pages = (0..sheets).map(|n| {
            let jitter = |c: Coord| {
                let i = (c.x * 7.0 + c.y * 13.0 + 5.0 * n as f64).abs() as usize;
                Coord { x: c.x + offsets[i % 64], y: c.y + offsets[(i * 3 + 1) % 64] }
            };
            let one = page(&format!("A0{}-1", n + 1), &both(), 2.0, jitter);
            if named { one } else { without_node_keys(one) }
        });
        check(&fuse(pages.collect()));
    }
}
