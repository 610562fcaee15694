//! Latitude and longitude in degrees, minutes and seconds.
//!
//! A text may be split into two angles in several places. All splits are tried against a strict grammar; exactly one
//! reading must remain, so what is ambiguous to a person is refused rather than guessed.

use super::token::{Side, Token, Unit, Unreadable, half_width, tokens};
use super::{CoordinateError, geographic};
use locus_model::Position;

/// Which of the two an angle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// North and south of the equator, within ±90.
    Latitude,
    /// East and west of Greenwich, within ±180.
    Longitude,
}

impl Axis {
    fn limit(self) -> f64 {
        match self {
            Self::Latitude => 90.0,
            Self::Longitude => 180.0,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Latitude => "latitude",
            Self::Longitude => "longitude",
        }
    }
}

/// Why tokens are no angle or no pair; where several readings fail, the greatest is the most telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Flaw {
    Form,
    Style,
    Beyond,
    SameAxis,
    Fraction,
    Sixty,
    SignAndLetter,
    SecondsOrSouth,
}

impl Flaw {
    fn error(self, text: &str) -> CoordinateError {
        let (expected, remedy) = match self {
            Self::Form | Self::Style => (
                "two angles, a latitude and a longitude, with one reading",
                "write them as \"39.12345, 127.12345\" or \"39°12'34.5\"N 127°07'00\"E\"",
            ),
            Self::Beyond => (
                "a latitude within ±90 and a longitude within ±180",
                "check the letters: N or S marks the latitude, E or W the longitude",
            ),
            Self::SameAxis => {
                ("one latitude and one longitude", "check the letters: N or S marks the latitude, E or W the longitude")
            }
            Self::Fraction => {
                ("a fraction in the last part of an angle only", "drop the parts after it, or the fraction")
            }
            Self::Sixty => ("minutes and seconds below 60", "check the number against the source"),
            Self::SignAndLetter => ("a sign or a compass letter, not both", "keep one of them"),
            Self::SecondsOrSouth => {
                ("a mark that is not seconds or south at once", "write seconds as \" and south as \"south\" or a minus")
            }
        };
        CoordinateError::new(text, expected, remedy)
    }
}

/// One angle as written.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Angle {
    degrees: f64,
    axis: Option<Axis>,
    parts: usize,
    /// Whether parts follow each other with nothing but a space between: `39 12 34`.
    bare: bool,
    marked: bool,
}

/// Reads one angle whose axis is known from elsewhere, degrees, south and west negative.
pub fn angle(text: &str, axis: Axis) -> Result<f64, CoordinateError> {
    let text = text.trim();
    let decimal_comma = !text.contains('.') && commas_between_digits(text).len() == 1;
    let found = tokens(text, decimal_comma).map_err(|why| unreadable(text, why))?;
    let angle = read(&found).map_err(|flaw| match flaw {
        Flaw::Form | Flaw::Style => {
            let remedy = "write decimal degrees, or degrees, minutes and seconds";
            CoordinateError::new(text, format!("one {}", axis.name()), remedy)
        }
        other => other.error(text),
    })?;
    if angle.axis.is_some_and(|written| written != axis) {
        let remedy = "check which column is which";
        return Err(CoordinateError::new(text, format!("a {}", axis.name()), remedy));
    }
    within(text, angle.degrees, axis)
}

/// Reads a latitude and a longitude. Letters or words decide which is which; without any the latitude is first.
pub fn latitude_longitude(text: &str) -> Result<Position, CoordinateError> {
    let inner = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(text);
    let found = tokens(inner, has_decimal_commas(inner)).map_err(|why| unreadable(text, why))?;
    let separators = found.iter().filter(|t| **t == Token::Separator).count();
    let pair = match separators {
        0 => only_split(text, &found)?,
        1 => {
            let mut halves = found.split(|t| *t == Token::Separator);
            let mut half = || read(halves.next().unwrap_or_default()).map_err(|flaw| flaw.error(text));
            (half()?, half()?)
        }
        _ => {
            let remedy = "write a decimal point, and one comma between latitude and longitude";
            return Err(CoordinateError::new(text, "at most one comma, between the two numbers", remedy));
        }
    };
    ordered(text, pair)
}

