//! What a person has chosen to be shown: all of it is saved with a view and said in the stamp.

use crate::doubt::Channels;
use crate::filter::Filter;
use crate::incidents::IncidentFilter;
use crate::language::Language;
use crate::section::Plane;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The choices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Choices {
    /// Of the interface.
    pub language: Language,
    /// What is shown of doubt.
    pub doubt: Channels,
    /// What is shown of the plan.
    pub filter: Filter,
    /// Which incidents are shown.
    pub incidents: IncidentFilter,
    /// How much of the satellite image shows, 0 to 1.
    pub ground_opacity: f32,
    /// Sheets whose scans lie on the ground.
    pub sheets: BTreeSet<String>,
    /// How much of the scans shows, 0 to 1.
    pub sheet_opacity: f32,
    /// Accounts whose strokes are drawn on the ground.
    pub strokes: BTreeSet<String>,
    /// Whether pins and areas are drawn that witnesses pointed at.
    pub pins: bool,
    /// Height of a horizontal cut above the floor of the shown level, metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut_m: Option<f64>,
    /// A vertical cut.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vertical_cut: Option<Plane>,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            language: Language::default(),
            doubt: Channels::default(),
            filter: Filter::default(),
            incidents: IncidentFilter::default(),
            ground_opacity: 1.0,
            sheets: BTreeSet::new(),
            sheet_opacity: 0.8,
            strokes: BTreeSet::new(),
            pins: false,
            cut_m: None,
            vertical_cut: None,
        }
    }
}
