//! Elements, and the nodes that they share.

use super::chance::{draw, part};
use super::{Fault, LEVELS, people};
use geo::{Coord, Line, LineString, Point, Polygon};
use locus_model::{
    Agreement, Covariance, Element, Form, Height, HeightBasis, Id, In, Key, Kind, Membership, Node, Source, Status,
};
use std::collections::{BTreeMap, BTreeSet};

/// What has been drawn so far.
#[derive(Default)]
pub struct Drawing {
    /// Fused feature points.
    pub nodes: Vec<Node>,
    /// Fused elements.
    pub elements: Vec<Element>,
    /// Node keys by level and place (millimetres).
    placed: BTreeMap<(usize, i64, i64), String>,
}

/// Which statuses the elements of one sort have, in per cent: seen, testified, inferred; the rest is assumed.
pub type Shares = [usize; 3];

impl Drawing {
    /// An element on a level; `name` is its id.
    pub fn add(
        &mut self,
        name: &str,
        kind: Kind,
        level: usize,
        form: Form,
        shares: Shares,
    ) -> Result<&mut Element, Fault> {
        let index = self.elements.len();
        let status = status(draw("status", index, 100), shares);
        let nodes = form.vertices().into_iter().map(|at| self.node(at, level)).collect::<Result<_, Fault>>()?;
        let is_told = matches!(status, Status::Seen | Status::Testified);
        let agreement = Agreement {
            drawn_by: if is_told { people::some("drawn", index, [1, 4])? } else { BTreeSet::new() },
            not_drawn_by: people::some("not-drawn", index, [0, 2])?,
            contradicted_by: people::some("contradicted", index, [0, usize::from(index.is_multiple_of(8))])?,
        };
        self.elements.push(Element {
            id: name.to_owned(),
            kind,
            key: None,
            name: None,
            level: Id::new(LEVELS[level])?,
            shape: In::claim(form),
            nodes,
            host: None,
            status,
            independent_accounts: agreement.drawn_by.len().min(3),
            sources: sources(&agreement, status, index)?,
            agreement,
            radius95_m: Some(0.4 + 3.0 * part("radius", index)),
            height: None,
            sill: None,
            thickness: None,
            hypothesis: None,
            valid: None,
        });
        self.elements.last_mut().ok_or_else(|| "nothing was drawn".into())
    }

    /// The node at a place, new where there is none.
    fn node(&mut self, at: Coord, level: usize) -> Result<String, Fault> {
        let place = (level, (1e3 * at.x).round() as i64, (1e3 * at.y).round() as i64);
        if let Some(key) = self.placed.get(&place) {
            return Ok(key.clone());
        }
        let index = self.nodes.len();
        let key = format!("n{index:05}");
        let sd = 0.15 + 0.8 * part("sd", index);
        self.nodes.push(Node {
            id: format!("node:{key}"),
            key: key.clone(),
            level: Some(Id::new(LEVELS[level])?),
            position: In::claim(Point::from(at)),
            covariance: Covariance { ee: sd * sd, en: 0.3 * sd * sd, nn: 1.5 * sd * sd },
            status: Status::Testified,
            agreement: Agreement::default(),
            independent_accounts: 1,
            sources: BTreeSet::new(),
            hypothesis: None,
            valid: None,
        });
        self.placed.insert(place, key.clone());
        Ok(key)
    }
}

fn status(drawn: usize, [seen, testified, inferred]: Shares) -> Status {
    match drawn {
        d if d < seen => Status::Seen,
        d if d < seen + testified => Status::Testified,
        d if d < seen + testified + inferred => Status::Inferred,
        _ => Status::Assumed,
    }
}

fn sources(agreement: &Agreement, status: Status, index: usize) -> Result<BTreeSet<Source>, Fault> {
    let stroke = |account: &Id| {
        Ok(Source::Stroke { sheet: Id::new(&format!("{account}-1"))?, stroke: format!("stroke-{}", index % 90) })
    };
    let mut sources = agreement.drawn_by.iter().map(stroke).collect::<Result<BTreeSet<_>, Fault>>()?;
    sources.extend(match status {
        Status::Seen => Some(Source::Footprint(Id::new(&format!("F{index}"))?)),
        Status::Testified => None,
        Status::Inferred => Some(Source::Rule("robust-consensus")),
        Status::Assumed => Some(Source::Default("storey-height")),
    });
    Ok(sources)
}

/// An open line.
pub fn line(points: &[Coord]) -> Form {
    Form::Line(LineString::new(points.to_vec()))
}

/// An area by its corners.
pub fn area(corners: &[Coord]) -> Form {
    Form::Area(Polygon::new(LineString::new(corners.to_vec()), Vec::new()))
}

/// The part of a line `width_m` wide around its middle.
pub fn opening(wall: Line, width_m: f64) -> Form {
    let half = wall.delta() * (0.5 * width_m / wall.dx().hypot(wall.dy()));
    let middle = (wall.start + wall.end) / 2.0;
    line(&[middle - half, middle + half])
}

/// A height that somebody stated.
pub fn stated(metres: f64) -> Option<Height> {
    Some(Height { metres, basis: HeightBasis::Stated, sd_m: Some(0.2) })
}

/// A place's key.
pub fn key(text: &str) -> Result<Option<Key>, Fault> {
    Ok(Some(Key::new(text)?))
}

/// Part of one story.
pub fn story(name: &str, default: bool) -> Option<Membership> {
    Some(Membership { name: name.to_owned(), default })
}
