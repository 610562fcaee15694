//! Rules of a QGIS renderer: every rule that a feature meets draws it once more.

use super::symbol::Symbol;
use quick_xml::escape::escape;
use std::fmt::Write;

/// Who is drawn how.
pub struct Rule {
    /// What the legend says.
    pub label: String,
    /// Which features, as a QGIS expression; empty for all.
    pub filter: String,
    /// How.
    pub symbol: Symbol,
    /// Whether it is switched on.
    pub on: bool,
}

impl Rule {
    /// A rule that is switched on.
    pub fn new(label: String, filter: impl Into<String>, symbol: Symbol) -> Self {
        Self { label, filter: filter.into(), symbol, on: true }
    }
}

/// The renderer, as QML.
pub fn renderer(rules: &[Rule]) -> String {
    let mut xml =
        r#"<renderer-v2 type="RuleRenderer" forceraster="0" symbollevels="0" enableorderby="0"><rules key="{rules}">"#
            .to_owned();
    for (index, rule) in rules.iter().enumerate() {
        let (label, filter) = (escape(rule.label.as_str()), escape(rule.filter.as_str()));
        let state = if rule.on { "" } else { r#" checkstate="0""# };
        // Writing to a String cannot fail.
        let _ =
            write!(xml, r#"<rule key="{{rule-{index}}}" symbol="{index}" label="{label}" filter="{filter}"{state}/>"#);
    }
    xml.push_str("</rules><symbols>");
    for (index, rule) in rules.iter().enumerate() {
        xml.push_str(&rule.symbol.xml(&index.to_string()));
    }
    xml + "</symbols></renderer-v2>"
}
