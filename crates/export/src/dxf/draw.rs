//! What is drawn: elements as they are, bodies of walls, names, the doubt about corners, incidents.

use super::layer::Layer;
use super::writer::{Datum, Writer};
use crate::Facility;
use crate::sheet::{axes95, wall};
use locus_model::Text;
use locus_publish::{BundleElement, BundleIncident, BundleNode};
use std::f64::consts::TAU;

/// Height of names, metres.
const NAME_M: f64 = 0.5;
/// Corners of an ellipse, which DXF R12 lacks.
const ELLIPSE: u8 = 64;

/// A drawing being made.
pub struct Drawing<'a> {
    facility: &'a Facility,
    writer: Writer,
}

impl<'a> Drawing<'a> {
    /// Nothing yet.
    pub fn new(facility: &'a Facility) -> Self {
        Self { facility, writer: Writer::default() }
    }

    /// An element: its line, outline or place; of a wall also the body that is cut.
    pub fn element(&mut self, element: &BundleElement) {
        let [x, _, z] = element.position;
        let layer = Layer::of(element, "");
        let Some(shape) = &element.shape else {
            return self.writer.point(&layer, self.facility.site([x, z]), &provenance(element, "place"));
        };
        self.writer.polyline(&layer, &self.site(&shape.line), false, &provenance(element, "line"));
        for (i, ring) in shape.rings.iter().enumerate() {
            let part = if i == 0 { "outline" } else { "hole" };
            let ring = match &ring[..] {
                [first, open @ .., last] if first == last => [&[*first], open].concat(),
                open => open.to_vec(),
            };
            self.writer.polyline(&layer, &self.site(&ring), true, &provenance(element, part));
        }
        if let Some(point) = shape.point {
            self.writer.point(&layer, self.facility.site(point), &provenance(element, "place"));
        }
        if let ("walls", Some(thickness)) = (element.layer.as_str(), shape.thickness_m) {
            let gaps: Vec<[[f64; 2]; 2]> = shape.gaps.iter().map(|gap| gap.line).collect();
            for band in wall::bands(&shape.line, 0.5 * thickness, &gaps) {
                let layer = Layer::of(element, "-BODY");
                self.writer.polyline(&layer, &self.site(&band), true, &provenance(element, "body"));
            }
        }
        self.name(element, [x, z]);
    }

    fn name(&mut self, element: &BundleElement, place: [f64; 2]) {
        let name = element.name.as_ref().map(crate::sheet::names).filter(|name| !name.is_empty());
        let Some(name) = name.or_else(|| element.key.clone()) else { return };
        let is_other = element.hypothesis.is_some() && element.hypothesis_default != Some(true);
        let layer = Layer::plain(if is_other { "NAMES-ALT" } else { "NAMES" }, 7);
        let data = [Datum::Text("id", element.id.clone()), Datum::Text("part", "name".to_owned())];
        self.writer.text(&layer, self.facility.site(place), NAME_M, &name, &data);
    }

    /// A fused corner and the ellipse that holds it with 95 %.
    pub fn node(&mut self, node: &BundleNode) {
        let mut data = vec![Datum::Text("id", node.id.clone()), Datum::Text("part", "node".to_owned())];
        data.extend(node.radius95_m.map(|radius| Datum::Number("radius95_m", radius)));
        let at = self.facility.site(node.position);
        self.writer.point(&Layer::plain("NODES", 8), at, &data);
        let Some(cov) = node.cov_m2 else { return };
        let ([a, b], turn) = axes95(cov);
        let corner = |k: u8| {
            let angle = TAU * f64::from(k) / f64::from(ELLIPSE);
            let (u, v) = (a * angle.cos(), b * angle.sin());
            [at[0] + u * turn.cos() - v * turn.sin(), at[1] + u * turn.sin() + v * turn.cos()]
        };
        data[1] = Datum::Text("part", "ellipse95".to_owned());
        data.extend([Datum::Number("semi_major_m", a), Datum::Number("semi_minor_m", b)]);
        let ring: Vec<[f64; 2]> = (0..ELLIPSE).map(corner).collect();
        self.writer.polyline(&Layer::plain("UNCERTAINTY", 9), &ring, true, &data);
    }

    /// A placed incident.
    pub fn incident(&mut self, incident: &BundleIncident) {
        let Some([x, _, z]) = incident.position else { return };
        let mut data = vec![Datum::Text("id", incident.id.clone()), Datum::Text("part", "incident".to_owned())];
        let optional = [("when", &incident.when), ("place", &incident.place), ("place_basis", &incident.place_basis)];
        data.extend(optional.into_iter().filter_map(|(name, value)| Some(Datum::Text(name, value.clone()?))));
        data.extend(incident.accounts.iter().map(|account| Datum::Text("account", account.clone())));
        data.extend(incident.radius95_m.map(|radius| Datum::Number("radius95_m", radius)));
        let (layer, at) = (Layer::plain("INCIDENTS", 1), self.facility.site([x, z]));
        self.writer.circle(&layer, at, NAME_M, &data);
        self.writer.text(&layer, at, NAME_M, &title(&incident.id, &incident.title), &data[..2]);
    }

    /// Below the drawing: what its numbers mean and what it was made from.
    pub fn notes(&mut self) {
        let (bundle, [low, _]) = (self.facility.bundle(), self.writer.extent());
        let frame = &bundle.frame;
        let notes = [
            crate::sheet::names(&bundle.case.name),
            format!("x easting, y northing, metres, EPSG:{} {}", frame.epsg, frame.name),
            "Reconstruction from testimony and imagery. No survey. Layers say what things rest on.".to_owned(),
            format!("SHA-256 of bundle.json: {}", self.facility.published.sha256),
        ];
        for (i, note) in notes.iter().enumerate() {
            let at = [low[0], low[1] - 2.0 - 1.2 * i as f64];
            self.writer.text(&Layer::plain("NOTES", 7), at, NAME_M, note, &[]);
        }
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        self.writer.finish()
    }

    fn site(&self, places: &[[f64; 2]]) -> Vec<[f64; 2]> {
        places.iter().map(|place| self.facility.site(*place)).collect()
    }
}

fn title(id: &str, title: &Text) -> String {
    format!("{id} {}", crate::sheet::names(title))
}

/// Who says so, how surely and how exactly. Sources go last: there may be many.
fn provenance(element: &BundleElement, part: &str) -> Vec<Datum> {
    let text = |name, value: &str| Datum::Text(name, value.to_owned());
    let mut data = vec![text("id", &element.id), text("part", part), text("status", &element.status)];
    data.push(text("level", &element.level));
    let optional =
        [("key", &element.key), ("hypothesis", &element.hypothesis), ("height_basis", &element.height_basis)];
    data.extend(optional.into_iter().filter_map(|(name, value)| Some(text(name, value.as_deref()?))));
    if element.hypothesis.is_some() {
        data.push(text("hypothesis_default", if element.hypothesis_default == Some(true) { "yes" } else { "no" }));
    }
    data.push(Datum::Number("independent_accounts", element.independent_accounts as f64));
    data.extend(element.radius95_m.map(|radius| Datum::Number("radius95_m", radius)));
    data.extend(element.height_m.map(|height| Datum::Number("height_m", height)));
    let lists = [
        ("drawn_by", &element.drawn_by),
        ("not_drawn_by", &element.not_drawn_by),
        ("contradicted_by", &element.contradicted_by),
        ("source", &element.sources),
    ];
    data.extend(lists.into_iter().flat_map(|(name, all)| all.iter().map(move |value| text(name, value))));
    data
}
