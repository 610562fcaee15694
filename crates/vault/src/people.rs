//! What a vault holds: who stands behind each pseudonym, and to whom it is encrypted.

use crate::refusal::Refusal;
use locus_model::{Id, Sensitive};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// The word and the version at the beginning of the plain text.
const FORMAT: (&str, u32) = ("locus-vault", 1);
/// The plain text is filled up to a multiple of this, so that the size of a vault does not tell who came and went.
const PADDED_TO: usize = 4096;

/// The plain text of a vault.
#[derive(Default)]
pub struct People {
    /// The public keys it is encrypted to, by role (`custodian`, `counsel`, `escrow`).
    pub recipients: BTreeMap<Id, String>,
    /// What is known of a person, by pseudonym.
    pub by_pseudonym: BTreeMap<Id, Sensitive<String>>,
}

/// As it is written.
#[derive(Serialize)]
struct Written<'a> {
    format: &'a str,
    format_version: u32,
    recipients: BTreeMap<&'a str, &'a str>,
    people: BTreeMap<&'a str, &'a str>,
}

/// As it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    format: String,
    format_version: u32,
    recipients: BTreeMap<String, String>,
    people: BTreeMap<String, String>,
}

impl People {
    /// The plain text: JSON, so that it can be read in decades with `age` and a text editor.
    pub fn to_text(&self) -> Result<Zeroizing<Vec<u8>>, Refusal> {
        let recipients = self.recipients.iter().map(|(role, key)| (role.as_str(), key.as_str())).collect();
        let people = self.by_pseudonym.iter().map(|(id, who)| (id.as_str(), who.reveal().as_str())).collect();
        let written = Written { format: FORMAT.0, format_version: FORMAT.1, recipients, people };
        // Escaped, a byte becomes six at the most: the text is never moved and left behind.
        let held: usize = self.by_pseudonym.values().map(|who| 6 * who.reveal().len() + 200).sum();
        let mut text = Zeroizing::new(Vec::with_capacity(held + 400 * self.recipients.len() + 2 * PADDED_TO));
        serde_json::to_writer_pretty(&mut *text, &written).map_err(|error| Refusal::System(error.to_string()))?;
        let length = (text.len() + 1).next_multiple_of(PADDED_TO);
        text.resize(length, b'\n');
        Ok(text)
    }

    /// Reads what [`People::to_text`] writes. What is wrong with it is told without a word of what it holds.
    pub fn parse(file: &str, text: &[u8]) -> Result<Self, Refusal> {
        let wrong = |found: &str| {
            let remedy = "whoever holds a key wrote it otherwise; look at it with `age --decrypt`";
            Refusal::input(file, found, format!("the contents of a vault, format {}", FORMAT.1), remedy)
        };
        let read: Read =
            serde_json::from_slice(text).map_err(|error| wrong(&format!("none in line {}", error.line())))?;
        let people: BTreeMap<_, _> = read.people.into_iter().map(|(id, who)| (id, Sensitive::new(who))).collect();
        if (read.format.as_str(), read.format_version) != FORMAT {
            return Err(wrong("another format"));
        }
        let named = |id: String| Id::new(&id).map_err(|_| wrong("a pseudonym or a role that is none"));
        let recipients = read.recipients.into_iter().map(|(role, key)| Ok((named(role)?, key)));
        let by_pseudonym = people.into_iter().map(|(id, who)| Ok((named(id)?, who)));
        Ok(Self {
            recipients: recipients.collect::<Result<_, _>>()?,
            by_pseudonym: by_pseudonym.collect::<Result<_, _>>()?,
        })
    }
}
