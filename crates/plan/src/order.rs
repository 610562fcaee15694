//! Statements about order and neighbourhood that the drawings contradict, as hypotheses beside what is drawn.

use crate::Inputs;
use crate::ground::{Draft, Ground};
use crate::rooms::RULE;
use geo::{Coord, Distance, Euclidean};
use locus_model::{Hypothesis, Id, Key, Polarity, Source, StatementKind, Text};
use std::collections::{BTreeMap, BTreeSet};

/// Areas nearer than this (metres) share a wall: twice a thick wall.
const WALL_BETWEEN_M: f64 = 1.0;

/// See [`in_order`].
const DETOUR: f64 = 0.5;

/// What somebody says about drawn things that the drawings deny.
#[derive(Default)]
struct Dispute {
    accounts: BTreeSet<Id>,
    sources: BTreeSet<Source>,
}

/// One hypothesis for each side of each dispute.
pub fn hypotheses(inputs: &Inputs, ground: &Ground, drafts: &[Draft]) -> Vec<Hypothesis> {
    let mut disputes: BTreeMap<(&'static str, bool, &[Key]), Dispute> = BTreeMap::new();
    for account in inputs.case.accounts.values() {
        for statement in account.statements.iter().filter(|s| s.polarity != Polarity::DoesNotKnow) {
            let (what, holds) = match statement.kind {
                StatementKind::Order { .. } => ("order", in_order(ground, drafts, &statement.of)),
                StatementKind::Adjacent => ("adjacent", adjacent(ground, drafts, &statement.of)),
                _ => continue,
            };
            let says = statement.polarity == Polarity::Affirms;
            if holds.is_some_and(|holds| holds != says) {
                let dispute = disputes.entry((what, says, &statement.of)).or_default();
                dispute.accounts.insert(account.id.clone());
                dispute.sources.insert(Source::Statement(statement.id.clone()));
            }
        }
    }
    disputes.into_iter().flat_map(|(about, dispute)| sides(ground, drafts, about, dispute)).collect()
}

fn sides(
    ground: &Ground,
    drafts: &[Draft],
    (what, says, keys): (&str, bool, &[Key]),
    stated: Dispute,
) -> [Hypothesis; 2] {
    let list = keys.iter().map(Key::as_str).collect::<Vec<_>>().join(",");
    let about = format!("{list}:{what}");
    let traces: Vec<&BTreeSet<usize>> = keys.iter().filter_map(|k| find(drafts, k)).map(|d| &d.traces).collect();
    let sets = traces.iter().map(|t| ground.accounts(t));
    let drawn_by = sets.reduce(|a, b| a.intersection(&b).cloned().collect()).unwrap_or_default();
    let drawn = Dispute { accounts: drawn_by, sources: traces.iter().flat_map(|t| ground.sources(t)).collect() };
    let rank = |d: &Dispute| (ground.voices.count(&d.accounts), std::cmp::Reverse(d.accounts.first().cloned()));
    let drawn_first = rank(&drawn) >= rank(&stated);
    let side = |name: &str, says: bool, dispute: Dispute, default: bool, drawn: bool| Hypothesis {
        name: format!("{about}={name}"),
        about: about.clone(),
        claim: Text([("en".to_owned(), claim(what, says, keys))].into()),
        accounts: dispute.accounts,
        sources: dispute.sources,
        default,
        rule: RULE,
        drawn,
    };
    [side("as-drawn", !says, drawn, drawn_first, true), side("as-stated", says, stated, !drawn_first, false)]
}

fn claim(what: &str, holds: bool, keys: &[Key]) -> String {
    let list = keys.iter().map(Key::as_str).collect::<Vec<_>>().join(", ");
    match (what, holds) {
        ("order", true) => format!("{list} are met in this order"),
        ("order", false) => format!("{list} are not met in this order"),
        (_, true) => format!("{list} share a wall"),
        (_, false) => format!("{list} share no wall"),
    }
}

fn find<'a>(drafts: &'a [Draft], key: &Key) -> Option<&'a Draft> {
    drafts.iter().find(|d| d.key.as_ref() == Some(key))
}

/// Whether the places lie in the order in which they are met: no two neighbours of the list could change places and
/// make the walk shorter by [`DETOUR`] of a mean step. `None` unless three or more, and all drawn.
fn in_order(ground: &Ground, drafts: &[Draft], keys: &[Key]) -> Option<bool> {
    let at: Option<Vec<Coord>> =
        keys.iter().map(|k| Some(crate::outline::mean(&ground.coords(&find(drafts, k)?.points)))).collect();
    let at = at.filter(|at| at.len() > 2)?;
    let walk = |at: &[Coord]| at.windows(2).map(|w| Euclidean.distance(w[0], w[1])).sum::<f64>();
    let stated = walk(&at);
    let least = stated - DETOUR * stated / (at.len() - 1) as f64;
    let swapped = |i: usize| {
        let mut other = at.clone();
        other.swap(i, i + 1);
        walk(&other)
    };
    Some((0..at.len() - 1).all(|i| swapped(i) >= least))
}

/// Whether two areas touch, but for a wall; `None` unless both are drawn as areas.
fn adjacent(ground: &Ground, drafts: &[Draft], keys: &[Key]) -> Option<bool> {
    let [a, b] = keys else { return None };
    let area = |key| find(drafts, key).filter(|d| d.closed).map(|d| ground.polygon(&d.points));
    Some(Euclidean.distance(&area(a)?, &area(b)?) <= WALL_BETWEEN_M)
}
