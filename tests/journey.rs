//! The whole journey through the built `locus`: new, check, import, reconstruct, explain; what wrong input ends in; and
//! that the same evidence gives the same bytes.

#![allow(clippy::unwrap_used)]

use locus_tests::folder::{copy, edit, example, files, sorted};
use locus_tests::program::{Ended, locus, run};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A writable copy of the example in a folder of its own.
struct Scratch {
    folder: tempfile::TempDir,
}

impl Scratch {
    fn new() -> Self {
        let scratch = Self { folder: tempfile::tempdir().unwrap() };
        copy(&example(), &scratch.case());
        scratch
    }

    fn case(&self) -> PathBuf {
        self.folder.path().join("example-compound")
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    fn reconstruct(&self) -> Ended {
        run(&["reconstruct", text(&self.case()), "--out", text(&self.out())])
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn json(file: &Path) -> Value {
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

fn features(out: &Path, layer: &str) -> Vec<Value> {
    json(&out.join("layers").join(format!("{layer}.geojson")))["features"].as_array().unwrap().clone()
}

#[test]
fn a_case_grows_from_an_empty_folder_to_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("north-site");
    run(&["new", text(&case), "--anchor", "39.4932, 131.4911"]).expect(0);
    run(&["check", text(&case)]).expect(0);

    fs::write(case.join("accounts/A01.toml"), "id = \"A01\"\nsession = \"first\"\nconsent = \"parties\"\n").unwrap();
    let pins = folder.path().join("pins.csv");
    fs::write(&pins, "name,latitude,longitude\nwatch-post,39.49350,131.49150\n").unwrap();
    run(&["import", "pins", text(&pins), "--account", "A01", "--case", text(&case), "--of", "watch-post"]).expect(0);
    run(&["check", text(&case)]).expect(0);

    run(&["reconstruct", text(&case)]).expect(0);
    let published = features(&case.join("published"), "pins");
    assert_eq!(published.len(), 1);
    let at = &published[0]["geometry"]["coordinates"];
    assert!(
        (at[0].as_f64().unwrap() - 131.4915).abs() < 1e-7 && (at[1].as_f64().unwrap() - 39.4935).abs() < 1e-7,
        "{at}"
    );

    let pin = published[0]["properties"]["id"].as_str().unwrap().trim_start_matches("pin:");
    let answer = run(&["explain", text(&case), pin]).expect(0);
    assert!(answer.stdout.contains("A01") && answer.stdout.contains("39.49350"), "{}", answer.stdout);
}

#[test]
fn a_folder_that_exists_is_not_made_new() {
    let scratch = Scratch::new();
    let before = files(&scratch.case());
    run(&["new", text(&scratch.case()), "--anchor", "39.4932, 131.4911"]).expect(2);
    assert_eq!(before, files(&scratch.case()));
}

#[test]
fn an_answer_goes_back_to_stroke_and_scan() {
    let scratch = Scratch::new();
    let answer = run(&["explain", text(&scratch.case()), "cell-3"]).expect(0).stdout;
    for link in ["stroke:A01-2/", "A01-2.jpg", "A01"] {
        assert!(answer.contains(link), "no {link} in:\n{answer}");
    }
    let unknown = run(&["explain", text(&scratch.case()), "cell-99"]).expect(2);
    assert!(unknown.stderr.contains("cell-99") && unknown.stderr.contains("did you mean"), "{}", unknown.stderr);
}

#[test]
fn a_place_nobody_drew_is_located_from_pins_and_words() {
    let scratch = Scratch::new();
    let (case, out) = (scratch.case(), scratch.out().with_extension("geojson"));
    // A well that one account pins, and another describes; the pin of a third lies two kilometres off.
    let tell = |account: &str, said: &str| {
        let file = case.join(format!("accounts/{account}.toml"));
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, format!("{text}\n{said}\n")).unwrap();
    };
    let pin =
        |id: &str, at: &str| format!("[[pin]]\nid = \"{id}\"\nof = \"well\"\nposition = \"{at}\"\nradius95_m = 30");
    tell("A01", &pin("A01-well", "39.49350, 131.49300"));
    tell("A03", &pin("A03-well", "39.51150, 131.49300"));
    let how = "kind = \"place\"\nof = [\"well\"]\nfrom = \"main-gate\"\ndistance_m = 200\nbearing = \"north-east\"";
    tell("A04", &format!("[[statement]]\nid = \"A04-well\"\n{how}"));

    let answer = run(&["locate", text(&case), "well", "--json", "--out", text(&out)]).expect(0).json();
    let [longitude, latitude] = [0, 1].map(|i| answer["position"][i].as_f64().unwrap());
    assert!((longitude - 131.493).abs() < 3e-4 && (latitude - 39.4935).abs() < 3e-4, "{longitude}, {latitude}");
    let of = |source: &str| {
        let all = answer["testimony"].as_array().unwrap().iter();
        all.clone().find(|t| t["source"] == source).unwrap()["probability_mistaken"].as_f64().unwrap()
    };
    assert!(of("pin:A03-well") > 0.5 && of("pin:A01-well") < 0.2 && of("statement:A04-well") < 0.2, "{answer}");
    let map: serde_json::Value = serde_json::from_slice(&fs::read(&out).unwrap()).unwrap();
    assert_eq!(map, answer["geojson"]);
    let levels: Vec<_> =
        map["features"].as_array().unwrap().iter().filter_map(|f| f["properties"]["level"].as_f64()).collect();
    assert_eq!(levels, [0.9, 0.5]);

    let words = run(&["locate", text(&case), "well"]).expect(0).stdout;
    assert!(words.contains("95 % radius") && words.contains("doubted") && words.contains("pin:A03-well"), "{words}");
    assert!(run(&["explain", text(&case), "A04-well"]).expect(0).stdout.contains("200 m at 45 degrees from main-gate"));
    let unknown = run(&["locate", text(&case), "moat"]).expect(2);
    assert!(unknown.stderr.contains("moat") && unknown.stderr.contains("[[pin]]"), "{}", unknown.stderr);
}

/// One mistake, where it is made, and what the message has to say of it.
struct Slip {
    file: &'static str,
    from: &'static str,
    to: &'static str,
    told: &'static [&'static str],
}

const fn slip(file: &'static str, from: &'static str, to: &'static str, told: &'static [&'static str]) -> Slip {
    Slip { file, from, to, told }
}

const SLIPS: [Slip; 14] = [
    slip("case.toml", "operator =", "operatr =", &["case.toml:9", "operatr"]),
    slip("case.toml", "format = 1", "format = 2", &["case.toml:4", "2"]),
    slip("case.toml", "EPSG:32652", "EPSG:4326", &["case.toml", "4326"]),
    slip(
        "case.toml",
        "anchor = [131.49113264, 39.49320182]",
        "anchor = [39.49320182, 131.49113264]",
        &["case.toml:13", "131.49113264"],
    ),
    slip("case.toml", "height_m = 3.0", "height_m = -3.0", &["case.toml:21", "-3"]),
    slip(
        "landmarks.geojson",
        "\"id\": \"perimeter/c2\"",
        "\"id\": \"perimeter/c1\"",
        &["landmarks.geojson:", "perimeter/c1"],
    ),
    slip("landmarks.geojson", "\"sd_m\": 0.6", "\"sd_m\": \"0.6\"", &["landmarks.geojson:", "sd_m"]),
    slip("footprints.geojson", "\"type\": \"Polygon\"", "\"type\": \"LineString\"", &["footprints.geojson:"]),
    slip("accounts/A02.toml", "id = \"A02\"", "id = \"A03\"", &["accounts/A02.toml:1", "A03"]),
    slip("accounts/A02.toml", "radius95_m = ", "radius95_m = -", &["accounts/A02.toml:", "radius95_m"]),
    slip("sketches/A01-1.toml", "account = \"A01\"", "account = \"A09\"", &["sketches/A01-1.toml:2", "A09"]),
    slip("sketches/A01-1.toml", "px = [", "px = [nan, ", &["sketches/A01-1.toml:", "px"]),
    slip(
        "sketches/A01-1.trace.geojson",
        "\"kind\": \"building\"",
        "\"kind\": \"bilding\"",
        &["sketches/A01-1.trace.geojson:", "bilding"],
    ),
    slip("incidents.csv", ",2009", ",2009-13-", &["incidents.csv:"]),
];

#[test]
fn a_mistake_is_told_with_file_and_line_and_nothing_is_written() {
    for slip in SLIPS {
        let scratch = Scratch::new();
        edit(&scratch.case().join(slip.file), slip.from, slip.to);
        let before = files(&scratch.case());
        for ended in [scratch.reconstruct(), run(&["check", text(&scratch.case())])] {
            let told = ended.expect(2).stderr;
            for part in slip.told {
                assert!(told.contains(part), "{}: {:?} is not told in:\n{told}", slip.file, part);
            }
        }
        assert!(!scratch.out().exists(), "{}: something was written", slip.file);
        assert_eq!(before, files(&scratch.case()), "{}: the case was changed", slip.file);
    }
}

#[test]
fn a_missing_scan_and_a_changed_scan_are_refused() {
    let scratch = Scratch::new();
    fs::remove_file(scratch.case().join("sketches/A01-1.jpg")).unwrap();
    assert!(scratch.reconstruct().expect(2).stderr.contains("A01-1.jpg"));

    let scratch = Scratch::new();
    let scan = scratch.case().join("sketches/A01-1.jpg");
    let mut bytes = fs::read(&scan).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&scan, bytes).unwrap();
    let told = scratch.reconstruct().expect(2).stderr;
    assert!(told.contains("sketches/A01-1.toml:4") && told.contains("SHA-256"), "{told}");
}

#[test]
fn wrong_words_on_the_command_line_end_in_2() {
    run(&["rebuild"]).expect(2);
    run(&["reconstruct", "no/such/folder"]).expect(2);
    run(&["check"]).expect(2);
}

#[test]
fn a_run_that_fails_leaves_what_was_published_before() {
    let scratch = Scratch::new();
    scratch.reconstruct().expect(0);
    let before = files(&scratch.out());
    edit(&scratch.case().join("case.toml"), "format = 1", "format = 9");
    scratch.reconstruct().expect(2);
    assert!(before == files(&scratch.out()), "the published folder was changed");
}

#[test]
fn a_second_run_replaces_the_first_and_nothing_else() {
    let scratch = Scratch::new();
    scratch.reconstruct().expect(0);
    let first = files(&scratch.out());
    scratch.reconstruct().expect(0);
    assert!(first == files(&scratch.out()), "the second run differs");

    let foreign = scratch.out().join("layers/mine.geojson");
    fs::write(&foreign, "{}").unwrap();
    let told = scratch.reconstruct().expect(2).stderr;
    assert!(told.contains("mine.geojson"), "{told}");
    assert!(foreign.exists(), "a file that Locus did not write is gone");
}

/// The same evidence with its features, table rows and control points listed the other way round.
#[test]
fn the_order_in_which_evidence_is_listed_changes_no_layer() {
    let (forwards, backwards) = (Scratch::new(), Scratch::new());
    let case = backwards.case();
    let traces = sorted(&case.join("sketches")).into_iter().filter(|p| text(p).ends_with(".geojson"));
    for file in [case.join("landmarks.geojson"), case.join("footprints.geojson")].into_iter().chain(traces) {
        let mut document = json(&file);
        document["features"].as_array_mut().unwrap().reverse();
        fs::write(&file, document.to_string()).unwrap();
    }
    for sheet in sorted(&case.join("sketches")).into_iter().filter(|p| text(p).ends_with(".toml")) {
        let written = fs::read_to_string(&sheet).unwrap();
        let (head, controls) = written.split_once("[[control]]").unwrap();
        let turned: Vec<_> = controls.rsplit("[[control]]").map(|c| format!("[[control]]{}\n", c.trim_end())).collect();
        fs::write(&sheet, format!("{head}{}", turned.concat())).unwrap();
    }
    forwards.reconstruct().expect(0);
    backwards.reconstruct().expect(0);
    let (one, other) = (files(&forwards.out().join("layers")), files(&backwards.out().join("layers")));
    assert!(one.keys().eq(other.keys()));
    for (name, bytes) in &one {
        assert!(other.get(name) == Some(bytes), "{name} differs");
    }
}

#[test]
fn machines_get_one_json_object() {
    let scratch = Scratch::new();
    let (case, out) = (scratch.case(), scratch.out());
    let done = run(&["reconstruct", text(&case), "--out", text(&out), "--json"]).expect(0).json();
    assert_eq!(done["ok"], true);
    let told: Vec<_> = done["files"].as_array().unwrap().iter().map(|f| f.as_str().unwrap().to_owned()).collect();
    let mut written: Vec<_> = files(&out).into_keys().collect();
    written.sort();
    assert_eq!(told, written, "the list of files is not what was written");
    assert_eq!(run(&["check", text(&case), "--json"]).expect(0).json()["ok"], true);
    assert_eq!(run(&["explain", text(&case), "cell-3", "--json"]).expect(0).json()["ok"], true);

    edit(&case.join("case.toml"), "format = 1", "format = 9");
    for command in ["check", "reconstruct", "quality"] {
        let refused = run(&[command, text(&case), "--json"]).expect(2).json();
        assert_eq!(refused["ok"], false);
        assert!(refused.to_string().contains("case.toml"), "{refused}");
    }
}

#[test]
fn quiet_says_nothing_and_no_color_is_heeded() {
    let scratch = Scratch::new();
    let quiet = run(&["reconstruct", text(&scratch.case()), "--out", text(&scratch.out()), "-q"]).expect(0);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));
    let colours = |variables: [(&str, &str); 2]| {
        let command = ["check", text(&scratch.case())].map(str::to_owned);
        let output = Command::new(locus()).args(command).env_remove("NO_COLOR").envs(variables).output().unwrap();
        String::from_utf8(output.stdout).unwrap().contains('\u{1b}')
    };
    assert!(colours([("CLICOLOR_FORCE", "1"), ("TERM", "xterm")]), "colours can be had");
    assert!(!colours([("NO_COLOR", "1"), ("TERM", "xterm")]), "colours can be refused");
}

