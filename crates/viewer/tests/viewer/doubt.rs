//! The picture for people: it has the colours of its legend, assumed things are seen through, and every picture says what
//! it is of.

use crate::camera::{Camera, save, without_incidents};
use crate::numbers::Numbers;
use crate::pictures::{NORTH_WALL, before_the_north_wall};
use crate::plan::{away, line, middle, moved};
use crate::program::{Picture, render};
use crate::published::{Facility, element};
use image::RgbImage;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SIZE: &str = "960x720";

/// The colours of Okabe and Ito (2008), as the published model has them.
const SEEN: [u8; 3] = [0x00, 0x72, 0xB2];
const TESTIFIED: [u8; 3] = [0xE6, 0x9F, 0x00];
const INFERRED: [u8; 3] = [0xCC, 0x79, 0xA7];

fn drawing(facility: &Facility, arguments: &[&str]) -> Picture {
    render(&facility.case(), &[&["--size", SIZE], arguments].concat())
}

/// The numbers of the scene of a drawing, pixel by pixel.
fn numbers(facility: &Facility, drawing: &Picture, view: &str) -> Numbers {
    let [_, _, width, height] = drawing.area();
    Numbers::of(&facility.case(), [width, height], &["--view", view])
}

fn luminance([r, g, b]: [u8; 3]) -> f64 {
    0.2126 * f64::from(r) + 0.7152 * f64::from(g) + 0.0722 * f64::from(b)
}

/// Hue in degrees, and saturation from 0 to 1.
fn hue([r, g, b]: [f64; 3]) -> (f64, f64) {
    let (high, low) = (r.max(g).max(b), r.min(g).min(b));
    let span = (high - low).max(1e-9);
    let hue = match high {
        _ if high == r => (g - b) / span,
        _ if high == g => 2.0 + (b - r) / span,
        _ => 4.0 + (r - g) / span,
    };
    ((60.0 * hue).rem_euclid(360.0), if high > 0.0 { (high - low) / high } else { 0.0 })
}

fn apart(a: f64, b: f64) -> f64 {
    let d = (a - b).rem_euclid(360.0);
    d.min(360.0 - d)
}

/// The mean colour of an element's pixels, its edges left out.
fn colour(scene: &RgbImage, numbers: &Numbers, id: &str) -> [f64; 3] {
    let pixels = numbers.within(id, 3);
    assert!(pixels.len() > 2000, "{id} has {} pixels", pixels.len());
    [0, 1, 2]
        .map(|i| pixels.iter().map(|[x, y]| f64::from(scene.get_pixel(*x, *y).0[i])).sum::<f64>() / pixels.len() as f64)
}

/// Looks at the middle of a wall from so far outside.
fn before(bundle: &Value, wall: &str, inside: &str, metres: f64) -> Camera {
    let (wall, inside) = (line(bundle, wall), middle(line(bundle, inside)));
    let out = away(wall, inside);
    Camera::on_foot(moved(middle(wall), out, metres), out.map(|c| -c))
}

#[test]
fn surfaces_have_the_hue_of_their_basis() {
    let facility = Facility::published();
    let bundle = facility.bundle();
    let [inferred, opposite] = ["wall-workshop.c1--workshop.c2", "wall-workshop.c3--workshop.c4"];
    let views = vec![
        before_the_north_wall(&bundle).view("testified", &without_incidents()),
        before(&bundle, inferred, opposite, 4.0).view("inferred", &without_incidents()),
        Camera::on_foot([-75.0, 20.0], [-1.0, 0.0]).view("seen", &without_incidents()),
    ];
    save(&facility, views, &json!([]));
    let expected =
        [("testified", NORTH_WALL, TESTIFIED), ("inferred", inferred, INFERRED), ("seen", "wall-perimeter", SEEN)];
    for (view, id, legend) in expected {
        let legend = hue(legend.map(f64::from));
        let picture = drawing(&facility, &["--view", view, "--doubt", "basis"]);
        let (found, saturation) = hue(colour(&picture.scene(), &numbers(&facility, &picture, view), id));
        assert!(apart(found, legend.0) < 8.0, "{id}: hue {found:.0}, the legend says {:.0}", legend.0);
        assert!(saturation > 0.7 * legend.1, "{id}: saturation {saturation:.2}, the legend has {:.2}", legend.1);
        let picture = drawing(&facility, &["--view", view, "--doubt", "none"]);
        let (_, saturation) = hue(colour(&picture.scene(), &numbers(&facility, &picture, view), id));
        assert!(saturation < 0.1, "{id} has a colour that means nothing: saturation {saturation:.2}");
    }
}

