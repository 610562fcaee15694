//! The answer about an incident.

use super::{Answer, Asked, Row, account, listed};
use crate::words::glossary::{self, CONSENTS, CREDIBILITIES, PLACED_BY};
use crate::words::{self, radius, time};
use locus_publish::BundleIncident;

/// What is known of it; its summary apart.
pub fn answer(of: Asked, incident: &BundleIncident) -> Answer {
    let title = of.language.of(&incident.title).unwrap_or(&incident.id).to_owned();
    let category = category(of, incident);
    let subtitle: Vec<String> = category.clone().into_iter().chain([when(of, incident)]).collect();
    Answer {
        title,
        subtitle: subtitle.join(" · "),
        rows: rows(of, incident, category),
        accounts: account::rows(of, &incident.accounts),
        sensitive: incident.summary.any().is_some().then(|| incident.summary.clone()),
        ..Answer::default()
    }
}

fn category(of: Asked, incident: &BundleIncident) -> Option<String> {
    let named = incident.category_name.as_ref().and_then(|name| of.language.of(name));
    named.or(incident.category.as_deref()).map(str::to_owned)
}

fn rows(of: Asked, incident: &BundleIncident, category: Option<String>) -> Vec<Row> {
    let none = words::NONE_RECORDED.of(of.language);
    let mut rows = vec![
        of.row(words::CATEGORY, category.unwrap_or_else(|| none.to_owned())),
        of.row(words::WHEN, when(of, incident)),
        of.row(words::PLACE, place(of, incident)),
    ];
    if incident.position.is_some() {
        let basis = incident.place_basis.as_deref().map(|basis| glossary::name(PLACED_BY, basis, of.language));
        rows.push(of.row(words::PLACED_BY, basis.unwrap_or_else(|| none.to_owned())));
        rows.push(of.row(words::RADIUS, far_off(of, incident)));
        rows.push(of.row(words::OFFSET, super::element::offset(of)));
    }
    rows.extend(story(of, incident));
    rows.extend([
        of.row(words::VICTIMS, listed(&incident.victims, none)),
        of.row(words::PERPETRATORS, listed(&incident.perpetrators, none)),
        of.row(words::ACCOUNTS, listed(&incident.accounts, none)),
        of.row(words::CREDIBILITY, credibility(of, incident)),
        of.row(words::AUDIENCE, glossary::name(CONSENTS, &incident.consent, of.language)),
    ]);
    rows
}

fn when(of: Asked, incident: &BundleIncident) -> String {
    incident.when.as_ref().map_or_else(|| of.say(words::UNDATED), |when| time::when(when, of.language))
}

fn place(of: Asked, incident: &BundleIncident) -> String {
    let Some(key) = &incident.place else { return of.say(words::UNPLACED) };
    let element = of.bundle.elements.iter().find(|e| Some(&e.id) == incident.place_id.as_ref());
    let name = element.and_then(|e| of.language.of(e.name.as_ref()?)).unwrap_or_else(|| of.place(key));
    let place = if name == key { name.to_owned() } else { format!("{name} ({key})") };
    let level = incident.level.as_deref().map(|level| of.level(level));
    match (incident.position, level) {
        (None, _) => of.fill(words::NOT_IN_PLAN, &[("place", &place)]),
        (_, Some(level)) => format!("{place} · {level}"),
        _ => place,
    }
}

fn far_off(of: Asked, incident: &BundleIncident) -> String {
    match incident.radius95_m {
        Some(r) => of.fill(words::MARKER_RADIUS_IS, &[("radius", &radius(r))]),
        None => of.say(words::RADIUS_UNKNOWN),
    }
}

/// The alternative its place belongs to.
fn story(of: Asked, incident: &BundleIncident) -> Option<Row> {
    let name = incident.hypothesis.as_ref()?;
    let hypothesis = of.bundle.hypotheses.iter().find(|h| h.name == *name);
    let claim = hypothesis.map_or_else(|| name.clone(), |h| super::alternatives::claim(h, of.language));
    Some(of.row(words::ALTERNATIVES, claim))
}

fn credibility(of: Asked, incident: &BundleIncident) -> String {
    let Some(grade) = incident.credibility.map(|grade| grade.to_string()) else { return of.say(words::NOT_GRADED) };
    let meaning = glossary::known(CREDIBILITIES, &grade).unwrap_or(words::NOT_ON_SCALE);
    of.fill(words::CREDIBILITY_IS, &[("grade", &grade), ("meaning", meaning.of(of.language))])
}
