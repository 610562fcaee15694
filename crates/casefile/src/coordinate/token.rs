//! Splits the text of a latitude or longitude into tokens.

/// A third of sexagesimal notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Degree,
    Minute,
    Second,
}

/// A quarter of the compass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    North,
    South,
    East,
    West,
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Token {
    /// Digits; `point` when a decimal point (or comma) was written.
    Number {
        value: f64,
        point: bool,
    },
    /// A degree, minute or second mark; `letter` when it was the letter d, m or a word.
    Mark {
        unit: Unit,
        letter: bool,
    },
    /// `:` or `-` between two parts of one angle.
    Join,
    /// `+` or `-` before an angle.
    Sign {
        negative: bool,
    },
    /// A compass letter or word; `attached` when nothing stood between it and what came before.
    Side {
        side: Side,
        attached: bool,
    },
    /// The letter `s`: seconds or south, decided by what stands before it.
    LetterS {
        upper: bool,
        attached: bool,
    },
    /// "lat", "lon", 위도, 경도.
    Latitude,
    Longitude,
    /// A comma, semicolon or slash between the two angles.
    Separator,
}

impl Token {
    /// Whether it is a compass letter that touches what stands before it.
    pub fn is_attached(self) -> bool {
        matches!(self, Self::Side { attached: true, .. } | Self::LetterS { attached: true, .. })
    }
}

/// Why a text has no tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A character or word that is no part of a coordinate.
    Character(char),
    /// A digit, the letter e and a digit: an exponent, or an easting.
    Exponent,
}

/// Words and signs, longest first where one begins another.
const WORDS: &[(&str, Token)] = &[
    ("degrees", mark(Unit::Degree)),
    ("degree", mark(Unit::Degree)),
    ("deg", mark(Unit::Degree)),
    ("d", mark(Unit::Degree)),
    ("minutes", mark(Unit::Minute)),
    ("minute", mark(Unit::Minute)),
    ("min", mark(Unit::Minute)),
    ("m", mark(Unit::Minute)),
    ("seconds", mark(Unit::Second)),
    ("second", mark(Unit::Second)),
    ("sec", mark(Unit::Second)),
    ("latitude", Token::Latitude),
    ("lat", Token::Latitude),
    ("longitude", Token::Longitude),
    ("long", Token::Longitude),
    ("lng", Token::Longitude),
    ("lon", Token::Longitude),
    ("north", side(Side::North)),
    ("south", side(Side::South)),
    ("east", side(Side::East)),
    ("west", side(Side::West)),
    ("n", side(Side::North)),
    ("e", side(Side::East)),
    ("w", side(Side::West)),
    ("북위", side(Side::North)),
    ("남위", side(Side::South)),
    ("동경", side(Side::East)),
    ("서경", side(Side::West)),
    ("위도", Token::Latitude),
    ("경도", Token::Longitude),
    ("도", mark(Unit::Degree)),
    ("분", mark(Unit::Minute)),
    ("초", mark(Unit::Second)),
];

const fn mark(unit: Unit) -> Token {
    Token::Mark { unit, letter: true }
}

const fn side(side: Side) -> Token {
    Token::Side { side, attached: false }
}

/// The tokens of `text`; commas between digits are decimal points when `decimal_comma`.
pub fn tokens(text: &str, decimal_comma: bool) -> Result<Vec<Token>, Unreadable> {
    let chars: Vec<char> = text.chars().map(half_width).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at].is_whitespace() {
            at += 1;
            continue;
        }
        let (token, width) = next(&chars, at, decimal_comma, found.last())?;
        found.extend(token);
        at += width;
    }
    Ok(found)
}

