//! Who spoke: 40 accounts, some given in one session.

use super::chance::draw;
use super::{Fault, text};
use locus_model::{Account, Consent, Edtf, Elicitation, Id, Key, Polarity, Statement, StatementKind, Vantage};
use std::collections::{BTreeMap, BTreeSet};

const ACCOUNTS: usize = 40;
const STATEMENTS: usize = 12;

/// Every account.
pub fn accounts() -> Result<BTreeMap<Id, Account>, Fault> {
    (0..ACCOUNTS).map(|i| Ok((name(i)?, account(i)?))).collect()
}

/// Between `from` and `to` accounts, the same for the same place in the same list.
pub fn some(list: &str, index: usize, [from, to]: [usize; 2]) -> Result<BTreeSet<Id>, Fault> {
    let count = from + draw(list, index, to - from + 1);
    (0..count).map(|i| name(draw(list, 7 * index + i + 1, ACCOUNTS))).collect()
}

fn name(index: usize) -> Result<Id, Fault> {
    Ok(Id::new(&format!("A{:02}", index + 1))?)
}

fn account(index: usize) -> Result<Account, Fault> {
    let from = 1997 + draw("stay", index, 12);
    Ok(Account {
        id: name(index)?,
        session: Some(format!("2021-{:02}-{:02}", 1 + index / 6, 1 + draw("session", index, 28))),
        interviewed: Some(Edtf::parse("2021")?),
        language: Some("ko".to_owned()),
        stay: Some(Edtf::parse(&format!("{from}/{}", from + 1 + draw("stayed", index, 4)))?),
        vantage: Some(Vantage::WasThere),
        consent: Some(Consent::Parties),
        withdrawn: None,
        discussed_with: BTreeSet::new(),
        exposures: Vec::new(),
        pins: Vec::new(),
        areas: Vec::new(),
        statements: (0..STATEMENTS).map(|i| statement(index, i)).collect::<Result<_, Fault>>()?,
        note: None,
    })
}

fn statement(account: usize, index: usize) -> Result<Statement, Fault> {
    let (metres, building) = (3.0 + index as f64 / 2.0, 1 + draw("statement", STATEMENTS * account + index, 200));
    Ok(Statement {
        id: Id::new(&format!("{}-s{}", name(account)?, index + 1))?,
        kind: StatementKind::Length { value_m: metres, sd_m: 0.8 },
        of: vec![Key::new(&format!("b{building:03}-cell-1"))?],
        polarity: Polarity::Affirms,
        elicitation: Some(Elicitation::OpenQuestion),
        vantage: None,
        text: Some(text(format!("about {metres} paces long"), format!("길이가 {metres}보쯤 되었습니다"))),
        at: Some(format!("00:{:02}:12", index + 1)),
    })
}
