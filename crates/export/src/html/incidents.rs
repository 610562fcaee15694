//! The incidents in the order of their first day, with a filter by days.

use super::answer::article;
use super::markup::{Markup, tag, void};
use super::words;
use crate::Facility;
use locus_publish::BundleIncident;
use locus_viewer_core::selection::Selection;

/// The section's content. No incident is left out for want of a place or a date: the undated stand last.
pub fn section(facility: &Facility) -> Markup {
    let bundle = facility.bundle();
    if bundle.incidents.is_empty() {
        return tag("p", &[], words::INCIDENTS_NONE);
    }
    let mut incidents: Vec<&BundleIncident> = bundle.incidents.iter().collect();
    incidents.sort_by_key(|i| (i.when.is_none(), i.earliest.as_deref().unwrap_or(""), i.id.as_str()));
    let dated = |incident: &BundleIncident| {
        let [from, to] = [&incident.earliest, &incident.latest].map(|day| day.as_deref().unwrap_or(""));
        let undated = if incident.when.is_none() { "yes" } else { "no" };
        let article = article(bundle, &Selection::Incident(incident.id.clone()));
        let attributes = [("class", "found"), ("data-from", from), ("data-to", to), ("data-undated", undated)];
        tag("li", &attributes, article)
    };
    let list = tag("ol", &[("class", "incidents")], incidents.into_iter().map(dated).collect::<Markup>());
    [filter(), list].into()
}

/// Shown by the script alone.
fn filter() -> Markup {
    let day = |id: &'static str, words: words::Words| {
        let label = tag("label", &[("for", id)], words);
        [label, void("input", &[("type", "date"), ("id", id)])].into()
    };
    let undated = [
        void("input", &[("type", "checkbox"), ("id", "undated"), ("checked", "")]),
        tag("label", &[("for", "undated")], words::UNDATED),
    ];
    let parts: [Markup; 5] = [
        day("from", words::FROM),
        day("to", words::TO),
        undated.into(),
        tag("p", &[("id", "in-range"), ("role", "status")], ""),
        tag("p", &[], words::RANGE_IS),
    ];
    tag("div", &[("class", "controls scripted")], parts)
}
