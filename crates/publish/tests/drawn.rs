//! What `bundle.json` says of where things are drawn: the same as `model.glb` and the plan.
#![allow(clippy::unwrap_used)]

mod fixture;

use fixture::glb::{Glb, read};
use fixture::{Made, compound, key, site};
use geo::{Coord, LineString, Polygon};
use locus_model::*;
use locus_publish::{Bundle, BundleElement, BundleShape};
use serde_json::Value;

/// The compound on a plinth, its yard with a hole, its door with a sill: what the plain one would not show.
fn raised() -> Made {
    let mut made = compound();
    made.case.levels[0].elevation_m = 1.25;
    for e in &mut made.plan.elements {
        match (e.id.as_str(), e.shape.geometry()) {
            ("e:yard", Form::Area(area)) => {
                let hole = [(15.0, 8.0), (18.0, 8.0), (18.0, 11.0), (15.0, 8.0)].map(|(x, y)| site(x, y));
                let hole = LineString::from_iter(hole);
                e.shape = In::claim(Form::Area(Polygon::new(area.exterior().clone(), vec![hole])));
            }
            ("e:door", _) => {
                e.sill = Some(Height { metres: 0.15, basis: HeightBasis::Stated, sd_m: None });
            }
            _ => {}
        }
    }
    for name in ["A01-1", "A02-1"] {
        made.case.sheets.get_mut(&fixture::id(name)).unwrap().drawing = Some(drawing(&made.plan.sheets[0]));
    }
    made
}

/// What the sheet's strokes would have been on a scan: bent, so that no affine map carries them.
fn drawing(sheet: &AlignedSheet) -> Drawing<SketchPx> {
    let origin = site(0.0, 0.0);
    let px = |c: Coord| {
        let (x, y) = (c.x - origin.x, c.y - origin.y);
        Coord { x: 400.0 + 20.0 * x + 0.5 * y * y, y: 400.0 - 20.0 * y + 0.9 * x * x }
    };
    let strokes = sheet.strokes.iter().map(|s| s.stroke.moved(In::claim(s.form().map(px))));
    Drawing { strokes: strokes.collect(), tracing: Tracing { by: "investigator".to_owned() } }
}

fn bundle(made: &Made) -> Bundle {
    Bundle::from_bytes(&made.publish().files["bundle.json"]).unwrap()
}

/// Least and greatest x, y and z.
fn bounds(points: impl Iterator<Item = [f64; 3]>) -> [[f64; 3]; 2] {
    points.fold([[f64::MAX; 3], [f64::MIN; 3]], |[low, high], p| {
        [[0, 1, 2].map(|i| low[i].min(p[i])), [0, 1, 2].map(|i| high[i].max(p[i]))]
    })
}

fn vertices(glb: &Glb, node: &str) -> Vec<[f64; 3]> {
    glb.triangles(glb.node(node)).into_iter().flatten().map(|p| p.map(f64::from)).collect()
}

/// The corners of the solid a shape describes; of walls and roads, whose joints are mitred, only heights are used.
fn corners(e: &BundleElement, shape: &BundleShape) -> Vec<[f64; 3]> {
    let [low, high] = shape.panel_m.unwrap_or([shape.base_m, shape.top_m.unwrap()]);
    let plan: Vec<[f64; 2]> = match shape.line.as_slice() {
        [] => shape.rings[0].clone(),
        line if shape.panel_m.is_some() => {
            let (a, b) = (line[0], line[line.len() - 1]);
            let half = 0.5 * shape.thickness_m.unwrap() / (b[0] - a[0]).hypot(b[1] - a[1]);
            let (nx, nz) = (-(b[1] - a[1]) * half, (b[0] - a[0]) * half);
            [a, b].into_iter().flat_map(|[x, z]| [[x + nx, z + nz], [x - nx, z - nz]]).collect()
        }
        _ => panic!("{} is no area and no opening", e.id),
    };
    plan.into_iter().flat_map(|[x, z]| [[x, low, z], [x, high, z]]).collect()
}

