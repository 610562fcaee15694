//! Pictures without a graphics card: the viewer's surfaces, shaded by their slope alone, hatched, outlined.
//!
//! The signs are those of the viewer's `surface.wgsl`, from the same table of doubt.

use super::frame::{Camera, Frame, NOTHING};
use crate::Facility;
use image::{Rgba, RgbaImage};
use locus_publish::BundleElement;
use locus_viewer_core::doubt::{Channels, Look, Pattern, look};
use locus_viewer_core::glb::{Ground, Surface};
use locus_viewer_core::pose::Shot;

/// Samples to a pixel, each way.
const SAMPLES: usize = 2;
/// Where there is neither ground nor model.
const SKY: [f64; 3] = [0.93, 0.94, 0.96];
const INK: f64 = 0.08;
/// Faces that meet at less than this angle are one: its cosine (25 degrees).
const BEND: f32 = 0.906;
/// Share of an assumed height above which a wall is seen through.
const ASSUMED_ABOVE: f64 = 0.6;
/// How far a contested thing's outline reaches, samples.
const OUTLINE: usize = 3;

/// One triangle of the model or of the ground.
struct Face {
    corners: [[f32; 3]; 3],
    normal: [f32; 3],
    /// Index into the looks; for the ground the index of the triangle.
    element: Result<usize, usize>,
    /// Its colour as its slope shades it, sRGB from 0 to 1.
    color: [f64; 3],
    is_floor: bool,
}

/// What is shown first.
pub struct Scene<'a> {
    faces: Vec<Face>,
    looks: Vec<(Look, [f64; 2])>,
    ground: Option<&'a Ground>,
    /// Whether anything has an outline.
    is_contested: bool,
}

impl<'a> Scene<'a> {
    /// The undisputed and the display defaults, all signs of doubt but soft edges.
    pub fn new(facility: &'a Facility) -> Self {
        let bundle = facility.bundle();
        let shown = locus_viewer_core::filter::Filter::default().visible(bundle);
        let looks: Vec<_> = bundle.elements.iter().map(|e| (look(e, Channels::default()), span(e))).collect();
        let mut faces = Vec::new();
        let model = &facility.published.model;
        for (number, triangle) in model.ground.iter().flat_map(|ground| ground.indices.chunks_exact(3)).enumerate() {
            let positions =
                model.ground.iter().flat_map(|ground| triangle.iter().map(|i| ground.positions[*i as usize]));
            let corners: Vec<[f32; 3]> = positions.collect();
            if let [a, b, c] = corners[..] {
                let normal = [0.0, 1.0, 0.0];
                faces.push(Face { corners: [a, b, c], normal, element: Err(number), color: SKY, is_floor: true });
            }
        }
        for piece in model.pieces.iter().filter(|piece| shown[piece.element]) {
            for triangle in piece.indices.chunks_exact(3) {
                let corners = [0, 1, 2].map(|i| piece.positions[triangle[i] as usize]);
                let (normal, is_floor) = (piece.normals[triangle[0] as usize], piece.surface == Surface::Floor);
                let color = shaded(looks[piece.element].0.rgb, normal, is_floor);
                faces.push(Face { corners, normal, element: Ok(piece.element), color, is_floor });
            }
        }
        let is_contested = looks.iter().any(|(look, _)| look.outline.is_some());
        Self { faces, looks, ground: model.ground.as_ref(), is_contested }
    }
}

/// A colour as the slope of its surface shades it, sRGB from 0 to 1; floors are the lighter twins of walls.
fn shaded(rgb: [u8; 3], normal: [f32; 3], is_floor: bool) -> [f64; 3] {
    let rgb = rgb.map(|c| if is_floor { 255 - (255 - c) / 5 * 2 } else { c });
    let [x, y, z] = normal.map(f64::from);
    let slope = (0.82 + 0.18 * y) * (0.90 + 0.14 * (0.83 * x + 0.56 * z));
    rgb.map(|c| ((f64::from(c) / 255.0).powf(2.2) * slope).clamp(0.0, 1.0).powf(1.0 / 2.2))
}

fn span(element: &BundleElement) -> [f64; 2] {
    let low = element.shape.as_ref().map_or(element.position[1], |shape| shape.base_m);
    [low, element.shape.as_ref().and_then(|shape| shape.top_m).unwrap_or(low)]
}

