//! One half of a comparison (`benches/tracing`): where the time of a trace goes, and thinning alone on somebody else's mask.

use image::RgbImage;
use locus_sketch::{Grid, Options, decode, review, thin, trace};
use std::time::Instant;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["stages", scan] => stages(scan),
        ["thin", mask, skeleton] => thinned(mask, skeleton),
        _ => Err("run benches/tracing: this program is one half of a comparison".into()),
    }
}

/// Prints the seconds of reading, of tracing and of drawing the overlay picture.
fn stages(path: &str) -> Result<()> {
    let start = Instant::now();
    let scan = decode(&std::fs::read(path)?)?;
    let decoded = start.elapsed();
    let proposal = trace(&scan, &Options::default()).map_err(|refusal| refusal.to_string())?;
    let traced = start.elapsed();
    let picture: RgbImage = review::picture(&scan, &review::proposed(&proposal, path).overlay());
    let drawn = start.elapsed();
    let [a, b, c] = [decoded, traced - decoded, drawn - traced].map(|t| t.as_secs_f64());
    println!("{a} {b} {c} {}", picture.width());
    Ok(())
}

/// Thins the light pixels of a picture, prints the seconds, and writes the skeleton.
fn thinned(mask: &str, skeleton: &str) -> Result<()> {
    let read = image::open(mask)?.into_luma8();
    let (width, height) = read.dimensions();
    let mask = Grid { width: width as usize, height: height as usize, data: read.into_raw() };
    let start = Instant::now();
    let thin = thin(&mask);
    println!("{}", start.elapsed().as_secs_f64());
    let shown = thin.data.iter().map(|v| v * 255).collect();
    image::GrayImage::from_raw(width, height, shown).ok_or("not a whole picture")?.save(skeleton)?;
    Ok(())
}
