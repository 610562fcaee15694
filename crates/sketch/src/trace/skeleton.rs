//! The skeleton as a graph: nodes where lines end or meet, chains of pixels between them.

use super::grid::{Grid, NEIGHBOURS};
use super::vector::{Px, distance};

/// A chain of skeleton pixels between two nodes.
#[derive(Clone, Debug)]
pub struct Chain {
    /// Middles of the pixels, from the first node to the second, both included.
    pub points: Vec<Px>,
    /// The node at either end.
    pub nodes: [usize; 2],
}

/// The whole skeleton.
pub struct Graph {
    /// Where the nodes are.
    pub nodes: Vec<Px>,
    /// The chains between them.
    pub chains: Vec<Chain>,
}

const NONE: u32 = u32::MAX;

/// Reads the graph; junctions closer than `width` along the ink, as thinning makes of one crossing, become one node.
pub fn graph(skeleton: &Grid<u8>, width: f64) -> Graph {
    let pixels: Vec<usize> = (0..skeleton.data.len()).filter(|at| skeleton.data[*at] != 0).collect();
    let mut node_of = Grid::filled(skeleton.width, skeleton.height, NONE);
    let mut nodes = cluster_nodes(skeleton, &pixels, &mut node_of);
    let mut chains = Vec::new();
    let mut used = Grid::filled(skeleton.width, skeleton.height, false);
    for start in pixels.iter().copied().filter(|at| node_of.data[*at] != NONE) {
        for next in links(skeleton, start) {
            follow(skeleton, &node_of, &mut used, &nodes, [start, next])
                .into_iter()
                .for_each(|chain| chains.push(chain));
        }
    }
    // What is left are closed curves without a node: one of their pixels becomes one.
    for start in pixels.iter().copied() {
        if !used.data[start] && node_of.data[start] == NONE {
            node_of.data[start] = nodes.len() as u32;
            nodes.push(middle(skeleton, start));
            let next = links(skeleton, start).next();
            chains.extend(next.and_then(|next| follow(skeleton, &node_of, &mut used, &nodes, [start, next])));
        }
    }
    contract(Graph { nodes, chains }, width)
}

fn middle(skeleton: &Grid<u8>, at: usize) -> Px {
    [(at % skeleton.width) as f64 + 0.5, (at / skeleton.width) as f64 + 0.5]
}

/// The neighbours a line goes on to: side by side, or corner to corner where no side leads there (m-adjacency).
fn links(skeleton: &Grid<u8>, at: usize) -> impl Iterator<Item = usize> {
    let (x, y) = ((at % skeleton.width) as isize, (at / skeleton.width) as isize);
    let ink = |n: usize| skeleton.at(x + NEIGHBOURS[n % 8].0, y + NEIGHBOURS[n % 8].1, 0) != 0;
    let linked: [bool; 8] = std::array::from_fn(|n| ink(n) && (n % 2 == 0 || !(ink(n + 7) || ink(n + 1))));
    let width = skeleton.width as isize;
    (0..8).filter(move |n| linked[*n]).map(move |n| at.wrapping_add_signed(NEIGHBOURS[n].1 * width + NEIGHBOURS[n].0))
}

/// Numbers the pixels where lines end or meet; meeting pixels that touch are one node.
fn cluster_nodes(skeleton: &Grid<u8>, pixels: &[usize], node_of: &mut Grid<u32>) -> Vec<Px> {
    let degree = |at: usize| links(skeleton, at).count();
    let mut nodes = Vec::new();
    for start in pixels.iter().copied().filter(|at| degree(*at) != 2) {
        if node_of.data[start] != NONE {
            continue;
        }
        let label = nodes.len() as u32;
        node_of.data[start] = label;
        let mut members = vec![start];
        let mut next = 0;
        while next < members.len() && degree(start) > 2 {
            for near in links(skeleton, members[next]) {
                if degree(near) > 2 && node_of.data[near] == NONE {
                    node_of.data[near] = label;
                    members.push(near);
                }
            }
            next += 1;
        }
        let n = members.len() as f64;
        nodes.push([0, 1].map(|k| members.iter().map(|m| middle(skeleton, *m)[k]).sum::<f64>() / n));
    }
    nodes
}

/// Walks from a node to the next; `None` where that way was walked before, or stays inside the node.
fn follow(
    skeleton: &Grid<u8>,
    node_of: &Grid<u32>,
    used: &mut Grid<bool>,
    nodes: &[Px],
    [start, next]: [usize; 2],
) -> Option<Chain> {
    let first = node_of.data[start];
    let (mut before, mut at) = (start, next);
    let mut points = vec![nodes[first as usize]];
    while node_of.data[at] == NONE {
        if std::mem::replace(&mut used.data[at], true) {
            return None;
        }
        points.push(middle(skeleton, at));
        let on = links(skeleton, at).find(|n| *n != before)?;
        (before, at) = (at, on);
    }
    let last = node_of.data[at];
    // Two nodes side by side are seen from both; the way is taken from the lower one.
    if points.len() == 1 && last <= first {
        return None;
    }
    points.push(nodes[last as usize]);
    Some(Chain { points, nodes: [first as usize, last as usize] })
}

/// Makes one node of junctions with less than `width` of chain between them.
fn contract(graph: Graph, width: f64) -> Graph {
    let mut degree = vec![0; graph.nodes.len()];
    graph.chains.iter().flat_map(|c| c.nodes).for_each(|n| degree[n] += 1);
    let mut into: Vec<usize> = (0..graph.nodes.len()).collect();
    let root = |into: &[usize], mut n: usize| {
        while into[n] != n {
            n = into[n];
        }
        n
    };
    let (mut kept, mut short) = (Vec::new(), Vec::new());
    for chain in graph.chains {
        let joins = chain.nodes.iter().all(|n| degree[*n] > 2) && chain.nodes[0] != chain.nodes[1];
        if joins && super::vector::length(&chain.points) <= width { short.push(chain) } else { kept.push(chain) }
    }
    for chain in short {
        let [a, b] = chain.nodes.map(|n| root(&into, n));
        into[a.max(b)] = a.min(b);
    }
    let mut sums = vec![([0.0, 0.0], 0.0); graph.nodes.len()];
    for (n, p) in graph.nodes.iter().enumerate() {
        let sum = &mut sums[root(&into, n)];
        *sum = ([sum.0[0] + p[0], sum.0[1] + p[1]], sum.1 + 1.0);
    }
    let nodes: Vec<Px> = sums.iter().map(|(p, n)| p.map(|v: f64| v / f64::max(*n, 1.0))).collect();
    for chain in &mut kept {
        chain.nodes = chain.nodes.map(|n| root(&into, n));
        let last = chain.points.len() - 1;
        (chain.points[0], chain.points[last]) = (nodes[chain.nodes[0]], nodes[chain.nodes[1]]);
    }
    kept.retain(|c| c.points.len() > 2 || distance(c.points[0], c.points[c.points.len() - 1]) > 0.0);
    Graph { nodes, chains: kept }
}
