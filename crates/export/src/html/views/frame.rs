//! A picture as depths: which triangle is nearest at every sample.

use locus_viewer_core::pose::{Pose, Projection, Shot};

/// Nothing nearer to the eye than this is drawn, metres.
const NEAR_M: f64 = 0.05;
/// No triangle.
pub const NOTHING: u32 = u32::MAX;

/// A camera with its axes at hand.
pub struct Camera {
    /// The eye, scene metres.
    pub eye: [f64; 3],
    axes: [[f64; 3]; 3],
    /// Half the picture's width and height one metre ahead of the eye.
    half: [f64; 2],
    size: [usize; 2],
}

/// The nearest triangle at every sample.
pub struct Frame {
    /// Columns and rows.
    pub size: [usize; 2],
    /// Its number, row by row from above; [`NOTHING`] where there is none.
    pub triangles: Vec<u32>,
    /// One over its depth along the view, 1/metres.
    pub nearness: Vec<f32>,
}

impl Camera {
    /// Of a view of `size` samples. A drawing to scale is seen from afar through the narrowest angle.
    pub fn new(shot: &Shot, size: [usize; 2]) -> Self {
        let Pose { eye, .. } = shot.pose;
        let half = match shot.projection {
            Projection::Perspective { fov_y } => (fov_y / 2.0).tan(),
            Projection::Orthographic { height_m } => height_m / 2.0,
        };
        let aspect = size[0] as f64 / size[1] as f64;
        Self { eye, axes: [shot.pose.right(), shot.pose.up(), shot.pose.forward()], half: [half * aspect, half], size }
    }

    /// Right, up and ahead of the eye, metres.
    fn seen(&self, point: [f32; 3]) -> [f64; 3] {
        let from: [f64; 3] = std::array::from_fn(|i| f64::from(point[i]) - self.eye[i]);
        self.axes.map(|axis| axis[0] * from[0] + axis[1] * from[1] + axis[2] * from[2])
    }

    /// Column, row and nearness of what is right, up and ahead.
    fn on_frame(&self, [right, up, ahead]: [f64; 3]) -> [f64; 3] {
        let [width, height] = self.size.map(|side| side as f64);
        let x = 0.5 + 0.5 * right / (ahead * self.half[0]);
        let y = 0.5 - 0.5 * up / (ahead * self.half[1]);
        [x * width, y * height, 1.0 / ahead]
    }

    /// Where in the scene a sample of that nearness is.
    pub fn place(&self, column: usize, row: usize, nearness: f32) -> [f64; 3] {
        let ahead = 1.0 / f64::from(nearness);
        let right = (2.0 * (column as f64 + 0.5) / self.size[0] as f64 - 1.0) * self.half[0] * ahead;
        let up = (1.0 - 2.0 * (row as f64 + 0.5) / self.size[1] as f64) * self.half[1] * ahead;
        let [r, u, f] = self.axes;
        std::array::from_fn(|i| self.eye[i] + right * r[i] + up * u[i] + ahead * f[i])
    }
}

impl Frame {
    /// An empty picture.
    pub fn new(size: [usize; 2]) -> Self {
        let samples = size[0] * size[1];
        Self { size, triangles: vec![NOTHING; samples], nearness: vec![0.0; samples] }
    }

    /// Draws a triangle where it is nearer than what is there.
    pub fn draw(&mut self, camera: &Camera, number: u32, corners: [[f32; 3]; 3]) {
        let polygon = before_eye(corners.map(|corner| camera.seen(corner)));
        let polygon: Vec<[f64; 3]> = polygon.into_iter().map(|corner| camera.on_frame(corner)).collect();
        for i in 2..polygon.len() {
            self.fill(number, [polygon[0], polygon[i - 1], polygon[i]]);
        }
    }

