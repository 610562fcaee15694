//! Plans as SVG in which every element is a link to its answer. Scene metres are the units: x to the right, z down, so grid
//! north is up.

mod area;
mod label;
mod marker;
mod stroke;

use area::Around;
pub use area::areas;
pub use stroke::paint;

use super::markup::{Markup, anchor, in_both, side_by_side, tag};
use super::words;
use crate::Facility;
use locus_publish::{Bundle, BundleElement, BundleLevel};
use locus_viewer_core::answer::answer;
use locus_viewer_core::basis::Basis;
use locus_viewer_core::doubt::{Channels, Look, look};
use locus_viewer_core::filter::Filter;
use locus_viewer_core::halo::ellipses;
use locus_viewer_core::language::Language;
use locus_viewer_core::selection::Selection;

/// What lies under what.
const ORDER: [&str; 7] = ["yards", "buildings", "rooms", "roads", "walls", "openings", "objects"];

/// All plans: of every level the whole, and each building with rooms from near.
pub fn figures(facility: &Facility) -> Markup {
    let bundle = facility.bundle();
    let mut figures = Vec::new();
    for level in &bundle.levels {
        for area in areas(bundle, level) {
            let number = figures.len();
            figures.push(figure(bundle, level, &area, number));
        }
    }
    figures.into()
}

/// One plan.
fn figure(bundle: &Bundle, level: &BundleLevel, area: &Around, number: usize) -> Markup {
    let name = in_both(|language| {
        let level = language.of(&level.name).unwrap_or(&level.id);
        let of = area.of.and_then(|element| locus_viewer_core::labels::name(element, language));
        let name = of.map_or(level.to_owned(), |of| format!("{of}, {level}"));
        words::PLAN_OF.with(language, &[("name", &name)]).into()
    });
    let plan = Plan { bundle, level, area, number };
    let (id, view) = (format!("plan-{number}"), area.view_box());
    let caption = tag("figcaption", &[("id", &id)], [name, north(bundle)]);
    let attributes = [
        ("class", "plan"),
        ("viewBox", view.as_str()),
        ("role", "group"),
        ("aria-labelledby", &id),
        ("data-level", &level.id),
    ];
    tag("figure", &[], [caption, tag("svg", &attributes, plan.drawing())])
}

/// How true north lies to the up of every plan.
fn north(bundle: &Bundle) -> Markup {
    let degrees = bundle.frame.convergence_deg;
    // Convergence is clockwise from true to grid north: where it is positive, true north lies to the left of up.
    let said = if degrees < 0.0 { words::TRUE_NORTH_EAST } else { words::TRUE_NORTH_WEST };
    let degrees = format!("{:.1}", degrees.abs());
    let one = |language| Markup::from(format!(" · {}", said.with(language, &[("degrees", &degrees)])));
    in_both(one)
}

/// A plan being drawn.
struct Plan<'a> {
    bundle: &'a Bundle,
    level: &'a BundleLevel,
    area: &'a Around<'a>,
    number: usize,
}

