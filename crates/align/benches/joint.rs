//! How long the joint adjustment takes: `joint SHEETS NODES` prints one row of `benches/joint`.
//!
//! Every sheet, each of a voice of its own, shows every node; 25 nodes a building, and imagery shows four of every third one.
//! A plain program and not divan: what is asked is one run and its peak memory.

#![allow(clippy::unwrap_used, missing_docs)]

use geo::Coord;
use locus_model::{Covariance, Fix, Group, Network, NetworkSheet, SheetVertex};
use std::time::Instant;

/// Nodes of a building.
const NODES: usize = 25;
/// Metres from building to building.
const APART: f64 = 60.0;

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|a| a.parse::<usize>().ok());
    let (sheets, nodes) = (numbers.next().unwrap_or(12), numbers.next().unwrap_or(300));
    let network = network(sheets, nodes);
    let (start, before) = (Instant::now(), processor_seconds());
    let adjustment = locus_align::adjust(&network);
    let (seconds, processor) = (start.elapsed().as_secs_f64(), processor_seconds() - before);
    let off = |(p, truth): (&locus_model::AdjustedPoint, &Coord)| (p.at - *truth).x.abs();
    let worst = adjustment.points.iter().zip(&truth(nodes)).map(off).fold(0.0, f64::max);
    println!("{sheets} {nodes} {seconds:.2} {processor:.2} {} {worst:.1}", peak_mb());
}

fn network(sheets: usize, nodes: usize) -> Network {
    let truth = truth(nodes);
    let mut noise = Noise(7);
    let buildings = |scatter: &dyn Fn(usize) -> Vec<usize>| -> Vec<Group> {
        (0..nodes.div_ceil(NODES)).map(|id| Group { id, vertices: scatter(id) }).collect()
    };
    let members = |id: usize| (id * NODES..((id + 1) * NODES).min(nodes)).collect::<Vec<_>>();
    let sheet = |voice: usize, noise: &mut Noise| {
        let shift: Vec<Coord> = (0..nodes.div_ceil(NODES)).map(|_| noise.pair(4.0)).collect();
        let vertices = truth.iter().enumerate();
        let vertices = vertices.map(|(i, &t)| SheetVertex { point: i, at: t + shift[i / NODES] + noise.pair(1.5) });
        NetworkSheet { voice, vertices: vertices.collect(), units: buildings(&members), walls: vec![] }
    };
    let seen = (0..nodes).filter(|i| (i / NODES).is_multiple_of(3) && i % NODES < 4);
    let covariance = Covariance { ee: 1.0, en: 0.0, nn: 1.0 };
    Network {
        points: truth.clone(),
        fixes: seen.map(|i| Fix { of: vec![i], at: truth[i], covariance, may_be_wrong: false }).collect(),
        sheets: (0..sheets).map(|voice| sheet(voice, &mut noise)).collect(),
        ..Network::default()
    }
}

/// Buildings on a square grid, their nodes five by five.
fn truth(nodes: usize) -> Vec<Coord> {
    let aside = (nodes.div_ceil(NODES) as f64).sqrt().ceil() as usize;
    let at = |i: usize| {
        let (building, node) = (i / NODES, i % NODES);
        let corner = Coord { x: (building % aside) as f64, y: (building / aside) as f64 } * APART;
        corner + Coord { x: (node % 5) as f64, y: (node / 5) as f64 } * 8.0
    };
    (0..nodes).map(at).collect()
}

/// The same numbers everywhere: the generator of Knuth (MMIX), and sums of twelve for a normal distribution.
struct Noise(u64);

impl Noise {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn pair(&mut self, sd: f64) -> Coord {
        let mut normal = || (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0;
        Coord { x: normal(), y: normal() } * sd
    }
}

/// Time on all processors, user and system; 0 where the kernel does not say. Its ticks are hundredths of a second.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|f| f.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// What the kernel has seen this process use at most; 0 where it does not say.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
