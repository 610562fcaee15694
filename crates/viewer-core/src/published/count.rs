//! How much a JSON text holds, before any of it is built: a file of a few bytes an entry could ask for gigabytes.

use super::REPUBLISH;
use crate::limits;
use crate::refusal::Refusal;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Refuses a JSON text with more brackets and commas than [`limits::JSON_VALUES`], or with more entries in a list of
/// its outermost object than allowed. What is no such object is left to its reader to refuse.
pub fn entries(file: &str, json: &[u8], allowed: &[(&str, usize)]) -> Result<(), Refusal> {
    let remedy = format!("split the case into several facilities; if it is no larger than that, {REPUBLISH}");
    let refuse = |found: String, most: usize| Err(Refusal::new(file, found, format!("at most {most}"), &remedy));
    let values = json.iter().filter(|byte| matches!(byte, b'{' | b'[' | b',')).count();
    if values > limits::JSON_VALUES {
        return refuse(format!("{values} brackets and commas"), limits::JSON_VALUES);
    }
    let mut text = serde_json::Deserializer::from_slice(json);
    match Lists(allowed).deserialize(&mut text) {
        Ok(Some((list, count, most))) => refuse(format!("{count} entries in \"{list}\""), most),
        Ok(None) | Err(_) => Ok(()),
    }
}

/// The first list of an object that has more entries than allowed: its name, its entries, how many are allowed.
struct Lists<'a>(&'a [(&'a str, usize)]);

impl<'de, 'a> DeserializeSeed<'de> for Lists<'a> {
    type Value = Option<(&'a str, usize, usize)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, 'a> Visitor<'de> for Lists<'a> {
    type Value = Option<(&'a str, usize, usize)>;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut excess = None;
        while let Some(key) = map.next_key::<String>()? {
            match self.0.iter().find(|(name, _)| *name == key) {
                Some(&(name, most)) => {
                    let Entries(count) = map.next_value()?;
                    excess = excess.or((count > most).then_some((name, count, most)));
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(excess)
    }
}

/// The number of entries of a list or object.
struct Entries(usize);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a list or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Entries, A::Error> {
        let mut count = 0;
        while list.next_element::<IgnoredAny>()?.is_some() {
            count += 1;
        }
        Ok(Entries(count))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
        let mut count = 0;
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            count += 1;
        }
        Ok(Entries(count))
    }
}
