//! What is told about a thing, and what is told only to who asks for it.

use crate::sample::{incidents, session};
use crate::window::{open, painted, press, readable};
use locus_viewer_core::action::Action;
use locus_viewer_core::language::Language;
use locus_viewer_core::selection::Selection;

#[test]
fn a_summary_is_folded_until_it_is_opened() {
    let mut window = open(session(incidents()), [1280.0, 800.0]);
    window.state_mut().session.apply(Action::Select(Some(Selection::Incident("I1".into()))));
    window.run();
    assert!(!painted(&window).contains("Secret of I1"));
    assert_eq!(press(&mut window, "Show sensitive summary"), [Action::Unfold("I1".into(), true)]);
    assert!(painted(&window).contains("Secret of I1") && painted(&window).contains("I1의 내용"));
    assert_eq!(press(&mut window, "Hide sensitive summary"), [Action::Unfold("I1".into(), false)]);
    assert!(!painted(&window).contains("Secret of I1"));
}

#[test]
fn an_element_says_who_drew_it_and_what_was_said_and_what_happened_there() {
    let mut all = session(incidents());
    all.apply(Action::Select(Some(Selection::Element("room-1".into()))));
    let mut window = open(all, [1280.0, 2600.0]);
    let painted = painted(&window);
    for told in ["Cell one", "A01", "세 걸음", "three paces", "00:01:02", "I1 · Event I1", "I5 · Event I5"] {
        assert!(painted.contains(told), "{told}: {painted}");
    }
    assert!(painted.contains("a published folder without its case"), "why there is no crop: {painted}");
    let wish = Action::Select(Some(Selection::Incident("I1".into())));
    assert_eq!(press(&mut window, "I1 · Event I1"), [wish]);
}

#[test]
fn an_answer_speaks_the_chosen_language() {
    let mut all = session(incidents());
    all.apply(Action::Language(Language::Ko));
    all.apply(Action::Select(Some(Selection::Element("room-1".into()))));
    let window = open(all, [1280.0, 2600.0]);
    let painted = painted(&window);
    assert!(painted.contains("1호 감방") && painted.contains("이곳의 사건") && painted.contains("그려진 모습"));
}

#[test]
fn an_exported_answer_is_whole_or_says_that_it_goes_on() {
    for (language, first, last, on) in [
        (Language::En, "What it rests on", "Sources", "continues in the viewer"),
        (Language::Ko, "근거", "출처", "뷰어에서 계속"),
    ] {
        for (size, is_whole) in [([1280.0, 800.0], true), ([1920.0, 1080.0], true), ([640.0, 400.0], false)] {
            let mut all = session(incidents());
            all.apply(Action::Language(language));
            all.apply(Action::Select(Some(Selection::Element("wall-1".into()))));
            let mut window = open(all, size);
            window.state_mut().frame.export = true;
            window.state_mut().frame.stamp = vec!["bundle sha256 abab".into()];
            window.run();
            let readable = readable(&window);
            let has = |start: &str| readable.iter().any(|text| text.starts_with(start));
            assert_eq!((has(first), has(last), has(on)), (true, is_whole, !is_whole), "{size:?} {readable:#?}");
        }
    }
}
