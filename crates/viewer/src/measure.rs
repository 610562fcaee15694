//! `measure`: how fast this machine draws a model.

use crate::args::Measure;
use crate::engine::Asked;
use crate::failure::Failure;
use crate::studio::Studio;
use crate::viewed::Pass;
use locus_viewer_core::camera::Steer;
use serde_json::json;
use std::time::Instant;

/// Turns once around in as many pictures as asked, and says how long they took.
pub fn run(args: &Measure) -> Result<(), Failure> {
    let begun = Instant::now();
    let session = crate::opening::open(&args.opened, args.size)?;
    let opened_s = begun.elapsed().as_secs_f64();
    let asked = Asked { software: args.opened.software, preset: args.opened.quality.map(Into::into) };
    let mut studio = Studio::new(session, args.size, Pass::Lit, asked);
    studio.picture()?;
    let first_s = begun.elapsed().as_secs_f64();
    let mut frames_ms: Vec<f64> = Vec::new();
    let turn = Steer { turn: 1.0, ..Steer::default() };
    for _ in 0..args.frames {
        let begun = Instant::now();
        studio.viewed(|session| session.tick(4.0 / f64::from(args.frames), &turn));
        studio.update()?;
        frames_ms.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    frames_ms.sort_by(f64::total_cmp);
    let at = |share: f64| frames_ms[((frames_ms.len() - 1) as f64 * share) as usize];
    let machine = studio.machine();
    let told = json!({
        "adapter": machine.adapter.name,
        "software": machine.is_software(),
        "quality": format!("{:?}", machine.preset).to_lowercase(),
        "size": args.size,
        "opened_s": opened_s,
        "first_picture_s": first_s,
        "frame_ms": { "median": at(0.5), "p95": at(0.95), "worst": at(1.0) },
        "frames_per_second": 1e3 / at(0.5),
    });
    anstream::println!("{told:#}");
    Ok(())
}