/// How far a place lies from the stretches of a line continued in both directions: of each stretch.
fn across(line: &[[f64; 2]], [x, _, z]: [f64; 3]) -> Vec<f64> {
    let off = |w: &[[f64; 2]]| {
        let (dx, dz) = (w[1][0] - w[0][0], w[1][1] - w[0][1]);
        ((x - w[0][0]) * dz - (z - w[0][1]) * dx).abs() / dx.hypot(dz)
    };
    line.windows(2).map(off).collect()
}

#[test]
fn shapes_are_what_the_model_shows() {
    let made = raised();
    let glb = read(&made.publish().files["model.glb"]);
    for e in bundle(&made).elements {
        let shape = e.shape.clone().unwrap();
        let found = vertices(&glb, e.glb_node.as_ref().unwrap());
        let [low, high] = bounds(found.iter().copied());
        if e.layer == "walls" || e.layer == "roads" {
            assert!((low[1] - shape.base_m).abs() < 2e-3 && (high[1] - shape.top_m.unwrap()).abs() < 2e-3, "{}", e.id);
            let half = 0.5 * shape.thickness_m.unwrap();
            let on_a_face = |p: &[f64; 3]| across(&shape.line, *p).iter().any(|d| (d - half).abs() < 2e-3);
            let on_the_middle = |p: &[f64; 3]| across(&shape.line, *p).iter().any(|d| *d < 2e-3);
            assert!(found.iter().all(|p| on_a_face(p) || on_the_middle(p)), "{}", e.id);
            assert!(found.iter().any(on_a_face), "{}", e.id);
            continue;
        }
        let expected = bounds(corners(&e, &shape).into_iter());
        for (found, expected) in [low, high].into_iter().flatten().zip(expected.into_iter().flatten()) {
            assert!((found - expected).abs() < 2e-3, "{}: {found} {expected}", e.id);
        }
    }
}

#[test]
fn gaps_are_the_holes_in_the_walls() {
    let made = raised();
    let glb = read(&made.publish().files["model.glb"]);
    let bundle = bundle(&made);
    let shape = |id: &str| bundle.elements.iter().find(|e| e.id == id).unwrap().shape.clone().unwrap();
    let wall = shape("e:wall-s");
    let openings: Vec<&str> = wall.gaps.iter().map(|g| g.opening.as_str()).collect();
    assert_eq!(openings, ["e:door", "e:window"]);
    let found = vertices(&glb, "e:wall-s");
    for gap in &wall.gaps {
        let opening = shape(&gap.opening);
        assert_eq!((gap.base_m, Some(gap.top_m)), (opening.base_m, opening.top_m), "{}", gap.opening);
        assert_eq!(gap.line.to_vec(), opening.line);
        // All eight corners of the hole are corners of the mesh.
        for [x, z] in gap.line {
            for (y, side) in [(gap.base_m, -0.12), (gap.base_m, 0.12), (gap.top_m, -0.12), (gap.top_m, 0.12)] {
                let near = |p: &[f64; 3]| (p[0] - x).abs() + (p[1] - y).abs() + (p[2] - z - side).abs() < 2e-3;
                assert!(found.iter().any(near), "{}: {x} {y} {}", gap.opening, z + side);
            }
        }
    }
    assert_eq!((shape("e:door").base_m, shape("e:door").panel_m), (1.4, Some([1.25, 1.27])));
    assert_eq!(shape("e:perimeter").gaps[0].opening, "e:main-gate");
    assert!(shape("e:track").gaps.is_empty() && shape("e:yard").gaps.is_empty());
}

