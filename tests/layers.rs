//! The layers of `crates/README.md`: dependencies point downwards, crates of one layer do not know each other, heavy
//! libraries have one home each, and nothing here speaks to a network.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Which of our crates each may depend on, for whatever purpose (tests and build scripts included).
const LAYERS: &[(&str, &[&str])] = &[
    ("locus-model", &[]),
    ("locus-earth", &["locus-model"]),
    ("locus-casefile", &["locus-model"]),
    ("locus-sketch", &["locus-model"]),
    ("locus-align", &["locus-model"]),
    ("locus-plan", &["locus-model"]),
    // What may leave: consent, profiles. Publishing accepts nothing else.
    ("locus-release", &["locus-model"]),
    ("locus-publish", &["locus-model", "locus-release"]),
    // What the viewer thinks: it reads what was published, and opens case files by the same doors as the rest.
    ("locus-viewer-core", &["locus-model", "locus-publish", "locus-casefile", "locus-sketch"]),
    ("locus-viewer-panels", &["locus-model", "locus-publish", "locus-viewer-core"]),
    ("locus-viewer", &["locus-publish", "locus-viewer-core", "locus-viewer-panels"]),
    // What other programs take, from what was published: it says what the viewer says.
    ("locus-export", &["locus-model", "locus-publish", "locus-casefile", "locus-viewer-core"]),
    // Custody, seals: files are bytes to it, and the plan is what it writes registers of.
    ("locus-evidence", &["locus-model"]),
    // Typesetting: it knows pages and words, nothing of ours.
    ("locus-print", &[]),
    // Who stands behind a pseudonym: a program of its own, which nobody depends on.
    ("locus-vault", &["locus-model"]),
    ("locus-cli", CLI),
    ("locus-examples", BELOW_APPS),
    ("locus-tests", APPS_AND_BELOW),
    ("locus-benches", APPS_AND_BELOW),
    // What every reader promises, whatever it is given.
    ("locus-fuzz", FUZZED),
];

const BELOW_APPS: &[&str] =
    &["locus-model", "locus-earth", "locus-casefile", "locus-sketch", "locus-align", "locus-plan", "locus-publish"];

const CLI: &[&str] = &[
    "locus-model",
    "locus-earth",
    "locus-casefile",
    "locus-sketch",
    "locus-align",
    "locus-plan",
    "locus-publish",
    "locus-release",
    "locus-export",
    "locus-print",
    "locus-evidence",
];

const APPS_AND_BELOW: &[&str] = &[
    "locus-model",
    "locus-earth",
    "locus-casefile",
    "locus-sketch",
    "locus-align",
    "locus-plan",
    "locus-publish",
    "locus-cli",
];

const FUZZED: &[&str] =
    &["locus-model", "locus-casefile", "locus-sketch", "locus-evidence", "locus-publish", "locus-viewer-core"];

/// GDAL and PROJ: C and C++ that nobody but `earth` should have to build.
const GROUND: &[&str] = &["gdal", "gdal-src", "gdal-sys", "proj", "proj-sys"];

/// Decryption: in the program for the vault alone, so that no other can open one.
const DECRYPTION: &[&str] = &["age", "age-core", "rpassword"];

/// Whatever brings one of these in can call out: a case must never leave the machine by way of a dependency.
const NETWORK: &[&str] = &["curl", "curl-sys", "h2", "hyper", "isahc", "mio", "reqwest", "socket2", "tokio", "ureq"];

/// A package and the names of what it depends on directly.
type Package = (String, Vec<String>);

/// Every edge the table forbids, and every crate of ours it does not know, as sentences.
fn forbidden_edges(packages: &[Package]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, dependencies) in packages {
        let row = LAYERS.iter().find(|(of, _)| of == name).map(|(_, allowed)| *allowed);
        if row.is_none() && name.starts_with("locus-") {
            found.push(format!("{name} has no row in the table of layers"));
        }
        let edge_is_allowed = |to: &str| {
            if to.starts_with("locus-") {
                return row.is_some_and(|allowed| allowed.contains(&to));
            }
            let ground_at_home = name == "locus-earth" || GROUND.contains(&name.as_str());
            let bevy_at_home = name == "locus-viewer" || is_bevy(name);
            let decryption_at_home = name == "locus-vault" || DECRYPTION.contains(&name.as_str());
            (!GROUND.contains(&to) || ground_at_home)
                && (!is_bevy(to) || bevy_at_home)
                && (!DECRYPTION.contains(&to) || decryption_at_home)
        };
        let forbidden = dependencies.iter().filter(|to| !edge_is_allowed(to));
        found.extend(forbidden.map(|to| format!("{name} may not depend on {to}")));
    }
    found
}

/// Packages that can open a connection, as sentences.
fn network_packages(packages: &[Package]) -> Vec<String> {
    let names = packages.iter().map(|(name, _)| name.as_str());
    names.filter(|name| NETWORK.contains(name)).map(|name| format!("{name} can open a connection")).collect()
}

