//! JSON (RFC 8259) as a tree of values. serde_json does the reading, one level at a time, and hands out slices of the
//! text, from which each value's line follows.

use crate::findings::{Page, Problem};
use crate::limits::LIMITS;
use crate::value::{Lines, Member, Node, Value};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

/// Reads a whole file; `None` when it is no JSON, is nested too deeply, holds a number that is none, or names a member
/// twice (readers differ on which of the two counts: RFC 8259, section 4).
pub(crate) fn parse<'a>(page: &Page<'_>, text: &'a str) -> Option<Value<'a>> {
    let tree = Tree { page, text, lines: Lines::of(text) };
    let root: &RawValue = match serde_json::from_str(text) {
        Ok(root) => root,
        Err(error) => {
            let remedy = "correct the line; NaN and Infinity are no JSON, and no comma follows a last element";
            page.mistake(error.line().max(1), error.to_string(), "JSON", remedy);
            return None;
        }
    };
    page.keep(tree.value(root, 0))
}

struct Tree<'p, 'a> {
    page: &'p Page<'p>,
    text: &'a str,
    lines: Lines,
}

impl<'a> Tree<'_, 'a> {
    fn value(&self, raw: &'a RawValue, depth: usize) -> Result<Value<'a>, Problem> {
        let source = raw.get();
        let line = self.lines.at(source.as_ptr() as usize - self.text.as_ptr() as usize);
        if depth > LIMITS.depth {
            let expected = format!("brackets nested at most {} deep", LIMITS.depth);
            return Err(Problem::new(
                line,
                "brackets nested deeper",
                expected,
                "GeoJSON needs seven; export the file again",
            ));
        }
        let node = self.node(source, line, depth)?;
        Ok(Value { line, source, node })
    }

    fn node(&self, source: &'a str, line: usize, depth: usize) -> Result<Node<'a>, Problem> {
        let bad = |error: serde_json::Error| {
            let remedy = "correct the value";
            Problem::new(line, format!("{} ({error})", source.chars().take(80).collect::<String>()), "JSON", remedy)
        };
        Ok(match source.as_bytes().first() {
            Some(b'{') => self.table(serde_json::from_str::<Members>(source).map_err(bad)?, line, depth)?,
            Some(b'[') => {
                let list: Vec<&RawValue> = serde_json::from_str(source).map_err(bad)?;
                Node::List(list.into_iter().map(|raw| self.value(raw, depth + 1)).collect::<Result<_, _>>()?)
            }
            Some(b'"') => Node::Text(serde_json::from_str::<Text>(source).map_err(bad)?.0),
            Some(b't' | b'f') => Node::Bool(serde_json::from_str(source).map_err(bad)?),
            Some(b'n') => Node::Null,
            _ => Node::Number(serde_json::from_str(source).map_err(bad)?),
        })
    }

    fn table(&self, members: Members<'a>, line: usize, depth: usize) -> Result<Node<'a>, Problem> {
        let mut names = BTreeSet::new();
        let mut table = Vec::with_capacity(members.0.len());
        for (name, raw) in members.0 {
            let value = self.value(raw, depth + 1)?;
            if !names.insert(name.clone()) {
                let found = format!("the member \"{name}\" twice in the object of line {line}");
                self.page.mistake(value.line, found, "each member once", "remove one: a reader could take either");
            }
            table.push(Member { name, line: value.line, value });
        }
        Ok(Node::Table(table))
    }
}

/// A text, borrowed where it holds no escapes.
#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// The members of one object in the order of the file, the repeated ones included.
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((name, raw)) = map.next_entry::<Text<'de>, &'de RawValue>()? {
                    members.push((name.0, raw));
                }
                Ok(Members(members))
            }
        }
        from.deserialize_map(Collect)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::findings::Findings;

    fn mistakes_of(text: &str) -> Vec<(Option<usize>, String)> {
        let findings = Findings::default();
        parse(&Page { file: "x.geojson", findings: &findings }, text);
        findings.into_mistakes().0.into_iter().map(|m| (m.line, m.found)).collect()
    }

    #[test]
    fn lines_survive_nesting() {
        let findings = Findings::default();
        let page = Page { file: "x", findings: &findings };
        let text = "{\n \"a\": [\n  1,\n  {\"b\":\n \"정문\\n\"}]}";
        let tree = parse(&page, text).unwrap();
        let list = tree.get("a").unwrap();
        assert_eq!((tree.line, list.line, list.elements().unwrap()[0].line), (1, 2, 3));
        let inner = list.elements().unwrap()[1].get("b").unwrap();
        assert_eq!((inner.line, inner.as_text()), (5, Some("정문\n")));
    }

    #[test]
    fn what_readers_would_understand_differently_is_refused() {
        let twice = mistakes_of("{\"a\":1,\n\"a\":2}");
        assert_eq!(twice.len(), 1);
        assert_eq!(twice[0].0, Some(2));
        for (text, line) in
            [("[1,\nNaN]", 2), ("[\n1e999]", 2), ("[\n\"\\ud800\"]", 2), ("{} x", 1), ("", 1), ("[1,]", 1), ("[01]", 1)]
        {
            assert_eq!(mistakes_of(text).first().map(|m| m.0), Some(Some(line)), "{text}");
        }
        assert_eq!(mistakes_of(&"[".repeat(100_000)).len(), 1);
        assert_eq!(mistakes_of(&format!("{}{}", "[".repeat(50_000), "]".repeat(50_000))).len(), 1);
    }
}
