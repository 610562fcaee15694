//! What stands in a release for people it does not name: that there are some stays visible, who and how many does not.

use crate::{Profile, Secret};
use locus_model::{Agreement, Id, Source};
use std::collections::BTreeSet;

/// The account that stands for all that are not named.
pub const WITHHELD: &str = "withheld";

/// The account that stands for all that are not named.
pub fn id() -> Id {
    Id::new(WITHHELD).unwrap_or_else(|_| unreachable!("{WITHHELD} is an id"))
}

/// Some, or nobody.
pub fn accounts(of: &BTreeSet<Id>, profile: &Profile) -> BTreeSet<Id> {
    match profile.allows(Secret::Agreement) {
        true => of.clone(),
        false => of.iter().take(1).map(|_| id()).collect(),
    }
}

/// Who shows a thing, who does not, who contradicts.
pub fn agreement(of: &Agreement, profile: &Profile) -> Agreement {
    Agreement {
        drawn_by: accounts(&of.drawn_by, profile),
        not_drawn_by: accounts(&of.not_drawn_by, profile),
        contradicted_by: accounts(&of.contradicted_by, profile),
    }
}

/// 0, 1, 2 for two to four, 5 for five and more: never more than there are.
pub fn count(independent: usize, profile: &Profile) -> usize {
    match independent {
        many if profile.allows(Secret::Agreement) => many,
        0 | 1 => independent,
        2..=4 => 2,
        _ => 5,
    }
}

/// What it came from: which kinds of evidence, where it is not shown itself.
pub fn sources(of: &BTreeSet<Source>, profile: &Profile) -> BTreeSet<Source> {
    let told = |source: &Source| {
        let (what, shown) = match source {
            Source::Stroke { .. } => ("drawing", Secret::Sheets),
            Source::Pin(_) => ("pin", Secret::Pins),
            Source::Area(_) => ("region", Secret::Pins),
            Source::Statement(_) => ("statement", Secret::Statements),
            Source::Footprint(_) | Source::Landmark(_) | Source::Rule(_) | Source::Default(_) | Source::Withheld(_) => {
                return source.clone();
            }
        };
        if profile.allows(shown) { source.clone() } else { Source::Withheld(what) }
    };
    of.iter().map(told).collect()
}
