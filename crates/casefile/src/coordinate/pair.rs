//! Two grid numbers: easting and northing.

use super::CoordinateError;

/// Easting and northing of one text, metres or whatever the grid counts in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GridPair {
    pub easting: f64,
    pub northing: f64,
    /// Whether letters said which is which; without any the easting is first.
    pub marked: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Piece {
    Number(f64),
    East,
    North,
}

/// Reads `337000 4334000`, `337000mE 4334000mN`, `N 4334000, E 337000`.
pub fn grid_pair(whole: &str, rest: &str) -> Result<GridPair, CoordinateError> {
    use Piece::{East, North, Number};
    let two = || {
        let remedy = "write \"easting northing\" without thousands separators, or mark them with E and N";
        CoordinateError::new(whole, "two numbers, easting and northing", remedy)
    };
    let pieces = pieces(rest).ok_or_else(two)?;
    let (easting, northing, marked) = match pieces.as_slice() {
        [Number(e), Number(n)] => (*e, *n, false),
        [Number(e), East, Number(n), North] | [East, Number(e), North, Number(n)] => (*e, *n, true),
        [Number(n), North, Number(e), East] | [North, Number(n), East, Number(e)] => (*e, *n, true),
        _ => return Err(two()),
    };
    Ok(GridPair { easting, northing, marked })
}

fn pieces(text: &str) -> Option<Vec<Piece>> {
    let mut found = Vec::new();
    let lower = text.to_ascii_lowercase();
    let mut rest = separators_trimmed(&lower);
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(|b| b.is_ascii_digit() || b"+-.".contains(b)).count();
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (piece, width) = match (digits, &rest[..letters]) {
            (1.., _) => (Some(Piece::Number(decimal(&rest[..digits])?)), digits),
            (_, "m") => (None, letters),
            (_, "e" | "me" | "east" | "easting") => (Some(Piece::East), letters),
            (_, "n" | "mn" | "north" | "northing") => (Some(Piece::North), letters),
            _ => return None,
        };
        found.extend(piece);
        let tail = &rest[width..];
        // "1,000,000": a comma that touches digits on both sides is a thousands separator or a decimal comma.
        let touching = tail.strip_prefix(',').is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
        if touching && digits > 0 {
            return None;
        }
        rest = separators_trimmed(tail);
    }
    Some(found)
}

fn separators_trimmed(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || c == ',' || c == ';')
}

/// A decimal number: an optional sign, digits, an optional point. No exponent, no infinity, no NaN.
pub fn decimal(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let plain = !whole.is_empty() && whole.len() <= 15 && digits(whole) && digits(fraction);
    plain.then(|| text.parse().ok()).flatten()
}
