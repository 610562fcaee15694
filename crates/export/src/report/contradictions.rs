//! Stories that exclude each other, and elements that somebody contradicts.

use super::block::{Block, Column, Phrase};
use super::{Telling, words};
use locus_publish::{BundleElement, BundleHypothesis};
use locus_viewer_core::answer::claim;
use locus_viewer_core::labels;
use locus_viewer_core::words::glossary::{self, RULES};
use std::collections::BTreeMap;

/// The section.
pub fn blocks(of: Telling) -> Vec<Block> {
    let mut about: BTreeMap<&str, Vec<&BundleHypothesis>> = BTreeMap::new();
    for hypothesis in &of.bundle().hypotheses {
        about.entry(&hypothesis.about).or_default().push(hypothesis);
    }
    let contradicted: Vec<&BundleElement> =
        of.bundle().elements.iter().filter(|e| !e.contradicted_by.is_empty()).collect();
    let mut blocks = vec![Block::section(of.say(words::CONTRADICTIONS))];
    if about.is_empty() && contradicted.is_empty() {
        blocks.push(Block::paragraph(of.say(words::CONTRADICTIONS_NONE)));
    }
    blocks.extend(about.into_iter().flat_map(|(about, stories)| alternatives(of, about, &stories)));
    if !contradicted.is_empty() {
        blocks.push(elements(of, &contradicted));
    }
    blocks
}

fn alternatives(of: Telling, about: &str, stories: &[&BundleHypothesis]) -> Vec<Block> {
    let columns = vec![
        Column::words(of.say(words::CLAIM), 5.0),
        Column::words(of.say(words::FOR_IT), 3.0),
        Column::words(of.say(words::SHOWN_FIRST), 1.4),
    ];
    let row = |story: &&BundleHypothesis| -> Vec<Phrase> {
        let first = if story.default { words::YES } else { words::NO };
        vec![
            format!("{}\n{}", claim(story, of.language), story.name).into(),
            of.listed(&story.accounts).into(),
            of.say(first).into(),
        ]
    };
    let mut rules: Vec<&str> = stories.iter().map(|story| story.rule.as_str()).collect();
    rules.dedup();
    let ruled = |rule: &str| {
        let rule = glossary::name(RULES, rule, of.language);
        Block::paragraph(of.fill(words::RULE_IS, &[("rule", &rule)]))
    };
    let caption = of.fill(words::ABOUT_WHAT, &[("about", about)]).into();
    let table = Block::Table { caption, columns, rows: stories.iter().map(row).collect() };
    std::iter::once(table).chain(rules.into_iter().map(ruled)).collect()
}

fn elements(of: Telling, all: &[&BundleElement]) -> Block {
    let columns = vec![
        Column::words(of.say(words::PLACE), 4.0),
        Column::words(of.say(words::DRAWN_BY), 3.0),
        Column::words(of.say(words::CONTRADICTED_BY), 3.0),
    ];
    let row = |element: &&BundleElement| -> Vec<Phrase> {
        let name = labels::name(element, of.language).filter(|name| *name != element.id);
        let place = name.map_or_else(|| element.id.clone(), |name| format!("{name}\n{}", element.id));
        vec![place.into(), of.listed(&element.drawn_by).into(), of.listed(&element.contradicted_by).into()]
    };
    let caption = of.say(words::CONTRADICTED_TABLE).into();
    Block::Table { caption, columns, rows: all.iter().map(row).collect() }
}
