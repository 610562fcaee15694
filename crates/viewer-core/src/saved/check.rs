//! What a view or a tour may hold.

use super::file::FILE;
use super::{SavedView, Tour, Views};
use crate::choices::Choices;
use crate::pose::Projection;
use crate::refusal::Refusal;
use crate::section::Plane;
use std::collections::BTreeSet;

/// Farthest coordinate, metres: no view of one facility is farther from its anchor than the Earth is thick.
const REACH_M: f64 = 1e7;
/// Longest title, characters: it stands in lists, stamps and file names.
const TITLE: usize = 120;
/// Longest stop of a tour, seconds.
const STOP_S: f64 = 3_600.0;
/// Most views, most tours, and most stops of a tour.
const COUNT: usize = 10_000;
const REMEDY: &str = "correct it, or delete it from the file";

/// Refuses views that this viewer cannot show as they say.
pub(super) fn views(views: &Views) -> Result<(), Refusal> {
    titles("view", views.views.iter().map(|view| view.title.as_str()))?;
    titles("tour", views.tours.iter().map(|tour| tour.title.as_str()))?;
    views.views.iter().try_for_each(view)?;
    views.tours.iter().try_for_each(tour)
}

/// A refusal of one view.
pub(super) fn refuse_view(title: &str, found: &str, expected: &str) -> Refusal {
    Refusal::new(FILE, format!("the view \"{title}\" with {found}"), expected, REMEDY)
}

fn titles<'a>(what: &str, titles: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for title in titles {
        let expected = format!("titles of 1 to {TITLE} characters, none of them a control character or a line break");
        if title.trim().is_empty() || title.chars().count() > TITLE || title.chars().any(char::is_control) {
            return Err(Refusal::new(FILE, format!("a {what} called \"{title}\""), expected, REMEDY));
        }
        if !seen.insert(title) {
            let found = format!("two {what}s called \"{title}\"");
            return Err(Refusal::new(FILE, found, "a title of its own for each, as they are gone to by it", REMEDY));
        }
        if seen.len() > COUNT {
            return Err(Refusal::new(FILE, format!("more than {COUNT} {what}s"), format!("at most {COUNT}"), REMEDY));
        }
    }
    Ok(())
}

fn view(view: &SavedView) -> Result<(), Refusal> {
    let refuse = |found: &str, expected: &str| Err(refuse_view(&view.title, found, expected));
    let planes = || view.clipping_planes.iter().chain(view.choices.iter().filter_map(|c| c.vertical_cut.as_ref()));
    if !(is_near(view.camera.pose.eye) && is_near(view.target) && planes().all(|plane| is_near(plane.point))) {
        return refuse("a place that is not on this Earth", "coordinates within 10 000 km of the anchor");
    }
    if !planes().all(has_direction) {
        return refuse("a cut without a direction", "a unit vector to the side that is cut away");
    }
    match view.camera.projection {
        Projection::Perspective { fov_y } if !(fov_y > 0.0 && fov_y < std::f64::consts::PI) => {
            refuse("a field_of_view out of range", "degrees between 0 and 180")
        }
        Projection::Orthographic { height_m } if !(height_m > 0.0 && height_m <= REACH_M) => {
            refuse("a view_to_world_scale out of range", "metres, more than 0")
        }
        _ if !view.choices.as_ref().is_none_or(are_possible) => {
            refuse("a choice out of range", "opacities from 0 to 1 and a cut_m within 10 km")
        }
        _ => Ok(()),
    }
}

fn is_near(place: [f64; 3]) -> bool {
    place.iter().all(|metres| metres.abs() <= REACH_M)
}

fn has_direction(plane: &Plane) -> bool {
    (plane.normal.iter().map(|d| d * d).sum::<f64>() - 1.0).abs() <= 1e-3
}

fn are_possible(choices: &Choices) -> bool {
    let is_opacity = |value: f32| (0.0..=1.0).contains(&value);
    let is_height = choices.cut_m.is_none_or(|height| height.abs() <= 1e4);
    is_height && is_opacity(choices.ground_opacity) && is_opacity(choices.sheet_opacity)
}

fn tour(tour: &Tour) -> Result<(), Refusal> {
    let refuse = |found: String, expected: &str| {
        Err(Refusal::new(FILE, format!("the tour \"{}\" with {found}", tour.title), expected, REMEDY))
    };
    if tour.stops.is_empty() || tour.stops.len() > COUNT {
        return refuse(format!("{} stops", tour.stops.len()), "1 to 10 000 stops");
    }
    match tour.stops.iter().find(|stop| !(stop.seconds > 0.0 && stop.seconds <= STOP_S)) {
        Some(stop) => {
            refuse(format!("a stop of {} s at \"{}\"", stop.seconds, stop.view), "more than 0, at most 3600 s")
        }
        None => Ok(()),
    }
}
