//! Cameras that a test puts where it wants, by way of the file of saved views.

use crate::published::Facility;
use serde_json::{Value, json};
use std::fs;

/// How space becomes flat.
#[derive(Clone, Copy)]
pub enum Lens {
    /// On foot: 60 degrees from lower to upper edge.
    Eye,
    /// From above; metres from lower to upper edge.
    Plan(f64),
}

/// A camera: scene metres (x grid east, y up, z south), heading clockwise from north, radians.
#[derive(Clone, Copy)]
pub struct Camera {
    pub eye: [f64; 3],
    pub yaw: f64,
    pub lens: Lens,
}

impl Camera {
    /// Upright, with the eyes of a person, looking level along `[x, z]`.
    pub fn on_foot([x, z]: [f64; 2], along: [f64; 2]) -> Self {
        Self { eye: [x, 1.6, z], yaw: along[0].atan2(-along[1]), lens: Lens::Eye }
    }

    /// North up, above `[x, z]`.
    pub fn above([x, z]: [f64; 2], height_m: f64) -> Self {
        Self { eye: [x, 100.0, z], yaw: 0.0, lens: Lens::Plan(height_m) }
    }

    /// As a BCF viewpoint: x east, y north, z up.
    pub fn view(self, title: &str, choices: &Value) -> Value {
        let vector = |[x, y, z]: [f64; 3]| json!({ "x": x, "y": -z, "z": y });
        let ahead = [self.yaw.sin(), 0.0, -self.yaw.cos()];
        let [direction, up] = match self.lens {
            Lens::Eye => [ahead, [0.0, 1.0, 0.0]],
            Lens::Plan(_) => [[0.0, -1.0, 0.0], ahead],
        };
        let mut camera = json!({
            "camera_view_point": vector(self.eye),
            "camera_direction": vector(direction),
            "camera_up_vector": vector(up),
        });
        let name = match self.lens {
            Lens::Eye => {
                camera["field_of_view"] = 60.into();
                "perspective_camera"
            }
            Lens::Plan(height_m) => {
                camera["view_to_world_scale"] = height_m.into();
                "orthogonal_camera"
            }
        };
        let target = match self.lens {
            Lens::Eye => std::array::from_fn(|i| self.eye[i] + 4.0 * ahead[i]),
            Lens::Plan(_) => [self.eye[0], 0.0, self.eye[2]],
        };
        json!({
            "title": title, name: camera, "target": vector(target), "on_foot": matches!(self.lens, Lens::Eye),
            "choices": choices, "facility": "example-compound",
        })
    }
}

/// Hides every incident, so that no marker covers what a test looks at.
pub fn without_incidents() -> Value {
    json!({ "incidents": { "text": "an incident that nobody told of" } })
}

/// Writes the file of saved views.
pub fn save(facility: &Facility, mut views: Vec<Value>, tours: &Value) {
    let sha256 = facility.sha256("bundle.json");
    for view in &mut views {
        view["bundle_sha256"] = sha256.clone().into();
    }
    let file = json!({ "format": "locus-views", "format_version": 1, "views": views, "tours": tours });
    fs::write(facility.case().join("views.json"), file.to_string()).unwrap();
}
