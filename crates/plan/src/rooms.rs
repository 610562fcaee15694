//! Three cells or five: contradictions about how many rooms of a kind a building has, as hypotheses.
//!
//! An account contradicts a room when its sheet fills the place of that room with other rooms (the neighbours close
//! up), or when it states another number. Paper left white contradicts nothing: it is only not drawn.

use crate::Inputs;
use crate::areas;
use crate::coverage::Coverage;
use crate::ground::{Draft, Ground};
use crate::survey::{Origin, Trace};
use geo::{Area, BooleanOps, LineString, Polygon};
use locus_model::{Hypothesis, Id, Key, Kind, Membership, Polarity, Source, Statement, StatementKind, Text};
use std::collections::{BTreeMap, BTreeSet};

/// A room's place counts as filled when other rooms of the sheet cover this share of it.
const FILLED: f64 = 0.5;

/// The rule that chooses the display default.
pub const RULE: &str = "most-independent-accounts, then imagery, then earliest account";

/// One alternative: the rooms that exist in it, and who says so.
struct Alternative {
    rooms: BTreeSet<Key>,
    count: usize,
    drawn: bool,
    accounts: BTreeSet<Id>,
    sources: BTreeSet<Source>,
}

/// Finds the contradictions and marks the drafts that exist in one alternative only. Rooms whose outline differs
/// between the alternatives are added once more.
pub fn hypotheses(inputs: &Inputs, ground: &Ground, coverage: &Coverage, drafts: &mut Vec<Draft>) -> Vec<Hypothesis> {
    let mut groups: BTreeMap<(Key, String), BTreeMap<Key, usize>> = BTreeMap::new();
    for (index, draft) in drafts.iter().enumerate().filter(|(_, d)| d.kind == Kind::Room) {
        if let (Some(key), Some(building)) = (&draft.key, coverage.building(ground, draft.kind, &draft.points)) {
            groups.entry((building, stem(key).to_owned())).or_default().insert(key.clone(), index);
        }
    }
    let mut found = Vec::new();
    for ((building, stem), rooms) in groups {
        let alternatives = alternatives(inputs, ground, drafts, &building, &stem, &rooms);
        if alternatives.len() > 1 {
            let hypotheses = named(&building, &stem, &alternatives);
            mark(ground, drafts, &rooms, &alternatives, &hypotheses);
            found.extend(hypotheses);
        }
    }
    found
}

/// `cell` of `cell-3`.
pub fn stem(key: &Key) -> &str {
    let text = key.as_str();
    text.rsplit_once('-').filter(|(_, n)| n.bytes().all(|b| b.is_ascii_digit())).map_or(text, |(stem, _)| stem)
}

/// The alternatives, the display default first.
fn alternatives(
    inputs: &Inputs,
    ground: &Ground,
    drafts: &[Draft],
    building: &Key,
    stem: &str,
    rooms: &BTreeMap<Key, usize>,
) -> Vec<Alternative> {
    let all: BTreeSet<Key> = rooms.keys().cloned().collect();
    let mut by_rooms: BTreeMap<BTreeSet<Key>, Alternative> = BTreeMap::new();
    for account in inputs.case.accounts.keys() {
        let Some((rooms, sources)) = drawn_version(ground, drafts, account, rooms, &all) else { continue };
        let alternative = by_rooms.entry(rooms.clone()).or_insert_with(|| Alternative::drawn(rooms));
        alternative.accounts.insert(account.clone());
        alternative.sources.extend(sources);
    }
    let mut all: Vec<Alternative> = by_rooms.into_values().collect();
    for (account, statement, count, tolerance) in counts(inputs, building, stem) {
        let index = match all.iter().position(|a| (a.count as f64 - count).abs() <= tolerance) {
            Some(index) => index,
            None => {
                all.push(Alternative::stated(count));
                all.len() - 1
            }
        };
        all[index].accounts.insert(account.clone());
        all[index].sources.insert(Source::Statement(statement.id.clone()));
    }
    let rank = |a: &Alternative| (std::cmp::Reverse(ground.voices.count(&a.accounts)), a.accounts.first().cloned());
    all.sort_by_key(rank);
    all
}