#[test]
fn rings_turn_one_way_and_carry_their_nodes() {
    let bundle = bundle(&raised());
    let area2 = |ring: &[[f64; 2]]| -> f64 { ring.windows(2).map(|w| w[0][0] * -w[1][1] + w[1][0] * w[0][1]).sum() };
    let mut holes = 0;
    for e in &bundle.elements {
        let shape = e.shape.as_ref().unwrap();
        for (i, ring) in shape.rings.iter().enumerate() {
            assert!(ring.len() >= 4 && ring.first() == ring.last(), "{}", e.id);
            assert_eq!(area2(ring) > 0.0, i == 0, "{}", e.id);
            holes += usize::from(i > 0);
        }
        let places = match (shape.line.is_empty(), shape.point) {
            (false, _) => shape.line.clone(),
            (true, Some(point)) => vec![point],
            (true, None) => shape.rings[0].clone(),
        };
        assert_eq!(shape.nodes.len(), places.len(), "{}", e.id);
        for (name, place) in shape.nodes.iter().zip(places) {
            let at = bundle.nodes.iter().filter(|n| n.name == *name).map(|n| n.position);
            assert!(at.collect::<Vec<_>>().contains(&place), "{}: no node {name} at {place:?}", e.id);
        }
    }
    assert_eq!(holes, 1);
    assert_eq!(bundle.areas[0].key.as_deref(), Some("graves"));
    assert!(area2(&bundle.areas[0].rings[0]) > 0.0);
}

#[test]
fn nodes_and_pins_are_those_of_the_plan() {
    let mut made = raised();
    made.plan.nodes[0].covariance = Covariance { ee: 1.0, en: 1.0, nn: 1.0 };
    let given = made.plan.nodes[2].key.clone();
    let mut stroke = made.case.sheets[&fixture::id("A01-1")].drawing.clone().unwrap();
    stroke.strokes[0].nodes = vec![None, Some(key(&given))];
    made.case.sheets.get_mut(&fixture::id("A01-1")).unwrap().drawing = Some(stroke);
    let bundle = bundle(&made);
    assert_eq!(bundle.nodes.len(), made.plan.nodes.len());
    for node in &bundle.nodes {
        let known = made.plan.nodes.iter().find(|n| n.id == node.id && n.key == node.name).unwrap();
        let at = known.position.geometry().0 - site(0.0, 0.0);
        assert!((node.position[0] - at.x).abs() < 6e-4 && (node.position[1] + at.y).abs() < 6e-4);
        assert!((node.radius95_m.unwrap() - known.covariance.radius95_m()).abs() < 6e-4);
        assert_eq!(node.key, (node.name == given).then(|| given.clone()));
        match node.cov_m2 {
            Some([ee, en, nn]) => {
                let c = known.covariance;
                assert!((ee - c.ee).abs() + (en - c.en).abs() + (nn - c.nn).abs() < 1e-3 && en * en < ee * nn);
            }
            None => assert_eq!(node.id, made.plan.nodes[0].id, "a certainty nobody has is not published"),
        }
    }
    let pin = &bundle.pins[0];
    assert_eq!((pin.id.as_str(), pin.key.as_deref()), ("A01-p1", Some("execution-ground")));
    assert_eq!((pin.position, pin.radius95_m), ([30.0, -15.0], Some(25.0)));
}

#[test]
fn strokes_are_paired_with_their_pixels() {
    let mut made = raised();
    let hash = "ab".repeat(32);
    made.scans.get_mut(&fixture::id("A01-1")).unwrap().sha256 = Some(hash.clone());
    let bundle = bundle(&made);
    let sheet = &bundle.sheets[0];
    let ids: Vec<&str> = sheet.strokes.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["A01-1/room-1", "A01-1/tower-1", "A01-1/wall-1"]);
    for stroke in &sheet.strokes {
        assert_eq!(stroke.px.len(), stroke.line.len(), "{}", stroke.id);
        assert_eq!(stroke.closed, stroke.kind == "room");
        for ([x, z], px) in stroke.line.iter().zip(&stroke.px) {
            let expected = [400.0 + 20.0 * x + 0.5 * z * z, 400.0 + 20.0 * z + 0.9 * x * x];
            assert!((px[0] - expected[0]).abs() < 0.06 && (px[1] - expected[1]).abs() < 0.06, "{}", stroke.id);
        }
    }
    assert_eq!(sheet.strokes[1].line, [[-9.5, 8.0]]);
    assert_eq!((sheet.image_sha256.as_deref(), bundle.sheets[1].image_sha256.as_deref()), (Some(hash.as_str()), None));
    assert_eq!((sheet.rms_m, sheet.loo_rms_m, sheet.memory_sd_m), (Some(0.559), Some(1.118), Some(1.5)));
    let (drape, grid) = (sheet.drape.unwrap(), sheet.drape_grid.as_ref().unwrap());
    assert!(grid.rms_m < drape.rms_m && grid.xz.len() == grid.columns * grid.rows);
}

