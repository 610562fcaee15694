//! Products: one for every element.

use super::body::{Block, Styles, shape};
use super::context::Context;
use super::property;
use super::spatial::{self, Contents, Place};
use super::step::{Arg, Ref, Step};
use crate::Facility;
use crate::band::{Bands, Stretch, local};
use crate::claims::names;
use crate::identity::Uuid;
use crate::whereabouts::{Whereabouts, floor_and_height, level, outline};
use locus_publish::{BundleElement, BundleGap, BundleHypothesis};
use locus_viewer_core::answer::claim;
use locus_viewer_core::language::Language;
use std::collections::BTreeMap;

/// What is cut out of a wall is so much wider than it on either side (metres), so that no skin is left.
const MARGIN_M: f64 = 0.05;
/// A building that is drawn higher than this (metres) is a block, else the floor of its rooms.
const FLOOR_M: f64 = 0.5;

/// Writes the products of one facility.
pub struct Products<'a> {
    step: &'a mut Step,
    facility: &'a Facility,
    context: Context,
    whereabouts: Whereabouts<'a>,
    bands: Bands<'a>,
    styles: Styles,
    site: Place,
    buildings: BTreeMap<&'a str, Place>,
    storeys: BTreeMap<(&'a str, &'a str), Place>,
    contents: Contents,
    /// Openings in walls, by the id of what fills them.
    voids: BTreeMap<&'a str, Ref>,
    members: BTreeMap<&'a str, Vec<Ref>>,
}

impl<'a> Products<'a> {
    /// The site and the buildings that are shown first.
    pub fn new(step: &'a mut Step, facility: &'a Facility, context: Context) -> Self {
        let site = spatial::site(step, facility, &context);
        property::of_facility(step, facility, site.entity);
        let (whereabouts, bands) = (Whereabouts::of(facility), Bands::of(facility.shown_first()));
        Self {
            step,
            facility,
            context,
            whereabouts,
            bands,
            site,
            styles: Styles::default(),
            buildings: BTreeMap::new(),
            storeys: BTreeMap::new(),
            contents: Contents::default(),
            voids: BTreeMap::new(),
            members: BTreeMap::new(),
        }
    }

    /// Writes an element with its body. Walls come before what stands in them.
    pub fn draw(&mut self, element: &'a BundleElement) {
        let blocks = self.blocks(element);
        self.add(element, &blocks);
    }

    /// Writes an element without a body.
    pub fn tell(&mut self, element: &'a BundleElement) {
        self.add(element, &[]);
    }

    fn add(&mut self, element: &'a BundleElement, blocks: &[Block]) {
        let product = if element.kind == "building" {
            self.building(element).entity
        } else {
            let place = self.place(element);
            let placement = spatial::placement(self.step, &self.context, Some(place.placement), 0.0);
            let body = shape(self.step, &self.context, blocks, Some((element, &mut self.styles)));
            let product = self.product(element, placement, body);
            match element.layer.as_str() {
                "rooms" | "yards" => self.contents.part(&place, product),
                _ => self.contents.contain(&place, product),
            }
            self.cut(element, product, &place, placement);
            product
        };
        property::of_element(self.step, self.facility, element, product);
        if let Some(name) = &element.hypothesis {
            self.members.entry(name).or_default().push(product);
        }
    }

    /// Writes the openings of a wall, or what an opening fills.
    fn cut(&mut self, element: &'a BundleElement, product: Ref, place: &Place, placement: Ref) {
        let gaps = element.shape.iter().filter(|_| element.layer == "walls").flat_map(|shape| &shape.gaps);
        for gap in gaps {
            self.void(element, gap, product, place, placement);
        }
        if let Some(void) = self.voids.get(element.id.as_str()).copied() {
            self.relate("IFCRELFILLSELEMENT", "fills", &element.id, [void.into(), product.into()]);
        }
    }

