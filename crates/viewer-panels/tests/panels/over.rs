//! What is written over the picture.

use crate::sample::{incidents, many, session};
use crate::window::{Window, open, painted, press};
use egui::{Color32, Shape};
use locus_viewer_core::action::{Action, Movement};
use locus_viewer_core::measure::{self, Point};
use locus_viewer_core::session::Tool;
use locus_viewer_core::sight::{Blocker, Sight};
use locus_viewer_core::{basis::Basis, language::Language, selection::Selection};

const INK: Color32 = Color32::from_rgb(0x1B, 0x1B, 0x1F);
const ALARM: Color32 = Color32::from_rgb(0x9B, 0x1C, 0x1C);

fn point(x: f64, cov_m2: Option<[f64; 3]>) -> Point {
    Point { at: [x, 0.0, 0.0], snapped: None, cov_m2 }
}

fn measuring(points: [Point; 2]) -> Window {
    let mut all = session(incidents());
    all.apply(Action::Move(Movement::Plan));
    let measured = measure::distance(&points[0], &points[1]);
    all.tool = Tool::Measure(points.into(), Some(measured));
    open(all, [1280.0, 800.0])
}

#[test]
fn a_length_never_comes_without_its_interval_or_the_words_that_nobody_knows() {
    // 10 m between points of 0.1 m each: sd 0.1414 m, 1.96 sd = 0.277 m.
    let known = measuring([point(0.0, Some([0.01, 0.0, 0.01])), point(10.0, Some([0.01, 0.0, 0.01]))]);
    assert!(painted(&known).contains("10.0 m (95 %: 9.7 m to 10.3 m)"), "{}", painted(&known));
    let unknown = measuring([point(0.0, None), point(10.0, Some([0.01, 0.0, 0.01]))]);
    assert!(painted(&unknown).contains("10 m; how far off it may be is not known"));
    assert!(painted(&unknown).contains("Esc ends"));
}

#[test]
fn a_sight_line_says_what_blocks_it_and_by_which_assumption() {
    let mut all = session(incidents());
    let blocker = Blocker { element: 2, distance_m: 3.0, basis: Basis::Inferred, height_assumed: true };
    let sight = Sight { distance_m: 8.0, clear: false, blockers: vec![blocker] };
    all.apply(Action::Move(Movement::Plan));
    all.tool = Tool::Sight(vec![[0.0, 1.6, 0.0], [8.0, 1.6, 0.0]], Some(sight));
    let window = open(all, [1280.0, 800.0]);
    assert!(painted(&window).contains("8 m: blocked by wall (assumed height)"), "{}", painted(&window));
}

#[test]
fn names_are_in_the_chosen_language_with_the_other_below() {
    for (language, name) in [(Language::En, "Cell one\n1호 감방"), (Language::Ko, "1호 감방\nCell one")] {
        let mut all = session(Vec::new());
        all.apply(Action::Language(language));
        all.apply(Action::Move(Movement::Plan));
        let window = open(all, [1280.0, 800.0]);
        assert!(painted(&window).contains(name), "{name}: {}", painted(&window));
        let office = if language == Language::En { "사무실 (office)" } else { "사무실" };
        assert!(painted(&window).lines().any(|line| line == office), "{}", painted(&window));
    }
}

#[test]
fn a_notice_and_slow_drawing_are_told_and_a_tour_says_its_text() {
    let mut window = open(session(incidents()), [960.0, 540.0]);
    window.state_mut().frame.software = true;
    window.state_mut().session.apply(Action::GoTo("nowhere".into()));
    window.run();
    assert!(painted(&window).contains("No graphics card is in use"));
    assert!(painted(&window).contains("no view named \"nowhere\""));
    assert_eq!(press(&mut window, "Understood"), [Action::Escape]);
    assert!(!painted(&window).contains("nowhere"));
    window.state_mut().session.apply(Action::Tour(Some("Round".into())));
    window.run_steps(3);
    assert!(painted(&window).contains("Here it stood."));
}

#[test]
fn the_pointer_belongs_to_the_picture_only_over_the_picture() {
    let mut window = open(session(incidents()), [1280.0, 800.0]);
    let picture = window.state().shown.as_ref().unwrap().picture;
    for (at, taken) in [(picture.center(), false), (egui::pos2(100.0, 300.0), true), (egui::pos2(640.0, 700.0), true)] {
        window.hover_at(at);
        window.run();
        assert_eq!(window.state().shown.as_ref().unwrap().takes_pointer, taken, "{at:?}");
    }
}

#[test]
fn an_export_keeps_the_answer_but_nothing_to_press() {
    let mut all = session(incidents());
    all.apply(Action::Select(Some(Selection::Incident("I1".into()))));
    let mut window = open(all, [1280.0, 800.0]);
    window.state_mut().frame.export = true;
    window.run();
    let painted = painted(&window);
    assert!(painted.contains("Event I1") && painted.contains("Beating"));
    for absent in ["Close answer", "Show sensitive summary", "Secret of I1", "Placed", "Layers"] {
        assert!(!painted.contains(absent), "{absent}");
    }
}

#[test]
fn a_name_beside_its_place_has_a_line_to_it() {
    // Both incidents stand where the room has its name: their marker is there, and the name beside it.
    let lines = |incidents| {
        let mut all = session(incidents);
        all.apply(Action::Move(Movement::Plan));
        let window = open(all, [1280.0, 800.0]);
        assert!(painted(&window).contains("Cell one"));
        let picture = window.state().shown.as_ref().unwrap().picture;
        let is_leader = |shape: &Shape| matches!(shape, Shape::LineSegment { points, stroke } if stroke.color == INK && picture.contains(points[0]));
        window.output().shapes.iter().filter(|clipped| is_leader(&clipped.shape)).count()
    };
    assert_eq!((lines(Vec::new()), lines(incidents())), (0, 1));
}

#[test]
fn markers_never_lie_over_the_compass_or_the_scale() {
    let mut all = session(many(500));
    all.apply(Action::Move(Movement::Plan));
    let window = open(all, [1280.0, 800.0]);
    let shapes = &window.output().shapes;
    let last = |is: &dyn Fn(&Shape) -> bool| shapes.iter().rposition(|clipped| is(&clipped.shape)).unwrap();
    let marker = last(&|shape| matches!(shape, Shape::Path(path) if path.fill == ALARM));
    for word in ["N", "m"] {
        let text = last(&|shape| matches!(shape, Shape::Text(text) if text.galley.text().ends_with(word)));
        assert!(text > marker, "{word}");
    }
}

#[test]
fn a_ground_with_gaps_says_what_its_hatching_means() {
    for (note, export) in [("8.7 % of the ground texture has no data and is hatched", true), ("", false)] {
        let mut all = session(incidents());
        all.published.bundle.ground.as_mut().unwrap().note = note.into();
        let mut window = open(all, [800.0, 500.0]);
        window.state_mut().frame.export = export;
        window.run();
        assert_eq!(painted(&window).contains("no imagery here"), !note.is_empty());
    }
}
