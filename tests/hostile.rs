//! Files made to break readers, each brought in by every door that would take it. Whatever they hold, `locus` ends by
//! itself, says which file it refuses, writes nothing then, opens nothing outside the case, calls nobody, and keeps its
//! memory. The files are not part of this repository: see `folder::data`.

#![allow(clippy::unwrap_used)]

use locus_tests::folder::{copy, data, example, files, sorted};
use locus_tests::program;
use locus_tests::watch::{self, Seen, watch};
use std::collections::BTreeMap;
use std::fs;
use std::num::NonZero;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Every file of a folder with its bytes.
type Files = BTreeMap<String, Vec<u8>>;

/// The most memory that any file may cost, megabytes.
const MAX_MB: u64 = 300;

/// What nobody may read: the bytes of `secret.bin`, and of the raster outside the case.
const SECRETS: [&str; 1] = ["TOP-SECRET-BYTES"];

/// Where a file is put before `locus` looks at the case.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Door {
    /// The whole case folder.
    Case,
    /// The scan of the sheet, under the file's own name.
    Scan,
    /// The scan of the sheet, under a name that promises a picture.
    ScanAs(&'static str),
    /// The imagery, with the files that lie beside it.
    Imagery,
    /// One of the case's own files.
    File(&'static str),
    /// `locus import pins`.
    Pins,
    /// `locus import pins`, under a name that promises this format.
    PinsAs(&'static str),
    /// `locus trace`.
    Trace,
    /// `locus import trace`.
    Drawing,
}

/// What has to come of it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Verdict {
    Accepted,
    Refused,
    Either,
}

struct Row {
    door: Door,
    file: PathBuf,
    /// Its path in the collection.
    name: String,
    verdict: Verdict,
}

/// Files whose verdict is known, by a part of their door and path; of all others only that the run ends well.
const KNOWN: [(&str, Verdict); 27] = [
    ("made/case-control", Verdict::Accepted),
    ("made/case-", Verdict::Refused),
    ("made/vrt-as-tif", Verdict::Refused),
    ("Imagery made/sidecar-tfw/worldfile-only", Verdict::Refused),
    ("made/png/", Verdict::Refused),
    ("made/svg/", Verdict::Refused),
    ("made/glb/", Verdict::Refused),
    ("made/toml/", Verdict::Refused),
    ("made/geojson/bom", Verdict::Either),
    ("made/geojson/crs-link", Verdict::Either),
    ("made/geojson/", Verdict::Refused),
    ("made/kml/billion-laughs", Verdict::Refused),
    ("made/kml/external-entity", Verdict::Refused),
    ("invalid_geometry_coordinates", Verdict::Refused),
    ("invalid_featurecollection_", Verdict::Refused),
    ("invalid_feature_geometry_is_string", Verdict::Refused),
    ("problematic_crs_defined", Verdict::Refused),
    ("problematic_outside_lat_lon", Verdict::Refused),
    ("geojsonhint/bad/bad-json", Verdict::Refused),
    ("geojsonhint/bad/badcoord", Verdict::Refused),
    ("geojsonhint/bad/stringcoord", Verdict::Refused),
    ("geojsonhint/bad/rootstring", Verdict::Refused),
    ("geojsonhint/bad/point-string", Verdict::Refused),
    ("LinearRingWith1DTuple", Verdict::Refused),
    ("LinearRingWithInvalidLat", Verdict::Refused),
    ("image-rs-bad", Verdict::Refused),
    ("blns.json", Verdict::Refused),
];

/// The case that every file is put into: it is valid, and has landmarks to tie a sheet to.
const BASE: [(&str, &str); 3] = [
    (
        "case.toml",
        "format = 1\nid = \"hostile\"\nname = \"Hostile files\"\ntype = \"other\"\n\n[site]\nanchor = [127.1234567, 39.1234567]\n\n\
         [[level]]\nid = \"L0\"\nname = \"Ground floor\"\nordinal = 0\nelevation_m = 0.0\n",
    ),
    (
        "landmarks.geojson",
        r#"{ "type": "FeatureCollection", "features": [
        { "type": "Feature", "properties": { "id": "a", "sd_m": 1.0 }, "geometry": { "type": "Point", "coordinates": [127.1230, 39.1230] } },
        { "type": "Feature", "properties": { "id": "b", "sd_m": 1.0 }, "geometry": { "type": "Point", "coordinates": [127.1240, 39.1230] } },
        { "type": "Feature", "properties": { "id": "c", "sd_m": 1.0 }, "geometry": { "type": "Point", "coordinates": [127.1240, 39.1240] } }
        ] }"#,
    ),
    ("accounts/A01.toml", "id = \"A01\"\n"),
];