/// Full-width forms, as Korean keyboards write them, are the same characters.
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The token that starts at `at` and how many characters it takes; a redundant hyphen is no token.
fn next(chars: &[char], at: usize, comma: bool, last: Option<&Token>) -> Result<(Option<Token>, usize), Unreadable> {
    let c = chars[at];
    if c.is_ascii_digit() {
        return number(chars, at, comma).map(|(token, width)| (Some(token), width));
    }
    if c.is_alphabetic() && !matches!(c, 'º' | 'ʹ' | 'ʺ' | 'ʼ') {
        return word(chars, at).map(|(token, width)| (Some(token), width));
    }
    let plain = |unit| Ok((Some(Token::Mark { unit, letter: false }), 1));
    match c {
        '°' | 'º' | '˚' | '∘' => plain(Unit::Degree),
        '"' | '”' | '“' | '″' | '‟' | '˝' | 'ʺ' => plain(Unit::Second),
        _ if is_single_quote(c) => {
            let double = chars.get(at + 1).is_some_and(|&c| is_single_quote(c));
            let unit = if double { Unit::Second } else { Unit::Minute };
            Ok((Some(Token::Mark { unit, letter: false }), 1 + usize::from(double)))
        }
        ',' | ';' | '/' | '、' => Ok((Some(Token::Separator), 1)),
        // After "lat" a colon only introduces the number.
        ':' | '=' if matches!(last, Some(Token::Latitude | Token::Longitude)) => Ok((None, 1)),
        ':' => Ok((Some(Token::Join), 1)),
        '+' => Ok((Some(Token::Sign { negative: false }), 1)),
        '-' | '\u{2212}' | '–' => Ok((hyphen(chars, at, last), 1)),
        _ => Err(Unreadable::Character(c)),
    }
}

fn is_single_quote(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '′' | '‛' | 'ʹ' | 'ʼ' | '`' | '´')
}

/// A hyphen that touches the part before it joins parts (`39-12-34`); any other is a sign.
fn hyphen(chars: &[char], at: usize, last: Option<&Token>) -> Option<Token> {
    let touches = at > 0 && !chars[at - 1].is_whitespace();
    match last {
        Some(Token::Number { .. }) if touches => Some(Token::Join),
        Some(Token::Mark { .. }) if touches => None,
        _ => Some(Token::Sign { negative: true }),
    }
}

fn number(chars: &[char], at: usize, decimal_comma: bool) -> Result<(Token, usize), Unreadable> {
    let digits = |from: usize| chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut end = at + digits(at);
    let follows_digit = |end: usize| chars.get(end + 1).is_some_and(char::is_ascii_digit);
    let point = match chars.get(end) {
        Some('.') => true,
        Some(',') => decimal_comma && follows_digit(end),
        _ => false,
    };
    if point {
        end += 1 + digits(end + 1);
    }
    if let Some('.') = chars.get(end) {
        return Err(Unreadable::Character('.'));
    }
    if matches!(chars.get(end), Some('e' | 'E')) && follows_digit(end) {
        return Err(Unreadable::Exponent);
    }
    let text: String = chars[at..end].iter().map(|&c| if c == ',' { '.' } else { c }).collect();
    let value = text.parse().map_err(|_| Unreadable::Character(chars[at]))?;
    Ok((Token::Number { value, point }, end - at))
}

fn word(chars: &[char], at: usize) -> Result<(Token, usize), Unreadable> {
    let attached = at > 0 && !chars[at - 1].is_whitespace() && !matches!(chars[at - 1], ',' | ';' | '/');
    let begins = |word: &str| {
        let mut rest = chars[at..].iter();
        word.chars().all(|w| rest.next().is_some_and(|c| c.to_ascii_lowercase() == w))
    };
    if let Some((text, token)) = WORDS.iter().find(|(text, _)| begins(text)) {
        let token = match *token {
            Token::Side { side, .. } => Token::Side { side, attached },
            other => other,
        };
        return Ok((token, text.chars().count()));
    }
    match chars[at] {
        's' => Ok((Token::LetterS { upper: false, attached }, 1)),
        'S' => Ok((Token::LetterS { upper: true, attached }, 1)),
        other => Err(Unreadable::Character(other)),
    }
}
