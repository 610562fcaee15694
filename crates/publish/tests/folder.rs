//! The whole folder: bundle, evidence, notes, hostile texts, determinism, and writing it.
#![allow(clippy::unwrap_used)]

mod fixture;

use fixture::{compound, id, incident, text};
use locus_model::{Element, Node, Text};
use locus_publish::{Bundle, PublishError, Published, plan_svg, write};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

fn json(published: &Published, name: &str) -> Value {
    serde_json::from_slice(&published.files[name]).unwrap()
}

fn table(published: &Published) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&published.files["evidence.csv"][..]);
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn the_bundle_indexes_everything() {
    let published = compound().publish();
    let bundle = Bundle::from_bytes(&published.files["bundle.json"]).unwrap();
    assert_eq!(bundle.elements.len(), 16);
    assert_eq!(bundle.incidents.len(), 7);
    assert_eq!(bundle.scenes.len(), 2);
    assert_eq!(bundle.statements_by_key["cell-1"], ["A01-s1", "A02-s1"]);
    let cell = bundle.incidents.iter().find(|i| i.id == "I01").unwrap();
    assert_eq!(cell.position, Some([3.0, 0.0, -3.0]));
    assert_eq!((cell.earliest.as_deref(), cell.latest.as_deref()), (Some("2010-09-01"), Some("2010-09-30")));
    let wall = bundle.elements.iter().find(|e| e.id == "e:wall-s").unwrap();
    assert_eq!((wall.glb_node.as_deref(), wall.position), (Some("e:wall-s"), [6.0, 0.0, 0.0]));
    assert_eq!(bundle.levels[0].height_m, 3.0);
    assert!(bundle.levels[0].height_assumed);
    assert_eq!(bundle.sheets[0].paper.len(), 5);
    let others: Vec<&String> = published.files.keys().filter(|n| *n != "bundle.json").collect();
    assert_eq!(bundle.files.keys().collect::<Vec<_>>(), others);
    assert!(bundle.files.values().all(|h| h.len() == 64 && h.bytes().all(|b| b.is_ascii_hexdigit())));
    assert!(Bundle::from_bytes(b"{\"format\": \"locus-published\"}").is_err());
}

#[test]
fn every_source_of_every_element_is_a_row() {
    let made = compound();
    let rows = table(&made.publish());
    let header: Vec<&str> = rows[0].iter().map(String::as_str).collect();
    let column = |name: &str| header.iter().position(|c| *c == name).unwrap();
    let of = |e: &str, relation: &str| -> Vec<&Vec<String>> {
        rows.iter().filter(|r| r[column("element")] == e && r[column("relation")] == relation).collect()
    };
    let drawn = of("e:wall-s", "drawn");
    assert_eq!(drawn.len(), 1);
    assert_eq!((drawn[0][column("sheet")].as_str(), drawn[0][column("account")].as_str()), ("A01-1", "A01"));
    assert_eq!(drawn[0][column("session")], "2021-04-12-A01");
    assert_eq!(drawn[0][column("text_ko")], "내 감방");
    assert_eq!(of("e:wall-s", "states")[0][column("text_en")], "about eight paces");
    assert_eq!(of("e:wall-s", "points")[0][column("source_radius95_m")], "25.0");
    assert_eq!(of("e:wall-s", "not-drawn")[0][column("account")], "A02");
    assert_eq!(of("e:wall-s", "rule")[0][column("source")], "robust-consensus");
    let sources: usize = made.plan.elements.iter().map(|e| e.sources.len() + 1).sum::<usize>()
        + made.plan.nodes.iter().map(|n| n.sources.len() + 1).sum::<usize>()
        + made.plan.hypotheses.iter().map(|h| h.sources.len()).sum::<usize>();
    assert_eq!(rows.len(), 1 + sources);
}

#[test]
fn assumptions_are_registered() {
    let notes = json(&compound().publish(), "notes.json");
    let register = notes["assumptions"].as_array().unwrap();
    let entry = |name: &str| register.iter().find(|a| a["default"] == name).unwrap();
    assert_eq!(entry("wall-thickness")["value_m"], 0.24);
    assert_eq!(entry("wall-thickness")["elements"], serde_json::json!(["e:wall-n", "e:wall-s"]));
    assert_eq!(entry("door-height")["elements"], serde_json::json!(["e:door"]));
    assert_eq!(notes["software"]["locus"], "0.1.0");
    assert!(
        notes["notes"].as_array().unwrap().iter().any(|n| n["kind"] == "fact" && n["about"] == "imagery:2019-05-12")
    );
}

