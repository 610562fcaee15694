//! What a person has pointed at.

use serde::{Deserialize, Serialize};

/// A thing with a panel of its own, by its published id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "type", content = "id", rename_all = "lowercase")]
pub enum Selection {
    /// An element.
    Element(String),
    /// An incident.
    Incident(String),
    /// A drawn sheet.
    Sheet(String),
}
