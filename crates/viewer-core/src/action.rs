//! Everything a person can ask of the viewer. Keys, panels, saved views and tests all speak these words.

use crate::basis::Basis;
use crate::doubt::Channels;
use crate::filter::Only;
use crate::incidents::IncidentFilter;
use crate::language::Language;
use crate::selection::Selection;

/// How one moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Movement {
    /// On foot.
    Walk,
    /// Around a point.
    Orbit,
    /// Over a plan.
    Plan,
}

/// One wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Move in another way from where one is.
    Move(Movement),
    /// Point at something, or at nothing.
    Select(Option<Selection>),
    /// Point at something and go there.
    FlyTo(Selection),
    /// Show the whole place.
    Home,
    /// Show one level alone, or all.
    Level(Option<String>),
    /// The next level above (1) or below (-1).
    LevelStep(i32),
    /// The language of the interface.
    Language(Language),
    /// What is shown of doubt.
    Doubt(Channels),
    /// Everything, testified things or seen things alone.
    Only(Only),
    /// Show or hide the elements of one basis.
    Basis(Basis, bool),
    /// Show or hide a layer.
    Layer(String, bool),
    /// Of the alternatives about something, show this one.
    Hypothesis {
        /// What the accounts disagree about.
        about: String,
        /// The alternative's name.
        name: String,
    },
    /// How much of the satellite image shows, 0 to 1.
    GroundOpacity(f32),
    /// Lay a sheet's scan on the ground, or take it away.
    Sheet(String, bool),
    /// Lay all scans on the ground, or take them away.
    AllSheets(bool),
    /// How much of the scans shows, 0 to 1.
    SheetOpacity(f32),
    /// Show or hide the strokes of one account.
    Strokes(String, bool),
    /// Show or hide the strokes of all accounts.
    AllStrokes(bool),
    /// Show or hide pins and areas that witnesses pointed at.
    Pins(bool),
    /// Cut horizontally at this height above the shown level's floor, or not at all.
    Cut(Option<f64>),
    /// Cut vertically through the middle of the picture, or not at all.
    VerticalCut(bool),
    /// Which incidents are shown.
    Incidents(IncidentFilter),
    /// Open or fold the sensitive summary of an incident.
    Unfold(String, bool),
    /// Text in the search field.
    Search(String),
    /// Start or stop measuring.
    Measure(bool),
    /// Start or stop asking what can be seen from the next two points.
    Sight(bool),
    /// Point at the scene, in fractions of the picture from its upper left.
    Click([f64; 2]),
    /// Save what is shown under a name.
    SaveView(String),
    /// Go to a saved or published view.
    GoTo(String),
    /// Play a tour from its start, or stop.
    Tour(Option<String>),
    /// Save the picture in the window.
    Screenshot,
    /// Save a still of 3840 x 2160.
    Still,
    /// Show or hide a panel.
    Panel(Panel, bool),
    /// Enlarge the interface (1) or reduce it (-1), or back to its size (0).
    Scale(i32),
    /// Cut instead of flying.
    ReducedMotion(bool),
    /// Let go of what is being done: a measurement, a selection, help.
    Escape,
    /// Close the window.
    Quit,
}

/// A panel that can be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Panel {
    /// Layers, levels, views.
    Layers,
    /// Incidents and timeline.
    Incidents,
    /// The keys.
    Help,
}