fn is_bevy(name: &str) -> bool {
    name == "bevy" || name.starts_with("bevy_")
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Our crates as cargo reads their manifests: every dependency, of every kind and for every platform.
fn workspace() -> Vec<Package> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let metadata = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
    let output = Command::new(cargo).args(metadata).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let name = |package: &serde_json::Value| package["name"].as_str().unwrap().to_owned();
    let packages = metadata["packages"].as_array().unwrap();
    packages.iter().map(|p| (name(p), p["dependencies"].as_array().unwrap().iter().map(name).collect())).collect()
}

/// Every package that is built on this platform. (The lock file also names what a browser would need.)
fn built_here() -> Vec<Package> {
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(rustc.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let metadata = ["metadata", "--offline", "--format-version", "1", "--filter-platform", &host];
    let output = Command::new(cargo).args(metadata).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let built: BTreeSet<&str> =
        metadata["resolve"]["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap()).collect();
    let packages = metadata["packages"].as_array().unwrap().iter();
    let built = packages.filter(|package| built.contains(package["id"].as_str().unwrap()));
    built.map(|package| (package["name"].as_str().unwrap().to_owned(), Vec::new())).collect()
}

/// Every package of a lock file, ours and others'.
fn locked(lock: &str) -> Vec<Package> {
    let mut packages: Vec<Package> = Vec::new();
    for line in lock.lines() {
        if let Some(name) = line.strip_prefix("name = ") {
            packages.push((name.trim_matches('"').to_owned(), Vec::new()));
        } else if let Some(dependency) = line.strip_prefix(" \"")
            && let Some((_, dependencies)) = packages.last_mut()
        {
            // `"name"`, or `"name 1.2.3"` where the lock holds several versions.
            dependencies.push(dependency.split(['"', ' ']).next().unwrap().to_owned());
        }
    }
    packages
}

fn read_lock() -> Vec<Package> {
    locked(&std::fs::read_to_string(root().join("Cargo.lock")).unwrap())
}

fn package(name: &str, dependencies: &[&str]) -> Package {
    (name.to_owned(), dependencies.iter().map(|&dependency| dependency.to_owned()).collect())
}

#[test]
fn our_crates_keep_to_their_layers() {
    let packages = workspace();
    assert_eq!(forbidden_edges(&packages), Vec::<String>::new());
    for (row, _) in LAYERS {
        assert!(packages.iter().any(|(name, _)| name == row), "the table has a row for {row}, which does not exist");
    }
}

#[test]
fn no_package_brings_heavy_libraries_in_by_the_back_door() {
    assert_eq!(forbidden_edges(&read_lock()), Vec::<String>::new());
}

#[test]
fn nothing_can_open_a_connection() {
    assert_eq!(network_packages(&built_here()), Vec::<String>::new());
}

#[test]
fn the_lock_file_is_read_as_cargo_writes_it() {
    let packages = read_lock();
    let dependencies = |of: &str| packages.iter().find(|(name, _)| name == of).map(|(_, to)| to.clone()).unwrap();
    assert!(dependencies("locus-earth").contains(&"gdal".to_owned()));
    assert!(dependencies("locus-earth").contains(&"locus-model".to_owned()));
    let two_versions = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\ndependencies = [\n \"b 0.2.0\",\n \"c\",\n]\n";
    assert_eq!(locked(two_versions), [package("a", &["b", "c"])]);
}

#[test]
fn the_check_finds_what_it_is_for() {
    let forbidden = [
        (package("locus-model", &["locus-casefile"]), "locus-model may not depend on locus-casefile"),
        (package("locus-plan", &["locus-model", "locus-align"]), "locus-plan may not depend on locus-align"),
        (package("locus-earth", &["gdal", "locus-cli"]), "locus-earth may not depend on locus-cli"),
        (package("locus-align", &["proj"]), "locus-align may not depend on proj"),
        (package("shapes", &["gdal-sys"]), "shapes may not depend on gdal-sys"),
        (package("locus-cli", &["bevy"]), "locus-cli may not depend on bevy"),
        (package("locus-evidence", &["age"]), "locus-evidence may not depend on age"),
        (package("locus-cli", &["locus-vault"]), "locus-cli may not depend on locus-vault"),
        (package("locus-common", &[]), "locus-common has no row in the table of layers"),
    ];
    for (bad, sentence) in forbidden {
        assert_eq!(forbidden_edges(&[bad]), [sentence]);
    }
    let allowed = [
        package("locus-earth", &["gdal", "proj-sys", "locus-model", "rayon"]),
        package("gdal", &["gdal-sys"]),
        package("bevy", &["bevy_ecs"]),
    ];
    assert_eq!(forbidden_edges(&allowed), Vec::<String>::new());
    assert_eq!(network_packages(&[package("tokio", &["mio"])]), ["tokio can open a connection"]);
    assert_eq!(network_packages(&[package("tokio-like", &[])]), Vec::<String>::new());
}
