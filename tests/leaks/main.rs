//! Proof of no leak: secrets planted into every field of a case are searched in everything a release holds, and two
//! cases that differ in secrets alone give the same release.

#![allow(clippy::unwrap_used)]

mod case;
mod difference;
mod field;
mod format;
mod glb;
mod intake;
mod mutant;
mod picture;
mod release;
mod search;
mod secret;
mod spelling;
mod unpack;

use difference::{Change, differences};
use field::FIELDS;
use locus_tests::program::Ended;
use mutant::{MUTANTS, mutated};
use release::Made;
use search::{Files, Searcher};
use secret::{Canary, Seeds, planted};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// What the team publishes, exports and seals for itself, of a case with secrets in every field; and the secrets.
fn internal() -> &'static (Files, Vec<Canary>) {
    static MADE: OnceLock<(Files, Vec<Canary>)> = OnceLock::new();
    MADE.get_or_init(|| {
        let seeds = Seeds::of(1);
        let (case, mut canaries) = planted(&seeds);
        let made = Made::of(&case);
        canaries.extend(intake::take_in(&made, &seeds));
        (made.internal(), canaries)
    })
}

/// What shows that the search finds: everything lies in a pack for the team, and much of it in every format.
#[test]
fn every_secret_is_found_where_nothing_is_withheld() {
    let (files, canaries) = internal();
    let hits = Searcher::new(canaries).find(files);
    let found: BTreeSet<usize> = hits.iter().map(|hit| hit.canary).collect();
    let lost: Vec<_> = (0..canaries.len()).filter(|i| !found.contains(i)).map(|i| &canaries[i]).collect();
    assert!(lost.is_empty(), "not found: {lost:#?}");
    for ending in WITH_SECRETS {
        let found: BTreeSet<&str> = hits
            .iter()
            .filter(|hit| hit.file.starts_with("exports/") && hit.file.contains(ending))
            .map(|hit| hit.field.as_str())
            .collect();
        println!("{ending} {found:?}");
        assert!(found.len() >= 4, "{ending} holds {found:?} alone");
    }
}

/// Endings of exports that name accounts, sheets or words.
const WITH_SECRETS: [&str; 16] = [
    ".city.json",
    ".dxf",
    ".fgb",
    "pins.epsg32652.geojson",
    ".gpkg",
    ".html",
    ".ifc",
    "iiif/",
    ".imdf.zip > ",
    ".kml",
    "indoor.geojson",
    "drawings.pdf > ",
    "report.pdf > ",
    ".qgz > ",
    "-1-site.svg",
    "tables-1.svg",
];

/// Releases by a profile of a case with secrets in every field, exported and sealed, hold none that they may not.
fn holds_no_secret(profile: &str, public: bool) {
    let seeds = Seeds::of(1);
    let (case, mut canaries) = planted(&seeds);
    let made = Made::of(&case);
    canaries.extend(intake::take_in(&made, &seeds));
    let found = Searcher::new(&canaries).find(&made.everything(profile));
    let leaks: Vec<String> =
        found.iter().filter(|hit| !canaries[hit.canary].may_appear(public)).map(|hit| hit.to_string()).collect();
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
}

#[test]
fn canary_all_fields_all_encodings_public() {
    holds_no_secret("public", true);
}

#[test]
fn canary_all_fields_all_encodings_parties() {
    holds_no_secret("parties", false);
}

/// Two cases that differ in everything that a profile withholds give the same release, the same exports of it and the
/// same pack, bit for bit.
fn does_not_interfere(profile: &str, public: bool, seeds: std::ops::Range<u64>) {
    let plain = Made::of(&Change::default().case()).everything(profile);
    for seed in seeds {
        let change = Change { seed, ..Change::all(public) };
        let changed = Made::of(&change.case()).everything(profile);
        let differing = differences(&plain, &changed);
        if !differing.is_empty() {
            panic!(
                "seed {seed}: {} differ: {differing:?}\nalone, these make a difference: {:#?}",
                differing.len(),
                change.culprits(profile)
            );
        }
    }
}

#[test]
fn noninterference_public() {
    does_not_interfere("public", true, 2..5);
}

#[test]
fn noninterference_parties() {
    does_not_interfere("parties", false, 2..4);
}

#[test]
fn leaky_mutants_caught() {
    let (files, _) = internal();
    let canary = |what| Canary { field: "mutant".into(), what, withheld: false };
    let searcher = Searcher::new(&mutant::secrets().map(canary));
    assert_eq!(searcher.find(files), BTreeSet::new(), "found where it is not");
    let escaped: Vec<&str> = MUTANTS
        .iter()
        .filter(|mutant| {
            let files = mutated(files, mutant, mutant::WORD).unwrap_or_else(|| panic!("no file {}", mutant.of));
            searcher.find(&files).is_empty()
        })
        .map(|mutant| mutant.name)
        .collect();
    assert!(escaped.is_empty(), "not caught: {escaped:?}");
}

