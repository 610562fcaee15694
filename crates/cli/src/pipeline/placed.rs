//! What the case says about places, in site metres.

use super::Facility;
use crate::failure::Failure;
use geo::{Coord, MapCoords, Point, Polygon};
use locus_casefile::Mistake;
use locus_earth::{self as earth, EarthError};
use locus_model::{Account, Geographic, Id, In, Key, Note, NoteKind, Pin, PlacedArea, PlacedPin, Position, Site};
use locus_plan::PlacedFootprint;
use std::collections::BTreeMap;

/// Every stated or digitised place on the ground.
#[derive(Default)]
pub struct Placed {
    pub landmarks: BTreeMap<Key, In<Site, Point>>,
    pub footprints: Vec<PlacedFootprint>,
    pub pins: Vec<PlacedPin>,
    pub areas: Vec<PlacedArea>,
    pub notes: Vec<Note>,
}

impl Placed {
    /// Places everything, or tells every place that cannot be.
    pub fn of(facility: &Facility) -> Result<Self, Failure> {
        let (mut placed, mut mistakes) = (Self::default(), Vec::new());
        let mut keep = |file: &str, id: &str, error: EarthError| mistakes.push(outside(file, id, &error));
        for (key, landmark) in &facility.case.landmarks {
            match facility.projector.site(&landmark.position) {
                Ok(at) => drop(placed.landmarks.insert(key.clone(), at)),
                Err(error) => keep("landmarks.geojson", key.as_str(), error),
            }
        }
        for (id, footprint) in &facility.case.footprints {
            match polygon(facility, &footprint.outline) {
                Ok(outline) => placed.footprints.push(PlacedFootprint { id: id.clone(), outline }),
                Err(error) => keep("footprints.geojson", id.as_str(), error),
            }
        }
        for account in facility.case.accounts.values() {
            let file = format!("accounts/{}.toml", account.id);
            for (id, error) in placed.account(facility, account) {
                keep(&file, id.as_str(), error);
            }
        }
        if mistakes.is_empty() { Ok(placed) } else { Err(Failure::Input(mistakes)) }
    }

    /// The pins and regions of one account; those that cannot be placed, with the reason.
    fn account(&mut self, facility: &Facility, account: &Account) -> Vec<(Id, EarthError)> {
        let mut wrong = Vec::new();
        for pin in &account.pins {
            match self::pin(facility, account, pin) {
                Ok((placed, note)) => {
                    self.pins.push(placed);
                    self.notes.extend(note);
                }
                Err(error) => wrong.push((pin.id.clone(), error)),
            }
        }
        for area in &account.areas {
            match polygon(facility, &area.polygon) {
                Ok(polygon) => self.areas.push(PlacedArea {
                    id: area.id.clone(),
                    account: account.id.clone(),
                    of: area.of.clone(),
                    polygon,
                }),
                Err(error) => wrong.push((area.id.clone(), error)),
            }
        }
        wrong
    }
}

fn pin(facility: &Facility, account: &Account, pin: &Pin) -> Result<(PlacedPin, Option<Note>), EarthError> {
    let position = facility.projector.site(&earth::geographic(&pin.position)?)?;
    let placed = PlacedPin {
        id: pin.id.clone(),
        account: account.id.clone(),
        of: pin.of.clone(),
        position,
        verbatim: pin.verbatim.clone(),
        radius95_m: pin.radius95_m,
    };
    Ok((placed, datum_note(&pin.id, &pin.position)?))
}

fn polygon(facility: &Facility, outline: &In<Geographic, Polygon>) -> Result<In<Site, Polygon>, EarthError> {
    let site = |c: Coord| facility.projector.site(&In::claim(Point::from(c))).map(|at| at.into_geometry().0);
    outline.geometry().try_map_coords(site).map(In::claim)
}

/// How a pin given in another coordinate system came to WGS 84: a change of datum is an error of its own.
fn datum_note(id: &Id, position: &Position) -> Result<Option<Note>, EarthError> {
    let Some(shift) = earth::datum_shift(position)? else { return Ok(None) };
    let accuracy = shift
        .accuracy_m
        .map_or("of unknown accuracy".to_owned(), |m| format!("accurate to {m} m by the EPSG data set"));
    let message = format!("its position was carried to WGS 84 by \"{}\", {accuracy}", shift.operation);
    Ok(Some(Note::new(NoteKind::Fact, format!("pin:{id}"), message, "")))
}

fn outside(file: &str, id: &str, error: &EarthError) -> Mistake {
    Mistake {
        file: file.to_owned(),
        line: None,
        found: format!("{id}: {error}"),
        expected: "a position inside the area of its coordinate system and of the site's".to_owned(),
        remedy: "correct the position or its EPSG code, or state another crs in case.toml [site]".to_owned(),
    }
}
