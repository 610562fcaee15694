//! Secrets drawn from a seed, and what was planted of them: the same seed gives the same secrets, another seed others.

use crate::case::{Case, Content, Place, WITHHELD};
use crate::field::{BESIDE, FIELDS, Plant, Seen, row, seen};
use crate::picture;
use crate::spelling::hex;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A secret that was planted, to be searched for.
#[derive(Clone, Debug)]
pub struct Canary {
    /// The field it stands in.
    pub field: String,
    /// What it is.
    pub what: What,
    /// Whether it belongs to an account that is withheld.
    pub withheld: bool,
}

/// What a secret is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A word, and the whole value it stands in.
    Text { word: String, value: String },
    /// A number as it is written.
    Number(String),
    /// Both numbers of a position, latitude first.
    Position([String; 2]),
    /// A day, `2010-05-17`.
    Day(String),
    /// A SHA-256.
    Hash([u8; 32]),
}

impl Canary {
    /// Whether a release for parties (`public`: for everybody) may hold it.
    pub fn may_appear(&self, public: bool) -> bool {
        let (parties, everybody) = seen(&self.field);
        !self.withheld && (if public { everybody } else { parties }) == Seen::Shown
    }
}

/// Where secrets come from. Secrets of a group are drawn together: an id and what refers to it.
pub struct Seeds {
    base: u64,
    other: u64,
    changed: BTreeSet<String>,
}

impl Seeds {
    /// The secrets of a seed.
    pub fn of(base: u64) -> Self {
        Self { base, other: base, changed: BTreeSet::new() }
    }

    /// The secrets of one seed, but those of these groups of another.
    pub fn mixed(base: u64, other: u64, changed: &[&str]) -> Self {
        Self { base, other, changed: changed.iter().map(|group| (*group).to_owned()).collect() }
    }

    /// Bytes for a secret of a group; `of` tells one from another.
    pub fn draw(&self, group: &str, of: &str) -> [u8; 32] {
        let seed = if self.changed.contains(group) { self.other } else { self.base };
        Sha256::digest(format!("{seed}/{group}/{of}")).into()
    }

    /// A word that stands nowhere else.
    pub fn word(&self, group: &str, of: &str) -> String {
        word(&self.draw(group, of))
    }
}

/// The groups of secrets that a release for everybody (else for parties) may not even depend on.
pub fn without_effect(public: bool) -> BTreeSet<&'static str> {
    let of_fields = FIELDS.iter().filter(|field| field.plant != Plant::Kept).map(|field| field.at);
    let all = of_fields.chain(BESIDE.iter().map(|(at, ..)| *at));
    let never = |at: &&str| {
        let (parties, everybody) = seen(at);
        (if public { everybody } else { parties }) == Seen::Never
    };
    // A group varies as a whole: where one of its fields is shown, none of it does.
    let shown: BTreeSet<&str> = all.clone().filter(|at| !never(at)).map(group).collect();
    all.filter(never).map(group).filter(|group| !shown.contains(group)).collect()
}

