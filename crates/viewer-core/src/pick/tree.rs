//! A tree of boxes over triangles.

use super::bounds::Bounds;
use super::triangle::Triangle;

/// A leaf holds at most so many triangles.
const LEAF: usize = 8;

/// What is met on the way down.
pub enum Part<'a> {
    /// A box: enter it?
    Box(&'a Bounds),
    /// A triangle in a box that was entered; the answer does not matter.
    Triangle(usize),
}

enum Node {
    /// Its left child follows it; this is the right one.
    Fork(Bounds, usize),
    /// From where to where in `order`.
    Leaf(Bounds, usize, usize),
}

/// Boxes from the root down, each halved at the median of its longest axis.
pub struct Tree {
    nodes: Vec<Node>,
    order: Vec<u32>,
}

impl Tree {
    /// Over these triangles.
    pub fn new(triangles: &[Triangle]) -> Self {
        let mut tree = Self { nodes: Vec::new(), order: (0..triangles.len() as u32).collect() };
        let mut order = std::mem::take(&mut tree.order);
        if !order.is_empty() {
            tree.grow(triangles, &mut order, 0);
        }
        tree.order = order;
        tree
    }

    fn grow(&mut self, triangles: &[Triangle], part: &mut [u32], first: usize) {
        let of = |i: &u32| &triangles[*i as usize];
        let bounds = part.iter().fold(Bounds::EMPTY, |bounds, i| bounds.and(&of(i).bounds()));
        if part.len() <= LEAF {
            self.nodes.push(Node::Leaf(bounds, first, first + part.len()));
            return;
        }
        let axis = bounds.longest();
        let half = part.len() / 2;
        part.select_nth_unstable_by(half, |a, b| of(a).middle(axis).total_cmp(&of(b).middle(axis)).then(a.cmp(b)));
        let fork = self.nodes.len();
        self.nodes.push(Node::Fork(bounds, 0));
        let (left, right) = part.split_at_mut(half);
        self.grow(triangles, left, first);
        let next = self.nodes.len();
        self.nodes[fork] = Node::Fork(bounds, next);
        self.grow(triangles, right, first + half);
    }

    /// Walks down through every box that `enter` says yes to.
    pub fn visit(&self, mut enter: impl FnMut(Part) -> bool) {
        let mut waiting = Vec::new();
        if !self.nodes.is_empty() {
            waiting.push(0);
        }
        while let Some(at) = waiting.pop() {
            match &self.nodes[at] {
                Node::Fork(bounds, right) if enter(Part::Box(bounds)) => waiting.extend([*right, at + 1]),
                Node::Leaf(bounds, first, end) if enter(Part::Box(bounds)) => {
                    for index in &self.order[*first..*end] {
                        enter(Part::Triangle(*index as usize));
                    }
                }
                _ => {}
            }
        }
    }
}
