//! What the adjustment found, in the words of the case: which sheet, which pin, which distance.

use crate::Inputs;
use crate::network::{Made, Source};
use locus_model::{Adjustment, Held, HeldBy, Pull, Puller, Question, Reckoning};

/// Questions that are published.
const QUESTIONS: usize = 20;

/// The reckoning of an adjustment; `names` are those of the points that were drawn or seen.
pub fn of(inputs: &Inputs, names: &[String], made: &Made, adjusted: &Adjustment) -> Reckoning {
    let held = names.iter().zip(&adjusted.points).map(|(name, point)| {
        let by = point.pulls.iter().map(|pull| held_by(inputs, made, pull)).collect();
        (name.clone(), Held { shared: point.shared, by })
    });
    Reckoning { held: held.collect(), memory: adjusted.components.clone(), questions: questions(made, adjusted) }
}

fn held_by(inputs: &Inputs, made: &Made, pull: &Pull) -> HeldBy {
    let source = match pull.from {
        Puller::Sheet(index) => format!("sheet:{}", inputs.sheets[index].sheet),
        Puller::Fix(index) => match &made.fixes[index] {
            Source::Imagery => "imagery".to_owned(),
            Source::Pin(pin) => format!("pin:{pin}"),
        },
        Puller::Stated => "statements".to_owned(),
        Puller::Structure => "right angles and straight walls".to_owned(),
    };
    HeldBy { source, share: pull.share, off_m: pull.residual.map(|r| [r.x, r.y]) }
}

/// The questions whose answers would teach most; one that teaches nothing is none.
fn questions(made: &Made, adjusted: &Adjustment) -> Vec<Question> {
    let ranked = made.network.questions.iter().zip(&made.questions).zip(&adjusted.gains_m2);
    let question = |((asked, (from, to)), gain): ((&locus_model::Size, &(_, _)), &f64)| Question {
        from: Clone::clone(from),
        to: Clone::clone(to),
        now_m: asked.of.with(|p| adjusted.points[p].at),
        sd_m: asked.sd,
        gain_m2: *gain,
    };
    let mut questions: Vec<Question> = ranked.map(question).filter(|q: &Question| q.gain_m2 > 0.0).collect();
    questions.sort_by(|a, b| b.gain_m2.total_cmp(&a.gain_m2).then((&a.from, &a.to).cmp(&(&b.from, &b.to))));
    questions.truncate(QUESTIONS);
    questions
}
