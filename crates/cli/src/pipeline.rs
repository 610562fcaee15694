//! The journey, written once: folder -> case -> sheets on the ground -> plan -> published files.

mod ground;
mod placed;
mod released;
mod sheets;

use crate::failure::Failure;
use geo::Point;
use indicatif::ProgressBar;
use locus_align as align;
use locus_casefile as casefile;
use locus_earth::{self as earth, Projector};
use locus_model::{
    AlignedSheet, Case, Correspondences, Geographic, Id, In, Note, NoteKind, Plan, Position, Site, SiteFrame,
    Vocabulary,
};
use locus_plan as plan;
use locus_publish::{self as publish, Disclosed, GroundImage, Published, SheetImage};
use locus_release as release;
use locus_sketch::Scan;
use placed::Placed;
pub use released::{Released, released};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How many steps [`reconstruct`] reports.
pub const STEPS: u64 = 6;

/// A facility whose files have been read and whose coordinates are in the site frame.
pub struct Facility {
    /// The case files, without what was withdrawn.
    pub case: Case,
    /// The accounts that were.
    pub withdrawn: BTreeSet<Id>,
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
    reconstruct_by(align::FULL, folder, progress)
}

/// The same with parts of the model of memory left out, to see what each is worth.
pub fn reconstruct_by(model: align::Model, folder: &Path, progress: &ProgressBar) -> Result<Reconstruction, Failure> {
    progress.set_message("reading the case files");
    let facility = read(folder)?;
    let computed = compute(model, folder, &facility, vec![internal()], progress)?;
    let Computed { plan, correspondences, ground } = computed;
    let published = publish(&facility, Shown::everything(&facility, &plan, correspondences.as_ref(), ground))?;
    step(progress, "done");
    Ok(Reconstruction { facility, plan, published })
}

/// What comes of a facility.
struct Computed {
    plan: Plan,
    correspondences: Option<Correspondences>,
    ground: Option<GroundImage>,
}

fn compute(
    model: align::Model,
    folder: &Path,
    facility: &Facility,
    said: Vec<Note>,
    progress: &ProgressBar,
) -> Result<Computed, Failure> {
    step(progress, "placing landmarks, outlines and pins");
    let placed = Placed::of(facility)?;
    step(progress, "aligning sheets");
    let (sheets, refused) = sheets::align(facility, &placed)?;
    step(progress, "fusing");
    let mut notes = facility.notes();
    notes.extend(refused);
    notes.extend(said);
    notes.push(drawn_right());
    notes.extend(weakened(model));
    let correspondences = plan::correspond(&facility.case, &placed.footprints, &placed.landmarks);
    notes.extend(correspondences.iter().flat_map(plan::correspondence_notes));
    notes.extend(placed.notes.iter().cloned());
    step(progress, "cutting the ground image");
    let (ground, ground_notes) = ground::texture(folder, facility)?;
    notes.extend(ground_notes);
    let plan = fuse(model, facility, placed, sheets, notes);
    step(progress, "publishing");
    Ok(Computed { plan, correspondences, ground })
}

fn fuse(model: align::Model, facility: &Facility, placed: Placed, sheets: Vec<AlignedSheet>, notes: Vec<Note>) -> Plan {
    plan::fuse(plan::Inputs {
        case: &facility.case,
        frame: facility.frame.clone(),
        sheets,
        landmarks: placed.landmarks,
        footprints: placed.footprints,
        pins: placed.pins,
        areas: placed.areas,
        notes,
        adjust: &|network| align::adjust_by(model, network),
    })
}

/// The plan as it would be had one account never been taken: its sheets are aligned by nobody, its pins, regions and
/// statements are not there. Notes are those of the fusion alone.
pub fn without(facility: &Facility, account: &Id) -> Result<Plan, Failure> {
    let mut case = facility.case.clone();
    case.accounts.remove(account);
    case.sheets.retain(|_, sheet| &sheet.account != account);
    let (frame, projector) = earth::frame(&case.site).map_err(|e| Failure::Internal(e.to_string()))?;
    let rest = Facility {
        case,
        withdrawn: facility.withdrawn.clone(),
        vocabulary: facility.vocabulary.clone(),
        scans: facility.scans.clone(),
        projector,
        frame,
    };
    let placed = Placed::of(&rest)?;
    let (sheets, _) = sheets::align(&rest, &placed)?;
    Ok(fuse(align::FULL, &rest, placed, sheets, Vec::new()))
}

/// Reads and checks everything a case folder holds, imagery and scans included. What was withdrawn is not there.
pub fn read(folder: &Path) -> Result<Facility, Failure> {
    let (case, withdrawn) = standing(casefile::read(folder)?);
    let vocabulary = casefile::vocabulary(Some(folder))?;
    let scans = sheets::scans(folder, &case)?;
    let (frame, projector) = earth::frame(&case.site)
        .map_err(|e| Failure::mistake("case.toml", e, "an anchor and a projected CRS in metres", "correct [site]"))?;
    Ok(Facility { case, withdrawn, vocabulary, scans, projector, frame })
}