/// The one way to split the tokens into two angles.
fn only_split(text: &str, found: &[Token]) -> Result<(Angle, Angle), CoordinateError> {
    let names_axis =
        |t: &Token| matches!(t, Token::Side { .. } | Token::LetterS { .. } | Token::Latitude | Token::Longitude);
    let lettered = found.iter().any(names_axis);
    // "40° 3" and "39 12 N" are one angle of an unfinished position, however well they would split into two.
    match read(found) {
        Ok(whole) if lettered || (whole.marked && !whole.bare) => return Err(Flaw::Form.error(text)),
        Err(flaw @ (Flaw::SecondsOrSouth | Flaw::SignAndLetter)) => return Err(flaw.error(text)),
        _ => {}
    }
    let mut readings = Vec::new();
    let mut worst = Flaw::Form;
    for at in 1..found.len() {
        match split_at(found, at, lettered) {
            Ok(pair) => readings.push(pair),
            Err(flaw) => worst = worst.max(flaw),
        }
    }
    match readings.as_slice() {
        [pair] => Ok(*pair),
        _ if readings.is_empty() => Err(worst.error(text)),
        _ => Err(Flaw::Form.error(text)),
    }
}

fn split_at(found: &[Token], at: usize, lettered: bool) -> Result<(Angle, Angle), Flaw> {
    // A letter that touches a number belongs to it, not to the angle that follows.
    let attached = found[at].is_attached();
    let pair = (read(&found[..at])?, read(&found[at..])?);
    let bare = pair.0.bare || pair.1.bare;
    let mixed = bare && (pair.0.marked || pair.1.marked || (!lettered && pair.0.parts != pair.1.parts));
    let (lat, lon) = placed(pair).ok_or(Flaw::SameAxis)?;
    // Without letters an impossible latitude is reported as such, not as a failed split.
    let beyond = lettered && (lat.abs() > 90.0 || lon.abs() > 180.0);
    match (attached || mixed, beyond) {
        (true, _) => Err(Flaw::Style),
        (_, true) => Err(Flaw::Beyond),
        _ => Ok(pair),
    }
}

/// Latitude and longitude of a pair; `None` when both are the same axis.
fn placed((first, second): (Angle, Angle)) -> Option<(f64, f64)> {
    let other = |axis| if axis == Axis::Latitude { Axis::Longitude } else { Axis::Latitude };
    let axis = first.axis.or(second.axis.map(other)).unwrap_or(Axis::Latitude);
    if second.axis.is_some_and(|written| written == axis) {
        return None;
    }
    let (a, b) = (first.degrees, second.degrees);
    Some(if axis == Axis::Latitude { (a, b) } else { (b, a) })
}

fn ordered(text: &str, pair: (Angle, Angle)) -> Result<Position, CoordinateError> {
    let (lat, lon) = placed(pair).ok_or_else(|| Flaw::SameAxis.error(text))?;
    let unlettered = pair.0.axis.is_none() && pair.1.axis.is_none();
    if unlettered && lat.abs() > 90.0 && lat.abs() <= 180.0 && lon.abs() <= 90.0 {
        let remedy = "it looks as if the longitude came first: swap the numbers, or mark them with N and E";
        return Err(CoordinateError::new(text, "latitude, then longitude, not longitude first", remedy));
    }
    Ok(geographic(within(text, lat, Axis::Latitude)?, within(text, lon, Axis::Longitude)?))
}

fn within(text: &str, degrees: f64, axis: Axis) -> Result<f64, CoordinateError> {
    if degrees.abs() <= axis.limit() {
        return Ok(degrees);
    }
    let expected = format!("a {} within ±{}", axis.name(), axis.limit());
    Err(CoordinateError::new(text, expected, "check the number; UTM needs its zone, other grids \"EPSG:<code>\""))
}

/// One angle: `[lat] [N] [-] number [mark] [number [mark] [number [mark]]] [N]`.
fn read(found: &[Token]) -> Result<Angle, Flaw> {
    let mut rest = found;
    let label = match rest {
        [Token::Latitude, ..] => Some(Axis::Latitude),
        [Token::Longitude, ..] => Some(Axis::Longitude),
        _ => None,
    };
    rest = &rest[usize::from(label.is_some())..];
    let prefix = leading_side(rest);
    rest = &rest[usize::from(prefix.is_some())..];
    let sign = match rest {
        [Token::Sign { negative }, ..] => Some(*negative),
        _ => None,
    };
    rest = &rest[usize::from(sign.is_some())..];

    let parts = parts(&mut rest)?;
    let suffix = trailing_side(rest, &parts)?;
    let side = match (prefix, suffix) {
        (Some(_), Some(_)) => return Err(Flaw::Form),
        (one, other) => one.or(other),
    };
    if side.is_some() && sign.is_some() {
        return Err(Flaw::SignAndLetter);
    }
    let axis = side.map(|s| if matches!(s, Side::North | Side::South) { Axis::Latitude } else { Axis::Longitude });
    if label.is_some() && axis.is_some() && label != axis {
        return Err(Flaw::Form);
    }
    let negative = sign == Some(true) || matches!(side, Some(Side::South | Side::West));
    let magnitude = parts.degrees()?;
    let degrees = if negative { -magnitude } else { magnitude };
    Ok(Angle { degrees, axis: label.or(axis), parts: parts.values.len(), bare: parts.bare, marked: parts.marked })
}

