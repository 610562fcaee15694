//! Which elements are to be seen from a pose: exactly, by pictures of numbers.

use crate::camera::{Camera, save, without_incidents};
use crate::numbers::Numbers;
use crate::plan::{across, away, line, middle, moved};
use crate::published::{Facility, element};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SIZE: [u32; 2] = [960, 540];
const PLAN: [u32; 2] = [1600, 1000];

/// The north wall of cell 2, an outer wall of the cell block.
pub const NORTH_WALL: &str = "wall-cell-block.t1--cell-block.t2";
/// The walls beside it in the same line, of cell 1 and of cell 3.
const BESIDE: [&str; 2] = ["wall-cell-block.c4--cell-block.t1", "wall-cell-block.c3--cell-block.t2"];

/// Three metres before the north wall of cell 2, looking at it.
pub fn before_the_north_wall(bundle: &Value) -> Camera {
    let wall = line(bundle, NORTH_WALL);
    let out = away(wall, middle(line(bundle, "door-cell-2.door")));
    Camera::on_foot(moved(middle(wall), out, 3.0), out.map(|c| -c))
}

fn set<'a>(ids: &[&'a str]) -> BTreeSet<&'a str> {
    ids.iter().copied().collect()
}

fn ids(bundle: &Value, holds: impl Fn(&Value) -> bool) -> BTreeSet<&str> {
    let elements = bundle["elements"].as_array().unwrap().iter();
    elements.filter(|element| holds(element)).map(|element| element["id"].as_str().unwrap()).collect()
}

fn is_direct(element: &Value) -> bool {
    element["status"] == "seen" || element["status"] == "testified"
}

/// The table that is told, the numbers in the picture and the bundle agree, and every number is an element's or 0.
fn agrees(numbers: &Numbers, bundle: &Value) {
    let mut counted = numbers.counted();
    let all = numbers.picture.pixels.pixels().len() as u64;
    assert_eq!(counted.values().sum::<u64>(), all);
    counted.remove(&0);
    for entry in numbers.picture.told["elements"].as_array().unwrap() {
        let number = u32::try_from(entry["number"].as_u64().unwrap()).unwrap();
        assert_eq!(counted.remove(&number), entry["pixels"].as_u64(), "{entry}");
        assert_eq!(bundle["elements"][number as usize - 1]["id"], entry["id"], "numbers count the bundle's elements");
    }
    assert!(counted.is_empty(), "numbers of nothing: {counted:?}");
}

/// From above, cut at 1.2 m, nothing hides anything but the rooms the floor of the building that they fill.
#[test]
fn a_plan_shows_everything_but_the_floor_below_the_rooms() {
    let facility = Facility::published();
    let bundle = facility.bundle();
    let plan = Numbers::of(&facility.case(), PLAN, &["--view", "plan"]);
    agrees(&plan, &bundle);
    assert_eq!(plan.ids(), ids(&bundle, |element| element["id"] != "building-cell-block"));
}

/// From its western end, where it is entered, one sees of the corridor what bounds it before the eye, the stove in it, and
/// the doors in its sides as far as the frame does not cut them off. Two doors stand so near that one looks through them:
/// that of cell 1 on the left (floor, and the wall towards cell 2) and that of solitary 1 on the right (the wall towards
/// cell 5). Through the door of cell 5 one sees a strip of floor and of the wall towards cell 4. Nothing of the other
/// rooms, none of the other buildings, not the wall behind.
const CORRIDOR: [&str; 22] = [
    "room-corridor",
    "object-stove",
    "wall-cell-block.u1--cell-block.w2",
    "wall-cell-block.u1--cell-block.u2",
    "wall-cell-block.e2--cell-block.u2",
    "wall-cell-block.e1--cell-block.e2",
    "wall-cell-block.e1--cell-block.l5",
    "wall-cell-block.l4--cell-block.l5",
    "wall-cell-block.l3--cell-block.l4",
    "wall-cell-block.l2--cell-block.l3",
    "wall-cell-block.l1--cell-block.l2",
    "door-cell-2.door",
    "door-cell-3.door",
    "door-cell-4.door",
    "door-cell-5.door",
    "door-guard-room.door",
    "door-washroom.door",
    "room-cell-1",
    "wall-cell-block.t1--cell-block.u1",
    "wall-cell-block.b2--cell-block.l2",
    "room-cell-5",
    "wall-cell-block.b3--cell-block.l3",
];

