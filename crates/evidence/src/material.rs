//! What a pack is made of: a facility, what was computed from it, and what is said about both.

use crate::case_files::{CaseFiles, PUBLISHED, hashed};
use crate::chain::Chain;
use crate::log::HEAD;
use crate::pack::{Content, Head, Pack};
use crate::verify::{CASE, LOG_ALONE, Verdict};
use crate::{Digest, EvidenceError, Fault, Item, assumptions, disclosure, statement, table};
use locus_model::{Case, Plan};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Files by their path below `data/` of a pack.
type Documents = BTreeMap<String, Vec<u8>>;

/// A facility as it was just computed from its case files.
pub struct Material<'a> {
    /// Its folder.
    pub folder: &'a Path,
    /// What was read from it.
    pub case: &'a Case,
    /// What came of it.
    pub plan: &'a Plan,
    /// The files that are published, by path below `published/`.
    pub published: &'a BTreeMap<String, Vec<u8>>,
    /// Its custody log, where it keeps one.
    pub chain: Option<&'a Chain>,
    /// The program and its version.
    pub tool: &'a str,
}

/// The file with a commitment, below `data/` of a pack.
const COMMITMENT: &str = "custody-commitment.txt";

/// What the pack of a release holds of the custody log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Custody {
    /// The case keeps none.
    NotKept,
    /// Its bytes, and the SHA-256 of its last line.
    Log(Vec<u8>, Digest),
    /// [`SigningKey::commitment`](crate::SigningKey::commitment) to its head.
    Commitment(String),
}

/// Which of the scans and images came in by `locus intake`.
pub(crate) struct Originals {
    /// Scans and images in use.
    pub used: usize,
    /// Those whose very bytes are in the store.
    pub kept: usize,
}

