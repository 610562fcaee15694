//! Takes apart whatever holds other files or squeezed bytes, as deep as it goes.

mod base64;
mod jpeg;
mod pdf;
mod png;
mod sqlite;

use aho_corasick::AhoCorasick;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{Cursor, Read};
use std::sync::LazyLock;

/// How deep things may lie in each other, and how much may come out of one.
const DEPTH: usize = 6;
const MOST: u64 = 256 << 20;

/// A name that says how it was reached, and bytes.
pub type Part = (String, Vec<u8>);

/// Everything that lies in these bytes, without the bytes themselves.
pub fn unpacked(name: &str, bytes: &[u8]) -> Vec<Part> {
    let mut found = Vec::new();
    descend(name, bytes, DEPTH, &mut found);
    found
}

fn descend(name: &str, bytes: &[u8], depth: usize, found: &mut Vec<Part>) {
    if depth == 0 {
        return;
    }
    for (part, inner) in inside(bytes) {
        let name = format!("{name} > {part}");
        descend(&name, &inner, depth - 1, found);
        found.push((name, inner));
    }
}

/// What begins otherwise than anything else, and how to take it apart.
type Opener = (&'static [u8], fn(&[u8]) -> Vec<Part>);
const ARCHIVE: usize = 0;
const OPENERS: &[Opener] = &[
    (b"PK\x03\x04", zip),
    (b"\x1f\x8b\x08", gzip),
    (b"\x89PNG\r\n\x1a\n", png::parts),
    (b"\xff\xd8\xff", jpeg::parts),
    (b"%PDF-", pdf::parts),
    (b"SQLite format 3\0", sqlite::parts),
];

fn inside(bytes: &[u8]) -> Vec<Part> {
    static BEGINNINGS: LazyLock<AhoCorasick> =
        LazyLock::new(|| AhoCorasick::new(OPENERS.iter().map(|(magic, _)| magic)).unwrap());
    let own = OPENERS.iter().position(|(magic, _)| bytes.starts_with(magic));
    let mut parts = if own.is_none() { zlib(bytes) } else { Vec::new() };
    // Pictures in models and tables, archives behind pictures: wherever something of the kind begins. Only an archive
    // is full of beginnings of its own.
    for found in BEGINNINGS.find_iter(bytes) {
        let ((_, open), at) = (OPENERS[found.pattern()], found.start());
        if at == 0 {
            parts.extend(open(bytes));
        } else if !(own == Some(ARCHIVE) && found.pattern().as_usize() == ARCHIVE) {
            parts.extend(open(&bytes[at..]).into_iter().map(|(name, part)| (format!("at {at}: {name}"), part)));
        }
    }
    parts.extend(base64::parts(bytes));
    parts
}

fn zip(bytes: &[u8]) -> Vec<Part> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let count = archive.len();
    let entry = |i| {
        let entry = archive.by_index(i).ok()?;
        Some((entry.name().ok()?.into_owned(), read(entry)?))
    };
    (0..count).filter_map(entry).collect()
}

fn gzip(bytes: &[u8]) -> Vec<Part> {
    read(MultiGzDecoder::new(bytes)).map(|inner| ("gzip".into(), inner)).into_iter().collect()
}

fn zlib(bytes: &[u8]) -> Vec<Part> {
    inflated(bytes).map(|inner| ("zlib".into(), inner)).into_iter().collect()
}

/// What a zlib stream at the very beginning holds; as much as can be read of it.
pub fn inflated(bytes: &[u8]) -> Option<Vec<u8>> {
    let begins =
        bytes.len() > 2 && bytes[0] & 0x0F == 8 && (usize::from(bytes[0]) << 8 | usize::from(bytes[1])) % 31 == 0;
    begins.then(|| read(ZlibDecoder::new(bytes))).flatten()
}

/// The same of a bare deflate stream, which is only recognised by ending well.
fn deflated(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut inner = Vec::new();
    DeflateDecoder::new(bytes).take(MOST).read_to_end(&mut inner).ok()?;
    (inner.len() > bytes.len() / 2).then_some(inner)
}

fn read(from: impl Read) -> Option<Vec<u8>> {
    let mut inner = Vec::new();
    // A stream that breaks off has still said something.
    let _ = from.take(MOST).read_to_end(&mut inner);
    (!inner.is_empty()).then_some(inner)
}
