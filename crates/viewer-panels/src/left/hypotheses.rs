//! What accounts disagree about: one alternative against the other, with who says it and why one is shown first.

use crate::asked::Asked;
use crate::words as w;
use egui::Ui;
use locus_publish::BundleHypothesis;
use locus_viewer_core::action::Action;
use locus_viewer_core::answer::claim;
use std::collections::BTreeMap;

pub(super) fn show(ui: &mut Ui, asked: &mut Asked) {
    let mut stories: BTreeMap<&str, Vec<&BundleHypothesis>> = BTreeMap::new();
    for hypothesis in &asked.bundle().hypotheses {
        stories.entry(&hypothesis.about).or_default().push(hypothesis);
    }
    let told = asked.session.choices.filter.told(asked.bundle());
    for (about, alternatives) in stories {
        ui.strong(about);
        for hypothesis in &alternatives {
            alternative(ui, asked, hypothesis, told.contains(hypothesis.name.as_str()));
        }
        if alternatives.iter().all(|hypothesis| !hypothesis.drawn) {
            ui.weak(asked.say(w::NOT_DRAWN));
        }
        if let Some(first) = alternatives.iter().find(|hypothesis| hypothesis.default) {
            ui.weak(w::BY_RULE.with(asked.language(), &[("rule", &first.rule)]));
        }
        ui.add_space(4.0);
    }
}

fn alternative(ui: &mut Ui, asked: &mut Asked, hypothesis: &BundleHypothesis, on: bool) {
    let claim = claim(hypothesis, asked.language());
    let action = Action::Hypothesis { about: hypothesis.about.clone(), name: hypothesis.name.clone() };
    asked.radio(ui, on, claim, action);
    let list = hypothesis.accounts.join(", ");
    ui.indent(&hypothesis.name, |ui| ui.weak(w::BY_ACCOUNTS.with(asked.language(), &[("list", &list)])));
}
