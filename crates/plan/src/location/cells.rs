//! The ground cut into squares, small where the place may be.

use super::Observation;
use super::belief::Belief;
use geo::{Coord, Rect};

/// Squares along each edge of the ground to begin with: a power of 2.
const FIRST: u32 = 32;

/// A square with more than this part of all belief is cut.
const FINEST_PART: f64 = 1.0 / 1500.0;

/// Rounds of cutting; each halves the edge of the squares that still hold much.
const ROUNDS: usize = 12;

/// Levels below the whole ground, whatever the detail of a clue: a thousandth of a millimetre in some kilometres.
const DEEPEST: u32 = 32;

/// A square of ground.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// Its middle.
    pub at: Coord,
    /// Half its edge, metres.
    pub half: f64,
    /// Log of the density in its middle, unnormalised.
    pub ln: f64,
}

impl Cell {
    fn quarters(&self) -> [(Coord, f64); 4] {
        let h = 0.5 * self.half;
        [(-h, -h), (h, -h), (-h, h), (h, h)].map(|(x, y)| (self.at + Coord { x, y }, h))
    }

    /// Square metres.
    pub fn area(&self) -> f64 {
        4.0 * self.half * self.half
    }
}

/// The square in which the place is looked for.
pub(super) fn ground(observations: &[Observation]) -> Option<Rect> {
    let join = |a: Rect, b: Rect| {
        let (low, high) = (a.min(), a.max());
        Rect::new(
            Coord { x: low.x.min(b.min().x), y: low.y.min(b.min().y) },
            Coord { x: high.x.max(b.max().x), y: high.y.max(b.max().y) },
        )
    };
    let reach = observations.iter().map(|o| o.clue.reach()).reduce(join)?;
    let (centre, half) = (reach.center(), 0.5 * reach.width().max(reach.height()));
    let usable = half > 0.0 && half.is_finite() && centre.x.is_finite() && centre.y.is_finite();
    usable.then(|| {
        let half = Coord { x: half, y: half };
        Rect::new(centre - half, centre + half)
    })
}

/// Cuts the ground where the clues need detail, then again wherever a square holds much belief.
pub(super) fn cells(ground: Rect, observations: &[Observation], belief: &Belief) -> Vec<Cell> {
    let details: Vec<(Rect, f64)> = observations.iter().filter_map(|o| o.clue.detail()).collect();
    let mut cells = Vec::new();
    first(ground.center(), 0.5 * ground.width(), 0, &details, &mut |at, half| {
        cells.push(Cell { at, half, ln: belief.ln_density(at) });
    });
    for _ in 0..ROUNDS {
        let most = cells.iter().map(|c| c.ln).fold(f64::NEG_INFINITY, f64::max);
        let mass = |cell: &Cell| (cell.ln - most).exp() * cell.area();
        let limit = FINEST_PART * cells.iter().map(mass).sum::<f64>();
        let (heavy, mut light): (Vec<Cell>, Vec<Cell>) = cells.into_iter().partition(|cell| mass(cell) > limit);
        let done = heavy.is_empty();
        let parts = heavy.iter().flat_map(Cell::quarters);
        light.extend(parts.map(|(at, half)| Cell { at, half, ln: belief.ln_density(at) }));
        cells = light;
        if done {
            break;
        }
    }
    cells
}

fn first(at: Coord, half: f64, level: u32, details: &[(Rect, f64)], keep: &mut impl FnMut(Coord, f64)) {
    let too_coarse = |(rect, size): &(Rect, f64)| {
        let (low, high) = (rect.min(), rect.max());
        let meets = at.x + half >= low.x && at.x - half <= high.x && at.y + half >= low.y && at.y - half <= high.y;
        meets && 2.0 * half > *size
    };
    if level < FIRST.ilog2() || (level < DEEPEST && details.iter().any(too_coarse)) {
        for (at, half) in (Cell { at, half, ln: 0.0 }).quarters() {
            first(at, half, level + 1, details, keep);
        }
    } else {
        keep(at, half);
    }
}