#[test]
fn who_stands_in_the_corridor_sees_its_walls_and_through_its_doors() {
    let facility = Facility::published();
    let corridor = Numbers::of(&facility.case(), SIZE, &["--view", "walk:corridor"]);
    agrees(&corridor, &facility.bundle());
    assert_eq!(corridor.ids(), set(&CORRIDOR));
}

/// Three metres before a wall of three metres, 60 degrees high and 91 wide, there is nothing but this wall and its
/// neighbours in the same line: the next thing behind them that is higher than what they hide is the sky.
#[test]
fn a_wall_hides_what_is_behind_it_and_shows_it_when_it_is_gone() {
    let facility = Facility::published();
    let bundle = facility.bundle();
    let camera = before_the_north_wall(&bundle);
    let without_walls = json!({ "filter": { "hidden_layers": ["walls"] } });
    let views = vec![camera.view("wall", &without_incidents()), camera.view("no wall", &without_walls)];
    save(&facility, views, &json!([]));

    let wall = Numbers::of(&facility.case(), SIZE, &["--view", "wall"]);
    agrees(&wall, &bundle);
    assert_eq!(wall.ids(), set(&[NORTH_WALL, BESIDE[0], BESIDE[1]]));
    assert_eq!(wall.at(SIZE[0] / 2, SIZE[1] / 2), Some(NORTH_WALL));

    let gone = Numbers::of(&facility.case(), SIZE, &["--view", "no wall"]);
    agrees(&gone, &bundle);
    let walls = ids(&bundle, |element| element["layer"] == "walls");
    assert!(gone.ids().is_disjoint(&walls), "{:?}", gone.ids());
    for behind in ["room-cell-2", "room-corridor", "room-cell-4", "door-cell-2.door", "door-cell-4.door"] {
        assert!(gone.ids().contains(behind), "{behind} is hidden by nothing");
    }
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    let facility = Facility::published();
    save(&facility, vec![before_the_north_wall(&facility.bundle()).view("wall", &json!({}))], &json!([]));
    for view in ["plan", "walk:corridor", "wall"] {
        let [first, second] = [(); 2].map(|()| Numbers::of(&facility.case(), SIZE, &["--view", view]).picture.bytes);
        assert!(first == second, "{view}: two pictures of the same differ");
    }
}

#[test]
fn what_is_asked_to_stay_away_is_away_and_nothing_else() {
    let facility = Facility::published();
    let bundle = facility.bundle();
    let plan = |asked: &[&str]| Numbers::of(&facility.case(), PLAN, &[&["--view", "plan"], asked].concat());

    // The rooms are gone, so the floor of their building is to be seen.
    let seen = plan(&["--only", "seen"]);
    agrees(&seen, &bundle);
    assert_eq!(seen.ids(), ids(&bundle, |element| element["status"] == "seen"));
    assert!(seen.ids().contains("building-cell-block"));

    let drawn = |element: &Value| is_direct(element) && element["drawn_by"].as_array().is_some_and(|by| !by.is_empty());
    let testified = plan(&["--only", "testified"]);
    agrees(&testified, &bundle);
    assert_eq!(testified.ids(), ids(&bundle, |element| drawn(element) && element["id"] != "building-cell-block"));
    assert!(ids(&bundle, |element| !drawn(element)).len() > 20, "the example has walls that nobody drew");
}

