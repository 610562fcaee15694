//! Inputs that once failed a target, and the first inputs of every target.
#![allow(clippy::unwrap_used)]

use locus_fuzz::TARGETS;
use std::fs;
use std::path::Path;

#[test]
fn what_failed_once_holds_now() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("regressions");
    for entry in fs::read_dir(&folder).unwrap() {
        let of_target = entry.unwrap().path();
        let name = of_target.file_name().unwrap().to_str().unwrap().to_owned();
        let target = locus_fuzz::target(&name).unwrap_or_else(|| panic!("{name} is no target"));
        for file in fs::read_dir(&of_target).unwrap() {
            let file = file.unwrap().path();
            println!("{}", file.display());
            (target.judge)(&fs::read(&file).unwrap());
        }
    }
}

#[test]
fn every_target_has_first_inputs_and_holds_on_them() {
    for target in TARGETS {
        let seeds = (target.seeds)();
        assert!(seeds.len() > 4, "{}: {} inputs", target.name, seeds.len());
        seeds.iter().for_each(|seed| (target.judge)(seed));
    }
}
