//! The lists: everything is in one of them, and only what is in sight costs anything.

use crate::sample::{incidents, many, session};
use crate::window::{open, painted, press};
use locus_viewer_core::action::Action;
use locus_viewer_core::selection::Selection;
use std::time::Instant;

#[test]
fn unplaced_and_undated_ones_are_counted_and_listed() {
    let mut window = open(session(incidents()), [1280.0, 800.0]);
    assert!(painted(&window).contains("Event I1 ·"), "{}", painted(&window));
    assert!(!painted(&window).contains("Event I4 ·"));
    press(&mut window, "Unplaced 1");
    assert!(painted(&window).contains("Event I4 ·"));
    press(&mut window, "Undated 1");
    let wish = Action::FlyTo(Selection::Incident("I5".into()));
    assert_eq!(press(&mut window, "Event I5"), [wish]);
}

#[test]
fn a_window_of_7212_incidents_lays_out_only_those_in_sight() {
    let mut window = open(session(many(7_212)), [1280.0, 800.0]);
    let rows = painted(&window).lines().filter(|line| line.starts_with("Event I")).count();
    assert!((3..60).contains(&rows), "{rows} rows are laid out");
    assert!(painted(&window).contains("Placed 7212"));
    let start = Instant::now();
    window.run_steps(20);
    println!("7,212 incidents: {:.1} ms a pass", start.elapsed().as_secs_f64() * 1000.0 / 20.0);
}