/// Terminals obey escape sequences; the names in a case are not for them to obey.
#[test]
fn names_reach_the_terminal_as_text() {
    let scratch = Scratch::new();
    edit(
        &scratch.case().join("sketches/A01-1.trace.geojson"),
        "\"kind\": \"building\"",
        "\"kind\": \"\\u001b[2Jbuilding\"",
    );
    let told = scratch.reconstruct().expect(2);
    assert!(!format!("{}{}", told.stdout, told.stderr).contains('\u{1b}'), "{:?}", told.stderr);
}

/// The coordinate system database is inside the program: it needs no file, no home and no variable.
#[test]
fn a_moved_program_without_surroundings_gives_the_same_bytes() {
    let scratch = Scratch::new();
    scratch.reconstruct().expect(0);
    let moved = scratch.folder.path().join("moved-locus");
    fs::copy(locus(), &moved).unwrap();
    let elsewhere = scratch.folder.path().join("elsewhere");
    let ended: Ended = Command::new(&moved)
        .args(["reconstruct", text(&scratch.case()), "--out", text(&elsewhere)])
        .env_clear()
        .current_dir("/")
        .output()
        .unwrap()
        .into();
    ended.expect(0);
    assert!(files(&scratch.out()) == files(&elsewhere), "the moved program publishes something else");
}

