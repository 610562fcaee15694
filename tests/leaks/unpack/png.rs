//! PNG: the squeezed texts and profiles, the squeezed rows of the picture, and its pixels.

use super::{Part, inflated};

const SIGNATURE: usize = 8;

/// What is squeezed in the chunks; everything else stands in the file as it is.
pub fn parts(bytes: &[u8]) -> Vec<Part> {
    let mut rows = Vec::new();
    let mut parts = Vec::new();
    for (kind, content) in chunks(bytes) {
        match kind {
            b"IDAT" => rows.extend_from_slice(content),
            // The squeezed bytes of these stand behind a few texts that end in zeros.
            b"zTXt" | b"iTXt" | b"iCCP" => {
                let starts = content.iter().enumerate().filter(|(_, byte)| **byte == 0).map(|(at, _)| at + 1);
                let texts = starts.flat_map(|at| [at, at + 1]).filter_map(|at| inflated(content.get(at..)?));
                parts.extend(texts.map(|text| (String::from_utf8_lossy(kind).into_owned(), text)));
            }
            _ => {}
        }
    }
    parts.extend(inflated(&rows).map(|rows| ("rows".into(), rows)));
    // Rows are written as differences; what they show is another thing to look at.
    parts.extend(image::load_from_memory(bytes).map(|shown| ("pixels".into(), shown.into_bytes())));
    parts
}

fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes.get(SIGNATURE..).unwrap_or_default();
    std::iter::from_fn(move || {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().unwrap()) as usize;
        let (kind, content) = (rest.get(4..8)?, rest.get(8..8 + length)?);
        rest = rest.get(12 + length..)?;
        Some((kind, content))
    })
}