const IMAGERY: &str = "id = \"image\"\nfile = \"image.tif\"\n";

/// Every file below the folder with the doors that take it, and the case folders made for this.
fn rows(hostile: &Path) -> Vec<Row> {
    let made = sorted(&hostile.join("made"));
    let cases = made.iter().filter(|p| p.join("case.toml").is_file());
    let mut rows: Vec<Row> = cases.map(|case| row(hostile, Door::Case, case)).collect();
    for name in files(hostile).into_keys() {
        if !name.starts_with("made/case-") && !name.starts_with("made/outside/") {
            let file = hostile.join(&name);
            rows.extend(doors(&file).into_iter().map(|door| row(hostile, door, &file)));
        }
    }
    rows
}

fn row(hostile: &Path, door: Door, file: &Path) -> Row {
    let name = file.strip_prefix(hostile).unwrap().to_string_lossy().into_owned();
    let shown = format!("{door:?} {name}");
    let verdict = KNOWN.iter().find(|(part, _)| shown.contains(part)).map_or(Verdict::Either, |(_, verdict)| *verdict);
    Row { door, file: file.to_owned(), name, verdict }
}

/// The doors that take a file, by the end of its name.
fn doors(file: &Path) -> Vec<Door> {
    let end = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    match end.as_str() {
        "jpg" | "png" => vec![Door::Scan, Door::Trace],
        "tif" | "tiff" => vec![Door::Scan, Door::Trace, Door::Imagery],
        "svg" => vec![Door::Scan, Door::ScanAs("png"), Door::Imagery, Door::Trace, Door::Drawing],
        "bmp" | "ico" | "j2k" | "fli" | "sgi" | "tga" | "gif" | "dds" | "blp" | "glb" => {
            vec![Door::Scan, Door::ScanAs("png"), Door::Imagery, Door::Trace]
        }
        "geojson" => vec![
            Door::File("landmarks.geojson"),
            Door::File("footprints.geojson"),
            Door::File("sketches/A01-1.trace.geojson"),
            Door::Pins,
            Door::Drawing,
        ],
        "kml" | "kmz" | "gpx" | "json" => vec![Door::Pins],
        // The OGC's conformance documents are KML under another name.
        "xml" if file.to_string_lossy().contains("ogc-kml") => vec![Door::PinsAs("kml")],
        "csv" => vec![Door::File("incidents.csv"), Door::Pins],
        "txt" if file.ends_with("csv-injection.txt") => vec![Door::File("incidents.csv"), Door::PinsAs("csv")],
        "toml" => vec![Door::File("case.toml"), Door::File("accounts/A01.toml"), Door::File("sketches/A01-1.toml")],
        _ => Vec::new(),
    }
}

/// The case with the file in its door, and the command that brings it in. Returns the name a refusal has to mention.
fn set_up(row: &Row, case: &Path, out: &Path) -> (Vec<PathBuf>, String) {
    let reconstruct = ["reconstruct".into(), case.to_owned(), "--out".into(), out.to_owned()].to_vec();
    if row.door == Door::Case {
        return (reconstruct, set_up_case(row, case));
    }
    for (file, text) in BASE {
        put(&case.join(file), text.as_bytes());
    }
    let (bytes, own_name) =
        (fs::read(&row.file).unwrap(), row.file.file_name().unwrap().to_string_lossy().into_owned());
    let named = match row.door {
        Door::Scan => scan(case, &own_name, &bytes),
        Door::ScanAs(end) => scan(case, &format!("{own_name}.{end}"), &bytes),
        Door::Imagery => imagery(row, case, &bytes),
        Door::File(name) => {
            if name.ends_with(".trace.geojson") {
                scan(case, "A01-1.jpg", &fs::read(example().join("sketches/A01-1.jpg")).unwrap());
            }
            put(&case.join(name), &bytes);
            name.to_owned()
        }
        Door::Pins => return (import(case, &row.file), own_name),
        Door::PinsAs(end) => {
            let renamed = case.with_file_name(format!("{own_name}.{end}"));
            put(&renamed, &bytes);
            return (import(case, &renamed), own_name);
        }
        Door::Trace => return ([trace(&row.file), [out.to_owned()].to_vec()].concat(), own_name),
        Door::Drawing => {
            let image = case.join("A01-1.jpg");
            put(&image, &fs::read(example().join("sketches/A01-1.jpg")).unwrap());
            let words = ["import", "trace", "--image"].map(PathBuf::from).to_vec();
            return ([words, vec![image, row.file.clone()]].concat(), own_name);
        }
        Door::Case => unreachable!(),
    };
    (reconstruct, named)
}

