//! What to ask next: `quality.json`, `next_questions`.

use super::block::{Block, Column, Phrase};
use super::lists::Question;
use super::{Telling, words};
use locus_viewer_core::words as viewer;

/// The section.
pub fn blocks(of: Telling) -> Vec<Block> {
    let questions = &of.lists.questions;
    let mut blocks = vec![Block::section(of.say(words::QUESTIONS))];
    if questions.is_empty() {
        blocks.push(Block::paragraph(of.say(of.none_of_quality(words::QUESTIONS_NONE))));
        return blocks;
    }
    let columns = vec![
        Column::words(of.say(words::FROM), 3.2),
        Column::words(of.say(words::TO), 3.2),
        Column::figures(of.say(words::PLAN_HAS), 1.5),
        Column::figures(of.say(words::ANSWER_TO), 1.8),
        Column::figures(of.say(words::GAIN), 1.6),
    ];
    let row = |question: &Question| -> Vec<Phrase> {
        // As fine as the doubt about it, no finer.
        let [now, ..] = viewer::interval(question.now_m, question.sd_m, [question.now_m; 2]);
        vec![
            of.place(&question.from).into(),
            of.place(&question.to).into(),
            now.into(),
            viewer::metres((question.sd_m * 10.0).round() / 10.0).into(),
            format!("{} m²", question.gain_m2).into(),
        ]
    };
    blocks.push(Block::Caution(of.say(words::QUESTIONS_SAID).into()));
    blocks.push(Block::Table { caption: "".into(), columns, rows: questions.iter().map(row).collect() });
    blocks
}