/// The picture of a view, pixels.
pub fn picture(scene: &Scene, shot: &Shot, [width, height]: [u32; 2]) -> RgbaImage {
    let size = [width as usize * SAMPLES, height as usize * SAMPLES];
    let camera = Camera::new(shot, size);
    let mut frame = Frame::new(size);
    for (number, face) in scene.faces.iter().enumerate().filter(|(_, face)| !is_assumed(scene, face)) {
        frame.draw(&camera, number as u32, face.corners);
    }
    let painter = Painter { scene, camera: &camera, frame: &frame };
    let assumed = painter.assumed();
    let pixel = |x: u32, y: u32| {
        let samples = (0..SAMPLES * SAMPLES).map(|i| {
            let (column, row) = (x as usize * SAMPLES + i % SAMPLES, y as usize * SAMPLES + i / SAMPLES);
            // What is only assumed is seen through: every other sample of it is what lies behind.
            let over = (column + row) % 2 == 0 && assumed.triangles[row * size[0] + column] != NOTHING;
            if over { painter.over(&assumed).color(column, row) } else { painter.color(column, row) }
        });
        let sum = samples.fold([0.0; 3], |sum, color| [0, 1, 2].map(|i| sum[i] + color[i]));
        let [r, g, b] = sum.map(|c| (c / (SAMPLES * SAMPLES) as f64 * 255.0).round() as u8);
        Rgba([r, g, b, 255])
    };
    RgbaImage::from_fn(width, height, pixel)
}

fn is_assumed(scene: &Scene, face: &Face) -> bool {
    face.element.is_ok_and(|element| scene.looks[element].0.stippled)
}

/// Colours for the samples of a frame, sRGB from 0 to 1.
struct Painter<'a> {
    scene: &'a Scene<'a>,
    camera: &'a Camera,
    frame: &'a Frame,
}

