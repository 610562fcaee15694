//! Single stages of tracing, by divan: `cargo bench --profile dev -p locus-sketch`. What they are compared with is in
//! `benches/tracing`.

use divan::{Bencher, black_box};
use image::RgbImage;
use locus_sketch::{Grid, Options, decode, review, thin, trace};
use std::path::Path;
use std::sync::LazyLock;

fn main() {
    divan::main();
}

/// A photographed sheet of the example, as stored.
static FILE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let sketches = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../facilities/example-compound/sketches"));
    std::fs::read(sketches.join("A01-1.jpg")).unwrap_or_default()
});

static SCAN: LazyLock<Option<RgbImage>> = LazyLock::new(|| decode(&FILE).ok());

#[divan::bench]
fn read_a_sheet() -> bool {
    decode(black_box(&FILE)).is_ok()
}

#[divan::bench]
fn trace_a_sheet(bencher: Bencher) {
    let Some(scan) = SCAN.as_ref() else { return };
    bencher.bench_local(|| trace(black_box(scan), &Options::default()).is_ok());
}

#[divan::bench]
fn draw_an_overlay(bencher: Bencher) {
    let Some(scan) = SCAN.as_ref() else { return };
    let Ok(proposal) = trace(scan, &Options::default()) else { return };
    let shown = review::proposed(&proposal, "A01-1.jpg");
    bencher.bench_local(|| review::picture(scan, &shown.overlay()));
}

/// Squares of lines, each as wide as a pencil's at 300 dots per inch: the work should grow with the ink alone.
#[divan::bench(args = [1000, 2000, 4000])]
fn thin_squares(bencher: Bencher, side: usize) {
    let ink = |i: usize| u8::from((i % side) % 100 < 7 || (i / side) % 100 < 7);
    let mask = Grid { width: side, height: side, data: (0..side * side).map(ink).collect() };
    bencher.bench_local(|| thin(black_box(&mask)));
}
