//! 7 212 incidents, dated and placed as differently as people date and place them.

use super::chance::draw;
use super::grounds::BUILDINGS;
use super::{Fault, people, text};
use locus_model::{Edtf, Id, Incident, Text, Vocabulary};
use std::collections::BTreeSet;

/// As many as the largest known database of its kind has.
const INCIDENTS: usize = 7_212;
const PEOPLE: usize = 900;
/// Every fifth category's share is the larger, as in life.
const COMMON: usize = 5;

/// Every incident.
pub fn all(vocabulary: &Vocabulary) -> Result<Vec<Incident>, Fault> {
    let categories: Vec<(&String, &Text)> =
        vocabulary.categories.iter().map(|(slug, term)| (slug, &term.name)).collect();
    (0..INCIDENTS).map(|index| incident(index, &categories)).collect()
}

fn incident(index: usize, categories: &[(&String, &Text)]) -> Result<Incident, Fault> {
    let reach = if draw("common", index, 3) > 0 { COMMON.min(categories.len()) } else { categories.len() };
    let (slug, name) = categories.get(draw("category", index, reach)).ok_or("the vocabulary has no categories")?;
    let building = 1 + draw("building", index, BUILDINGS);
    let word = |language: &str| name.get(language).or(name.any()).unwrap_or(slug).to_owned();
    Ok(Incident {
        id: Id::new(&format!("I{:04}", index + 1))?,
        when: when(index).map(|text| Edtf::parse(&text)).transpose()?,
        place: place(index, building),
        category: (draw("judged", index, 50) > 0).then(|| (*slug).clone()),
        title: text(format!("{} (building {building})", word("en")), format!("{building}동 {}", word("ko"))),
        summary: text("Invented for measuring; nobody said this.", "측정을 위해 지어낸 것이며 아무도 말하지 않았다."),
        victims: pseudonyms("V", index)?,
        perpetrators: pseudonyms("P", index)?,
        accounts: people::some("incident", index, [1, 3])?,
        credibility: Some(draw("credibility", index, 7) as u8).filter(|credibility| *credibility > 0),
        consent: None,
        line: index + 2,
    })
}

/// Every form of EDTF level 1 that a case may hold, and none.
fn when(index: usize) -> Option<String> {
    let year = 1996 + draw("year", index, 19);
    let (month, day, next) = (1 + draw("month", index, 12), 1 + draw("day", index, 28), year + 1);
    Some(match draw("form", index, 18) {
        0 | 1 => return None,
        2 => format!("{year}"),
        3 => format!("{year}?"),
        4 => format!("{year}~"),
        5 | 6 => format!("{year}-{month:02}"),
        7 => format!("{year}-{month:02}~"),
        8 | 9 => format!("{year}-{month:02}-{day:02}"),
        10 => format!("{year}-{month:02}-{day:02}%"),
        11 => format!("{}X", year / 10),
        12 => format!("{year}-XX-XX"),
        13 => format!("{year}-{}", 21 + month % 4),
        14 => format!("{year}-{month:02}/{next}-{month:02}"),
        15 => format!("{year}-{month:02}/.."),
        16 => format!("../{year}"),
        _ => format!("/{year}-{month:02}-{day:02}"),
    })
}

/// Mostly a cell; also doors, buildings, yards, the gate, what is not in the plan, and nothing.
fn place(index: usize, building: usize) -> Option<String> {
    let cell = 1 + draw("cell", index, 16);
    Some(match draw("place", index, 20) {
        0..=10 => format!("b{building:03}-cell-{cell}"),
        11 => format!("b{building:03}-cell-{cell}/door"),
        12..=14 => format!("b{building:03}"),
        15 => format!("yard-{}", 1 + building / 21),
        16 => "main-gate".to_owned(),
        17 => "old-quarry".to_owned(),
        _ => return None,
    })
}

fn pseudonyms(letter: &str, index: usize) -> Result<BTreeSet<Id>, Fault> {
    let count = draw(letter, index, 4);
    (0..count).map(|i| Ok(Id::new(&format!("{letter}{:03}", draw(letter, 5 * index + i, PEOPLE)))?)).collect()
}
