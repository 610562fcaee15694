//! JPEG: what is spread over several segments of one kind (extended XMP, colour profiles), put together.

use super::Part;
use std::collections::BTreeMap;

/// The longest identifier that such a segment repeats, and what of it counts: the name ends in a zero.
const NUMBERED: &[(&[u8], usize)] =
    &[(b"ICC_PROFILE\0", 14), (b"http://ns.adobe.com/xmp/extension/\0", 75), (b"Exif\0\0", 6), (b"JP", 8)];

/// The joined segments; a single one stands in the file as it is.
pub fn parts(bytes: &[u8]) -> Vec<Part> {
    let mut joined: BTreeMap<&[u8], (usize, Vec<u8>)> = BTreeMap::new();
    for segment in segments(bytes) {
        let Some((name, head)) = NUMBERED.iter().find(|(name, _)| segment.starts_with(name)) else { continue };
        let (count, whole) = joined.entry(name).or_default();
        *count += 1;
        whole.extend(segment.get(*head..).unwrap_or_default());
    }
    let several = joined.into_iter().filter(|(_, (count, _))| *count > 1);
    several.map(|(name, (_, whole))| (String::from_utf8_lossy(name).trim_end_matches('\0').into(), whole)).collect()
}

fn segments(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 2;
    std::iter::from_fn(move || {
        let head = bytes.get(at..at + 4)?;
        // The picture itself begins; there are no further segments before its end.
        if head[0] != 0xFF || head[1] == 0xDA {
            return None;
        }
        let length = usize::from(u16::from_be_bytes([head[2], head[3]]));
        let content = bytes.get(at + 4..at + 2 + length)?;
        at += 2 + length;
        Some(content)
    })
}
