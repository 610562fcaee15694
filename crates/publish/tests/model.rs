//! `model.glb` read back from its bytes.
#![allow(clippy::unwrap_used)]

mod fixture;

use fixture::compound;
use fixture::glb::{Glb, read};
use std::collections::{BTreeMap, BTreeSet};

fn model() -> Glb {
    read(&compound().publish().files["model.glb"])
}

fn volume(triangles: &[[[f32; 3]; 3]]) -> f64 {
    let six = triangles.iter().map(|t| {
        let [a, b, c] = t.map(|p| p.map(f64::from));
        a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0])
    });
    six.sum::<f64>() / 6.0
}

#[test]
fn accessors_state_their_bounds_and_hold_finite_numbers() {
    let glb = model();
    for mesh in glb.json["meshes"].as_array().unwrap() {
        let attributes = &mesh["primitives"][0]["attributes"];
        let (accessor, _) = glb.accessor(&attributes["POSITION"]);
        let positions = glb.floats(&attributes["POSITION"]);
        for axis in 0..3 {
            let along: Vec<f32> = positions.iter().skip(axis).step_by(3).copied().collect();
            let (low, high) = along.iter().fold((f32::MAX, f32::MIN), |(a, b), v| (a.min(*v), b.max(*v)));
            assert_eq!(accessor["min"][axis].as_f64().unwrap() as f32, low);
            assert_eq!(accessor["max"][axis].as_f64().unwrap() as f32, high);
        }
        // Everything is near the anchor: the site coordinates never became f32.
        assert!(positions.iter().all(|v| v.is_finite() && v.abs() < 200.0));
        let normals = glb.floats(&attributes["NORMAL"]);
        assert_eq!(normals.len(), positions.len());
        assert!(normals.chunks(3).all(|n| (n.iter().map(|v| v * v).sum::<f32>() - 1.0).abs() < 1e-5));
    }
}

#[test]
fn every_element_is_closed_and_outward() {
    let glb = model();
    let mut seen = 0;
    for node in glb.nodes().iter().filter(|n| n["extras"].get("id").is_some()) {
        let triangles = glb.triangles(node);
        let mut edges: BTreeMap<([i64; 3], [i64; 3]), usize> = BTreeMap::new();
        for t in &triangles {
            let [a, b, c] = t.map(|p| p.map(|v| (f64::from(v) * 1e4).round() as i64));
            for edge in [(a, b), (b, c), (c, a)] {
                *edges.entry(edge).or_default() += 1;
            }
        }
        let open = edges.iter().filter(|((a, b), n)| **n != 1 || edges.get(&(*b, *a)) != Some(&1)).count();
        assert_eq!(open, 0, "{}", node["name"]);
        assert!(volume(&triangles) > 0.0, "{}", node["name"]);
        seen += 1;
    }
    assert_eq!(seen, 16);
}

#[test]
fn walls_have_their_volume_less_their_openings() {
    let glb = model();
    let volume = |name: &str| volume(&glb.triangles(glb.node(name)));
    // 50 m x 2 + 30 m x 2 of fence, 3 m high (default), less a gate of 4 m that is open to the top.
    let (fence, thickness) = (160.0 * 3.0, 0.06);
    assert!((volume("e:perimeter") - thickness * (fence - 4.0 * 3.0)).abs() < 1e-3, "{}", volume("e:perimeter"));
    // 12 m of wall; at the T the joining wall (0.3 m) ends in a wedge on the centre line, which this one lacks.
    let gone = 0.24 * (0.9 * 2.0 + 0.8 * 0.6);
    let wedge = 0.5 * 0.3 * 0.12 * 3.0;
    let body = volume("e:wall-s") + gone;
    assert!((body - (12.0 * 0.24 * 3.0 - wedge)).abs() < 1e-3, "{body}");
    assert!((volume("e:shed") - 20.0 * 2.5).abs() < 1e-3, "a building without rooms is a shell of its height");
    assert!((volume("e:block") - 72.0 * 0.065).abs() < 1e-3, "one with rooms is a floor");
}

