//! A shape that knows how well it is placed and where it came from.

use crate::{Covariance, In, Site, Source};
use std::collections::BTreeSet;

/// A shape on the site with its doubt and its sources. The source is *in* the value, so no step can lose it.
#[derive(Clone, Debug, PartialEq)]
pub struct Located<G> {
    /// Where.
    pub shape: In<Site, G>,
    /// How well, relative to the reference imagery.
    pub covariance: Covariance,
    /// Who says so.
    pub sources: BTreeSet<Source>,
}

impl<G> Located<G> {
    /// A geometric step that keeps doubt and sources.
    pub fn map<H>(self, step: impl FnOnce(G) -> H) -> Located<H> {
        Located { shape: self.shape.map(step), covariance: self.covariance, sources: self.sources }
    }
}
