//! Reads the SVG back.

use super::attributes::{decoded, url};
use super::layers::{ELEMENT, LAYER, SCAN, kind_of_layer};
use super::outline::{SHAPES, outline};
use super::placement::{px_from_document, transform};
use super::{FLATNESS_PX, ScanFile};
use crate::findings::{Findings, Page, Problem};
use crate::geojson::Feature;
use crate::import::xml::{self, Element};
use crate::limits::LIMITS;
use crate::table::Table;
use crate::value::{Member, Node, Value};
use crate::{json_tree, trace};
use kurbo::Affine;
use locus_model::{Drawing, Form, Id, Kind, NoteKind, SketchPx, Stroke, Tracing};
use std::collections::{BTreeMap, BTreeSet};

/// What SVG files hold besides drawings, and what is ours: not worth a word.
const SILENT: [&str; 7] = ["defs", "metadata", "namedview", "title", "desc", "style", "perspective"];

/// Reads a drawing over `scan`; what is wrong is kept in the page's findings.
pub(super) fn read(page: &Page, text: &str, scan: ScanFile) -> Option<Drawing<SketchPx>> {
    let root = page.keep(xml::parse(text))?;
    if root.name != "svg" {
        page.mistake(root.line, format!("a document <{}>", root.name), "<svg>", "save the drawing as SVG");
        return None;
    }
    page.keep(check_scan(&root, scan))?;
    let px_from_document = page.keep(px_from_document(&root, scan))?;
    let mut walk = Walk { shapes: Vec::new(), left: BTreeMap::new() };
    let px_from_root = page.keep(transform(&root))?;
    page.keep(walk.group(&root, px_from_document * px_from_root, None))?;
    walk.tell(page);
    if walk.shapes.len() > LIMITS.features {
        let expected = format!("at most {}", LIMITS.features);
        page.mistake(
            root.line,
            format!("{} paths", walk.shapes.len()),
            expected,
            "delete what is no part of the drawing",
        );
        return None;
    }
    let by = root.attribute("data-traced-by").unwrap_or_else(|| {
        page.note(NoteKind::Assumed, root.line, "the SVG does not say who traced it", "");
        trace::UNKNOWN
    });
    let names = names(page, &walk.shapes);
    let mut ids = BTreeMap::new();
    let strokes =
        walk.shapes.iter().zip(&names).filter_map(|(shape, name)| stroke(page, shape, name, &mut ids)).collect();
    Some(Drawing { strokes, tracing: Tracing { by: by.to_owned() } })
}

/// An SVG that says it belongs to another scan is refused.
fn check_scan(root: &Element, scan: ScanFile) -> Result<(), Problem> {
    match root.attribute("data-image") {
        Some(image) if image != url(scan.name) => {
            let found = format!("an SVG over the scan \"{}\"", decoded(image).unwrap_or_else(|| image.to_owned()));
            let remedy = "import it into the sheet it was made for";
            Err(Problem::new(root.line, found, format!("the scan \"{}\"", scan.name), remedy))
        }
        _ => Ok(()),
    }
}

/// A shape in the layer of a kind.
struct Drawn<'e> {
    element: &'e Element,
    kind: Kind,
    px_from_user: Affine,
}

struct Walk<'e> {
    shapes: Vec<Drawn<'e>>,
    /// What is not read: how often, and the first line.
    left: BTreeMap<String, (usize, usize)>,
}

impl<'e> Walk<'e> {
    fn group(&mut self, group: &'e Element, px_from_user: Affine, kind: Option<Kind>) -> Result<(), Problem> {
        for child in &group.children {
            let name = child.name.as_str();
            if name == "g" {
                let id = child.attribute("id");
                let layer = kind_of_layer(id, child.attribute("data-kind"), child.attribute("label"));
                // The layers of the scan, the ink and the legend are there to be looked at.
                let ours = layer.is_none() && id.is_some_and(|id| id.starts_with(LAYER));
                if !ours {
                    self.group(child, px_from_user * transform(child)?, layer.or(kind))?;
                }
            } else if SHAPES.contains(&name) {
                match kind.or_else(|| child.attribute("data-kind").and_then(Kind::parse)) {
                    Some(kind) => {
                        let px_from_user = px_from_user * transform(child)?;
                        self.shapes.push(Drawn { element: child, kind, px_from_user });
                    }
                    None => self.leave("a shape outside the layers of kinds".to_owned(), child.line),
                }
            } else if !SILENT.contains(&name) && child.attribute("id") != Some(SCAN) {
                self.leave(format!("<{}>", name.chars().take(40).collect::<String>()), child.line);
            }
        }
        Ok(())
    }

    fn leave(&mut self, what: String, line: usize) {
        self.left.entry(what).or_insert((0, line)).0 += 1;
    }

    fn tell(&self, page: &Page) {
        for (what, (count, line)) in &self.left {
            let message = match count {
                1 => format!("{what} is not imported"),
                _ => format!("{what} is not imported, here and {} more times", count - 1),
            };
            let remedy = match what.as_str() {
                "<use>" => "Edit > Clone > Unlink Clone, then import again",
                "<text>" => "give a label as a path in the layer \"label\", and its text as `name`",
                _ => "draw elements as paths, each in the layer of its kind",
            };
            page.note(NoteKind::LeftOut, *line, message, remedy);
        }
    }
}

