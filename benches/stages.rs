//! Single stages in one process, by divan: `cargo bench --profile dev -p locus-benches --bench stages`. What they are
//! compared with, and whole programs, is in `earth.rs` and `peers.py`.

use divan::{Bencher, black_box};
use geo::{Coord, Point};
use locus_align::{Pair, References, SheetInput, align_sheet, fit, ties};
use locus_model::{Drawing, In, Method, SketchPlane};
use std::error::Error;
use std::path::Path;

fn main() {
    divan::main();
}

fn example() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../facilities/example-compound"))
}

/// Every file of the example, checked.
#[divan::bench]
fn read_case() -> usize {
    locus_casefile::read(example()).map_or(0, |case| case.sheets.len())
}

/// Degrees to metres, from memory to memory.
#[divan::bench(args = [1_000, 1_000_000])]
fn site_array(bencher: Bencher, count: usize) {
    let projector = locus_casefile::read(example()).ok().and_then(|case| locus_earth::frame(&case.site).ok());
    let Some((_, projector)) = projector else { return };
    let places: Vec<Coord> = (0..count).map(|i| Coord { x: 131.0 + (i % 997) as f64 * 1e-4, y: 39.0 }).collect();
    bencher.with_inputs(|| places.clone()).bench_local_values(|mut places| projector.site_array(&mut places).is_ok());
}

/// One value of a thin-plate spline.
#[divan::bench(args = [10, 30, 100])]
fn spline_value(bencher: Bencher, controls: usize) {
    let at = |i: usize| Coord { x: (i * 37 % 101) as f64, y: (i * 61 % 103) as f64 };
    let bent = |c: Coord| Coord { x: c.x + (c.y / 20.0).sin(), y: c.y + (c.x / 30.0).cos() };
    let pairs: Vec<Pair> = (0..controls).map(|i| Pair { from: at(i), to: bent(at(i)), sd: 1.0 }).collect();
    let Ok(spline) = fit(Method::ThinPlateSpline, &pairs) else { return };
    bencher.bench_local(|| spline.apply(black_box(Coord { x: 50.3, y: 48.1 })));
}

/// One sheet of the example to the ground: the fit, the test of every control point, a doubt for every vertex.
#[divan::bench]
fn align_one_sheet(bencher: Bencher) {
    let Ok(sheet) = Sheet::of_the_example() else { return };
    bencher.bench_local(|| sheet.align());
}

/// A sheet and what it needs.
struct Sheet {
    sheet: locus_model::Sheet,
    drawing: Drawing<SketchPlane>,
    ties: Vec<locus_align::Tie>,
    size: [f64; 2],
}

impl Sheet {
    fn of_the_example() -> Result<Self, Box<dyn Error>> {
        let case = locus_casefile::read(example())?;
        let (_, projector) = locus_earth::frame(&case.site)?;
        let mut references = References::default();
        for (key, landmark) in &case.landmarks {
            references.add_landmark(key, &projector.site(&landmark.position)?, landmark.sd_m);
        }
        let sheet = case.sheets.into_values().next().ok_or("no sheet")?;
        let scan = locus_sketch::inspect(&std::fs::read(example().join(&sheet.image))?)?;
        let plane_from_px = locus_sketch::plane_from_px(&scan);
        let drawing = sheet.drawing.as_ref().ok_or("no drawing")?.transformed(&plane_from_px);
        let ties = ties(&sheet, &plane_from_px, &drawing, &references);
        Ok(Self { sheet, drawing, ties, size: [f64::from(scan.width()), f64::from(scan.height())] })
    }

    fn align(&self) -> Option<In<locus_model::Site, Point>> {
        let [width_px, height_px] = self.size;
        let input = SheetInput { sheet: &self.sheet, width_px, height_px, drawing: &self.drawing, ties: &self.ties };
        align_sheet(&input).ok().map(|aligned| aligned.paper.map(|paper| Point::from(paper.exterior().0[0])))
    }
}