/// Everything about a case that can be wrong before its sheets are aligned: its files, its places, its imagery. What was
/// noticed on the way.
pub fn check(folder: &Path) -> Result<Vec<Note>, Failure> {
    let facility = read(folder)?;
    let (mut notes, mut mistakes) = (facility.notes(), Vec::new());
    let images = facility.case.imagery.keys().map(|id| ground::open(folder, &facility.case, id));
    for found in std::iter::once(Placed::of(&facility).map(|placed| placed.notes)).chain(images) {
        match found {
            Ok(noted) => notes.extend(noted),
            Err(Failure::Input(wrong)) => mistakes.extend(wrong),
            Err(other) => return Err(other),
        }
    }
    if mistakes.is_empty() { Ok(notes) } else { Err(Failure::Input(mistakes)) }
}

/// A stated position in degrees.
pub fn place(position: &Position) -> Result<In<Geographic, Point>, String> {
    earth::geographic(position).map_err(|e| e.to_string())
}

/// The case without withdrawn accounts, which it says; and those.
fn standing(mut case: Case) -> (Case, BTreeSet<Id>) {
    let withdrawn = |account: &locus_model::Account| {
        let message = format!("withdrawn ({}): nothing is made from it", account.withdrawn.as_ref()?);
        let remedy = "Its files are still in the case folder: whoever answers for them decides what becomes of them.";
        Some(Note::new(NoteKind::LeftOut, format!("account:{}", account.id), message, remedy))
    };
    let notes: Vec<Note> = case.accounts.values().filter_map(withdrawn).collect();
    let left = release::without(&case);
    case = left.case;
    case.notes.extend(notes);
    (case, left.accounts)
}

/// Every published folder says whom it is for.
fn internal() -> Note {
    let message = "nothing was withheld: this folder shows everything the case holds, whatever its consent";
    Note::new(NoteKind::Fact, "release", message, "Keep it inside the case's own team.")
}

/// What the adjustment takes from drawings without anybody having measured it.
fn drawn_right() -> Note {
    let message = format!(
        "a corner drawn as a right angle is taken to be one to {:.0} degrees, a point drawn on a straight wall to lie on it to {:.0} % of \
         the distance of its ends (standard deviations)",
        align::RIGHT_ANGLE_SD_RAD.to_degrees(),
        100.0 * align::STRAIGHT_SD
    );
    Note::new(NoteKind::Assumed, "default:right-angles", message, "")
}

/// Whoever leaves out a part of the model gets a worse answer that looks like any other.
fn weakened(model: align::Model) -> Option<Note> {
    let message = "parts of the model of memory were left out by --without: for comparison only, not for use";
    (model != align::FULL)
        .then(|| Note::new(NoteKind::Assumed, "adjustment", message, "Run it again without --without."))
}

impl Facility {
    /// What was noticed while reading.
    pub fn notes(&self) -> Vec<Note> {
        let sheets = self.case.sheets.values().flat_map(|sheet| sheets::notes(sheet, self.scans.get(&sheet.id)));
        self.case.notes.iter().cloned().chain(sheets).collect()
    }
}

/// What is published of a facility.
struct Shown<'a> {
    disclosed: Disclosed<'a>,
    correspondences: Option<&'a Correspondences>,
    ground: Option<GroundImage>,
    scans: BTreeMap<Id, SheetImage>,
}

impl<'a> Shown<'a> {
    fn everything(
        facility: &'a Facility,
        plan: &'a Plan,
        correspondences: Option<&'a Correspondences>,
        ground: Option<GroundImage>,
    ) -> Self {
        let scan = |(id, scan): (&Id, &Scan)| {
            let sheet = facility.case.sheets.get(id);
            let (file, sha256) = (sheet.map(|s| s.image.clone()), sheet.and_then(|s| s.sha256.clone()));
            (id.clone(), SheetImage { file, sha256, ..size(scan) })
        };
        let scans = facility.scans.iter().map(scan).collect();
        Self { disclosed: Disclosed::everything(&facility.case, plan), correspondences, ground, scans }
    }
}

/// A scan of which no file is shown.
fn size(scan: &Scan) -> SheetImage {
    SheetImage { file: None, sha256: None, width_px: f64::from(scan.width()), height_px: f64::from(scan.height()) }
}

fn publish(facility: &Facility, shown: Shown) -> Result<Published, Failure> {
    let versions = earth::versions().map_err(|e| Failure::Internal(e.to_string()))?;
    let software = BTreeMap::from([
        ("locus".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
        ("gdal".to_owned(), versions.gdal),
        ("proj".to_owned(), versions.proj),
        ("proj.db".to_owned(), versions.database),
    ]);
    let geographic = |p: &In<Site, Point>| facility.projector.geographic(p).map_err(|e| e.to_string());
    publish::publish(&publish::Inputs {
        disclosed: shown.disclosed,
        correspondences: shown.correspondences,
        vocabulary: &facility.vocabulary,
        ground: shown.ground,
        scans: &shown.scans,
        geographic: &geographic,
        software,
    })
    .map_err(|e| Failure::Internal(e.to_string()))
}

fn step(progress: &ProgressBar, next: &'static str) {
    progress.inc(1);
    progress.set_message(next);
}
