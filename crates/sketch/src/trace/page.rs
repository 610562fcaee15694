//! Finding the sheet on the table.

use super::grid::Grid;
use super::homography;

/// The sheet in the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Corners in pixels of the scan, clockwise as seen, starting at the upper left.
    pub outline: [[f64; 2]; 4],
    /// From the page (width 1, x right, y down, origin at the first corner) to pixels of the scan.
    pub homography: [[f64; 3]; 3],
    /// Height of the page when its width is 1.
    pub aspect: f64,
    /// Whether an edge of the paper was seen; otherwise the picture's frame stands for the page.
    pub found: bool,
    /// How far the middle of each side (the first from the first corner to the second) lies outside of its ends'
    /// chord, inside negative, pixels of the scan: a sheet that lies flat has zeros, one that curls has not.
    pub bows_px: [f64; 4],
    /// Height over width as it appears over that of the A series, less one, where the A series was taken for it.
    pub a_series_residual: Option<f64>,
}

/// Ratio of the sides of the A series (ISO 216).
const A_SERIES: f64 = std::f64::consts::SQRT_2;

/// Finds the sheet in a picture of luminances. `factor`: scan pixels to one of these.
pub fn find(light: &Grid<u8>, factor: f64) -> Page {
    let frame = frame_of(light);
    let sheet = sheet(light);
    let found = sheet.is_some();
    let Sheet { corners, bows, .. } = sheet.unwrap_or(Sheet { sharp: 0, corners: frame, bows: [0.0; 4] });
    let outline = corners.map(|[x, y]| [x * factor, y * factor]);
    let (aspect, a_series_residual) = aspect_of(&outline, found);
    let page = [[0.0, 0.0], [1.0, 0.0], [1.0, aspect], [0.0, aspect]];
    let identity = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    let homography = homography::of_corners(page, outline).unwrap_or(identity);
    Page { outline, homography, aspect, found, bows_px: bows.map(|v| v * factor), a_series_residual }
}

/// The bright sheet in a picture.
struct Sheet {
    /// How many places along its sides have a sharp edge.
    sharp: usize,
    corners: [[f64; 2]; 4],
    bows: [f64; 4],
}

fn frame_of(light: &Grid<u8>) -> [[f64; 2]; 4] {
    let (w, h) = (light.width as f64, light.height as f64);
    [[0.0, 0.0], [w, 0.0], [w, h], [0.0, h]]
}

/// Height over width of the page: of the A series where the sheet is within a tenth of it (a photograph shortens the far
/// side, so the ratio itself is not known better), otherwise as it appears. Also what that leaves.
fn aspect_of(outline: &[[f64; 2]; 4], found: bool) -> (f64, Option<f64>) {
    let side = |a: usize, b: usize| (outline[a][0] - outline[b][0]).hypot(outline[a][1] - outline[b][1]);
    let seen = (side(1, 2) + side(3, 0)) / (side(0, 1) + side(2, 3)).max(1e-9);
    let hint = if seen < 1.0 { 1.0 / A_SERIES } else { A_SERIES };
    if found && (seen / hint).ln().abs() < 0.1 { (hint, Some(seen / hint - 1.0)) } else { (seen.max(1e-9), None) }
}

