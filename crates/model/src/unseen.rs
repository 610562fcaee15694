//! Characters that command whatever shows a text, or hide in it, or turn the words around them. Nobody's name needs one;
//! where a text is shown to a person they are told by their number instead of being obeyed. Data keep them as they are.

/// Whether a character has no picture of its own and does something to others: controls (C0, C1, delete), directional
/// marks, embeddings, overrides and isolates (Unicode UAX 9), spaces of no width, separators of lines, tags, and what XML
/// cannot hold. Soft hyphens and joiners are what scripts are written with.
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// A text for a terminal: what is unseen as an escape (`\u{202e}`), line feeds too.
pub fn on_terminal(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if is_unseen(c) {
            out.extend(c.escape_unicode())
        } else {
            out.push(c)
        }
        out
    })
}

/// A text for a page: what is unseen by its number (`[U+202E]`). Tabs and ends of lines, as `\n`, stay.
pub fn on_page(text: &str) -> String {
    text.replace("\r\n", "\n").chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '\n' | '\t' => out.push(c),
            c if is_unseen(c) => out.push_str(&format!("[U+{:04X}]", u32::from(c))),
            c => out.push(c),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unseen_is_told_and_everything_else_stays() {
        assert_eq!(on_terminal("a\u{1b}[2J\u{202e}b\n\u{9b}1m"), "a\\u{1b}[2J\\u{202e}b\\u{a}\\u{9b}1m");
        assert_eq!(on_page("a\u{1b}[2J\u{202e}b\r\n\tc\r"), "a[U+001B][2J[U+202E]b\n\tc[U+000D]");
        for text in ["정문 – “q” é 감방", "👩\u{1f3fd} 漢字", "e\u{301}"] {
            assert_eq!([on_terminal(text), on_page(text)], [text, text]);
        }
    }
}
