//! Which incidents a list holds, by time: worked out again only when the selection changes.

use locus_viewer_core::incidents::Selected;
use locus_viewer_core::session::Session;
use locus_viewer_core::timeline::Bar;

/// One of the lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tab {
    /// With a marker.
    #[default]
    Placed,
    /// With a place that is not shown now.
    Elsewhere,
    /// Without a place in the plan.
    Unplaced,
    /// Without a date.
    Undated,
}

/// The list of the chosen tab.
#[derive(Debug, Default)]
pub(super) struct Order {
    tab: Tab,
    selected: Option<Selected>,
    /// By incident, its place among the timeline's bars.
    bars: Vec<Option<usize>>,
    rows: Vec<usize>,
}

/// Rows by time, the undated last, and where each finds its bar.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) incidents: &'a [usize],
    bars: &'a [Option<usize>],
}

impl Rows<'_> {
    /// What is known of when an incident happened.
    pub(super) fn bar<'b>(&self, session: &'b Session, incident: usize) -> Option<&'b Bar> {
        session.timeline.bars().get((*self.bars.get(incident)?)?)
    }
}

impl Order {
    /// The rows of a tab.
    pub(super) fn of(&mut self, session: &Session, tab: Tab) -> Rows<'_> {
        if self.bars.is_empty() {
            self.bars = vec![None; session.published.bundle.incidents.len()];
            for (place, bar) in session.timeline.bars().iter().enumerate() {
                self.bars[bar.incident] = Some(place);
            }
        }
        if self.tab != tab || self.selected.as_ref() != Some(session.selected()) {
            self.tab = tab;
            self.selected = Some(session.selected().clone());
            self.rows.clone_from(listed(session.selected(), tab));
            self.rows.sort_by_key(|&incident| (self.bars[incident].unwrap_or(usize::MAX), incident));
        }
        Rows { incidents: &self.rows, bars: &self.bars }
    }
}

fn listed(selected: &Selected, tab: Tab) -> &Vec<usize> {
    match tab {
        Tab::Placed => &selected.placed,
        Tab::Elsewhere => &selected.elsewhere,
        Tab::Unplaced => &selected.unplaced,
        Tab::Undated => &selected.undated,
    }
}
