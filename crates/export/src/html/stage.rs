//! The model's place in the page: its controls, its legend, the panel of answers. The script brings it to life.

use super::markup::{Markup, in_both, side_by_side, tag, void};
use super::plan::{sample, sample_patterns};
use super::views::{View, title};
use super::words::{self, Words};
use crate::Facility;
use locus_viewer_core::answer::claim;
use locus_viewer_core::basis::Basis;
use locus_viewer_core::doubt::{Channels, Entry, Sample, legend, rgb};
use locus_viewer_core::language::Language;
use std::collections::BTreeMap;

const NO_CHANNEL: Channels = Channels { basis: false, support: false, contested: false, uncertainty: false };

/// The section of the model.
pub fn section(facility: &Facility, views: &[View]) -> Markup {
    let canvas = tag(
        "canvas",
        &[
            ("id", "model-canvas"),
            ("tabindex", "0"),
            ("role", "img"),
            ("aria-labelledby", "model-is"),
            ("aria-describedby", "model-keys"),
        ],
        "",
    );
    let scene = [canvas, tag("div", &[("id", "signs"), ("aria-hidden", "true")], ""), north()];
    let stage = tag("div", &[("id", "stage")], scene);
    let shown = tag("p", &[("id", "shown"), ("role", "status")], "");
    let alive = [
        tag("p", &[("id", "model-is"), ("class", "hidden")], words::CANVAS),
        controls(facility, views),
        stage,
        shown,
        steps(),
        tag("p", &[("id", "model-keys")], words::KEYS),
        tag("p", &[], words::WALKING),
    ];
    let no_script = tag("noscript", &[], [tag("p", &[("class", "notice")], words::NO_SCRIPT)]);
    let no_webgl = tag("p", &[("id", "no-webgl"), ("class", "notice"), ("hidden", "")], words::NO_WEBGL);
    let alive = tag("div", &[("id", "alive"), ("class", "scripted")], alive);
    [no_script, no_webgl, alive, signs()].into()
}

fn north() -> Markup {
    let needle = tag("path", &[("d", "M0 -13L7 9L0 5L-7 9Z")], "");
    let attributes = [("id", "north"), ("viewBox", "-20 -20 40 40"), ("aria-hidden", "true")];
    tag("svg", &attributes, [tag("circle", &[("r", "18")], ""), needle])
}

/// Buttons of one group of which one is chosen, or several.
fn group(kind: &'static str, name: &'static str, legend: Words, choices: &[(&str, Words, bool)]) -> Markup {
    let choice = |(value, words, checked): &(&str, Words, bool)| {
        let id = format!("{name}-{value}");
        let mut attributes =
            vec![("type", kind), ("name", name), ("id", id.as_str()), ("value", value), ("autocomplete", "off")];
        attributes.extend(checked.then_some(("checked", "")));
        Markup::from([void("input", &attributes), tag("label", &[("for", &id)], *words)])
    };
    let legend = tag("legend", &[], legend);
    tag("fieldset", &[], [legend].into_iter().chain(choices.iter().map(choice)).collect::<Markup>())
}

fn controls(facility: &Facility, views: &[View]) -> Markup {
    let ways = [("orbit", words::ORBIT, true), ("walk", words::WALK, false), ("plan", words::PLAN, false)];
    let usual = Channels::default();
    let doubt = [
        ("basis", words::BASIS, usual.basis),
        ("support", words::SUPPORT, usual.support),
        ("contested", words::CONTESTED, usual.contested),
        ("uncertainty", words::UNCERTAINTY, usual.uncertainty),
    ];
    let also = [("ground", words::GROUND, true), ("names", words::NAMES, true)];
    let mut parts = vec![
        group("radio", "way", words::WAY, &ways),
        group("checkbox", "doubt", words::DOUBT, &doubt),
        group("checkbox", "also", words::ALSO, &also),
        choose(
            "view",
            words::VIEW,
            views.iter().map(|view| (view.title.clone(), side_by_side(|l| title(facility, view, l)))),
        ),
        choose("level", words::LEVEL, levels(facility)),
        choose("only", words::ONLY, only()),
    ];
    parts.extend(stories(facility));
    tag("div", &[("class", "controls")], parts)
}

/// A list of which one entry is chosen; entries are in both languages, because no style sheet can choose within them.
fn choose(id: &str, label: Words, entries: impl Iterator<Item = (String, String)>) -> Markup {
    let options = entries.map(|(value, text)| tag("option", &[("value", &value)], text));
    let select = tag("select", &[("id", id), ("autocomplete", "off")], options.collect::<Markup>());
    tag("div", &[("class", "choose")], [tag("label", &[("for", id)], label), select])
}

fn levels(facility: &Facility) -> impl Iterator<Item = (String, String)> {
    let all = (String::new(), side_by_side(|language| words::ALL_LEVELS.of(language).to_owned()));
    let levels = facility.bundle().levels.iter().map(|level| {
        (level.id.clone(), side_by_side(|language| language.of(&level.name).unwrap_or(&level.id).to_owned()))
    });
    [all].into_iter().chain(levels)
}

fn only() -> impl Iterator<Item = (String, String)> {
    let entries = [("all", words::ONLY_ALL), ("testified", words::ONLY_TESTIFIED), ("seen", words::ONLY_SEEN)];
    entries.into_iter().map(|(value, words)| (value.to_owned(), side_by_side(|l| words.of(l).to_owned())))
}

