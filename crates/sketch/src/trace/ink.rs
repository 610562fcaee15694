//! What is ink and what is paper.

use super::components::components;
use super::grid::Grid;
use super::page::Page;
use super::ruled;
use rayon::prelude::*;

/// How well ink stands off the paper, and how much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct InkQuality {
    /// Darkness of the ink over the unevenness of the paper (one standard deviation). Below 8 nothing can be traced well.
    pub contrast: f64,
    /// Darkness of well-inked strokes, 0 (paper) to 1 (black).
    pub darkness: f64,
    /// Share of the page that is ink.
    pub coverage: f64,
    /// Width of a stroke, pixels of the scan.
    pub stroke_width_px: f64,
}

/// The ink of a sheet, in working pixels.
pub struct Ink {
    /// Non-zero on ink.
    pub mask: Grid<u8>,
    /// Darkness against the paper around, 0 to 255.
    pub darkness: Grid<u8>,
    /// What it is worth.
    pub quality: InkQuality,
    /// Ruled lines that were taken off: across the page, down it.
    pub ruling: [usize; 2],
}

/// Separates ink from paper inside the page. `unit`: 1/1400 of the page's longer side, working pixels.
pub fn separate(light: &Grid<u8>, page: &Page, factor: f64, unit: f64) -> Ink {
    let spans = page_spans(light, page, factor, 5.0 * unit);
    let paper = paper_light(light, &spans, (20.0 * unit).max(12.0) as usize);
    let mut darkness = against_paper(light, &paper);
    let (_, full) = levels(&darkness, &spans);
    let ruling = ruled::take_off(&mut darkness, page, factor, full, unit);
    let (noise, full) = levels(&darkness, &spans);
    let mask = threshold(&darkness, &spans, noise, full, (14.0 * unit).max(6.0) as usize);
    let inside: usize = spans.iter().map(|s| s.1.saturating_sub(s.0)).sum();
    let inked = mask.data.iter().filter(|v| **v != 0).count();
    let quality = InkQuality {
        contrast: full / noise.max(0.5),
        darkness: full / 255.0,
        coverage: inked as f64 / inside.max(1) as f64,
        stroke_width_px: 0.0,
    };
    let darkness = Grid {
        data: darkness.data.iter().map(|v| (*v).clamp(0, 255) as u8).collect(),
        width: light.width,
        height: light.height,
    };
    Ink { mask, darkness, quality, ruling }
}

/// For every row the pixels that lie on the page, `inset` pixels from its edge.
fn page_spans(light: &Grid<u8>, page: &Page, factor: f64, inset: f64) -> Vec<(usize, usize)> {
    let quad = page.outline.map(|p| p.map(|v| v / factor));
    let span = |y: f64| {
        let (mut low, mut high) = (0f64, light.width as f64);
        for i in 0..4 {
            let (a, b) = (quad[i], quad[(i + 1) % 4]);
            let side = super::vector::direction(a, b);
            // Inside where the distance to the right of the side is at least the inset: -side.y * (x - ax) + side.x * (y - ay).
            let rest = side[0] * (y - a[1]) + side[1] * a[0] - inset;
            if side[1] > 1e-6 {
                high = high.min(rest / side[1]);
            } else if side[1] < -1e-6 {
                low = low.max(rest / side[1]);
            } else if rest < 0.0 {
                high = 0.0;
            }
        }
        let low = (low.ceil().max(0.0) as usize).min(light.width);
        (low, (high.floor().max(0.0) as usize).clamp(low, light.width))
    };
    (0..light.height).map(|y| span(y as f64 + 0.5)).collect()
}

/// The light that blank paper sends: a high percentile of every block, smoothed over its neighbours.
struct Paper {
    block: usize,
    light: Grid<f32>,
}

