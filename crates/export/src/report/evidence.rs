//! What the reconstruction rests on: imagery and people.

use super::block::{Block, Column, Phrase};
use super::{Telling, words};
use locus_publish::{BundleAccount, BundleImagery};
use locus_viewer_core::words as viewer;
use locus_viewer_core::words::glossary::{self, CONSENTS, VANTAGES};
use locus_viewer_core::words::time;

/// The section.
pub fn blocks(of: Telling) -> Vec<Block> {
    vec![Block::section(of.say(words::EVIDENCE)), imagery(of), accounts(of)]
}

fn imagery(of: Telling) -> Block {
    if of.bundle().imagery.is_empty() {
        return Block::paragraph(of.say(words::IMAGERY_NONE));
    }
    let titles = [words::IMAGERY, words::ACQUIRED, words::SENSOR, words::GSD, words::ABSOLUTE, words::LICENCE];
    let shares = [2.0, 3.0, 2.0, 1.2, 1.8, 2.0];
    let columns = titles.iter().zip(shares).map(|(title, share)| Column::words(of.say(*title), share)).collect();
    let rows = of.bundle().imagery.iter().map(|image| image_row(of, image)).collect();
    Block::Table { caption: of.say(words::IMAGERY_TABLE).into(), columns, rows }
}

fn image_row(of: Telling, image: &BundleImagery) -> Vec<Phrase> {
    let none = of.say(words::NOT_RECORDED);
    let or_none = |said: Option<String>| Phrase::from(said.unwrap_or_else(|| none.to_owned()));
    vec![
        image.id.as_str().into(),
        or_none(image.acquired.as_ref().map(|when| time::when(when, of.language))),
        or_none(image.sensor.clone()),
        or_none(image.gsd_m.map(viewer::metres)),
        or_none(image.absolute_radius95_m.map(viewer::radius)),
        or_none(image.licence.clone()),
    ]
}

fn accounts(of: Telling) -> Block {
    if of.bundle().accounts.is_empty() {
        return Block::paragraph(of.say(words::ACCOUNT_NONE));
    }
    let titles = [
        (words::ACCOUNT, 1.0),
        (words::LANGUAGE, 1.25),
        (words::VANTAGE, 1.5),
        (words::STAY, 2.4),
        (words::SESSION, 1.9),
        (words::COMPARED, 1.5),
        (words::SHEETS, 1.4),
        (words::AUDIENCE, 1.8),
    ];
    let columns = titles.map(|(title, share)| Column::words(of.say(title), share)).into();
    let rows = of.bundle().accounts.iter().map(|account| account_row(of, account)).collect();
    Block::Table { caption: of.say(words::ACCOUNT_TABLE).into(), columns, rows }
}

fn account_row(of: Telling, account: &BundleAccount) -> Vec<Phrase> {
    let none = of.say(words::NOT_RECORDED);
    let or_none = |said: Option<String>| Phrase::from(said.unwrap_or_else(|| none.to_owned()));
    let own = of.bundle().sheets.iter().filter(|sheet| sheet.account == account.id);
    let sheets: Vec<String> = own.map(|sheet| sheet.id.clone()).collect();
    vec![
        account.id.as_str().into(),
        or_none(account.language.clone()),
        or_none(account.vantage.as_deref().map(|vantage| glossary::name(VANTAGES, vantage, of.language))),
        or_none(account.stay.as_ref().map(|stay| time::when(stay, of.language))),
        or_none(account.session.clone()),
        of.listed(&account.discussed_with).into(),
        of.listed(&sheets).into(),
        glossary::name(CONSENTS, &account.consent, of.language).into(),
    ]
}
