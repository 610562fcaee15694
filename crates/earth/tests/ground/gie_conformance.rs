//! PROJ's own vectors on the PROJ that is compiled in.

use crate::data::{data, files};
use crate::gie::{self, Block};
use std::collections::BTreeMap;

/// What Locus uses: UTM and the transverse Mercators of the Korean grids, web Mercator tiles, degrees, axes, units, and
/// the datum shifts between them.
const USED: [&str; 16] = [
    "utm",
    "tmerc",
    "etmerc",
    "merc",
    "webmerc",
    "longlat",
    "latlong",
    "latlon",
    "lonlat",
    "axisswap",
    "unitconvert",
    "helmert",
    "cart",
    "geocent",
    "pipeline",
    "noop",
];

/// Words that need what Locus leaves out: shift grids, geoid models, PROJ 4's file of definitions.
const NEEDS_FILES: [&str; 5] = ["nadgrids", "geoidgrids", "+grids", "grids=", "+init=epsg:4326 +over"];

fn names(block: &Block) -> Vec<&str> {
    block.definition.split(|c: char| c.is_whitespace() || c == '+').filter_map(|w| w.strip_prefix("proj=")).collect()
}

/// Why a block is out of scope; `None` where it is in.
fn out_of_scope(block: &Block) -> Option<String> {
    if NEEDS_FILES.iter().any(|w| block.definition.contains(w)) {
        return Some("needs a grid file".into());
    }
    if let Some(other) = names(block).into_iter().find(|n| !USED.contains(n)) {
        return Some(format!("proj={other}"));
    }
    let by_code = block.systems.is_some() || block.definition.contains("init=epsg");
    (names(block).is_empty() && !by_code).then(|| "neither a projection nor a code".into())
}

#[derive(Default)]
struct Tally {
    run: usize,
    agreed: usize,
    left_out: BTreeMap<String, usize>,
    failures: Vec<String>,
}

fn tally(folder: &str, scope: fn(&Block) -> Option<String>) -> Option<BTreeMap<String, Tally>> {
    let mut tallies = BTreeMap::<String, Tally>::new();
    for file in files(&data(folder)?).into_iter().filter(|f| f.extension().is_some_and(|e| e == "gie")) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let tally = tallies.entry(name).or_default();
        for block in gie::read(&std::fs::read_to_string(&file).unwrap()) {
            if let Some(reason) = scope(&block) {
                *tally.left_out.entry(reason).or_default() += block.checks.len();
                continue;
            }
            for (check, outcome) in block.checks.iter().zip(gie::run(&block)) {
                tally.run += 1;
                match outcome {
                    None => tally.agreed += 1,
                    Some(found) => tally.failures.push(format!("line {}: {}: {found}", check.line, block.definition)),
                }
            }
        }
    }
    for (name, t) in &tallies {
        let out: usize = t.left_out.values().sum();
        println!("{name}: {} run, {} agreed, {out} out of scope {:?}", t.run, t.agreed, t.left_out);
        t.failures.iter().for_each(|f| println!("    {f}"));
    }
    Some(tallies)
}

fn totals(tallies: &BTreeMap<String, Tally>) -> (usize, usize, usize) {
    let sum = |pick: fn(&Tally) -> usize| tallies.values().map(pick).sum();
    (sum(|t| t.run), sum(|t| t.agreed), sum(|t| t.left_out.values().sum()))
}

#[test]
fn gie_vectors_of_the_operations_that_locus_uses_agree() {
    let Some(tallies) = tally("conformance/proj/gie", out_of_scope) else { return };
    let (run, agreed, out) = totals(&tallies);
    println!("gie: {run} run, {agreed} agreed, {out} out of scope");
    assert!(run > 300, "{run}");
    // PROJ issue 4673, mended after 9.6.2: transverse Mercator on a sphere, on the equator, is 26 mm off. Its two checks
    // (one point and its round trip) are on the Moon; Locus refuses spheres of that size.
    let known = tallies["builtins.gie"].failures.iter().filter(|f| f.contains("+R=1737400")).count();
    assert_eq!((run - agreed, known), (2, 2));
}

#[test]
fn gigs_vectors_agree() {
    let Some(tallies) = tally("conformance/proj/gigs", |_| None) else { return };
    let (run, agreed, out) = totals(&tallies);
    println!("gigs: {run} run, {agreed} agreed, {out} out of scope");
    assert_eq!((run, agreed), (1131, 1131));
}

/// The judge must be able to say no.
#[test]
fn a_wrong_vector_is_found() {
    let text = "<gie-strict>\noperation +proj=utm +zone=32 +ellps=GRS80\ntolerance 0.1 mm\naccept 12 55\nexpect 691875.632 6098907.826\n</gie-strict>";
    assert!(gie::run(&gie::read(text)[0])[0].is_some());
    let right = text.replace("691875.632 6098907.826", "691_875.63214 6_098_907.82501");
    assert_eq!(gie::run(&gie::read(&right)[0])[0], None);
}
