//! From the pixels of a scan to a proposal of a drawing, without a learned model.
//!
//! The sheet is found on the table, ink is parted from paper, ink is thinned to centre lines, lines are put together to
//! strokes, strokes cut each other into a planar graph, and its faces, merged wherever too little ink parts them, are
//! rooms. Everything keeps the numbers of the strokes it came from. Work is done on a picture of at most 2600 pixels a
//! side; what comes out is in pixels of the scan ([`crate`]'s convention).
//!
//! Lengths inside are given in *units* of 1/1400 of the page's longer side (0.21 mm on A4): a hand and its pen grow with
//! the paper, not with the pixels.

mod arrangement;
mod blob;
mod bow;
mod components;
mod curve;
mod dashes;
mod double;
mod drawing;
mod fence;
mod gate;
mod glyph;
mod grid;
mod hatching;
mod homography;
mod ink;
mod label;
mod leaf;
mod linework;
mod look;
mod notes;
mod opening;
mod page;
mod proposal;
mod reduce;
mod region;
mod ruled;
mod section;
mod skeleton;
mod stroke;
mod swing;
mod symbol;
mod thinning;
mod vector;
mod window;

pub use grid::Grid;
pub use ink::InkQuality;
pub use look::{Arc, Look, Symbol};
pub use page::Page;
pub use proposal::{InkColour, InkStroke, Proposal, Refusal, Shape, TraceNote, Traced};
pub use thinning::thin;

use crate::limits;
use image::RgbImage;
use locus_model::{Kind, Verdict};
use opening::Leaf;
use rayon::prelude::*;
use stroke::Stroke;

/// What a person may set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Least share of the boundary between two rooms that must be ink, else they are one room.
    pub support: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self { support: 0.45 }
    }
}

/// Shorter side below which nothing is traced, pixels.
const SMALLEST_SIDE: u32 = 100;
/// Mean width of the ink beyond which it is no line, units: 5 mm on A4, where a broad marker draws 3.
const WIDEST: f64 = 24.0;

/// Traces a scan, given upright ([`crate::decode`]).
pub fn trace(scan: &RgbImage, options: &Options) -> Result<Proposal, Refusal> {
    check_size(scan)?;
    let reduced = reduce::reduce(scan);
    let factor = reduced.factor as f64;
    let light = luminance(&reduced.rgb);
    let page = page::find(&light, factor);
    let unit = longer_side(&page) / factor / 1400.0;
    let mut ink = ink::separate(&light, &page, factor, unit);
    let (pieces, labels) = components::components(&ink.mask);
    let skeleton = thin(&ink.mask);
    let on_line = skeleton.data.iter().filter(|v| **v != 0).count();
    let inked = ink.mask.data.iter().filter(|v| **v != 0).count();
    let width = inked as f64 / on_line.max(1) as f64;
    ink.quality.stroke_width_px = width * factor;
    check_ink(&ink.quality, inked, width / unit)?;
    let graph = skeleton::graph(&skeleton, 1.3 * width);
    let strokes = stroke::strokes(&graph, &ink, &labels, 9.0 * unit);
    check_strokes(&strokes)?;
    let mut sorted = glyph::sort(&pieces, &labels, unit);
    let symbols = symbol::signs(&strokes, &pieces, &sorted, unit);
    symbols.iter().for_each(|s| sorted[s.piece] = glyph::Piece::Sign);
    let work = linework::read(&strokes, &sorted, &pieces, &ink.mask, unit);
    let arranged = arrangement::arrange(&work.segments, 1.5 * unit, 13.0 * unit);
    check_faces(arranged.doubled_areas.iter().filter(|area| **area > 0.0).count())?;
    let openings: Vec<f64> = work.openings.iter().map(|o| worth(o, unit)).collect();
    let marks: Vec<f64> = strokes.iter().map(|s| if s.length() > 30.0 * unit { 1.0 } else { 0.0 }).collect();
    let rules = region::Rules {
        support: options.support,
        sliver: 9.0 * unit,
        smallest: 150.0 * unit * unit,
        openings: &openings,
        strokes: &marks,
    };
    let regions = region::merge(&arranged, &rules);
    let outlines = outlines(&pieces, &sorted, &labels, &strokes, unit);
    let mut features = drawing::read(&arranged, &regions, &work, &outlines, unit);
    features.extend(signs(&pieces, &sorted, &symbols, &strokes, unit));
    look_closer(&mut features, &strokes, &sorted, &ink.mask, width, unit);
    drawing::number(&mut features);
    let ink_strokes = ink_strokes(&strokes, &work, &features, &reduced.rgb, [factor, unit]);
    check_drawing(&features, &ink_strokes)?;
    let finished = |f: Traced| {
        let look = Look { ink_colour: main_colour(f.ink.iter().map(|i| &ink_strokes[*i])), ..f.look.scaled(factor) };
        Traced { shape: scale(f.shape, factor), look, ..f }
    };
    let scaled: Vec<Traced> = features.into_iter().map(finished).collect();
    let notes = notes::notes(&page, &ink, &scaled, &ink_strokes);
    Ok(Proposal {
        size: [scan.width(), scan.height()],
        features: scaled,
        page,
        ink: ink.quality,
        strokes: ink_strokes,
        notes,
        tolerance_px: 2.5 * unit * factor,
    })
}

