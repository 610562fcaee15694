//! A window without a window: panels and session act on each other as in the program.

use egui::{Rect, Shape, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use locus_viewer_core::action::Action;
use locus_viewer_core::session::Session;
use locus_viewer_panels::{Frame, Panels, Shown};

pub struct World {
    pub session: Session,
    pub frame: Frame,
    pub shown: Option<Shown>,
    pub asked: Vec<Action>,
    panels: Option<Panels>,
}

pub type Window = Harness<'static, World>;

/// Opens a window of this size, points.
pub fn open(session: Session, size: [f32; 2]) -> Window {
    let world = World { session, frame: Frame::default(), shown: None, asked: Vec::new(), panels: None };
    let mut window = Harness::builder().with_size(Vec2::from(size)).with_max_steps(12).build_ui_state(pass, world);
    window.run();
    window
}

fn pass(ui: &mut egui::Ui, world: &mut World) {
    let Some(panels) = &mut world.panels else {
        // The font is there from the next pass on.
        world.panels = Some(Panels::new(ui.ctx()));
        ui.ctx().request_repaint();
        return;
    };
    let shown = panels.show(ui, &world.session, &world.frame);
    let size = shown.picture.size();
    world.session.viewport_px = [f64::from(size.x), f64::from(size.y)];
    for action in &shown.actions {
        world.session.apply(action.clone());
        world.asked.push(action.clone());
        ui.ctx().request_repaint();
    }
    world.shown = Some(shown);
}

/// Presses what has this label, and says what was asked for.
pub fn press(window: &mut Window, label: &str) -> Vec<Action> {
    window.state_mut().asked.clear();
    let node = window.query_all_by_label(label).find(|node| is_control(node.accesskit_node()));
    node.unwrap_or_else(|| panic!("no control {label}")).click_accesskit();
    window.run();
    window.state().asked.clone()
}

/// Whether it can be pressed or holds the keyboard; text that can be copied is no control.
pub fn is_control(node: egui_kittest::kittest::AccessKitNode) -> bool {
    use egui::accesskit::{Action, Role};
    let acts = [Action::Click, Action::Focus].into_iter().any(|action| node.data().supports_action(action));
    acts && ![Role::Label, Role::ScrollBar].contains(&node.role())
}

/// Every text that is painted now.
pub fn painted(window: &Window) -> String {
    let mut all = String::new();
    for clipped in &window.output().shapes {
        each_text(&clipped.shape, &mut |text| {
            all.push_str(text.galley.text());
            all.push('\n');
        });
    }
    all
}

/// Every text that can be read to its ends: nothing cuts it off.
pub fn readable(window: &Window) -> Vec<String> {
    let screen = window.ctx.content_rect();
    let mut all = Vec::new();
    for clipped in &window.output().shapes {
        let room = clipped.clip_rect.intersect(screen).expand(0.5);
        each_text(&clipped.shape, &mut |text| {
            if room.contains_rect(text.galley.rect.translate(text.pos.to_vec2())) {
                all.push(text.galley.text().to_owned());
            }
        });
    }
    all
}

fn each_text(shape: &Shape, met: &mut impl FnMut(&egui::epaint::TextShape)) {
    match shape {
        Shape::Text(text) => met(text),
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| each_text(shape, met)),
        _ => {}
    }
}

/// Controls with their names and rectangles.
pub fn controls(window: &Window) -> Vec<(String, Rect)> {
    let nodes = window.root().children_recursive().filter(|node| is_control(node.accesskit_node()));
    nodes.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect())).collect()
}
