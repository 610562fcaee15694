#![allow(clippy::unwrap_used)]
use super::*;
use crate::glb::Model;
use crate::timeline::{Range, sample};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::f64::consts::{FRAC_PI_2, PI};
use std::path::Path;

const HASH: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn view(title: &str, camera: Shot) -> SavedView {
    SavedView {
        guid: String::new(),
        title: title.to_owned(),
        camera: bcf::kept(&camera),
        target: [1.0, 0.0, -2.5],
        on_foot: false,
        clipping_planes: vec![Plane { point: [0.0, 1.2, 0.0], normal: [0.0, 1.0, 0.0] }],
        choices: Some(Choices::default()),
        selection: None,
        facility: "sample".to_owned(),
        bundle_sha256: HASH.to_owned(),
    }
    .identified()
}

fn shot(eye: [f64; 3], yaw: f64, pitch: f64) -> Shot {
    Shot { pose: Pose { eye, yaw, pitch }, projection: Projection::Perspective { fov_y: 1.0 } }
}

fn one() -> Views {
    Views { views: vec![view("Gate", shot([1.0, 1.6, 2.0], 0.5, -0.1))], tours: Vec::new() }
}

fn as_json(views: &Views) -> Value {
    serde_json::from_slice(&views.to_bytes().unwrap()).unwrap()
}

fn published(folder: &Path, case_folder: Option<&Path>) -> Published {
    Published {
        folder: folder.to_owned(),
        case_folder: case_folder.map(Path::to_owned),
        bundle: sample::bundle(vec![json!({"id": "wall-1"})], vec![]),
        sha256: HASH.to_owned(),
        model: Model { pieces: Vec::new(), ground: None },
    }
}

#[test]
fn the_camera_is_written_as_bcf_has_it() {
    // On the ground 10 m east and 20 m north of the anchor, eyes at 1.6 m, looking east.
    let json = as_json(&Views { views: vec![view("East", shot([10.0, 1.6, -20.0], FRAC_PI_2, 0.0))], tours: vec![] });
    let camera = &json["views"][0]["perspective_camera"];
    assert_eq!(camera["camera_view_point"], json!({"x": 10.0, "y": 20.0, "z": 1.6}));
    assert_eq!(camera["camera_up_vector"], json!({"x": 0.0, "y": 0.0, "z": 1.0}));
    let direction = &camera["camera_direction"];
    assert!((direction["x"].as_f64().unwrap() - 1.0).abs() < 1e-9 && direction["y"].as_f64().unwrap().abs() < 1e-8);
    assert!((camera["field_of_view"].as_f64().unwrap() - 1.0_f64.to_degrees()).abs() < 1e-9);
    assert!(json["views"][0].get("orthogonal_camera").is_none());
}

#[test]
fn a_clipping_direction_points_to_the_invisible_side() {
    // A cut at 1.2 m that takes away the roof: BCF's direction is up, and everything at z > 1.2 is invisible.
    let mut views = one();
    let json = as_json(&views);
    let plane = &json["views"][0]["clipping_planes"][0];
    assert_eq!(
        *plane,
        json!({"location": {"x": 0.0, "y": 0.0, "z": 1.2}, "direction": {"x": 0.0, "y": 0.0, "z": 1.0}})
    );
    // What lies north of the anchor is taken away.
    views.views[0].clipping_planes = vec![Plane { point: [0.0; 3], normal: [0.0, 0.0, -1.0] }];
    assert_eq!(as_json(&views)["views"][0]["clipping_planes"][0]["direction"], json!({"x": 0.0, "y": 1.0, "z": 0.0}));
    let side = |view: &SavedView, point: [f64; 3]| {
        let Plane { point: on, normal } = view.clipping_planes[0];
        (0..3).map(|i| normal[i] * (point[i] - on[i])).sum::<f64>()
    };
    let read = Views::read(&views.to_bytes().unwrap()).unwrap();
    let (north, south) = ([0.0, 0.0, -5.0], [0.0, 0.0, 5.0]);
    assert!(side(&read.views[0], north) > 0.0 && side(&read.views[0], south) < 0.0);
}

#[test]
fn a_guid_follows_from_the_view_and_from_nothing_else() {
    let (a, b) = (one().views.remove(0), one().views.remove(0));
    assert_eq!(a.guid, b.guid);
    let other = SavedView { title: "Other".to_owned(), ..a.clone() }.identified();
    assert_ne!(a.guid, other.guid);
    let groups: Vec<usize> = a.guid.split('-').map(str::len).collect();
    assert_eq!(groups, [8, 4, 4, 4, 12]);
    assert!(a.guid.as_bytes()[14] == b'8' && b"89ab".contains(&a.guid.as_bytes()[19]));
}

