//! A case, a published folder or a pack with a hostile file in its place, and the commands that then read it.

use crate::door::Door;
use crate::{Carrier, Row};
use locus_tests::folder::{copy, example, files};
use locus_tests::program::run;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

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

/// One command, in its column of the table.
pub struct Run {
    pub column: &'static str,
    pub words: Vec<PathBuf>,
    /// It reads a case by the same doors as `check` and `reconstruct`, which run before it: it is always run where
    /// everything is, and of the collection only every eighth time in `./check`.
    pub alike: bool,
}

/// Where everything stands; the case is `hostile`, what it must not reach is `outside`.
pub struct Ground {
    pub folder: PathBuf,
    /// What a refusal has to mention.
    pub named: String,
    pub runs: Vec<Run>,
}

impl Ground {
    pub fn of(row: &Row, folder: PathBuf) -> Self {
        let case = folder.join("hostile");
        let named = match (row.door, &row.carrier) {
            (Door::Case, Carrier::File(file)) => whole_case(row, file, &case),
            (door, Carrier::File(file)) => with_file(row, door, file, &case),
            (door, Carrier::Made(make)) => {
                base(door, &case);
                put(&folder.join("outside/secret.tif"), b"TOP-SECRET-BYTES");
                make(if matches!(door, Door::Pack(_)) { folder.join("pack") } else { case.clone() }.as_path());
                String::new()
            }
        };
        let runs = runs(row, &folder);
        Self { folder, named, runs }
    }
}

fn base(door: Door, case: &Path) {
    match door {
        Door::Published(_) => clone(&prepared().join("example"), case),
        Door::Pack(_) => clone(&prepared().join("pack"), &case.with_file_name("pack")),
        Door::Log => clone(&prepared().join("logged"), case),
        _ => BASE.iter().for_each(|(file, text)| put(&case.join(file), text.as_bytes())),
    }
}

/// A published example, a pack of it, a key, and a small case with a log.
pub fn prepared() -> &'static Path {
    static PREPARED: OnceLock<TempDir> = OnceLock::new();
    let made = PREPARED.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let [case, logged, key, pack] = ["example", "logged", "key", "pack"].map(|name| folder.path().join(name));
        copy(&example(), &case);
        let shown = |path: &Path| path.display().to_string();
        run(&["reconstruct", "--quiet", &shown(&case)]).expect(0);
        new_key(&key);
        run(&["seal", &shown(&case), "--profile", "internal", "--key", &shown(&key), "--out", &shown(&pack)]).expect(0);
        BASE.iter().for_each(|(file, text)| put(&logged.join(file), text.as_bytes()));
        let original = shown(&logged.join("case.toml"));
        run(&["intake", &original, "--case", &shown(&logged), "--received-from", "x", "--purpose", "y"]).expect(0);
        folder
    });
    made.path()
}

pub fn new_key(path: &Path) {
    let words = ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f"];
    assert!(Command::new("ssh-keygen").args(words).arg(path).status().unwrap().success());
}

/// Copies a folder with everything in it, `published` too.
fn clone(from: &Path, to: &Path) {
    files(from).iter().for_each(|(path, bytes)| put(&to.join(path), bytes));
}

pub fn put(file: &Path, bytes: &[u8]) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, bytes).unwrap();
}

fn with_file(row: &Row, door: Door, file: &Path, case: &Path) -> String {
    base(door, case);
    let (bytes, own_name) = (fs::read(file).unwrap(), file.file_name().unwrap().to_string_lossy().into_owned());
    match door {
        Door::Scan => scan(case, &own_name, &bytes),
        Door::ScanAs(end) => scan(case, &format!("{own_name}.{end}"), &bytes),
        Door::Imagery => imagery(file, case, &bytes),
        Door::File(name) => {
            if name.ends_with(".trace.geojson") {
                scan(case, "A01-1.jpg", &a_scan());
            }
            put(&case.join(name), &bytes);
            name.to_owned()
        }
        Door::PinsAs(_) => {
            put(&renamed(row, case), &bytes);
            own_name
        }
        Door::Controls => {
            scan(case, "A01-1.jpg", &a_scan());
            own_name
        }
        Door::Drawing => {
            put(&case.join("A01-1.jpg"), &a_scan());
            own_name
        }
        Door::Log => {
            put(&case.join("custody.jsonl"), &bytes);
            "custody.jsonl".to_owned()
        }
        Door::Published(name) => {
            put(&case.join("published").join(name), &bytes);
            name.to_owned()
        }
        Door::Pack(name) => {
            put(&case.with_file_name("pack").join(name), &bytes);
            name.to_owned()
        }
        Door::Pins | Door::Trace | Door::Original => own_name,
        Door::Case => unreachable!(),
    }
}

fn a_scan() -> Vec<u8> {
    fs::read(example().join("sketches/A01-1.jpg")).unwrap()
}

