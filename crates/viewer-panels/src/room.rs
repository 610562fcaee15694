//! How much room there is, and what goes into it.

use egui::Vec2;
use locus_viewer_core::action::{Action, Panel};
use locus_viewer_core::selection::Selection;
use locus_viewer_core::session::Session;
use std::collections::BTreeSet;

/// From this size on, in points, panels stand beside each other around the picture.
const WIDE: Vec2 = Vec2::new(1000.0, 600.0);

/// Below this height, in points, there is no line of hints.
const TINY: f32 = 360.0;

/// The size of the window, points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Room(pub(crate) Vec2);

impl Room {
    pub(crate) fn is_wide(self) -> bool {
        self.0.x >= WIDE.x && self.0.y >= WIDE.y
    }

    /// Whether every line counts, as at twice the text size on a small screen.
    pub(crate) fn is_tiny(self) -> bool {
        self.0.y < TINY
    }

    /// Width of the panel on the left, points.
    pub(crate) fn left(self) -> f32 {
        if self.is_wide() { 270.0 } else { (0.6 * self.0.x).min(280.0) }
    }

    /// Width of the answer on the right, points.
    pub(crate) fn right(self) -> f32 {
        if self.is_wide() { 330.0 } else { (0.55 * self.0.x).min(320.0) }
    }

    /// Width of the answer in a picture that leaves the program, and in how many columns it is, points.
    pub(crate) fn printed(self) -> (f32, usize) {
        if self.is_wide() { (500.0, 2) } else { (self.right(), 1) }
    }

    /// Height of the incidents below, points.
    pub(crate) fn bottom(self) -> f32 {
        if self.is_wide() { (0.28 * self.0.y).min(300.0) } else { 0.42 * self.0.y }
    }
}

/// What stands beside the picture in one pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shelves {
    pub(crate) left: bool,
    pub(crate) right: bool,
    pub(crate) bottom: bool,
}

/// In a small window there is room for one panel beside the picture: the one asked for last.
#[derive(Debug, Default)]
pub(crate) struct Turn {
    was_wide: Option<bool>,
    open: BTreeSet<Panel>,
    selection: Option<Selection>,
}

impl Turn {
    /// Which panels to show, and what to ask so that the session knows of those that had to go.
    pub(crate) fn next(&mut self, session: &Session, room: Room) -> (Shelves, Vec<Action>) {
        let sides = [Panel::Layers, Panel::Incidents];
        let open: BTreeSet<Panel> = sides.into_iter().filter(|panel| session.panels.contains(panel)).collect();
        let fresh = self.was_wide.replace(room.is_wide()) != Some(room.is_wide());
        let kept = if room.is_wide() { open.clone() } else { self.keep(&open, session, fresh) };
        let shelves = Shelves {
            left: kept.contains(&Panel::Layers),
            right: session.selection.is_some() && (room.is_wide() || kept.is_empty()),
            bottom: kept.contains(&Panel::Incidents),
        };
        let closed = open.difference(&kept).map(|&panel| Action::Panel(panel, false)).collect();
        self.open = kept;
        self.selection.clone_from(&session.selection);
        (shelves, closed)
    }

    /// Of the open panels, the one that was opened last; none in a window that has just become small, and none when
    /// something else was pointed at, except by the list of incidents itself.
    fn keep(&self, open: &BTreeSet<Panel>, session: &Session, fresh: bool) -> BTreeSet<Panel> {
        let pointed = session.selection.is_some() && session.selection != self.selection;
        if fresh || pointed {
            return BTreeSet::new();
        }
        let newest = open.difference(&self.open).next().or(open.first());
        newest.copied().into_iter().collect()
    }
}
