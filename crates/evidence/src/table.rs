//! Tables for people and spreadsheets (RFC 4180, UTF-8, CRLF).

use crate::{EvidenceError, Fault};

/// A cell of text. A spreadsheet would run a text that begins like a formula, so it gets a leading apostrophe (OWASP, "CSV
/// Injection"); numbers are no texts and keep their sign.
pub(crate) fn text(text: impl AsRef<str>) -> String {
    let text = text.as_ref();
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{text}") } else { text.to_owned() }
}

/// A table with a row of headings.
pub(crate) fn csv<const N: usize>(
    headings: &[&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<Vec<u8>, EvidenceError> {
    let failed =
        |e: csv::Error| EvidenceError::from(Fault::new("a table", e.to_string(), "rows of text", "report this"));
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(headings).map_err(failed)?;
    rows.into_iter().try_for_each(|row| writer.write_record(row)).map_err(failed)?;
    writer.into_inner().map_err(|e| failed(e.into_error().into()))
}
