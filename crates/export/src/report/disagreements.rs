//! Where the evidence disagrees, and what could not be checked: `quality.json`.

use super::Telling;
use super::block::{Block, Column, Phrase, english};
use super::lists::Found;
use super::words::{self, Words};

/// The sections.
pub fn blocks(of: Telling) -> Vec<Block> {
    let mut blocks = vec![Block::section(of.say(words::DISAGREEMENTS))];
    let disagreements = alike(&of.lists.disagreements);
    if disagreements.is_empty() {
        blocks.push(Block::paragraph(of.say(of.none_of_quality(words::DISAGREEMENTS_NONE))));
    } else {
        blocks.push(Block::paragraph(of.say(words::ENGLISH_ONLY)));
        blocks.push(table(of, words::DISAGREEMENTS_SAID, &disagreements));
    }
    blocks.push(Block::section(of.say(words::UNCHECKED)));
    let unchecked = alike(&of.lists.unchecked);
    if unchecked.is_empty() {
        blocks.push(Block::paragraph(of.say(of.none_of_quality(words::UNCHECKED_NONE))));
    } else {
        blocks.push(table(of, words::UNCHECKED, &unchecked));
    }
    blocks
}

/// What is said in the same words is said once, about several things.
fn alike(all: &[Found]) -> Vec<Found> {
    let mut told: Vec<Found> = Vec::new();
    for found in all {
        let same = |f: &&mut Found| (&f.kind, &f.message, &f.remedy) == (&found.kind, &found.message, &found.remedy);
        match told.iter_mut().find(same) {
            Some(first) => first.about = format!("{}, {}", first.about, found.about),
            None => told.push(found.clone()),
        }
    }
    told
}

fn table(of: Telling, caption: Words, all: &[Found]) -> Block {
    let columns = vec![
        Column::words(of.say(words::ABOUT_COLUMN), 2.6),
        Column::words(of.say(words::FOUND), 4.6),
        Column::words(of.say(words::REMEDY), 3.4),
    ];
    let row = |found: &Found| -> Vec<Phrase> {
        let about = match kind(&found.kind) {
            Some(kind) => format!("{}\n{}", of.say(kind), found.about),
            None => found.about.clone(),
        };
        let remedy = found.remedy.as_ref().map_or_else(|| Phrase::from("–"), |remedy| english(remedy.as_str(), of));
        vec![about.into(), english(found.message.as_str(), of), remedy]
    };
    Block::Table { caption: of.say(caption).into(), columns, rows: all.iter().map(row).collect() }
}

fn kind(slug: &str) -> Option<Words> {
    match slug {
        "alternatives" => Some(words::KIND_ALTERNATIVES),
        "sheet" => Some(words::KIND_SHEET),
        "control-point" => Some(words::KIND_CONTROL),
        "pin" => Some(words::KIND_PIN),
        "element" => Some(words::KIND_ELEMENT),
        "doubt" => Some(words::KIND_DOUBT),
        _ => None,
    }
}