#[test]
fn check_finds_every_place_that_reconstruct_would_refuse() {
    let scratch = Scratch::new();
    // Inside no area in which this Korean grid is defined; only PROJ can know.
    let account = scratch.case().join("accounts/A03.toml");
    edit(&account, "8QFHFFRR+XF8", "EPSG:5174 800000 600000");
    edit(&account, "39.493235, 131.491250", "EPSG:5174 900000 600000");
    for told in [run(&["check", text(&scratch.case())]), scratch.reconstruct()] {
        let told = told.expect(2);
        assert!(told.stderr.contains("A03-p1") && told.stderr.contains("A03-p2"), "{}", told.stderr);
    }
    assert!(!scratch.out().exists());
    let told = run(&["check", text(&scratch.case()), "--json"]).expect(2).json();
    assert_eq!(told["cases"][0]["mistakes"].as_array().unwrap().len(), 2);
}

#[test]
fn what_was_not_read_or_was_carried_over_is_noted_in_the_output() {
    let scratch = Scratch::new();
    fs::write(scratch.case().join("imagery/2009-05-12.tif.aux.xml"), "<PAMDataset/>").unwrap();
    fs::remove_file(scratch.case().join("sketches/A05-2.trace.geojson")).unwrap();
    // In metres of UTM instead of a Plus Code.
    edit(&scratch.case().join("accounts/A03.toml"), "8QFHFFRR+XF8", "EPSG:32652 714213 4374467");
    scratch.reconstruct().expect(0);
    let notes = fs::read_to_string(scratch.out().join("notes.json")).unwrap();
    for told in ["2009-05-12.tif.aux.xml lies beside", "sheet:A05-2", "has not been traced", "was carried to WGS 84 by"]
    {
        assert!(notes.contains(told), "no note says \"{told}\"");
    }
    let checked = run(&["check", text(&scratch.case())]).expect(0);
    assert!(checked.stdout.contains("has not been traced"), "{}", checked.stdout);
}

