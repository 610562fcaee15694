//! How well each sheet lies and how its witness draws, with what each figure means. The figures are those of
//! `quality.json` (docs/quality.md).

use super::Telling;
use super::block::{Block, Column, Phrase};
use super::words::{self, Words};
use locus_viewer_core::words as viewer;
use locus_viewer_core::words::glossary::{self, METHODS};
use serde_json::Value;

/// What stands for a figure that is not published.
const NO_FIGURE: &str = "–";

/// The section.
pub fn blocks(of: Telling) -> Vec<Block> {
    let mut blocks = vec![Block::section(of.say(words::ALIGNMENT))];
    let Some(sheets) = of.facility.quality["sheets"].as_array() else {
        blocks.push(Block::paragraph(of.say(words::QUALITY_UNPUBLISHED)));
        return blocks;
    };
    if sheets.is_empty() {
        blocks.push(Block::paragraph(of.say(words::ALIGNMENT_NONE)));
        return blocks;
    }
    blocks.push(placed(of, sheets));
    let meanings = [words::TIES_IS, words::HELD_OUT_IS, words::BENDS_IS, words::SUSPECTED_IS];
    blocks.push(meaning(of, &meanings));
    let measured: Vec<&Value> = sheets.iter().filter(|sheet| sheet["distortion_index"].is_number()).collect();
    if !measured.is_empty() {
        blocks.push(drawn(of, &measured));
        let meanings = [words::DISTORTION_IS, words::STRETCH_IS, words::FAR_THINGS_IS, words::DIRECTIONS_IS];
        blocks.push(meaning(of, &meanings));
    }
    blocks.push(Block::paragraph(of.say(words::DASH_IS)));
    blocks
}

fn meaning(of: Telling, sentences: &[Words]) -> Block {
    Block::List(sentences.iter().map(|said| of.say(*said).into()).collect())
}

fn placed(of: Telling, sheets: &[Value]) -> Block {
    let columns = vec![
        Column::words(of.say(words::SHEET), 1.2),
        Column::words(of.say(words::ACCOUNT), 1.0),
        Column::words(of.say(words::METHOD), 3.4),
        Column::figures(of.say(words::TIES), 0.9),
        Column::figures(of.say(words::HELD_OUT), 1.5),
        Column::figures(of.say(words::BENDS), 1.2),
        Column::words(of.say(words::SUSPECTED), 2.2),
    ];
    let row = |sheet: &Value| -> Vec<Phrase> {
        let metres = |name: &str| {
            sheet[name].as_f64().map_or(NO_FIGURE.to_owned(), |value| viewer::residual(value, of.language))
        };
        vec![
            text(sheet, "sheet").into(),
            text(sheet, "account").into(),
            method(of, sheet).into(),
            sheet["controls"].as_u64().map_or(NO_FIGURE.to_owned(), |n| n.to_string()).into(),
            metres("loo_rms_m").into(),
            metres("memory_sd_m").into(),
            of.listed(&suspects(sheet)).into(),
        ]
    };
    Block::Table { caption: of.say(words::PLACED).into(), columns, rows: sheets.iter().map(row).collect() }
}

fn method(of: Telling, sheet: &Value) -> String {
    let method = glossary::name(METHODS, text(sheet, "method"), of.language);
    let mirrored = sheet["mirrored"] == Value::Bool(true);
    if mirrored { format!("{method}; {}", of.say(words::MIRRORED)) } else { method }
}

fn suspects(sheet: &Value) -> Vec<String> {
    let all = sheet["suspect_controls"].as_array().into_iter().flatten();
    all.map(|suspect| text(suspect, "landmark").to_owned()).collect()
}

fn drawn(of: Telling, sheets: &[&Value]) -> Block {
    let columns = vec![
        Column::words(of.say(words::SHEET), 1.0),
        Column::figures(of.say(words::DISTORTION), 1.6),
        Column::figures(of.say(words::STRETCH), 1.6),
        Column::figures(of.say(words::FAR_THINGS), 1.6),
        Column::figures(of.say(words::DIRECTIONS), 1.6),
    ];
    let row = |sheet: &&Value| -> Vec<Phrase> {
        vec![
            text(sheet, "sheet").into(),
            estimate(sheet, "distortion_index", 1).into(),
            estimate(sheet, "anisotropy", 2).into(),
            estimate(sheet, "compression_exponent", 2).into(),
            estimate(sheet, "canonical_accuracy", 2).into(),
        ]
    };
    Block::Table { caption: of.say(words::DRAWN).into(), columns, rows: sheets.iter().map(row).collect() }
}

/// `7.1 (5.1–9.9)`: a figure and the range that holds it with 95 %, its ends rounded outwards.
fn estimate(sheet: &Value, name: &str, places: usize) -> String {
    let Some(value) = sheet[name].as_f64() else { return NO_FIGURE.to_owned() };
    let range = &sheet[format!("{name}_95")];
    let step = 10f64.powi(i32::try_from(places).unwrap_or(0));
    match (range[0].as_f64(), range[1].as_f64()) {
        (Some(low), Some(high)) => {
            let (low, high) = ((low * step + 1e-6).floor() / step, (high * step - 1e-6).ceil() / step);
            format!("{value:.places$} ({low:.places$}–{high:.places$})")
        }
        _ => format!("{value:.places$}"),
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}
