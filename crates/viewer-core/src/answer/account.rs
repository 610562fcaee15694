//! Who the accounts are, as far as pseudonyms say, and what they said.

use super::{Asked, Row, Said};
use crate::words::glossary::{self, POLARITIES, STATEMENTS, UNITS, VANTAGES};
use crate::words::{self, time};
use locus_publish::{BundleAccount, BundleStatement};
use std::collections::BTreeSet;

/// One row for each account, sorted.
pub fn rows<'a>(of: Asked, ids: impl IntoIterator<Item = &'a String>) -> Vec<Row> {
    let ids: BTreeSet<&String> = ids.into_iter().collect();
    ids.into_iter().map(|id| Row { label: id.clone(), value: person(of, id) }).collect()
}

fn person(of: Asked, id: &str) -> String {
    let account = of.bundle.accounts.iter().find(|account| account.id == id);
    let facts = account.map(|account| facts(of, account)).filter(|facts| !facts.is_empty());
    facts.map_or_else(|| of.say(words::ACCOUNT_UNKNOWN), |facts| facts.join("; "))
}

fn facts(of: Asked, account: &BundleAccount) -> Vec<String> {
    let stayed = |stay: &String| of.fill(words::STAYED, &[("when", &time::when(stay, of.language))]);
    let compared = account.discussed_with.join(", ");
    [
        account.vantage.as_deref().map(|vantage| glossary::name(VANTAGES, vantage, of.language)),
        account.stay.as_ref().map(stayed),
        account.session.as_ref().map(|id| of.fill(words::SESSION, &[("id", id)])),
        (!compared.is_empty()).then(|| of.fill(words::COMPARED, &[("who", &compared)])),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A statement in words.
pub fn said(of: Asked, statement: &BundleStatement) -> Said {
    let spoken = of.bundle.accounts.iter().find(|a| a.id == statement.account).and_then(|a| a.language.as_deref());
    let texts = statement.text.iter().flat_map(|text| text.0.iter());
    let mut texts: Vec<(String, String)> = texts.map(|(tag, text)| (tag.clone(), text.clone())).collect();
    texts.sort_by_key(|(tag, _)| Some(tag.as_str()) != spoken);
    Said {
        id: statement.id.clone(),
        account: statement.account.clone(),
        kind: glossary::name(STATEMENTS, &statement.kind, of.language),
        of: statement.of.iter().map(|key| of.place(key).to_owned()).collect(),
        polarity: glossary::name(POLARITIES, &statement.polarity, of.language),
        value: statement.value.map(|value| measured(of, statement, value)),
        is_original_known: texts.first().is_some_and(|(tag, _)| Some(tag.as_str()) == spoken),
        texts,
        at: statement.at.clone(),
    }
}

fn measured(of: Asked, statement: &BundleStatement, value: f64) -> String {
    let unit = statement.unit.as_deref().map_or_else(String::new, |unit| glossary::name(UNITS, unit, of.language));
    let number = |value: f64| format!("{} {unit}", words::decimals(value)).trim_end().to_owned();
    match statement.sd {
        Some(sd) => of.fill(words::ONE_SD, &[("value", &number(value)), ("sd", &number(sd))]),
        None => of.fill(words::SD_UNKNOWN, &[("value", &number(value))]),
    }
}
