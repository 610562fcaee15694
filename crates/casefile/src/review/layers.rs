//! The names that the SVG gives to things, for its writer and its reader.

use locus_model::Kind;

/// The id of the picture of the scan.
pub(super) const SCAN: &str = "scan";
/// What the ids of the paths of elements begin with (an id of XML may not begin with a digit, that of an element may).
pub(super) const ELEMENT: &str = "element.";
/// Of the layer of a kind.
pub(super) const LAYER: &str = "layer.";

/// The layer that a group says it is.
pub(super) fn kind_of_layer(id: Option<&str>, data_kind: Option<&str>, label: Option<&str>) -> Option<Kind> {
    let by_id = || id.and_then(|id| id.strip_prefix(LAYER)).and_then(Kind::parse);
    // The label is what a person sees and renames, so it counts first.
    label.and_then(|label| Kind::parse(label.trim())).or_else(|| data_kind.and_then(Kind::parse)).or_else(by_id)
}
