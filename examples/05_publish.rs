//! `Plan` -> files: one wall that one witness drew, as GeoJSON, glTF, a bundle, an evidence table and notes. In memory:
//! nothing is written.
//!
//! `cargo run -p locus-examples --example 05_publish`

use geo::{LineString, Point};
use locus_model::{Agreement, Covariance, Element, Form, Id, In, Kind, Node, Plan, Site, SiteFrame, Source, Status};
use locus_publish::{Inputs, publish};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let facility = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../facilities/example-compound"));
    let case = locus_casefile::read(facility)?;
    let vocabulary = locus_casefile::vocabulary(None)?;
    let (frame, projector) = locus_earth::frame(&case.site)?;
    let geographic = |at: &In<Site, Point>| projector.geographic(at).map_err(|e| e.to_string());
    let plan = plan(frame)?;

    let (scans, software) = (BTreeMap::new(), BTreeMap::new());
    let published = publish(&Inputs {
        case: &case,
        plan: &plan,
        vocabulary: &vocabulary,
        ground: None,
        scans: &scans,
        geographic: &geographic,
        software,
    })?;
    for (name, bytes) in &published.files {
        println!("{:>8} bytes  {name}", bytes.len());
    }
    println!("\n{}", String::from_utf8_lossy(&published.files["layers/walls.geojson"]));
    Ok(())
}

/// Six metres of wall east of the anchor. Its sources, its agreement and its doubt are part of it from the start.
fn plan(frame: SiteFrame) -> Result<Plan, Box<dyn Error>> {
    let (a, b) = (*frame.origin.geometry(), *frame.origin.geometry() + Point::new(6.0, 0.0));
    let sources = BTreeSet::from([Source::Stroke { sheet: Id::new("A01-1")?, stroke: "wall-7".to_owned() }]);
    let agreement = Agreement { drawn_by: BTreeSet::from([Id::new("A01")?]), ..Agreement::default() };
    let node = |key: &str, at: Point| Node {
        id: format!("node-{key}"),
        key: key.to_owned(),
        level: None,
        position: In::claim(at),
        covariance: Covariance::from_radius95(1.2),
        status: Status::Testified,
        agreement: agreement.clone(),
        independent_accounts: 1,
        sources: sources.clone(),
        hypothesis: None,
        valid: None,
    };
    let nodes = vec![node("wall#1", a), node("wall#2", b)];
    let wall = Element {
        id: "wall-7".to_owned(),
        kind: Kind::Wall,
        key: None,
        name: None,
        level: Id::new("L0")?,
        shape: In::claim(Form::Line(LineString::from(vec![a, b]))),
        nodes: vec!["wall#1".to_owned(), "wall#2".to_owned()],
        host: None,
        status: Status::Testified,
        agreement: agreement.clone(),
        independent_accounts: 1,
        sources: sources.clone(),
        radius95_m: Some(1.2),
        height: None,
        sill: None,
        thickness: None,
        hypothesis: None,
        valid: None,
    };
    let (hypotheses, sheets, pins, areas, notes) = Default::default();
    Ok(Plan { frame, nodes, elements: vec![wall], hypotheses, sheets, pins, areas, notes })
}