#[test]
fn a_drawing_that_does_not_match_has_no_pixels() {
    let mut made = raised();
    let drawing = made.case.sheets.get_mut(&fixture::id("A01-1")).unwrap().drawing.as_mut().unwrap();
    drawing.strokes.retain(|s| s.id != "wall-1");
    drawing.strokes[0].shape = In::claim(Form::Point(geo::Point::new(1.0, 1.0)));
    let bundle = bundle(&made);
    let px: Vec<usize> = bundle.sheets[0].strokes.iter().map(|s| s.px.len()).collect();
    assert_eq!(px, [0, 1, 0]);
}

#[test]
fn a_folder_without_the_optional_parts_is_still_read() {
    let made = raised();
    let mut old: Value = serde_json::from_slice(&made.publish().files["bundle.json"]).unwrap();
    let root = old.as_object_mut().unwrap();
    for part in ["nodes", "pins", "areas"] {
        assert!(root.remove(part).is_some(), "{part}");
    }
    for (list, parts) in [
        ("elements", &["shape"][..]),
        ("sheets", &["strokes", "image_sha256", "rms_m", "loo_rms_m", "memory_sd_m", "drape_grid"]),
    ] {
        for entry in root[list].as_array_mut().unwrap() {
            parts.iter().for_each(|part| drop(entry.as_object_mut().unwrap().remove(*part)));
        }
    }
    let read = Bundle::from_bytes(&serde_json::to_vec(&old).unwrap()).unwrap();
    assert!(read.nodes.is_empty() && read.elements.iter().all(|e| e.shape.is_none()));
    assert!(read.sheets.iter().all(|s| s.strokes.is_empty() && s.drape_grid.is_none() && s.rms_m.is_none()));
    assert_eq!(serde_json::to_value(&read).unwrap(), old, "and nothing of it is lost or made up");
}

#[test]
fn what_is_no_bundle_is_refused_with_words() {
    let refusal = |text: &str| Bundle::from_bytes(text.as_bytes()).unwrap_err().to_string();
    let good = String::from_utf8(compound().publish().files["bundle.json"].clone()).unwrap();
    for (text, found, remedy) in [
        ("", "no JSON object", "locus reconstruct"),
        ("\"text\"", "no JSON object", "locus reconstruct"),
        ("{}", "\"format\": none", "a folder that `locus reconstruct` published"),
        ("{\"format\": \"other\", \"format_version\": 1}", "\"format\": \"other\"", "published"),
        (
            &good.replacen("\"format_version\": 1", "\"format_version\": 2", 1),
            "\"format_version\": 2",
            "with the Locus",
        ),
        (&good.replacen("\"format_version\": 1,", "", 1), "\"format_version\": none", "with the Locus"),
        (&good.replacen("\"levels\"", "\"lovels\"", 1), "missing field `levels`", "do not edit"),
        (&good[..good.len() / 2], "no JSON object", "locus reconstruct"),
    ] {
        let words = refusal(text);
        assert!(words.contains("bundle.json: found") && words.contains("expected"), "{words}");
        assert!(words.contains(found) && words.contains(remedy), "{words}");
    }
}