/// Two views of one size: the first as it comes, the second in a picture so much higher or lower that its scene has as
/// many rows, because a stamp that tells more takes more room.
fn alike(facility: &Facility, views: [&str; 2], size: [u32; 2]) -> [Picture; 2] {
    let shot = |view: &str, height: u32| {
        let size = format!("{}x{height}", size[0]);
        render(&facility.case(), &["--size", &size, "--view", view, "--doubt", "basis"])
    };
    let first = shot(views[0], size[1]);
    let other = shot(views[1], size[1]);
    let second = shot(views[1], size[1] + first.area()[3] - other.area()[3]);
    assert_eq!(first.area(), second.area());
    [first, second]
}

/// The share of an element's pixels in which a picture shows what is behind it, within rows chosen by `rows`.
fn seen_through([with, without]: &[Picture; 2], numbers: &Numbers, id: &str, rows: impl Fn(u32) -> bool) -> f64 {
    let [with, without] = [with.scene(), without.scene()];
    let mut pixels = numbers.within(id, 3);
    pixels.retain(|[_, y]| rows(*y));
    assert!(pixels.len() > 300, "{id} has {} pixels", pixels.len());
    let through = pixels.iter().filter(|[x, y]| with.get_pixel(*x, *y) == without.get_pixel(*x, *y)).count();
    through as f64 / pixels.len() as f64
}

/// Saves a view of the walls and one of the same camera without those of one basis. Neither has names or markers in it,
/// which come and go with what hides them.
fn with_and_without(facility: &Facility, camera: Camera, basis: &str) {
    let mut choices = without_incidents();
    choices["filter"] = json!({ "hidden_layers": ["buildings", "objects", "rooms", "yards"] });
    let with = camera.view("with", &choices);
    choices["filter"]["hidden_bases"] = json!([basis]);
    save(facility, vec![with, camera.view("without", &choices)], &json!([]));
}

/// What nobody said and nobody saw is seen through: half of its pixels, from three metres and from thirty-five.
#[test]
fn assumed_things_look_assumed_from_any_distance() {
    let facility = Facility::published();
    facility.edit_bundle(|bundle| element(bundle, NORTH_WALL)["status"] = "assumed".into());
    let bundle = facility.bundle();
    for metres in [3.0, 35.0] {
        with_and_without(&facility, before(&bundle, NORTH_WALL, "door-cell-2.door", metres), "assumed");
        // Large, so that a wall of five metres has pixels enough at thirty-five.
        let pictures = alike(&facility, ["with", "without"], [1440, 1000]);
        let share = seen_through(&pictures, &numbers(&facility, &pictures[0], "with"), NORTH_WALL, |_| true);
        assert!((0.45..0.55).contains(&share), "{:.0} % is seen through at {metres} m", 100.0 * share);
    }
}

/// Nobody said how high: above three fifths of what is drawn a quarter of the pixels is seen through, below it none.
#[test]
fn an_assumed_height_is_seen_through_at_the_top() {
    let facility = Facility::published();
    facility.edit_bundle(|bundle| {
        let wall = element(bundle, NORTH_WALL);
        wall["height_basis"] = "default".into();
        // The one thing of this basis that is near: so it can be hidden alone.
        wall["status"] = "inferred".into();
    });
    with_and_without(&facility, before_the_north_wall(&facility.bundle()), "inferred");
    let pictures = alike(&facility, ["with", "without"], [960, 720]);
    let numbers = numbers(&facility, &pictures[0], "with");
    // The limit is 1.8 m above the floor, the eye 1.6 m and 2.88 m before the face: 0.2 m above the horizon.
    let height = f64::from(pictures[0].area()[3]);
    let limit = height * (0.5 - 0.5 * 0.2 / 2.88 / 30_f64.to_radians().tan());
    let above = seen_through(&pictures, &numbers, NORTH_WALL, |y| f64::from(y) < limit - 4.0);
    let below = seen_through(&pictures, &numbers, NORTH_WALL, |y| f64::from(y) > limit + 4.0);
    assert!((0.2..0.3).contains(&above), "{:.0} % is seen through above", 100.0 * above);
    assert!(below < 0.01, "{:.0} % is seen through below", 100.0 * below);
}

