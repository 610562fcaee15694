//! HTML as a value: every text in it is escaped, so that a name in a case can be shown and never obeyed.
//!
//! Markup is only made by [`tag`] and [`void`], whose names are literals of this program; whatever comes from a case enters as
//! text or as the value of an attribute.

use locus_model::unseen::{is_unseen, on_page};
use locus_viewer_core::language::Language;
use locus_viewer_core::words::Words;

/// Markup that is safe to put between tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// The markup itself.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl From<&str> for Markup {
    fn from(text: &str) -> Self {
        Self(escaped(&shown(text)))
    }
}

impl From<String> for Markup {
    fn from(text: String) -> Self {
        Self(escaped(&shown(&text)))
    }
}

impl From<Vec<Markup>> for Markup {
    fn from(parts: Vec<Markup>) -> Self {
        parts.into_iter().collect()
    }
}

impl<const N: usize> From<[Markup; N]> for Markup {
    fn from(parts: [Markup; N]) -> Self {
        parts.into_iter().collect()
    }
}

impl FromIterator<Markup> for Markup {
    fn from_iter<I: IntoIterator<Item = Markup>>(parts: I) -> Self {
        let mut all = String::new();
        for Self(part) in parts {
            all.push_str(&part);
        }
        Self(all)
    }
}

impl From<Words> for Markup {
    /// In both languages, of which the page shows one.
    fn from(words: Words) -> Self {
        in_both(|language| words.of(language).into())
    }
}

/// An element: `<name attributes>inside</name>`.
pub fn tag(name: &'static str, attributes: &[(&'static str, &str)], inside: impl Into<Markup>) -> Markup {
    let Markup(inside) = inside.into();
    let Markup(open) = void(name, attributes);
    Markup(format!("{open}{inside}</{name}>"))
}

/// An element that holds nothing: `<name attributes>`.
pub fn void(name: &'static str, attributes: &[(&'static str, &str)]) -> Markup {
    let mut open = format!("<{name}");
    for (attribute, value) in attributes {
        open.push(' ');
        open.push_str(attribute);
        if !value.is_empty() {
            open.push_str("=\"");
            open.push_str(&escaped(value));
            open.push('"');
        }
    }
    open.push('>');
    Markup(open)
}

/// The same within a line, in each language.
pub fn in_both(inside: impl Fn(Language) -> Markup) -> Markup {
    both("span", inside)
}

/// The same as blocks, in each language.
pub fn blocks_in_both(inside: impl Fn(Language) -> Markup) -> Markup {
    both("div", inside)
}

/// Both languages in one attribute or title, where no style sheet can choose.
pub fn side_by_side(inside: impl Fn(Language) -> String) -> String {
    let [en, ko] = [Language::En, Language::Ko].map(|language| shown(&inside(language)));
    if en == ko { en } else { format!("{en} / {ko}") }
}

fn both(name: &'static str, inside: impl Fn(Language) -> Markup) -> Markup {
    let one = |language, tongue| tag(name, &[("class", tongue), ("lang", tongue)], inside(language));
    [one(Language::En, "en"), one(Language::Ko, "ko")].into()
}

/// Style or script as this program has it: not escaped, because these elements hold no escapes.
///
/// What comes from a case must have passed through [`in_script`].
pub fn verbatim(name: &'static str, attributes: &[(&'static str, &str)], content: &str) -> Markup {
    let Markup(open) = void(name, attributes);
    Markup(format!("{open}{content}</{name}>"))
}

/// JSON that cannot end the script element it stands in (HTML, "Restrictions for contents of script elements").
pub fn in_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '<' || c == '>' || (!"\n\t".contains(c) && is_unseen(c)) {
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    out
}

/// The id of the answer to a thing, and what a link to it is. Letters of an id that a link cannot hold are percent-encoded.
pub fn anchor(kind: &str, id: &str) -> [String; 2] {
    let anchor = format!("{kind}-{}", id.replace(char::is_whitespace, "_"));
    let mut link = String::from("#");
    for byte in anchor.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => link.push(char::from(byte)),
            other => link.push_str(&format!("%{other:02X}")),
        }
    }
    [anchor, link]
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if is_unseen(c) => out.push_str(&format!("&#x{:X};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// A name; the id where nobody could see the name, or click on it.
pub fn visible<'a>(name: &'a str, id: &'a str) -> &'a str {
    if name.trim().is_empty() { id } else { name }
}

/// Text as it is shown: what would command the page instead of being read is named. (The values of attributes stay what they
/// are, because ids are compared; those that are read pass through here by [`side_by_side`].)
pub fn shown(text: &str) -> String {
    on_page(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_shown_and_not_obeyed() {
        let Markup(name) = tag("b", &[("title", "\"><script>")], "</b><img src=x onerror=alert(1)>\u{202e}a\u{2028}");
        assert_eq!(
            name,
            "<b title=\"&quot;&gt;&lt;script&gt;\">&lt;/b&gt;&lt;img src=x onerror=alert(1)&gt;[U+202E]a[U+2028]</b>"
        );
        assert_eq!(in_script("\"</script><!--\u{2028}\""), "\"\\u003c/script\\u003e\\u003c!--\\u2028\"");
    }

    #[test]
    fn a_link_leads_to_its_anchor() {
        assert_eq!(anchor("element", "wall-a--b.1"), ["element-wall-a--b.1", "#element-wall-a--b.1"]);
        assert_eq!(anchor("element", "문 1%"), ["element-문_1%", "#element-%EB%AC%B8_1%25"]);
    }

    proptest! {
        #[test]
        fn no_text_opens_a_tag_or_ends_a_value(text in any::<String>()) {
            let Markup(out) = Markup::from(text.as_str());
            prop_assert!(!out.contains(['<', '>', '"', '\'']));
            let json = serde_json::to_string(&text).unwrap_or_default();
            let back: String = serde_json::from_str(&in_script(&json)).unwrap_or_default();
            prop_assert_eq!(back, text);
        }
    }
}
