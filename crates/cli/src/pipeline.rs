//! The journey, written once: folder -> case -> sheets on the ground -> plan -> published files.

mod ground;
mod sheets;

use crate::failure::Failure;
use geo::{Coord, MapCoords, Point, Polygon};
use indicatif::ProgressBar;
use locus_casefile as casefile;
use locus_earth::{self as earth, Projector};
use locus_model::{
    Case, Geographic, Id, In, Key, Note, NoteKind, PlacedArea, PlacedPin, Plan, Position, Site, SiteFrame, Vocabulary,
};
use locus_plan::{self as plan, PlacedFootprint};
use locus_publish::{self as publish, GroundImage, Published, SheetImage};
use locus_sketch::Scan;
use std::collections::BTreeMap;
use std::path::Path;

/// How many steps [`reconstruct`] reports.
pub const STEPS: u64 = 6;

/// A facility whose files have been read and whose coordinates are in the site frame.
pub struct Facility {
    /// The case files.
    pub case: Case,
    /// The lists it is read with.
    pub vocabulary: Vocabulary,
    /// The size and orientation of every scan.
    pub scans: BTreeMap<Id, Scan>,
    /// Degrees to metres and back.
    pub projector: Projector,
    /// The frame of all metres.
    pub frame: SiteFrame,
}

/// A facility and everything derived from it.
pub struct Reconstruction {
    pub facility: Facility,
    pub plan: Plan,
    pub published: Published,
}

/// The whole journey but the writing.
pub fn reconstruct(folder: &Path, progress: &ProgressBar) -> Result<Reconstruction, Failure> {
    progress.set_message("reading the case files");
    let facility = read(folder)?;
    step(progress, "placing landmarks, outlines and pins");
    let placed = Placed::of(&facility)?;
    step(progress, "aligning sheets");
    let (sheets, refused) = sheets::align(&facility, &placed)?;
    step(progress, "fusing");
    let mut notes = facility.case.notes.clone();
    notes.extend(refused);
    notes.push(internal());
    notes.extend(scan_notes(&facility.scans));
    notes.extend(placed.notes);
    step(progress, "cutting the ground image");
    let (ground, ground_notes) = ground::texture(folder, &facility)?;
    notes.extend(ground_notes);
    let plan = plan::fuse(plan::Inputs {
        case: &facility.case,
        frame: facility.frame.clone(),
        sheets,
        landmarks: placed.landmarks,
        footprints: placed.footprints,
        pins: placed.pins,
        areas: placed.areas,
        notes,
    });
    step(progress, "publishing");
    let published = publish(&facility, &plan, ground)?;
    step(progress, "done");
    Ok(Reconstruction { facility, plan, published })
}

/// Reads and checks everything a case folder holds, imagery and scans included.
pub fn read(folder: &Path) -> Result<Facility, Failure> {
    let case = casefile::read(folder)?;
    let vocabulary = casefile::vocabulary(Some(folder))?;
    let scans = sheets::scans(folder, &case)?;
    let (frame, projector) = earth::frame(&case.site)
        .map_err(|e| Failure::mistake("case.toml", e, "an anchor and a projected CRS in metres", "correct [site]"))?;
    Ok(Facility { case, vocabulary, scans, projector, frame })
}

/// Opens every image of the case, to check that it can be used.
pub fn check_imagery(folder: &Path, case: &Case) -> Result<(), Failure> {
    let mistakes: Vec<_> = case.imagery.keys().filter_map(|id| ground::open(folder, case, id).err()).collect();
    let mistakes: Vec<_> = mistakes
        .into_iter()
        .flat_map(|failure| match failure {
            Failure::Input(mistakes) => mistakes,
            Failure::Internal(message) => vec![casefile::Mistake {
                file: "imagery".to_owned(),
                line: None,
                found: message,
                expected: "readable imagery".to_owned(),
                remedy: String::new(),
            }],
        })
        .collect();
    if mistakes.is_empty() { Ok(()) } else { Err(Failure::Input(mistakes)) }
}

/// A stated position in degrees.
pub fn place(position: &Position) -> Result<In<Geographic, Point>, String> {
    earth::geographic(position).map_err(|e| e.to_string())
}

/// What the case says about places, in site metres.
struct Placed {
    landmarks: BTreeMap<Key, In<Site, Point>>,
    footprints: Vec<PlacedFootprint>,
    pins: Vec<PlacedPin>,
    areas: Vec<PlacedArea>,
    notes: Vec<Note>,
}

