//! Finding things by what they are called, in either language, however it is spelled or typed.

mod folded;
mod hangul;
mod query;
mod texts;

use crate::selection::Selection;
use locus_publish::{Bundle, BundleElement, BundleIncident, BundleSheet};
use query::{Query, Rank};
use std::ops::Range;
use texts::Texts;

/// Everything in a bundle that can be found.
///
/// Case, accents, composition and spacing do not matter. Hangul is found by syllables, by the letters of a syllable that is
/// still being typed (가 finds 감방), and by initial consonants (ㄱㅂ finds 감방); all of that may be mixed. Every word of a
/// query must be found, in any order. Summaries of incidents are not searched: they stay folded until they are opened.
#[derive(Clone, Debug)]
pub struct Search {
    texts: Texts,
    entries: Vec<Entry>,
    /// Where the incidents are among the entries.
    incidents: Range<usize>,
}

/// A thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub selection: Selection,
    /// What it is called, in the language that was found where that is a name.
    pub title: String,
    /// The text that was found; the same as the title where that was it.
    pub matched: String,
    /// How well it was found: larger is better.
    pub score: u32,
}

/// A thing, and what it is known under, as positions in [`Texts`].
#[derive(Clone, Debug)]
struct Entry {
    selection: Selection,
    known: Vec<(Field, usize)>,
}

/// What a text is to the thing, least telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    /// What kind of thing, or who has to do with it.
    Kind,
    /// Its id.
    Id,
    /// The key of the place.
    Key,
    /// A name.
    Name,
}

impl Search {
    /// Of elements, incidents and sheets.
    pub fn new(bundle: &Bundle) -> Self {
        let mut texts = Texts::default();
        let mut entries: Vec<Entry> = bundle.elements.iter().map(|e| Entry::of_element(e, &mut texts)).collect();
        let from = entries.len();
        entries.extend(bundle.incidents.iter().map(|i| Entry::of_incident(i, &mut texts)));
        let incidents = from..entries.len();
        entries.extend(bundle.sheets.iter().map(|s| Entry::of_sheet(s, &mut texts)));
        Self { texts, entries, incidents }
    }

    /// What answers the query, best first and at most `limit`; nothing for a query without a letter.
    pub fn find(&self, query: &str, limit: usize) -> Vec<Found> {
        let query = Query::new(query);
        if query.is_empty() {
            return Vec::new();
        }
        let ranks = self.texts.ranks(&query);
        let answers = self.entries.iter().filter_map(|entry| Some((entry, entry.answer(&ranks)?)));
        let mut found: Vec<(&Entry, Answer)> = answers.collect();
        found.sort_by(|(a, of_a), (b, of_b)| {
            let by_text = || self.texts.text(of_a.text).cmp(self.texts.text(of_b.text));
            of_b.score.cmp(&of_a.score).then_with(by_text).then_with(|| a.selection.cmp(&b.selection))
        });
        found.truncate(limit);
        found.into_iter().map(|(entry, answer)| self.found(entry, answer)).collect()
    }

    /// Which incidents answer the query, in the bundle's order; `None` where it asks for nothing.
    pub(crate) fn incidents(&self, query: &str) -> Option<Vec<bool>> {
        let query = Query::new(query);
        let ranks = (!query.is_empty()).then(|| self.texts.ranks(&query))?;
        Some(self.entries[self.incidents.clone()].iter().map(|entry| entry.answer(&ranks).is_some()).collect())
    }

    fn found(&self, entry: &Entry, answer: Answer) -> Found {
        let title = if answer.field == Field::Name { answer.text } else { entry.title() };
        Found {
            selection: entry.selection.clone(),
            title: self.texts.text(title).to_owned(),
            matched: self.texts.text(answer.text).to_owned(),
            score: answer.score,
        }
    }
}

/// How an entry answers a query.
#[derive(Clone, Copy)]
struct Answer {
    /// Of the word that is answered worst.
    score: u32,
    /// The text that answers the first word best.
    text: usize,
    field: Field,
}

