//! A small valid case and what one change does to it: notes, references, and files cut off anywhere.
#![allow(clippy::unwrap_used)]

use locus_casefile::{LIMITS, Mistake, Mistakes};
use locus_model::{Case, Described, Key, NoteKind, Side, StatedBearing, StatedRange, StatementKind};
use std::fs;
use std::path::Path;

/// A scan's bytes (which are not looked at here) and their SHA-256, from `printf scan | sha256sum`.
const SCAN: &[u8] = b"scan";
const SCAN_SHA256: &str = "59ad1b2fc74287ded1bba7af67765d23ad4a49f1ae51902cc2ed3f8ebee96cfa";

const FILES: [(&str, &str); 8] = [
    (
        "case.toml",
        r#"format = 1
id = "small"
name = { en = "Small", ko = "작은" }
type = "other"
[site]
anchor = [7.613, 51.963]
[[level]]
id = "L0"
name = "Ground floor"
ordinal = 0
elevation_m = 0
"#,
    ),
    (
        "accounts/A01.toml",
        r#"id = "A01"
consent = "parties"
[[pin]]
id = "A01-p1"
of = "main-gate"
position = "51.963, 7.613"
[[statement]]
id = "A01-s1"
kind = "count"
of = ["yard"]
value = 2
what = "tower"
[[statement]]
id = "A01-s2"
kind = "free"
text = "…"
"#,
    ),
    (
        "sketches/A01-1.toml",
        r#"id = "A01-1"
account = "A01"
image = "A01-1.png"
level = "L0"
[[control]]
landmark = "main-gate"
px = [10, 20]
[[control]]
landmark = "hut/c1"
px = [30, 20]
"#,
    ),
    (
        "sketches/A01-1.trace.geojson",
        r#"{"type": "FeatureCollection", "space": "sketch-px", "image": "A01-1.png",
 "traced_by": {"tool": "locus trace", "version": "0.1.0"},
 "features": [
  {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[0, 0], [10, 0]]},
   "properties": {"id": "w1", "kind": "wall", "nodes": ["a", null], "thickness": 0.30, "key": null}},
  {"type": "Feature", "geometry": {"type": "Point", "coordinates": [5, 5]},
   "properties": {"id": "t1", "kind": "tower", "key": "tower-1", "certanty": "sure"}}]}
"#,
    ),
    (
        "landmarks.geojson",
        r#"{"type": "FeatureCollection", "features": [
 {"type": "Feature", "geometry": {"type": "Point", "coordinates": [7.613, 51.963, 60]},
  "properties": {"id": "main-gate", "sd_m": 0.6, "osm": {"id": 12, "tags": ["a"]}}}]}
"#,
    ),
    (
        "footprints.geojson",
        r#"{"type": "FeatureCollection", "features": [
 {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [
   [[7.6130, 51.9630], [7.6132, 51.9630], [7.6132, 51.9631], [7.6130, 51.9630]]]},
  "properties": {"id": "fp-hut", "key": "hut", "nodes": ["hut/c1", null, "hut/c3", "hut/c1"]}}]}
"#,
    ),
    (
        "incidents.csv",
        "id,when,place,category,title_en,title_ko,summary_en,summary_ko,victims,perpetrators,accounts,credibility,consent\r\n\
         I1,,,,,,,,,,,,\r\n\
         I2,2009?,tower-1,torture,Title,제목,\"two\r\nlines\",,V1;V2,P1,A01,3,public\r\n\
         I3,,cell-9,,,,,,,,,,\r\n",
    ),
    ("imagery/2019.toml", "id = \"2019\"\nfile = \"2019.tif\"\n"),
];

/// The small case with the text of one file passed through `change`.
fn read_with(file: &str, change: impl Fn(&str) -> Vec<u8>) -> Result<Case, Mistakes> {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, change(&text)).unwrap();
    locus_casefile::read(folder.path())
}

fn write(folder: &Path) {
    for sub in ["accounts", "sketches", "imagery"] {
        fs::create_dir_all(folder.join(sub)).unwrap();
    }
    for (file, text) in FILES {
        fs::write(folder.join(file), text).unwrap();
    }
    fs::write(folder.join("sketches/A01-1.png"), SCAN).unwrap();
    fs::write(folder.join("imagery/2019.tif"), b"II*\0").unwrap();
}

/// The one mistake that replacing `from` by `to` makes.
fn mistake(file: &str, from: &str, to: &str) -> Mistake {
    let mistakes = read_with(file, |text| {
        assert!(text.contains(from), "{file} holds no {from}");
        text.replacen(from, to, 1).into_bytes()
    });
    let mistakes = mistakes.unwrap_err().0;
    assert_eq!(mistakes.len(), 1, "{file}: {from} -> {to}: {mistakes:#?}");
    mistakes[0].clone()
}

