//! What the files of a case may refer to.

use crate::field::{did_you_mean, id, key, string};
use crate::findings::Problem;
use crate::value::Value;
use geo::Coord;
use locus_model::{Id, Key};
use std::collections::BTreeSet;

/// The ids and keys of a case, known before the files that refer to them are read.
#[derive(Default)]
pub(crate) struct Known {
    pub anchor: Option<Coord>,
    /// `None` where `case.toml` cannot be read: then no reference to a level is called wrong.
    pub levels: Option<BTreeSet<Id>>,
    pub accounts: BTreeSet<Id>,
    pub sheets: BTreeSet<Id>,
    pub imagery: BTreeSet<Id>,
    /// Landmarks and the nodes of footprints, those with mistakes included: what a control point may be tied to. `None`
    /// where one of the files cannot be read.
    pub nodes: Option<BTreeSet<Key>>,
}

impl Known {
    /// A reference to a level.
    pub fn level(&self, value: &Value) -> Result<Id, Problem> {
        match &self.levels {
            Some(levels) => one_of(value, levels, "a level", "add a [[level]] to case.toml"),
            None => id(value),
        }
    }

    /// A reference to an account.
    pub fn account(&self, value: &Value) -> Result<Id, Problem> {
        one_of(value, &self.accounts, "an account", "add its file to accounts/")
    }

    /// A reference to imagery.
    pub fn imagery(&self, value: &Value) -> Result<Id, Problem> {
        one_of(value, &self.imagery, "an image", "add its .toml to imagery/")
    }

    /// What a witness was shown: imagery, a sheet, or the model.
    pub fn shown(&self, value: &Value) -> Result<String, Problem> {
        let text = string(value)?;
        let is_known = Id::new(&text).is_ok_and(|id| self.imagery.contains(&id) || self.sheets.contains(&id));
        if is_known || text == "model" {
            return Ok(text);
        }
        let ids = self.imagery.iter().chain(&self.sheets).map(Id::as_str);
        let remedy = did_you_mean(&text, ids, "add what was shown to the case, or write \"model\"");
        Err(value.refused("the id of imagery or of a sheet of this case, or \"model\"", remedy))
    }

    /// What a control point is tied to.
    pub fn node(&self, value: &Value) -> Result<Key, Problem> {
        let key = key(value)?;
        let Some(nodes) = self.nodes.as_ref().filter(|nodes| !nodes.contains(&key)) else { return Ok(key) };
        let otherwise = "add the landmark to landmarks.geojson";
        let remedy = did_you_mean(key.as_str(), nodes.iter().map(Key::as_str), otherwise);
        Err(value.refused("a landmark of landmarks.geojson or a node of footprints.geojson", remedy))
    }
}

fn one_of(value: &Value, known: &BTreeSet<Id>, what: &str, otherwise: &str) -> Result<Id, Problem> {
    let id = id(value)?;
    if known.contains(&id) {
        return Ok(id);
    }
    let list: Vec<&str> = known.iter().map(Id::as_str).take(20).collect();
    let expected = match list.len() {
        0 => format!("{what} of this case, which has none"),
        _ => format!("{what} of this case: {}", list.join(", ")),
    };
    Err(value.refused(expected, did_you_mean(id.as_str(), known.iter().map(Id::as_str), otherwise)))
}
