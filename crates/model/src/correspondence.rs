//! Which place on one sheet may be which place elsewhere: proposals for a person to judge, never part of a plan.

use crate::{Id, Key, Kind, Source};
use std::collections::BTreeSet;

/// What the matching of sheets proposes, and what it leaves open.
#[derive(Clone, Debug, PartialEq)]
pub struct Correspondences {
    /// The least score of a proposal.
    pub threshold: f64,
    /// One entry for every place without a key, by sheet and element.
    pub places: Vec<PlaceMatch>,
    /// One entry for every vertex without a node key that another drawing of its place could name.
    pub vertices: Vec<VertexMatch>,
}

/// What one element without a key may be.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMatch {
    /// The sheet.
    pub sheet: Id,
    /// The element's id on it.
    pub element: String,
    /// What it is.
    pub kind: Kind,
    /// Whether the best meaning is proposed; else the place stays unidentified.
    pub proposed: bool,
    /// What it is most likely; `None` where nothing elsewhere is like it at all.
    pub best: Option<Meaning>,
    /// What it is else.
    pub runner_up: Option<Meaning>,
    /// What speaks for the best, in words.
    pub reasons: Vec<String>,
    /// Why it stays unidentified, the symmetry named.
    pub ambiguity: Option<String>,
}

/// What one vertex without a node key may be.
#[derive(Clone, Debug, PartialEq)]
pub struct VertexMatch {
    /// The sheet.
    pub sheet: Id,
    /// The element's id on it.
    pub element: String,
    /// Which of its vertices, counted from 0 as in the trace.
    pub vertex: usize,
    /// Whether the best meaning is proposed.
    pub proposed: bool,
    /// The node it most likely is.
    pub best: Meaning,
    /// The node it is else.
    pub runner_up: Option<Meaning>,
}

/// One thing that a place or vertex may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    /// Its key; `None` where nobody gave it one, or where it is none of the places known.
    pub key: Option<Key>,
    /// What shows it elsewhere; empty: none of the places known.
    pub shown_by: BTreeSet<Source>,
    /// Share of the weight of everything the place may be, 0 to 1.
    pub score: f64,
}