/// The example has one level; here its rooms stand on another of the same height.
#[test]
fn a_level_alone_is_shown_alone() {
    let facility = Facility::published();
    facility.edit_bundle(|bundle| {
        let mut upper = bundle["levels"][0].clone();
        upper["id"] = "L1".into();
        upper["ordinal"] = 1.into();
        bundle["levels"].as_array_mut().unwrap().push(upper);
        for room in bundle["elements"].as_array_mut().unwrap().iter_mut().filter(|e| e["layer"] == "rooms") {
            room["level"] = "L1".into();
        }
    });
    let bundle = facility.bundle();
    let plan = |level: &str| Numbers::of(&facility.case(), PLAN, &["--view", "plan", "--level", level]);
    assert_eq!(plan("L1").ids(), ids(&bundle, |element| element["layer"] == "rooms"));
    assert_eq!(plan("L0").ids(), ids(&bundle, |element| element["layer"] != "rooms"));
    let named = Numbers::of(&facility.case(), PLAN, &["--view", "plan:L1"]);
    assert_eq!(named.ids(), ids(&bundle, |element| element["layer"] == "rooms"));
}

/// In a plan of 300 m height, north up, every metre has its pixel.
#[test]
fn things_are_where_the_plan_says() {
    let facility = Facility::published();
    let mut bundle = facility.bundle();
    save(&facility, vec![Camera::above([0.0, 20.0], 300.0).view("above", &json!({}))], &json!([]));
    let above = Numbers::of(&facility.case(), [1200, 900], &["--view", "above"]);
    for tower in ["tower-1", "tower-2", "tower-3"] {
        let position = &element(&mut bundle, tower)["position"];
        let [x, z] = [0, 2].map(|i| position[i].as_f64().unwrap());
        let expected = [600.0 + x * 3.0, 450.0 + (z - 20.0) * 3.0];
        let found = above.centre(tower);
        let off = (found[0] - expected[0]).hypot(found[1] - expected[1]);
        assert!(off < 1.0, "{tower} is at {found:?}, expected at {expected:?}");
    }
}

/// Whoever looks along the door of cell 4 from the corridor has the cell's floor before them and the door's jambs at the
/// sides: what stands left in the plan stands left in the picture.
#[test]
fn left_is_left() {
    let facility = Facility::published();
    let bundle = facility.bundle();
    let door = line(&bundle, "door-cell-4.door");
    let inwards = away(door, middle(line(&bundle, "door-cell-2.door")));
    let eye = moved(middle(door), inwards, -0.8);
    save(&facility, vec![Camera::on_foot(eye, inwards).view("door", &json!({}))], &json!([]));
    let picture = Numbers::of(&facility.case(), SIZE, &["--view", "door"]);
    // Looking south, east is left: the wall towards cell 5 is the western one.
    let [east, west] = ["wall-cell-block.b4--cell-block.l4", "wall-cell-block.b3--cell-block.l3"];
    assert!(across(door)[1].abs() > 0.5, "the door is in a wall that runs east and west");
    let ids = picture.ids();
    assert!(ids.contains("room-cell-4") && !ids.contains("room-cell-5"), "{ids:?}");
    assert!(ids.contains(east) && ids.contains(west), "{ids:?}");
    for wall in [east, west] {
        let x = picture.centre(wall)[0];
        assert_eq!(x < f64::from(SIZE[0]) / 2.0, wall == east, "{wall} at {x}");
    }
}

/// A plan fits into pictures of any shape.
#[test]
fn an_upright_picture_holds_the_whole_plan() {
    let facility = Facility::published();
    let [wide, upright] = [[1600, 800], [700, 1600]];
    let ids = |size| {
        let plan = Numbers::of(&facility.case(), size, &["--view", "plan"]);
        plan.ids().into_iter().filter(|id| id.starts_with("tower")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(ids(wide), ["tower-1", "tower-2", "tower-3"]);
    assert_eq!(ids(upright), ids(wide));
}
