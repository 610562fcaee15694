//! The register of what nobody stated.

use super::block::{Block, Column, Phrase, english};
use super::lists::Assumption;
use super::{Telling, words};
use locus_viewer_core::words as viewer;
use locus_viewer_core::words::glossary::{self, DEFAULTS};

/// Elements that are named one by one; the rest is counted, and listed in `notes.json`.
const NAMED: usize = 12;

/// The section.
pub fn blocks(of: Telling) -> Vec<Block> {
    let register = &of.lists.assumptions;
    let mut blocks = vec![Block::section(of.say(words::ASSUMPTIONS))];
    if register.is_empty() {
        blocks.push(Block::paragraph(of.say(words::ASSUMPTIONS_NONE)));
    } else {
        blocks.push(table(of, register));
    }
    // Defaults of the register have a note each: what is left are assumptions of the computation.
    let known = |about: &str| register.iter().any(|a| about.strip_prefix("default:") == Some(a.default.as_str()));
    let further = of.lists.notes.iter().filter(|note| note.kind == "assumed" && !known(&note.about));
    let further: Vec<Phrase> = further.map(|note| english(format!("{}: {}", note.about, note.message), of)).collect();
    if !further.is_empty() {
        blocks.push(Block::Heading { level: 3, text: of.say(words::ASSUMED_NOTES).to_owned() });
        blocks.push(Block::List(further));
    }
    blocks
}

fn table(of: Telling, register: &[Assumption]) -> Block {
    let columns = vec![
        Column::words(of.say(words::DEFAULT), 2.4),
        Column::figures(of.say(words::VALUE), 1.3),
        Column::figures(of.say(words::COUNT), 1.2),
        Column::words(of.say(words::WHICH), 7.0),
    ];
    let row = |a: &Assumption| -> Vec<Phrase> {
        vec![
            glossary::name(DEFAULTS, &a.default, of.language).into(),
            viewer::metres(a.value_m).into(),
            a.elements.len().to_string().into(),
            words::shortened(&a.elements, NAMED, of.language).into(),
        ]
    };
    let caption = of.say(words::ASSUMPTIONS_SAID).into();
    Block::Table { caption, columns, rows: register.iter().map(row).collect() }
}
