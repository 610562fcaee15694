//! The first image file directory of a TIFF, which is also what an EXIF block is (TIFF 6.0, section 2; EXIF 2.32, 4.5).

/// The tag that points to the GPS directory.
const GPS_TAG: u16 = 0x8825;

/// What the first directory says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Directory {
    /// Whether it points to a GPS directory.
    pub has_gps: bool,
    /// Offset of the next directory (the next page of a TIFF); 0 when there is none.
    pub next: u32,
}

/// Reads the first directory; `None` for anything that is no classic TIFF structure or ends too early.
pub fn first_ifd(block: &[u8]) -> Option<Directory> {
    let little = match block.get(..4)? {
        [b'I', b'I', 42, 0] => true,
        [b'M', b'M', 0, 42] => false,
        _ => return None,
    };
    let u16_at = |at: usize| {
        let two: [u8; 2] = block.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let u32_at = |at: usize| {
        let four: [u8; 4] = block.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    };
    let start = usize::try_from(u32_at(4)?).ok()?;
    let entries = usize::from(u16_at(start)?);
    let entry = |index: usize| start.checked_add(2)?.checked_add(12 * index);
    let has_gps = (0..entries).any(|index| entry(index).and_then(u16_at) == Some(GPS_TAG));
    Some(Directory { has_gps, next: entry(entries).and_then(u32_at).unwrap_or(0) })
}
