//! Publishes a large place that does not exist, for measuring: 200 buildings of 50 walls, 7 212 incidents.
//!
//! `cargo run -p locus-viewer-core --example site -- OUT`

mod made;

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let out: PathBuf = std::env::args_os().nth(1).ok_or("name the folder to publish to")?.into();
    let site = made::Made::new()?;
    locus_publish::write(&site.publish()?, &out)?;
    println!("{}: {} elements, {} incidents", out.display(), site.elements(), site.incidents());
    Ok(())
}