fn paper_light(light: &Grid<u8>, spans: &[(usize, usize)], block: usize) -> Paper {
    let (columns, rows) = (light.width.div_ceil(block).max(1), light.height.div_ceil(block).max(1));
    let brightness = |index: usize| {
        let (bx, by) = (index % columns * block, index / columns * block);
        let (mut histogram, mut count) = ([0u32; 256], 0);
        for (y, span) in spans.iter().enumerate().take(by + block).skip(by) {
            let (low, high) = (span.0.max(bx), span.1.min(bx + block));
            for v in light.data.get(y * light.width + low..y * light.width + high.max(low)).unwrap_or(&[]) {
                histogram[usize::from(*v)] += 1;
                count += 1;
            }
        }
        (count >= block * block / 8).then(|| percentile(&histogram, count as f64 * 0.7) as f32)
    };
    let mut raw: Vec<Option<f32>> = (0..columns * rows).into_par_iter().map(brightness).collect();
    // A block far darker than the page at large is a patch of ink; no shadow of a hand is that deep.
    let mut known: Vec<f32> = raw.iter().flatten().copied().collect();
    known.sort_by(f32::total_cmp);
    let bright = known.get(known.len() * 9 / 10).copied().unwrap_or(0.0);
    raw.iter_mut().filter(|v| v.is_some_and(|v| v < 0.42 * bright)).for_each(|v| *v = None);
    let known =
        Sums::of(&Grid { width: columns, height: rows, data: raw.iter().map(|v| i16::from(v.is_some())).collect() });
    let smooth = |index: usize| {
        let (x, y) = (index % columns, index / columns);
        // Blocks without paper take the light of the nearest that have some.
        let reach = (1..columns.max(rows)).find(|reach| known.around(x, y, *reach).0 > 0.0).unwrap_or(0);
        let (low, high) = (
            (x.saturating_sub(reach), y.saturating_sub(reach)),
            ((x + reach + 1).min(columns), (y + reach + 1).min(rows)),
        );
        let around = (low.1..high.1).flat_map(|j| (low.0..high.0).map(move |i| j * columns + i));
        let mut values: Vec<f32> = around.filter_map(|i| raw[i]).collect();
        values.sort_by(f32::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(255.0)
    };
    Paper { block, light: Grid { width: columns, height: rows, data: (0..columns * rows).map(smooth).collect() } }
}

fn percentile(histogram: &[u32], rank: f64) -> usize {
    let mut below = 0.0;
    histogram
        .iter()
        .position(|n| {
            below += f64::from(*n);
            below >= rank
        })
        .unwrap_or(0)
}

/// 255 (1 - light / paper), the paper's light interpolated between blocks.
fn against_paper(light: &Grid<u8>, paper: &Paper) -> Grid<i16> {
    let mut darkness = Grid::filled(light.width, light.height, 0i16);
    let place = |v: usize, n: usize| {
        let at = ((v as f32 + 0.5) / paper.block as f32 - 0.5).clamp(0.0, (n - 1) as f32);
        (at as usize, (at as usize + 1).min(n - 1), at.fract())
    };
    darkness.data.par_chunks_mut(light.width.max(1)).enumerate().for_each(|(y, row)| {
        let (y0, y1, fy) = place(y, paper.light.height);
        let line: Vec<f32> = (0..paper.light.width)
            .map(|c| {
                paper.light.data[y0 * paper.light.width + c] * (1.0 - fy)
                    + paper.light.data[y1 * paper.light.width + c] * fy
            })
            .collect();
        for (x, out) in row.iter_mut().enumerate() {
            let (x0, x1, fx) = place(x, paper.light.width);
            let white = (line[x0] * (1.0 - fx) + line[x1] * fx).max(1.0);
            // A bright spot on a black ground is no more than one on grey: sums of these must stay small.
            *out = (255.0 * (1.0 - f32::from(light.data[y * light.width + x]) / white)).max(-255.0) as i16;
        }
    });
    darkness
}

/// Unevenness of the paper (1.4826 times the median absolute deviation) and darkness of full ink, both 0 to 255.
fn levels(darkness: &Grid<i16>, spans: &[(usize, usize)]) -> (f64, f64) {
    let mut histogram = vec![0u32; 512];
    let mut count = 0u32;
    for (y, (low, high)) in spans.iter().enumerate() {
        for v in &darkness.data[y * darkness.width + low..y * darkness.width + high] {
            histogram[(v + 256).clamp(0, 511) as usize] += 1;
            count += 1;
        }
    }
    let middle = percentile(&histogram, f64::from(count) / 2.0);
    let mut away = vec![0u32; 512];
    histogram.iter().enumerate().for_each(|(v, n)| away[v.abs_diff(middle)] += n);
    let noise = 1.4826 * (percentile(&away, f64::from(count) / 2.0) as f64).max(1.0);
    let clear = 256 + (7.0 * noise).max(26.0) as usize;
    let above: u32 = histogram.iter().skip(clear).sum();
    let dark = histogram.iter().enumerate().map(|(v, n)| if v < clear { 0 } else { *n }).collect::<Vec<_>>();
    let full = if above == 0 { 0.0 } else { 0.93 * (percentile(&dark, f64::from(above) * 0.97) as f64 - 256.0) };
    (noise, full)
}

/// Wolf's threshold (C. Wolf and J.-M. Jolion, Pattern Analysis and Applications 6(4), 2004, eq. 5) written for darkness:
/// T = m + k (1 - s/R) (M - m), with m and s the mean and standard deviation in the window around, R the greatest s, and
/// M the darkness of full ink. What passes is grown, by connection, into what passes half of it: faint ends of a stroke
/// stay, faint specks go.
fn threshold(darkness: &Grid<i16>, spans: &[(usize, usize)], noise: f64, full: f64, reach: usize) -> Grid<u8> {
    const K: f64 = 0.36;
    let sums = Sums::of(darkness);
    let floor = (4.0 * noise).max(12.0);
    let (w, h) = (darkness.width, darkness.height);
    let mut marks = Grid::filled(w, h, 0u8);
    if full == 0.0 {
        return marks;
    }
    let most = (0..h)
        .into_par_iter()
        .step_by(8)
        .map(|y| (spans[y].0..spans[y].1).step_by(8).map(|x| sums.around(x, y, reach).1).fold(1.0, f64::max))
        .reduce(|| 1.0, f64::max);
    marks.data.par_chunks_mut(w.max(1)).enumerate().for_each(|(y, row)| {
        for (x, mark) in row.iter_mut().enumerate().take(spans[y].1).skip(spans[y].0) {
            let value = f64::from(darkness.data[y * w + x]);
            if value < floor {
                continue;
            }
            let (mean, deviation) = sums.around(x, y, reach);
            let cut = mean + K * (1.0 - deviation / most).max(0.2) * (full - mean);
            *mark = if value >= cut.max(1.5 * floor) { 2 } else { u8::from(value >= (0.55 * cut).max(floor)) };
        }
    });
    keep_seeded(marks)
}

/// Keeps the pieces in which at least three pixels passed the full threshold (marked 2).
fn keep_seeded(mut marks: Grid<u8>) -> Grid<u8> {
    let (pieces, labels) = components(&marks);
    let mut seeds = vec![0u32; pieces.len() + 1];
    marks.data.iter().zip(&labels.data).filter(|(m, _)| **m == 2).for_each(|(_, l)| seeds[*l as usize] += 1);
    marks.data.iter_mut().zip(&labels.data).for_each(|(m, l)| *m = u8::from(*l != 0 && seeds[*l as usize] >= 3));
    marks
}

/// Running sums of values and squares, for means over boxes.
struct Sums {
    width: usize,
    height: usize,
    values: Vec<i64>,
    squares: Vec<i64>,
}

impl Sums {
    fn of(grid: &Grid<i16>) -> Self {
        let stride = grid.width + 1;
        let mut values = vec![0i64; stride * (grid.height + 1)];
        let mut squares = values.clone();
        for y in 0..grid.height {
            let (mut sum, mut square) = (0, 0);
            for x in 0..grid.width {
                let v = i64::from(grid.data[y * grid.width + x].clamp(0, 255));
                sum += v;
                square += v * v;
                values[(y + 1) * stride + x + 1] = values[y * stride + x + 1] + sum;
                squares[(y + 1) * stride + x + 1] = squares[y * stride + x + 1] + square;
            }
        }
        Self { width: grid.width, height: grid.height, values, squares }
    }

    /// Mean and standard deviation in the box around a pixel, cut at the edges.
    fn around(&self, x: usize, y: usize, reach: usize) -> (f64, f64) {
        let (x0, x1) = (x.saturating_sub(reach), (x + reach + 1).min(self.width));
        let (y0, y1) = (y.saturating_sub(reach), (y + reach + 1).min(self.height));
        let stride = self.width + 1;
        let total =
            |s: &[i64]| (s[y1 * stride + x1] - s[y0 * stride + x1] - s[y1 * stride + x0] + s[y0 * stride + x0]) as f64;
        let n = ((x1 - x0) * (y1 - y0)) as f64;
        let mean = total(&self.values) / n;
        (mean, (total(&self.squares) / n - mean * mean).max(0.0).sqrt())
    }
}
