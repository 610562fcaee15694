//! The published folder as the viewer and the exports read it.

use crate::answer::tells;
use crate::small::Made;
use locus_publish::Bundle;
use locus_viewer_core::glb::{self, Model};
use locus_viewer_core::published;
use locus_viewer_core::refusal::Refusal;
use std::fs;
use std::sync::{LazyLock, Mutex};

/// The published facility of the viewer's own tests, on the disk. Inputs come one after the other.
static FACILITY: LazyLock<Mutex<crate::small::Facility>> = LazyLock::new(|| Mutex::new(Made::new().write()));

/// `bundle.json`: what is accepted does not contradict itself, and is written and read again as it was.
pub fn bundle(bytes: &[u8]) {
    let facility = FACILITY.lock().unwrap_or_else(|broken| broken.into_inner());
    fs::write(facility.published().join("bundle.json"), bytes).expect("a folder that can be written");
    match published::open(&facility.path()) {
        Ok(opened) => {
            let written = serde_json::to_vec(&opened.bundle).expect("a bundle");
            let again =
                Bundle::from_bytes(&written).unwrap_or_else(|error| panic!("what was written is refused: {error}"));
            assert_eq!(serde_json::to_vec(&again).expect("a bundle"), written);
            is_sound(&opened.model, &opened.bundle);
        }
        Err(refusal) => is_told(&refusal),
    }
}

/// `model.glb`: what is accepted is numbers, of elements that are there.
pub fn model(bytes: &[u8]) {
    static BUNDLE: LazyLock<Bundle> = LazyLock::new(|| {
        Bundle::from_bytes(&serde_json::to_vec(&Made::new().bundle).expect("a bundle")).expect("a bundle")
    });
    match glb::read(bytes, &BUNDLE) {
        Ok(model) => is_sound(&model, &BUNDLE),
        Err(refusal) => is_told(&refusal),
    }
}

fn is_sound(model: &Model, bundle: &Bundle) {
    for piece in &model.pieces {
        assert!(piece.element < bundle.elements.len());
        assert_eq!(piece.positions.len(), piece.normals.len());
        assert_eq!(piece.indices.len() % 3, 0);
        assert!(piece.indices.iter().all(|index| (*index as usize) < piece.positions.len()));
        assert!(piece.positions.iter().chain(&piece.normals).flatten().all(|number| number.is_finite()));
    }
}

fn is_told(refusal: &Refusal) {
    tells(&refusal.found, &refusal.expected, &refusal.remedy);
    assert!(!refusal.to_string().contains(char::is_control), "{refusal:?}");
}
