//! A large place that does not exist. The same bytes every time, on every machine.

mod chance;
mod drawing;
mod grounds;
mod imagery;
mod incidents;
mod people;
mod storey;

use drawing::Drawing;
use geo::{Coord, Point};
use locus_model::{
    Case, Defaults, Edtf, Geographic, Id, Imagery, In, Level, Plan, Rights, Site, SiteDefinition, SiteFrame, Text,
    Vocabulary,
};
use locus_publish::{Disclosed, GroundImage, Inputs, Published};
use std::collections::BTreeMap;
use std::error::Error;

/// What goes wrong while making it.
pub type Fault = Box<dyn Error>;

const LONGITUDE: f64 = 131.5;
const LATITUDE: f64 = 39.5;
const EASTING: f64 = 715_000.0;
const NORTHING: f64 = 4_375_000.0;
const IMAGERY: &str = "2014-05-12";
/// The ground floor and the one above it.
pub const LEVELS: [&str; 2] = ["L0", "L1"];

/// The case and the plan of it.
pub struct Made {
    case: Case,
    plan: Plan,
    vocabulary: Vocabulary,
    ground: GroundImage,
}

impl Made {
    /// Makes it.
    pub fn new() -> Result<Self, Fault> {
        let vocabulary = locus_casefile::vocabulary(None)?;
        let mut drawing = Drawing::default();
        let hypotheses = grounds::draw(&mut drawing)?;
        let mut case = case()?;
        case.incidents = incidents::all(&vocabulary)?;
        let plan = Plan {
            frame: frame(),
            nodes: drawing.nodes,
            elements: drawing.elements,
            hypotheses,
            sheets: Vec::new(),
            pins: Vec::new(),
            areas: Vec::new(),
            notes: Vec::new(),
            reckoning: locus_model::Reckoning::default(),
        };
        Ok(Self { case, plan, vocabulary, ground: imagery::ground(IMAGERY)? })
    }

    /// What `locus reconstruct` would publish of it.
    pub fn publish(&self) -> Result<Published, Fault> {
        let scans = BTreeMap::new();
        let inputs = Inputs {
            disclosed: Disclosed::everything(&self.case, &self.plan),
            correspondences: None,
            vocabulary: &self.vocabulary,
            ground: Some(self.ground.clone()),
            scans: &scans,
            geographic: &geographic,
            software: BTreeMap::from([("locus".to_owned(), env!("CARGO_PKG_VERSION").to_owned())]),
        };
        Ok(locus_publish::publish(&inputs)?)
    }

    /// How many walls, rooms, openings and so on it has.
    pub fn elements(&self) -> usize {
        self.plan.elements.len()
    }

    /// How many incidents it has.
    pub fn incidents(&self) -> usize {
        self.case.incidents.len()
    }
}

/// A place in metres east and north of the anchor.
pub fn site(east: f64, north: f64) -> Coord {
    Coord { x: EASTING + east, y: NORTHING + north }
}

/// A text in English and Korean.
pub fn text(en: impl Into<String>, ko: impl Into<String>) -> Text {
    Text(BTreeMap::from([("en".to_owned(), en.into()), ("ko".to_owned(), ko.into())]))
}

/// An equirectangular map about the anchor: what PROJ would say is not what is measured here.
fn geographic(place: &In<Site, Point>) -> Result<In<Geographic, Point>, String> {
    let place = place.geometry();
    let longitude = LONGITUDE + (place.x() - EASTING) / (111_320.0 * LATITUDE.to_radians().cos());
    Ok(In::claim(Point::new(longitude, LATITUDE + (place.y() - NORTHING) / 111_132.0)))
}

fn frame() -> SiteFrame {
    SiteFrame {
        epsg: 32652,
        name: "WGS 84 / UTM zone 52N".to_owned(),
        anchor: In::claim(Point::new(LONGITUDE, LATITUDE)),
        origin: In::claim(Point::from(site(0.0, 0.0))),
        convergence_deg: 1.59,
    }
}

fn case() -> Result<Case, Fault> {
    let level = |ordinal: usize, name: Text, height_m| {
        let id = Id::new(LEVELS[ordinal])?;
        Ok::<_, Fault>(Level { id, name, ordinal: ordinal as i32, elevation_m: 3.2 * ordinal as f64, height_m })
    };
    Ok(Case {
        id: Id::new("large-site")?,
        name: text("Large site (does not exist)", "대규모 시설 (가상)"),
        aliases: Vec::new(),
        facility_type: "detention-centre".to_owned(),
        operator: None,
        existed: Some(Edtf::parse("1996/2015")?),
        note: None,
        site: SiteDefinition { anchor: In::claim(Point::new(LONGITUDE, LATITUDE)), epsg: Some(32652) },
        levels: vec![level(0, text("Ground floor", "1층"), None)?, level(1, text("Upper floor", "2층"), Some(3.0))?],
        defaults: Defaults::default(),
        rights: Rights::default(),
        landmarks: BTreeMap::new(),
        footprints: BTreeMap::new(),
        accounts: people::accounts()?,
        sheets: BTreeMap::new(),
        imagery: BTreeMap::from([(Id::new(IMAGERY)?, satellite()?)]),
        incidents: Vec::new(),
        notes: Vec::new(),
    })
}

fn satellite() -> Result<Imagery, Fault> {
    Ok(Imagery {
        id: Id::new(IMAGERY)?,
        file: format!("imagery/{IMAGERY}.tif"),
        acquired: Some(Edtf::parse(IMAGERY)?),
        sensor: None,
        gsd_m: Some(0.5),
        sun: None,
        view: None,
        absolute_radius95_m: Some(4.0),
        licence: Some("CC0-1.0".to_owned()),
    })
}
