//! The world Typst sees: one template, one font, and what was handed in.

use crate::PrintError;
use crate::font;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// A template and its data.
pub struct Closed {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    font: Font,
    template: Source,
}

impl Closed {
    /// A world in which `sys.inputs` is `inputs`.
    pub fn new(template: &'static str, inputs: Dict) -> Result<Self, PrintError> {
        let refuse = || PrintError::Typeset { reason: "the font that Locus carries cannot be read".to_owned() };
        let font = font::load().ok_or_else(refuse)?;
        Ok(Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            book: LazyHash::new(FontBook::from_fonts([&font])),
            font,
            template: Source::detached(template),
        })
    }
}

impl World for Closed {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        (index == 0).then(|| self.font.clone())
    }

    /// A document that says when it was made would differ every day.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
