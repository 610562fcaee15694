//! Files made to break readers, each brought in by every door that would take it, to every command that would read it.
//! Whatever they hold, `locus` ends by itself, says which file it refuses, writes nothing then, opens nothing outside the
//! case, calls nobody, and keeps its memory and its time. The collected files are not part of this repository: see
//! `folder::data`; what can be made is made here (`made.rs`).

#![allow(clippy::unwrap_used)]

mod door;
mod ground;
mod judge;
mod made;
mod names;
mod table;

use door::{Door, doors};
use judge::{Judged, judge};
use locus_tests::folder::{copy, data, example, files, sorted};
use locus_tests::program::run;
use locus_tests::watch;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};
use std::thread;

/// What has to come of it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Verdict {
    Accepted,
    Refused,
    Either,
}

/// What carries an attack.
enum Carrier {
    /// A file or a folder of the collection.
    File(PathBuf),
    /// What is done to a case, a published case or a pack.
    Made(fn(&Path)),
}

struct Row {
    door: Door,
    carrier: Carrier,
    /// Its path in the collection, or what was made.
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

/// Every file below the folder with the doors that take it, and the case folders made for this.
fn collected(hostile: &Path) -> Vec<Row> {
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
    // What is known is known of case files and imports.
    let elsewhere = matches!(door, Door::Original | Door::Log | Door::Published(_) | Door::Pack(_));
    let known = KNOWN.iter().find(|(part, _)| shown.contains(part) && !elsewhere);
    let verdict = known.map_or(Verdict::Either, |(_, verdict)| *verdict);
    Row { door, carrier: Carrier::File(file.to_owned()), name, verdict }
}

/// What is made here.
fn made() -> impl Iterator<Item = Row> {
    let row = |(name, door, make): &made::Attack| Row {
        door: *door,
        carrier: Carrier::Made(*make),
        name: format!("made here: {name}"),
        verdict: Verdict::Either,
    };
    made::ATTACKS.iter().map(row)
}

/// Every run of every row, in the order of the rows; each is made once for all tests. `None` where the data are not at hand.
fn judged() -> Option<&'static [Judged]> {
    static JUDGED: OnceLock<Option<Vec<Judged>>> = OnceLock::new();
    JUDGED.get_or_init(|| data().map(|data| judge_all(&data.join("hostile")))).as_deref()
}

fn judge_all(hostile: &Path) -> Vec<Judged> {
    let all = std::env::var_os("LOCUS_HOSTILE_ALL").is_some();
    let only = std::env::var("LOCUS_HOSTILE_ONLY").unwrap_or_default();
    let rows: Vec<Row> = collected(hostile).into_iter().chain(made()).filter(|row| row.name.contains(&only)).collect();
    assert!(rows.len() > 400 || !only.is_empty(), "only {} rows: the data are not complete", rows.len());
    let (next, judged) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(row) = rows.get(at) else { break };
                    let runs = judge(row, all || at % 8 == 0 || matches!(row.carrier, Carrier::Made(_)));
                    judged.lock().unwrap().push((at, runs));
                }
            });
        }
    });
    let mut judged = judged.into_inner().unwrap();
    judged.sort_by_key(|(at, _)| *at);
    judged.into_iter().flat_map(|(_, runs)| runs).collect()
}

/// Says what is wrong about each run, and how many there are.
fn tell(judged: &[Judged], wrong: fn(&Judged) -> &[String]) -> usize {
    let bad: Vec<&Judged> = judged.iter().filter(|run| !wrong(run).is_empty()).collect();
    for run in &bad {
        println!("{:>6}  {} {:?} {}: {}", run.code, run.column, run.door, run.name, wrong(run).join("; "));
    }
    bad.len()
}

#[test]
fn hostile_corpus() {
    let Some(judged) = judged() else { return };
    let bad = tell(judged, |run| &run.wrong);
    if !watch::traced() {
        println!("strace is not at hand: nobody watched which files were opened and who was called");
    }
    table::compare(judged);
    assert_eq!(bad, 0, "{bad} of {} runs end badly, see above", judged.len());
}

#[test]
fn limits_memory_time() {
    let Some(judged) = judged() else { return };
    if !watch::measured() {
        println!("GNU time is not at hand: neither memory nor time was measured");
    }
    let dearest = judged.iter().max_by_key(|run| run.peak_mb);
    let longest = judged.iter().max_by(|a, b| a.cpu_s.unwrap_or(0.0).total_cmp(&b.cpu_s.unwrap_or(0.0)));
    for (what, run) in [("most memory", dearest), ("most time", longest)] {
        let Some(run) = run else { continue };
        println!("{what}: {:?} MB, {:?} s: {} {:?} {}", run.peak_mb, run.cpu_s, run.column, run.door, run.name);
    }
    let bad = tell(judged, |run| &run.dear);
    assert_eq!(bad, 0, "{bad} of {} runs take too much, see above", judged.len());
}

/// Files beside the imagery that other programs would believe: the ground is the same, pixel for pixel.
#[test]
fn sidecar_ignored() {
    let folder = tempfile::tempdir().unwrap();
    let reconstructed = |name: &str, beside: &[(&str, &str)]| {
        let case = folder.path().join(name);
        copy(&example(), &case);
        beside.iter().for_each(|(file, text)| ground::put(&case.join("imagery").join(file), text.as_bytes()));
        run(&["reconstruct", "--quiet", &case.display().to_string()]).expect(0);
        files(&case.join("published"))
    };
    let moved = "<PAMDataset><GeoTransform>1, 2, 0, 1, 0, -2</GeoTransform></PAMDataset>";
    let alone = reconstructed("alone", &[]);
    let beside = reconstructed(
        "beside",
        &[("2019-10-03.tif.aux.xml", moved), ("2019-10-03.tfw", "2\n0\n0\n-2\n1\n1\n"), ("2019-10-03.tif.ovr", "II*")],
    );
    assert_eq!(alone["model.glb"], beside["model.glb"]);
    let notes = String::from_utf8_lossy(&beside["notes.json"]);
    assert_eq!(notes.matches("lies beside the image and was not read").count(), 3, "{notes}");
}
