//! The binary container (glTF 2.0, section 4.4): a header, a JSON chunk, a binary chunk.

use super::refuse;
use crate::refusal::Refusal;

const WHOLE: &str = "a whole binary glTF 2.0 file";

/// The chunks of a file.
pub struct Chunks<'a> {
    pub json: &'a [u8],
    /// Empty where there is none.
    pub binary: &'a [u8],
}

/// Splits a file whose every length is true.
pub fn split(bytes: &[u8]) -> Result<Chunks<'_>, Refusal> {
    if bytes.get(..4) != Some(b"glTF") {
        return Err(refuse("a file that does not start with \"glTF\"", WHOLE));
    }
    let version = number(bytes, 4)?;
    if version != 2 {
        return Err(refuse(format!("glTF version {version}"), "version 2"));
    }
    let length = number(bytes, 8)?;
    if length != bytes.len() {
        return Err(refuse(format!("{} bytes, of which its header says {length}", bytes.len()), WHOLE));
    }
    let (json, rest) = chunk(&bytes[12..], b"JSON")?;
    let (binary, rest) = if rest.is_empty() { (rest, rest) } else { chunk(rest, b"BIN\0")? };
    if !rest.is_empty() {
        return Err(refuse(format!("{} bytes after its two chunks", rest.len()), WHOLE));
    }
    Ok(Chunks { json, binary })
}

/// The contents of the chunk at the start, and what follows it.
fn chunk<'a>(bytes: &'a [u8], kind: &[u8; 4]) -> Result<(&'a [u8], &'a [u8]), Refusal> {
    let name = String::from_utf8_lossy(kind).trim_end_matches('\0').to_owned();
    let length = number(bytes, 0)?;
    if bytes.get(4..8) != Some(kind) {
        return Err(refuse(format!("no {name} chunk where one belongs"), "a JSON chunk, then a BIN chunk"));
    }
    let contents = &bytes[8..];
    contents.split_at_checked(length).ok_or_else(|| {
        refuse(format!("a {name} chunk of {length} bytes, of which {} are there", contents.len()), WHOLE)
    })
}

/// The 32-bit number at an offset.
fn number(bytes: &[u8], at: usize) -> Result<usize, Refusal> {
    let four = bytes.get(at..).and_then(|rest| rest.first_chunk::<4>());
    four.map(|four| u32::from_le_bytes(*four) as usize).ok_or_else(|| {
        refuse(format!("a file or chunk that ends within its header, after {} bytes", bytes.len()), WHOLE)
    })
}
