//! The imagery under the model.

use super::Facility;
use crate::failure::Failure;
use crate::worker::{self, Cut};
use geo::Point;
use locus_casefile as casefile;
use locus_earth as earth;
use locus_model::{Case, Id, In, Note, NoteKind, Site};
use locus_publish::GroundImage;
use std::fs::File;
use std::path::Path;

/// Ground shown beyond the outermost known point, metres.
const MARGIN_M: f64 = 30.0;
/// The longer edge of the ground image, pixels: a texture every GPU takes.
const MAX_PX: usize = 2048;

/// Looks at one image of the case; what was noticed on the way (files beside it that are not read).
pub fn open(folder: &Path, case: &Case, id: &Id) -> Result<Vec<Note>, Failure> {
    let image = Image::of(folder, case, id)?;
    let notes = worker::raster(image.file, &image.name)?.map_err(|why| unusable(image.path, &why))?;
    Ok(about(id, image.notes.into_iter().chain(notes)))
}

/// An image of the case, opened for whoever decodes it.
struct Image<'a> {
    /// Where it lies in the case.
    path: &'a str,
    /// Its name without the folder.
    name: String,
    file: File,
    /// What lies beside it.
    notes: Vec<Note>,
}

impl<'a> Image<'a> {
    fn of(folder: &Path, case: &'a Case, id: &Id) -> Result<Self, Failure> {
        let Some(imagery) = case.imagery.get(id) else {
            return Err(Failure::Internal(format!("no imagery {id}")));
        };
        let path = imagery.file.as_str();
        let file = casefile::open(folder, path, casefile::LIMITS.raster_bytes)?;
        let name = path.rsplit('/').next().unwrap_or(path).to_owned();
        Ok(Self { path, name, file, notes: earth::sidecar_notes(&folder.join(path)) })
    }
}

fn unusable(path: &str, why: &str) -> Failure {
    Failure::mistake(
        path,
        why,
        "a georeferenced GeoTIFF on Earth",
        "georeference it (QGIS: Export, Save as GeoTIFF), or take imagery/*.toml out of the case",
    )
}

/// Notes of `earth`, which knows files, as notes about an image of the case.
fn about(id: &Id, notes: impl IntoIterator<Item = Note>) -> Vec<Note> {
    notes.into_iter().map(|note| Note { about: format!("imagery:{id}"), ..note }).collect()
}

/// The latest image that covers the site, cut around it; every image must open.
pub fn texture(folder: &Path, facility: &Facility) -> Result<(Option<GroundImage>, Vec<Note>), Failure> {
    let ids = by_date(&facility.case);
    let Some((id, earlier)) = ids.split_last() else { return Ok((None, Vec::new())) };
    let mut notes = Vec::new();
    for id in earlier {
        notes.extend(open(folder, &facility.case, id)?);
    }
    let image = Image::of(folder, &facility.case, id)?;
    let cut = cut(facility, &image.name)?;
    let cut = worker::ground(image.file, cut)?.map_err(|why| unusable(image.path, &why))?;
    notes.extend(about(id, image.notes.into_iter().chain(cut.notes)));
    match cut.texture {
        Ok(texture) => {
            let [west, south, east, north] = texture.bounds;
            let image = GroundImage {
                imagery: (*id).clone(),
                width: texture.width as u32,
                height: texture.height as u32,
                rgb: texture.rgb,
                west,
                south,
                east,
                north,
                note: texture.notes.iter().map(|n| n.message.as_str()).collect::<Vec<_>>().join("; "),
            };
            notes.extend(about(id, texture.notes));
            Ok((Some(image), notes))
        }
        Err(error) => {
            let message = format!("no ground image could be cut from it: {error}");
            let remedy = "Check that the image covers the anchor of the case.";
            notes.push(Note::new(NoteKind::Refused, format!("imagery:{id}"), message, remedy));
            Ok((None, notes))
        }
    }
}

/// What is cut: everything that imagery shows.
fn cut(facility: &Facility, name: &str) -> Result<Cut, Failure> {
    let (centre, half_size_m) = extent(facility)?;
    let site = &facility.case.site;
    Ok(Cut {
        name: name.to_owned(),
        anchor: (*site.anchor.geometry()).into(),
        epsg: site.epsg,
        centre: (*centre.geometry()).into(),
        half_size_m,
        max_px: MAX_PX,
    })
}

/// The images, oldest first; undated ones before all others.
fn by_date(case: &Case) -> Vec<&Id> {
    let mut ids: Vec<_> =
        case.imagery.iter().map(|(id, i)| (i.acquired.as_ref().and_then(|a| a.latest()), id)).collect();
    ids.sort();
    ids.into_iter().map(|(_, id)| id).collect()
}

/// The middle of everything imagery shows, and half the edge of the square around it.
fn extent(facility: &Facility) -> Result<(In<Site, Point>, f64), Failure> {
    let origin = *facility.frame.origin.geometry();
    let mut west_south = origin.0;
    let mut east_north = origin.0;
    let landmarks = facility.case.landmarks.values().map(|l| l.position);
    let corners =
        facility.case.footprints.values().flat_map(|f| {
            f.outline.geometry().exterior().0.iter().map(|c| In::claim(Point::from(*c))).collect::<Vec<_>>()
        });
    for point in landmarks.chain(corners) {
        let at = facility.projector.site(&point).map_err(|e| Failure::Internal(e.to_string()))?;
        let at = at.geometry();
        west_south.x = west_south.x.min(at.x());
        west_south.y = west_south.y.min(at.y());
        east_north.x = east_north.x.max(at.x());
        east_north.y = east_north.y.max(at.y());
    }
    let centre = Point::new(0.5 * (west_south.x + east_north.x), 0.5 * (west_south.y + east_north.y));
    let half = 0.5 * (east_north.x - west_south.x).max(east_north.y - west_south.y);
    Ok((In::claim(centre), half + MARGIN_M))
}