/// Takes every key and every node key out of one trace.
fn strip_keys(trace: &Path) {
    let mut document = json(trace);
    for feature in document["features"].as_array_mut().unwrap() {
        let properties = feature["properties"].as_object_mut().unwrap();
        properties.remove("key");
        properties.remove("nodes");
    }
    fs::write(trace, document.to_string()).unwrap();
}

#[test]
fn keys_that_are_missing_are_proposed_and_never_adopted() {
    let scratch = Scratch::new();
    scratch.reconstruct().expect(0);
    assert!(!scratch.out().join("correspondences.json").exists(), "a case with all keys has nothing to propose");
    let trace = scratch.case().join("sketches/A01-2.trace.geojson");
    let keyed = json(&trace);
    strip_keys(&trace);
    scratch.reconstruct().expect(0);

    let found = json(&scratch.out().join("correspondences.json"));
    let places = found["places"].as_array().unwrap();
    assert!(places.iter().all(|p| p["sheet"] == "A01-2"));
    let truth = |element: &Value| {
        let features = keyed["features"].as_array().unwrap();
        features.iter().find(|f| f["properties"]["id"] == *element).unwrap()["properties"]["key"].clone()
    };
    let proposed: Vec<&Value> = places.iter().filter(|p| p["proposed"] == true).collect();
    assert!(proposed.len() >= 10, "{} of {}", proposed.len(), places.len());
    for place in proposed {
        assert_eq!(place["best"]["key"], truth(&place["element"]), "{place}");
    }
    let notes = json(&scratch.out().join("notes.json"));
    let told = notes["notes"].as_array().unwrap();
    assert!(told.iter().any(|n| n["about"] == "sheet:A01-2" && n["remedy"].as_str().unwrap().contains("\"key\"")));
    let strokes = features(&scratch.out(), "strokes");
    let of_sheet = |f: &&Value| f["properties"]["sheet"] == "A01-2";
    assert!(strokes.iter().filter(of_sheet).all(|f| f["properties"].get("key").is_none()), "no key was adopted");
}

