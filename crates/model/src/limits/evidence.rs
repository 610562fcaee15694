//! Custody logs and packs.

/// The custody log: an act takes some hundred bytes, with every file of a reconstruction named some thousand.
pub const LOG_BYTES: u64 = 256 << 20;
/// A manifest of a pack, or another file of its root: 256 MiB name two million files.
pub const MANIFEST_BYTES: u64 = 256 << 20;
/// A key, a signature, a file of allowed signers.
pub const KEY_BYTES: u64 = 1 << 20;
/// A role, a purpose, or another text of an act, characters.
pub const TEXT_CHARS: usize = 400;
