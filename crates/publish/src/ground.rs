//! From site metres to printed degrees.

use crate::check;
use crate::precision::{decimals, degree_decimals};
use crate::radii::Radii;
use crate::{Inputs, PublishError};
use geo::{Coord, Point};
use locus_model::{Element, In, Node, Site};
use std::collections::BTreeMap;

/// Longitude and latitude as printed, degrees.
pub type LonLat = [f64; 2];

/// The way to degrees, with every node already rounded: a corner is rounded once and prints the same everywhere.
pub struct Ground<'a> {
    inputs: &'a Inputs<'a>,
    radii: &'a Radii<'a>,
    nodes: BTreeMap<&'a str, Vec<&'a Node>>,
    printed: BTreeMap<(&'a str, Option<&'a str>), LonLat>,
}

impl<'a> Ground<'a> {
    /// Carries every node of the plan to degrees.
    pub fn new(inputs: &'a Inputs<'a>, radii: &'a Radii<'a>) -> Result<Self, PublishError> {
        let mut ground = Self { inputs, radii, nodes: check::nodes(inputs.plan())?, printed: BTreeMap::new() };
        for node in &inputs.plan().nodes {
            let radius = radii.node(node);
            let at = ground.degrees(node.position.geometry().0, radius, &format!("node \"{}\"", node.key))?;
            ground.printed.insert(name(node), at);
        }
        Ok(ground)
    }

    /// A place in degrees, rounded as its 95 % radius (metres) deserves. `what` names it in a refusal.
    pub fn degrees(&self, at: Coord, radius95_m: Option<f64>, what: &str) -> Result<LonLat, PublishError> {
        let refuse =
            |reason: String| PublishError::Unplaceable { what: what.to_owned(), east: at.x, north: at.y, reason };
        if !(at.x.is_finite() && at.y.is_finite()) {
            return Err(refuse("the position is not a finite number".to_owned()));
        }
        let place = In::<Site, _>::claim(Point::from(at));
        let degrees = (self.inputs.geographic)(&place).map_err(refuse)?.into_geometry();
        let (lon, lat) = (degrees.x(), degrees.y());
        if !(lon.abs() <= 180.0 && lat.abs() <= 90.0) {
            return Err(refuse(format!("it projects to longitude {lon}, latitude {lat}")));
        }
        if (lon - self.inputs.plan().frame.anchor.geometry().x()).abs() > 180.0 {
            return Err(refuse(
                "it lies across the antimeridian from the anchor, and GeoJSON would draw it around the Earth \
                 (RFC 7946, section 3.1.9); keep the case on one side"
                    .to_owned(),
            ));
        }
        let digits = degree_decimals(radius95_m);
        Ok([decimals(lon, digits), decimals(lat, digits)])
    }

    /// How well nodes and strokes are known.
    pub fn radii(&self) -> &'a Radii<'a> {
        self.radii
    }

    /// A node as printed.
    pub fn node(&self, node: &Node) -> Option<LonLat> {
        self.printed.get(&name(node)).copied()
    }

    /// The vertices of an element, each printed as its node.
    pub fn vertices(&self, element: &Element) -> Result<Vec<LonLat>, PublishError> {
        let vertices = element.shape.geometry().vertices();
        let printed = element.nodes.iter().zip(vertices).map(|(key, vertex)| {
            let node = check::node_at(&self.nodes, element, key, vertex);
            node.and_then(|node| self.node(node)).ok_or_else(|| {
                PublishError::Inconsistent(format!("element \"{}\" has a vertex without node \"{key}\"", element.id))
            })
        });
        printed.collect()
    }
}

fn name(node: &Node) -> (&str, Option<&str>) {
    (&node.key, node.hypothesis.as_ref().map(|h| h.name.as_str()))
}
