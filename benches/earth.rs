//! The ground side of the benchmark: what `locus-earth` does, one job a run, so that `peers.py` can time it and the
//! programs it is compared with in the same way (user + system CPU seconds of a process).

use geo::{AffineTransform, Coord, Point};
use locus_align::Pair;
use locus_earth::{FINE_PX, Pixels, Projector, PxRect, Raster, warp, write_geotiff};
use locus_model::{In, Method, SiteDefinition};
use std::io::{BufWriter, Read, Write};
use std::path::Path;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Where the made-up imagery lies: degrees.
const CENTRE: (f64, f64) = (127.5, 37.5);
/// The CRS of the imagery, the CRS of the site, and metres per pixel of both.
const IMAGERY_EPSG: u32 = 32652;
const SITE_EPSG: u32 = 5186;
const GSD_M: f64 = 0.5;

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["points", count] => points(count.parse()?),
        ["text"] => text(),
        ["make-imagery", path, side] => make_imagery(Path::new(path), side.parse()?),
        ["make-sheet", path] => make_sheet(Path::new(path)),
        ["bounds", side] => bounds(side.parse()?),
        ["imagery", source, target, side] => imagery(Path::new(source), Path::new(target), side.parse()?),
        ["spline", source, controls, target, tolerance] => {
            spline(Path::new(source), Path::new(controls), Path::new(target), tolerance.parse()?)
        }
        [] => {
            println!("run benches/run: this program is one half of a comparison");
            Ok(())
        }
        other => Err(format!("unknown job {other:?}").into()),
    }
}

fn projector(epsg: u32) -> Result<Projector> {
    let anchor = In::claim(Point::new(CENTRE.0, CENTRE.1));
    Ok(locus_earth::frame(&SiteDefinition { anchor, epsg: Some(epsg) })?.1)
}

fn centre(epsg: u32) -> Result<Coord> {
    Ok(projector(epsg)?.site(&In::claim(Point::new(CENTRE.0, CENTRE.1)))?.into_geometry().0)
}

/// A fixed sequence of numbers in 0..1 (Knuth's MMIX generator): the same inputs for everyone.
fn sequence() -> impl FnMut() -> f64 {
    let mut state = 1_u64;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// CPU nanoseconds that this thread has used (Linux).
fn cpu_ns() -> Result<u64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(text.split_whitespace().next().ok_or("an empty schedstat")?.parse()?)
}

/// Degrees to UTM from memory to memory; prints the least CPU seconds of nine runs.
fn points(count: usize) -> Result<()> {
    let projector = projector(IMAGERY_EPSG)?;
    let mut random = sequence();
    let places: Vec<Coord> =
        (0..count).map(|_| Coord { x: 126.0 + 6.0 * random(), y: 33.0 + 10.0 * random() }).collect();
    let mut least = u64::MAX;
    for _ in 0..9 {
        let mut metres = places.clone();
        let begun = cpu_ns()?;
        projector.site_array(&mut metres)?;
        least = least.min(cpu_ns()? - begun);
    }
    println!("{}", least as f64 * 1e-9);
    Ok(())
}

/// Lines of `longitude latitude` to lines of `easting northing`.
fn text() -> Result<()> {
    let projector = projector(IMAGERY_EPSG)?;
    let mut input = String::new();
    std::io::stdin().lock().read_to_string(&mut input)?;
    let mut places = Vec::new();
    for (i, line) in input.lines().enumerate() {
        let (x, y) = line.split_once(' ').ok_or_else(|| format!("line {}: expected two numbers", i + 1))?;
        places.push(Coord { x: x.parse()?, y: y.parse()? });
    }
    projector.site_array(&mut places)?;
    let mut output = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    for Coord { x, y } in places {
        writeln!(output, "{x:.4} {y:.4}")?;
    }
    Ok(output.flush()?)
}

