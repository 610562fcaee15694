//! Thinning to lines one pixel wide.
//!
//! Z. Guo and R. W. Hall, Parallel thinning with two-subiteration algorithms, CACM 32(3), 1989, algorithm A1. The
//! conditions of both sub-iterations are looked up by the eight neighbours, and only pixels whose neighbourhood changed
//! are looked at again, so the work grows with the ink and not with the paper.

use super::grid::{Grid, NEIGHBOURS};

/// Whether neighbour `n`, counted around and around, is ink.
const fn set(mask: usize, n: usize) -> bool {
    (mask >> (n & 7)) & 1 == 1
}

/// Whether the middle pixel goes, by neighbourhood (bit n: neighbour n, clockwise from north) and sub-iteration.
const fn deletable(mask: usize, second: bool) -> bool {
    // Neighbours 0 to 7 are p2 to p9 of the paper.
    let mut crossings = 0;
    let (mut first_pairs, mut second_pairs) = (0, 0);
    let mut n = 0;
    while n < 8 {
        crossings += (!set(mask, n) && (set(mask, n + 1) || set(mask, n + 2))) as u8;
        first_pairs += (set(mask, n + 7) || set(mask, n)) as u8;
        second_pairs += (set(mask, n) || set(mask, n + 1)) as u8;
        n += 2;
    }
    let pairs = if first_pairs < second_pairs { first_pairs } else { second_pairs };
    let turn = if second { 0 } else { 4 };
    let kept = (set(mask, turn) || set(mask, turn + 1) || !set(mask, turn + 3)) && set(mask, turn + 2);
    crossings == 1 && pairs >= 2 && pairs <= 3 && !kept
}

const fn table(second: bool) -> [bool; 256] {
    let mut table = [false; 256];
    let mut mask = 0;
    while mask < 256 {
        table[mask] = deletable(mask, second);
        mask += 1;
    }
    table
}

static TABLES: [[bool; 256]; 2] = [table(false), table(true)];

/// Thins a mask (non-zero is ink) to its skeleton (1 on it, 0 off it). Ink on the outermost pixels is left out.
pub fn thin(mask: &Grid<u8>) -> Grid<u8> {
    let (width, height) = (mask.width, mask.height);
    let mut ink = Grid::filled(width, height, 0u8);
    for y in 1..height.saturating_sub(1) {
        for x in 1..width.saturating_sub(1) {
            ink.data[y * width + x] = u8::from(mask.data[y * width + x] != 0);
        }
    }
    let step = NEIGHBOURS.map(|(dx, dy)| dy * width as isize + dx);
    let around = |data: &[u8], at: usize| {
        step.iter()
            .enumerate()
            .fold(0usize, |bits, (n, d)| bits | usize::from(data[at.wrapping_add_signed(*d)] & 1) << n)
    };
    let border = |at: &usize| ink.data[*at] == 1 && around(&ink.data, *at) != 0xff;
    let first: Vec<usize> = (0..ink.data.len()).filter(border).collect();
    // Bits 1 and 2 of a pixel: waiting for the first, the second sub-iteration.
    first.iter().for_each(|at| ink.data[*at] |= 6);
    let mut waiting = [first.clone(), first];
    let mut deleted = Vec::new();
    while !(waiting[0].is_empty() && waiting[1].is_empty()) {
        for pass in 0..2 {
            let bit = 2u8 << pass;
            deleted.clear();
            for at in std::mem::take(&mut waiting[pass]) {
                ink.data[at] &= !bit;
                if ink.data[at] & 1 == 1 && TABLES[pass][around(&ink.data, at)] {
                    deleted.push(at);
                }
            }
            for at in &deleted {
                ink.data[*at] = 0;
            }
            for at in deleted.iter().flat_map(|at| step.map(|d| at.wrapping_add_signed(d))) {
                for (queue, bit) in waiting.iter_mut().zip([2u8, 4]) {
                    if ink.data[at] & (1 | bit) == 1 {
                        ink.data[at] |= bit;
                        queue.push(at);
                    }
                }
            }
        }
    }
    ink
}