/// A case folder beside the folder `outside` that it must not reach into, with the links that only a test can make.
fn set_up_case(row: &Row, case: &Path) -> String {
    copy(&row.file, case);
    copy(&row.file.with_file_name("outside"), &case.with_file_name("outside"));
    if row.name.ends_with("case-symlink") {
        symlink("../../outside/secret.tif", case.join("imagery/2019-05-12.tif")).unwrap();
    }
    if row.name.ends_with("case-symlink-folder") {
        symlink("../../outside", case.join("imagery/linked")).unwrap();
    }
    "imagery/2019-05-12".to_owned()
}

fn scan(case: &Path, image: &str, bytes: &[u8]) -> String {
    let controls = [("a", 10, 10), ("b", 90, 12), ("c", 88, 70)].map(|(landmark, x, y)| {
        format!("\n[[control]]\nlandmark = \"{landmark}\"\npx = [{x}.0, {y}.0]\nsd_px = 2.0\n")
    });
    let sheet =
        format!("id = \"A01-1\"\naccount = \"A01\"\nimage = \"{image}\"\nlevel = \"L0\"\n{}", controls.concat());
    put(&case.join("sketches/A01-1.toml"), sheet.as_bytes());
    put(&case.join("sketches").join(image), bytes);
    image.to_owned()
}

/// The image, and the files beside it that GDAL would listen to.
fn imagery(row: &Row, case: &Path, bytes: &[u8]) -> String {
    put(&case.join("imagery/image.toml"), IMAGERY.as_bytes());
    put(&case.join("imagery/image.tif"), bytes);
    let beside =
        [row.file.with_extension("tfw"), row.file.with_extension("tif.aux.xml"), row.file.with_file_name("secret.bin")];
    for (file, name) in beside.iter().zip(["image.tfw", "image.tif.aux.xml", "secret.bin"]) {
        if let Ok(bytes) = fs::read(file) {
            put(&case.join("imagery").join(name), &bytes);
        }
    }
    "imagery/image".to_owned()
}

fn import(case: &Path, file: &Path) -> Vec<PathBuf> {
    let words = ["import", "pins", "--account", "A01", "--of", "a", "--case"].map(PathBuf::from);
    words.into_iter().chain([case.to_owned(), file.to_owned()]).collect()
}

fn trace(file: &Path) -> Vec<PathBuf> {
    [PathBuf::from("trace"), file.to_owned(), PathBuf::from("--out")].to_vec()
}

fn put(file: &Path, bytes: &[u8]) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, bytes).unwrap();
}

/// Brings one file in and returns its line of the table with what is wrong about the run.
fn judge(row: &Row) -> (String, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().canonicalize().unwrap();
    let (case, out, notes) = (place.join("ground/hostile"), place.join("ground/out"), place.join("notes"));
    fs::create_dir_all(&notes).unwrap();
    let (command, named) = set_up(row, &case, &out);
    let before = files(&place.join("ground"));
    let seen = watch(&command, &place, &notes);
    let after = files(&place.join("ground"));
    let wrong = [
        ending(row, &seen, &named),
        writing(&seen, &before, &after),
        reading(&seen, &place, row),
        printing(&seen, &after),
    ];
    let memory = seen.peak_mb.map_or("-".to_owned(), |mb| format!("{mb} MB"));
    let code = seen.ended.code.map_or("signal".to_owned(), |code| code.to_string());
    (format!("{code:>6} {memory:>7}  {:?}  {}", row.door, row.name), wrong.concat())
}