#[test]
fn north_is_minus_z_and_the_anchor_is_the_origin() {
    let glb = model();
    let tower = glb.triangles(glb.node("e:tower-1"));
    let centre = |axis: usize| {
        tower.iter().flatten().map(|p| p[axis]).fold((f32::MAX, f32::MIN), |(a, b), v| (a.min(v), b.max(v)))
    };
    assert_eq!(centre(0), (-9.0 - 1.25, -9.0 + 1.25));
    assert_eq!(centre(1), (0.0, 6.0));
    assert_eq!(centre(2), (9.0 - 1.25, 9.0 + 1.25));
}

#[test]
fn two_alternatives_never_share_a_scene() {
    let glb = model();
    assert_eq!(glb.json["scene"], 0);
    let (first, second) = (glb.shown(0), glb.shown(1));
    assert!(first.contains("e:two") && first.contains("e:cell-1") && !first.contains("e:one"));
    assert_eq!(second, BTreeSet::from(["e:one".to_owned()]));
    assert_eq!(glb.json["scenes"][1]["name"], "hypothesis:block:cells=2");
}

#[test]
fn nodes_answer_for_themselves() {
    let glb = model();
    let e = &glb.node("e:wall-s")["extras"];
    assert_eq!(
        (e["id"].as_str(), e["kind"].as_str(), e["status"].as_str()),
        (Some("e:wall-s"), Some("wall"), Some("testified"))
    );
    assert!(e["sources"].as_array().unwrap().contains(&"stroke:A01-1/wall-1".into()));
    assert_eq!(e["drawn_by"], serde_json::json!(["A01"]));
    assert_eq!(e["assumed"], serde_json::json!({ "storey-height": 3.0, "wall-thickness": 0.24 }));
    let tower = &glb.node("e:tower-1")["extras"]["assumed"];
    assert_eq!(tower["tower-height"], 6.0);
    let material = |name: &str| {
        let mesh = glb.node(name)["mesh"].as_u64().unwrap() as usize;
        let material = glb.json["meshes"][mesh]["primitives"][0]["material"].as_u64().unwrap() as usize;
        glb.json["materials"][material].clone()
    };
    assert_eq!(material("e:wall-s")["name"], "testified-solid");
    assert_eq!(material("e:tower-1")["alphaMode"], "BLEND", "what is assumed is translucent");
}

#[test]
fn the_ground_carries_its_image_and_nothing_else() {
    let glb = model();
    let image = &glb.json["images"][0];
    assert_eq!((image["mimeType"].as_str(), image.get("uri")), (Some("image/jpeg"), None));
    let view = &glb.json["bufferViews"][image["bufferView"].as_u64().unwrap() as usize];
    let from = view["byteOffset"].as_u64().unwrap() as usize;
    let jpeg = &glb.bin[from..from + view["byteLength"].as_u64().unwrap() as usize];
    let decoded = image::load_from_memory(jpeg).unwrap();
    assert_eq!((decoded.width(), decoded.height()), (32, 20));
    // Every byte of the buffer belongs to a view: nothing travels along unseen.
    let views = glb.json["bufferViews"].as_array().unwrap();
    let held: u64 = views.iter().map(|v| v["byteLength"].as_u64().unwrap().next_multiple_of(4)).sum();
    assert_eq!(held as usize, glb.bin.len());
    let corners = glb.triangles(glb.node("terrain"));
    let x = corners.iter().flatten().map(|p| p[0]).fold((f32::MAX, f32::MIN), |(a, b), v| (a.min(v), b.max(v)));
    assert_eq!(x, (-40.0, 60.0));
}

#[test]
fn a_ground_image_that_lies_about_its_size_is_refused() {
    let mut made = compound();
    made.ground.as_mut().unwrap().rgb.pop();
    assert!(locus_publish::publish(&made.inputs()).unwrap_err().to_string().contains("2019-05-12"));
}

#[test]
fn an_empty_plan_is_an_empty_scene() {
    let mut made = compound();
    made.plan.nodes.clear();
    made.plan.elements.clear();
    made.case.incidents.clear();
    made.ground = None;
    let glb = read(&made.publish().files["model.glb"]);
    assert!(glb.bin.is_empty());
    assert_eq!(glb.json["scenes"].as_array().unwrap().len(), 1);
}
