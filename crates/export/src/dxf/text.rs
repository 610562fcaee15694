//! Text of a drawing: ASCII, one line, nothing a CAD program would run as a code.

use locus_model::unseen::on_page;

/// Longest string of extended data, bytes (*AutoCAD Release 12 Customization Manual*, chapter 11).
const LONGEST: usize = 255;

/// Characters beyond ASCII as `\U+XXXX`, those beyond the first plane, which that cannot name, in angle brackets; what
/// would be obeyed by its number. What would start a code (`%%d`, `^J`, `\U+`) is written so that it shows as it is.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in on_page(text).chars() {
        match c {
            '\\' => out.push_str("\\U+005C"),
            '%' => out.push_str("\\U+0025"),
            '^' => out.push_str("\\U+005E"),
            ' '..='~' => out.push(c),
            '\n' | '\t' => out.push(' '),
            c if (c as u32) <= 0xffff => out.push_str(&format!("\\U+{:04X}", c as u32)),
            c => out.push_str(&format!("<U+{:X}>", c as u32)),
        }
    }
    out
}

/// The same in pieces that extended data can hold; no code is torn apart.
pub fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in text.chars() {
        let code = escaped(c.encode_utf8(&mut [0; 4]));
        match pieces.last_mut().filter(|piece| piece.len() + code.len() <= LONGEST) {
            Some(piece) => piece.push_str(&code),
            None => pieces.push(code),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_show_as_they_are_and_stay_on_one_line() {
        assert_eq!(escaped("감방\n1"), "\\U+AC10\\U+BC29 1");
        assert_eq!(escaped("%%u ^J \\U+0041 \u{1F600}"), "\\U+0025\\U+0025u \\U+005EJ \\U+005CU+0041 <U+1F600>");
        let long = "벽".repeat(100);
        let pieces = pieces(&long);
        assert!(pieces.iter().all(|piece| piece.len() <= LONGEST && piece.len() % 7 == 0), "{pieces:?}");
        assert_eq!(pieces.concat(), escaped(&long));
    }
}
