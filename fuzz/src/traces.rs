//! The readers of drawings: whatever they accept, they give out and take back unchanged.

use crate::answer::names_file_and_line;
use crate::drawings::{IMAGE, SCAN, is_within_reason, returns};
use locus_casefile::review::{geojson, read_edited, read_trace};
use locus_model::{Drawing, Overlay, SketchPx};
use std::collections::BTreeMap;

/// A `.trace.geojson`, as strictly as with its case and as an editor left it.
pub fn trace_file(bytes: &[u8]) {
    const FILE: &str = "A01-1.trace.geojson";
    let strict = read_trace(FILE, bytes, IMAGE);
    let edited = read_edited(FILE, bytes, SCAN);
    match &strict {
        Err(mistakes) => names_file_and_line(mistakes, FILE, bytes),
        Ok(read) => {
            comes_back(&read.drawing);
            if let Ok(edited) = &edited {
                assert_eq!(edited.drawing, read.drawing, "both readers read the same");
            } else {
                assert!(read.drawing.strokes.is_empty(), "what is right is right when it comes from an editor");
            }
        }
    }
    match &edited {
        Err(mistakes) => names_file_and_line(mistakes, FILE, bytes),
        Ok(read) => comes_back(&read.drawing),
    }
}

/// An SVG as an editor left it.
pub fn svg_file(bytes: &[u8]) {
    const FILE: &str = "A01-1.svg";
    match read_edited(FILE, bytes, SCAN) {
        Err(mistakes) => names_file_and_line(&mistakes, FILE, bytes),
        Ok(read) => {
            comes_back(&read.drawing);
            assert!(!read.drawing.strokes.is_empty());
            let overlay =
                Overlay { image: IMAGE, size: SCAN.size, drawing: &read.drawing, doubts: &BTreeMap::new(), ink: &[] };
            returns(&overlay, SCAN);
        }
    }
}

/// Written, read, and written again: the same drawing, and the same bytes.
fn comes_back(drawing: &Drawing<SketchPx>) {
    drawing.strokes.iter().for_each(is_within_reason);
    let written = geojson(drawing, IMAGE);
    let again = read_trace("written.trace.geojson", written.as_bytes(), IMAGE)
        .unwrap_or_else(|mistakes| panic!("what was written is refused: {mistakes}\n{written}"));
    assert_eq!(again.drawing, *drawing);
    assert_eq!(geojson(&again.drawing, IMAGE), written);
}