#[test]
fn a_view_of_something_else_is_shown_with_a_notice() {
    let bundle = sample::bundle(vec![json!({"id": "wall-1"})], vec![]);
    let told = |view: &SavedView, sha: &str| [Language::En, Language::Ko].map(|l| view.notice_for(&bundle, sha, l));
    let mut view = one().views.remove(0);
    view.selection = Some(Selection::Element("wall-1".to_owned()));
    assert_eq!(told(&view, HASH), [None, None]);
    let [english, korean] = told(&view, "fedc").map(Option::unwrap);
    assert!(english.contains("another publication") && english.contains(&HASH[..16]) && korean.contains(&HASH[..16]));
    view.facility = "elsewhere".to_owned();
    assert!(told(&view, HASH).iter().flatten().all(|notice| notice.contains("elsewhere")));
    view.facility = "sample".to_owned();
    view.selection = Some(Selection::Element("wall-9".to_owned()));
    view.choices.as_mut().unwrap().filter.level = Some("L7".to_owned());
    assert!(told(&view, HASH).iter().flatten().all(|notice| notice.contains("L7, wall-9")));
    assert_eq!(told(&view, HASH).iter().flatten().count(), 2);
}

#[test]
fn hostile_files_are_refused_with_words() {
    let good = as_json(&one());
    let changed = |pointer: &str, value: Value| {
        let mut json = good.clone();
        *json.pointer_mut(pointer).unwrap() = value;
        json.to_string()
    };
    let added = |pointer: &str, key: &str| {
        let mut json = good.clone();
        json.pointer_mut(pointer).unwrap().as_object_mut().unwrap().insert(key.to_owned(), json!(1));
        json.to_string()
    };
    let camera = "/views/0/perspective_camera";
    let tour = |stops: Value| changed("/tours", json!([{"title": "T", "stops": stops}]));
    let twice = changed("/views", json!([good["views"][0], good["views"][0]]));
    let cases = [
        ("[1, 2".to_owned(), "no JSON object"),
        ("[".repeat(100_000), "no JSON object"),
        (changed("/format", json!("bcf")), "\"format\": \"bcf\""),
        (changed("/format_version", json!(2)), "\"format_version\": 2"),
        (added("", "snapshot"), "unknown field `snapshot`"),
        (added("/views/0", "bitmaps"), "unknown field `bitmaps`"),
        (added("/views/0/choices", "hide"), "unknown field `hide`"),
        (added("/views/0/choices/incidents", "hide"), "unknown field `hide`"),
        (changed("/views/0/title", json!("")), "a view called \"\""),
        (changed("/views/0/title", json!("a\nb")), "a view called"),
        (changed("/views/0/title", json!("x".repeat(121))), "a view called"),
        (twice, "two views called \"Gate\""),
        (changed(camera, Value::Null), "no camera, or two"),
        (changed(&format!("{camera}/field_of_view"), json!(180)), "field_of_view"),
        (changed(&format!("{camera}/field_of_view"), json!(-1)), "field_of_view"),
        (changed(&format!("{camera}/camera_direction"), json!({"x": 0, "y": 0, "z": 0})), "unit vectors"),
        (changed(&format!("{camera}/camera_up_vector"), json!({"x": 1, "y": 0, "z": 0})), "right angles"),
        (changed(&format!("{camera}/camera_view_point/x"), json!(1e300)), "not on this Earth"),
        (changed("/views/0/target/z", json!(-1e9)), "not on this Earth"),
        (changed("/views/0/clipping_planes/0/direction/z", json!(0)), "without a direction"),
        (changed("/views/0/choices/ground_opacity", json!(1e300)), "number out of range"),
        (changed("/views/0/choices/ground_opacity", json!(1.5)), "a choice out of range"),
        (changed("/views/0/choices/sheet_opacity", json!(-0.1)), "a choice out of range"),
        (tour(json!([])), "0 stops"),
        (tour(json!([{"view": "Gate", "seconds": 1e300}])), "a stop of"),
        (tour(json!([{"view": "Gate", "seconds": 0}])), "a stop of 0 s"),
        (good.to_string().replacen("1.6", "1e999", 1), "number out of range"),
        (good.to_string().replacen("1.6", "NaN", 1), "expected"),
    ];
    for (bytes, words) in cases {
        let refusal = Views::read(bytes.as_bytes()).unwrap_err().to_string();
        assert!(refusal.starts_with("views.json: found ") && refusal.contains(words), "{words}: {refusal}");
    }
    assert!(Views::read(b"\xff\xfe").is_err());
    assert!(Views::read(good.to_string().as_bytes()).is_ok());
}

#[test]
fn a_camera_tilted_sideways_is_refused() {
    let mut json = as_json(&one());
    let half = std::f64::consts::FRAC_1_SQRT_2;
    let camera = &mut json["views"][0]["perspective_camera"];
    camera["camera_direction"] = json!({"x": 0, "y": 1, "z": 0});
    camera["camera_up_vector"] = json!({"x": half, "y": 0, "z": half});
    assert!(Views::read(json.to_string().as_bytes()).unwrap_err().to_string().contains("tilted sideways"));
}