/// Waves and noise: something for bilinear weights to do.
fn make_imagery(path: &Path, side: usize) -> Result<()> {
    let mut random = sequence();
    let pixel = |i: usize| {
        let (x, y) = ((i % side) as f64, (i / side) as f64);
        let noise = 20.0 * random();
        [23.0, 31.0, 47.0].map(|l| (110.0 + 90.0 * (x / l).sin() * (y / (l + 5.0)).cos() + noise) as u8)
    };
    let picture = Pixels::new(side, side, (0..side * side).map(pixel).collect()).ok_or("size")?;
    Ok(write_geotiff(path, picture, IMAGERY_EPSG, &square(centre(IMAGERY_EPSG)?, side))?)
}

/// A north-up square of `side` pixels around a place.
fn square(centre: Coord, side: usize) -> AffineTransform {
    let half = side as f64 * GSD_M / 2.0;
    AffineTransform::new(GSD_M, 0.0, centre.x - half, 0.0, -GSD_M, centre.y + half)
}

/// The target of `imagery`, as gdalwarp's `-te` takes it.
fn bounds(side: usize) -> Result<()> {
    let (c, half) = (centre(SITE_EPSG)?, side as f64 * GSD_M / 2.0);
    println!("{:.9} {:.9} {:.9} {:.9}", c.x - half, c.y - half, c.x + half, c.y + half);
    Ok(())
}

/// GeoTIFF to GeoTIFF, from the imagery's CRS to the site frame.
fn imagery(source: &Path, target: &Path, side: usize) -> Result<()> {
    let raster = Raster::open(source)?;
    let placement = raster.placement(&projector(SITE_EPSG)?)?;
    let (width, height) = raster.size();
    let stored = raster.pixels::<3>(PxRect { x: 0, y: 0, width, height })?;
    let site_from_px = square(centre(SITE_EPSG)?, side);
    let picture = warp(&stored, (side, side), FINE_PX, |px| {
        let mut at = [site_from_px.apply(px)];
        placement.px_array(&mut at).map_or(Coord { x: f64::NAN, y: f64::NAN }, |()| at[0])
    });
    Ok(write_geotiff(target, picture, SITE_EPSG, &site_from_px)?)
}

/// 12 megapixels of grey: a sheet of paper with lines.
fn make_sheet(path: &Path) -> Result<()> {
    let pixel = |i: usize| {
        let (x, y) = ((i % 4000) as f64, (i / 4000) as f64);
        let line = ((x * 0.8 + y * 0.6) / 40.0).sin().abs() < 0.08 || ((x - y) / 55.0).sin().abs() < 0.06;
        [if line { 40 } else { (225.0 + 15.0 * (x / 700.0).sin() * (y / 500.0).cos()) as u8 }]
    };
    let picture = Pixels::new(4000, 3000, (0..12_000_000).map(pixel).collect()).ok_or("size")?;
    // A place to put the file at; the spline brings its own.
    Ok(write_geotiff(path, picture, IMAGERY_EPSG, &square(centre(IMAGERY_EPSG)?, 4000))?)
}

/// A sheet through the thin-plate spline of its control points (lines of `column row easting northing`), to 4000 by
/// 3000 pixels of 0.05 m from easting 0, northing 150. Tolerance 0 evaluates the spline for every pixel.
fn spline(source: &Path, controls: &Path, target: &Path, tolerance_px: f64) -> Result<()> {
    let mut pairs = Vec::new();
    for line in std::fs::read_to_string(controls)?.lines() {
        let numbers = line.split_whitespace().map(str::parse).collect::<std::result::Result<Vec<f64>, _>>()?;
        let &[column, row, east, north] = numbers.as_slice() else { return Err("expected four numbers".into()) };
        pairs.push(Pair { from: Coord { x: east, y: north }, to: Coord { x: column, y: row }, sd: 1.0 });
    }
    let px_from_site = locus_align::fit(Method::ThinPlateSpline, &pairs)?;
    let raster = Raster::open(source)?;
    let (width, height) = raster.size();
    let sheet = raster.pixels::<1>(PxRect { x: 0, y: 0, width, height })?;
    let site_from_px = AffineTransform::new(0.05, 0.0, 0.0, 0.0, -0.05, 150.0);
    let picture = warp(&sheet, (4000, 3000), tolerance_px, |px| px_from_site.apply(site_from_px.apply(px)));
    Ok(write_geotiff(target, picture, IMAGERY_EPSG, &site_from_px)?)
}