    fn void(&mut self, wall: &'a BundleElement, gap: &'a BundleGap, product: Ref, place: &Place, placement: Ref) {
        let half_m = 0.5 * wall.shape.as_ref().and_then(|shape| shape.thickness_m).unwrap_or(0.0) + MARGIN_M;
        let plan = Stretch::alone(gap.line.map(local), half_m).polygon();
        let block = Block { plan, low_m: gap.base_m - place.floor_m, high_m: gap.top_m - place.floor_m };
        let Some(body) = shape(self.step, &self.context, &[block], None) else { return };
        let placement = spatial::placement(self.step, &self.context, Some(placement), 0.0);
        let root = [self.guid("void", &gap.opening), Arg::Unset, gap.opening.as_str().into(), Arg::Unset, Arg::Unset];
        let rest = [placement.into(), body.into(), gap.opening.as_str().into(), Arg::One("OPENING")];
        let void = self.step.add("IFCOPENINGELEMENT", [root.as_slice(), &rest].concat());
        self.relate("IFCRELVOIDSELEMENT", "voids", &gap.opening, [product.into(), void.into()]);
        self.voids.insert(&gap.opening, void);
    }

    /// Writes the relations and the alternatives.
    pub fn finish(mut self) {
        let case = &self.facility.bundle().case.id;
        self.contents.part(
            &Place { name: "project".to_owned(), entity: self.context.project, ..self.site.clone() },
            self.site.entity,
        );
        for hypothesis in &self.facility.bundle().hypotheses {
            if let Some(members) = self.members.get(hypothesis.name.as_str()).cloned() {
                self.group(hypothesis, members);
            }
        }
        self.contents.write(self.step, case);
    }

    /// An alternative: what it claims, in both languages, and its elements.
    fn group(&mut self, of: &BundleHypothesis, members: Vec<Ref>) {
        let [en, ko] = [Language::En, Language::Ko].map(|language| claim(of, language));
        let shown = if of.default { "shown first" } else { "not shown first" };
        let said = format!("{en} · {ko} [{}; {shown}]", of.accounts.join(", "));
        let guid = self.guid("hypothesis", &of.name);
        let group = [guid, Arg::Unset, of.name.as_str().into(), said.into(), "hypothesis".into()];
        let group = self.step.add("IFCGROUP", group);
        let related = [members.into(), Arg::Unset, group.into()];
        self.relate("IFCRELASSIGNSTOGROUP", "members", &of.name, related);
    }

    fn relate<const N: usize>(&mut self, entity: &str, what: &str, name: &str, related: [Arg; N]) {
        let root = [self.guid(what, name), Arg::Unset, Arg::Unset, Arg::Unset];
        self.step.add(entity, [root.as_slice(), &related].concat());
    }

    fn guid(&self, what: &str, id: &str) -> Arg {
        Uuid::of(&self.facility.bundle().case.id, what, id).into()
    }

    /// Where an element stands: the storey of its building, else the site.
    fn place(&mut self, element: &'a BundleElement) -> Place {
        let around = self.whereabouts.building(element).zip(level(self.facility, element));
        let Some((building, level)) = around else { return self.site.clone() };
        let place = self.building(building);
        let case = &self.facility.bundle().case.id;
        let key = (building.id.as_str(), level.id.as_str());
        if let Some(storey) = self.storeys.get(&key) {
            return storey.clone();
        }
        let storey = spatial::storey(self.step, case, level, &place, &self.context);
        self.contents.part(&place, storey.entity);
        self.storeys.insert(key, storey.clone());
        storey
    }

    fn building(&mut self, element: &'a BundleElement) -> Place {
        if let Some(place) = self.buildings.get(element.id.as_str()) {
            return place.clone();
        }
        let case = &self.facility.bundle().case.id;
        let blocks = self.blocks(element);
        let body = shape(self.step, &self.context, &blocks, Some((element, &mut self.styles)));
        let place = spatial::building(self.step, case, element, &self.site, &self.context, body);
        self.contents.part(&self.site, place.entity);
        self.buildings.insert(&element.id, place.clone());
        place
    }

