//! The answer about a drawn sheet.

use super::{Answer, Asked, Row, account, element};
use crate::words::glossary::{self, METHODS};
use crate::words::{self, Words, residual};
use locus_publish::BundleSheet;

/// What is known of it.
pub fn answer(of: Asked, sheet: &BundleSheet) -> Answer {
    let grid = sheet.drape_grid.as_ref().map(|grid| grid.rms_m);
    let drape = grid.or(sheet.drape.as_ref().map(|drape| drape.rms_m));
    let missing = [(sheet.image.is_none(), words::SCAN_NONE), (drape.is_none(), words::DRAPE_NONE)];
    let warnings = missing.into_iter().filter(|(so, _)| *so).map(|(_, words)| of.say(words)).collect();
    let mut rows = rows(of, sheet);
    rows.extend(
        drape.map(|rms| of.row(words::DRAPE, of.fill(words::DRAPE_IS, &[("value", &residual(rms, of.language))]))),
    );
    Answer {
        title: of.fill(words::SHEET, &[("id", &sheet.id)]),
        subtitle: [sheet.account.as_str(), of.level(&sheet.level)].join(" · "),
        rows,
        accounts: account::rows(of, [&sheet.account]),
        crops: element::crop(sheet, |_| true).into_iter().collect(),
        warnings,
        ..Answer::default()
    }
}

fn rows(of: Asked, sheet: &BundleSheet) -> Vec<Row> {
    let said = |words: Words, value: Option<f64>, none: Words| match value {
        Some(value) => of.fill(words, &[("value", &residual(value, of.language))]),
        None => of.say(none),
    };
    let scan = sheet.image.clone().unwrap_or_else(|| of.say(words::NOT_PUBLISHED));
    vec![
        of.row(words::DRAWN_BY, sheet.account.clone()),
        of.row(words::LEVEL, of.level(&sheet.level).to_owned()),
        of.row(words::METHOD, glossary::name(METHODS, &sheet.method, of.language)),
        of.row(words::FIT, said(words::FIT_IS, sheet.rms_m, words::NOT_PUBLISHED)),
        of.row(words::HELD_OUT, said(words::HELD_OUT_IS, sheet.loo_rms_m, words::HELD_OUT_NONE)),
        of.row(words::MEMORY, said(words::MEMORY_IS, sheet.memory_sd_m, words::NOT_PUBLISHED)),
        of.row(words::SHOWS, sheet.strokes.len().to_string()),
        of.row(words::SCAN, scan),
    ]
}
