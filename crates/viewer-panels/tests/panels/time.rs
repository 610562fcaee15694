//! The range: by keyboard, by rule, and what it leaves out is counted.

use crate::sample::{incidents, session};
use crate::window::{open, painted, press, readable};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use locus_viewer_core::action::Action;
use locus_viewer_core::timeline::{Range, Rule};

fn range(asked: &[Action]) -> Range {
    match asked {
        [.., Action::Incidents(filter)] => filter.range.clone().unwrap(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn arrows_move_the_range_and_with_shift_its_end() {
    let mut window = open(session(incidents()), [1280.0, 800.0]);
    let axis = window.state().session.timeline.extent().unwrap().clone();
    window.get_by_label_contains("First day").focus();
    window.run();
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    window.run();
    let resized = range(&window.state().asked);
    assert!(resized.first() > axis.first() && resized.last() == axis.last());
    window.key_press(Key::ArrowRight);
    window.run();
    let moved = range(&window.state().asked);
    assert!(moved.first() > resized.first() && moved.last() > resized.last());
    assert_eq!(moved.length(), resized.length());
    assert!(window.get_by_label_contains("First day").is_focused(), "the arrows stay with the handle");
}

#[test]
fn the_columns_say_what_they_mean_without_a_pointer() {
    let window = open(session(incidents()), [1280.0, 800.0]);
    let readable = readable(&window);
    assert!(["certain", "possible"].iter().all(|word| readable.iter().any(|text| text == word)), "{readable:?}");
}

#[test]
fn a_handle_is_dragged() {
    let mut window = open(session(incidents()), [1280.0, 800.0]);
    let axis = window.state().session.timeline.extent().unwrap().clone();
    let from = window.get_by_label_contains("Last day").rect().center();
    window.hover_at(from);
    window.run();
    window.drag_at(from);
    window.run();
    window.hover_at(from - egui::vec2(150.0, 0.0));
    window.run();
    let narrowed = range(&window.state().asked);
    window.drop_at(from - egui::vec2(150.0, 0.0));
    window.run();
    assert!(narrowed.last() < axis.last() && narrowed.first() == axis.first());
}

#[test]
fn what_the_rule_leaves_out_is_counted() {
    let mut window = open(session(incidents()), [1280.0, 800.0]);
    assert!(painted(&window).contains("No incident is hidden by filters"));
    let filter = &mut window.state_mut().session;
    let mut next = filter.choices.incidents.clone();
    next.range = Some(Range::parse("2009/2011").unwrap());
    filter.apply(Action::Incidents(next));
    window.run();
    assert!(painted(&window).contains("1 hidden by filters"), "I3 is of 2012");
    assert!(painted(&window).contains("what can have happened in the range"));
    let asked = press(&mut window, "Certainly in range");
    assert!(matches!(&asked[..], [Action::Incidents(filter)] if filter.rule == Rule::CertainlyWithin));
    assert!(painted(&window).contains("2 hidden by filters"), "I2 may have gone on");
    assert!(painted(&window).contains("cannot have happened outside"));
    press(&mut window, "Clear filters");
    assert!(painted(&window).contains("No incident is hidden by filters"));
}
