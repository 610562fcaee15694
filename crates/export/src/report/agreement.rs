//! Who drew what: a table of places by accounts.

use super::block::{Block, Column, Phrase};
use super::{Telling, words};
use locus_publish::BundleElement;
use locus_viewer_core::basis::{Basis, is_contested};
use locus_viewer_core::labels;
use locus_viewer_core::words as viewer;
use locus_viewer_core::words::glossary::{self, KINDS};

/// Accounts side by side in one table; more get a table of their own.
const ACCOUNTS: usize = 12;

/// The section.
pub fn blocks(of: Telling) -> Vec<Block> {
    let elements = &of.bundle().elements;
    let mut blocks = vec![Block::section(of.say(words::AGREEMENT))];
    if elements.is_empty() {
        blocks.push(Block::paragraph(of.say(words::AGREEMENT_NONE)));
        return blocks;
    }
    let (listed, walls): (Vec<&BundleElement>, Vec<_>) = elements.iter().partition(|e| is_listed(e));
    let accounts: Vec<&str> = of.bundle().accounts.iter().map(|a| a.id.as_str()).collect();
    if !accounts.is_empty() {
        blocks.push(Block::paragraph(of.say(words::AGREEMENT_SAID)));
    }
    // Without accounts, there still is a table of what stands there and what it rests on.
    let groups: Vec<&[&str]> = if accounts.is_empty() { vec![&[]] } else { accounts.chunks(ACCOUNTS).collect() };
    let alone = groups.len() == 1;
    if !listed.is_empty() {
        blocks.extend(groups.into_iter().map(|group| table(of, &listed, group, alone)));
    }
    if !walls.is_empty() {
        blocks.push(Block::paragraph(of.fill(words::AGREEMENT_WALLS, &[("n", &walls.len().to_string())])));
    }
    blocks
}

/// Everything but lines that have neither a name of their own nor a contradiction: they bound what is listed.
fn is_listed(element: &BundleElement) -> bool {
    !matches!(element.layer.as_str(), "walls" | "roads") || element.key.is_some() || is_contested(element)
}

fn table(of: Telling, elements: &[&BundleElement], accounts: &[&str], alone: bool) -> Block {
    let mut columns = vec![
        Column::words(of.say(words::PLACE), 4.6),
        Column::words(of.say(words::RESTS_ON), 2.2),
        Column::figures(of.say(words::VOICES), 1.7),
        Column::figures(of.say(words::TERM_RADIUS), 1.7),
    ];
    columns.extend(accounts.iter().map(|account| Column::words(*account, 0.8)));
    let caption = match (alone, accounts.first(), accounts.last()) {
        (false, Some(first), Some(last)) => of.fill(words::AGREEMENT_TABLE, &[("first", first), ("last", last)]),
        _ => of.say(words::AGREEMENT_TABLE_ONE).to_owned(),
    };
    Block::Table { caption: caption.into(), columns, rows: elements.iter().map(|e| row(of, e, accounts)).collect() }
}

fn row(of: Telling, element: &BundleElement, accounts: &[&str]) -> Vec<Phrase> {
    let name = labels::name(element, of.language).filter(|name| *name != element.id);
    let kind = glossary::name(KINDS, &element.kind, of.language);
    let place = [name, Some(kind)].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let mut rests = viewer::basis_name(Basis::of(element), of.language);
    if element.hypothesis.is_some() && element.hypothesis_default != Some(true) {
        rests = format!("{rests}; {}", of.say(words::NOT_FIRST));
    }
    let mut cells: Vec<Phrase> = vec![
        format!("{place}\n{}", element.id).into(),
        rests.into(),
        element.independent_accounts.to_string().into(),
        element.radius95_m.map_or("–".to_owned(), viewer::radius).into(),
    ];
    cells.extend(accounts.iter().map(|account| Phrase::from(mark(element, account))));
    cells
}

/// What one account says of one element. Both signs stand where somebody drew it and says otherwise, too.
fn mark(element: &BundleElement, account: &str) -> String {
    let has = |list: &[String]| list.iter().any(|id| id == account);
    let marks: String = [(&element.drawn_by, '●'), (&element.not_drawn_by, '○'), (&element.contradicted_by, '×')]
        .into_iter()
        .filter(|(list, _)| has(list))
        .map(|(_, mark)| mark)
        .collect();
    if marks.is_empty() { "·".to_owned() } else { marks }
}
