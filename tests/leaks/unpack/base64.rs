//! Base64 within text: data URIs, and what pages carry for their scripts.

use super::{Part, deflated, inflated};
use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Shorter runs hold nothing that the search would not find as they are.
const SHORTEST: usize = 64;
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_allow_trailing_bits(true)
    .with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// Every long run of letters that decodes, and what is squeezed in it.
pub fn parts(bytes: &[u8]) -> Vec<Part> {
    let mut parts = Vec::new();
    for (run, alphabet) in [(b"+/", STANDARD), (b"-_", URL_SAFE)] {
        let engine = GeneralPurpose::new(&alphabet, LENIENT);
        let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || run.contains(byte);
        for letters in bytes.split(|byte| !is_letter(byte)).filter(|letters| letters.len() >= SHORTEST) {
            let whole = letters.len() - usize::from(letters.len() % 4 == 1);
            let Ok(decoded) = engine.decode(&letters[..whole]) else { continue };
            let squeezed = inflated(&decoded).is_none().then(|| deflated(&decoded)).flatten();
            parts.extend(squeezed.map(|inner| ("base64, deflated".into(), inner)));
            parts.push(("base64".into(), decoded));
        }
    }
    parts
}
