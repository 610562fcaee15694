//! The window under a person's hands. Every step is judged by what the window shows after it.

use crate::camera::{Camera, save, without_incidents};
use crate::desk::Desk;
use crate::numbers::Numbers;
use crate::pictures::{NORTH_WALL, before_the_north_wall};
use crate::plan::{Point, away, beyond, distance, line, masonry, middle, moved};
use crate::published::Facility;
use image::RgbImage;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

const LAPTOP: [u32; 2] = [1280, 800];
const SMALL: [u32; 2] = [800, 500];
/// Half the width of a body, metres.
const RADIUS_M: f64 = 0.25;
/// The journal tells centimetres.
const ROUNDED_M: f64 = 0.01;

fn eye(state: &Value) -> Point {
    [0, 2].map(|i: usize| state["eye"][i].as_f64().unwrap())
}

/// The middle of the picture on the screen.
fn centre(state: &Value) -> [f64; 2] {
    let area = |i: usize| state["area"][i].as_f64().unwrap();
    [area(0) + area(2) / 2.0, area(1) + area(3) / 2.0]
}

fn placed(state: &Value) -> u64 {
    state["incidents"]["placed"].as_u64().unwrap()
}

fn is_open(state: &Value, panel: &str) -> bool {
    state["panels"].as_array().unwrap().iter().any(|open| open == panel)
}

fn colours(image: &RgbImage) -> BTreeSet<[u8; 3]> {
    image.pixels().map(|pixel| pixel.0).collect()
}

/// From the corridor through the door of cell 4 to its far wall, forward and then along it: no wall is entered on the way.
#[test]
fn doors_let_pass_and_walls_stop() {
    let facility = Facility::published();
    let bundle = facility.bundle();
    let door = line(&bundle, "door-cell-4.door");
    let inwards = away(door, middle(line(&bundle, "door-cell-2.door")));
    let start = Camera::on_foot(moved(middle(door), inwards, -0.8), inwards);
    save(&facility, vec![start.view("before the door", &json!({}))], &json!([]));
    let far = line(&bundle, "wall-cell-block.b3--cell-block.b4");
    let outwards = away(far, middle(door));

    let mut desk = Desk::open(&facility, LAPTOP, &["--view", "before the door"]);
    let before = desk.state();
    assert_eq!(before["movement"], "walk");
    assert!(beyond(door, inwards, eye(&before)) < -0.7, "{before}");

    desk.hold("w");
    desk.until("one is through the door", |state| beyond(door, inwards, eye(state)) > 0.5);
    let stopped = desk.until("one stands at the far wall", |state| beyond(far, outwards, eye(state)) > -0.45);
    // Still walking against it, one slides along it: so the keys are heard, and it is the wall that stops.
    desk.hold("d");
    desk.until("one slides along the wall", |state| {
        let [from, to] = [eye(&stopped), eye(state)];
        (to[0] - from[0]).hypot(to[1] - from[1]) > 0.5
    });
    desk.release("d");
    desk.release("w");

    let pieces = masonry(&bundle);
    for state in desk.journal() {
        let at = eye(&state);
        let nearest = pieces.iter().map(|piece| distance(*piece, at)).fold(f64::INFINITY, f64::min);
        assert!(nearest >= RADIUS_M - ROUNDED_M, "{nearest:.2} m from the middle of a wall at {at:?}");
        assert!(beyond(far, outwards, at) <= -RADIUS_M + ROUNDED_M, "beyond the far wall at {at:?}");
    }
}

/// The corridor as everybody comes to it, by its name: walked with the arrows, faster with Shift, and turned round in.
#[test]
fn the_corridor_is_walked_and_turned_in() {
    let facility = Facility::published();
    let mut desk = Desk::open(&facility, LAPTOP, &["--view", "walk:corridor"]);
    let before = desk.state();
    assert_eq!((&before["movement"], &before["view"]), (&json!("walk"), &json!("walk:corridor")));
    desk.hold("shift");
    desk.hold("Up");
    desk.until("one has gone four metres", |state| {
        let [from, to] = [eye(&before), eye(state)];
        (to[0] - from[0]).hypot(to[1] - from[1]) > 4.0
    });
    desk.release("Up");
    desk.release("shift");
    let yaw = |state: &Value| state["yaw"].as_f64().unwrap();
    assert_eq!(desk.state()["view"], Value::Null, "who has walked away is no longer at the view");
    assert_eq!(yaw(&desk.state()), yaw(&before), "walking does not turn");
    desk.hold("e");
    desk.until("one has turned to the right", |state| {
        (yaw(state) - yaw(&before)).rem_euclid(std::f64::consts::TAU) > 0.5
    });
    desk.release("e");
    assert_eq!(desk.state()["pitch"], before["pitch"], "turning does not tilt");
}

