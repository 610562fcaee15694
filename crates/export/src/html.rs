//! One file for the courtroom laptop: the model, the plans, the views and every text, in a single HTML page that asks nothing
//! of a network and runs from a USB stick.
//!
//! The page is complete without scripts: every answer stands in it as text, and every element of a plan is a link to its
//! answer. Where scripts run, an answer is shown beside what was clicked; where the browser can draw in three dimensions
//! (WebGL 2), the model can be turned and walked through.
//!
//! The page allows itself one script and one style sheet by their SHA-256 and nothing else (W3C, *Content Security Policy
//! Level 3*, section 2.3.1). The script, `assets/page.js`, is built from `web/` and committed; `scripts/judging/export_html.py`
//! builds it again and compares.

mod answer;
mod incidents;
mod markup;
mod page;
mod plan;
mod register;
mod scene;
mod stage;
mod told;
mod views;
mod words;

use crate::{ExportError, Facility, Files};

/// Elements, incidents and sheets of one page at most. Each takes about ten kilobytes: a larger page no ordinary browser
/// opens in reasonable time.
const LARGEST: usize = 5000;

/// The page, as `<case id>.html`.
///
/// # Errors
/// [`ExportError::Unfit`] where the facility is too large for one page, [`ExportError::Compose`] where a picture cannot be
/// encoded.
pub fn files(facility: &Facility) -> Result<Files, ExportError> {
    let bundle = facility.bundle();
    let things = bundle.elements.len() + bundle.incidents.len() + bundle.sheets.len();
    if things > LARGEST {
        return Err(ExportError::Unfit {
            format: "html",
            found: format!("{things} elements, incidents and sheets"),
            expected: format!("at most {LARGEST}, more than which no browser opens as one page"),
            remedy: "show the folder with `locus view`, or publish its buildings as cases of their own".to_owned(),
        });
    }
    let page = page::document(facility)?;
    Ok(Files::from([(format!("{}.html", facility.bundle().case.id), page.into_bytes())]))
}

#[cfg(test)]
mod tests;
