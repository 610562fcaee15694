//! What a release tells of an incident, by which it could be recognised.

use serde::{Deserialize, Serialize};

/// Place, time and category as they are told; `None` where they are not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// The key of the place.
    pub place: Option<String>,
    /// EDTF.
    pub when: Option<String>,
    /// A slug of the vocabulary.
    pub category: Option<String>,
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let said = |part: &Option<String>| part.clone().unwrap_or_else(|| "not told".to_owned());
        write!(f, "{}, {}, {}", said(&self.place), said(&self.when), said(&self.category))
    }
}