impl Material<'_> {
    /// The pack of profile `internal`: everything the case holds.
    ///
    /// `inputs` are the case files as they were before the facility was computed: one that changed since is refused when it
    /// is copied.
    ///
    /// # Errors
    /// Where `published/` of the folder does not hold what the case files give now.
    pub fn internal(&self, inputs: &[Item]) -> Result<Pack, EvidenceError> {
        let files = CaseFiles::of(self.folder)?;
        self.refuse_stale(&files.published)?;
        let mut payload: BTreeMap<String, Content> =
            self.documents(inputs)?.into_iter().map(|(path, bytes)| (path, Content::Bytes(bytes))).collect();
        let custody = hashed(self.folder, &files.custody)?;
        for item in inputs.iter().chain(&custody) {
            payload.insert(in_pack(&item.path), Content::File(self.folder.join(&item.path), item.sha256));
        }
        for (path, bytes) in self.published {
            payload.insert(in_pack(&format!("{PUBLISHED}/{path}")), Content::Bytes(bytes.clone()));
        }
        if let Some(chain) = self.chain {
            // A crash may have left the file behind the log.
            payload.insert(in_pack(HEAD), Content::Bytes(format!("{}\n", chain.head()).into_bytes()));
        }
        let left_out = left_out(&hashed(self.folder, &files.other)?)?;
        payload.insert("left-out.csv".to_owned(), Content::Bytes(left_out));
        Ok(Pack {
            case: self.case.id.to_string(),
            profile: "internal".to_owned(),
            tool: self.tool.to_owned(),
            head: self.chain.map_or(Head::NotKept, |chain| Head::Is(chain.head())),
            payload,
        })
    }

    /// The pack of a release: its files, by path in its folder, and what is said about them; nothing that it was computed
    /// from. Of the custody log it holds all, or a commitment to its head.
    ///
    /// # Errors
    /// Where a published file is none.
    pub fn released(
        &self,
        release: &BTreeMap<String, Vec<u8>>,
        profile: &str,
        custody: Custody,
    ) -> Result<Pack, EvidenceError> {
        let mut payload = Documents::from([
            ("assumptions.csv".to_owned(), assumptions::table(self.published)?),
            ("disclosure.csv".to_owned(), disclosure::table(self, &[])?),
        ]);
        for (language, text) in statement::released(self, profile)? {
            payload.insert(format!("method-and-limitations.{language}.txt"), text.into_bytes());
        }
        payload.extend(release.iter().map(|(path, bytes)| (in_pack(path), bytes.clone())));
        let head = match custody {
            Custody::NotKept => Head::NotKept,
            Custody::Log(text, head) => {
                payload.insert(LOG_ALONE.trim_start_matches("data/").to_owned(), text);
                Head::Is(head)
            }
            Custody::Commitment(text) => {
                payload.insert(COMMITMENT.to_owned(), text.into_bytes());
                Head::Withheld
            }
        };
        Ok(Pack {
            case: self.case.id.to_string(),
            profile: profile.to_owned(),
            tool: self.tool.to_owned(),
            head,
            payload: payload.into_iter().map(|(path, bytes)| (path, Content::Bytes(bytes))).collect(),
        })
    }

    /// Compares what was computed from the case files of a pack with what the pack holds, bit for bit.
    ///
    /// # Errors
    /// Where the system cannot read the pack.
    pub fn rebuilt(&self, pack: &Path, verdict: &Verdict) -> Result<Vec<Fault>, EvidenceError> {
        let files = CaseFiles::of(self.folder)?;
        let mut expected = self.documents(&files.inputs(self.folder)?)?;
        expected.extend(
            self.published.iter().map(|(path, bytes)| (in_pack(&format!("{PUBLISHED}/{path}")), bytes.clone())),
        );
        let there = files.published.iter().map(|path| in_pack(path)).filter(|path| !expected.contains_key(path));
        let mut faults: Vec<Fault> = there.map(|path| differs(&path, "a file", "none", verdict)).collect();
        for (path, bytes) in &expected {
            match std::fs::read(pack.join("data").join(path)) {
                Ok(found) if found == *bytes => {}
                Ok(_) => faults.push(differs(path, "other bytes", "what the case files in the pack give", verdict)),
                Err(error) => faults.push(differs(path, &error.to_string(), "what the case files give", verdict)),
            }
        }
        faults.sort();
        Ok(faults)
    }

    /// What is said about the facility: computed from it and from its log alone, so that it can be computed again.
    fn documents(&self, inputs: &[Item]) -> Result<Documents, EvidenceError> {
        let originals = self.originals(inputs);
        let mut documents = Documents::from([
            ("assumptions.csv".to_owned(), assumptions::table(self.published)?),
            ("disclosure.csv".to_owned(), disclosure::table(self, inputs)?),
        ]);
        for (language, text) in statement::texts(self, &originals)? {
            documents.insert(format!("method-and-limitations.{language}.txt"), text.into_bytes());
        }
        Ok(documents)
    }

    fn originals(&self, inputs: &[Item]) -> Originals {
        let lines = self.chain.iter().flat_map(|chain| &chain.lines);
        let kept: BTreeSet<Digest> = lines.flat_map(|line| line.act.outputs.iter().map(|item| item.sha256)).collect();
        let scans = self.case.sheets.values().map(|sheet| sheet.image.as_str());
        let used: BTreeSet<&str> = scans.chain(self.case.imagery.values().map(|image| image.file.as_str())).collect();
        let is_kept = |item: &&Item| used.contains(item.path.as_str()) && kept.contains(&item.sha256);
        Originals { used: used.len(), kept: inputs.iter().filter(is_kept).count() }
    }

    fn refuse_stale(&self, there: &BTreeSet<String>) -> Result<(), EvidenceError> {
        let same = |(path, bytes): (&String, &Vec<u8>)| {
            std::fs::read(self.folder.join(PUBLISHED).join(path)).is_ok_and(|found| found == *bytes)
        };
        let stale = self.published.iter().find(|file| !same(*file)).map(|(path, _)| format!("{PUBLISHED}/{path}"));
        let foreign = || {
            let known = |path: &&String| !self.published.contains_key(path.trim_start_matches("published/"));
            there.iter().find(known).cloned()
        };
        match stale.or_else(foreign) {
            None => Ok(()),
            Some(path) => {
                let found = "not what the case files give now";
                let remedy = "run `locus reconstruct` first: what is sealed is what was published";
                Err(Fault::new(path, found, "what `locus reconstruct` writes", remedy).into())
            }
        }
    }
}

fn in_pack(path: &str) -> String {
    format!("{}/{path}", CASE.trim_start_matches("data/"))
}

fn left_out(files: &[Item]) -> Result<Vec<u8>, EvidenceError> {
    let header = ["path", "sha256", "bytes"];
    table::csv(&header, files.iter().map(|file| [file.path.clone(), file.sha256.to_string(), file.bytes.to_string()]))
}

fn differs(path: &str, found: &str, expected: &str, verdict: &Verdict) -> Fault {
    let remedy = format!("it does not follow from the case files; the pack was made with {}", verdict.tool);
    Fault::new(format!("data/{path}"), found, expected, remedy)
}
