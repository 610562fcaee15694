//! What is done with a case, in its custody log; a case that keeps none stays as it is.

use crate::args::Who;
use crate::failure::Failure;
use locus_evidence::{Act, By, Chain, Item, Kind, Log, Moment};
use std::path::Path;

/// The program, as logs and packs name it.
pub const TOOL: &str = concat!("locus ", env!("CARGO_PKG_VERSION"));

/// The log of a case, held for one act.
pub struct Record {
    log: Log,
    by: By,
}

impl Record {
    /// The log of the case, opened before the act begins: one that does not hold together is refused, not buried.
    pub fn of(case: &Path, who: &Who, purpose: &str) -> Result<Option<Self>, Failure> {
        let by = By::new(&who.role, who.purpose.as_deref().unwrap_or(purpose), TOOL)?;
        let log = Log::open(case, &by).map_err(|error| Failure::from(error).within(case))?;
        Ok(log.map(|log| Self { log, by }))
    }

    /// What the log says so far.
    pub fn chain(&self) -> &Chain {
        self.log.chain()
    }

    /// The same with more said about why.
    pub fn because(mut self, more: &str) -> Result<Self, Failure> {
        self.by = By::new(&self.by.actor, &format!("{}; {more}", self.by.purpose), TOOL)?;
        Ok(self)
    }

    /// The act is done.
    pub fn done(mut self, kind: Kind, inputs: Vec<Item>, outputs: Vec<Item>) -> Result<(), Failure> {
        self.also(kind, inputs, outputs)
    }

    /// A part of it is done that is an act of its own.
    pub fn also(&mut self, kind: Kind, inputs: Vec<Item>, outputs: Vec<Item>) -> Result<(), Failure> {
        let act = Act { kind, when: Moment::now()?, by: self.by.clone(), inputs, outputs };
        Ok(self.log.append(act)?)
    }
}

/// Files of a case as they are now.
pub fn items<P: AsRef<Path>>(case: &Path, files: impl IntoIterator<Item = P>) -> Result<Vec<Item>, Failure> {
    let item = |file: P| {
        let inside = file.as_ref().strip_prefix(case).unwrap_or(file.as_ref());
        let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        Ok(Item::inside(case, &parts.join("/"))?)
    };
    files.into_iter().map(item).collect()
}

/// A file from outside the case.
pub fn outside(file: &Path, bytes: &[u8]) -> Item {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    Item::outside(&name.unwrap_or_default(), bytes)
}
