//! `docs/limits.md` and the constants agree: every limit is on the page, with its value, and no other.
#![allow(clippy::unwrap_used)]

use locus_model::limits::case::{LIMITS, Limits};
use locus_model::limits::{evidence, import, published, raster, scan, worker};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Name and value as the page has them.
type Shown = (String, String);

macro_rules! shown {
    ($($module:ident: $($name:ident)*;)*) => {
        vec![$($(shown(concat!(stringify!($module), "::", stringify!($name)), $module::$name as f64)),*),*]
    };
}

fn constants() -> Vec<Shown> {
    let mut all = case();
    all.extend(shown! {
        evidence: LOG_BYTES MANIFEST_BYTES KEY_BYTES TEXT_CHARS;
        import: FILE_BYTES POINTS ARCHIVE_FILES ARCHIVE_RATIO XML_DEPTH XML_ELEMENTS COORDINATE_BYTES;
        published: BUNDLE_BYTES GLB_BYTES JSON_VALUES ELEMENTS INCIDENTS NODES RECORDS STATEMENTS GRID_NODES ACCESSORS
            GLB_RECORDS GLB_DEPTH GLB_NUMBERS VERTEX_M PLACE_M PIXEL GROUND_SIDE_PX GROUND_AREA_PX;
        raster: BLOCK_BYTES SOURCE_PX WINDOW_PX TEXTURE_SIDE_PX;
        scan: MAX_SIDE_PX MAX_AREA_PX MAX_FILE_BYTES MAX_DECODED_BYTES STROKES FACES;
        worker: MEMORY_BYTES CPU_S DEADLINE_S OPEN_FILES LINE_BYTES;
    });
    all
}

/// The fields of [`Limits`]: a new one does not compile until it is here.
fn case() -> Vec<Shown> {
    macro_rules! fields {
        ($($name:ident)*) => {{
            let Limits { $($name),* } = LIMITS;
            vec![$(shown(concat!("case::", stringify!($name)), $name as f64)),*]
        }};
    }
    fields!(toml_bytes geojson_bytes csv_bytes image_bytes raster_bytes folder_entries depth features positions text_bytes
        incidents cell_ids mistakes_per_file pixel length_m height_m area_m2 near_anchor_m)
}

fn shown(name: &str, value: f64) -> Shown {
    let units = [(1_u64 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    let whole = value as u64;
    let text =
        match units.iter().find(|(unit, _)| whole.is_multiple_of(*unit) && name.to_lowercase().ends_with("bytes")) {
            Some((unit, word)) => format!("{} {word}", grouped(whole / unit)),
            None => grouped(whole),
        };
    (name.to_owned(), text)
}

/// Digits in threes.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
    groups.join(" ")
}

#[test]
fn every_constant_of_the_sources_is_compared() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/limits");
    let mut there = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let module = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let names = text.lines().filter_map(|line| line.strip_prefix("pub const ")?.split(':').next());
        there.extend(names.filter(|name| *name != "LIMITS").map(|name| format!("{module}::{name}")));
    }
    let compared = constants().into_iter().map(|(name, _)| name).filter(|name| !name.starts_with("case::")).collect();
    assert_eq!(there, compared);
}

#[test]
fn the_page_says_what_the_constants_say() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/limits.md")).unwrap();
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| `")?.split('|').map(str::trim);
        Some((cells.next()?.trim_end_matches('`').to_owned(), cells.next()?.to_owned()))
    };
    let told: BTreeSet<Shown> = page.lines().filter_map(row).collect();
    let are: BTreeSet<Shown> = constants().into_iter().collect();
    let missing: Vec<_> = are.difference(&told).collect();
    let wrong: Vec<_> = told.difference(&are).collect();
    assert!(missing.is_empty() && wrong.is_empty(), "missing on the page: {missing:?}; wrong on the page: {wrong:?}");
}
