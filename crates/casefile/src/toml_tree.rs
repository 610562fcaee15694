//! TOML 1.1 as a tree of values, with the `toml` crate's spans.

use crate::findings::Page;
use crate::limits::LIMITS;
use crate::value::{Lines, Member, Node, Value};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads a whole file; `None` when it is no TOML, with every place the parser stumbled over kept as a mistake.
pub(crate) fn parse<'a>(page: &Page<'_>, text: &'a str) -> Option<Value<'a>> {
    let lines = Lines::of(text);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors.iter().take(LIMITS.mistakes_per_file) {
        let (expected, remedy) = ("TOML 1.1", "correct the line; a text stands in \"quotes\", a list in [brackets]");
        match error.span() {
            Some(span) => page.mistake(lines.at(span.start), error.message(), expected, remedy),
            None => page.about_file(error.message(), expected, "shorten its keys: at most 80 parts joined by dots"),
        }
    }
    let tree = Tree { text, lines };
    errors.is_empty().then(|| Value { line: 1, source: "", node: tree.table(root.into_inner()) })
}

struct Tree<'a> {
    text: &'a str,
    lines: Lines,
}

impl<'a> Tree<'a> {
    // Recursion is bounded: the parser refuses nesting deeper than 80.
    fn value(&self, value: Spanned<DeValue<'a>>) -> Value<'a> {
        let Range { start, end } = value.span();
        let source = self.text.get(start..end).unwrap_or("");
        let node = match value.into_inner() {
            DeValue::String(text) => Node::Text(text),
            DeValue::Integer(number) => Node::Number(integer(number.as_str(), number.radix())),
            DeValue::Float(number) => Node::Number(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(flag) => Node::Bool(flag),
            DeValue::Datetime(_) => Node::Date,
            DeValue::Array(list) => Node::List(list.into_iter().map(|element| self.value(element)).collect()),
            DeValue::Table(table) => self.table(table),
        };
        Value { line: self.lines.at(start), source, node }
    }

    fn table(&self, table: DeTable<'a>) -> Node<'a> {
        let member = |(name, value): (Spanned<_>, _)| {
            let line = self.lines.at(name.span().start);
            Member { name: name.into_inner(), line, value: self.value(value) }
        };
        Node::Table(table.into_iter().map(member).collect())
    }
}

/// Beyond 2^53 a whole number loses its last digits here; every field's range is far below.
fn integer(digits: &str, radix: u32) -> f64 {
    i64::from_str_radix(digits, radix).map_or(f64::INFINITY, |whole| whole as f64)
}
