//! What is told about a thing, and what is told only to who asks for it.

use crate::sample::{incidents, session};
use crate::window::{open, painted, press};
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
