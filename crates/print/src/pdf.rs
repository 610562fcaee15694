//! A template and its data as PDF.

use crate::PrintError;
use crate::world::Closed;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Dict, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// What made it, for the document's metadata.
const CREATOR: &str = concat!("Locus ", env!("CARGO_PKG_VERSION"));

/// PDF 1.7, PDF/UA-1, without a date. `id` tells two documents of one title apart.
pub fn pdf(template: &'static str, inputs: Dict, id: &str) -> Result<Vec<u8>, PrintError> {
    let world = Closed::new(template, inputs)?;
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|all| refused(&all))?;
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|e| PrintError::Typeset { reason: e.message().to_string() })?;
    let options = PdfOptions {
        ident: Smart::Custom(id.to_owned()),
        creator: Smart::Custom(Some(CREATOR.to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|all| refused(&all))
}

fn refused(all: &[SourceDiagnostic]) -> PrintError {
    let one = |d: &SourceDiagnostic| d.message.to_string();
    PrintError::Typeset { reason: all.iter().map(one).collect::<Vec<_>>().join("; ") }
}
