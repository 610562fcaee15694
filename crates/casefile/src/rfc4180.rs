//! Whether a text is CSV as RFC 4180 describes it. The `csv` crate reads on where quotes are out of place, and a quote
//! out of place moves evidence into the wrong cell.

use crate::findings::Problem;

/// Where the reading is.
#[derive(Clone, Copy, PartialEq)]
enum At {
    CellStart,
    Bare,
    Quoted,
    /// After a quote inside a quoted cell: its end, or half of a doubled one.
    Closed,
}

/// Checks the quoting (section 2, rules 5 to 7) and refuses NUL.
pub(crate) fn check(text: &str) -> Result<(), Problem> {
    let mut at = At::CellStart;
    let (mut line, mut opened) = (1, 1);
    for byte in text.bytes() {
        at = match (at, byte) {
            (_, 0) => return Err(Problem::new(line, "a NUL character", "text", "remove the NUL character")),
            (At::CellStart, b'"') => {
                opened = line;
                At::Quoted
            }
            (At::Quoted, b'"') => At::Closed,
            (At::Quoted, _) | (At::Closed, b'"') => At::Quoted,
            (_, b',' | b'\n' | b'\r') => At::CellStart,
            (At::Bare, b'"') => return Err(misplaced(line, "a quote inside a cell without quotes")),
            (At::Closed, _) => return Err(misplaced(line, "text after a cell's closing quote")),
            (At::CellStart | At::Bare, _) => At::Bare,
        };
        line += usize::from(byte == b'\n');
    }
    if at == At::Quoted { Err(misplaced(opened, "a quoted cell that never ends")) } else { Ok(()) }
}

fn misplaced(line: usize, found: &str) -> Problem {
    let remedy = "put the whole cell in quotes and double the quotes inside it";
    Problem::new(line, found, "quotes as RFC 4180 asks: \"a \"\"quoted\"\" word\"", remedy)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn quotes_out_of_place_are_found_on_their_line() {
        for good in ["a,b\n", "\"a\nb\",\"c\"\"d\"\r\n", "", "a,\"\",b", "\"a\""] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for (bad, line) in [("a\nb\"c", 2), ("a\n\"b\"c", 2), ("a\n\"b\nc", 2), ("a\0", 1), ("\"a\n\"\"\"x", 2)] {
            assert_eq!(check(bad).unwrap_err().line, line, "{bad:?}");
        }
    }
}
