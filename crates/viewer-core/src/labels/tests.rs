#![allow(clippy::unwrap_used)]

use super::*;
use crate::action::Action;
use crate::camera::Rig;
use crate::obstacles::site::Site;
use crate::walk::Walker;
use serde_json::json;

/// A yard with a building of two rooms, and a low and a high object before it.
fn session() -> Session {
    let mut site = Site::default();
    let mut named = |layer: &str, kind: &str, [w, s, e, n]: [f64; 4], top: f64| {
        site.area(kind, "L0", &[[w, n], [e, n], [e, s], [w, s]], [-0.06, top]);
        for (member, value) in [
            ("layer", json!(layer)),
            ("key", json!(format!("{layer}-{w}"))),
            ("position", json!([(w + e) / 2.0, 0.0, (s + n) / 2.0])),
        ] {
            site.set(member, value);
        }
    };
    named("yards", "yard", [-20.0, 20.0, 20.0, -20.0], 0.0);
    named("buildings", "building", [-6.0, 3.0, 6.0, -3.0], 0.01);
    named("rooms", "room", [-6.0, 3.0, 2.0, -3.0], 0.01);
    named("rooms", "room", [2.0, 3.0, 6.0, -3.0], 0.01);
    named("objects", "object", [-1.4, 10.4, -0.6, 9.6], 0.8);
    named("objects", "tower", [14.0, 12.0, 16.0, 10.0], 6.0);
    site.session()
}

fn told(session: &Session) -> Vec<&str> {
    let elements = &session.published.bundle.elements;
    session.labels().iter().map(|label| elements[label.element].key.as_deref().unwrap()).collect()
}

#[test]
fn from_afar_a_building_has_its_name_and_near_its_rooms_have_theirs() {
    let mut session = session();
    session.rig = Rig::over([0.0; 3], 200.0, 0.0);
    let far = told(&session);
    assert!(far.contains(&"buildings--6") || far.contains(&"yards--20"), "{far:?}");
    assert!(!far.iter().any(|key| key.starts_with("rooms")), "12 m are 32 px: no room for rooms: {far:?}");
    session.rig = Rig::over([0.0; 3], 16.0, 0.0);
    let near = told(&session);
    assert_eq!(near[..2], ["rooms--6", "rooms-2"], "{near:?}");
    assert!(!near.contains(&"yards--20"), "it is larger than the picture: {near:?}");
}

#[test]
fn what_one_stands_in_has_no_name_and_low_objects_have_theirs_above_them() {
    let mut session = session();
    session.apply(Action::Move(Movement::Walk));
    session.rig = Rig::Walk(Walker { feet: [-1.0, 0.0, 14.0], yaw: 0.0, pitch: 0.0, crouched: false });
    let elements = &session.published.bundle.elements;
    let labels = session.labels();
    assert!(!told(&session).contains(&"yards--20"));
    let low = labels.iter().find(|label| elements[label.element].kind == "object").unwrap();
    // 4 m away and 0.5 m below the eyes, 30 degrees to either edge: in px below the middle.
    let below = 270.0 * 0.5 / (4.0 * 30f64.to_radians().tan());
    assert!((low.at[1] - 270.0 - below).abs() < 0.1, "{low:?} {below}");
    session.rig = Rig::Walk(Walker { feet: [15.0, 0.0, 20.0], yaw: 0.0, pitch: 0.0, crouched: false });
    let labels = session.labels();
    let tower = labels.iter().find(|label| session.published.bundle.elements[label.element].kind == "tower").unwrap();
    assert!(tower.at[1] < 270.0, "a tower is named at the height of the eyes: {tower:?}");
}

#[test]
fn a_name_missing_in_a_language_has_its_key_beside_it() {
    let mut element = session().published.bundle.elements[0].clone();
    let mut told = |name: serde_json::Value, key: Option<&str>| {
        element.name = serde_json::from_value(name).unwrap();
        element.key = key.map(str::to_owned);
        [Language::En, Language::Ko].map(|language| name_of(&element, language))
    };
    let own = |name: &str| name.to_owned();
    assert_eq!(told(json!({"ko": "감방동"}), Some("cell-block")), [own("감방동 (cell-block)"), own("감방동")]);
    assert_eq!(told(json!({"en": "Yard", "ko": "마당"}), Some("yard")), [own("Yard"), own("마당")]);
    assert_eq!(told(json!({"ko": "감방동"}), None), [own("감방동"), own("감방동")]);
    assert_eq!(told(json!({"ko": "A1"}), Some("A1")), [own("A1"), own("A1")]);
    assert_eq!(told(json!(null), Some("gate")), [own("gate"), own("gate")]);
}

fn name_of(element: &BundleElement, language: Language) -> String {
    name(element, language).unwrap()
}
