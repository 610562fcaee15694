//! What people said, in their words.

use super::block::{Block, Column, Phrase, in_language};
use super::{Telling, words};
use locus_publish::BundleStatement;
use locus_viewer_core::words as viewer;
use locus_viewer_core::words::glossary::{self, POLARITIES, STATEMENTS, UNITS};

/// The section.
pub fn blocks(of: Telling) -> Vec<Block> {
    let mut blocks = vec![Block::section(of.say(words::STATEMENTS))];
    if of.bundle().statements.is_empty() {
        blocks.push(Block::paragraph(of.say(words::STATEMENTS_NONE)));
        return blocks;
    }
    let columns = vec![
        Column::words("ID", 1.0),
        Column::words(of.say(words::SAYS), 1.8),
        Column::words(of.say(words::ABOUT_PLACES), 2.6),
        Column::words(of.say(words::IN_WORDS), 4.6),
    ];
    let rows = of.bundle().statements.iter().map(|statement| row(of, statement)).collect();
    blocks.push(Block::paragraph(of.say(words::STATEMENTS_SAID)));
    blocks.push(Block::Table { caption: "".into(), columns, rows });
    blocks
}

fn row(of: Telling, statement: &BundleStatement) -> Vec<Phrase> {
    let kind = glossary::name(STATEMENTS, &statement.kind, of.language);
    let polarity = glossary::name(POLARITIES, &statement.polarity, of.language);
    let says = [Some(format!("{kind}: {polarity}")), measured(of, statement)].into_iter().flatten();
    let places: Vec<String> = statement.of.iter().map(|key| of.place(key)).collect();
    let texts = texts(of, statement);
    vec![
        format!("{}\n{}", statement.id, statement.account).into(),
        says.collect::<Vec<_>>().join("\n").into(),
        places.join(", ").into(),
        if texts.is_empty() { of.say(words::NOT_RECORDED).into() } else { Phrase::Lines(texts) },
    ]
}

fn measured(of: Telling, statement: &BundleStatement) -> Option<String> {
    let unit = statement.unit.as_deref().map_or_else(String::new, |unit| glossary::name(UNITS, unit, of.language));
    let number = |value: f64| format!("{} {unit}", viewer::decimals(value)).trim_end().to_owned();
    let value = number(statement.value?);
    Some(statement.sd.map_or_else(|| value.clone(), |sd| format!("{value} ± {}", number(sd))))
}

/// The words by language, the one that was spoken first.
fn texts(of: Telling, statement: &BundleStatement) -> Vec<Phrase> {
    let account = of.bundle().accounts.iter().find(|account| account.id == statement.account);
    let spoken = account.and_then(|account| account.language.as_deref());
    let mut texts: Vec<(&String, &String)> = statement.text.iter().flat_map(|text| text.0.iter()).collect();
    texts.sort_by_key(|(tag, _)| Some(tag.as_str()) != spoken);
    texts.into_iter().map(|(tag, text)| in_language(text.as_str(), tag, of)).collect()
}