impl Painter<'_> {
    /// What is only assumed, where nothing surer is nearer.
    fn assumed(&self) -> Frame {
        let mut frame = Frame::new(self.frame.size);
        for (number, face) in self.scene.faces.iter().enumerate().filter(|(_, face)| is_assumed(self.scene, face)) {
            frame.draw(self.camera, number as u32, face.corners);
        }
        for (sample, nearness) in self.frame.nearness.iter().enumerate() {
            if *nearness > frame.nearness[sample] {
                frame.triangles[sample] = NOTHING;
            }
        }
        frame
    }

    fn over<'b>(&'b self, frame: &'b Frame) -> Painter<'b> {
        Painter { frame, ..*self }
    }

    fn face(&self, column: usize, row: usize) -> Option<&Face> {
        self.scene.faces.get(*self.frame.triangles.get(row * self.frame.size[0] + column)? as usize)
    }

    fn place(&self, column: usize, row: usize) -> [f64; 3] {
        self.camera.place(column, row, self.frame.nearness[row * self.frame.size[0] + column])
    }

    fn color(&self, column: usize, row: usize) -> [f64; 3] {
        let Some(face) = self.face(column, row) else { return SKY };
        if self.is_outlined(column, row, face) {
            return [0.0; 3];
        }
        let at = self.place(column, row);
        let element = match face.element {
            Ok(element) => element,
            Err(triangle) => return self.ground(triangle, at),
        };
        let (look, [low, high]) = &self.scene.looks[element];
        let guessed = look.height_assumed && !face.is_floor && at[1] > low + ASSUMED_ABOVE * (high - low);
        let veil = if guessed && (column + 2 * row).is_multiple_of(4) { 0.6 } else { 0.0 };
        let ink = 0.75 * self.hatch(look.pattern, column, row, face).max(self.edge(column, row, face));
        face.color.map(|c| (c * (1.0 - ink) + INK * ink) * (1.0 - veil) + veil)
    }

    /// Whether the border of a contested thing is near.
    fn is_outlined(&self, column: usize, row: usize, face: &Face) -> bool {
        if !self.scene.is_contested {
            return false;
        }
        let contested = |face: Option<&Face>| {
            face.and_then(|face| face.element.ok()).filter(|e| self.scene.looks[*e].0.outline.is_some())
        };
        let own = contested(Some(face));
        let around = [[OUTLINE, 0], [0, OUTLINE]]
            .into_iter()
            .flat_map(|[dx, dy]| [(column + dx, row + dy), (column.wrapping_sub(dx), row.wrapping_sub(dy))]);
        let inside = around.filter(|(c, r)| *c < self.frame.size[0] && *r < self.frame.size[1]);
        inside.map(|(c, r)| contested(self.face(c, r))).any(|other| other != own)
    }

    /// Ink where something ends, or bends.
    fn edge(&self, column: usize, row: usize, face: &Face) -> f64 {
        let differs = |column: usize, row: usize| {
            self.face(column, row).is_some_and(|other| {
                let cosine: f32 = (0..3).map(|i| face.normal[i] * other.normal[i]).sum();
                other.element.ok() != face.element.ok() || cosine < BEND
            })
        };
        let [columns, rows] = self.frame.size;
        let is_edge =
            (column + 1 < columns && differs(column + 1, row)) || (row + 1 < rows && differs(column, row + 1));
        if is_edge { 0.8 } else { 0.0 }
    }

    /// Ink of the pattern: lines across the surface, in the world, a few pixels apart.
    fn hatch(&self, pattern: Pattern, column: usize, row: usize, face: &Face) -> f64 {
        if pattern == Pattern::None {
            return 0.0;
        }
        let along = |[x, y, z]: [f64; 3]| {
            let [nx, ny, nz] = face.normal.map(f64::from);
            let flat = if ny.abs() < 0.6 {
                let length = nx.hypot(nz).max(1e-9);
                [(-nz * x + nx * z) / length, y]
            } else {
                [x, z]
            };
            [flat[0] + flat[1], flat[0] - flat[1]]
        };
        let here = along(self.place(column, row));
        let next = |column: usize, row: usize| {
            let same = self.face(column, row).is_some_and(|other| other.element.ok() == face.element.ok());
            if same { along(self.place(column, row)) } else { here }
        };
        let (right, below) = (next(column + 1, row), next(column, row + 1));
        let spread = |i: usize| ((right[i] - here[i]).abs() + (below[i] - here[i]).abs()) * SAMPLES as f64;
        match pattern {
            Pattern::None => 0.0,
            Pattern::Sparse => lines(here[0], spread(0), 0.16),
            Pattern::Dense => lines(2.0 * here[0], spread(0), 0.30),
            Pattern::Dots => lines(here[0], spread(0), 0.42) * lines(here[1], spread(1), 0.42),
        }
    }

    /// The satellite image, at its nearest pixel.
    fn ground(&self, triangle: usize, at: [f64; 3]) -> [f64; 3] {
        let Some(ground) = self.scene.ground else { return SKY };
        let corners = [0, 1, 2].map(|i| ground.indices[3 * triangle + i] as usize);
        let [a, b, c] = corners.map(|i| ground.positions[i].map(f64::from));
        let area =
            |p: [f64; 3], q: [f64; 3], r: [f64; 3]| (q[0] - p[0]) * (r[2] - p[2]) - (q[2] - p[2]) * (r[0] - p[0]);
        let whole = area(a, b, c);
        let shares = [area(b, c, at) / whole, area(c, a, at) / whole, area(a, b, at) / whole];
        let uv = |i: usize| (0..3).map(|k| shares[k] * f64::from(ground.uvs[corners[k]][i])).sum::<f64>();
        let [width, height] = [ground.image.width(), ground.image.height()];
        let pixel = |share: f64, side: u32| ((share * f64::from(side)).max(0.0) as u32).min(side - 1);
        let Rgba([red, green, blue, _]) = *ground.image.get_pixel(pixel(uv(0), width), pixel(uv(1), height));
        [red, green, blue].map(|channel| f64::from(channel) / 255.0)
    }
}

/// Lines whose distance doubles whenever they would run together in the picture.
fn lines(along: f64, spread: f64, share: f64) -> f64 {
    let spacing = (spread.max(1e-4) * 5.0).log2().ceil().exp2();
    let at = ((along / spacing).rem_euclid(1.0) - 0.5).abs() * 2.0;
    let soft = (2.0 * spread / spacing).clamp(0.02, 0.9);
    let t = ((at - (1.0 - share - soft)) / (2.0 * soft)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}
