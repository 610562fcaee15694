//! Pictures and rasters of a case are decoded by another process: this program, started again with nothing but the file
//! on its standard input (`serve.rs`), which gives up the disk and the network before it reads (`confine.rs`). What comes
//! back is a line of figures and pixels, and neither is believed: sizes are checked against the limits and against each
//! other. A decoder that a file breaks takes nothing with it; the file is refused like any other bad one.

mod confine;
mod serve;
mod task;

use crate::failure::Failure;
use image::RgbImage;
use locus_earth::GroundTexture;
use locus_model::Note;
use locus_model::limits::worker as limits;
use locus_sketch::{Scan, ScanError};
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use task::{Cutout, Header, Size, Task};

pub use serve::serve;
pub use task::Cut;

/// What a worker reads.
enum Input<'a> {
    /// A scan, as it was read.
    Bytes(&'a [u8]),
    /// A raster, which may be far larger than memory: the file as it was opened.
    File(File),
}

/// Why there is no answer.
#[derive(Debug)]
enum Lost {
    /// The worker ended before it had answered, by itself or by a limit.
    Ended,
    /// It had to be stopped.
    Late,
    /// It answered what cannot be.
    Nonsense,
}

/// A line of figures and the pixels that go with it; or a refusal.
type Answer<T, E> = Result<(T, Vec<u8>), E>;

/// The header of a scan.
pub fn inspect(bytes: &[u8]) -> Result<Result<Scan, ScanError>, Failure> {
    let answer: Answer<Header, _> = ask(&Task::Scan, Input::Bytes(bytes), |_| Some(0), no_scan)?;
    Ok(answer.and_then(|(header, _)| header.scan().ok_or_else(|| no_scan(Lost::Nonsense))))
}

/// The pixels of a scan, turned upright.
pub fn decode(bytes: &[u8]) -> Result<Result<RgbImage, ScanError>, Failure> {
    let answer: Answer<Size, _> = ask(&Task::Pixels, Input::Bytes(bytes), Size::of_scan, no_scan)?;
    let picture = |(size, rgb): (Size, _)| RgbImage::from_raw(size.width, size.height, rgb);
    Ok(answer.and_then(|answer| picture(answer).ok_or_else(|| no_scan(Lost::Nonsense))))
}

/// What there is to say of a raster that can be used, or why it cannot.
pub fn raster(file: File, name: &str) -> Result<Result<Vec<Note>, String>, Failure> {
    let answer: Answer<Vec<Note>, _> = ask(&Task::Raster(name.to_owned()), Input::File(file), |_| Some(0), no_raster)?;
    Ok(answer.map(|(notes, _)| notes))
}

/// The same of a raster, and the ground cut from it, or why none could be cut.
pub struct Ground {
    pub notes: Vec<Note>,
    pub texture: Result<GroundTexture, String>,
}

/// Cuts the ground around a place from a raster that can be used; or says why it cannot be used.
pub fn ground(file: File, cut: Cut) -> Result<Result<Ground, String>, Failure> {
    let answer: Answer<Cutout, _> = ask(&Task::Ground(cut), Input::File(file), Cutout::bytes, no_raster)?;
    Ok(answer
        .map(|(cutout, rgb)| Ground { notes: cutout.notes, texture: cutout.texture.map(|figures| figures.with(rgb)) }))
}

/// Starts a worker and hands it the file. Pixels are taken only where `pixels` makes sense of the figures, which have to
/// say how many bytes there are.
fn ask<T: DeserializeOwned + Send, E: DeserializeOwned + Send>(
    task: &Task,
    input: Input<'_>,
    pixels: fn(&T) -> Option<usize>,
    lost: impl FnOnce(Lost) -> E,
) -> Result<Answer<T, E>, Failure> {
    let failed = |error: std::io::Error| Failure::Internal(format!("the program cannot start itself: {error}"));
    let (stdin, bytes) = match input {
        Input::Bytes(bytes) => (Stdio::piped(), bytes),
        Input::File(file) => (Stdio::from(file), [].as_slice()),
    };
    let mut command = Command::new(std::env::current_exe().map_err(failed)?);
    command.arg("decode").arg(task.to_line()).env_clear().stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(failed)?;
    let (into, out) = (child.stdin.take(), child.stdout.take());
    thread::scope(|scope| {
        // A worker that refuses a file does not read to its end: that its pipe is broken says nothing.
        scope.spawn(move || into.map(|mut into| into.write_all(bytes)));
        let (send, receive) = mpsc::channel();
        scope.spawn(move || send.send(out.map_or(Err(Lost::Ended), |out| read(out, pixels))));
        let answer = receive.recv_timeout(Duration::from_secs(limits::DEADLINE_S)).unwrap_or(Err(Lost::Late));
        // It has answered, or never will.
        let _ = child.kill();
        child.wait().map_err(failed)?;
        Ok(answer.unwrap_or_else(|why| Err(lost(why))))
    })
}