fn luminance(rgb: &Grid<[u8; 3]>) -> Grid<u8> {
    // ITU-R BT.601, section 2.5.1, in 256ths.
    let light =
        |[r, g, b]: &[u8; 3]| ((77 * u32::from(*r) + 150 * u32::from(*g) + 29 * u32::from(*b) + 128) >> 8) as u8;
    Grid { width: rgb.width, height: rgb.height, data: rgb.data.par_iter().map(light).collect() }
}

fn longer_side(page: &Page) -> f64 {
    let side = |a: usize, b: usize| vector::distance(page.outline[a], page.outline[b]);
    (side(0, 1) + side(2, 3)).max(side(1, 2) + side(3, 0)) / 2.0
}

fn check_size(scan: &RgbImage) -> Result<(), Refusal> {
    let (width, height) = scan.dimensions();
    let found = format!("a picture of {width} x {height} pixels");
    if width.min(height) < SMALLEST_SIDE {
        let expected = format!("a sheet of at least {SMALLEST_SIDE} pixels a side");
        return Err(Refusal { found, expected, remedy: "scan the sheet at 150 dots per inch or more".to_owned() });
    }
    if width.max(height) > crate::limits::MAX_SIDE_PX
        || u64::from(width) * u64::from(height) > crate::limits::MAX_AREA_PX
    {
        let expected = format!("at most {} pixels a side", crate::limits::MAX_SIDE_PX);
        return Err(Refusal { found, expected, remedy: "scan at 600 dots per inch or less".to_owned() });
    }
    Ok(())
}

/// `width`: mean width of the ink, units.
fn check_ink(ink: &InkQuality, inked: usize, width: f64) -> Result<(), Refusal> {
    let refusal = |found: String, remedy: &str| {
        Err(Refusal { found, expected: "lines of ink on paper".to_owned(), remedy: remedy.to_owned() })
    };
    if inked < 60 {
        return refusal("a blank sheet".to_owned(), "check that this is the side that was drawn on");
    }
    if ink.coverage > 0.25 {
        let share = ink.coverage * 100.0;
        return refusal(
            format!("a picture that is dark over {share:.0} % of the page"),
            "scan the drawing, not a photograph or a print",
        );
    }
    if width > WIDEST {
        return refusal(
            format!("dark patches {:.0} pixels wide on average", ink.stroke_width_px),
            "scan the drawing, not a photograph; draw walls as lines and leave them unfilled",
        );
    }
    Ok(())
}

fn check_strokes(strokes: &[Stroke]) -> Result<(), Refusal> {
    if strokes.len() > limits::STROKES {
        let found = format!("{} strokes", strokes.len());
        let expected = format!("a drawing of at most {}", limits::STROKES);
        return Err(Refusal { found, expected, remedy: "scan the drawing alone, without text or pictures".to_owned() });
    }
    Ok(())
}

fn check_faces(faces: usize) -> Result<(), Refusal> {
    if faces > limits::FACES {
        let found = format!("{faces} meshes between lines");
        let expected = format!("a drawing with at most {}", limits::FACES);
        let remedy = "if the paper is squared, scan it so that its squares are faint beside the drawing".to_owned();
        return Err(Refusal { found, expected, remedy });
    }
    Ok(())
}