/// An element's id, and whether it is the element that was written out under it.
struct Name {
    id: String,
    written: bool,
}

/// The ids of the shapes: an editor gives a copy another `id` and leaves its data, so an element is itself only where
/// both agree. Others are new: `wall-p1`, `wall-p2`, after the ids that are taken.
fn names(page: &Page, shapes: &[Drawn]) -> Vec<Name> {
    let own = |shape: &Drawn| {
        let id = shape.element.attribute("id")?.strip_prefix(ELEMENT)?;
        (shape.element.attribute("data-id") == Some(id) && Id::new(id).is_ok()).then(|| id.to_owned())
    };
    let taken: BTreeSet<String> = shapes.iter().filter_map(own).collect();
    let mut next: BTreeMap<Kind, usize> = BTreeMap::new();
    let mut fresh = |kind: Kind| loop {
        let number = next.entry(kind).or_insert(0);
        *number += 1;
        let id = format!("{}-p{number}", kind.as_str());
        if !taken.contains(&id) {
            return id;
        }
    };
    let name = |shape: &Drawn| match own(shape) {
        Some(id) => Name { id, written: true },
        None => {
            let id = fresh(shape.kind);
            if let Some(of) = shape.element.attribute("data-id") {
                let message = format!("a copy of \"{of}\" is the new element \"{id}\", without key and name");
                page.note(NoteKind::Fact, shape.element.line, message, "");
            }
            Name { id, written: false }
        }
    };
    shapes.iter().map(name).collect()
}

fn stroke(page: &Page, shape: &Drawn, name: &Name, ids: &mut BTreeMap<String, usize>) -> Option<Stroke<SketchPx>> {
    let Drawn { element, kind, px_from_user } = shape;
    let outline = page.keep(outline(element, *px_from_user))?;
    let form = page.keep(outline.form(*kind, is_spot(element, *kind), element.line))?;
    if outline.curved && matches!(form, Form::Line(_) | Form::Area(_)) {
        let message = format!("the curve of \"{}\" is kept as chords at most {FLATNESS_PX} pixels from it", name.id);
        page.note(NoteKind::Fact, element.line, message, "");
    }
    let mut members = vec![member("id", &name.id, element.line), member("kind", kind.as_str(), element.line)];
    let key = element.attribute("data-key").map(str::trim).filter(|key| name.written && !key.is_empty());
    members.extend(key.map(|key| member("key", key, element.line)));
    if name.written {
        members.extend(further(page, element, &form));
    }
    let properties = Value { line: element.line, source: "", node: Node::Table(members) };
    let properties = Table::new(page, "the path", &properties)?;
    trace::stroke(page, Feature { line: element.line, properties, form: Some(form) }, ids)
}

/// Whether a shape stands for a point: a lozenge of ours, or a circle somebody drew among towers, objects or labels.
fn is_spot(element: &Element, kind: Kind) -> bool {
    let round = matches!(element.name.as_str(), "circle" | "ellipse");
    let area_or_line = kind.is_line() || kind.is_opening() || kind.is_area();
    element.attribute("data-form") == Some("point") || (round && !area_or_line)
}

fn member<'a>(name: &'static str, text: &'a str, line: usize) -> Member<'a> {
    Member { name: name.into(), line, value: Value { line, source: text, node: Node::Text(text.into()) } }
}

/// The members of `data-properties`. Node keys go by position in the list, so a path that gained or lost nodes comes
/// without them.
fn further<'e>(page: &Page, element: &'e Element, form: &Form) -> Vec<Member<'e>> {
    let Some(text) = element.attribute("data-properties") else { return Vec::new() };
    let findings = Findings::default();
    let parsed = json_tree::parse(&Page { file: page.file, findings: &findings }, text);
    let Some(Value { node: Node::Table(mut members), .. }) = parsed.filter(|_| findings.is_clean()) else {
        let found = format!("data-properties=\"{}\"", text.chars().take(60).collect::<String>());
        page.mistake(element.line, found, "a JSON object", "undo the change to it, or remove the attribute");
        return Vec::new();
    };
    members.retain(|member| !["id", "kind", "key"].contains(&member.name.as_ref()));
    members.iter_mut().for_each(|member| {
        member.line = element.line;
        set_line(&mut member.value, element.line);
    });
    let vertices = form.vertices().len();
    let nodes = members.iter().position(|member| member.name == "nodes");
    if let Some(at) = nodes.filter(|at| members[*at].value.elements().is_some_and(|list| list.len() != vertices)) {
        members.remove(at);
        let message = "nodes were added or removed: the node keys of this path have to be found again";
        page.note(NoteKind::Doubted, element.line, message, "look at the node keys in the trace");
    }
    members
}

/// What is inside an attribute stands on the line of its element.
fn set_line(value: &mut Value, line: usize) {
    value.line = line;
    match &mut value.node {
        Node::List(elements) => elements.iter_mut().for_each(|element| set_line(element, line)),
        Node::Table(members) => members.iter_mut().for_each(|member| {
            member.line = line;
            set_line(&mut member.value, line);
        }),
        _ => {}
    }
}