#[test]
fn the_file_lies_beside_the_case_and_published_views_are_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("published");
    std::fs::create_dir(&inner).unwrap();
    let (of_case, alone) = (published(&inner, Some(folder.path())), published(&inner, None));
    let mut views = Views::open(&of_case).unwrap();
    assert_eq!(views.views.iter().map(|view| view.title.as_str()).collect::<Vec<_>>(), ["overview"]);
    views.views.extend(one().views);
    views.tours.push(Tour {
        title: "Round".to_owned(),
        stops: vec![Stop { view: "overview".to_owned(), seconds: 5.0, text: Some(Text::undetermined("정문")) }],
    });
    assert_eq!(views.save(&of_case).unwrap(), folder.path().join(FILE));
    assert_eq!(as_json(&views)["views"].as_array().unwrap().len(), 1);
    assert_eq!(Views::open(&of_case).unwrap(), views);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "no file is left behind");
    assert_eq!(views.save(&alone).unwrap(), inner.join(FILE));
    std::fs::write(inner.join(FILE), "{").unwrap();
    let refusal = Views::open(&alone).unwrap_err();
    assert!(refusal.file.ends_with("published/views.json"), "{refusal}");
}

#[test]
fn a_saved_view_stands_for_a_published_one_of_its_title() {
    let folder = tempfile::tempdir().unwrap();
    let open = published(folder.path(), None);
    let mut views = Views::open(&open).unwrap();
    views.views = vec![view("overview", shot([0.0; 3], 0.0, 0.0))];
    views.save(&open).unwrap();
    assert_eq!(Views::open(&open).unwrap(), views);
}

fn cameras() -> impl Strategy<Value = Shot> {
    let edge = |values: Vec<f64>| prop::sample::select(values);
    let yaw =
        prop_oneof![4 => -7.0..7.0f64, 1 => edge(vec![0.0, PI, -PI, FRAC_PI_2, 3.0 * PI, PI - 1e-10, -PI + 1e-10])];
    let pitch = prop_oneof![4 => -FRAC_PI_2..FRAC_PI_2, 1 => edge(vec![FRAC_PI_2, -FRAC_PI_2, 0.0, FRAC_PI_2 - 1e-10])];
    let projection = prop_oneof![
        (0.01..3.1f64).prop_map(|fov_y| Projection::Perspective { fov_y }),
        (0.01..5_000.0f64).prop_map(|height_m| Projection::Orthographic { height_m }),
    ];
    (prop::array::uniform3(-1e4..1e4f64), yaw, pitch, projection)
        .prop_map(|(eye, yaw, pitch, projection)| Shot { pose: Pose { eye, yaw, pitch }, projection })
}

fn choices() -> impl Strategy<Value = Choices> {
    let range = prop::option::of((1900..2100i32, 0..50i32));
    (range, 0.0..=1.0f32, prop::option::of(-10.0..50.0f64), any::<bool>(), prop::option::of(-4.0..4.0f64)).prop_map(
        |(range, ground_opacity, cut_m, pins, cut)| {
            let mut choices = Choices { ground_opacity, cut_m, pins, ..Choices::default() };
            let years = range.map(|(first, more)| Range::parse(&format!("{first}/{}", first + more)).unwrap());
            choices.incidents.range = years;
            choices.sheets.insert("A01-1".to_owned());
            choices.vertical_cut =
                cut.map(|yaw| Plane { point: [1.0, 0.0, 0.1], normal: [yaw.sin(), 0.0, -yaw.cos()] });
            choices
        },
    )
}

proptest! {
    #[test]
    fn a_file_brings_back_exactly_what_was_saved(
        camera in cameras(), choices in choices(), target in prop::array::uniform3(-1e4..1e4f64), title in "[가-힣A-z ]{0,30}x",
        on_foot in any::<bool>(),
    ) {
        let planes: Vec<Plane> = choices.vertical_cut.into_iter().collect();
        let saved = SavedView {
            target, on_foot, choices: Some(choices), clipping_planes: planes,
            selection: Some(Selection::Incident("I07".to_owned())), ..view(&title, camera)
        }.identified();
        let views = Views { views: vec![saved], tours: Vec::new() };
        let bytes = views.to_bytes().unwrap();
        let read = Views::read(&bytes).unwrap();
        prop_assert_eq!(&read, &views);
        prop_assert_eq!(file::guid(&read.views[0]), read.views[0].guid.clone());
        prop_assert_eq!(read.to_bytes().unwrap(), bytes);
    }

    #[test]
    fn what_is_kept_of_a_camera_is_the_same_picture(camera in cameras()) {
        let kept = bcf::kept(&camera);
        prop_assert_eq!(bcf::kept(&kept), kept);
        prop_assert!((kept.pose.yaw.abs() - PI).max(kept.pose.pitch.abs() - FRAC_PI_2) < 1e-9);
        for (a, b) in [(camera.pose.forward(), kept.pose.forward()), (camera.pose.up(), kept.pose.up())] {
            prop_assert!((0..3).all(|i| (a[i] - b[i]).abs() < 1e-8), "{a:?} {b:?}");
        }
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Views::read(&bytes).is_err());
    }
}