impl Alternative {
    fn drawn(rooms: BTreeSet<Key>) -> Self {
        let count = rooms.len();
        Self { rooms, count, drawn: true, accounts: BTreeSet::new(), sources: BTreeSet::new() }
    }

    fn stated(count: f64) -> Self {
        let count = count.round().max(0.0) as usize;
        Self { rooms: BTreeSet::new(), count, drawn: false, accounts: BTreeSet::new(), sources: BTreeSet::new() }
    }
}

/// The rooms that exist as this account draws it: all that somebody draws, less those whose place it fills otherwise.
/// `None` where it draws none of them.
fn drawn_version(
    ground: &Ground,
    drafts: &[Draft],
    account: &Id,
    rooms: &BTreeMap<Key, usize>,
    all: &BTreeSet<Key>,
) -> Option<(BTreeSet<Key>, BTreeSet<Source>)> {
    let own = |t: &&Trace| t.account.as_ref() == Some(account) && t.kind == Kind::Room && t.spots.len() > 2;
    let traces: Vec<&Trace> = ground.survey.traces.iter().filter(own).collect();
    let shown: Vec<&&Trace> = traces.iter().filter(|t| t.key.as_ref().is_some_and(|k| all.contains(k))).collect();
    if shown.is_empty() {
        return None;
    }
    let keys: BTreeSet<&Key> = shown.iter().filter_map(|t| t.key.as_ref()).collect();
    let sheets: BTreeSet<Origin> = shown.iter().map(|t| t.origin).collect();
    let filled = |key: &Key| {
        let place = ground.polygon(&drafts[rooms[key]].points);
        let cover = |sheet: &Origin| -> f64 {
            let others = traces.iter().filter(|t| t.origin == *sheet);
            others.map(|t| outline(ground, t).intersection(&place).unsigned_area()).sum()
        };
        sheets.iter().any(|sheet| cover(sheet) >= FILLED * place.unsigned_area())
    };
    let exists = |key: &&Key| keys.contains(key) || !filled(key);
    let sources = shown.iter().map(|t| t.source.clone()).collect();
    Some((all.iter().filter(exists).cloned().collect(), sources))
}

fn outline(ground: &Ground, trace: &Trace) -> Polygon {
    Polygon::new(LineString(ground.survey.positions(trace)), vec![])
}

/// Affirmed counts of this kind of room in this building: account, statement, number, how far off still fits.
fn counts<'a>(
    inputs: &'a Inputs,
    building: &'a Key,
    stem: &'a str,
) -> impl Iterator<Item = (&'a Id, &'a Statement, f64, f64)> {
    let of_account = |account: &'a locus_model::Account| account.statements.iter().map(move |s| (&account.id, s));
    inputs.case.accounts.values().flat_map(of_account).filter_map(move |(account, statement)| {
        let StatementKind::Count { value, sd, what } = &statement.kind else { return None };
        let meant = statement.polarity == Polarity::Affirms && statement.of.first() == Some(building) && what == stem;
        meant.then(|| (account, statement, *value, sd.unwrap_or(0.0).max(0.5)))
    })
}

fn named(building: &Key, stem: &str, alternatives: &[Alternative]) -> Vec<Hypothesis> {
    let same_count = |a: &Alternative| alternatives.iter().filter(|b| b.count == a.count).count() > 1;
    let drawn: BTreeSet<&Key> = alternatives.iter().flat_map(|a| &a.rooms).collect();
    let hypothesis = |(index, a): (usize, &Alternative)| {
        let about = format!("{building}:{stem}");
        let list = a.rooms.iter().map(Key::as_str).collect::<Vec<_>>().join(", ");
        let without: String = drawn.iter().filter(|k| !a.rooms.contains(**k)).map(|k| format!(",no-{k}")).collect();
        let which = if same_count(a) { without } else { String::new() };
        let claim = match (a.drawn, a.rooms.is_empty()) {
            (true, false) => format!("{building} has {} × {stem}: {list}", a.count),
            _ => format!("{building} has {} × {stem}", a.count),
        };
        Hypothesis {
            name: format!("{about}={}{which}", a.count),
            about,
            claim: Text([("en".to_owned(), claim)].into()),
            accounts: a.accounts.clone(),
            sources: a.sources.clone(),
            default: index == 0,
            rule: RULE,
            drawn: a.drawn,
        }
    };
    alternatives.iter().enumerate().map(hypothesis).collect()
}