/// What the seeds of a field are called: fields that hold the same secrets have one group.
pub fn group(at: &'static str) -> &'static str {
    match row(at).map(|field| field.plant) {
        Some(Plant::Id(group) | Plant::File(group)) => group,
        _ => at,
    }
}

/// The plain case with secrets in place of everything that can be one, pictures among them; and what to search for.
/// The accounts that are withheld are in it, with what they drew and what rests on them.
pub fn planted(seeds: &Seeds) -> (Case, Vec<Canary>) {
    plant(seeds, true)
}

/// The same without the accounts that are withheld.
pub fn withdrawn(seeds: &Seeds) -> Case {
    plant(seeds, false).0
}

fn plant(seeds: &Seeds, withheld: bool) -> (Case, Vec<Canary>) {
    let mut case = Case::plain();
    let mut canaries = Vec::new();
    let mut renamed = BTreeMap::new();
    let mut count = 0;
    case.visit(|place, leaf| {
        count += 1;
        let plant = row(&place.field).unwrap_or_else(|| panic!("{} is not in the table of fields", place.field)).plant;
        let old = leaf.clone();
        let whats = fill(seeds, plant, place, count, leaf);
        if let (Plant::Id(_) | Plant::File(_), Some(old), Some(new)) = (plant, old.as_str(), leaf.as_str()) {
            renamed.insert(old.to_owned(), new.to_owned());
        }
        canaries.extend(whats.into_iter().map(|what| Canary {
            field: place.field.clone(),
            what,
            withheld: place.withheld,
        }));
    });
    let mut hashes = BTreeMap::new();
    for (name, new) in renamed.iter().filter(|(name, _)| picture::ending(name).is_some()) {
        let (bytes, planted) = picture::scan(seeds, name);
        hashes.insert(new.clone(), hex(&Sha256::digest(&bytes)));
        case.0.insert(format!("sketches/{name}"), Content::Bytes(bytes));
        canaries.extend(planted);
    }
    if !withheld {
        let names: Vec<&str> = WITHHELD.iter().filter_map(|name| renamed.get(*name)).map(String::as_str).collect();
        case.leave_out_withheld(&names);
    }
    // What those who consented gave as well may be shown, whoever else refers to it.
    let given: Vec<What> = canaries.iter().filter(|c| !c.withheld).map(|c| c.what.clone()).collect();
    canaries.iter_mut().for_each(|canary| canary.withheld &= !given.contains(&canary.what));
    let mut case = Case(case.0.into_iter().map(|(path, content)| (rename(&path, &renamed), content)).collect());
    case.record_hashes(&hashes);
    (case, canaries)
}

/// `sketches/S1.trace.geojson` where `S1` has another name now.
fn rename(path: &str, renamed: &BTreeMap<String, String>) -> String {
    let Some((folder, name)) = path.split_once('/') else { return path.to_owned() };
    if let Some(new) = renamed.get(name) {
        return format!("{folder}/{new}");
    }
    let (stem, ending) = name.split_once('.').unwrap();
    format!("{folder}/{}.{ending}", renamed.get(stem).map_or(stem, String::as_str))
}

/// Puts a secret into a leaf.
fn fill(seeds: &Seeds, plant: Plant, place: &Place, count: usize, leaf: &mut Value) -> Vec<What> {
    let group = row(&place.field).map(|field| group(field.at)).unwrap();
    let draw = seeds.draw(group, &count.to_string());
    let text = leaf.as_str().unwrap_or_default().to_owned();
    let (new, whats): (Value, Vec<What>) = match plant {
        Plant::Kept => return Vec::new(),
        Plant::Id(_) => {
            let words: Vec<String> = text.split(';').map(|id| seeds.word(group, id)).collect();
            (words.join(";").into(), words.into_iter().map(whole).collect())
        }
        Plant::File(_) => {
            let word = seeds.word(group, &text);
            let value = format!("{word}.{}", picture::ending(&text).unwrap());
            (value.clone().into(), vec![What::Text { word, value }])
        }
        Plant::Words => {
            let word = if place.korean { hangul(&draw) } else { word(&draw) };
            let value = format!("{word} {text}");
            (value.clone().into(), vec![What::Text { word, value }])
        }
        Plant::Language => {
            let value = format!("{text}-x-{}", &word(&draw)[..8]);
            (value.clone().into(), vec![whole(value)])
        }
        Plant::Timecode => {
            let value = format!("0{}:{:02}:{:02}", draw[0] % 10, draw[1] % 60, draw[2] % 60);
            (value.clone().into(), vec![whole(value)])
        }
        Plant::Days => {
            let days: Vec<String> = text.split('/').enumerate().map(|(i, day)| another(day, &draw[2 * i..])).collect();
            (days.join("/").into(), days.into_iter().map(What::Day).collect())
        }
        Plant::Digits => {
            let written = format!("{:.2}{}", leaf.as_f64().unwrap(), digits(&draw));
            (written.parse::<f64>().unwrap().into(), vec![What::Number(written)])
        }
        Plant::Position => {
            let parts = text.split(", ").zip([&draw[..], &draw[8..]]);
            let parts: Vec<String> = parts.map(|(part, draw)| format!("{part}{}", digits(draw))).collect();
            let whole = What::Position([parts[0].clone(), parts[1].clone()]);
            (parts.join(", ").into(), parts.into_iter().map(What::Number).chain([whole]).collect())
        }
        Plant::OneOf(words) => (words[usize::from(draw[0]) % words.len()].into(), Vec::new()),
    };
    *leaf = new;
    whats
}

fn whole(value: String) -> What {
    What::Text { word: value.clone(), value }
}

/// Twelve letters and digits that no word and no number looks like.
fn word(draw: &[u8; 32]) -> String {
    const LETTERS: &[u8] = b"bcdfghjkmnpqrstvwxz23456789";
    let letters = draw[..11].iter().map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]));
    std::iter::once('q').chain(letters).collect()
}

/// Six syllables.
fn hangul(draw: &[u8; 32]) -> String {
    let syllable = |pair: &[u8]| char::from_u32(0xAC00 + u32::from(u16::from_le_bytes([pair[0], pair[1]])) % 11172);
    draw[..12].chunks(2).map(|pair| syllable(pair).unwrap()).collect()
}

/// Four digits, none of which a rounding carries away.
fn digits(draw: &[u8]) -> String {
    draw[..4].iter().map(|byte| char::from(b'1' + byte % 7)).collect()
}

/// Another day of the same year; none with which a month begins or ends.
fn another(day: &str, draw: &[u8]) -> String {
    format!("{}-{:02}-{:02}", &day[..4], draw[0] % 12 + 1, draw[1] % 26 + 2)
}
