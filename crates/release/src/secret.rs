//! What can harm people, and is withheld unless a profile allows it.

use serde::{Deserialize, Serialize};

/// One kind of thing that a release may carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Secret {
    /// The ids of accounts, sheets, strokes, pins, regions and statements as the case has them; else they get new ones.
    AccountIds,
    /// What is known of accounts: session, stay, language, basis of knowledge, who compared notes, when a sheet was drawn.
    Accounts,
    /// Which account shows, does not show, or contradicts what; else only whether any does.
    Agreement,
    /// The drawings on the ground, each by itself, with their quality.
    Sheets,
    /// Pictures of the sheets, as new pixels without metadata.
    Scans,
    /// Pins and regions, each by itself.
    Pins,
    /// What was said of places, each statement by itself.
    Statements,
    /// Words: of statements, titles and summaries of incidents, notes of accounts and of the case, unknown properties.
    Words,
    /// The names that witnesses wrote beside what they drew.
    DrawnNames,
    /// The pseudonyms of victims.
    Victims,
    /// The pseudonyms of perpetrators.
    Perpetrators,
    /// How credible an incident is taken to be.
    Credibility,
    /// Notes of the computation and figures of quality: they speak of sheets and accounts.
    Notes,
    /// The SHA-256 of originals: whoever holds a copy finds it by them.
    Originals,
    /// The custody log in a pack; else only a salted commitment to its head.
    Custody,
}

impl Secret {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::AccountIds,
        Self::Accounts,
        Self::Agreement,
        Self::Sheets,
        Self::Scans,
        Self::Pins,
        Self::Statements,
        Self::Words,
        Self::DrawnNames,
        Self::Victims,
        Self::Perpetrators,
        Self::Credibility,
        Self::Notes,
        Self::Originals,
        Self::Custody,
    ];
}
