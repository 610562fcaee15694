//! The viewer's panels: what a session shows as words, lists and controls, and what a person asks of it. No window and no
//! Bevy: the window around draws the three-dimensional picture into the rectangle that is left for it.

mod answer;
mod asked;
mod help;
mod incidents;
mod left;
mod notes;
mod picture;
mod room;
mod theme;
mod top;
mod words;

pub use theme::account_rgb;

use answer::Answered;
use asked::Asked;
use egui::{Order, Rect, Ui};
use incidents::Incidents;
use left::{Query, ViewName};
use locus_viewer_core::action::Action;
use locus_viewer_core::session::Session;
use room::{Room, Shelves, Turn};

/// What the panels keep between passes: texts being written, crops of scans, the open list.
#[derive(Default)]
pub struct Panels {
    turn: Turn,
    query: Query,
    view_name: ViewName,
    incidents: Incidents,
    answered: Answered,
}

/// What the window says of one pass.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The processor draws the picture: a banner says so.
    pub software: bool,
    /// A picture is being taken: no bars and no lists. Legend, stamp, markers, names, scale bar, north arrow and the
    /// answer about what was pointed at stay.
    pub export: bool,
    /// The stamp, shown while a picture is being taken.
    pub stamp: Vec<String>,
}

/// What came of one pass.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What was asked for, in order.
    pub actions: Vec<Action>,
    /// The rectangle left for the picture, points from the window's upper left.
    pub picture: Rect,
    /// Whether the pointer is over a panel, a menu or a handle: the picture must not react to it.
    pub takes_pointer: bool,
    /// Whether a text is being written or a control has the keyboard: keys must not steer.
    pub takes_keys: bool,
}

impl Panels {
    /// Installs font and colours into the context.
    pub fn new(ctx: &egui::Context) -> Self {
        theme::install(ctx);
        Self::default()
    }

    /// Shows everything around and over the picture. `ui` is the root, as large as the window; the session's pixels are
    /// points of [`Shown::picture`] as it was in the pass before.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, frame: &Frame) -> Shown {
        let mut asked = Asked::new(session, frame.export);
        let room = Room(ui.available_size());
        if frame.export {
            self.export(ui, &mut asked, room, frame);
        } else {
            self.beside(ui, &mut asked, room, frame);
        }
        let picture = ui.available_rect_before_wrap();
        picture::paint(ui, &asked, picture);
        if !frame.export {
            help::show(ui, &mut asked);
        }
        let ctx = ui.ctx();
        Shown {
            takes_pointer: takes_pointer(ctx, picture),
            takes_keys: ctx.memory(|memory| memory.focused().is_some()),
            actions: asked.actions,
            picture,
        }
    }

    /// Bars and lists around the picture.
    fn beside(&mut self, ui: &mut Ui, asked: &mut Asked, room: Room, frame: &Frame) {
        let (shelves, closed) = self.turn.next(asked.session, room);
        asked.actions.extend(closed);
        top::show(ui, asked, room);
        if !room.is_tiny() {
            notes::hint(ui, asked);
        }
        picture::legend(ui, asked, room, &[]);
        notes::caption(ui, asked);
        self.shelves(ui, asked, room, shelves);
        notes::above(ui, asked, frame.software);
    }

    fn shelves(&mut self, ui: &mut Ui, asked: &mut Asked, room: Room, shelves: Shelves) {
        if shelves.bottom {
            incidents::show(ui, asked, room, &mut self.incidents);
        }
        if shelves.left {
            left::show(ui, asked, room, &mut self.query, &mut self.view_name);
        }
        if shelves.right {
            answer::show(ui, asked, room, &mut self.answered);
        }
    }

    /// What belongs to a picture that leaves the program.
    fn export(&mut self, ui: &mut Ui, asked: &mut Asked, room: Room, frame: &Frame) {
        picture::legend(ui, asked, room, &frame.stamp);
        if asked.session.selection.is_some() {
            answer::show(ui, asked, room, &mut self.answered);
        }
        notes::caption(ui, asked);
    }
}

/// Whether egui has a use for the pointer: outside the picture, over a menu, or while something is dragged.
fn takes_pointer(ctx: &egui::Context, picture: Rect) -> bool {
    let over = |at| !picture.contains(at) || ctx.layer_id_at(at).is_some_and(|layer| layer.order > Order::Background);
    ctx.egui_is_using_pointer() || ctx.pointer_latest_pos().is_some_and(over)
}
