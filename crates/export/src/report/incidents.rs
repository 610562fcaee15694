//! What happened, by time and by place; never in the words of those who suffered it.

use super::block::{Block, Column, Phrase, both};
use super::{Telling, words};
use locus_publish::BundleIncident;
use locus_viewer_core::words as viewer;
use locus_viewer_core::words::glossary::{self, CONSENTS, CREDIBILITIES};
use locus_viewer_core::words::time;
use std::collections::BTreeMap;

/// The section.
pub fn blocks(of: Telling) -> Vec<Block> {
    let mut all: Vec<&BundleIncident> = of.bundle().incidents.iter().collect();
    let mut blocks = vec![Block::section(of.say(words::INCIDENTS))];
    if all.is_empty() {
        blocks.push(Block::paragraph(of.say(words::INCIDENTS_NONE)));
        return blocks;
    }
    // What has no first day may have been at any time: it stands last.
    all.sort_by_key(|i| (i.earliest.is_none(), i.earliest.clone(), i.latest.clone(), i.id.clone()));
    blocks.push(Block::paragraph(of.say(words::INCIDENTS_SAID)));
    blocks.push(by_time(of, &all));
    blocks.push(by_place(of, &all));
    blocks
}

fn by_time(of: Telling, all: &[&BundleIncident]) -> Block {
    let columns = vec![
        Column::words("ID", 0.8),
        Column::words(of.say(words::WHEN), 2.2),
        Column::words(of.say(words::WHAT), 3.4),
        Column::words(of.say(words::WHERE_HAPPENED), 2.6),
        Column::words(of.say(words::WHO_SAYS), 2.4),
        Column::words(of.say(words::PERSONS), 2.2),
    ];
    let row = |incident: &&BundleIncident| -> Vec<Phrase> {
        vec![
            incident.id.as_str().into(),
            when(of, incident).into(),
            what(of, incident).into(),
            place(of, incident).into(),
            source(of, incident).into(),
            persons(of, incident).into(),
        ]
    };
    Block::Table { caption: of.say(words::BY_TIME).into(), columns, rows: all.iter().map(row).collect() }
}

fn when(of: Telling, incident: &BundleIncident) -> String {
    incident.when.as_ref().map_or_else(|| of.say(words::UNDATED).to_owned(), |when| time::when(when, of.language))
}

fn what(of: Telling, incident: &BundleIncident) -> String {
    let title = both(&incident.title, of.language).unwrap_or_else(|| incident.id.clone());
    let category = incident.category_name.as_ref().and_then(|name| of.language.of(name));
    let category = category.or(incident.category.as_deref());
    category.map_or_else(|| title.clone(), |category| format!("{title}\n{category}"))
}

fn place(of: Telling, incident: &BundleIncident) -> String {
    let Some(key) = &incident.place else { return of.say(words::UNPLACED).to_owned() };
    let name = of.place(key);
    match (incident.position, incident.radius95_m) {
        (None, _) => of.fill(words::NOT_IN_PLAN, &[("place", &name)]),
        (_, Some(r)) => of.fill(words::WITHIN, &[("place", &name), ("radius", &viewer::radius(r))]),
        _ => name,
    }
}

/// The accounts, how credible the information was graded, and who may see it.
fn source(of: Telling, incident: &BundleIncident) -> String {
    let credibility = match incident.credibility.map(|grade| grade.to_string()) {
        Some(grade) => {
            let meaning = glossary::name(CREDIBILITIES, &grade, of.language);
            of.fill(words::CREDIBILITY_IS, &[("grade", &grade), ("meaning", &meaning)])
        }
        None => of.say(words::CREDIBILITY_NONE).to_owned(),
    };
    let consent = glossary::name(CONSENTS, &incident.consent, of.language);
    [of.listed(&incident.accounts), credibility, consent].join("\n")
}

fn persons(of: Telling, incident: &BundleIncident) -> String {
    let sides = [(words::VICTIMS_ARE, &incident.victims), (words::PERPETRATORS_ARE, &incident.perpetrators)];
    let named = sides.into_iter().filter(|(_, ids)| !ids.is_empty());
    let lines: Vec<String> = named.map(|(words, ids)| of.fill(words, &[("list", &ids.join(", "))])).collect();
    if lines.is_empty() { "–".to_owned() } else { lines.join("\n") }
}

fn by_place(of: Telling, all: &[&BundleIncident]) -> Block {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for incident in all {
        let at = incident.place.as_ref().map_or_else(|| of.say(words::UNPLACED).to_owned(), |key| of.place(key));
        places.entry(at).or_default().push(incident.id.clone());
    }
    let columns = vec![Column::words(of.say(words::PLACE), 3.0), Column::words(of.say(words::INCIDENTS), 5.0)];
    let rows = places.into_iter().map(|(place, ids)| vec![place.into(), ids.join(", ").into()]).collect();
    Block::Table { caption: of.say(words::BY_PLACE).into(), columns, rows }
}
