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
mod profile;
mod release;
mod search;
mod secret;
mod spelling;
mod unpack;

use difference::{Change, differences};
use field::{FIELDS, ITEMS, Item};
use mutant::{MUTANTS, mutated};
use profile::{Leaks, profile};
use release::Made;
use search::{Files, Hit, Searcher};
use secret::{Canary, Seeds, planted, withdrawn};
use std::collections::BTreeSet;
use std::fs;
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

/// What is found of a case with secrets in every field, in what a profile lets out, exported and sealed, that may not be
/// there.
fn found_in(profile: &str, public: bool) -> Vec<Hit> {
    let seeds = Seeds::of(1);
    let (case, mut canaries) = planted(&seeds);
    let made = Made::of(&case);
    canaries.extend(intake::take_in(&made, &seeds));
    let found = Searcher::new(&canaries).find(&made.everything(profile));
    found.into_iter().filter(|hit| !canaries[hit.canary].may_appear(public)).collect()
}

fn assert_none(leaks: &[&Hit]) {
    let told: Vec<String> = leaks.iter().map(|hit| hit.to_string()).collect();
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), told.join("\n"));
}

#[test]
fn canary_all_fields_all_encodings_public() {
    assert_none(&found_in("public", true).iter().collect::<Vec<_>>());
}

#[test]
fn canary_all_fields_all_encodings_parties() {
    assert_none(&for_parties().iter().filter(|hit| !hit.file.ends_with(LOG)).collect::<Vec<_>>());
}

/// The log is whole or not there: where it would name an account that consents to less, or hashes of what it drew, it
/// must not be there.
#[test]
fn the_log_names_nobody_who_did_not_consent() {
    assert_none(&for_parties().iter().filter(|hit| hit.file.ends_with(LOG)).collect::<Vec<_>>());
}

const LOG: &str = "custody.jsonl";

fn for_parties() -> &'static [Hit] {
    static FOUND: OnceLock<Vec<Hit>> = OnceLock::new();
    FOUND.get_or_init(|| found_in("parties", false))
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
    let mut public = Leaks::default();
    let caught = |item: &&Item| {
        let with = public.of(&[&[item.name], item.needs].concat());
        let alone: Vec<&str> = item.needs.iter().copied().filter(|need| !item.bears.contains(need)).collect();
        !with.is_subset(&public.of(&alone))
    };
    let (_, escaped): (Vec<&Item>, Vec<&Item>) = ITEMS.iter().partition(caught);
    let escaped: Vec<&str> = escaped.iter().map(|item| item.name).collect();
    assert!(escaped.is_empty(), "not caught: {escaped:?}");
}

/// Every profile says what it withholds; all of that is in the table of what is searched for.
#[test]
fn whatever_a_profile_withholds_is_tested() {
    let release = Made::of(&Change::default().case()).release("public");
    let heading: serde_json::Value = serde_json::from_slice(&release["release/release.json"]).unwrap();
    let withheld: BTreeSet<&str> =
        heading["withheld"].as_array().unwrap().iter().map(|w| w.as_str().unwrap()).collect();
    assert_eq!(withheld, every_item());
}

/// Where a profile allows everything but one thing, nothing of that stands in a release or a pack.
#[test]
fn what_alone_is_not_allowed_is_not_there() {
    let leaks: Vec<String> = ITEMS.iter().filter(|item| !item.holds.is_empty()).flat_map(leaks_without).collect();
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
}

fn leaks_without(item: &Item) -> Vec<String> {
    let allowed = every_item().into_iter().filter(|other| *other != item.name && !item.bears.contains(other));
    let seeds = Seeds::of(1);
    let mut canaries = planted(&seeds).1;
    // Everybody in it consents: a log that would name others is not there, whatever a profile allows.
    let made = Made::of(&withdrawn(&seeds));
    canaries.extend(intake::take_in(&made, &seeds));
    canaries.retain(|canary| item.holds.contains(&canary.field.as_str()));
    assert!(!canaries.is_empty(), "no secret of {:?} is planted", item.holds);
    fs::write(made.place("own.toml"), profile("parties", &allowed.collect::<Vec<_>>())).unwrap();
    made.seal("own.toml");
    let hits = Searcher::new(&canaries).find(&made.files("pack"));
    hits.into_iter().map(|hit| format!("without {}: {hit}", item.name)).collect()
}

/// Everything that a profile may allow.
fn every_item() -> BTreeSet<&'static str> {
    ITEMS.iter().flat_map(|item| item.bears.iter().copied().chain([item.name])).collect()
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