/// The alternatives that have elements of their own, one list for each thing that accounts disagree about.
fn stories(facility: &Facility) -> Vec<Markup> {
    let mut about: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for hypothesis in facility.bundle().hypotheses.iter().filter(|h| h.drawn) {
        about.entry(&hypothesis.about).or_default().push(hypothesis);
    }
    let choice = |(number, (about, mut stories)): (usize, (&str, Vec<&locus_publish::BundleHypothesis>))| {
        stories.sort_by_key(|h| !h.default);
        let id = format!("story-{number}");
        let option = |h: &&locus_publish::BundleHypothesis| {
            let first = if h.default { words::STORY_FIRST } else { words::STORY_OTHER };
            let said = side_by_side(|l| format!("{} [{}; {}]", claim(h, l), h.accounts.join(", "), first.of(l)));
            tag("option", &[("value", &h.name)], said)
        };
        let attributes = [("id", id.as_str()), ("class", "story"), ("data-about", about), ("autocomplete", "off")];
        let select = tag("select", &attributes, stories.iter().map(option).collect::<Markup>());
        tag("div", &[("class", "choose wide-choice")], [tag("label", &[("for", &id)], words::STORIES), select])
    };
    about.into_iter().enumerate().map(choice).collect()
}

/// What dragging does, for who cannot drag (WCAG 2.2, 2.5.7).
fn steps() -> Markup {
    let step = |key: &'static str, sign: &'static str, words: Words| {
        let sign = tag("span", &[("aria-hidden", "true")], sign);
        let name = tag("span", &[("class", "hidden")], words);
        tag("button", &[("type", "button"), ("data-step", key)], [sign, name])
    };
    let buttons = [
        step("forward", "↑", words::FORWARD),
        step("back", "↓", words::BACK),
        step("left", "←", words::LEFT),
        step("right", "→", words::RIGHT),
        step("nearer", "+", words::NEARER),
        step("farther", "−", words::FARTHER),
    ];
    let legend = tag("legend", &[], words::STEPS);
    tag("fieldset", &[("class", "steps")], [legend].into_iter().chain(buttons).collect::<Markup>())
}

/// The legend, from the table that paints; each entry belongs to the sign that shows it.
fn signs() -> Markup {
    let only = |channel: &'static str, channels| {
        let always = legend(NO_CHANNEL, Language::En);
        let [en, ko] = [Language::En, Language::Ko].map(|language| legend(channels, language));
        let own = en.into_iter().zip(ko).filter(|(entry, _)| channel == "always" || !always.contains(entry));
        own.map(|pair| entry(channel, pair)).collect::<Vec<_>>()
    };
    let mut entries = only("basis", Channels { basis: true, ..NO_CHANNEL });
    entries.extend(only("always", NO_CHANNEL));
    entries.extend(only("support", Channels { support: true, ..NO_CHANNEL }));
    entries.extend(only("contested", Channels { contested: true, ..NO_CHANNEL }));
    entries.extend(only("uncertainty", Channels { uncertainty: true, ..NO_CHANNEL }));
    let diamond = tag("path", &[("class", "diamond"), ("d", "M15 1L22 8L15 15L8 8Z")], "");
    let diamond = tag("svg", &[("class", "sample"), ("viewBox", "0 0 30 16"), ("aria-hidden", "true")], diamond);
    entries.push(tag("li", &[], [diamond, words::MARK_INCIDENTS.into()]));
    let heading = tag("h3", &[], words::LEGEND);
    tag("div", &[("class", "legend")], [heading, sample_patterns(), tag("ul", &[], entries)])
}

fn entry(channel: &str, (entry, korean): (Entry, Entry)) -> Markup {
    let label = in_both(|language| language.pick(&entry.label, &korean.label).into());
    let name = Basis::ALL.into_iter().zip(["seen", "testified", "inferred", "assumed"]);
    let fill = name.filter(|(basis, _)| rgb(*basis) == entry.look.rgb).map(|(_, name)| name).next().unwrap_or("plain");
    let fill = match (entry.sample, entry.look.stippled, entry.look.height_assumed) {
        (Sample::SoftEdge, ..) => "soft".to_owned(),
        (Sample::Ellipse, ..) => "round".to_owned(),
        (_, true, _) => format!("{fill} stippled"),
        (_, _, true) => format!("{fill} guessed"),
        _ => fill.to_owned(),
    };
    let pattern = super::plan::paint("legend", entry.look.pattern);
    let picture = sample(&fill, pattern.as_deref(), entry.look.outline.is_some());
    tag("li", &[("class", &format!("of-{channel}"))], [picture, label])
}

/// Where the script shows an answer, and what it says itself.
pub fn panel() -> Markup {
    let heading = tag("h2", &[("id", "answer-heading"), ("tabindex", "-1")], words::ANSWER);
    let close = tag("button", &[("type", "button"), ("id", "close"), ("hidden", "")], words::CLOSE);
    let go = tag("button", &[("type", "button"), ("id", "go"), ("hidden", "")], words::GO_THERE);
    let content = tag("div", &[("id", "answer-content")], [tag("p", &[], words::NOTHING_ASKED)]);
    let hint = tag("p", &[("id", "answer-hint"), ("hidden", "")], words::NOT_VISIBLE);
    let told = tag("p", &[("id", "told"), ("class", "hidden"), ("role", "status")], "");
    let buttons = tag("div", &[("class", "buttons")], [go, close]);
    let attributes = [("id", "panel"), ("class", "scripted"), ("aria-labelledby", "answer-heading")];
    tag("aside", &attributes, [heading, buttons, hint, content, told])
}
