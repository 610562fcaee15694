//! Folder -> `Case`: what people said, drew and photographed, or every mistake in it.
//!
//! `cargo run -p locus-examples --example 01_read_case`

use std::path::Path;

fn main() {
    let facility = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../facilities/example-compound"));
    let case = match locus_casefile::read(facility) {
        Ok(case) => case,
        Err(mistakes) => return eprintln!("{mistakes}"),
    };
    println!("{} ({})", case.name.en().unwrap_or("unnamed"), case.facility_type);
    for account in case.accounts.values() {
        let sheets: Vec<_> = case.sheets.values().filter(|s| s.account == account.id).map(|s| s.id.as_str()).collect();
        println!(
            "{}: {} pins, {} statements, drew {}",
            account.id,
            account.pins.len(),
            account.statements.len(),
            sheets.join(", ")
        );
    }

    // Three people are not three sources when two of them gave their accounts together.
    let everyone = case.accounts.keys().cloned().collect();
    let independent = locus_model::independent_groups(&everyone, &case.accounts);
    println!("{} accounts, {independent} of them independent", case.accounts.len());

    // A folder that is no case: nothing is guessed, everything is explained.
    if let Err(mistakes) = locus_casefile::read(Path::new(env!("CARGO_MANIFEST_DIR"))) {
        println!("\nThe folder of these examples is no case:\n{mistakes}");
    }
}
