//! The published property names, written by hand: they are a contract, not a mirror of the code's field names.

use crate::precision::{covariance, decimals, is_positive_definite, metres};
use geojson::JsonObject;
use locus_model::{
    Agreement, Edtf, Element, Elicitation, Height, Held, HeldBy, Id, Membership, Node, Polarity, Source, Status, Text,
    Vantage,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A source that brings less than this share of what is known about a place is not named there.
const NAMED_SHARE: f64 = 0.005;

/// Properties of a feature or of a node of the model, in the order they are set.
#[derive(Clone, Debug, Default)]
pub struct Properties(pub JsonObject);

impl Properties {
    /// Sets a property.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// Sets a property that may be unknown: then it is absent, never null or guessed.
    pub fn set_known(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    /// Sets `name_en`, `name_ko` or the like.
    pub fn set_text(&mut self, name: &str, text: Option<&Text>) {
        self.set_known(&format!("{name}_en"), text.and_then(Text::en));
        self.set_known(&format!("{name}_ko"), text.and_then(Text::ko));
    }

    fn set_basis(&mut self, status: Status, agreement: &Agreement, independent: usize, sources: &BTreeSet<Source>) {
        self.set("status", status.as_str());
        self.set("drawn_by", ids(&agreement.drawn_by));
        self.set("not_drawn_by", ids(&agreement.not_drawn_by));
        self.set("contradicted_by", ids(&agreement.contradicted_by));
        self.set("independent_accounts", independent);
        self.set("sources", strings(sources));
    }

    /// Sets what holds a node, where the adjustment placed it: flat for a map's legend, then every source.
    pub fn set_held(&mut self, held: Option<&Held>) {
        let Some(held) = held else { return };
        let mut named = held.by_source();
        named.retain(|by| by.share >= NAMED_SHARE);
        let source = |by: &HeldBy| match by.off_m {
            Some(off) => json!({ "source": by.source, "share": decimals(by.share, 3), "off_m": off.map(metres) }),
            None => json!({ "source": by.source, "share": decimals(by.share, 3) }),
        };
        self.set("shared_radius95_m", metres(held.shared.radius95_m()));
        self.set_known("held_most_by", named.first().map(|by| by.source.as_str()));
        self.set_known("held_most_share", named.first().map(|by| decimals(by.share, 3)));
        self.set("held_by", named.iter().map(source).collect::<Vec<_>>());
    }

    fn set_alternative(&mut self, hypothesis: Option<&Membership>, valid: Option<&Edtf>) {
        self.set_known("hypothesis", hypothesis.map(|h| h.name.as_str()));
        if hypothesis.is_some_and(|h| h.default) {
            self.set("hypothesis_default", true);
        }
        self.set_known("valid", valid.map(Edtf::to_string));
    }

    fn set_height(&mut self, name: &str, height: Option<&Height>) {
        self.set_known(&format!("{name}_m"), height.map(|h| metres(h.metres)));
        self.set_known(&format!("{name}_basis"), height.map(|h| h.basis.as_str()));
        self.set_known(&format!("{name}_sd_m"), height.and_then(|h| h.sd_m).map(metres));
    }
}

/// Of a fused feature point with its 95 % radius, metres.
pub fn node(node: &Node, radius95_m: Option<f64>) -> Properties {
    let mut p = Properties::default();
    p.set("id", node.id.as_str());
    p.set("node", node.key.as_str());
    p.set_known("level", node.level.as_ref().map(Id::as_str));
    p.set_basis(node.status, &node.agreement, node.independent_accounts, &node.sources);
    p.set_known("radius95_m", radius95_m.map(metres));
    let printed = covariance(node.covariance);
    // A singular covariance would claim certainty in one direction; it is left out and noted.
    if is_positive_definite(printed) {
        p.set("cov_m2", printed.to_vec());
    }
    p.set_alternative(node.hypothesis.as_ref(), node.valid.as_ref());
    p
}

/// Of a fused wall, area, opening or object.
pub fn element(element: &Element) -> Properties {
    let mut p = Properties::default();
    p.set("id", element.id.as_str());
    p.set("kind", element.kind.as_str());
    p.set_known("key", element.key.as_ref().map(|k| k.as_str()));
    p.set_text("name", element.name.as_ref());
    p.set("level", element.level.as_str());
    p.set_known("host", element.host.as_deref());
    p.set_basis(element.status, &element.agreement, element.independent_accounts, &element.sources);
    p.set_known("radius95_m", element.radius95_m.map(metres));
    p.set_height("height", element.height.as_ref());
    p.set_height("sill", element.sill.as_ref());
    p.set_height("thickness", element.thickness.as_ref());
    p.set_alternative(element.hypothesis.as_ref(), element.valid.as_ref());
    p
}

/// Ids as a list.
pub fn ids(of: &BTreeSet<Id>) -> Vec<String> {
    of.iter().map(Id::to_string).collect()
}

/// Sources as a list.
pub fn strings(of: &BTreeSet<Source>) -> Vec<String> {
    of.iter().map(Source::to_string).collect()
}

/// The word of the case format.
pub fn vantage(vantage: Vantage) -> &'static str {
    match vantage {
        Vantage::WasThere => "was-there",
        Vantage::Saw => "saw",
        Vantage::Heard => "heard",
        Vantage::WasTold => "was-told",
    }
}

/// The word of the case format.
pub fn elicitation(elicitation: Elicitation) -> &'static str {
    match elicitation {
        Elicitation::FreeRecall => "free-recall",
        Elicitation::OpenQuestion => "open-question",
        Elicitation::SpecificQuestion => "specific-question",
        Elicitation::ShownImagery => "shown-imagery",
        Elicitation::ShownSketch => "shown-sketch",
        Elicitation::ShownModel => "shown-model",
    }
}

/// The word of the case format.
pub fn polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Affirms => "affirms",
        Polarity::Denies => "denies",
        Polarity::DoesNotKnow => "does-not-know",
    }
}