/// Whatever the public profile withholds: where a profile allows it, the tests above find that it leaks.
#[test]
fn leaky_profiles_caught() {
    let escaped: Vec<&str> =
        ALLOWED.iter().filter(|(item, needs)| !is_caught(item, needs)).map(|(item, _)| *item).collect();
    assert!(escaped.is_empty(), "not caught: {escaped:?}");
}

/// What a profile may allow (`locus_release::Secret`), and what it has to allow with it.
const ALLOWED: &[(&str, &[&str])] = &[
    ("account-ids", &[]),
    ("accounts", &[]),
    ("agreement", &[]),
    ("sheets", &[]),
    ("scans", &["sheets"]),
    ("pins", &[]),
    ("statements", &[]),
    ("words", &[]),
    ("drawn-names", &[]),
    ("victims", &[]),
    ("perpetrators", &[]),
    ("credibility", &[]),
    ("notes", &[]),
    ("originals", &[]),
    ("custody", &["originals"]),
];

/// Whether a profile that allows an item is found to leak, in other files or fields than without that item.
fn is_caught(item: &str, needs: &[&str]) -> bool {
    let with = leaks(&[&[item], needs].concat());
    println!("{item}: {:?}", with.iter().take(4).collect::<Vec<_>>());
    let without = if needs.is_empty() { BTreeSet::new() } else { leaks(needs) };
    !with.is_subset(&without)
}

/// What the search and the comparison find in releases by the public profile with these items allowed.
fn leaks(allow: &[&str]) -> BTreeSet<String> {
    let profile = format!(
        "name = \"leaky\"\naudience = \"public\"\nallow = {allow:?}\nplaces = \"building\"\ndates = \"5-years\"\nk = 5\n"
    );
    let change = Change::all(true);
    let seeds = Seeds::of(1);
    let (case, mut canaries) = planted(&seeds);
    let [plain, changed] = [Change::default().case(), change.case()].map(|case| Made::of(&case));
    let made = Made::of(&case);
    canaries.extend(intake::take_in(&made, &seeds));
    for made in [&plain, &changed, &made] {
        std::fs::write(made.place("leaky.toml"), &profile).unwrap();
    }
    made.seal("leaky.toml");
    let found = Searcher::new(&canaries).find(&made.files("pack")).into_iter();
    let found =
        found.filter(|hit| !canaries[hit.canary].may_appear(true)).map(|hit| format!("{} in {}", hit.field, hit.file));
    let differing = differences(&plain.release("leaky.toml"), &changed.release("leaky.toml"));
    found.chain(differing).collect()
}

/// Scans leave as new pixels: upright, as the camera said, and with nothing else that it wrote.
#[test]
fn exif_orientation_kept_metadata_gone() {
    let made = Made::of(&planted(&Seeds::of(1)).0);
    let files = made.everything("parties");
    let scans: Vec<_> = files.iter().filter(|(name, _)| name.starts_with("release/sketches/")).collect();
    assert_eq!(scans.len(), 3, "one of every sheet that may be shown");
    for (name, scan) in &scans {
        assert!(picture::is_upright(scan), "{name} is turned");
    }
    assert_eq!(scans.iter().filter(|(_, scan)| picture::is_masked(scan)).count(), 1);
    let mut pictures = 0;
    for (name, bytes) in &files {
        let inside = if name.ends_with(".glb") { glb::pictures(bytes) } else { Vec::new() };
        let itself = [".jpg", ".png"].iter().any(|end| name.ends_with(end)).then_some(&bytes[..]);
        for picture in inside.into_iter().chain(itself) {
            assert_eq!(picture::metadata(picture), Vec::<String>::new(), "{name}");
            pictures += 1;
        }
    }
    assert!(pictures > 4, "models and maps show pictures, too");
    let original = picture::scan(&Seeds::of(1), "scan-1.jpg").0;
    assert!(!picture::metadata(&original).is_empty() && !picture::is_masked(&original));
    let png = picture::scan(&Seeds::of(1), "scan-2.png").0;
    assert_eq!(picture::metadata(&png).len(), 4);
}

