//! The closed lists of words of the case format.

use locus_model::{Certainty, Consent, Elicitation, HeightBasis, Kind, Polarity, Side, Vantage};

pub(crate) const VANTAGE: &[(&str, Vantage)] = &[
    ("was-there", Vantage::WasThere),
    ("saw", Vantage::Saw),
    ("heard", Vantage::Heard),
    ("was-told", Vantage::WasTold),
];

pub(crate) const CONSENT: &[(&str, Consent)] =
    &[("internal", Consent::Internal), ("parties", Consent::Parties), ("public", Consent::Public)];

pub(crate) const ELICITATION: &[(&str, Elicitation)] = &[
    ("free-recall", Elicitation::FreeRecall),
    ("open-question", Elicitation::OpenQuestion),
    ("specific-question", Elicitation::SpecificQuestion),
    ("shown-imagery", Elicitation::ShownImagery),
    ("shown-sketch", Elicitation::ShownSketch),
    ("shown-model", Elicitation::ShownModel),
];

pub(crate) const POLARITY: &[(&str, Polarity)] =
    &[("affirms", Polarity::Affirms), ("denies", Polarity::Denies), ("does-not-know", Polarity::DoesNotKnow)];

pub(crate) const CERTAINTY: &[(&str, Certainty)] =
    &[("sure", Certainty::Sure), ("unsure", Certainty::Unsure), ("corrected", Certainty::Corrected)];

/// Degrees clockwise from true north.
pub(crate) const COMPASS: &[(&str, f64)] = &[
    ("north", 0.0),
    ("north-east", 45.0),
    ("east", 90.0),
    ("south-east", 135.0),
    ("south", 180.0),
    ("south-west", 225.0),
    ("west", 270.0),
    ("north-west", 315.0),
];

pub(crate) const SIDE: &[(&str, Side)] = &[("left", Side::Left), ("right", Side::Right)];

/// A footprint's height is measured or told; rules and defaults belong to Locus.
pub(crate) const HEIGHT_BASIS: &[(&str, HeightBasis)] =
    &[("shadow", HeightBasis::Shadow), ("stated", HeightBasis::Stated)];

pub(crate) const KIND: &[(&str, Kind)] = &[
    ("wall", Kind::Wall),
    ("fence", Kind::Fence),
    ("road", Kind::Road),
    ("room", Kind::Room),
    ("building", Kind::Building),
    ("yard", Kind::Yard),
    ("door", Kind::Door),
    ("gate", Kind::Gate),
    ("window", Kind::Window),
    ("tower", Kind::Tower),
    ("object", Kind::Object),
    ("label", Kind::Label),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_kinds_and_bases_are_those_of_the_model() {
        assert_eq!(KIND.len(), Kind::ALL.len());
        assert!(KIND.iter().all(|(word, kind)| kind.as_str() == *word));
        assert!(HEIGHT_BASIS.iter().all(|(word, basis)| basis.as_str() == *word));
        assert!(CERTAINTY.iter().all(|(word, certainty)| certainty.as_str() == *word));
    }
}
