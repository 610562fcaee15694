//! Nothing lies over anything else, at any size a window has.

use crate::sample::{incidents, session};
use crate::window::{Window, controls, open, painted, press};
use egui::containers::panel::PanelState;
use egui::{Rect, Vec2};
use locus_viewer_core::action::{Action, Movement, Panel};
use locus_viewer_core::language::Language;
use locus_viewer_core::selection::Selection;

const SIZES: [[f32; 2]; 5] = [[1920.0, 1080.0], [1280.0, 800.0], [960.0, 540.0], [800.0, 500.0], [400.0, 250.0]];
const PANELS: [&str; 7] = ["top", "hint", "incidents", "left", "right", "legend", "caption"];

/// The panels of the last pass that are open now.
fn panels(window: &Window) -> Vec<(&'static str, Rect)> {
    let session = &window.state().session;
    let small = window.state().shown.as_ref().unwrap().picture;
    let open = |id: &&str| match *id {
        "left" => session.panels.contains(&Panel::Layers),
        "incidents" => session.panels.contains(&Panel::Incidents),
        "right" => session.selection.is_some(),
        "caption" => session.tour_text().is_some(),
        _ => true,
    };
    let known = PANELS.into_iter().filter(|id| open(id));
    let rects = known.filter_map(|id| Some((id, PanelState::load(&window.ctx, id.into())?.outer_rect)));
    rects.chain([("picture", small)]).collect()
}

fn check(window: &Window, size: [f32; 2], what: &str) {
    let screen = Rect::from_min_size(egui::Pos2::ZERO, Vec2::from(size));
    let panels = panels(window);
    for (index, (name, rect)) in panels.iter().enumerate() {
        assert!(screen.expand(0.5).contains_rect(*rect), "{what}: {name} {rect:?} leaves {size:?}");
        for (other, beside) in &panels[index + 1..] {
            assert!(
                !rect.shrink(1.0).intersects(beside.shrink(1.0)),
                "{what} {size:?}: {name} {rect:?}, {other} {beside:?}"
            );
        }
    }
    for (name, rect) in controls(window) {
        let inside = rect.left() >= -0.5 && rect.right() <= screen.right() + 0.5;
        assert!(inside, "{what} {size:?}: {name} {rect:?} is cut off");
    }
}

#[test]
fn panels_leave_each_other_and_the_picture_alone() {
    for size in SIZES {
        for language in [Language::En, Language::Ko] {
            let mut all = session(incidents());
            all.apply(Action::Language(language));
            all.apply(Action::Select(Some(Selection::Element("room-1".into()))));
            let mut window = open(all, size);
            check(&window, size, "answer");
            let picture = window.state().shown.as_ref().unwrap().picture;
            assert!(picture.width() > 0.3 * size[0] && picture.height() > 0.25 * size[1], "{size:?} {picture:?}");
            window.state_mut().session.apply(Action::Select(None));
            for panel in [Panel::Layers, Panel::Incidents] {
                window.state_mut().session.apply(Action::Panel(panel, true));
                window.run();
                check(&window, size, "panel");
            }
            window.state_mut().session.apply(Action::Tour(Some("Round".into())));
            window.run_steps(3);
            check(&window, size, "tour");
        }
    }
}

#[test]
fn a_small_window_has_one_panel_at_a_time_and_the_last_asked_for() {
    let mut window = open(session(incidents()), [800.0, 500.0]);
    assert!(window.state().session.panels.is_empty(), "all are folded at first");
    press(&mut window, "Layers");
    assert!(window.state().session.panels.contains(&Panel::Layers));
    press(&mut window, "Incidents");
    assert_eq!(window.state().session.panels.iter().copied().collect::<Vec<_>>(), [Panel::Incidents]);
    window.state_mut().session.apply(Action::Select(Some(Selection::Element("room-1".into()))));
    window.run();
    assert!(window.state().session.panels.is_empty(), "an answer wants room");
    assert!(painted(&window).contains("Close answer"));
}

#[test]
fn the_legend_is_there_in_every_size_and_every_export() {
    for size in SIZES {
        for export in [false, true] {
            let mut window = open(session(incidents()), size);
            window.state_mut().frame.export = export;
            window.state_mut().frame.stamp = vec!["bundle sha256 abab".into()];
            window.run();
            let painted = painted(&window);
            for word in ["seen in satellite imagery", "testified", "inferred", "assumed", "contested", "img-1"] {
                assert!(painted.contains(word), "{word} {size:?} {export}");
            }
            assert_eq!(painted.contains("bundle sha256 abab"), export);
            assert_eq!(controls(&window).is_empty(), export, "nothing to press is in an export");
        }
    }
}

#[test]
fn markers_and_names_lie_inside_the_picture_and_a_plan_has_a_scale() {
    for size in SIZES {
        let mut all = session(incidents());
        all.apply(Action::Move(Movement::Plan));
        let mut window = open(all, size);
        window.run();
        let painted = painted(&window);
        let scale = painted.lines().any(|line| line.ends_with(" m") && line[..line.len() - 2].parse::<f64>().is_ok());
        assert!(scale, "{size:?} {painted}");
        let picture = window.state().shown.as_ref().unwrap().picture;
        for marker in window.state().session.markers() {
            assert!(marker.at[0] <= f64::from(picture.width()) && marker.at[1] <= f64::from(picture.height()));
        }
    }
}
