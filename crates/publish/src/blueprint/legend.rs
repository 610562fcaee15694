//! What the lines of a blueprint mean, how long a metre is, and where north is.

use super::page::Page;
use super::style;
use crate::Inputs;
use locus_model::{Element, Status};

/// The longest scale bar, pixels.
const BAR_PX: f64 = 160.0;

/// The legend under the drawing.
pub fn add(page: &mut Page, inputs: &Inputs, elements: &[&Element]) {
    let (left, top) = page.legend();
    let meanings = [
        (Status::Seen, "seen in imagery"),
        (Status::Testified, "testified"),
        (Status::Inferred, "inferred by a rule"),
        (Status::Assumed, "assumed: nobody said it"),
    ];
    for (i, (status, meaning)) in meanings.into_iter().enumerate() {
        let count = elements.iter().filter(|e| e.status == status).count();
        let (x, y) = (left + 250.0 * (i % 2) as f64, top + 10.0 + 18.0 * (i / 2) as f64);
        let (style, end) = (style(status), x + 36.0);
        page.raw(&format!(
            "<path d=\"M{x} {y}L{end} {y}\" fill=\"none\" stroke=\"{}\" stroke-width=\"5\" {}/>",
            style.colour, style.dashes
        ));
        page.raw(&format!("<text x=\"{}\" y=\"{}\">{meaning} ({count})</text>", x + 44.0, y + 4.0));
    }
    let y = top + 46.0;
    page.raw(&format!(
        "<ellipse cx=\"{}\" cy=\"{y}\" rx=\"16\" ry=\"6\" fill=\"none\" stroke=\"#000000\" stroke-opacity=\"0.35\"/>",
        left + 18.0
    ));
    page.raw(&format!("<text x=\"{}\" y=\"{}\">holds the corner with 95 %</text>", left + 44.0, y + 4.0));
    bar(page, left + 250.0, y);
    north(page, inputs);
}

/// A round number of metres.
fn bar(page: &mut Page, x: f64, y: f64) {
    let longest = BAR_PX / page.px_per_m();
    let decade = 10f64.powf(longest.log10().floor());
    let metres = [5.0, 2.0, 1.0].into_iter().map(|n| n * decade).find(|m| *m <= longest).unwrap_or(decade);
    let end = ((x + metres * page.px_per_m()) * 100.0).round() / 100.0;
    page.raw(&format!("<path d=\"M{x} {}V{y}H{end}V{}\" fill=\"none\" stroke=\"#222222\"/>", y - 5.0, y - 5.0));
    page.raw(&format!("<text x=\"{}\" y=\"{}\">{metres} m</text>", end + 8.0, y + 4.0));
}

/// Grid north is up; true north is turned by the convergence.
fn north(page: &mut Page, inputs: &Inputs) {
    let (_, top) = page.legend();
    let (x, y) = (page.right() - 40.0, top + 30.0);
    // Convergence is clockwise from true to grid north, so true north lies counter-clockwise of the page's up.
    let turn = -(inputs.plan().frame.convergence_deg * 100.0).round() / 100.0 + 0.0;
    page.raw(&format!(
        "<g transform=\"rotate({turn} {x} {y})\"><path d=\"M{x} {}L{} {}H{}Z\"/>\
         <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">true N</text></g>",
        y - 18.0,
        x + 7.0,
        y + 10.0,
        x - 7.0,
        y + 24.0
    ));
}