impl Placed {
    fn of(facility: &Facility) -> Result<Self, Failure> {
        let site = |p: &In<Geographic, Point>| facility.projector.site(p);
        let mut landmarks = BTreeMap::new();
        for (key, landmark) in &facility.case.landmarks {
            let at = site(&landmark.position).map_err(|e| outside("landmarks.geojson", key.as_str(), &e))?;
            landmarks.insert(key.clone(), at);
        }
        let mut footprints = Vec::new();
        for (id, footprint) in &facility.case.footprints {
            let outline =
                polygon(facility, &footprint.outline).map_err(|e| outside("footprints.geojson", id.as_str(), &e))?;
            footprints.push(PlacedFootprint { id: id.clone(), outline });
        }
        let (mut pins, mut areas) = (Vec::new(), Vec::new());
        for account in facility.case.accounts.values() {
            let file = format!("accounts/{}.toml", account.id);
            for pin in &account.pins {
                let at = earth::geographic(&pin.position).and_then(|p| facility.projector.site(&p));
                pins.push(PlacedPin {
                    id: pin.id.clone(),
                    account: account.id.clone(),
                    of: pin.of.clone(),
                    position: at.map_err(|e| outside(&file, pin.id.as_str(), &e))?,
                    verbatim: pin.verbatim.clone(),
                    radius95_m: pin.radius95_m,
                });
            }
            for area in &account.areas {
                let at = polygon(facility, &area.polygon).map_err(|e| outside(&file, area.id.as_str(), &e))?;
                areas.push(PlacedArea {
                    id: area.id.clone(),
                    account: account.id.clone(),
                    of: area.of.clone(),
                    polygon: at,
                });
            }
        }
        Ok(Self { landmarks, footprints, pins, areas, notes: Vec::new() })
    }
}

fn polygon(facility: &Facility, outline: &In<Geographic, Polygon>) -> Result<In<Site, Polygon>, earth::EarthError> {
    let site = |c: Coord| facility.projector.site(&In::claim(Point::from(c))).map(|at| at.into_geometry().0);
    outline.geometry().try_map_coords(site).map(In::claim)
}

fn outside(file: &str, id: &str, error: &earth::EarthError) -> Failure {
    Failure::mistake(
        file,
        format!("{id}: {error}"),
        "a position inside the area of the projected CRS",
        "correct the position, or state another crs in case.toml [site]",
    )
}

/// Releases by consent are not built; until they are, every published folder says whom it is for.
fn internal() -> Note {
    let message = "nothing was withheld: this folder shows everything the case holds, whatever its consent";
    Note::new(NoteKind::Fact, "release", message, "Keep it inside the case's own team.")
}

fn scan_notes(scans: &BTreeMap<Id, Scan>) -> Vec<Note> {
    scans
        .iter()
        .filter(|(_, scan)| scan.has_gps)
        .map(|(id, _)| {
            Note::new(
                NoteKind::LeftOut,
                format!("sheet:{id}"),
                "the photograph carries the position of the camera; it says where the sheet was photographed, not \
                 where the facility is, and was not used",
                "Remove it before the scan leaves your hands: it may show where the interview took place.",
            )
        })
        .collect()
}

fn publish(facility: &Facility, plan: &Plan, ground: Option<GroundImage>) -> Result<Published, Failure> {
    let scans = facility
        .scans
        .iter()
        .map(|(id, s)| (id.clone(), SheetImage { width_px: f64::from(s.width()), height_px: f64::from(s.height()) }))
        .collect();
    let versions = earth::versions().map_err(|e| Failure::Internal(e.to_string()))?;
    let software = BTreeMap::from([
        ("locus".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
        ("gdal".to_owned(), versions.gdal),
        ("proj".to_owned(), versions.proj),
        ("proj.db".to_owned(), versions.database),
    ]);
    let geographic = |p: &In<Site, Point>| facility.projector.geographic(p).map_err(|e| e.to_string());
    publish::publish(&publish::Inputs {
        case: &facility.case,
        plan,
        vocabulary: &facility.vocabulary,
        ground,
        scans: &scans,
        geographic: &geographic,
        software,
    })
    .map_err(|e| Failure::Internal(e.to_string()))
}

fn step(progress: &ProgressBar, next: &'static str) {
    progress.inc(1);
    progress.set_message(next);
}