/// The picture's place on the screen, and its numbers. In the first pictures of a window the panels find their places.
fn numbered(desk: &Desk, facility: &Facility, view: &str) -> ([u32; 4], Numbers) {
    loop {
        let area = desk.state()["area"].clone();
        let place = [0, 1, 2, 3].map(|i: usize| u32::try_from(area[i].as_u64().unwrap()).unwrap());
        let numbers = Numbers::of(&facility.case(), [place[2], place[3]], &["--view", view]);
        if desk.state()["area"] == area {
            return (place, numbers);
        }
    }
}

/// A click asks what a picture of numbers has at the same pixel.
#[test]
fn a_click_asks_the_wall_under_it() {
    let facility = Facility::published();
    let camera = before_the_north_wall(&facility.bundle());
    save(&facility, vec![camera.view("wall", &without_incidents())], &json!([]));
    let mut desk = Desk::open(&facility, LAPTOP, &["--view", "wall"]);
    assert_eq!(desk.state()["selection"], Value::Null);
    let (area, numbers) = numbered(&desk, &facility, "wall");
    let [left, top, width, _] = area.map(f64::from);
    let calm = desk.screen();
    for id in [NORTH_WALL, "wall-cell-block.c4--cell-block.t1", "wall-cell-block.c3--cell-block.t2"] {
        let pixels = numbers.within(id, 6);
        let [x, y] = pixels[pixels.len() / 2].map(f64::from);
        desk.click([left + x, top + y]);
        let expected = json!({ "type": "element", "id": id });
        let asked = desk.until("the wall is asked", |state| state["selection"] == expected);
        // The answer takes its place beside the picture; without it the next click is where the numbers are.
        desk.until("the answer is open", |state| state["area"][2].as_f64() < Some(width));
        assert!(asked["notice"].is_null(), "{asked}");
        desk.press("Escape");
        desk.until("nothing is asked", |state| state["selection"].is_null() && state["area"] == json!(area));
    }
    // The keyboard asks too: what is in the middle.
    desk.press("Return");
    let expected = json!({ "type": "element", "id": NORTH_WALL });
    desk.until("the middle is asked", |state| state["selection"] == expected);
    desk.wait("the answer is on the screen", |desk| {
        let screen = desk.screen();
        let right = |image| image::imageops::crop_imm(image, LAPTOP[0] - 200, area[1], 200, area[3]).to_image();
        (right(&screen) != right(&calm)).then_some(())
    });
}

/// Dragging looks round, the wheel comes nearer, a double click goes there.
#[test]
fn the_mouse_moves_the_picture() {
    let facility = Facility::published();
    let mut desk = Desk::open(&facility, LAPTOP, &[]);
    let home = desk.state();
    assert_eq!((&home["movement"], &home["view"]), (&json!("orbit"), &json!("overview")));
    let at = centre(&home);
    let turned = desk.drag(at, [at[0] + 150.0, at[1]], "one goes round", |state| state["yaw"] != home["yaw"]);
    assert!(turned["selection"].is_null(), "a drag is no click");
    let height = |state: &Value| state["eye"][1].as_f64().unwrap();
    let before = height(&desk.state());
    desk.button("click", 4);
    desk.until("one is nearer", |state| height(state) < before - 1.0);
    desk.press("Home");
    desk.until("one is back", |state| {
        state["view"] == "overview" && state["flying"] == false && state["eye"] == home["eye"]
    });
}

/// The wide grip at the right end of the timeline: the last column of the accent's colour below the picture.
fn last_grip(desk: &Desk, state: &Value) -> Option<[f64; 2]> {
    const ACCENT: [u8; 3] = [0x0B, 0x4F, 0x8A];
    let screen = desk.screen();
    let below = state["area"][1].as_u64()? + state["area"][3].as_u64()?;
    let below = u32::try_from(below).unwrap();
    let grip: Vec<[u32; 2]> = (below..screen.height())
        .flat_map(|y| (LAPTOP[0] * 3 / 4..LAPTOP[0]).map(move |x| [x, y]))
        .filter(|[x, y]| screen.get_pixel(*x, *y).0 == ACCENT)
        .collect();
    let middle = |i: usize| grip.iter().map(|p| f64::from(p[i])).sum::<f64>() / grip.len() as f64;
    (grip.len() > 60).then(|| [middle(0), middle(1)])
}

