//! The ways in which a secret may stand in a file.

use crate::secret::What;
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// How something is written, and the bytes to look for.
pub type Spelling = (&'static str, Vec<u8>);

/// Every way of writing a secret that the search knows.
pub fn spellings(what: &What) -> Vec<Spelling> {
    let found = match what {
        What::Text { word, value } => {
            let hashed = if word == value { vec![word] } else { vec![word, value] };
            text(word).into_iter().chain(hashed.into_iter().flat_map(|whole| hashes(whole))).collect()
        }
        What::Number(written) => number(written),
        What::Position(parts) => position(parts),
        What::Day(day) => days(day),
        What::Hash(hash) => hash_itself(hash),
    };
    // Several names may mean the same bytes: the first is the plainest.
    let mut seen = BTreeSet::new();
    found.into_iter().filter(|(_, bytes)| seen.insert(bytes.clone())).collect()
}

fn text(word: &str) -> Vec<Spelling> {
    let each = |spell: &dyn Fn(char) -> String| word.chars().map(spell).collect::<String>().into_bytes();
    let other = |spell: &dyn Fn(char) -> String| each(&|c| if c.is_ascii() { c.into() } else { spell(c) });
    let units = |c: char| c.encode_utf16(&mut [0; 2]).to_vec();
    let escaped = |c: char| units(c).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>();
    let percent = |c: char| c.to_string().bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    let utf16 = |bytes: fn(u16) -> [u8; 2]| word.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let big_endian = utf16(u16::to_be_bytes);
    let mut found = vec![
        ("UTF-8", word.as_bytes().to_vec()),
        ("UTF-16LE", utf16(u16::to_le_bytes)),
        ("reversed", word.chars().rev().collect::<String>().into_bytes()),
        ("percent-escaped", each(&percent)),
        ("percent-escaped", other(&percent)),
        ("JSON-escaped", each(&escaped)),
        ("JSON-escaped", other(&escaped)),
        ("HTML-escaped", each(&|c| format!("&#{};", u32::from(c)))),
        ("HTML-escaped", other(&|c| format!("&#{};", u32::from(c)))),
        ("HTML-escaped", each(&|c| format!("&#x{:x};", u32::from(c)))),
        ("HTML-escaped", other(&|c| format!("&#x{:x};", u32::from(c)))),
        ("DXF-escaped", other(&|c| format!("\\U+{:04x}", u32::from(c)))),
        ("hex", hex(word.as_bytes()).into_bytes()),
        ("hex of UTF-16BE", hex(&big_endian).into_bytes()),
    ];
    found.extend(base64(word.as_bytes()).map(|bytes| ("base64", bytes)));
    found.push(("UTF-16BE", big_endian));
    found
}

/// A number as text: as many digits as a centimetre on the ground needs, and more; and as the machine holds it.
fn number(written: &str) -> Vec<Spelling> {
    let (whole, fraction) = written.split_once('.').unwrap();
    let value: f64 = written.parse().unwrap();
    let short = format!("{whole}.{}", &fraction[..fraction.len().min(5)]);
    vec![
        ("decimal", short.into_bytes()),
        ("f64 LE", value.to_le_bytes().to_vec()),
        ("f64 BE", value.to_be_bytes().to_vec()),
        ("hex of f64 LE", hex(&value.to_le_bytes()).into_bytes()),
        ("SHA-256", hex(&Sha256::digest(written)).into_bytes()),
    ]
}

/// A position as a whole: numbers of four bytes are too short to look for one by one.
fn position(parts: &[String; 2]) -> Vec<Spelling> {
    let numbers: Vec<f64> = parts.iter().map(|part| part.parse().unwrap()).collect();
    let [latitude, longitude] = [numbers[0], numbers[1]];
    let both = |spell: &dyn Fn(f64) -> [u8; 4]| {
        [[latitude, longitude], [longitude, latitude]].map(|pair| pair.map(spell).concat())
    };
    let singles = both(&|degrees| (degrees as f32).to_le_bytes()).map(|bytes| ("f32 LE", bytes));
    let big = both(&|degrees| (degrees as f32).to_be_bytes()).map(|bytes| ("f32 BE", bytes));
    let whole = both(&|degrees| ((degrees * 1e7).round() as i32).to_le_bytes()).map(|bytes| ("degrees E7", bytes));
    let written =
        [("UTF-8", parts.join(", ").into_bytes()), ("SHA-256", hex(&Sha256::digest(parts.join(", "))).into_bytes())];
    singles.into_iter().chain(big).chain(whole).chain(written).collect()
}

fn days(day: &str) -> Vec<Spelling> {
    let parts: Vec<&str> = day.split('-').collect();
    let other = [
        parts.concat(),
        parts.join("/"),
        parts.join("."),
        format!("{}.{}.{}", parts[2], parts[1], parts[0]),
        format!("{}/{}/{}", parts[2], parts[1], parts[0]),
    ];
    let hidden = text(day).into_iter().filter(|(name, _)| *name != "hex" && *name != "reversed");
    hidden.chain(other.map(|text| ("day", text.into_bytes()))).chain(hashes(day)).collect()
}

/// The digests of a value, whole and as far as somebody would shorten them.
fn hashes(value: &str) -> Vec<Spelling> {
    let all = [
        ("SHA-256", Sha256::digest(value).to_vec()),
        ("SHA-1", Sha1::digest(value).to_vec()),
        ("MD5", Md5::digest(value).to_vec()),
    ];
    all.into_iter().flat_map(|(name, hash)| shortened(name, &hash)).collect()
}

fn hash_itself(hash: &[u8; 32]) -> Vec<Spelling> {
    shortened("SHA-256", hash).into()
}

/// Whoever writes a digest writes the beginning of it: twelve hex digits, eight bytes, eleven letters of base64.
fn shortened(name: &'static str, hash: &[u8]) -> [Spelling; 3] {
    let letters = BASE64_STANDARD.encode(hash).into_bytes()[..11].to_vec();
    [(name, hex(&hash[..6]).into_bytes()), (name, hash[..8].to_vec()), (name, letters)]
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The letters of base64 that these bytes alone decide, wherever among three bytes they begin.
fn base64(bytes: &[u8]) -> [Vec<u8>; 3] {
    [0, 1, 2].map(|before| {
        let padded = [&vec![0; before], bytes].concat();
        let letters = BASE64_STANDARD_NO_PAD.encode(&padded).into_bytes();
        let (from, to) = ((before * 8).div_ceil(6), padded.len() * 8 / 6);
        letters[from..to].to_vec()
    })
}
