//! XML as a small tree, for KML, GPX and SVG. Document types and entities are refused, nothing is ever fetched.

use crate::findings::Problem;
use crate::import_limits::{XML_DEPTH, XML_ELEMENTS};
use crate::value::Lines;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// One element.
#[derive(Debug)]
pub(crate) struct Element {
    /// Its name without prefix.
    pub name: String,
    /// Its attributes, names without prefix.
    pub attributes: Vec<(String, String)>,
    /// The text directly inside it.
    pub text: String,
    /// The elements directly inside it.
    pub children: Vec<Element>,
    /// The line it begins on, from 1.
    pub line: usize,
}

impl Element {
    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// Reads one document. At most [`XML_DEPTH`] deep, so a walk over the tree may recurse.
pub(crate) fn parse(text: &str) -> Result<Element, Problem> {
    let mut document = Document { lines: Lines::of(text), open: Vec::new(), root: None, elements: 0, line: 1 };
    if let Some(at) = text.find('\0') {
        let line = document.lines.at(at);
        return Err(Problem::new(
            line,
            "a NUL character",
            "XML, which holds none (1.0, section 2.2)",
            "remove the NUL character",
        ));
    }
    let mut reader = Reader::from_str(text);
    loop {
        document.line = document.lines.at(usize::try_from(reader.buffer_position()).unwrap_or(0));
        let event = reader.read_event().map_err(|error| {
            let line = document.lines.at(usize::try_from(reader.error_position()).unwrap_or(0));
            Problem::new(line, format!("XML that cannot be read: {error}"), "well-formed XML", "export the file again")
        })?;
        if document.take(event)? {
            return document.end();
        }
    }
}

struct Document {
    lines: Lines,
    open: Vec<Element>,
    root: Option<Element>,
    elements: usize,
    line: usize,
}

impl Document {
    /// Takes an event; true at the end of the text.
    fn take(&mut self, event: Event) -> Result<bool, Problem> {
        match event {
            Event::Start(tag) => self.start(&tag)?,
            Event::Empty(tag) => {
                self.start(&tag)?;
                self.close();
            }
            Event::End(_) => self.close(),
            Event::Text(text) => self.text(&text.xml_content(XmlVersion::Implicit1_0))?,
            Event::CData(text) => self.text(&text.xml_content(XmlVersion::Implicit1_0))?,
            Event::GeneralRef(reference) => self.reference(&reference)?,
            Event::Decl(declaration) => self.check_encoding(&declaration)?,
            Event::DocType(_) => {
                let remedy = "remove the line <!DOCTYPE …>, or export the file again";
                return Err(self.problem("a document type, which could define entities", "none", remedy));
            }
            Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => return Ok(true),
        }
        Ok(false)
    }

    fn start(&mut self, tag: &BytesStart) -> Result<(), Problem> {
        self.elements += 1;
        if self.open.len() >= XML_DEPTH || self.elements > XML_ELEMENTS {
            let expected = format!("at most {XML_DEPTH} levels and {XML_ELEMENTS} elements");
            return Err(self.problem(
                "elements nested deeper, or more of them",
                &expected,
                "export only the places, flat",
            ));
        }
        if self.open.is_empty() && self.root.is_some() {
            return Err(self.problem("a second document in the file", "one document", "split the file"));
        }
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute
                .map_err(|e| self.problem(&e.to_string(), "well-formed attributes", "export the file again"))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value
                .map_err(|e| self.problem(&e.to_string(), "attributes without entities", "export the file again"))?;
            attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
        }
        let name = tag.local_name().as_ref().to_owned();
        self.open.push(Element { name, attributes, text: String::new(), children: Vec::new(), line: self.line });
        Ok(())
    }

    fn close(&mut self) {
        let Some(element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Problem> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(self.problem("text outside the document", "one document", "export the file again")),
        }
        Ok(())
    }

    /// The five entities of XML itself and characters by number; no other entity exists without a document type.
    fn reference(&mut self, reference: &BytesRef) -> Result<(), Problem> {
        let character = match &**reference {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "apos" => Some('\''),
            "quot" => Some('"'),
            _ => reference.resolve_char_ref().ok().flatten(),
        };
        match character {
            Some(c) => self.text(c.encode_utf8(&mut [0; 4])),
            None => {
                let found = format!("the entity \"&{};\"", &**reference);
                Err(self.problem(&found, "no entities", "replace it by the text it stands for"))
            }
        }
    }

    fn check_encoding(&self, declaration: &BytesDecl) -> Result<(), Problem> {
        let Some(Ok(encoding)) = declaration.encoding() else { return Ok(()) };
        if ["utf-8", "utf8", "us-ascii", "ascii"].contains(&encoding.to_ascii_lowercase().as_str()) {
            return Ok(());
        }
        Err(self.problem(&format!("the encoding \"{encoding}\""), "UTF-8", "save the file as UTF-8"))
    }

    fn end(self) -> Result<Element, Problem> {
        if let Some(element) = self.open.last() {
            let found = format!("the element <{}> without its end", element.name);
            return Err(Problem::new(element.line, found, "a whole file", "copy or export the file again"));
        }
        self.root.ok_or_else(|| Problem::new(1, "no document", "one XML document", "export the file again"))
    }

    fn problem(&self, found: &str, expected: &str, remedy: &str) -> Problem {
        Problem::new(self.line, found, expected, remedy)
    }
}
