//! The worker: one file on standard input, one answer on standard output.

use super::confine;
use super::task::{Cut, Cutout, Figures, Header, Size, Task};
use crate::args::Decode;
use crate::failure::Failure;
use geo::Point;
use locus_casefile::LIMITS;
use locus_earth::{self as earth, EarthError, Raster};
use locus_model::{In, SiteDefinition};
use locus_sketch as sketch;
use serde::Serialize;
use std::io::{Read, Write};

/// Gives up what a decoder has no need of, then reads, decodes and answers.
pub fn serve(args: &Decode) -> Result<(), Failure> {
    let task: Task = serde_json::from_str(&args.task).map_err(|e| Failure::Internal(e.to_string()))?;
    confine::confine().map_err(Failure::Internal)?;
    match task {
        Task::Scan => answer(sketch::inspect(&scan()?).map(|scan| Header::of(&scan)), &[]),
        Task::Pixels => match sketch::decode(&scan()?) {
            Ok(rgb) => answer::<_, ()>(Ok(Size { width: rgb.width(), height: rgb.height() }), rgb.as_raw()),
            Err(refusal) => answer::<(), _>(Err(refusal), &[]),
        },
        Task::Raster(name) => answer(told(Raster::open_stdin(&name)).map(|raster| raster.notes().to_vec()), &[]),
        Task::Ground(cut) => match told(Raster::open_stdin(&cut.name)) {
            Ok(raster) => ground(&raster, &cut),
            Err(refusal) => answer::<(), _>(Err(refusal), &[]),
        },
    }
}

fn scan() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    std::io::stdin().take(LIMITS.image_bytes).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn ground(raster: &Raster, cut: &Cut) -> Result<(), Failure> {
    let anchor = In::claim(Point::from((cut.anchor[0], cut.anchor[1])));
    let centre = In::claim(Point::from((cut.centre[0], cut.centre[1])));
    let projector = earth::frame(&SiteDefinition { anchor, epsg: cut.epsg }).map(|(_, projector)| projector);
    let texture = projector.and_then(|p| raster.ground_texture(&p, &centre, cut.half_size_m, cut.max_px));
    let (texture, rgb) = match told(texture).map(Figures::of) {
        Ok((figures, rgb)) => (Ok(figures), rgb),
        Err(why) => (Err(why), Vec::new()),
    };
    answer::<_, ()>(Ok(Cutout { notes: raster.notes().to_vec(), texture }), &rgb)
}

/// What a raster is refused for, in words: they are all that is passed on.
fn told<T>(result: Result<T, EarthError>) -> Result<T, String> {
    result.map_err(|error| error.to_string())
}

fn answer<T: Serialize, E: Serialize>(figures: Result<T, E>, pixels: &[u8]) -> Result<(), Failure> {
    let line = serde_json::to_string(&figures).map_err(|e| Failure::Internal(e.to_string()))?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.write_all(pixels)?;
    Ok(out.flush()?)
}