impl Entry {
    fn of_element(element: &BundleElement, texts: &mut Texts) -> Self {
        let names = element.name.iter().flat_map(|name| name.0.values());
        let known = (names.map(|name| (Field::Name, name)))
            .chain(element.key.iter().map(|key| (Field::Key, key)))
            .chain([(Field::Id, &element.id), (Field::Kind, &element.kind)]);
        Self::new(Selection::Element(element.id.clone()), known, texts)
    }

    fn of_incident(incident: &BundleIncident, texts: &mut Texts) -> Self {
        let category = incident.category_name.iter().flat_map(|name| name.0.values()).chain(&incident.category);
        let people = incident.victims.iter().chain(&incident.perpetrators).chain(&incident.accounts);
        let known = (incident.title.0.values().map(|title| (Field::Name, title)))
            .chain(incident.place.iter().map(|place| (Field::Key, place)))
            .chain([(Field::Id, &incident.id)])
            .chain(category.chain(people).map(|text| (Field::Kind, text)));
        Self::new(Selection::Incident(incident.id.clone()), known, texts)
    }

    fn of_sheet(sheet: &BundleSheet, texts: &mut Texts) -> Self {
        let known = [(Field::Name, &sheet.id), (Field::Kind, &sheet.account)];
        Self::new(Selection::Sheet(sheet.id.clone()), known.into_iter(), texts)
    }

    fn new<'a>(selection: Selection, known: impl Iterator<Item = (Field, &'a String)>, texts: &mut Texts) -> Self {
        Self { selection, known: known.map(|(field, text)| (field, texts.keep(text))).collect() }
    }

    /// How it answers the words, each with the ranks of all texts; `None` where it does not answer one of them.
    fn answer(&self, ranks: &[Vec<Option<Rank>>]) -> Option<Answer> {
        let mut answers = ranks.iter().map(|ranks| self.best(ranks));
        let first = answers.next()??;
        answers.try_fold(first, |worst, answer| Some(Answer { score: worst.score.min(answer?.score), ..worst }))
    }

    /// The text that answers a word best; the first of equals.
    fn best(&self, ranks: &[Option<Rank>]) -> Option<Answer> {
        let ranked = self.known.iter().filter_map(|&(field, text)| Some((field, text, ranks[text]?)));
        let scored = ranked.map(|(field, text, rank)| Answer { score: score(rank, field), text, field });
        scored.reduce(|best, next| if next.score > best.score { next } else { best })
    }

    /// The first name, else the key, else the id: they are kept in this order.
    fn title(&self) -> usize {
        self.known.first().map_or(0, |&(_, text)| text)
    }
}