/// Reads one answer to its end.
fn read<T: DeserializeOwned, E: DeserializeOwned>(
    out: impl Read,
    pixels: fn(&T) -> Option<usize>,
) -> Result<Answer<T, E>, Lost> {
    let mut out = BufReader::new(out);
    let mut line = Vec::new();
    out.by_ref().take(limits::LINE_BYTES).read_until(b'\n', &mut line).map_err(|_| Lost::Ended)?;
    if line.is_empty() {
        return Err(Lost::Ended);
    }
    let figures = match serde_json::from_slice(&line).map_err(|_| Lost::Nonsense)? {
        Ok(figures) => figures,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut bytes = vec![0; pixels(&figures).ok_or(Lost::Nonsense)?];
    out.read_exact(&mut bytes).map_err(|_| Lost::Ended)?;
    match out.read(&mut [0]) {
        Ok(0) => Ok(Ok((figures, bytes))),
        _ => Err(Lost::Nonsense),
    }
}

fn no_scan(why: Lost) -> ScanError {
    ScanError {
        found: format!("a picture, but {}", why.words()),
        expected: "a common JPEG, PNG or TIFF".to_owned(),
        remedy: REMEDY.to_owned(),
    }
}

fn no_raster(why: Lost) -> String {
    format!("{}; {REMEDY}", why.words())
}

/// What to do about a file that its decoder did not survive.
const REMEDY: &str = "save it anew in an image program, where its source can be trusted";

impl Lost {
    fn words(&self) -> &'static str {
        match self {
            Self::Ended => "it cannot be decoded within the memory and the time that a file may take",
            Self::Late => "decoding it does not come to an end",
            Self::Nonsense => "decoding it gives nothing that can be used",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of an answer to a question for pixels.
    fn answered(answer: &[u8]) -> Result<Answer<Size, ScanError>, Lost> {
        read(answer, Size::of_scan)
    }

    #[test]
    fn an_answer_is_taken_as_a_whole_or_not_at_all() {
        let whole = [br#"{"Ok":{"width":2,"height":1}}"#.as_slice(), b"\n", b"abcdef"].concat();
        assert!(matches!(answered(&whole), Ok(Ok((size, rgb))) if size.width == 2 && rgb == b"abcdef"));
        for end in 0..whole.len() {
            assert!(matches!(answered(&whole[..end]), Err(Lost::Ended | Lost::Nonsense)), "{end}");
        }
        assert!(matches!(answered(&[whole.as_slice(), b"g"].concat()), Err(Lost::Nonsense)));
    }

    #[test]
    fn nonsense_is_refused_before_memory_is_taken_for_it() {
        for line in [
            r#"{"Ok":{"width":0,"height":1}}"#,
            r#"{"Ok":{"width":12001,"height":1}}"#,
            r#"{"Ok":{"width":12000,"height":12000}}"#,
            r#"{"Ok":{"width":4294967295,"height":4294967295}}"#,
            r#"{"Ok":{"width":-1,"height":1}}"#,
            r#"{"Ok":[]}"#,
            "thread main panicked",
            "\u{0}",
        ] {
            assert!(matches!(answered(format!("{line}\n").as_bytes()), Err(Lost::Nonsense)), "{line}");
        }
        assert!(matches!(answered(&vec![b' '; 3 << 20]), Err(Lost::Nonsense)));
    }

    #[test]
    fn a_refusal_is_passed_on() {
        let answer = br#"{"Err":{"found":"a","expected":"b","remedy":"c"}}"#;
        assert!(matches!(answered(answer), Ok(Err(refusal)) if refusal.to_string() == "a; expected b; c"));
    }
}
