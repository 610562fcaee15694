//! The facility on one page: what it is, what is known of it, and how well.

use super::block::{Block, Phrase, both, english};
use super::{Telling, words};
use locus_publish::{BundleElement, WITHHELD};
use locus_viewer_core::basis::{Basis, is_contested};
use locus_viewer_core::words as viewer;
use locus_viewer_core::words::time;
use std::collections::BTreeSet;

/// The page.
pub fn blocks(of: Telling) -> Vec<Block> {
    let known = [facility(of), evidence(of), result(of), record(of)].concat();
    let facts = known.into_iter().map(|(label, value)| (label.of(of.language).into(), value)).collect();
    vec![Block::Heading { level: 1, text: of.say(words::FACT_SHEET).to_owned() }, Block::Facts(facts)]
}

type Fact = (words::Words, Phrase);

fn facility(of: Telling) -> Vec<Fact> {
    let case = &of.bundle().case;
    let name = both(&case.name, of.language).unwrap_or_else(|| case.id.clone());
    let kind = case.type_name.as_ref().and_then(|name| of.language.of(name)).unwrap_or(&case.facility_type);
    let aliases = (!case.aliases.is_empty()).then(|| case.aliases.join(", "));
    let optional = [
        (words::ALIASES, aliases),
        (words::OPERATOR, case.operator.as_ref().and_then(|name| both(name, of.language))),
        (words::EXISTED, case.existed.as_ref().map(|when| time::when(when, of.language))),
        (words::NOTE, case.note.as_ref().and_then(|note| both(note, of.language))),
    ];
    let mut facts: Vec<Fact> =
        vec![(words::FACILITY, format!("{name} ({})", case.id).into()), (words::KIND, kind.into())];
    facts.extend(optional.into_iter().filter_map(|(label, value)| Some((label, value?.into()))));
    facts.push((words::WHERE, position(of).into()));
    facts.push((
        words::LEVELS,
        of.bundle().levels.iter().map(|l| of.level(&l.id)).collect::<Vec<_>>().join(", ").into(),
    ));
    facts
}

fn position(of: Telling) -> String {
    let frame = &of.bundle().frame;
    let [lon, lat] = frame.anchor.map(|degrees| format!("{degrees:.5}°"));
    let (crs, epsg) = (frame.name.as_str(), frame.epsg.to_string());
    of.fill(words::WHERE_IS, &[("lat", &lat), ("lon", &lon), ("crs", crs), ("epsg", &epsg)])
}

fn evidence(of: Telling) -> Vec<Fact> {
    let bundle = of.bundle();
    let taken = |image: &locus_publish::BundleImagery| match &image.acquired {
        Some(when) => format!("{}: {}", image.id, time::when(when, of.language)),
        None => image.id.clone(),
    };
    let imagery: Vec<String> = bundle.imagery.iter().map(taken).collect();
    let imagery = if imagery.is_empty() { of.say(words::IMAGERY_NONE).to_owned() } else { imagery.join("\n") };
    let named = bundle.accounts.iter().filter(|account| account.id != WITHHELD).count();
    let counts = [named, bundle.sheets.len(), bundle.statements.len()].map(|n| n.to_string());
    let mut accounts =
        of.fill(words::ACCOUNTS_ARE, &[("n", &counts[0]), ("sheets", &counts[1]), ("statements", &counts[2])]);
    if named < bundle.accounts.len() {
        accounts.push_str(of.say(words::ACCOUNTS_WITHHELD));
    }
    vec![(words::IMAGERY, imagery.into()), (words::ACCOUNTS, accounts.into())]
}

fn result(of: Telling) -> Vec<Fact> {
    let all = &of.bundle().elements;
    let single = |e: &&BundleElement| Basis::of(e) != Basis::Seen && e.independent_accounts == 1;
    let single = all.iter().filter(single).count().to_string();
    let contested = all.iter().filter(|e| is_contested(e)).count().to_string();
    let about: BTreeSet<&str> = of.bundle().hypotheses.iter().map(|h| h.about.as_str()).collect();
    let elements = of.fill(words::ELEMENTS_ARE, &[("n", &all.len().to_string()), ("list", &bases(of))]);
    let contested = of.fill(words::CONTESTED_IS, &[("n", &contested), ("about", &about.len().to_string())]);
    let mut facts: Vec<Fact> = vec![
        (words::ELEMENTS, elements.into()),
        (words::SINGLE, of.fill(words::SINGLE_IS, &[("n", &single)]).into()),
        (words::CONTESTED, contested.into()),
    ];
    facts.extend(accuracy(of).map(|said| (words::ACCURACY, said.into())));
    facts.push((words::INCIDENTS, incidents(of).into()));
    facts
}

/// How many elements rest on what, strongest basis first.
pub fn bases(of: Telling) -> String {
    let count = |basis: Basis| of.bundle().elements.iter().filter(|e| Basis::of(e) == basis).count();
    let one = |basis: Basis| format!("{} {}", count(basis), viewer::basis_name(basis, of.language));
    Basis::ALL.map(one).join(", ")
}

fn accuracy(of: Telling) -> Option<String> {
    let mut radii: Vec<f64> = of.bundle().elements.iter().filter_map(|e| e.radius95_m).collect();
    radii.sort_by(f64::total_cmp);
    let (median, largest) = (radii.get(radii.len() / 2)?, radii.last()?);
    let [median, largest] = [median, largest].map(|r| viewer::radius(*r));
    Some(of.fill(words::ACCURACY_IS, &[("median", &median), ("largest", &largest)]))
}

fn incidents(of: Telling) -> String {
    let all = &of.bundle().incidents;
    let placed = all.iter().filter(|i| i.position.is_some()).count();
    let dated = all.iter().filter(|i| i.when.is_some()).count();
    let [n, placed, dated] = [all.len(), placed, dated].map(|n| n.to_string());
    of.fill(words::INCIDENTS_ARE, &[("n", &n), ("placed", &placed), ("dated", &dated)])
}

/// Who made it, who may see it, and which folder it is.
fn record(of: Telling) -> Vec<Fact> {
    let right = |name: &str| of.bundle().rights.get(name).map(|said| Phrase::from(said.as_str()));
    let hash = &of.facility.published.sha256;
    let mut facts: Vec<Fact> = Vec::new();
    facts.extend(release(of).map(|said| (words::RELEASE, said)));
    facts.extend(right("compiled_by").map(|said| (words::COMPILED, said)));
    facts.extend(right("licence").map(|said| (words::LICENCE, said)));
    facts.push((words::RECORD, of.fill(words::RECORD_IS, &[("hash", hash)]).into()));
    facts
}

/// What the publisher noted about who may see the folder.
fn release(of: Telling) -> Option<Phrase> {
    let note = of.lists.notes.iter().find(|note| note.about == "release")?;
    Some(english(
        [Some(note.message.as_str()), note.remedy.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(". "),
        of,
    ))
}
