//! Bytes that were changed: what somebody does to a file that they want to pass for another.

use arbitrary::{Result, Unstructured};

/// Does to `bytes` what `u` says: a byte changed, bytes put in, taken out, exchanged, written twice.
pub fn edited(u: &mut Unstructured, bytes: &[u8]) -> Result<Vec<u8>> {
    let mut changed = bytes.to_vec();
    for _ in 0..u.int_in_range(1..=4)? {
        let (a, b) = (place(u, &changed)?, place(u, &changed)?);
        let (from, to) = (a.min(b), a.max(b));
        match u.int_in_range(0..=4)? {
            0 if from < changed.len() => changed[from] ^= u.int_in_range(1..=255)?,
            1 => drop(changed.splice(from..from, u.bytes(u.len().min(4))?.iter().copied())),
            2 => drop(changed.drain(from..to)),
            3 => drop(changed.splice(from..from, bytes.get(from..to).unwrap_or_default().to_vec())),
            _ => changed[from..to].reverse(),
        }
    }
    Ok(changed)
}

/// Anywhere, and often the beginning or the end of a line.
fn place(u: &mut Unstructured, bytes: &[u8]) -> Result<usize> {
    let at = u.int_in_range(0..=bytes.len())?;
    if u.ratio(1, 2)? {
        return Ok(at);
    }
    Ok(bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1))
}