/// 0 or 2, as known; a refusal names the file; memory stays in bounds.
fn ending(row: &Row, seen: &Seen, named: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let ended = &seen.ended;
    match (ended.code, row.verdict) {
        (Some(0), Verdict::Refused) => wrong.push("accepted, but is known to be bad".to_owned()),
        (Some(2), Verdict::Accepted) => wrong.push(format!("refused, but is known to be good: {}", ended.stderr)),
        (Some(0 | 2), _) => {}
        (Some(137), _) => wrong.push("had to be stopped".to_owned()),
        (other, _) => wrong.push(format!("ended with {other:?}: {}", last(&ended.stderr))),
    }
    if ended.code == Some(2) && !ended.stderr.contains(named) {
        wrong.push(format!("the refusal does not name {named}: {}", last(&ended.stderr)));
    }
    if let Some(mb) = seen.peak_mb.filter(|mb| *mb > MAX_MB) {
        wrong.push(format!("took {mb} MB, at most {MAX_MB} MB are allowed"));
    }
    wrong
}

/// A refusal writes nothing; otherwise only `out`, the account that pins are added to, or a trace may change.
fn writing(seen: &Seen, before: &Files, after: &Files) -> Vec<String> {
    let written = ["hostile/accounts/A01.toml", "hostile/A01-1.trace.geojson"];
    let may_change = |name: &str| seen.ended.code == Some(0) && (name.starts_with("out/") || written.contains(&name));
    let names = before.keys().chain(after.keys());
    let changed = names.filter(|name| before.get(*name) != after.get(*name) && !may_change(name));
    changed.map(|name| format!("{name} was changed")).collect()
}

/// Nothing is opened but the test's own place, the file to import and what every program on this system opens.
fn reading(seen: &Seen, place: &Path, row: &Row) -> Vec<String> {
    let system = ["/lib", "/usr/lib", "/usr/bin", "/usr/share/locale", "/etc/ld.so", "/proc", "/sys", "/dev"];
    let allowed = |path: &Path| {
        path == program::locus()
            || (matches!(row.door, Door::Pins | Door::Trace | Door::Drawing) && path == row.file)
            || system.iter().any(|folder| path.to_string_lossy().starts_with(folder))
            || (path.starts_with(place) && !escapes(path, place))
    };
    let opened = seen.opened.iter().map(|path| place.join(path)).filter(|path| !allowed(path));
    let mut wrong: Vec<String> = opened.map(|path| format!("opened {}", path.display())).collect();
    wrong.extend(seen.calls.iter().map(|call| format!("called {call}")));
    wrong
}

/// Whether the path leaves the place of the test by `..` or a link, or reaches the folder beside the case.
fn escapes(path: &Path, place: &Path) -> bool {
    let outside = place.join("ground/outside");
    path.canonicalize().is_ok_and(|real| real.starts_with(outside) || !real.starts_with(place))
}

/// No secret and no control character reaches the terminal or a published file.
fn printing(seen: &Seen, after: &Files) -> Vec<String> {
    let printed = format!("{}{}", seen.ended.stdout, seen.ended.stderr);
    let mut wrong = Vec::new();
    if printed.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        wrong.push(format!("prints control characters: {:?}", last(&printed)));
    }
    let published = after.iter().filter(|(name, _)| name.starts_with("out/")).map(|(_, bytes)| bytes.as_slice());
    for bytes in published.chain([printed.as_bytes()]) {
        wrong.extend(SECRETS.iter().filter(|s| holds(bytes, s.as_bytes())).map(|s| format!("tells {s}")));
    }
    wrong
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn last(text: &str) -> String {
    text.chars().rev().take(300).collect::<Vec<_>>().into_iter().rev().collect()
}

#[test]
fn hostile_files_end_in_a_clear_refusal_or_a_result() {
    let Some(data) = data() else { return };
    let rows = rows(&data.join("hostile"));
    assert!(rows.len() > 400, "only {} rows: the data are not complete", rows.len());
    let (next, judged) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(|| {
                while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
                    judged.lock().unwrap().insert((row.name.clone(), format!("{:?}", row.door)), judge(row));
                }
            });
        }
    });
    let judged = judged.into_inner().unwrap();
    for (line, wrong) in judged.values() {
        println!("{line}");
        wrong.iter().for_each(|w| println!("       WRONG: {w}"));
    }
    if !watch::traced() {
        println!("strace is not at hand: nobody watched which files were opened and who was called");
    }
    if !watch::measured() {
        println!("GNU time is not at hand: memory was not measured");
    }
    let bad = judged.values().filter(|(_, wrong)| !wrong.is_empty()).count();
    assert_eq!(bad, 0, "{bad} of {} files end badly, see the table above", judged.len());
}