/// Of `cell-3`, which four accounts drew, and of the corner of the cell block that bounds it.
#[test]
fn a_place_says_who_holds_it_and_what_goes_without_each_witness() {
    let scratch = Scratch::new();
    let ask = |id: &str| run(&["explain", text(&scratch.case()), id, "--json"]).expect(0);
    for id in ["cell-3", "cell-block/c3"] {
        let (first, again) = (ask(id), ask(id));
        assert_eq!(first.stdout, again.stdout, "the same answer twice");
        let chain = &first.json()["chains"][0];
        let (standing, facts) = (&chain["standing"], chain["facts"].as_array().unwrap());
        let held = standing["held_by"].as_array().unwrap();
        let shares: Vec<f64> = held.iter().map(|by| by["share"].as_f64().unwrap()).collect();
        assert!(shares.is_sorted_by(|a, b| a >= b) && shares.iter().sum::<f64>() <= 1.01, "{shares:?}");
        assert!(shares.iter().sum::<f64>() > 0.9, "{shares:?}");
        let sheets = held.iter().filter(|by| by["source"].as_str().unwrap().starts_with("sheet:"));
        assert!(sheets.clone().count() >= 3 && sheets.clone().all(|by| by["off_m"].is_array()), "{held:?}");

        let drew = facts.iter().find(|f| f["name"] == "drawn by").unwrap()["value"].as_str().unwrap();
        for account in drew.split(", ") {
            let of = |w: &&Value| w["account"] == account;
            let without = standing["without"].as_array().unwrap().iter().find(of).unwrap();
            assert!(without["radius95_m"].as_f64().unwrap() > 0.0 && without["nobody_else"] == false, "{without}");
            let told = |f: &Value| f["name"] == "without" && f["value"].as_str().unwrap().starts_with(account);
            assert!(facts.iter().any(told), "no words on {account} in {facts:?}");
        }
        let moved = standing["without"].as_array().unwrap().iter().map(|w| w["moves_m"].as_f64().unwrap());
        assert!(moved.fold(0.0, f64::max) > 0.01, "leaving a witness out moves it: {standing}");
    }
    let room = ask("cell-3").json();
    let measures = room["chains"][0]["measures"].as_array().unwrap();
    assert_eq!(measures[0]["what"], "area");
    for m in measures {
        let [low, value, high] = ["low", "value", "high"].map(|end| m[end].as_f64().unwrap());
        assert!(low < value && value < high, "{m}");
    }
}

