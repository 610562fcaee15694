//! A plan of one level as SVG: what is known at a glance, with its doubt.
//!
//! Grid north is up. Line styles repeat the colours, so that a black-and-white print still tells testimony from filler.

mod legend;
mod page;

use crate::Inputs;
use crate::layers::ellipse;
use crate::scene::Story;
use geo::{BoundingRect, Coord, LineString, MultiPoint, Rect};
use locus_model::{Element, Form, Id, Kind, Status};
use page::{Page, escaped};

/// Paper beyond the outermost corner, as a share of the longer side.
const MARGIN: f64 = 0.04;

/// The plan of one level as an SVG document: walls, areas with their names, openings and objects of the undisputed and
/// the display defaults, the 95 % ellipse of every node, a scale bar, a north arrow and a legend. A level without
/// elements gives an empty sheet with its title.
pub fn plan_svg(inputs: &Inputs, level: &Id) -> String {
    let mut elements: Vec<&Element> =
        inputs.plan().elements.iter().filter(|e| e.level == *level && Story::Default.tells(e)).collect();
    elements.sort_by_key(|e| (order(e.kind), e.id.as_str()));
    let corners: MultiPoint = elements.iter().flat_map(|e| e.shape.geometry().vertices()).collect();
    let origin = inputs.plan().frame.origin.geometry().0;
    let around = corners.bounding_rect().unwrap_or(Rect::new(origin, origin + Coord { x: 10.0, y: 10.0 }));
    let margin = MARGIN * around.width().max(around.height()).max(1.0);
    let mut page = Page::new(around, margin);
    for element in &elements {
        draw(&mut page, element);
    }
    ellipses(&mut page, inputs, &elements);
    for element in &elements {
        label(&mut page, element);
    }
    let name =
        inputs.case().levels.iter().find(|l| l.id == *level).and_then(|l| l.name.any()).unwrap_or(level.as_str());
    let title = format!("{} · {name}", inputs.case().name.any().unwrap_or(inputs.case().id.as_str()));
    legend::add(&mut page, inputs, &elements);
    page.finish(&title)
}

/// What lies under what.
fn order(kind: Kind) -> u8 {
    match kind {
        Kind::Yard => 0,
        Kind::Building => 1,
        Kind::Room => 2,
        Kind::Road => 3,
        Kind::Wall | Kind::Fence => 4,
        Kind::Door | Kind::Gate | Kind::Window => 5,
        Kind::Tower | Kind::Object | Kind::Label => 6,
    }
}

fn draw(page: &mut Page, element: &Element) {
    let style = style(element.status);
    match (element.shape.geometry(), element.kind) {
        (Form::Area(area), kind) => {
            let fill = if kind == Kind::Yard { 0.06 } else { 0.16 };
            let rings: Vec<&LineString> = std::iter::once(area.exterior()).chain(area.interiors()).collect();
            page.area(
                &rings,
                &format!("fill=\"{0}\" fill-opacity=\"{fill}\" stroke=\"{0}\" {1}", style.colour, style.thin),
            );
        }
        (Form::Line(line), Kind::Road) => page.line(line, "stroke=\"#dddddd\" stroke-width=\"14\""),
        (Form::Line(line), kind) if kind.is_opening() => {
            // A gap in the wall, and what fills it.
            page.line(line, "stroke=\"#ffffff\" stroke-width=\"7\"");
            page.line(line, &format!("stroke=\"{}\" stroke-width=\"1.5\"", style.colour));
        }
        (Form::Line(line), kind) => {
            let width = if kind == Kind::Fence { 2.0 } else { 5.0 };
            page.line(line, &format!("stroke=\"{}\" stroke-width=\"{width}\" {}", style.colour, style.dashes));
        }
        (Form::Point(p), _) => page.spot(p.0, style.colour),
    }
}

/// The doubt about every corner that is drawn.
fn ellipses(page: &mut Page, inputs: &Inputs, elements: &[&Element]) {
    let mut nodes: Vec<_> = inputs.plan().nodes.iter().collect();
    nodes.retain(|n| n.hypothesis.as_ref().is_none_or(|h| h.default));
    nodes.retain(|n| elements.iter().any(|e| e.nodes.contains(&n.key)));
    nodes.sort_by(|a, b| a.key.cmp(&b.key));
    for node in nodes {
        page.area(
            &[ellipse(node).exterior()],
            "fill=\"none\" stroke=\"#000000\" stroke-opacity=\"0.35\" stroke-width=\"0.7\"",
        );
    }
}

/// The name of an area or an object in both languages, else its key.
fn label(page: &mut Page, element: &Element) {
    if element.kind.is_line() || element.kind.is_opening() {
        return;
    }
    let name = element.name.as_ref();
    let key = element.key.as_ref().map(|k| k.as_str());
    let lines = [name.and_then(|n| n.ko()), name.and_then(|n| n.en()).or(key)];
    let vertices = LineString::new(element.shape.geometry().vertices());
    let Some(around) = vertices.bounding_rect() else { return };
    // The name of what holds others stands above it, that of a spot below: their middles are taken.
    let line_m = 20.0 / page.px_per_m();
    let at = match (element.kind, element.shape.geometry()) {
        (Kind::Yard | Kind::Building, _) => Coord { y: around.max().y + line_m, ..around.center() },
        (_, Form::Point(spot)) => Coord { y: spot.y() - line_m, x: spot.x() },
        _ => around.center(),
    };
    let mut lines: Vec<String> = lines.into_iter().flatten().map(escaped).filter(|l| !l.trim().is_empty()).collect();
    lines.dedup();
    let room_m = if element.kind == Kind::Room { Some(around.width()) } else { None };
    page.text(at, &lines, room_m);
}

/// How a status is drawn.
struct Style {
    colour: &'static str,
    dashes: &'static str,
    thin: &'static str,
}

fn style(status: Status) -> Style {
    let (colour, dashes, thin) = match status {
        Status::Seen => ("#0072B2", "", "stroke-width=\"1.2\""),
        Status::Testified => ("#E69F00", "", "stroke-width=\"1.2\""),
        Status::Inferred => ("#CC79A7", "stroke-dasharray=\"10 5\"", "stroke-width=\"1.2\" stroke-dasharray=\"6 3\""),
        Status::Assumed => ("#999999", "stroke-dasharray=\"2 4\"", "stroke-width=\"1.2\" stroke-dasharray=\"2 3\""),
    };
    Style { colour, dashes, thin }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::status_rgb;

    #[test]
    fn the_blueprint_and_the_model_use_the_same_colours() {
        for status in [Status::Seen, Status::Testified, Status::Inferred, Status::Assumed] {
            let [r, g, b] = status_rgb(status);
            assert_eq!(style(status).colour, format!("#{r:02X}{g:02X}{b:02X}"));
        }
    }
}