#[test]
fn the_case_is_read_as_it_was_given() {
    let case = read_with("case.toml", |text| text.as_bytes().to_vec()).unwrap();
    let sheet = case.sheets.values().next().unwrap();
    let drawing = sheet.drawing.as_ref().unwrap();
    assert_eq!((sheet.image.as_str(), sheet.controls.len()), ("sketches/A01-1.png", 2));
    assert_eq!(drawing.tracing.by, "tool: locus trace, version: 0.1.0");
    assert_eq!(drawing.strokes[0].extra["thickness"], "0.30", "unknown properties keep their digits");
    assert_eq!(drawing.strokes[0].nodes.len(), 2);
    let gate = case.landmarks.values().next().unwrap();
    assert_eq!(gate.extra["osm"], r#"{"id": 12, "tags": ["a"]}"#);
    assert_eq!(case.footprints.values().next().unwrap().sd_m, 0.35);
    assert_eq!(case.imagery.values().next().unwrap().file, "imagery/2019.tif");
    assert_eq!(case.incidents.iter().map(|incident| incident.line).collect::<Vec<_>>(), [2, 3, 5]);
    assert_eq!(case.incidents[1].summary.en(), Some("two\r\nlines"));
    assert_eq!(case.incidents[1].victims.len(), 2);
    assert_eq!(case.accounts.values().next().unwrap().pins[0].verbatim, "51.963, 7.613");
}

#[test]
fn what_is_legal_and_looks_wrong_is_noted() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    for name in ["sketches/foo.txt", "sketches/A09-1.trace.geojson", "scan.zip", "README.md", ".hidden", "LICENSE"] {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    fs::create_dir(folder.path().join("published")).unwrap();
    fs::write(folder.path().join("published/notes.json"), "x").unwrap();
    let case = locus_casefile::read(folder.path()).unwrap();
    let about = |kind: NoteKind| -> Vec<&str> {
        case.notes.iter().filter(|note| note.kind == kind).map(|note| note.about.as_str()).collect()
    };
    assert_eq!(
        about(NoteKind::LeftOut),
        ["landmarks.geojson:1", "scan.zip", "sketches/A09-1.trace.geojson", "sketches/foo.txt"]
    );
    assert_eq!(about(NoteKind::Doubted), ["sketches/A01-1.trace.geojson:7", "incidents.csv:3", "incidents.csv:5"]);
    assert_eq!(about(NoteKind::Fact), ["sketches/A01-1.toml:1"]);
    let line = format!("sha256 = \"{SCAN_SHA256}\"\n");
    assert!(case.notes.iter().any(|note| note.remedy == format!("add the line {}", line.trim_end())));
    fs::write(folder.path().join("sketches/A01-1.toml"), line + FILES[2].1).unwrap();
    let case = locus_casefile::read(folder.path()).unwrap();
    assert!(case.notes.iter().all(|note| note.kind != NoteKind::Fact), "the line that was asked for is right");
}

#[test]
fn a_drawn_outline_may_cross_itself_and_a_digitised_one_may_not() {
    let tower = r#"{"type": "Point", "coordinates": [5, 5]},
   "properties": {"id": "t1", "kind": "tower""#;
    let bow = r#"{"type": "Polygon", "coordinates": [[[0, 0], [9, 9], [9, 0], [0, 9], [0, 0]]]},
   "properties": {"id": "t1", "kind": "room""#;
    let drawn = |text: &str| text.replacen(tower, bow, 1).into_bytes();
    let case = read_with("sketches/A01-1.trace.geojson", drawn).unwrap();
    assert_eq!(case.sheets.values().next().unwrap().drawing.as_ref().unwrap().strokes.len(), 2, "kept as drawn");
    let doubted = |note: &&locus_model::Note| note.kind == NoteKind::Doubted && note.message.contains("crosses");
    assert_eq!(case.notes.iter().filter(doubted).count(), 1);
    let outline = "[[7.6130, 51.9630], [7.6132, 51.9630], [7.6132, 51.9631], [7.6130, 51.9630]]";
    let crossed = "[[7.6130, 51.9630], [7.6132, 51.9632], [7.6132, 51.9630], [7.6130, 51.9630]]";
    assert!(read_with("footprints.geojson", |text| text.replacen(outline, crossed, 1).into_bytes()).is_ok());
    let bow = "[[7.6130, 51.9630], [7.6132, 51.9632], [7.6132, 51.9630], [7.6130, 51.9632], [7.6130, 51.9630]]";
    let nodes = |text: &str| text.replacen(outline, bow, 1).replacen(r#"null, "hut/c3""#, r#"null, null, "hut/c3""#, 1);
    let told = read_with("footprints.geojson", |text| nodes(text).into_bytes()).unwrap_err().0;
    assert!(told.len() == 1 && told[0].found.contains("meet at"), "{told:?}");
}

#[test]
fn one_change_makes_one_mistake() {
    let trace = "sketches/A01-1.trace.geojson";
    assert!(mistake(trace, "\"A01-1.png\"", "\"A01-2.png\"").expected.contains("A01-1.png"));
    assert!(mistake(trace, "\"traced_by\"", "\"traced\"").found.contains("traced_by"));
    assert!(mistake(trace, "[10, 0]", "[10, 1e400]").found.contains("out of range"));
    let account = "accounts/A01.toml";
    assert!(mistake(account, "51.963, 7.613", "7.613, 51.963").remedy.contains("latitude, longitude"));
    assert!(mistake(account, "value = 2\n", "polarity = 'does-not-know'\n").remedy.contains("free"));
    let swapped = mistake("landmarks.geojson", "[7.613, 51.963, 60]", "[51.963, 7.613]");
    assert!(swapped.remedy.contains("longitude comes first"), "{swapped}");
    assert!(mistake("sketches/A01-1.toml", "A01-1.png", "A01-1.gif").found.contains("no file"));
    assert!(mistake("imagery/2019.toml", "id = \"2019\"", "id = \"2020\"").expected.contains("2019"));
    assert_eq!(mistake("case.toml", "elevation_m = 0", "elevation_m = 0\n[rights]\nlicense = ''").line, Some(13));
    assert!(mistake("case.toml", "id = \"small\"", "id = small").line == Some(2), "references are not judged then");
    assert!(mistake("footprints.geojson", "[7.6130, 51.9630], [7.6132", "[7.6132").found.contains("3"));
    assert_eq!(mistake("landmarks.geojson", "\"features\"", "\"features").line, Some(1));
    assert!(mistake("incidents.csv", "\"two", "two\"").found.contains("quote"));
    assert!(mistake("incidents.csv", "title_ko", "title_kr").remedy.contains("title_ko"));
}

#[test]
fn bytes_that_are_no_text_and_files_that_are_too_large_are_refused() {
    let told = read_with("case.toml", |text| [text.as_bytes(), b"\n\n# \xff\n"].concat()).unwrap_err().0;
    assert_eq!((told.len(), told[0].line), (1, Some(14)), "{told:?}");
    let told = read_with("case.toml", |text| format!("{text}#{}", " ".repeat(LIMITS.toml_bytes as usize)).into_bytes());
    assert!(told.unwrap_err().to_string().contains("more than 524288 bytes"));
}

#[test]
fn a_file_cut_off_anywhere_is_read_or_refused_on_one_of_its_lines() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    for (file, text) in FILES {
        for end in (0..text.len()).step_by(7) {
            let cut = &text.as_bytes()[..end];
            fs::write(folder.path().join(file), cut).unwrap();
            let Err(mistakes) = locus_casefile::read(folder.path()) else { continue };
            let lines = cut.iter().filter(|byte| **byte == b'\n').count() + 1;
            for mistake in mistakes.0.iter().filter(|mistake| mistake.file == file) {
                assert!(mistake.line.is_none_or(|line| (1..=lines).contains(&line)), "{file} cut at {end}: {mistake}");
            }
        }
        fs::write(folder.path().join(file), text).unwrap();
    }
}

/// The small case with one more statement about where a shed lies.
fn described(how: &str) -> Result<Case, Mistakes> {
    read_with("accounts/A01.toml", |text| {
        format!("{text}[[statement]]\nid = \"A01-s3\"\nkind = \"place\"\nof = [\"shed\"]\n{how}\n").into_bytes()
    })
}

#[test]
fn a_place_is_described_from_what_the_case_puts_somewhere() {
    let kind = |how: &str| described(how).unwrap().accounts.values().next().unwrap().statements[2].kind.clone();
    let key = |text: &str| Key::new(text).unwrap();
    let bearing = Some(StatedBearing { degrees: 45.0, sd_deg: None });
    let range = Some(StatedRange::Walk { minutes: 10.0, sd_minutes: Some(3.0) });
    let from = StatementKind::Place(Described::From { from: key("main-gate"), range, bearing });
    assert_eq!(kind("from = \"main-gate\"\nminutes_walk = 10\nsd_minutes = 3\nbearing = \"north-east\""), from);
    let along = [key("hut"), key("tower-1")];
    let beside = StatementKind::Place(Described::Beside { side: Side::Left, along, sd_m: None });
    assert_eq!(kind("side = \"left\"\nalong = [\"hut\", \"tower-1\"]"), beside, "an outline and a drawn key");
    for known in ["hut/c1", "a"] {
        assert!(
            described(&format!("from = \"{known}\"\nbearing = 270.5")).is_ok(),
            "a corner, a drawn corner: {known}"
        );
    }
}

#[test]
fn a_place_described_from_nowhere_is_told_with_its_line() {
    let told = described("from = \"main-gat\"\ndistance_m = 300").unwrap_err().0;
    let [mistake] = &told[..] else { panic!("{told:?}") };
    assert_eq!((mistake.file.as_str(), mistake.line), ("accounts/A01.toml", Some(21)));
    assert!(mistake.found.contains("main-gat"), "{mistake}");
    assert!(mistake.remedy.contains("did you mean \"main-gate\""), "{mistake}");
    // `yard` is only spoken of: nothing puts it anywhere.
    assert_eq!(described("side = \"right\"\nalong = [\"hut\", \"yard\"]").unwrap_err().0.len(), 1);
}