/// A sheet fills a good part of the picture, is convex, and leaves some table in view.
fn is_plausible(quad: &[[f64; 2]; 4], light: &Grid<u8>) -> bool {
    let area = light.width as f64 * light.height as f64;
    let cross = |i: usize| {
        let [a, b, c] = [quad[i], quad[(i + 1) % 4], quad[(i + 2) % 4]];
        (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
    };
    let doubled: f64 = (0..4).map(|i| quad[i][0] * quad[(i + 1) % 4][1] - quad[(i + 1) % 4][0] * quad[i][1]).sum();
    (0..4).all(|i| cross(i) > 0.0) && (0.2..0.985).contains(&(doubled / 2.0 / area))
}

/// The corners of the bright sheet, each side fitted to the edge of the paper: of all thresholds between table and paper
/// the one whose sheet has the sharpest edges, as a shadow makes paper here darker than the table there.
fn sheet(light: &Grid<u8>) -> Option<Sheet> {
    let step = (light.width.max(light.height) / 500).max(1);
    let small = shrink(light, step);
    let scaled = |sheet: Sheet| Sheet {
        corners: sheet.corners.map(|p| p.map(|v| v * step as f64)),
        bows: sheet.bows.map(|v| v * step as f64),
        ..sheet
    };
    let sheets =
        (4..23).filter_map(|level| sheet_above(&small, 10 * level)).filter(|s| is_plausible(&s.corners, &small));
    sheets.max_by_key(|s| s.sharp).map(scaled)
}

/// The sheet brighter than a threshold; `None` where its edges are not sharp.
fn sheet_above(small: &Grid<u8>, threshold: u8) -> Option<Sheet> {
    let data = small.data.iter().map(|v| u8::from(*v > threshold)).collect();
    let contour = outer_contour(&Grid { data, width: small.width, height: small.height })?;
    let rough = four_corners(&contour)?;
    let sides: Vec<_> = (0..4).map(|i| fit_side(&contour, rough[i], rough[(i + 1) % 4])).collect::<Option<_>>()?;
    let met: Vec<_> = (0..4).map(|i| meet(sides[(i + 3) % 4], sides[i])).collect::<Option<_>>()?;
    let edges: Vec<usize> = (0..4).map(|i| edge_share(small, met[i], met[(i + 1) % 4])).collect();
    let sharp = edges.iter().sum::<usize>();
    if edges.iter().any(|n| *n < 14) || sharp < 110 {
        return None;
    }
    let first = (0..4).min_by(|a, b| (met[*a][0] + met[*a][1]).total_cmp(&(met[*b][0] + met[*b][1])))?;
    let corners = [0, 1, 2, 3].map(|i| met[(first + i) % 4]);
    if !lies_on_a_table(small, &corners, threshold) {
        return None;
    }
    let bows = [0, 1, 2, 3].map(|i| super::bow::bow(&contour, corners[i], corners[(i + 1) % 4]));
    Some(Sheet { sharp, corners, bows })
}

/// Whether most of what lies around the sheet is darker than the threshold. Around an enclosure drawn on a scan there is
/// paper.
fn lies_on_a_table(small: &Grid<u8>, corners: &[[f64; 2]; 4], threshold: u8) -> bool {
    let middle = |i: usize| [(i % small.width) as f64 + 0.5, (i / small.width) as f64 + 0.5];
    let around = || (0..small.data.len()).filter(|i| !super::drawing::contains(corners, middle(*i)));
    let bright = around().filter(|i| small.data[*i] > threshold).count();
    2 * bright < around().count()
}

/// At how many of forty places along a side the light steps down, outwards, by 14 grey levels within six pixels and stays
/// down, or the picture ends. A shadow's edge is softer; behind a drawn line there is paper again.
fn edge_share(small: &Grid<u8>, a: [f64; 2], b: [f64; 2]) -> usize {
    let out = [(b[1] - a[1]) / distance(a, b), -(b[0] - a[0]) / distance(a, b)];
    let light = |p: [f64; 2], far: f64| small.at((p[0] + far * out[0]) as isize, (p[1] + far * out[1]) as isize, 0);
    let steps = (0..40).filter(|i| {
        let p = super::vector::between(a, b, (f64::from(*i) + 0.5) / 40.0);
        let table = [3.0, 9.0, 15.0].map(|far| light(p, far)).into_iter().fold(0, u8::max);
        light(p, -3.0) >= table.saturating_add(14)
    });
    steps.count()
}

fn shrink(light: &Grid<u8>, step: usize) -> Grid<u8> {
    let (width, height) = (light.width / step, light.height / step);
    let mean = |x: usize, y: usize| {
        let rows = (0..step).flat_map(|dy| &light.data[(y * step + dy) * light.width + x * step..][..step]);
        (rows.map(|v| usize::from(*v)).sum::<usize>() / (step * step)) as u8
    };
    let data = (0..width * height).map(|i| mean(i % width, i / width)).collect();
    Grid { width, height, data }
}

/// For every row and column, where the largest bright piece begins and ends; `None` where no table is seen.
fn outer_contour(bright: &Grid<u8>) -> Option<Vec<[f64; 2]>> {
    let (pieces, labels) = super::components::components(bright);
    let largest = (0..pieces.len()).max_by_key(|i| pieces[*i].area)? as u32 + 1;
    let (w, h) = (bright.width, bright.height);
    let dark = labels.data.iter().filter(|l| **l != largest).count();
    if dark * 50 < labels.data.len() {
        return None;
    }
    let mut points = Vec::new();
    for y in 0..h {
        let row = &labels.data[y * w..(y + 1) * w];
        if let (Some(a), Some(b)) = (row.iter().position(|l| *l == largest), row.iter().rposition(|l| *l == largest)) {
            points.extend([[a as f64, y as f64 + 0.5], [b as f64 + 1.0, y as f64 + 0.5]]);
        }
    }
    for x in 0..w {
        let column = |y: &usize| labels.data[y * w + x] == largest;
        if let (Some(a), Some(b)) = ((0..h).find(column), (0..h).rev().find(column)) {
            points.extend([[x as f64 + 0.5, a as f64], [x as f64 + 0.5, b as f64 + 1.0]]);
        }
    }
    Some(points)
}

/// The two points farthest apart, and the farthest to either side of them, clockwise.
fn four_corners(points: &[[f64; 2]]) -> Option<[[f64; 2]; 4]> {
    let far = |from: [f64; 2]| points.iter().copied().max_by(|a, b| distance(*a, from).total_cmp(&distance(*b, from)));
    let centre = [0, 1].map(|k| points.iter().map(|p| p[k]).sum::<f64>() / points.len().max(1) as f64);
    let a = far(centre)?;
    let b = far(a)?;
    let side = |p: [f64; 2]| (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
    let right = points.iter().copied().max_by(|p, q| side(*p).total_cmp(&side(*q)))?;
    let left = points.iter().copied().min_by(|p, q| side(*p).total_cmp(&side(*q)))?;
    Some([a, left, b, right])
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// A line as a point and a direction.
type Line = ([f64; 2], [f64; 2]);

/// The total-least-squares line through the contour near one side, its ends left out, refitted without outliers.
fn fit_side(points: &[[f64; 2]], a: [f64; 2], b: [f64; 2]) -> Option<Line> {
    let length = distance(a, b);
    let mut line: Line = (a, [(b[0] - a[0]) / length, (b[1] - a[1]) / length]);
    for reach in [0.04 * length, 0.015 * length, 1.5] {
        let near: Vec<[f64; 2]> = points
            .iter()
            .copied()
            .filter(|p| {
                let along = (p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1]);
                let off = (p[0] - line.0[0]) * line.1[1] - (p[1] - line.0[1]) * line.1[0];
                (0.06..0.94).contains(&(along / length / length)) && off.abs() < reach
            })
            .collect();
        line = super::vector::fit_line(&near)?;
    }
    Some(line)
}

fn meet((p, d): Line, (q, e): Line) -> Option<[f64; 2]> {
    let cross = d[0] * e[1] - d[1] * e[0];
    let t = ((q[0] - p[0]) * e[1] - (q[1] - p[1]) * e[0]) / cross;
    t.is_finite().then(|| [p[0] + t * d[0], p[1] + t * d[1]])
}