#[test]
fn the_same_values_in_any_order_give_the_same_bytes() {
    let mut made = compound();
    let first = made.publish();
    assert!(first == made.publish());
    made.plan.nodes.reverse();
    made.plan.elements.rotate_left(5);
    made.plan.elements.reverse();
    made.plan.hypotheses.reverse();
    made.plan.sheets.reverse();
    made.plan.sheets.iter_mut().for_each(|s| s.strokes.reverse());
    made.case.incidents.rotate_left(3);
    made.plan.notes.reverse();
    let second = made.publish();
    for (name, bytes) in &first.files {
        assert!(second.files[name] == *bytes, "{name} depends on the order of its input");
    }
}

/// The folder of foreign test data; `None` (and a line of output) where the variable is unset.
fn foreign_data() -> Option<PathBuf> {
    let folder = std::env::var_os("LOCUS_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: LOCUS_DATA is not set");
    }
    folder
}

/// A plan in which every text people wrote is `naughty`.
fn with_text(naughty: &str) -> Published {
    let mut made = compound();
    let both = || text(naughty, naughty);
    made.plan.elements.iter_mut().for_each(|e: &mut Element| e.name = Some(both()));
    made.plan.hypotheses.iter_mut().for_each(|h| h.claim = both());
    for stroke in made.plan.sheets.iter_mut().flat_map(|s| &mut s.strokes) {
        stroke.stroke.name = Some(Text::undetermined(naughty));
        stroke.stroke.extra.insert(naughty.to_owned(), naughty.to_owned());
    }
    for account in made.case.accounts.values_mut() {
        account.session = Some(naughty.to_owned());
        account.statements.iter_mut().for_each(|s| s.text = Some(both()));
    }
    made.plan.pins[0].verbatim = naughty.to_owned();
    made.case.name = both();
    made.case.rights.licence = Some(naughty.to_owned());
    let mut extra = incident("I99", Some("cell-1"));
    (extra.title, extra.summary) = (both(), both());
    extra.category = Some(naughty.to_owned());
    made.case.incidents.push(extra);
    made.publish()
}

/// The document is well-formed XML; its texts.
fn check_blueprint(svg: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(svg);
    let mut texts = Vec::new();
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(_) => depth += 1,
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Text(t) => texts.push(t.into_inner().into_owned()),
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    texts
}

#[test]
fn the_blueprint_names_what_it_shows() {
    let made = compound();
    let svg = plan_svg(&made.inputs(), &id("L0"));
    let texts = check_blueprint(&svg).join("\n");
    for shown in ["Made (fictional) · Ground floor", "e:cell-1", "이름", "testified (3)", "5 m", "true N"] {
        assert!(texts.contains(shown), "{shown} is missing");
    }
    assert!(!texts.contains("e:one"), "the alternative that is not the default is not drawn");
    assert!(!svg.contains("NaN") && svg == plan_svg(&made.inputs(), &id("L0")));
    check_blueprint(&plan_svg(&made.inputs(), &id("L9")));
    let mut hostile = compound();
    let naughty = "</text><script>alert(1)</script>\u{0}\u{1b}&amp;\"'";
    hostile.plan.elements.iter_mut().for_each(|e: &mut Element| e.name = Some(text(naughty, naughty)));
    hostile.case.name = text(naughty, naughty);
    let svg = plan_svg(&hostile.inputs(), &id("L0"));
    check_blueprint(&svg);
    assert!(!svg.contains("<script"));
}

