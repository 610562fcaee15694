//! How elements are drawn: colour is what they rest on, pattern how many independent accounts name them, a heavy outline
//! that accounts disagree. The table is the viewer's ([`locus_viewer_core::doubt`]).

use super::rule::Rule;
use super::symbol::{Ink, Symbol, colour};
use super::words;
use locus_model::table::Shape;
use locus_viewer_core::basis::Basis;
use locus_viewer_core::doubt::{self, Pattern};

/// What is undisputed, and of what is not the display default.
pub const SHOWN: &str = r#"("hypothesis" IS NULL OR "hypothesis_default")"#;
const CONTESTED: &str = r#"("contradicted_by" <> '[]' OR "hypothesis" IS NOT NULL)"#;
const BLACK: [u8; 3] = [0; 3];
const WHITE: [u8; 3] = [255; 3];
const DARK: [u8; 3] = [40; 3];

/// The rules of a layer of elements; `disputed`: with what alternatives that are not shown first tell instead, switched
/// off.
pub fn rules(layer: &str, shape: Shape, disputed: bool) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Basis::ALL.map(|basis| of_basis(layer, shape, basis)).into();
    rules.extend([Pattern::Dots, Pattern::Sparse, Pattern::Dense].map(|pattern| of_support(shape, pattern)));
    let contested = Symbol { shape, opacity: 1.0, inks: vec![outline(layer, shape, "solid")] };
    rules.push(Rule::new(words::contested(), format!("{SHOWN} AND {CONTESTED}"), contested));
    if disputed {
        let other = Symbol { shape, opacity: 0.8, inks: vec![outline(layer, shape, "dash")] };
        rules.push(Rule { on: false, ..Rule::new(words::OTHER_STORY.to_owned(), format!("NOT {SHOWN}"), other) });
    }
    rules
}

fn of_basis(layer: &str, shape: Shape, basis: Basis) -> Rule {
    let is = match basis {
        Basis::Seen => r#""status" = 'seen'"#,
        Basis::Testified => r#""status" = 'testified'"#,
        Basis::Inferred => r#""status" = 'inferred'"#,
        // A status this version does not know counts as the weakest, as in the viewer.
        Basis::Assumed => r#"coalesce("status", '') NOT IN ('seen', 'testified', 'inferred')"#,
    };
    let opacity = if basis == Basis::Assumed { 0.5 } else { 1.0 };
    let symbol = Symbol { shape, opacity, inks: vec![surface(layer, shape, basis)] };
    Rule::new(words::basis(basis), format!("{SHOWN} AND {is}"), symbol)
}

fn surface(layer: &str, shape: Shape, basis: Basis) -> Ink {
    let rgb = doubt::rgb(basis);
    let assumed = basis == Basis::Assumed;
    match shape {
        // A yard is ground: its outline says enough.
        Shape::Polygon if layer == "yards" => Ink::area(colour(rgb, 20), colour(rgb, 255), 0.4, "dash"),
        Shape::Polygon => Ink::area(colour(rgb, 90), colour(rgb, 255), 0.4, if assumed { "dash" } else { "solid" }),
        Shape::Line => Ink::line(colour(rgb, 255), width(layer), assumed.then_some("2;1")),
        Shape::Point => Ink::marker("square", 4.0, colour(rgb, 255), colour(WHITE, 255), 0.3),
    }
    .in_pass(1)
}

/// Millimetres on paper.
fn width(layer: &str) -> f64 {
    match layer {
        "roads" => 2.4,
        "openings" => 1.8,
        _ => 1.0,
    }
}

/// What is laid over the surface: the fuller, the more independent accounts; nothing from three on.
fn of_support(shape: Shape, pattern: Pattern) -> Rule {
    let (accounts, apart, dash, hole) = match pattern {
        Pattern::Dots => ("= 0", 1.6, "0.3;1.5", 2.6),
        Pattern::Sparse => ("= 1", 3.2, "1;3", 1.7),
        _ => ("= 2", 1.6, "3;1", 0.9),
    };
    let ink = match (shape, pattern) {
        (Shape::Polygon, Pattern::Dots) => {
            Ink::dots(Ink::marker("circle", 0.5, colour(DARK, 180), colour(DARK, 0), 0.0), apart)
        }
        (Shape::Polygon, _) => Ink::hatch(Ink::line(colour(DARK, 130), 0.15, None), apart),
        (Shape::Line, _) => Ink::line(colour(DARK, 255), 0.25, Some(dash)),
        (Shape::Point, _) => Ink::marker("circle", hole, colour(DARK, 255), colour(DARK, 0), 0.0),
    };
    let symbol = Symbol { shape, opacity: 1.0, inks: vec![ink.in_pass(2)] };
    Rule::new(words::support(pattern), format!(r#"{SHOWN} AND "independent_accounts" {accounts}"#), symbol)
}

/// Below lines and markers, above areas: so much of it is left to see.
fn outline(layer: &str, shape: Shape, style: &str) -> Ink {
    let dash = (style == "dash").then_some("1.2;1.2");
    match shape {
        Shape::Polygon => Ink::area(colour(BLACK, 0), colour(BLACK, 255), 0.9, style).in_pass(3),
        Shape::Line => Ink::line(colour(BLACK, 255), width(layer) + 1.2, dash),
        Shape::Point => Ink::marker("square", 5.4, colour(BLACK, 255), colour(BLACK, 255), 0.2),
    }
}
