//! A file of ISO 10303-21 (STEP), written line by line.

use crate::identity::Uuid;
use std::fmt::Write;

/// The longest `IfcLabel`, characters (ISO 16739-1, 8.3.3.9).
pub const LABEL: usize = 255;

/// A written entity, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ref(usize);

/// A value of an attribute.
#[derive(Clone, Debug)]
pub enum Arg {
    /// `$`: not given.
    Unset,
    /// `*`: follows from others.
    Derived,
    /// Another entity.
    Is(Ref),
    /// Text.
    Text(String),
    /// A real number.
    Real(f64),
    /// A whole number.
    Whole(i64),
    /// One of an enumeration, without its dots.
    One(&'static str),
    /// A value of a named type, where the attribute takes several.
    Typed(&'static str, Box<Arg>),
    /// An aggregate.
    List(Vec<Arg>),
}

/// The data section so far.
#[derive(Default)]
pub struct Step {
    lines: String,
    count: usize,
}

impl Step {
    /// Adds an entity.
    pub fn add(&mut self, entity: &str, attributes: impl AsRef<[Arg]>) -> Ref {
        self.count += 1;
        let _ = write!(self.lines, "#{}={entity}(", self.count);
        list(&mut self.lines, attributes.as_ref());
        self.lines.push_str(");\n");
        Ref(self.count)
    }

    /// The whole file. `written` is an ISO 8601 date and time.
    pub fn file(&self, name: &str, written: &str) -> Vec<u8> {
        let program = concat!("locus ", env!("CARGO_PKG_VERSION"));
        let [name, written, program] = [name, written, program].map(quoted);
        let header = format!(
            "FILE_DESCRIPTION(('ViewDefinition [DesignTransferView_V1.0]'),'2;1');\n\
             FILE_NAME({name},{written},(''),(''),{program},{program},'');\n\
             FILE_SCHEMA(('IFC4'));\n"
        );
        let lines = &self.lines;
        format!("ISO-10303-21;\nHEADER;\n{header}ENDSEC;\nDATA;\n{lines}ENDSEC;\nEND-ISO-10303-21;\n").into_bytes()
    }
}

impl Arg {
    /// A name, shortened where it is longer than a label; whoever uses it writes the whole name elsewhere.
    pub fn label(of: &str) -> Self {
        if of.chars().count() <= LABEL {
            return Self::Text(of.to_owned());
        }
        Self::Text(of.chars().take(LABEL - 1).chain(['…']).collect())
    }
}

impl From<Ref> for Arg {
    fn from(of: Ref) -> Self {
        Self::Is(of)
    }
}

impl From<Uuid> for Arg {
    fn from(of: Uuid) -> Self {
        Self::Text(of.ifc())
    }
}

impl From<&str> for Arg {
    fn from(of: &str) -> Self {
        Self::Text(of.to_owned())
    }
}

impl From<String> for Arg {
    fn from(of: String) -> Self {
        Self::Text(of)
    }
}

impl From<f64> for Arg {
    fn from(of: f64) -> Self {
        Self::Real(of)
    }
}

impl<T: Into<Arg>> From<Option<T>> for Arg {
    fn from(of: Option<T>) -> Self {
        of.map_or(Self::Unset, Into::into)
    }
}

impl<T: Into<Arg>> From<Vec<T>> for Arg {
    fn from(of: Vec<T>) -> Self {
        Self::List(of.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Arg>, const N: usize> From<[T; N]> for Arg {
    fn from(of: [T; N]) -> Self {
        Self::List(of.into_iter().map(Into::into).collect())
    }
}

fn list(to: &mut String, args: &[Arg]) {
    for (i, arg) in args.iter().enumerate() {
        if i > 0 {
            to.push(',');
        }
        value(to, arg);
    }
}

fn value(to: &mut String, arg: &Arg) {
    match arg {
        Arg::Unset => to.push('$'),
        Arg::Derived => to.push('*'),
        Arg::Is(Ref(number)) => {
            let _ = write!(to, "#{number}");
        }
        Arg::Text(text) => to.push_str(&quoted(text)),
        Arg::Real(number) => to.push_str(&real(*number)),
        Arg::Whole(number) => {
            let _ = write!(to, "{number}");
        }
        Arg::One(name) => {
            let _ = write!(to, ".{name}.");
        }
        Arg::Typed(name, arg) => {
            let _ = write!(to, "{name}(");
            value(to, arg);
            to.push(')');
        }
        Arg::List(args) => {
            to.push('(');
            list(to, args);
            to.push(')');
        }
    }
}

/// A number to a billionth, with the point that a real must have (ISO 10303-21, 6.4.2).
fn real(number: f64) -> String {
    // Adding zero turns -0 into 0.
    let digits = format!("{:.9}", if number.is_finite() { number + 0.0 } else { 0.0 });
    let digits = digits.trim_end_matches('0');
    if digits == "-0." { "0.".to_owned() } else { digits.to_owned() }
}

/// A string (ISO 10303-21, 6.4.3): printable ASCII as it is, apostrophe and backslash doubled, everything else as
/// UTF-16 (`\X2\`) or, beyond its plane, UTF-32 (`\X4\`) in hexadecimal.
fn quoted(text: &str) -> String {
    let (mut quoted, mut wide) = ("'".to_owned(), String::new());
    for c in text.chars() {
        // Programs in C end a text at a zero; its picture does not.
        let c = if c == '\0' { '\u{2400}' } else { c };
        let code = u32::from(c);
        if !(' '..='~').contains(&c) && code <= 0xffff {
            let _ = write!(wide, "{code:04X}");
            continue;
        }
        end_wide(&mut quoted, &mut wide);
        let _ = match c {
            '\'' | '\\' => write!(quoted, "{c}{c}"),
            ' '..='~' => write!(quoted, "{c}"),
            _ => write!(quoted, "\\X4\\{code:08X}\\X0\\"),
        };
    }
    end_wide(&mut quoted, &mut wide);
    quoted + "'"
}

/// Neighbours share one escape.
fn end_wide(quoted: &mut String, wide: &mut String) {
    if !wide.is_empty() {
        let _ = write!(quoted, "\\X2\\{wide}\\X0\\");
        wide.clear();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_are_escaped_as_the_standard_says() {
        assert_eq!(quoted("a'b\\c"), "'a''b\\\\c'");
        assert_eq!(quoted("벽 1"), "'\\X2\\BCBD\\X0\\ 1'");
        assert_eq!(quoted("감방"), "'\\X2\\AC10BC29\\X0\\'");
        assert_eq!(quoted("\u{1F6AA}"), "'\\X4\\0001F6AA\\X0\\'");
        assert_eq!(quoted("\0"), "'\\X2\\2400\\X0\\'");
        assert_eq!(quoted("a\r\n);DROP"), "'a\\X2\\000D000A\\X0\\);DROP'");
    }

    #[test]
    fn an_escape_written_by_a_person_stays_text() {
        // Its backslashes are doubled, so what follows is no directive.
        assert_eq!(quoted("\\X0\\\\X2\\"), "'\\\\X0\\\\\\\\X2\\\\'");
    }

    /// What a reader makes of it.
    fn read(quoted: &str) -> String {
        let mut rest = quoted.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).unwrap();
        let mut text = String::new();
        while !rest.is_empty() {
            let wide = [("\\X2\\", 4), ("\\X4\\", 8)].into_iter().find(|(start, _)| rest.starts_with(start));
            if let Some((start, digits)) = wide {
                let (codes, behind) = rest[start.len()..].split_once("\\X0\\").unwrap();
                let code = |i: usize| u32::from_str_radix(&codes[digits * i..digits * (i + 1)], 16).unwrap();
                text.extend((0..codes.len() / digits).map(|i| char::from_u32(code(i)).unwrap()));
                rest = behind;
            } else {
                let c = rest.chars().next().unwrap();
                assert!((' '..='~').contains(&c));
                let doubled = c == '\'' || c == '\\';
                assert!(!doubled || rest[1..].starts_with(c));
                text.push(c);
                rest = &rest[if doubled { 2 } else { 1 }..];
            }
        }
        text
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "\\PC*|[\\u{1}-\\u{7f}가-힣🚪'X0124\\\\]*") {
            prop_assert_eq!(read(&quoted(&text)), text);
        }
    }

    #[test]
    fn reals_have_a_point() {
        assert_eq!([3.0, -0.0, 0.25, 1e-12, -1e-12, 4_374_472.835].map(real).join(" "), "3. 0. 0.25 0. 0. 4374472.835");
    }
}
