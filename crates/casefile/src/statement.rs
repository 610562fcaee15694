//! `[[statement]]`: something a person said, with the values its kind asks for.

use crate::account::claimed_id;
use crate::described::described;
use crate::field::{above_zero, between, key, metres, string, text, timecode, word};
use crate::limits::LIMITS;
use crate::table::Table;
use crate::words::{ELICITATION, POLARITY, VANTAGE};
use locus_model::{Key, Polarity, Statement, StatementKind};

/// The kinds of the case format.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Distance,
    Length,
    Width,
    Height,
    Area,
    Count,
    Adjacent,
    Order,
    Place,
    Free,
}

const KIND: &[(&str, Kind)] = &[
    ("distance", Kind::Distance),
    ("length", Kind::Length),
    ("width", Kind::Width),
    ("height", Kind::Height),
    ("area", Kind::Area),
    ("count", Kind::Count),
    ("adjacent", Kind::Adjacent),
    ("order", Kind::Order),
    ("place", Kind::Place),
    ("free", Kind::Free),
];

impl Kind {
    /// How many keys `of` holds: least, most.
    fn keys(self) -> (usize, usize) {
        match self {
            Self::Distance | Self::Adjacent => (2, 2),
            Self::Length | Self::Width | Self::Height | Self::Area | Self::Count | Self::Place => (1, 1),
            Self::Order => (2, usize::MAX),
            Self::Free => (0, usize::MAX),
        }
    }
}

/// Reads one statement.
pub(crate) fn statement(mut table: Table) -> Option<Statement> {
    let id = claimed_id(&mut table);
    let polarity = table.optional("polarity", word(POLARITY)).unwrap_or(Polarity::Affirms);
    let kind = table.required("kind", word(KIND));
    let of = kind.and_then(|kind| places(&mut table, kind));
    let meaning = kind.and_then(|kind| values(&mut table, kind, of.as_deref().unwrap_or_default(), polarity));
    let elicitation = table.optional("elicitation", word(ELICITATION));
    let vantage = table.optional("vantage", word(VANTAGE));
    let text = table.optional("text", text);
    let at = table.optional("at", timecode);
    // Without a kind nobody can say which other keys belong.
    if kind.is_some() {
        table.finish();
    }
    Some(Statement { id: id?, kind: meaning?, of: of?, polarity, elicitation, vantage, text, at })
}

fn places(table: &mut Table, kind: Kind) -> Option<Vec<Key>> {
    let (least, most) = kind.keys();
    let word = KIND.iter().find(|(_, k)| *k == kind).map_or("", |(word, _)| word);
    if table.take("of").is_none() {
        if least > 0 {
            table.missing("of", &format!(" (kind = \"{word}\")"));
            return None;
        }
        return Some(Vec::new());
    }
    let written = table.take("of").and_then(|value| value.elements()).map(<[_]>::len);
    let of = table.list("of", key);
    if written != Some(of.len()) {
        return None;
    }
    let expected = match (least, most) {
        (1, 1) => "one key".to_owned(),
        (2, 2) => "two different keys".to_owned(),
        _ => format!("{least} or more keys"),
    };
    let same = most == 2 && of.first() == of.get(1);
    if of.len() < least || of.len() > most || same {
        let line = table.line_of("of");
        let found =
            format!("of = [{}] for kind = \"{word}\"", of.iter().map(Key::as_str).collect::<Vec<_>>().join(", "));
        table.page.mistake(line, found, expected, "name the places it speaks of, or split the statement");
        return None;
    }
    Some(of)
}

fn values(table: &mut Table, kind: Kind, of: &[Key], polarity: Polarity) -> Option<StatementKind> {
    if polarity == Polarity::DoesNotKnow && needs_value(kind) && table.take(value_key(kind)).is_none() {
        let found = "a statement of measure by a person who does not know";
        let remedy = "what a person does not know has no value: write kind = \"free\" with this polarity and the words";
        table.page.mistake(table.line, found, format!("`{}`, or kind = \"free\"", value_key(kind)), remedy);
        // What would go with the value is no mistake of its own.
        for key in ["sd", "sd_m", "sd_m2", "what"] {
            table.take(key);
        }
        return None;
    }
    Some(match kind {
        Kind::Distance => length(table).map(|(value_m, sd_m)| StatementKind::Distance { value_m, sd_m })?,
        Kind::Length => length(table).map(|(value_m, sd_m)| StatementKind::Length { value_m, sd_m })?,
        Kind::Width => length(table).map(|(value_m, sd_m)| StatementKind::Width { value_m, sd_m })?,
        Kind::Height => length(table).map(|(value_m, sd_m)| StatementKind::Height { value_m, sd_m })?,
        Kind::Area => {
            let size = above_zero(LIMITS.area_m2, "square metres").reader();
            let (value, sd) = (table.required("value_m2", &size), table.required("sd_m2", &size));
            StatementKind::Area { value_m2: value?, sd_m2: sd? }
        }
        Kind::Count => count(table)?,
        Kind::Adjacent => StatementKind::Adjacent,
        Kind::Order => StatementKind::Order { along: table.optional("along", key) },
        Kind::Place => StatementKind::Place(described(table, of, polarity)?),
        Kind::Free => StatementKind::Free,
    })
}

fn needs_value(kind: Kind) -> bool {
    !matches!(kind, Kind::Adjacent | Kind::Order | Kind::Place | Kind::Free)
}

fn value_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Area => "value_m2",
        Kind::Count => "value",
        _ => "value_m",
    }
}

fn length(table: &mut Table) -> Option<(f64, f64)> {
    let (value, sd) = (table.required("value_m", metres), table.required("sd_m", metres));
    Some((value?, sd?))
}

fn count(table: &mut Table) -> Option<StatementKind> {
    let value = table.required("value", between(0.0, 1e6, "things").reader());
    let sd = table.optional("sd", between(0.0, 1e6, "things").reader());
    let what = table.required("what", string);
    Some(StatementKind::Count { value: value?, sd, what: what? })
}