fn renamed(row: &Row, case: &Path) -> PathBuf {
    let Door::PinsAs(end) = row.door else { unreachable!() };
    case.with_file_name(format!("{}.{end}", row.name.rsplit('/').next().unwrap()))
}

/// A case folder beside the folder `outside` that it must not reach into, with the links that only a test can make.
fn whole_case(row: &Row, folder: &Path, case: &Path) -> String {
    copy(folder, case);
    copy(&folder.with_file_name("outside"), &case.with_file_name("outside"));
    if row.name.ends_with("case-symlink") {
        symlink("../../outside/secret.tif", case.join("imagery/2019-05-12.tif")).unwrap();
    }
    if row.name.ends_with("case-symlink-folder") {
        symlink("../../outside", case.join("imagery/linked")).unwrap();
    }
    "imagery/2019-05-12".to_owned()
}

pub fn scan(case: &Path, image: &str, bytes: &[u8]) -> String {
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
fn imagery(file: &Path, case: &Path, bytes: &[u8]) -> String {
    put(&case.join("imagery/image.toml"), IMAGERY.as_bytes());
    put(&case.join("imagery/image.tif"), bytes);
    let beside = [file.with_extension("tfw"), file.with_extension("tif.aux.xml"), file.with_file_name("secret.bin")];
    for (file, name) in beside.iter().zip(["image.tfw", "image.tif.aux.xml", "secret.bin"]) {
        if let Ok(bytes) = fs::read(file) {
            put(&case.join("imagery").join(name), &bytes);
        }
    }
    "imagery/image".to_owned()
}

/// Every command that reads what stands there.
fn runs(row: &Row, folder: &Path) -> Vec<Run> {
    let at = |name: &str| folder.join(name).display().to_string();
    let (case, key) = (at("hostile"), prepared().join("key").display().to_string());
    let file = match (&row.carrier, row.door) {
        (Carrier::File(_), Door::PinsAs(_)) => renamed(row, &folder.join("hostile")).display().to_string(),
        (Carrier::File(file), _) => file.display().to_string(),
        (Carrier::Made(_), _) => at("hostile/made"),
    };
    let (exports, pack, out, image) = (at("exports"), at("pack"), at("out"), at("hostile/A01-1.jpg"));
    let release = at("release");
    let intake = |file: &str| words(&["intake", file, "--case", &case, "--received-from", "x", "--purpose", "y"]);
    let run = |column, words| Run { column, words, alike: false };
    let alike = |column, words| Run { column, words, alike: true };
    match row.door {
        Door::Case | Door::Scan | Door::ScanAs(_) | Door::Imagery | Door::File(_) => vec![
            run("check", words(&["check", &case])),
            run("reconstruct", words(&["reconstruct", &case])),
            alike("explain", words(&["explain", &case, "a"])),
            alike("quality", words(&["quality", &case])),
            alike("locate", words(&["locate", &case, "a"])),
            alike("seal", words(&["seal", &case, "--profile", "internal", "--key", &key, "--out", &pack])),
            alike("export", words(&["export", &case, "--to", "geojson", "--out", &exports])),
            alike("release", words(&["release", &case, "--profile", "parties", "--out", &release])),
            alike("withdraw", words(&["withdraw", "A01", "--case", &case, "--on", "2026-11-20"])),
        ],
        Door::Pins | Door::PinsAs(_) => {
            vec![run("import", words(&["import", "pins", "--account", "A01", "--of", "a", "--case", &case, &file]))]
        }
        Door::Controls => {
            vec![run("import", words(&["import", "controls", "--sheet", "A01-1", "--case", &case, &file]))]
        }
        Door::Drawing => vec![run("import", words(&["import", "trace", "--image", &image, &file]))],
        Door::Trace => vec![run("trace", words(&["trace", &file, "--out", &out]))],
        Door::Original => vec![
            run("intake", intake(&file)),
            alike("custody", words(&["custody", "verify", &case])),
            alike("custody", words(&["custody", "show", &case])),
        ],
        Door::Log => vec![
            run("custody", words(&["custody", "verify", &case])),
            run("custody", words(&["custody", "show", &case])),
            run("check", words(&["check", &case])),
            run("reconstruct", words(&["reconstruct", &case])),
            run("intake", intake(&at("hostile/case.toml"))),
            run("custody", words(&["custody", "recover", &case])),
        ],
        Door::Published(_) => vec![run("export", words(&["export", &case, "--to", "geojson,svg", "--out", &exports]))],
        Door::Pack(_) => {
            vec![run("verify", words(&["verify", &pack])), run("verify", words(&["verify", &pack, "--rebuild"]))]
        }
    }
}

fn words(words: &[&str]) -> Vec<PathBuf> {
    words.iter().map(PathBuf::from).collect()
}
