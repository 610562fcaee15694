//! Every control says what it is, and does it.

use crate::sample::{incidents, session};
use crate::window::{Window, controls, open, painted, press, readable};
use egui_kittest::kittest::Queryable;
use locus_viewer_core::action::{Action, Movement, Panel};
use locus_viewer_core::basis::Basis;
use locus_viewer_core::filter::Only;
use locus_viewer_core::keys::KEYS;
use locus_viewer_core::language::Language;
use locus_viewer_core::selection::Selection;

const SIZES: [[f32; 2]; 3] = [[1280.0, 800.0], [960.0, 540.0], [800.0, 500.0]];

#[test]
fn a_press_asks_for_what_the_label_says() {
    let mut window = open(session(incidents()), [1280.0, 800.0]);
    let wishes = [
        ("Walk", Action::Move(Movement::Walk)),
        ("Plan", Action::Move(Movement::Plan)),
        ("Orbit", Action::Move(Movement::Orbit)),
        ("Whole place", Action::Home),
        ("Only testified", Action::Only(Only::Testified)),
        ("Only seen", Action::Only(Only::Seen)),
        ("Show all", Action::Only(Only::All)),
        ("Cut level", Action::Cut(Some(1.2))),
        ("Cut level", Action::Cut(None)),
        ("Cut upright", Action::VerticalCut(true)),
        ("Measure", Action::Measure(true)),
        ("Sight line", Action::Sight(true)),
        ("Screenshot", Action::Screenshot),
        ("4K still", Action::Still),
        ("Ground floor", Action::Level(Some("L0".into()))),
        ("All levels", Action::Level(None)),
        ("inferred by a rule", Action::Basis(Basis::Inferred, false)),
        ("walls and fences", Action::Layer("walls".into(), false)),
        ("The gate was west", Action::Hypothesis { about: "gate".into(), name: "gate=west".into() }),
        ("Drawing A01-1 on the ground", Action::Sheet("A01-1".into(), true)),
        ("About A02-1", Action::Select(Some(Selection::Sheet("A02-1".into())))),
        ("All drawings", Action::AllSheets(true)),
        ("Strokes of A02", Action::Strokes("A02".into(), true)),
        ("No strokes", Action::AllStrokes(false)),
        ("Pins and areas of witnesses", Action::Pins(true)),
        ("overview", Action::GoTo("overview".into())),
        ("Save view", Action::SaveView("view-1".into())),
        ("Play tour Round", Action::Tour(Some("Round".into()))),
        ("Help", Action::Panel(Panel::Help, true)),
        ("Close help", Action::Panel(Panel::Help, false)),
        ("Layers", Action::Panel(Panel::Layers, false)),
        ("Incidents", Action::Panel(Panel::Incidents, false)),
        ("한국어", Action::Language(Language::Ko)),
        ("걷기", Action::Move(Movement::Walk)),
        ("English", Action::Language(Language::En)),
    ];
    for (label, wish) in wishes {
        assert_eq!(press(&mut window, label), [wish], "{label}");
    }
}

#[test]
fn a_drawing_that_cannot_be_laid_out_says_why() {
    let mut window = open(session(incidents()), [1280.0, 800.0]);
    assert!(press(&mut window, "Drawing A02-1 on the ground").is_empty());
    assert!(
        window.query_all_by_label("no scan is published").next().is_some()
            || painted(&window).contains("no scan is published")
    );
}

#[test]
fn every_control_has_a_name_in_both_languages() {
    for size in SIZES {
        for language in [Language::En, Language::Ko] {
            let mut all = session(incidents());
            all.apply(Action::Language(language));
            all.apply(Action::Select(Some(Selection::Incident("I1".into()))));
            let mut window = open(all, size);
            for (name, rect) in controls(&window) {
                assert!(!name.is_empty(), "a control without a name at {rect:?}, {size:?}, {language:?}");
            }
            no_id_twice(&window);
            let menu = if language == Language::En { "More" } else { "더 보기" };
            if window.query_by_label(menu).is_some() {
                press(&mut window, menu);
                let names: Vec<String> = controls(&window).into_iter().map(|(name, _)| name).collect();
                let still = if language == Language::En { "4K still" } else { "4K 사진" };
                assert!(names.iter().any(|name| name == still), "{names:?}");
                no_id_twice(&window);
            }
        }
    }
}

/// egui paints a warning into the window where two controls share an id.
fn no_id_twice(window: &Window) {
    let painted = painted(window);
    for sign in ["First use of", "Second use of", "Double use of"] {
        assert!(!painted.contains(sign), "{painted}");
    }
}

#[test]
fn the_search_field_searches_and_its_results_fly() {
    let mut window = open(session(incidents()), [1280.0, 800.0]);
    window.get_by_label("Search").focus();
    window.run();
    window.get_by_label("Search").type_text("사무");
    window.run();
    assert_eq!(window.state().asked, [Action::Search("사무".into())]);
    assert!(painted(&window).contains("1 found"));
    let wish = Action::FlyTo(Selection::Element("room-2".into()));
    assert_eq!(press(&mut window, "사무실"), [wish]);
}

#[test]
fn the_help_shows_mouse_and_keys_at_once_in_both_languages() {
    for size in [[1280.0, 800.0], [800.0, 500.0]] {
        for language in [Language::En, Language::Ko] {
            let mut all = session(incidents());
            all.apply(Action::Language(language));
            all.apply(Action::Panel(Panel::Help, true));
            let window = open(all, size);
            let readable = readable(&window);
            let mouse = ["ask, or set a point", "조회, 또는 지점 찍기", "go there", "nearer or farther", "move a plan"];
            for text in KEYS.iter().flat_map(|key| [key.cap, key.en, key.ko]).chain(mouse) {
                assert!(readable.iter().any(|line| line.contains(text)), "{text} {size:?} {language:?}");
            }
            for with in ["drag", "wheel", "click", "double click"].iter().filter(|_| language == Language::En) {
                assert!(readable.iter().any(|line| line == with), "{with}");
            }
        }
    }
}
