//! Identifiers that other formats ask for, derived from the published ids: the same thing has the same one for ever.

use sha1::{Digest, Sha1};
use std::fmt;

/// The namespace of every identifier made here (RFC 9562, section 5.5): `uuid5(NAMESPACE_URL, "urn:locus:export")`.
const NAMESPACE: [u8; 16] =
    [0x2b, 0xa0, 0xaf, 0xce, 0x69, 0xae, 0x56, 0x16, 0xbd, 0x44, 0x5d, 0xa5, 0x78, 0x7f, 0x9f, 0x4e];

/// The digits of an `IfcGloballyUniqueId` (ISO 16739-1, 8.3.3.1): six bits each, the first two only.
const IFC_DIGITS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$";

/// A name-based UUID, version 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uuid([u8; 16]);

impl Uuid {
    /// Of `<case>/<what>/<id>`: `what` tells apart the things a format makes of one element.
    pub fn of(case: &str, what: &str, id: &str) -> Self {
        let mut hash = Sha1::new();
        hash.update(NAMESPACE);
        hash.update(format!("{case}/{what}/{id}"));
        let digest = hash.finalize();
        let mut bytes: [u8; 16] = std::array::from_fn(|i| digest[i]);
        bytes[6] = (bytes[6] & 0x0f) | 0x50;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Self(bytes)
    }

    /// The same 128 bits as IFC writes them: 22 digits, most significant first.
    pub fn ifc(&self) -> String {
        let bits = u128::from_be_bytes(self.0);
        (0..22).rev().map(|i| char::from(IFC_DIGITS[(bits >> (6 * i)) as usize & 63])).collect()
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, byte) in self.0.iter().enumerate() {
            let dash = if [4, 6, 8, 10].contains(&i) { "-" } else { "" };
            write!(f, "{dash}{byte:02x}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_other_programs_compute_them() {
        // Python: uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, "urn:locus:export"), "case/element/wall-1"), and
        // ifcopenshell.guid.compress of its hex digits.
        let uuid = Uuid::of("case", "element", "wall-1");
        assert_eq!(uuid.to_string(), "79c0d705-9d57-57a3-a583-5eba0f704ff1");
        assert_eq!(uuid.ifc(), "1vmDS5dLTNewM3NheFS4$n");
    }
}
