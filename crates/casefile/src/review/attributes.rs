//! Text inside XML.

use std::fmt::Write;

/// `text` for an attribute or between tags (XML 1.0, sections 2.2, 2.4 and 3.3.3). Line breaks and tabs survive as
/// references; characters that XML cannot hold are written as JSON writes them (`\ufffe`), which inside JSON is the same.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => _ = write!(out, "&#{};", c as u32),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => _ = write!(out, "\\u{:04x}", c as u32),
            c => out.push(c),
        }
    }
    out
}

/// A relative path as a URL reference (RFC 3986, section 4.2): everything but letters, digits, `-._~` and `/` in
/// percents, so that no path can be taken for a scheme, a host or a query.
pub(super) fn url(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The bytes of a URL reference as text, percents decoded; `None` where they are no UTF-8.
pub(super) fn decoded(url: &str) -> Option<String> {
    let hex = |at: usize| url.get(at + 1..at + 3).and_then(|two| u8::from_str_radix(two, 16).ok());
    let (mut bytes, mut at) = (Vec::with_capacity(url.len()), 0);
    while let Some(&byte) = url.as_bytes().get(at) {
        match (byte, hex(at)) {
            (b'%', Some(decoded)) => {
                bytes.push(decoded);
                at += 3;
            }
            _ => {
                bytes.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_urls_and_cannot_become_more_than_a_path() {
        for name in ["A03-1.jpg", "../스캔 1.png", "50%.png", "%41.png", "a?b#c:d\\e.png"] {
            assert_eq!(decoded(&url(name)).as_deref(), Some(name));
        }
        assert_eq!(url("http://x/?q"), "http%3A//x/%3Fq");
        assert_eq!(decoded("%ff"), None);
        assert_eq!(decoded("%4").as_deref(), Some("%4"));
    }

    #[test]
    fn markup_and_what_xml_cannot_hold_is_escaped() {
        assert_eq!(escaped("a<b>&\"\n\u{1}\u{fffe}정"), "a&lt;b&gt;&amp;&quot;&#10;\\u0001\\ufffe정");
    }
}