/// How many incidents have a place and may have happened in the range, from the published dates alone.
fn possible(bundle: &Value, range: &str) -> u64 {
    let (first, last) = range.split_once('/').unwrap();
    let incidents = bundle["incidents"].as_array().unwrap().iter();
    let overlaps = |incident: &&Value| {
        let bound = |name: &str| incident[name].as_str().map(str::to_owned);
        let starts = bound("earliest").is_none_or(|day| day.as_str() <= last);
        starts && bound("latest").is_none_or(|day| day.as_str() >= first)
    };
    incidents.filter(|incident| incident["position"].is_array()).filter(overlaps).count() as u64
}

/// Dragged by its last handle, and moved by the arrows when the handle has the keyboard.
#[test]
fn the_timeline_chooses_what_is_shown() {
    let facility = Facility::published();
    let bundle = facility.bundle();
    let mut desk = Desk::open(&facility, LAPTOP, &[]);
    let whole = desk.state();
    assert_eq!((range(&whole), placed(&whole)), (None, 11));

    let grip = desk.wait("the timeline is on the screen", |desk| last_grip(desk, &whole));
    let there = [grip[0] - 250.0, grip[1]];
    desk.drag(grip, there, "fewer incidents are shown", |state| range(state).is_some() && placed(state) < 11);
    let first = |state: &Value| range(state).and_then(|range| Some(range.split_once('/')?.0.to_owned()));
    let dragged = first(&desk.state());
    assert_eq!(dragged.as_deref(), Some("2006-01-01"), "the last handle moves the last day alone");
    desk.wait("the arrows move the whole range", |desk| {
        let state = desk.state();
        desk.click(last_grip(desk, &state)?);
        desk.press("Left");
        (first(&desk.state()) != dragged).then_some(())
    });
    assert!(first(&desk.state()) < dragged, "to the left is earlier");

    let chosen: Vec<(String, Value)> =
        desk.journal().into_iter().filter_map(|state| Some((range(&state)?, state))).collect();
    assert!(chosen.len() > 2);
    for (range, state) in chosen {
        assert_eq!(placed(&state), possible(&bundle, &range), "{range}");
    }
}

fn range(state: &Value) -> Option<String> {
    state["choices"]["incidents"]["range"].as_str().map(str::to_owned)
}

/// What is seen is kept: as a view that can be gone back to, as a screenshot of the window, as a large still.
#[test]
fn what_is_seen_can_be_kept() {
    let facility = Facility::published();
    let mut desk = Desk::open(&facility, LAPTOP, &["--view", "walk:corridor"]);
    let before = desk.state();
    desk.press("u");
    let shown = desk.until("uncertainty is shown", |state| state["choices"]["doubt"]["uncertainty"] == true);
    desk.press("ctrl+s");
    desk.until("the view is saved", |state| state["view"] == "view-1" && !state["notice"].is_null());
    let file: Value = serde_json::from_slice(&fs::read(facility.case().join("views.json")).unwrap()).unwrap();
    let view = &file["views"][0];
    assert_eq!((&view["title"], &view["choices"]["doubt"]["uncertainty"]), (&json!("view-1"), &json!(true)));
    let place = &view["perspective_camera"]["camera_view_point"];
    let kept = [place["x"].as_f64().unwrap(), -place["y"].as_f64().unwrap()];
    assert!([0, 1].iter().all(|i| (kept[*i] - eye(&shown)[*i]).abs() <= ROUNDED_M), "{kept:?} for {before}");

    let calm = desk.screen();
    desk.press("F12");
    let taken = desk.pictures().join("example-compound-0001.png");
    desk.until("the screenshot is told", |state| {
        state["exporting"] == false && state["notice"].as_str().is_some_and(|said| said.contains("0001.png"))
    });
    let screenshot = image::open(&taken).unwrap().to_rgb8();
    assert_eq!(screenshot.dimensions(), (LAPTOP[0], LAPTOP[1]));
    assert!(colours(&screenshot).len() > 20, "the screenshot is blank");
    assert!(colours(&screenshot).contains(&[0xE6, 0x9F, 0x00]), "the legend is missing");
    assert!(screenshot != calm, "the panels are in the screenshot");

    desk.press("F11");
    desk.until("the still is told", |state| {
        state["notice"].as_str().is_some_and(|said| said.contains("still-0001.png"))
    });
    let still = image::open(desk.pictures().join("example-compound-still-0001.png")).unwrap().to_rgb8();
    assert_eq!(still.dimensions(), (3840, 2160));
    assert!(colours(&still).len() > 20, "the still is blank");

    desk.press("ctrl+q");
    assert_eq!(desk.closes(), Some(0));
    let mut again = Desk::open(&facility, LAPTOP, &["--view", "view-1"]);
    let back = again.until("the saved view is shown", |state| state["view"] == "view-1");
    assert_eq!((&back["eye"], &back["yaw"]), (&shown["eye"], &shown["yaw"]));
    assert_eq!(back["choices"]["doubt"], shown["choices"]["doubt"]);
}