impl Plan<'_> {
    fn drawing(&self) -> Markup {
        let on_level = self.bundle.elements.iter().filter(|e| e.level == self.level.id && self.area.touches(e));
        let mut elements: Vec<&BundleElement> = on_level.collect();
        elements.sort_by_key(|e| (ORDER.iter().position(|layer| *layer == e.layer), e.id.as_str()));
        let things = elements.iter().map(|element| self.thing(element));
        let things: Markup = [stroke::patterns(self)].into_iter().chain(things).collect();
        let parts = [things, self.doubt(), label::names(self, &elements), marker::incidents(self), self.bar()];
        parts.into()
    }

    /// An element as a link to its answer.
    fn thing(&self, element: &BundleElement) -> Markup {
        let look = look(element, Channels::default());
        let [_, link] = anchor("element", &element.id);
        let class = class(element, &look);
        let title = side_by_side(|language| {
            let said = answer(self.bundle, &Selection::Element(element.id.clone()), language);
            said.map_or_else(|| element.id.clone(), |said| format!("{} ({})", said.title, said.subtitle))
        });
        // Walls are reached through the table: two hundred of them would stand between a keyboard and the next plan.
        let order = if element.layer == "walls" || element.layer == "roads" { "-1" } else { "0" };
        let mut attributes =
            vec![("href", link.as_str()), ("class", &class), ("tabindex", order), ("data-id", &element.id)];
        attributes.extend(element.hypothesis.as_deref().map(|name| ("data-hypothesis", name)));
        tag("a", &attributes, [tag("title", &[], title), stroke::shape(self, element, &look)])
    }

    /// The 95 % ellipses of what is shown first.
    fn doubt(&self) -> Markup {
        let filter = Filter { level: Some(self.level.id.clone()), ..Filter::default() };
        let rings = ellipses(self.bundle, &filter, &filter.visible(self.bundle));
        let path = |points: &[[f64; 3]]| stroke::path(&points.iter().map(|[x, _, z]| [*x, *z]).collect::<Vec<_>>());
        let near = rings.iter().filter(|ring| self.area.holds(self.bundle.nodes[ring.node].position));
        let drawn = near.map(|ring| tag("path", &[("d", &path(&ring.points))], ""));
        let width = stroke::number(0.0015 * self.area.extent());
        tag("g", &[("class", "ellipses"), ("stroke-width", &width)], drawn.collect::<Markup>())
    }

    /// A round number of metres, in the lower left corner.
    fn bar(&self) -> Markup {
        let longest = 0.2 * self.area.extent();
        let decade = 10f64.powf(longest.log10().floor());
        let metres = [5.0, 2.0, 1.0].into_iter().map(|n| n * decade).find(|m| *m <= longest).unwrap_or(decade);
        let unit = 0.012 * self.area.extent();
        let [x, z] = [self.area.low[0] + unit, self.area.high[1] - unit];
        let line = stroke::path(&[[x, z - unit], [x, z], [x + metres, z], [x + metres, z - unit]]);
        let [at, up, size] = [x + metres + unit, z, 1.6 * unit].map(stroke::number);
        let bar = tag("path", &[("d", &line), ("stroke-width", &stroke::number(0.2 * unit))], "");
        let text = tag("text", &[("x", &at), ("y", &up), ("font-size", &size)], format!("{metres} m"));
        tag("g", &[("class", "bar")], [bar, text])
    }
}

/// The basis, whether it is contested, and whether it is shown first.
fn class(element: &BundleElement, look: &Look) -> String {
    let mut class = format!("thing {}", basis(element));
    for (so, word) in [
        (look.outline.is_some(), " contested"),
        (element.hypothesis.is_some() && element.hypothesis_default != Some(true), " other"),
        (ORDER[1..3].contains(&element.layer.as_str()) || element.layer == "yards", " floor"),
    ] {
        if so {
            class.push_str(word);
        }
    }
    class
}

/// The class of a basis.
pub fn basis(element: &BundleElement) -> &'static str {
    match Basis::of(element) {
        Basis::Seen => "seen",
        Basis::Testified => "testified",
        Basis::Inferred => "inferred",
        Basis::Assumed => "assumed",
    }
}

/// A sample of a surface for the legend.
pub fn sample(fill: &str, pattern: Option<&str>, is_outlined: bool) -> Markup {
    let whole = [("x", "1"), ("y", "1"), ("width", "28"), ("height", "14")];
    let mut surface = whole.to_vec();
    surface.push(("class", fill));
    let mut parts = vec![tag("rect", &surface, "")];
    if let Some(pattern) = pattern {
        let mut over = whole.to_vec();
        over.push(("class", "hatch"));
        over.push(("fill", pattern));
        parts.push(tag("rect", &over, ""));
    }
    if is_outlined {
        let mut rim = whole.to_vec();
        rim.push(("class", "rim"));
        parts.push(tag("rect", &rim, ""));
    }
    tag("svg", &[("class", "sample"), ("viewBox", "0 0 30 16"), ("aria-hidden", "true")], parts)
}

/// The patterns that the samples of the legend use.
pub fn sample_patterns() -> Markup {
    let attributes = [("class", "defs"), ("width", "0"), ("height", "0"), ("aria-hidden", "true")];
    tag("svg", &attributes, stroke::pattern_set("legend", 4.0))
}

/// A language in which a name exists.
fn name(element: &BundleElement, language: Language) -> Option<String> {
    locus_viewer_core::labels::name(element, language).filter(|name| !name.trim().is_empty())
}