/// First how far the text answers, then by what, then what the text is.
fn score((reach, by): Rank, field: Field) -> u32 {
    100 * (reach as u32) + 10 * (by as u32) + field as u32
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::timeline::sample::bundle;
    use proptest::prelude::*;
    use serde_json::json;

    fn sample() -> Search {
        Search::new(&bundle(
            vec![
                json!({"id": "room-1", "kind": "room", "key": "cell-3", "name": {"en": "Women's cell", "ko": "여자 감방"}}),
                json!({"id": "room-2", "kind": "room", "name": {"en": "Café", "ko": "세면실"}}),
                json!({"id": "gate-9", "kind": "gate", "name": {"ko": "정문"}}),
            ],
            vec![json!({"id": "I07", "title": {"en": "Night shift", "ko": "야간 노동"}, "place": "cell-3",
                "summary": {"en": "unspeakable"}, "accounts": ["A01"]})],
        ))
    }

    fn ids(query: &str) -> Vec<String> {
        let id = |found: Found| match found.selection {
            Selection::Element(id) | Selection::Incident(id) | Selection::Sheet(id) => id,
        };
        sample().find(query, 10).into_iter().map(id).collect()
    }

    #[test]
    fn hangul_is_found_by_syllable_letters_and_initials() {
        for query in [
            "여자 감방",
            "여자감방",
            "감방 여자",
            "여",
            "여자 가",
            "여자 감바",
            "ㅇㅈㄱㅂ",
            "ㄱㅂ",
            "여ㅈ",
            "womens",
            "CELL wom",
        ] {
            assert_eq!(ids(query).first().map(String::as_str), Some("room-1"), "{query}");
        }
        assert_eq!(ids("섻"), [""; 0], "letters that begin nothing");
        assert_eq!(ids("세ㅁㅅ"), ["room-2"]);
        assert_eq!(ids("cafe"), ["room-2"]);
        assert_eq!(ids("CAFÉ"), ["room-2"]);
        assert_eq!(ids("젂"), [""; 0]);
        assert_eq!(ids("저"), ["gate-9"], "while 정 is typed");
        assert_eq!(ids("셈"), ["room-2"], "while 세면 is typed");
    }

    #[test]
    fn nothing_is_found_for_nothing_and_summaries_stay_folded() {
        for query in ["", "   ", "-", "unspeakable", "여자 정문"] {
            assert_eq!(ids(query), [""; 0], "{query}");
        }
    }

    #[test]
    fn a_whole_name_comes_before_a_part_and_a_name_before_an_id() {
        assert_eq!(ids("cell-3"), ["room-1", "I07"]);
        assert_eq!(ids("a01"), ["I07", "A01-1"], "both have to do with A01");
        assert_eq!(ids("a01-1"), ["A01-1"]);
        assert_eq!(ids("i07"), ["I07"]);
        let found = sample().find("cell-3", 1);
        assert_eq!((found[0].title.as_str(), found[0].matched.as_str()), ("Women's cell", "cell-3"));
        assert_eq!(sample().find("여자", 1)[0].title, "여자 감방");
    }

    fn names() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec("[가-힣a-zA-ZéŏÅ0-9][가-힣a-zA-Zéŏß0-9 '-]{0,11}", 1..8)
    }

    fn finds(search: &Search, query: &str, id: &str) -> bool {
        search.find(query, 1000).iter().any(|found| found.selection == Selection::Element(id.to_owned()))
    }

    proptest! {
        #[test]
        fn every_name_is_found_by_itself_by_its_beginnings_and_by_initials(names in names(), cut in 1..12usize) {
            let elements = names.iter().enumerate().map(|(n, name)| json!({"id": format!("e{n}"), "name": {"ko": name}}));
            let search = Search::new(&bundle(elements.collect(), vec![]));
            for (n, name) in names.iter().enumerate() {
                let id = format!("e{n}");
                let beginning: String = name.chars().take(cut).collect();
                let initials: String = name.chars().map(|c| hangul::initial(c).unwrap_or(c)).collect();
                let shouted = name.to_uppercase();
                for query in [name.clone(), beginning, initials.clone(), initials.replace(' ', ""), shouted] {
                    prop_assert!(finds(&search, &query, &id), "{} by {}", name, query);
                }
            }
        }

        #[test]
        fn a_name_is_found_at_every_key_stroke(name in "[가-힣]{1,6}") {
            let search = Search::new(&bundle(vec![json!({"id": "e", "name": {"ko": name.clone()}})], vec![]));
            for typed in key_strokes(&name) {
                prop_assert!(finds(&search, &typed, "e"), "{} by {}", name, typed);
            }
        }

        #[test]
        fn any_query_is_answered_the_same_way_twice(query in "\\PC{0,20}") {
            prop_assert_eq!(sample().find(&query, 5), sample().find(&query, 5));
        }
    }

    /// What an input field holds while a name is typed: finished syllables, then the lead, the open and the whole syllable.
    fn key_strokes(name: &str) -> Vec<String> {
        let mut typed = Vec::new();
        let mut done = String::new();
        for syllable in name.chars() {
            let open = char::from_u32(u32::from(syllable) - (u32::from(syllable) - 0xAC00) % 28).unwrap();
            for last in [hangul::initial(syllable).unwrap(), open, syllable] {
                typed.push(format!("{done}{last}"));
            }
            done.push(syllable);
        }
        typed
    }
}
