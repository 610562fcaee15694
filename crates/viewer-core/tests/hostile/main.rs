//! Published folders that are broken or mean harm: each is refused with the file, what was found and what to do.
#![allow(clippy::unwrap_used)]

mod folder;
mod index;
mod model;
mod scans;

use folder::{Facility, Made, sha256};
use locus_viewer_core::glb::{Piece, Surface};
use locus_viewer_core::published::{Published, open};
use locus_viewer_core::refusal::Refusal;
use serde_json::{Value, json};
use std::fs;

const REPUBLISH: &str = "`locus reconstruct`";

/// What is done to the small facility.
enum Tamper {
    /// Before writing: to the index.
    Bundle(fn(&mut Value)),
    /// Before writing: to the JSON of the model.
    Gltf(fn(&mut Value)),
    /// Before writing: to anything.
    Made(fn(&mut Made)),
    /// To the finished model, which is then listed with its new SHA-256.
    Glb(fn(&mut Vec<u8>)),
    /// To the written facility.
    Disk(fn(&Facility)),
}

fn tampered(tamper: &Tamper) -> Facility {
    let mut made = Made::new();
    match tamper {
        Tamper::Bundle(change) => change(&mut made.bundle),
        Tamper::Gltf(change) => change(&mut made.gltf),
        Tamper::Made(change) => change(&mut made),
        Tamper::Glb(change) => {
            let mut glb = made.glb();
            change(&mut glb);
            return made.write_with(&glb);
        }
        Tamper::Disk(change) => {
            let facility = made.write();
            change(&facility);
            return facility;
        }
    }
    made.write()
}

/// The refusal names the file, what was found in it, and the remedy; it fits a window and prints safely.
fn check(what: &str, result: Result<Published, Refusal>, file: &str, found: &str, remedy: &str) {
    let refusal = match result {
        Ok(_) => panic!("{what}: was opened"),
        Err(refusal) => refusal,
    };
    assert!(refusal.file.ends_with(file), "{what}: file {}", refusal.file);
    assert!(refusal.found.contains(found), "{what}: found {}", refusal.found);
    assert!(!refusal.expected.is_empty(), "{what}: {refusal}");
    assert!(refusal.remedy.contains(remedy), "{what}: remedy {}", refusal.remedy);
    let words = refusal.to_string();
    assert!(words.len() < 2500 && !words.chars().any(char::is_control), "{what}: {words}");
}

fn check_all(file: &str, rows: &[(&str, Tamper, &str)]) {
    for (what, tamper, found) in rows {
        let facility = tampered(tamper);
        check(what, open(&facility.path()), file, found, REPUBLISH);
    }
}

#[test]
fn the_untouched_facility_opens_from_either_folder() {
    let facility = Made::new().write();
    let published = open(&facility.path()).unwrap();
    assert_eq!(published.case_folder, Some(facility.path()));
    assert_eq!(published.folder, facility.published());
    let bytes = fs::read(facility.published().join("bundle.json")).unwrap();
    assert_eq!(published.sha256, sha256(&bytes));
    let pieces: Vec<_> = published.model.pieces.iter().map(|p| (p.element, p.surface)).collect();
    assert_eq!(pieces, [(0, Surface::Floor), (1, Surface::Solid), (3, Surface::Pane), (2, Surface::Solid)]);
    let wall = &published.model.pieces[1];
    assert_eq!(wall.positions, [[0.0, 0.0, 0.0], [2.0, 0.0, 0.0], [2.0, 3.0, 0.0], [0.0, 3.0, 0.0]]);
    assert_eq!((&wall.normals[..], &wall.indices[..]), (&[[0.0, 0.0, 1.0]; 4][..], &[0, 1, 2, 0, 2, 3][..]));
    let ground = published.model.ground.as_ref().unwrap();
    assert_eq!(ground.image.dimensions(), (4, 2));
    assert_eq!(ground.image.get_pixel(3, 1).0, [30, 100, 7, 255]);
    assert_eq!(ground.uvs[3], [0.0, 0.0]);

    let alone = open(&facility.published()).unwrap();
    assert_eq!(alone.case_folder, Some(facility.path()));
    fs::remove_file(facility.path().join("case.toml")).unwrap();
    assert_eq!(open(&facility.published()).unwrap().case_folder, None);
}

#[test]
fn transformations_of_nodes_are_applied() {
    let mut made = Made::new();
    // A quarter turn about y carries x to -z; then ten metres east and one up.
    let half = std::f64::consts::FRAC_1_SQRT_2;
    made.gltf["nodes"][1]["translation"] = json!([10, 1, 0]);
    made.gltf["nodes"][1]["rotation"] = json!([0, half, 0, half]);
    // The other wall is mirrored: its triangles must still be seen from outside.
    made.gltf["nodes"][5]["matrix"] = json!([-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 5, 1]);
    let model = open(&made.write().path()).unwrap().model;
    let [turned, mirrored] = [&model.pieces[1], &model.pieces[3]];
    let near = |a: [f32; 3], b: [f32; 3]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-5);
    let has = |piece: &Piece, corner| piece.positions.iter().any(|at| near(*at, corner));
    assert!(has(turned, [10.0, 4.0, -2.0]), "{:?}", turned.positions);
    assert!(near(turned.normals[0], [1.0, 0.0, 0.0]), "{:?}", turned.normals);
    assert!(has(mirrored, [-2.0, 0.0, 5.0]), "{:?}", mirrored.positions);
    for piece in [turned, mirrored] {
        let [a, b, c] = [0, 1, 2].map(|i| piece.positions[piece.indices[i] as usize].map(f64::from));
        let [u, v]: [[f64; 3]; 2] = [b, c].map(|p| std::array::from_fn(|i| p[i] - a[i]));
        let across = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
        let facing: f64 = across.iter().zip(piece.normals[0]).map(|(a, n)| a * f64::from(n)).sum();
        assert!(facing > 0.0, "{across:?} against {:?}", piece.normals[0]);
    }
}

#[test]
fn folders_that_are_none_are_refused_with_what_to_do() {
    let facility = Made::new().write();
    let path = facility.path();
    check("nothing", open(&path.join("nowhere")), "nowhere", "nothing of that name", "check the path");
    check("a file", open(&path.join("case.toml")), "case.toml", "a file", "name the folder");
    check("neither", open(&path.join("sketches")), "sketches", "without case.toml", "bundle.json");
    fs::remove_dir_all(facility.published()).unwrap();
    check("never reconstructed", open(&path), "facility", "never reconstructed", "`locus reconstruct ");
}