/// The filled small outlines, with their strokes.
fn outlines(
    pieces: &[components::Component],
    sorted: &[glyph::Piece],
    labels: &Grid<u32>,
    strokes: &[Stroke],
    unit: f64,
) -> Vec<drawing::Outline> {
    let filled = |i: usize| glyph::outline(i, &pieces[i], labels, unit);
    let small = (0..pieces.len()).filter(|i| sorted[*i] == glyph::Piece::Outline).filter_map(filled);
    small
        .map(|blob| {
            let of_piece = |s: &&usize| strokes[**s].piece == blob.piece && strokes[**s].length() > 17.0 * unit;
            let all: Vec<usize> = (0..strokes.len()).collect();
            drawing::Outline { ink: all.iter().filter(of_piece).copied().collect(), ring: blob.ring }
        })
        .collect()
}

/// Writing without an area or a wall is no drawing; nor is a page of print, in which hardly any ink is one. (Of the ink of
/// a plan more than half ends in elements, of a page of print nothing and a seventh in doubtful ones.)
fn check_drawing(features: &[Traced], ink: &[InkStroke]) -> Result<(), Refusal> {
    let drawn = features.iter().any(|f| !matches!(f.kind, Kind::Label | Kind::Object));
    let length = |of: &dyn Fn(&InkStroke) -> bool| -> f64 {
        ink.iter().filter(|s| of(s)).map(|s| vector::length(&s.line)).sum::<f64>()
    };
    let all = length(&|_| true);
    let accepted = length(&|s| s.state == Verdict::Accepted);
    let doubtful = length(&|s| s.state == Verdict::Doubtful);
    if drawn && (accepted > 0.1 * all || doubtful > 0.3 * all) {
        return Ok(());
    }
    let labels = features.iter().filter(|f| f.kind == Kind::Label).count();
    let found =
        if labels > 0 { format!("writing alone ({labels} pieces)") } else { "marks that are no lines".to_owned() };
    Err(Refusal {
        found,
        expected: "a drawing with walls".to_owned(),
        remedy: "trace only sheets with a plan on them".to_owned(),
    })
}

/// How far an opening counts as wall: all of it where a door was drawn or the break is narrow, half of it as a gap.
fn worth(opening: &opening::Opening, unit: f64) -> f64 {
    match opening.leaf {
        Leaf::Swing(..) | Leaf::Ticks => 1.0,
        _ if opening.width() < 12.0 * unit || opening.inked > 0.3 => 1.0,
        Leaf::Gap => 0.5,
        Leaf::Break => 0.2,
    }
}

/// Signs that stand apart, and writing.
fn signs(
    pieces: &[components::Component],
    sorted: &[glyph::Piece],
    symbols: &[symbol::Sign],
    strokes: &[Stroke],
    unit: f64,
) -> Vec<Traced> {
    let traced = |kind, shape, ink, symbol| Traced {
        id: String::new(),
        kind,
        shape,
        confidence: 0.7,
        state: Verdict::Accepted,
        ink,
        look: Look { symbol, ..Look::default() },
    };
    let round = (0..pieces.len()).filter(|i| sorted[*i] == glyph::Piece::Circle).map(|i| (i, Symbol::Circle));
    let drawn = round.chain(symbols.iter().map(|s| (s.piece, s.symbol))).map(|(piece, symbol)| {
        let shape = match symbol {
            Symbol::Stairs => Shape::Ring(pieces[piece].corners()),
            _ => Shape::Point(pieces[piece].middle()),
        };
        let ink = (0..strokes.len()).filter(|s| strokes[*s].piece == piece).collect();
        traced(Kind::Object, shape, ink, Some(symbol))
    });
    let written = label::labels(pieces, sorted, unit).into_iter();
    drawn.chain(written.map(|ring| traced(Kind::Label, Shape::Ring(ring), Vec::new(), None))).collect()
}

