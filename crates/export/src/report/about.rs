//! What the document is, and the words that have a fixed meaning in it.

use super::block::{Block, Phrase};
use super::{Telling, words};
use locus_viewer_core::basis::Basis;
use locus_viewer_core::words as viewer;

/// The sections.
pub fn blocks(of: Telling) -> Vec<Block> {
    let basis = |basis: Basis| {
        let meaning = match basis {
            Basis::Seen => words::TERM_SEEN_IS,
            Basis::Testified => words::TERM_TESTIFIED_IS,
            Basis::Inferred => words::TERM_INFERRED_IS,
            Basis::Assumed => words::TERM_ASSUMED_IS,
        };
        (Phrase::from(viewer::basis_name(basis, of.language)), Phrase::from(of.say(meaning)))
    };
    let mut terms: Vec<(Phrase, Phrase)> = Basis::ALL.map(basis).into();
    for (term, meaning) in
        [(words::TERM_INDEPENDENT, words::TERM_INDEPENDENT_IS), (words::TERM_RADIUS, words::TERM_RADIUS_IS)]
    {
        terms.push((of.say(term).into(), of.say(meaning).into()));
    }
    vec![
        Block::section(of.say(words::ABOUT)),
        Block::paragraph(of.say(words::ABOUT_SAID)),
        Block::paragraph(of.say(words::ABOUT_CHECK)),
        Block::section(of.say(words::TERMS)),
        Block::Facts(terms),
    ]
}

/// What none of it can say.
pub fn limits(of: Telling) -> Vec<Block> {
    let limits = [
        words::LIMIT_TRUTH,
        words::LIMIT_ABSENCE,
        words::LIMIT_POSITION,
        words::LIMIT_RADIUS,
        words::LIMIT_ALTERNATIVES,
        words::LIMIT_HEIGHT,
        words::LIMIT_TIME,
        words::LIMIT_INDEPENDENCE,
        words::LIMIT_CREDIBILITY,
    ];
    let list = limits.into_iter().map(|limit| of.say(limit).into()).collect();
    vec![Block::section(of.say(words::LIMITS)), Block::List(list)]
}
