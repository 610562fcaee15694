//! Strokes: chains of the skeleton put together through crossings, as a pen would have gone on.

use super::ink::Ink;
use super::skeleton::Graph;
use super::vector::{Px, direction, distance, dot, length};

/// A stroke in working pixels.
#[derive(Clone, Debug)]
pub struct Stroke {
    /// The centre line, in steps of about a pixel.
    pub line: Vec<Px>,
    /// Whether either end hangs free (no other ink goes on there).
    pub free: [bool; 2],
    /// The piece of ink it belongs to.
    pub piece: usize,
}

/// Joins the chains that continue each other. `reach`: over what length their directions are taken, pixels.
pub fn strokes(graph: &Graph, ink: &Ink, labels: &super::grid::Grid<u32>, reach: f64) -> Vec<Stroke> {
    let lines: Vec<Vec<Px>> = graph.chains.iter().map(|c| centred(&c.points, ink)).collect();
    let mut ends_at: Vec<Vec<(usize, usize)>> = vec![Vec::new(); graph.nodes.len()];
    for (c, chain) in graph.chains.iter().enumerate() {
        (0..2).for_each(|e| ends_at[chain.nodes[e]].push((c, e)));
    }
    let mut partner = vec![[None; 2]; lines.len()];
    for ends in &ends_at {
        for (a, b) in pairs(ends, &lines, reach) {
            partner[a.0][a.1] = Some(b);
            partner[b.0][b.1] = Some(a);
        }
    }
    let degree = |(c, e): (usize, usize)| ends_at[graph.chains[c].nodes[e]].len();
    let mut taken = vec![false; lines.len()];
    let mut found = Vec::new();
    // First those with an end, then the rings.
    for rings in [false, true] {
        for (c, e) in (0..lines.len()).flat_map(|c| [(c, 0), (c, 1)]) {
            if !taken[c] && (rings || partner[c][e].is_none()) {
                let (line, last) = walk((c, e), &partner, &lines, &mut taken);
                let free = [degree((c, e)) == 1, degree(last) == 1];
                let piece = piece_at(labels, &line);
                found.push(Stroke { line, free, piece });
            }
        }
    }
    found
}

/// From one end of a chain over all that continue it; also the end where it stops.
fn walk(
    start: (usize, usize),
    partner: &[[Option<(usize, usize)>; 2]],
    lines: &[Vec<Px>],
    taken: &mut [bool],
) -> (Vec<Px>, (usize, usize)) {
    let (mut c, mut e) = start;
    let mut line: Vec<Px> = Vec::new();
    loop {
        taken[c] = true;
        let forward = lines[c].iter().copied();
        if e == 0 {
            line.extend(forward)
        } else {
            line.extend(forward.rev())
        }
        match partner[c][1 - e] {
            Some((next, end)) if !taken[next] => (c, e) = (next, end),
            _ => return (line, (c, 1 - e)),
        }
    }
}

/// Which ends at a node continue each other: the only two always, of more the straightest first, up to 40 degrees.
fn pairs(ends: &[(usize, usize)], lines: &[Vec<Px>], reach: f64) -> Vec<((usize, usize), (usize, usize))> {
    let outwards: Vec<Px> = ends.iter().map(|(c, e)| heading(&lines[*c], *e, reach)).collect();
    let mut straight: Vec<(f64, usize, usize)> = Vec::new();
    for a in 0..ends.len() {
        for b in a + 1..ends.len() {
            let turn = dot(outwards[a], outwards[b]);
            if ends.len() == 2 || turn < -0.766 {
                straight.push((turn, a, b));
            }
        }
    }
    straight.sort_by(|p, q| p.0.total_cmp(&q.0).then((p.1, p.2).cmp(&(q.1, q.2))));
    let mut free = vec![true; ends.len()];
    let mut out = Vec::new();
    for (_, a, b) in straight {
        if free[a] && free[b] {
            (free[a], free[b]) = (false, false);
            out.push((ends[a], ends[b]));
        }
    }
    out
}

/// The direction in which a line leaves its end 0 or 1, taken between a little off the node and `reach` along.
pub fn heading(line: &[Px], end: usize, reach: f64) -> Px {
    let at = |i: usize| if end == 0 { line[i] } else { line[line.len() - 1 - i] };
    let start = at(0);
    let beyond = |far: f64| (1..line.len()).find(|i| distance(start, at(*i)) >= far).unwrap_or(line.len() - 1);
    let (near, far) = (beyond(0.3 * reach), beyond(reach));
    if near < far { direction(at(near), at(far)) } else { direction(start, at(far)) }
}

/// The line moved to the middle of its ink, by the darkness in five by five pixels, and smoothed over five points.
fn centred(points: &[Px], ink: &Ink) -> Vec<Px> {
    let last = points.len() - 1;
    let moved: Vec<Px> =
        points.iter().enumerate().map(|(i, p)| if i == 0 || i == last { *p } else { centroid(*p, ink) }).collect();
    let mean = |i: usize| {
        let near = 2.min(i).min(last - i);
        let window = &moved[i - near..=i + near];
        [0, 1].map(|k| window.iter().map(|p| p[k]).sum::<f64>() / window.len() as f64)
    };
    (0..points.len()).map(mean).collect()
}

fn centroid([x, y]: Px, ink: &Ink) -> Px {
    let (mut sum, mut at) = (0.0, [0.0, 0.0]);
    for (dx, dy) in (-2..=2).flat_map(|dy| (-2..=2).map(move |dx| (dx, dy))) {
        let (i, j) = (x as isize + dx, y as isize + dy);
        if ink.mask.at(i, j, 0) != 0 {
            let dark = f64::from(ink.darkness.at(i, j, 0));
            sum += dark;
            at = [at[0] + dark * (i as f64 + 0.5), at[1] + dark * (j as f64 + 0.5)];
        }
    }
    if sum > 0.0 { at.map(|v| v / sum) } else { [x, y] }
}

fn piece_at(labels: &super::grid::Grid<u32>, line: &[Px]) -> usize {
    let label = line.iter().map(|p| labels.at(p[0] as isize, p[1] as isize, 0)).find(|l| *l != 0);
    label.map_or(usize::MAX, |l| l as usize - 1)
}

impl Stroke {
    /// Length along the line, pixels.
    pub fn length(&self) -> f64 {
        length(&self.line)
    }
}
