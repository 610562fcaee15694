//! `Plan` -> files: one point that one witness drew, as GeoJSON, glTF, a bundle, an evidence table and notes. In memory:
//! nothing is written.
//!
//! `cargo run -p locus-examples --example 05_publish`

use locus_model::{Agreement, Covariance, Id, In, Node, Plan, Site, SiteFrame, Source, Status};
use locus_publish::{Disclosed, Inputs, publish};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let facility = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../facilities/example-compound"));
    let case = &locus_casefile::read(facility)?;
    let vocabulary = &locus_casefile::vocabulary(None)?;
    let (frame, projector) = locus_earth::frame(&case.site)?;
    let geographic = &|at: &In<Site, geo::Point>| projector.geographic(at).map_err(|e| e.to_string());
    let plan = &plan(frame)?;
    let (ground, scans, software) = (None, &BTreeMap::new(), BTreeMap::new());
    let disclosed = Disclosed::everything(case, plan);
    let published =
        publish(&Inputs { disclosed, vocabulary, ground, scans, geographic, software, correspondences: None })?;
    for (name, bytes) in &published.files {
        println!("{:>8} bytes  {name}", bytes.len());
    }
    println!("\n{}", String::from_utf8_lossy(&published.files["layers/nodes.geojson"]));
    Ok(())
}

/// A watch-post east of the anchor. Its source, its agreement and its doubt are part of it from the start.
fn plan(frame: SiteFrame) -> Result<Plan, Box<dyn Error>> {
    let post = Node {
        id: "node-watch-post".to_owned(),
        key: "watch-post".to_owned(),
        level: None,
        position: In::claim(*frame.origin.geometry() + geo::Point::new(6.0, 0.0)),
        covariance: Covariance::from_radius95(1.2),
        status: Status::Testified,
        agreement: Agreement { drawn_by: BTreeSet::from([Id::new("A01")?]), ..Agreement::default() },
        independent_accounts: 1,
        sources: BTreeSet::from([Source::Stroke { sheet: Id::new("A01-1")?, stroke: "tower-1".to_owned() }]),
        hypothesis: None,
        valid: None,
    };
    let (elements, hypotheses, sheets, pins, areas, notes) = Default::default();
    Ok(Plan {
        frame,
        nodes: vec![post],
        elements,
        hypotheses,
        sheets,
        pins,
        areas,
        notes,
        reckoning: Default::default(),
    })
}
