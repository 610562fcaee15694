//! How QGIS draws the tables: QML, kept in the GeoPackage and in the project.

mod element;
mod evidence;
mod label;
mod rule;
mod symbol;
mod words;

use crate::Facility;
use locus_model::table::Shape;
use rule::Rule;
use symbol::{Ink, Symbol, colour};

/// Around the parts in a file of their own.
const HEAD: &str = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>";
/// What a map tip shows; the expression's result is text, not markup, once its brackets are replaced.
const TIP: &str = r#"[% replace(replace(replace(coalesce("answer_en", "id") || '\n\n' || coalesce("answer_ko", ''), '&', '&amp;'), '<', '&lt;'), '\n', '<br/>') %]"#;

/// A style as a document of its own.
pub fn qml(facility: &Facility, layer: &str, shape: Shape) -> String {
    let parts = parts(facility, layer, shape);
    format!(
        r#"{HEAD}<qgis version="3.22.0" styleCategories="Symbology|Labeling|MapTips" labelsEnabled="1">{parts}</qgis>"#
    )
}

/// What a layer is drawn with: renderer, labels, map tip.
pub fn parts(facility: &Facility, layer: &str, shape: Shape) -> String {
    let rules = rules(facility, layer, shape);
    let expression = match layer {
        "incidents" => r#""id""#,
        "pins" | "areas" => r#""id" || ': ' || "key""#,
        "sheets" => r#""id""#,
        "rooms" | "buildings" | "objects" | "openings" => label::NAMES,
        _ => "",
    };
    let points = if matches!(layer, "openings" | "rooms") { 5.5 } else { 7.0 };
    let labels = if expression.is_empty() { String::new() } else { label::labeling(expression, shape, points) };
    let tip = quick_xml::escape::escape(TIP);
    format!("{}{labels}<mapTip>{tip}</mapTip>", rule::renderer(&rules))
}

fn rules(facility: &Facility, layer: &str, shape: Shape) -> Vec<Rule> {
    match layer {
        "uncertainty" => evidence::ellipses(),
        "nodes" => evidence::nodes(),
        "incidents" => evidence::incidents(),
        "strokes" | "sheets" | "pins" | "areas" => evidence::by_account(facility.bundle(), layer, shape),
        _ => element::rules(layer, shape, !facility.bundle().hypotheses.is_empty()),
    }
}

/// The symbol of a white page.
pub fn page() -> String {
    let paper = Ink::area(colour([255; 3], 255), colour([255; 3], 0), 0.0, "no");
    Symbol { shape: Shape::Polygon, opacity: 1.0, inks: vec![paper] }.xml("")
}