/// Marks what stands or falls with a disputed room: the room, its doors, and the walls that only its believers draw.
fn mark(
    ground: &Ground,
    drafts: &mut Vec<Draft>,
    rooms: &BTreeMap<Key, usize>,
    alternatives: &[Alternative],
    hypotheses: &[Hypothesis],
) {
    let drawn = || alternatives.iter().enumerate().filter(|(_, a)| a.drawn);
    for (key, &room) in rooms {
        let has = drawn().find(|(_, a)| a.rooms.contains(key)).map(|(i, _)| i);
        let deniers: BTreeSet<Id> =
            drawn().filter(|(_, a)| !a.rooms.contains(key)).flat_map(|(_, a)| a.accounts.clone()).collect();
        let (Some(has), false) = (has, deniers.is_empty()) else { continue };
        let ring = drafts[room].points.clone();
        let believed = |d: &Draft| ground.accounts(&d.traces).is_disjoint(&deniers);
        for (index, draft) in drafts.iter_mut().enumerate() {
            let part = draft.key.as_ref().is_some_and(|k| k.place() == key.as_str());
            let wall = draft.key.is_none() && draft.points.iter().all(|p| ring.contains(p)) && believed(draft);
            if index == room || part || (wall && draft.kind.is_line()) {
                draft.hypothesis = Some(membership(&hypotheses[has]));
                draft.contradicted_by.extend(deniers.iter().cloned());
            }
        }
        let neighbours = drawn().filter(|(_, a)| !a.rooms.contains(key)).map(|(i, a)| (i, &a.accounts));
        for (without, accounts) in neighbours.collect::<Vec<_>>() {
            redraw_neighbours(ground, drafts, &ring, accounts, (&hypotheses[has], &hypotheses[without]));
        }
    }
}

fn membership(hypothesis: &Hypothesis) -> Membership {
    Membership { name: hypothesis.name.clone(), default: hypothesis.default }
}

/// Where a room is missing, its neighbours have another outline: as their deniers draw them, beside the usual one.
fn redraw_neighbours(
    ground: &Ground,
    drafts: &mut Vec<Draft>,
    ring: &[usize],
    accounts: &BTreeSet<Id>,
    (with, without): (&Hypothesis, &Hypothesis),
) {
    let mut added = Vec::new();
    for draft in drafts.iter_mut().filter(|d| d.kind == Kind::Room && d.hypothesis.is_none()) {
        if !draft.points.iter().any(|p| ring.contains(p)) {
            continue;
        }
        let theirs = |t: &&usize| ground.survey.traces[**t].account.as_ref().is_some_and(|a| accounts.contains(a));
        let traces: BTreeSet<usize> = draft.traces.iter().filter(theirs).copied().collect();
        let Some(points) = areas::shape(ground, draft.kind, &traces) else { continue };
        let same = points.iter().all(|p| draft.points.contains(p)) || draft.points.iter().all(|p| points.contains(p));
        if !same {
            let id = format!("{}.{}", draft.id, crate::ground::id_part(&without.name));
            let hypothesis = Some(membership(without));
            draft.hypothesis = Some(membership(with));
            draft.contradicted_by.extend(accounts.iter().cloned());
            draft.traces = draft.traces.difference(&traces).copied().collect();
            let contradicted_by = ground.accounts(&draft.traces);
            added.push(Draft { id, points, traces, hypothesis, contradicted_by, ..draft.clone() });
        }
    }
    drafts.append(&mut added);
}