/// What a legend says is below every picture, and so is what the picture is of.
#[test]
fn every_picture_carries_its_legend_and_its_stamp() {
    let facility = Facility::published();
    for view in ["plan", "walk:corridor", "overview"] {
        let english = drawing(&facility, &["--view", view]);
        let below = english.below();
        let colours: BTreeSet<[u8; 3]> = below.pixels().map(|pixel| pixel.0).collect();
        for basis in [SEEN, TESTIFIED, INFERRED] {
            assert!(colours.contains(&basis), "{view}: no {basis:?} in the legend");
        }
        let ink = below.pixels().filter(|pixel| luminance(pixel.0) < 110.0).count();
        assert!(ink > 1000, "{view}: {ink} pixels of ink below the picture");
        let scene = english.scene();
        assert!(scene.pixels().map(|pixel| pixel.0).collect::<BTreeSet<_>>().len() > 20, "{view}: the scene is blank");

        let korean = drawing(&facility, &["--view", view, "--language", "ko"]);
        assert!(korean.below() != below, "{view}: the same words in both languages");
        assert_ne!(korean.told["stamp"], english.told["stamp"]);
        let hangul = |c: char| ('가'..='힣').contains(&c);
        assert!(korean.told["stamp"].to_string().chars().any(hangul));
    }
}

#[test]
fn the_stamp_tells_what_was_hidden_and_of_which_publication() {
    let facility = Facility::published();
    let stamp = |picture: &Picture| picture.told["stamp"].to_string();
    let whole = drawing(&facility, &["--view", "overview"]);
    let part = drawing(&facility, &["--view", "overview", "--only", "seen"]);
    assert!(stamp(&whole).contains("nothing is hidden") && !stamp(&part).contains("nothing is hidden"));
    assert!(whole.below() != part.below(), "the picture does not say that something is hidden");
    let sha256 = facility.sha256("bundle.json");
    assert!(stamp(&whole).contains(&sha256[..16]), "{}", stamp(&whole));
    facility.edit_bundle(|bundle| bundle["case"]["name"] = json!({ "en": "Another name" }));
    let other = drawing(&facility, &["--view", "overview"]);
    assert!(stamp(&other).contains("Another name") && !stamp(&other).contains(&sha256[..16]));
    assert!(other.below() != whole.below());
}

/// Each sign of doubt is to be seen, and none looks like another.
#[test]
fn every_channel_of_doubt_changes_the_picture() {
    let facility = Facility::published();
    facility.edit_bundle(|bundle| {
        // In the example nobody contradicts anybody.
        let wall = element(bundle, NORTH_WALL);
        wall["contradicted_by"] = json!(["A03"]);
        wall["independent_accounts"] = 2.into();
    });
    save(&facility, vec![before_the_north_wall(&facility.bundle()).view("wall", &without_incidents())], &json!([]));
    let channels = ["none", "basis", "support", "contested", "uncertainty"];
    let scenes = channels.map(|doubt| {
        let picture = drawing(&facility, &["--view", "wall", "--doubt", doubt]);
        // Legends differ in height: compared is what all have.
        image::imageops::crop_imm(&picture.scene(), 0, 0, 960, 300).to_image()
    });
    let distinct: BTreeSet<Vec<u8>> = scenes.iter().map(|scene| scene.as_raw().clone()).collect();
    assert_eq!(distinct.len(), channels.len(), "two of {channels:?} look the same");
}