    /// Samples inside, by the signs of three areas; nearness is linear over the picture.
    fn fill(&mut self, number: u32, [a, b, c]: [[f64; 3]; 3]) {
        let area = edge(a, b, [c[0], c[1]]);
        if area.abs() < 1e-12 {
            return;
        }
        let range = |i: usize| {
            let [low, high] = [a[i].min(b[i]).min(c[i]), a[i].max(b[i]).max(c[i])];
            let last = self.size[i] as f64;
            (low.floor().clamp(0.0, last) as usize)..(high.ceil().clamp(0.0, last) as usize)
        };
        let (columns, rows) = (range(0), range(1));
        let sides = [[b, c], [c, a], [a, b]];
        // From one column to the next every share changes by the same amount.
        let steps = sides.map(|[from, to]| (from[1] - to[1]) / area);
        for row in rows {
            let start = [columns.start as f64 + 0.5, row as f64 + 0.5];
            let mut shares = sides.map(|[from, to]| edge(from, to, start) / area);
            let first = row * self.size[0] + columns.start;
            for sample in first..first + columns.len() {
                if shares[0] >= 0.0 && shares[1] >= 0.0 && shares[2] >= 0.0 {
                    let nearness = (shares[0] * a[2] + shares[1] * b[2] + shares[2] * c[2]) as f32;
                    if nearness > self.nearness[sample] {
                        self.nearness[sample] = nearness;
                        self.triangles[sample] = number;
                    }
                }
                shares = [shares[0] + steps[0], shares[1] + steps[1], shares[2] + steps[2]];
            }
        }
    }
}

/// Twice the signed area of a side and a place.
fn edge(from: [f64; 3], to: [f64; 3], at: [f64; 2]) -> f64 {
    (to[0] - from[0]) * (at[1] - from[1]) - (to[1] - from[1]) * (at[0] - from[0])
}

/// What of a triangle lies before the eye (Sutherland and Hodgman 1974).
fn before_eye(corners: [[f64; 3]; 3]) -> Vec<[f64; 3]> {
    let mut kept = Vec::with_capacity(4);
    for (i, from) in corners.iter().enumerate() {
        let to = corners[(i + 1) % 3];
        if from[2] >= NEAR_M {
            kept.push(*from);
        }
        if (from[2] >= NEAR_M) != (to[2] >= NEAR_M) {
            let share = (NEAR_M - from[2]) / (to[2] - from[2]);
            kept.push(std::array::from_fn(|axis| from[axis] + share * (to[axis] - from[axis])));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use locus_viewer_core::pose::Pose;

    fn looking_north() -> Shot {
        let pose = Pose { eye: [0.0, 1.0, 0.0], yaw: 0.0, pitch: 0.0 };
        Shot { pose, projection: Projection::Perspective { fov_y: std::f64::consts::FRAC_PI_2 } }
    }

    /// A wall `away` metres to the north of the eye, from its foot to twice its height.
    fn wall(frame: &mut Frame, camera: &Camera, number: u32, away: f32, half: f32) {
        let corner = |x: f32, y: f32| [x * half, y, -away];
        frame.draw(camera, number, [corner(-1.0, 0.0), corner(1.0, 0.0), corner(1.0, 2.0)]);
        frame.draw(camera, number, [corner(-1.0, 0.0), corner(1.0, 2.0), corner(-1.0, 2.0)]);
    }

    #[test]
    fn the_nearer_is_seen_whichever_is_drawn_first_and_is_where_it_was_put() {
        let camera = Camera::new(&looking_north(), [40, 40]);
        for order in [[1, 2], [2, 1]] {
            let mut frame = Frame::new([40, 40]);
            for number in order {
                let away = if number == 1 { 2.0 } else { 5.0 };
                wall(&mut frame, &camera, number, away, 1.0);
            }
            let middle = 20 * 40 + 20;
            assert_eq!(frame.triangles[middle], 1);
            let [x, y, z] = camera.place(20, 20, frame.nearness[middle]);
            assert!(x.abs() < 0.1 && (y - 1.0).abs() < 0.1 && (z + 2.0).abs() < 1e-4, "{x} {y} {z}");
            assert_eq!(frame.triangles[0], NOTHING);
            // Half of 90 degrees: at 2 m the wall of 2 m fills half the picture's width.
            let row = (0..40).filter(|column| frame.triangles[20 * 40 + column] == 1).count();
            assert_eq!(row, 20);
        }
    }

    #[test]
    fn what_reaches_behind_the_eye_is_cut_and_what_is_behind_is_not_seen() {
        let camera = Camera::new(&looking_north(), [40, 40]);
        let mut frame = Frame::new([40, 40]);
        wall(&mut frame, &camera, 7, -3.0, 5.0);
        assert!(frame.triangles.iter().all(|number| *number == NOTHING));
        frame.draw(&camera, 3, [[-50.0, 0.0, -50.0], [50.0, 0.0, -50.0], [0.0, 0.0, 50.0]]);
        assert_eq!(frame.triangles[39 * 40 + 20], 3);
        assert_eq!(frame.triangles[20], NOTHING);
    }
}
