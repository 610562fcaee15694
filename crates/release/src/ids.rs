//! New ids, numbered in the order of what they name.

use locus_model::Id;

/// `incident-7`.
pub fn numbered(what: &str, n: usize) -> Id {
    Id::new(&format!("{what}-{n}")).unwrap_or_else(|_| unreachable!("{what}-{n} is an id"))
}