#[test]
fn what_only_one_witness_shows_is_said_to_be_gone_without_that_one() {
    let scratch = Scratch::new();
    let trace = scratch.case().join("sketches/A03-1.trace.geojson");
    let mut drawing = json(&trace);
    let ring = [[600, 560], [660, 560], [660, 600], [600, 600], [600, 560]];
    drawing["features"].as_array_mut().unwrap().push(serde_json::json!({
        "type": "Feature",
        "geometry": { "type": "Polygon", "coordinates": [ring] },
        "properties": { "id": "building-99", "kind": "building", "key": "tool-shed" },
    }));
    fs::write(&trace, drawing.to_string()).unwrap();
    let answer = run(&["explain", text(&scratch.case()), "tool-shed", "--json"]).expect(0).json();
    let without = answer["chains"][0]["standing"]["without"].as_array().unwrap();
    for of in without {
        let its_own = of["account"] == "A03";
        assert_eq!((&of["nobody_else"], of["nodes"] == 0), (&Value::from(its_own), its_own), "{of}");
    }
    let words = run(&["explain", text(&scratch.case()), "tool-shed"]).expect(0).stdout;
    assert!(
        words.lines().any(|l| l.trim_start().starts_with("without") && l.ends_with("A03: nobody else shows it")),
        "{words}"
    );
}