/// What the ink itself says about the things that were read: walls of two lines, windows, fences, curves, hatching.
fn look_closer(
    features: &mut Vec<Traced>,
    strokes: &[Stroke],
    sorted: &[glyph::Piece],
    mask: &Grid<u8>,
    pen: f64,
    unit: f64,
) {
    double::join(features, strokes, mask, unit);
    window::find(features, mask, pen, unit);
    dashes::join(features, strokes, unit);
    fence::name(features, mask, unit);
    curve::refine(features, strokes, unit);
    leaf::doors(features, mask, unit);
    let signs = [glyph::Piece::Circle, glyph::Piece::Sign];
    let of_lines = |i: &usize| sorted.get(strokes[*i].piece).is_some_and(|kind| !signs.contains(kind));
    let candidates: Vec<usize> = (0..strokes.len()).filter(of_lines).collect();
    hatching::name(features, strokes, &hatching::groups(strokes, &candidates, unit), unit);
    for feature in features.iter_mut().filter(|f| matches!(f.kind, Kind::Object | Kind::Tower)) {
        if matches!(&feature.shape, Shape::Ring(ring) if ring.len() == 4) && feature.look.symbol.is_none() {
            feature.look.symbol = Some(Symbol::Box);
        }
    }
}

/// The colour of the greater part of some strokes.
fn main_colour<'s>(strokes: impl Iterator<Item = &'s InkStroke>) -> InkColour {
    let mut lengths = [0.0; InkColour::ALL.len()];
    strokes.for_each(|s| lengths[s.colour as usize] += vector::length(&s.line));
    let all: f64 = lengths.iter().sum();
    InkColour::ALL.into_iter().find(|c| lengths[*c as usize] > all / 2.0).unwrap_or_default()
}

fn scale(shape: Shape, factor: f64) -> Shape {
    let point = |p: [f64; 2]| p.map(|v| v * factor);
    match shape {
        Shape::Point(p) => Shape::Point(point(p)),
        Shape::Line(line) => Shape::Line(line.into_iter().map(point).collect()),
        Shape::Ring(ring) => Shape::Ring(ring.into_iter().map(point).collect()),
    }
}

fn ink_strokes(
    strokes: &[Stroke],
    work: &linework::Linework,
    features: &[Traced],
    rgb: &Grid<[u8; 3]>,
    [factor, unit]: [f64; 2],
) -> Vec<InkStroke> {
    let used = |i: usize, state: Verdict| features.iter().any(|f| f.state == state && f.ink.contains(&i));
    strokes
        .iter()
        .enumerate()
        .map(|(i, stroke)| {
            let state = match () {
                () if used(i, Verdict::Accepted) => Verdict::Accepted,
                () if used(i, Verdict::Doubtful) || work.candidates.contains(&i) => Verdict::Doubtful,
                () => Verdict::Dropped,
            };
            let thin = vector::simplify(&stroke.line, 0.5);
            let line = thin.into_iter().map(|k| stroke.line[k].map(|v| v * factor)).collect();
            InkStroke { line, state, colour: colour(stroke, rgb, unit) }
        })
        .collect()
}

/// The colour of the ink along a stroke: the channel of which it swallows less than of the others by a sixth of what
/// the paper beside it sends, so that yellow light makes no red ink.
fn colour(stroke: &Stroke, rgb: &Grid<[u8; 3]>, unit: f64) -> InkColour {
    let aside = (6.0 * unit).round().max(4.0) as isize;
    let (mut ink, mut paper) = ([0f64; 3], [0f64; 3]);
    for p in &stroke.line {
        let [x, y] = p.map(|v| v as isize);
        let at = |dx: isize, dy: isize| rgb.at(x + dx, y + dy, [0; 3]).map(f64::from);
        let beside = [(aside, 0), (-aside, 0), (0, aside), (0, -aside)].map(|(dx, dy)| at(dx, dy));
        let brightest = beside.into_iter().max_by(|a, b| a[1].total_cmp(&b[1])).unwrap_or_default();
        (0..3).for_each(|k| (ink[k], paper[k]) = (ink[k] + at(0, 0)[k], paper[k] + brightest[k]));
    }
    let [r, g, b] = [0, 1, 2].map(|k| 1.0 - ink[k] / f64::max(paper[k], 1.0));
    let less = 1.0 / 6.0;
    match () {
        () if r < g.min(b) - less => InkColour::Red,
        () if b < r.min(g) - less => InkColour::Blue,
        () if g < r.min(b) - less => InkColour::Green,
        () => InkColour::Dark,
    }
}