/// The next release of the case with other rows of incidents; they stand in the order of the file.
fn release_with(made: &Made, rows: &[String], options: &[&str]) -> Ended {
    let path = made.place("case/incidents.csv");
    let header = std::fs::read_to_string(&path).unwrap().lines().next().unwrap().to_owned();
    std::fs::write(&path, std::iter::once(&header).chain(rows).map(|row| row.clone() + "\n").collect::<String>())
        .unwrap();
    let out = format!("release-{}", std::fs::read_dir(made.place("")).unwrap().count());
    made.run(&[&["release", "case", "--profile", "public", "--out", &out], options].concat())
}

/// An incident of one victim.
fn incident(id: &str, place: &str, account: &str) -> String {
    format!("{id},2010-05-11,{place},collective-punishment,,,,,V-{id},,{account},2,public")
}

/// A case to release, and rows of five incidents that cannot be told apart.
fn crowd() -> (Made, Vec<String>, String) {
    let case = planted(&Seeds::of(1)).0;
    let account = case.account_that_consents();
    let made = Made::of(&case);
    let rows = (1..=5).map(|n| incident(&format!("I{n}"), "cell-block", &account)).collect();
    (made, rows, account)
}

#[test]
fn k_gate_blocks() {
    let (made, mut rows, account) = crowd();
    rows.push(incident("alone", "kitchen", &account));
    let ended = release_with(&made, &rows, &[]).expect(2);
    assert!(ended.stderr.contains("alone") && ended.stderr.contains("1 person"), "{}", ended.stderr);
    assert!(!made.place("case/releases.json").exists(), "what was refused was told to nobody");
    assert_eq!(release_with(&made, &rows[..4], &[]).expect(2).stderr.matches("expected").count(), 1);
    release_with(&made, &rows, &["--approved-by", "custodian"]).expect(2);
    release_with(&made, &rows, &["--approved-by", "custodian", "--approved-by", "custodian"]).expect(2);
    release_with(&made, &rows, &["--withhold-unique"]).expect(0);
}

#[test]
fn union_of_releases_k() {
    let (made, rows, account) = crowd();
    release_with(&made, &rows, &[]).expect(0);
    release_with(&made, &rows, &[]).expect(0);
    let more = [&rows[..], &[incident("late", "cell-block", &account)]].concat();
    let ended = release_with(&made, &more, &[]).expect(2);
    assert!(ended.stderr.contains("late"), "one more of the same kind is seen by comparison: {}", ended.stderr);
    let ended = release_with(&made, &rows[..4], &[]).expect(2);
    assert!(ended.stderr.contains("I5"), "and so is one that is gone: {}", ended.stderr);
    let before = std::fs::read(made.place("case/releases.json")).unwrap();
    let many: Vec<String> = (1..=5).map(|n| incident(&format!("late-{n}"), "cell-block", &account)).collect();
    release_with(&made, &[&rows[..], &many].concat(), &[]).expect(0);
    assert_ne!(std::fs::read(made.place("case/releases.json")).unwrap(), before, "what was told is remembered");
    let approved = ["--approved-by", "custodian", "--approved-by", "counsel"];
    release_with(&made, &more, &approved).expect(0);
}

#[test]
fn glb_no_orphan_bytes() {
    let (files, _) = internal();
    let model = files.iter().find(|(name, _)| name.ends_with("model.glb")).unwrap().1;
    assert_eq!(glb::orphans(model), Vec::<String>::new());
    let mutant = MUTANTS.iter().find(|mutant| mutant.name == "orphan bytes of a model").unwrap();
    assert_ne!(glb::orphans(&(mutant.change)(model, mutant::WORD)), Vec::<String>::new());
}

/// Whatever the readers of case files know is in the table of who may see it, and in the case that is searched for.
#[test]
fn profile_exhaustive() {
    let known = format::fields();
    assert!(known.len() > 100, "the readers are not read any more: {known:?}");
    let listed: BTreeSet<String> = FIELDS.iter().map(|field| format::short(field.at)).collect();
    let forgotten: Vec<_> = known.difference(&listed).collect();
    assert!(forgotten.is_empty(), "nobody said in tests/leaks/field.rs who may see {forgotten:?}");
    let mut used = BTreeSet::new();
    case::Case::plain().visit(|place, _| {
        used.insert(place.field.clone());
    });
    let unused: Vec<_> =
        FIELDS.iter().map(|field| field.at).filter(|at| !used.contains(*at) && *at != "sheet:sha256").collect();
    assert!(unused.is_empty(), "no secret is planted into {unused:?}: tests/leaks/case does not use it");
    let unlisted: Vec<_> = used.iter().filter(|at| field::row(at).is_none()).collect();
    assert!(unlisted.is_empty(), "nobody said in tests/leaks/field.rs who may see {unlisted:?}");
}