/// Help, the other language, larger letters, what is shown: each by its key, and each to be seen on the screen.
#[test]
fn every_key_shows_what_it_says() {
    let facility = Facility::published();
    let mut desk = Desk::open(&facility, LAPTOP, &[]);
    let seen = facility.bundle()["elements"].as_array().unwrap().iter().filter(|e| e["status"] == "seen").count();
    let mut last = desk.screen();
    let mut changes = |desk: &mut Desk, key: &str, what: &str, holds: &dyn Fn(&Value) -> bool| {
        desk.press(key);
        desk.until(what, holds);
        last = desk.wait("the screen shows it", |desk| Some(desk.screen()).filter(|now| *now != last));
    };
    changes(&mut desk, "F1", "help is open", &|state| is_open(state, "help"));
    changes(&mut desk, "Escape", "help is closed", &|state| !is_open(state, "help"));
    changes(&mut desk, "grave", "Korean", &|state| state["choices"]["language"] == "ko");
    changes(&mut desk, "grave", "English", &|state| state["choices"]["language"] == "en");
    changes(&mut desk, "3", "a plan", &|state| state["movement"] == "plan");
    changes(&mut desk, "b", "no colours", &|state| state["choices"]["doubt"]["basis"] == false);
    changes(&mut desk, "o", "testified things", &|state| state["choices"]["filter"]["only"] == "testified");
    changes(&mut desk, "o", "seen things", &|state| {
        state["choices"]["filter"]["only"] == "seen" && state["elements"] == seen
    });
    changes(&mut desk, "k", "strokes", &|state| {
        state["choices"]["strokes"].as_array().is_some_and(|all| all.len() == 5)
    });
    changes(&mut desk, "l", "scans", &|state| state["choices"]["sheets"].as_array().is_some_and(|all| all.len() == 9));
    let wide = desk.state()["area"][2].as_u64();
    changes(&mut desk, "F2", "a wider picture", &|state| !is_open(state, "layers") && state["area"][2].as_u64() > wide);
    let low = desk.state()["area"][3].as_u64();
    changes(&mut desk, "p", "a higher picture", &|state| {
        !is_open(state, "incidents") && state["area"][3].as_u64() > low
    });
    let large = desk.state()["area"][3].as_u64();
    changes(&mut desk, "ctrl+equal", "larger letters", &|state| state["area"][3].as_u64() < large);
    desk.press("ctrl+q");
    assert_eq!(desk.closes(), Some(0));
}

/// In a small window the picture keeps its place, and everything stays within reach.
#[test]
fn a_small_window_is_enough() {
    let facility = Facility::published();
    let mut desk = Desk::open(&facility, SMALL, &["--view", "walk:corridor", "--language", "ko"]);
    let state = desk.state();
    let [left, top, width, height] = [0, 1, 2, 3].map(|i: usize| state["area"][i].as_u64().unwrap());
    assert!(left + width <= u64::from(SMALL[0]) && top + height <= u64::from(SMALL[1]), "{}", state["area"]);
    assert!(width >= 400 && height >= 200, "the picture has {width} x {height} pixels");
    desk.wait("the legend is on the screen", |desk| {
        colours(&desk.screen()).contains(&[0xE6, 0x9F, 0x00]).then_some(())
    });

    let at = centre(&state);
    desk.click(at);
    desk.until("what is in the middle is asked", |state| !state["selection"].is_null());
    desk.press("Escape");
    desk.until("nothing is asked", |state| state["selection"].is_null());
    desk.press("F1");
    desk.until("help is open", |state| is_open(state, "help"));
    desk.press("Escape");
    desk.until("help is closed", |state| !is_open(state, "help"));
    desk.hold("s");
    desk.until("one walks back", |now| eye(now) != eye(&state));
    desk.release("s");
    desk.press("ctrl+q");
    assert_eq!(desk.closes(), Some(0));
}
