//! How memory distorts and what to ask next, in words.

use super::table::Page;
use locus_model::Plan;
use locus_publish::{Memory, NextQuestion};

/// Questions that are printed; the file holds more.
const QUESTIONS: usize = 5;

/// What is typical of the sheets of each kind.
pub fn memory(parts: &[Memory], page: &Page) {
    if parts.is_empty() {
        return;
    }
    page.heading("\nHow memory distorts here");
    let told = "What is typical of the sheets here (one standard deviation along each axis), estimated from all of them \
                together, starting from what is usual. Percentages are of the size of what a sheet shows.";
    page.paragraph("", told);
    for (sheets, name) in
        [("several-buildings", "Sheets of several buildings"), ("one-building", "Sheets of one building")]
    {
        let said: Vec<String> = parts.iter().filter(|m| m.sheets == sheets).map(part).collect();
        if !said.is_empty() {
            page.paragraph("- ", &format!("{name}: {}.", said.join("; ")));
        }
    }
}

fn part(of: &Memory) -> String {
    let (percent, degrees) = (100.0 * of.sd_share, of.sd_share.to_degrees());
    match of.component {
        "stretch" => format!("the whole is stretched or leans by {percent:.1} %"),
        "warp" => format!("the whole is bent by {percent:.1} %"),
        "unit" => format!("a building is shifted by {percent:.1} %"),
        "turn" => format!("a building is turned by {degrees:.1} degrees"),
        "wall" => format!("a wall is shifted by {percent:.1} %"),
        "hand" => format!("a corner is off by {percent:.1} %"),
        other => format!("{other} {percent:.1} %"),
    }
}

/// The questions whose answers would teach most.
pub fn next_questions(questions: &[NextQuestion], plan: &Plan, page: &Page) {
    page.heading("\nWhat to ask next");
    if questions.is_empty() {
        page.paragraph(
            "",
            "No distance was found that would teach anything: imagery shows every place that has a name.",
        );
        return;
    }
    let doubt = doubt_m2(plan);
    let told = format!(
        "Distances that nobody has stated, the most useful first. The doubt of the plan is the sum of the squared standard \
         deviations of all its points, now {doubt:.1} m2. Ask without telling what the plan has."
    );
    page.paragraph("", &told);
    questions.iter().take(QUESTIONS).for_each(|q| page.paragraph("- ", &question(q, doubt)));
}

fn question(q: &NextQuestion, doubt_m2: f64) -> String {
    let (sd, digits) = (q.sd_m, usize::from(q.sd_m < 1.0));
    let share = if doubt_m2 > 0.0 { format!(" ({:.1} %)", 100.0 * q.gain_m2 / doubt_m2) } else { String::new() };
    format!(
        "How far is {} from {}? The plan has {:.0} m; an answer to the nearest {sd:.digits$} m would take {:.1} m2{share} off its doubt.",
        q.from, q.to, q.now_m, q.gain_m2
    )
}

/// The sum of the variances of the points that the adjustment placed, both axes.
fn doubt_m2(plan: &Plan) -> f64 {
    let placed = plan.nodes.iter().filter(|n| plan.reckoning.held.contains_key(&n.key));
    placed.map(|n| n.covariance.ee + n.covariance.nn).sum()
}
