//! Three cells or five: named alternatives, never an average.

use crate::synthetic::*;
use geo::Coord;
use locus_model::*;

fn pages() -> Vec<Page> {
    vec![page("A01-1", &five(), 2.0, |c| c), page("A02-1", &five(), 2.0, |c| c), page("A03-1", &four(), 2.0, |c| c)]
}

#[test]
fn a_sheet_that_closes_up_over_a_cell_is_another_hypothesis() {
    let plan = fuse(pages());
    let names: Vec<(&str, bool)> = plan.hypotheses.iter().map(|h| (h.name.as_str(), h.default)).collect();
    assert_eq!(names, [("block:cell=5", true), ("block:cell=4", false)]);
    assert_eq!(plan.hypotheses[0].accounts, ids(&["A01", "A02"]));
    assert_eq!(plan.hypotheses[1].accounts, ids(&["A03"]));
    let cell = element(&plan, "room-cell-3");
    assert_eq!(cell.hypothesis, Some(Membership { name: "block:cell=5".into(), default: true }));
    assert_eq!(cell.agreement.contradicted_by, ids(&["A03"]));
    assert!(cell.agreement.not_drawn_by.is_empty());
    assert!(element(&plan, "door-cell-3.door").hypothesis.is_some());
    assert!(element(&plan, "room-cell-1").hypothesis.is_none());
    // The neighbour as A03 draws it stands beside the usual one.
    let other = plan.elements.iter().find(|e| e.key == Some(key("cell-4")) && e.id != "room-cell-4").unwrap();
    assert_eq!(other.hypothesis, Some(Membership { name: "block:cell=4".into(), default: false }));
    assert_eq!(other.agreement.drawn_by, ids(&["A03"]));
}

#[test]
fn paper_left_white_contradicts_nothing() {
    let half: Vec<Drawn> =
        five().into_iter().filter(|d| !d.id.contains("cell-4") && !d.id.contains("cell-5")).collect();
    let plan = fuse(vec![page("A01-1", &five(), 2.0, |c| c), page("A02-1", &half, 2.0, |c| c)]);
    assert!(plan.hypotheses.is_empty());
    assert_eq!(element(&plan, "room-cell-5").agreement.not_drawn_by, ids(&["A02"]));
}

#[test]
fn a_stated_number_takes_a_side_or_makes_one() {
    let mut case = case(&pages());
    let count = |value| StatementKind::Count { value, sd: None, what: "cell".into() };
    case.accounts.insert(id("A04"), account("A04"));
    case.accounts.insert(id("A05"), account("A05"));
    case.accounts.get_mut(&id("A04")).unwrap().statements.push(statement("A04-s1", count(4.0), &["block"]));
    case.accounts.get_mut(&id("A05")).unwrap().statements.push(statement("A05-s1", count(3.0), &["block"]));
    let plan = locus_plan::fuse(inputs(&case, pages()));
    let found: Vec<_> = plan.hypotheses.iter().map(|h| (h.name.as_str(), h.accounts.clone(), h.drawn)).collect();
    assert_eq!(
        found,
        [
            ("block:cell=5", ids(&["A01", "A02"]), true),
            ("block:cell=3", ids(&["A05"]), false),
            ("block:cell=4", ids(&["A03", "A04"]), true),
        ]
    );
    assert!(plan.hypotheses[2].sources.contains(&Source::Statement(id("A04-s1"))));
    assert_eq!(plan.hypotheses.iter().filter(|h| h.default).count(), 1);
}

#[test]
fn accounts_that_are_one_voice_do_not_outvote_another() {
    let mut case = case(&pages());
    case.accounts.get_mut(&id("A02")).unwrap().discussed_with.insert(id("A01"));
    case.accounts.insert(id("A04"), account("A04"));
    let count = StatementKind::Count { value: 4.0, sd: None, what: "cell".into() };
    case.accounts.get_mut(&id("A04")).unwrap().statements.push(statement("A04-s1", count, &["block"]));
    let plan = locus_plan::fuse(inputs(&case, pages()));
    let default = plan.hypotheses.iter().find(|h| h.default).unwrap();
    assert_eq!(default.name, "block:cell=4");
    assert_eq!(element(&plan, "room-cell-3").hypothesis.as_ref().map(|h| h.default), Some(false));
}

#[test]
fn a_door_in_another_wall_is_another_hypothesis_with_its_own_jambs() {
    let mut moved = five();
    for d in moved.iter_mut().filter(|d| d.key.as_deref() == Some("cell-2/door")) {
        d.vertices.iter_mut().for_each(|(_, c)| c.y = 10.0);
    }
    let plan = fuse(vec![
        page("A01-1", &five(), 2.0, |c| c),
        page("A02-1", &five(), 2.0, |c| c),
        page("A03-1", &moved, 2.0, |c| c),
    ]);
    let names: Vec<&str> = plan.hypotheses.iter().map(|h| h.name.as_str()).collect();
    assert_eq!(names, ["cell-2/door:joins=cell-2+corridor", "cell-2/door:joins=outside+cell-2"]);
    let (here, there) = (element(&plan, "door-cell-2.door"), element(&plan, "door-cell-2.door-x"));
    assert_eq!(
        (here.agreement.drawn_by.clone(), there.agreement.drawn_by.clone()),
        (ids(&["A01", "A02"]), ids(&["A03"]))
    );
    assert_eq!(
        (here.host.as_deref(), there.host.as_deref()),
        (Some("wall-block.u1--block.u2"), Some("wall-block.t1--block.t2"))
    );
    assert!(distance(at(&plan, "cell-2/door/a"), Coord { x: 8.5, y: 4.0 }) < 1e-6, "not averaged");
    assert!(distance(at(&plan, "cell-2/door/a#alt1"), Coord { x: 8.5, y: 10.0 }) < 1e-6);
}

#[test]
fn a_stated_order_that_the_drawings_deny_is_kept_beside_them() {
    let mut case = case(&pages());
    let order = || StatementKind::Order { along: None };
    let said = &mut case.accounts.get_mut(&id("A03")).unwrap().statements;
    said.push(statement("A03-s1", order(), &["cell-1", "cell-2", "cell-4"]));
    said.push(statement("A03-s2", order(), &["cell-2", "cell-1", "cell-4"]));
    said.push(statement("A03-s3", StatementKind::Adjacent, &["cell-1", "cell-2"]));
    said.push(statement("A03-s4", StatementKind::Adjacent, &["cell-1", "cell-5"]));
    let plan = locus_plan::fuse(inputs(&case, pages()));
    let stated: Vec<&str> =
        plan.hypotheses.iter().filter(|h| h.name.ends_with("as-stated")).map(|h| h.name.as_str()).collect();
    assert_eq!(stated, ["cell-1,cell-5:adjacent=as-stated", "cell-2,cell-1,cell-4:order=as-stated"]);
    let drawn = plan.hypotheses.iter().find(|h| h.name == "cell-2,cell-1,cell-4:order=as-drawn").unwrap();
    assert!(drawn.default && drawn.accounts == ids(&["A01", "A02", "A03"]));
}
