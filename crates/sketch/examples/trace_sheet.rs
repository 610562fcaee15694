//! Traces scans to a folder: `trace_sheet OUT SCAN...`; prints the time each took.
#![allow(clippy::unwrap_used)]

use locus_sketch::{Options, decode, trace, trace_geojson};
use std::path::Path;
use std::time::Instant;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (out, scans) = arguments.split_first().expect("OUT SCAN...");
    for scan in scans.iter().map(Path::new) {
        let pixels = decode(&std::fs::read(scan).unwrap()).unwrap();
        let start = Instant::now();
        let name = scan.file_name().unwrap().to_string_lossy();
        match trace(&pixels, &Options::default()) {
            Ok(proposal) => {
                let json = serde_json::to_string(&trace_geojson(&proposal, &name)).unwrap();
                std::fs::write(
                    Path::new(out).join(format!("{}.trace.geojson", scan.file_stem().unwrap().to_string_lossy())),
                    json,
                )
                .unwrap();
                let strokes: Vec<_> = proposal.strokes.iter().map(|s| (format!("{:?}", s.state), &s.line)).collect();
                std::fs::write(
                    Path::new(out).join(format!("{}.strokes.json", scan.file_stem().unwrap().to_string_lossy())),
                    serde_json::to_string(&strokes).unwrap(),
                )
                .unwrap();
                println!(
                    "{} {:?} {} features {:?} page {}",
                    scan.display(),
                    start.elapsed(),
                    proposal.features.len(),
                    proposal.ink,
                    proposal.page.found
                );
            }
            Err(refusal) => println!("{} {:?} {refusal}", scan.display(), start.elapsed()),
        }
    }
}