fn leading_side(found: &[Token]) -> Option<Side> {
    match found {
        [Token::Side { side, .. }, ..] => Some(*side),
        [Token::LetterS { .. }, ..] => Some(Side::South),
        _ => None,
    }
}

/// The side after the numbers. An `s` there is seconds after minutes written with m, and south after anything else;
/// where a reader could take it for the other, it is refused.
fn trailing_side(rest: &[Token], parts: &Parts) -> Result<Option<Side>, Flaw> {
    let open_seconds = parts.values.len() == 3 && !parts.seconds_marked;
    match rest {
        [] => Ok(None),
        [Token::Side { side, .. }] => Ok(Some(*side)),
        [Token::LetterS { .. }, Token::Side { side, .. }] if open_seconds && parts.letter_minutes => Ok(Some(*side)),
        [Token::LetterS { upper: false, .. }] if open_seconds && parts.letter_minutes => Ok(None),
        [Token::LetterS { upper, .. }] if open_seconds && (!upper || parts.letter_minutes) => Err(Flaw::SecondsOrSouth),
        [Token::LetterS { .. }] => Ok(Some(Side::South)),
        _ => Err(Flaw::Form),
    }
}

/// The numbers of one angle.
#[derive(Default)]
struct Parts {
    values: Vec<(f64, bool)>,
    bare: bool,
    marked: bool,
    letter_minutes: bool,
    seconds_marked: bool,
}

/// Takes up to three numbers with their marks off the front of `rest`.
fn parts(rest: &mut &[Token]) -> Result<Parts, Flaw> {
    let mut found = Parts::default();
    let mut open = false;
    while let [Token::Number { value, point }, tail @ ..] = *rest {
        if found.values.len() == 3 {
            return Err(Flaw::Form);
        }
        found.bare |= open;
        found.values.push((*value, *point));
        *rest = tail;
        open = true;
        match *rest {
            [Token::Mark { unit, letter }, tail @ ..] => {
                let place = [Unit::Degree, Unit::Minute, Unit::Second][found.values.len() - 1];
                if *unit != place {
                    return Err(Flaw::Form);
                }
                found.marked = true;
                found.letter_minutes |= *letter && place == Unit::Minute;
                found.seconds_marked = place == Unit::Second;
                (*rest, open) = (tail, false);
            }
            [Token::Join, tail @ ..] if matches!(tail, [Token::Number { .. }, ..]) => {
                found.marked = true;
                (*rest, open) = (tail, false);
            }
            _ => {}
        }
    }
    if found.values.is_empty() { Err(Flaw::Form) } else { Ok(found) }
}

impl Parts {
    /// Magnitude in degrees. Minutes and seconds are below 60; a last part written with a decimal point may be 60.0,
    /// which rounding produces (GeographicLib, DMS::Decode).
    fn degrees(&self) -> Result<f64, Flaw> {
        let last = self.values.len() - 1;
        let mut sum = 0.0;
        for (place, (value, point)) in self.values.iter().enumerate() {
            if *point && place < last {
                return Err(Flaw::Fraction);
            }
            let rounded = *point && *value <= 60.0;
            if place > 0 && *value >= 60.0 && !rounded {
                return Err(Flaw::Sixty);
            }
            sum += value / [1.0, 60.0, 3600.0][place];
        }
        Ok(sum)
    }
}

fn unreadable(text: &str, why: Unreadable) -> CoordinateError {
    match why {
        Unreadable::Exponent => CoordinateError::new(
            text,
            "a number without an exponent",
            "write it out, or put a space between E for east and what follows",
        ),
        Unreadable::Character(c) => CoordinateError::new(
            text,
            format!("a coordinate and nothing else, without \"{}\"", c.escape_debug()),
            "write latitude and longitude as \"39.12345, 127.12345\" or \"39°12'34\"N 127°07'00\"E\"",
        ),
    }
}

/// Positions (in characters) of commas with a digit on either side.
fn commas_between_digits(text: &str) -> Vec<usize> {
    let chars: Vec<char> = text.chars().map(half_width).collect();
    let comma = |w: &[char]| w[0].is_ascii_digit() && w[1] == ',' && w[2].is_ascii_digit();
    chars.windows(3).enumerate().filter(|(_, w)| comma(w)).map(|(at, _)| at + 1).collect()
}

/// Whether both numbers are written with a decimal comma: no point anywhere, two commas between digits, and something
/// other than digits between the two.
fn has_decimal_commas(text: &str) -> bool {
    let chars: Vec<char> = text.chars().map(half_width).collect();
    match commas_between_digits(text).as_slice() {
        [a, b] => !chars.contains(&'.') && chars[a + 1..*b].iter().any(|c| !c.is_ascii_digit()),
        _ => false,
    }
}
