//! What the adjustment says of all sheets together: how memory distorts, and which distances to ask for next.

use crate::precision::{decimals, metres, significant};
use locus_model::{Component, Key, Question};
use serde::Serialize;

/// One part of how memory distorts the sheets of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Memory {
    /// `stretch`, `warp`, `unit`, `turn`, `wall` or `hand`.
    pub component: &'static str,
    /// `several-buildings` or `one-building`: what the sheets show.
    pub sheets: &'static str,
    /// One standard deviation as a share of the sheet's extent; of `turn` radians, of `stretch` parts of one.
    pub sd_share: f64,
    /// Degrees of freedom behind it, those of its prior included.
    pub degrees: f64,
}

/// A distance nobody has stated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NextQuestion {
    /// One end.
    pub from: Key,
    /// The other.
    pub to: Key,
    /// What it is by the plan, metres.
    pub now_m: f64,
    /// How well people state such a distance, one standard deviation, metres.
    pub sd_m: f64,
    /// By how much an answer would shrink the sum of the variances of all points, square metres.
    pub gain_m2: f64,
}

/// The parts, as they were estimated.
pub fn memory(components: &[Component]) -> Vec<Memory> {
    let part = |c: &Component| Memory {
        component: c.name,
        sheets: if c.of_sites { "several-buildings" } else { "one-building" },
        sd_share: significant(c.sd_share, 3),
        degrees: decimals(c.degrees, 1),
    };
    components.iter().map(part).collect()
}

/// The questions, the one that would teach most first.
pub fn next_questions(questions: &[Question]) -> Vec<NextQuestion> {
    let mut ranked: Vec<&Question> = questions.iter().collect();
    ranked.sort_by(|a, b| b.gain_m2.total_cmp(&a.gain_m2).then((&a.from, &a.to).cmp(&(&b.from, &b.to))));
    let question = |q: &Question| NextQuestion {
        from: q.from.clone(),
        to: q.to.clone(),
        now_m: metres(q.now_m),
        sd_m: metres(q.sd_m),
        gain_m2: significant(q.gain_m2, 3),
    };
    ranked.into_iter().map(question).collect()
}