    fn product(&mut self, element: &BundleElement, placement: Ref, body: Option<Ref>) -> Ref {
        let [en, ko] = names(element);
        let root = [
            self.guid("element", &element.id),
            Arg::Unset,
            Arg::label(en.unwrap_or(&element.id)),
            ko.map(Arg::label).into(),
            element.kind.as_str().into(),
            placement.into(),
            body.into(),
        ];
        let (entity, rest) = entity(element, ko, &element.id);
        self.step.add(entity, [root.as_slice(), &rest].concat())
    }

    /// What of an element is solid, heights above the floor it stands on.
    fn blocks(&mut self, element: &'a BundleElement) -> Vec<Block> {
        let Some(shape) = &element.shape else { return Vec::new() };
        let floor_m = if element.kind == "building" { 0.0 } else { self.place(element).floor_m };
        let [low_m, high_m] = match (element.kind.as_str(), shape.panel_m, floor_and_height(self.facility, element)) {
            ("room", _, Some([floor, height])) => [floor, floor + height],
            (_, Some(panel), _) => panel,
            _ => [shape.base_m, shape.top_m.unwrap_or(shape.base_m)],
        };
        if element.kind == "building" && high_m - low_m < FLOOR_M {
            return Vec::new();
        }
        let plans = match element.layer.as_str() {
            "walls" | "roads" => self.bands.stretches(&element.id).iter().map(Stretch::polygon).collect(),
            "openings" => {
                let half_m = 0.5 * shape.thickness_m.unwrap_or(0.0);
                let ends = shape.line.first().zip(shape.line.last());
                ends.map(|(a, b)| Stretch::alone([local(*a), local(*b)], half_m).polygon()).into_iter().collect()
            }
            _ => outline(element).into_iter().collect::<Vec<_>>(),
        };
        plans.into_iter().map(|plan| Block { plan, low_m: low_m - floor_m, high_m: high_m - floor_m }).collect()
    }
}

/// The entity that shows an element, and its attributes after those of every product.
fn entity(element: &BundleElement, long_name: Option<&str>, id: &str) -> (&'static str, Vec<Arg>) {
    let tagged = |kind| vec![id.into(), Arg::One(kind)];
    let space = |kind| vec![long_name.map(Arg::label).into(), Arg::One("ELEMENT"), Arg::One(kind), Arg::Unset];
    let filling = |kind| {
        let size = size(element).map(Arg::from);
        [vec![id.into()], size.into(), vec![Arg::One(kind), Arg::One("NOTDEFINED"), Arg::Unset]].concat()
    };
    match element.kind.as_str() {
        "wall" => ("IFCWALL", tagged("NOTDEFINED")),
        "fence" => ("IFCWALL", tagged("USERDEFINED")),
        "door" => ("IFCDOOR", filling("DOOR")),
        "gate" => ("IFCDOOR", filling("GATE")),
        "window" => ("IFCWINDOW", filling("WINDOW")),
        "room" => ("IFCSPACE", space("INTERNAL")),
        "yard" => ("IFCSPACE", space("EXTERNAL")),
        "road" => ("IFCGEOGRAPHICELEMENT", tagged("USERDEFINED")),
        "label" => ("IFCANNOTATION", Vec::new()),
        _ => ("IFCBUILDINGELEMENTPROXY", tagged("USERDEFINED")),
    }
}

/// Clear height and width of an opening, metres; unknown where not positive.
fn size(element: &BundleElement) -> [Option<f64>; 2] {
    let Some(shape) = &element.shape else { return [None; 2] };
    let ends = shape.line.first().zip(shape.line.last());
    let width = ends.map(|(a, b)| (b[0] - a[0]).hypot(b[1] - a[1]));
    [shape.top_m.map(|top| top - shape.base_m), width].map(|length| length.filter(|length| *length > 0.0))
}
