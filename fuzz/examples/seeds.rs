//! Lists the targets, or writes the first inputs of one: `seeds`, `seeds TARGET FOLDER`.

use std::io::{Error, Result};
use std::path::Path;

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [name, folder] = words.as_slice() else {
        for target in locus_fuzz::TARGETS {
            println!("{} {} {}", target.name, target.longest, target.memory_mb);
        }
        return Ok(());
    };
    let target = locus_fuzz::target(name).ok_or_else(|| Error::other(format!("no target is called \"{name}\"")))?;
    std::fs::create_dir_all(folder)?;
    for (i, seed) in (target.seeds)().iter().enumerate() {
        std::fs::write(Path::new(folder).join(format!("seed-{i}")), seed)?;
    }
    Ok(())
}
