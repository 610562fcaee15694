//! A file as a tree of values that remember where they stand. TOML and GeoJSON become the same tree, so every field is
//! read and refused by the same functions.

use crate::findings::Problem;
use crate::mistake::visible;
use std::borrow::Cow;

/// One value.
#[derive(Debug)]
pub(crate) struct Value<'a> {
    /// The line it begins on, from 1.
    pub line: usize,
    /// As it is written.
    pub source: &'a str,
    /// What it is.
    pub node: Node<'a>,
}

/// What a value is.
#[derive(Debug)]
pub(crate) enum Node<'a> {
    Null,
    Bool(bool),
    Number(f64),
    /// A bare date of TOML, which has no place in a case: it cannot say how sure it is.
    Date,
    Text(Cow<'a, str>),
    List(Vec<Value<'a>>),
    Table(Vec<Member<'a>>),
}

/// A named value of a table.
#[derive(Debug)]
pub(crate) struct Member<'a> {
    pub name: Cow<'a, str>,
    /// The line of the name.
    pub line: usize,
    pub value: Value<'a>,
}

impl<'a> Value<'a> {
    /// For a message: what kind of value, and its beginning as written.
    pub fn shown(&self) -> String {
        let kind = match &self.node {
            Node::Null => return "null".to_owned(),
            Node::Bool(_) => "",
            Node::Number(_) => "",
            Node::Text(_) => "",
            Node::Date => "the bare date ",
            Node::List(_) => "the list ",
            Node::Table(_) => "the table ",
        };
        // A value over several lines is shown on one.
        let mut words = self.source.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).peekable();
        let mut start = String::new();
        while let Some(c) = words.next().filter(|_| start.len() < 80) {
            if c != ' ' || words.peek() != Some(&' ') {
                start.push(c);
            }
        }
        let dots = if words.peek().is_some() { "…" } else { "" };
        format!("{kind}{}{dots}", visible(&start))
    }

    /// This value is not what was expected.
    pub fn refused(&self, expected: impl Into<String>, remedy: impl Into<String>) -> Problem {
        Problem::new(self.line, self.shown(), expected, remedy)
    }

    /// The members, where this is a table.
    pub fn members(&self) -> Option<&[Member<'a>]> {
        if let Node::Table(members) = &self.node { Some(members) } else { None }
    }

    /// The elements, where this is a list.
    pub fn elements(&self) -> Option<&[Value<'a>]> {
        if let Node::List(elements) = &self.node { Some(elements) } else { None }
    }

    /// The text, where this is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Node::Text(text) = &self.node { Some(text) } else { None }
    }

    /// The first member of this name.
    pub fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.members()?.iter().find(|member| member.name == name).map(|member| &member.value)
    }
}

/// Finds lines by byte offset.
pub(crate) struct Lines(Vec<usize>);

impl Lines {
    pub fn of(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i).collect())
    }

    /// The line, from 1, of the byte at `offset`.
    pub fn at(&self, offset: usize) -> usize {
        self.0.partition_point(|&newline| newline < offset) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newline_belongs_to_the_line_it_ends() {
        let lines = Lines::of("a\n\nb");
        assert_eq!([0, 1, 2, 3].map(|at| lines.at(at)), [1, 1, 2, 3]);
    }
}