fn check_parses(published: &Published, naughty: &str) {
    for (name, bytes) in &published.files {
        if name.ends_with("json") {
            let value: Value = serde_json::from_slice(bytes).unwrap();
            assert!(!value.is_null());
        }
    }
    let walls = json(published, "layers/walls.geojson");
    assert_eq!(walls["features"][0]["properties"]["name_ko"], naughty, "texts survive unchanged in JSON");
    for row in table(published).iter().skip(1) {
        assert_eq!(row.len(), 17);
        for cell in &row[..15] {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "a spreadsheet would run {cell:?}");
        }
        for cell in row[15..].iter().filter(|c| !c.is_empty()) {
            assert!(cell.parse::<f64>().is_ok(), "{cell:?} is no number");
        }
    }
    let glb = &published.files["model.glb"];
    let length = u32::from_le_bytes(glb[12..16].try_into().unwrap()) as usize;
    assert!(serde_json::from_slice::<Value>(&glb[20..20 + length]).is_ok());
}

#[test]
fn csv_formula_and_negative_numbers() {
    for naughty in ["=1+1", "-38.5", "@SUM(A1)", "\tx", "\"quoted\",\r\nline", "+82", "'", ""] {
        check_parses(&with_text(naughty), naughty);
    }
    let rows = table(&with_text("-38.5"));
    assert!(rows.iter().any(|r| r[13] == "'-38.5"), "a text that looks like a number is still a text");
}

#[test]
fn naughty_strings_pass_through_every_output() {
    let Some(folder) = foreign_data() else { return };
    let strings = folder.join("hostile/strings");
    let list: Vec<String> = serde_json::from_slice(&fs::read(strings.join("blns.json")).unwrap()).unwrap();
    let formulas = fs::read_to_string(strings.join("csv-injection.txt")).unwrap();
    assert!(list.len() > 400 && formulas.lines().count() >= 6);
    // Every tenth string by itself, and all of them in one text.
    for naughty in list.iter().map(String::as_str).step_by(10).chain(formulas.lines()) {
        check_parses(&with_text(naughty), naughty);
    }
    let all = list.join("\n");
    check_parses(&with_text(&all), &all);
}

#[test]
fn a_folder_is_written_and_replaced_as_a_whole() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("deep/published");
    let mut made = compound();
    write(&made.publish(), &out).unwrap();
    let second = {
        made.plan.elements.retain(|e: &Element| e.id != "e:stove");
        made.plan.nodes.retain(|n: &Node| n.status == locus_model::Status::Testified);
        made.publish()
    };
    write(&second, &out).unwrap();
    for (name, bytes) in &second.files {
        assert!(fs::read(out.join(name)).unwrap() == *bytes, "{name}");
    }
    let beside: Vec<_> = fs::read_dir(out.parent().unwrap()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(beside, ["published"], "nothing is left beside it");
}

#[test]
fn what_locus_did_not_write_is_never_replaced() {
    let parent = tempfile::tempdir().unwrap();
    let published = compound().publish();
    let refused = |out: &PathBuf| matches!(write(&published, out), Err(PublishError::Foreign { .. }));

    let file = parent.path().join("file");
    fs::write(&file, "mine").unwrap();
    assert!(refused(&file) && fs::read(&file).unwrap() == b"mine");

    let folder = parent.path().join("folder");
    fs::create_dir(&folder).unwrap();
    write(&published, &folder).unwrap();
    let own = folder.join("layers/my.qgz");
    fs::write(&own, "mine").unwrap();
    let error = write(&published, &folder).unwrap_err().to_string();
    assert!(error.contains("layers/my.qgz") && own.exists(), "{error}");
    fs::remove_file(&own).unwrap();
    write(&published, &folder).unwrap();

    let other = parent.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("bundle.json"), "{\"format\": \"something else\"}").unwrap();
    assert!(refused(&other));
    #[cfg(unix)]
    {
        let link = parent.path().join("link");
        std::os::unix::fs::symlink(&folder, &link).unwrap();
        assert!(refused(&link), "a link is not followed");
    }
}

#[test]
fn on_failure_the_old_folder_stays() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("published");
    let published = compound().publish();
    write(&published, &out).unwrap();
    // A file whose folder is a file: the new folder cannot be completed.
    let mut broken = published.clone();
    broken.files.insert("model.glb/impossible".to_owned(), Vec::new());
    assert!(matches!(write(&broken, &out), Err(PublishError::Disk { .. })));
    assert!(fs::read(out.join("bundle.json")).unwrap() == published.files["bundle.json"]);
    assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1, "nothing is left beside it");
}
