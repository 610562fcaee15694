//! Imagery as the ground under a plan: north-up in site metres.

use crate::warp::{FINE_PX, warp};
use crate::window::{PxRect, Window};
use crate::{EarthError, Pixels, Placement, Projector, Raster};
use geo::{Coord, Point};
use locus_model::limits::raster::TEXTURE_SIDE_PX;
use locus_model::{In, Note, NoteKind, Site};

/// A north-up picture of the ground in the site frame.
#[derive(Clone, Debug, PartialEq)]
pub struct GroundTexture {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Red, green, blue for each pixel, row by row from the north-west corner.
    pub rgb: Vec<u8>,
    /// Share of the picture that the image has data for, 0 to 1; the rest is hatched grey.
    pub valid_share: f64,
    /// West, south, east, north: site metres of the outer edges.
    pub bounds: [f64; 4],
    /// How the image was read and shown.
    pub notes: Vec<Note>,
}

/// What was asked for: a square of the site, north up.
struct Square {
    west: f64,
    north: f64,
    metres_per_px: f64,
    pixels: usize,
}

impl Square {
    /// Centre of a pixel's place, in site metres; `px` counts from the north-west corner.
    fn site(&self, px: Coord) -> Coord {
        Coord { x: self.west + px.x * self.metres_per_px, y: self.north - px.y * self.metres_per_px }
    }
}

impl Raster {
    /// The ground around `centre` as a square picture, `2 * half_size_m` wide, north up in the site frame.
    ///
    /// The picture is as fine as the image, but at most `max_px` (4096) a side: a finer image is averaged down. Places
    /// without data are hatched, never invented.
    ///
    /// # Errors
    /// A size that is no size; an image that does not reach the square, or has no data in it; whatever
    /// [`Raster::window`] refuses.
    pub fn ground_texture(
        &self,
        projector: &Projector,
        centre: &In<Site, Point>,
        half_size_m: f64,
        max_px: usize,
    ) -> Result<GroundTexture, EarthError> {
        if !(half_size_m.is_finite() && half_size_m > 0.0) || max_px == 0 {
            return Err(
                self.refusal(format!("cannot be shown {half_size_m} m around a place"), "ask for a positive size")
            );
        }
        let placement = self.placement(projector)?;
        let square = self.square(&placement, centre, half_size_m, max_px)?;
        let rect = self.covered(&placement, &square)?;
        let (window, scale) = self.window_near(rect, &placement, &square)?;
        let picture = warp(&premultiplied(window.pixels), (square.pixels, square.pixels), FINE_PX, |px| {
            let mut at = [square.site(px)];
            match placement.px_array(&mut at) {
                Ok(()) => Coord { x: (at[0].x - rect.x as f64) * scale.x, y: (at[0].y - rect.y as f64) * scale.y },
                Err(_) => Coord { x: f64::NAN, y: f64::NAN },
            }
        });
        self.finished(&picture, &square, window.notes)
    }

    /// The square's pixel size: the image's own at the centre, or coarser where `max_px` asks for it.
    fn square(
        &self,
        placement: &Placement,
        centre: &In<Site, Point>,
        half: f64,
        max_px: usize,
    ) -> Result<Square, EarthError> {
        let c = centre.geometry().0;
        let mut near = [c, c + Coord { x: 1.0, y: 0.0 }, c + Coord { x: 0.0, y: 1.0 }];
        placement.px_array(&mut near)?;
        let (east, north) = (near[1] - near[0], near[2] - near[0]);
        // Area of a site square metre in source pixels: the inverse square of the ground sample distance.
        let density = (east.x * north.y - east.y * north.x).abs();
        if !(density.is_finite() && density > 0.0) {
            return Err(self.refusal("has no scale at the site", "check its georeference"));
        }
        let pixels = (2.0 * half * density.sqrt()).ceil().clamp(1.0, max_px.min(TEXTURE_SIDE_PX) as f64) as usize;
        Ok(Square { west: c.x - half, north: c.y + half, metres_per_px: 2.0 * half / pixels as f64, pixels })
    }

    /// The source pixels that the square needs, one pixel of margin included.
    fn covered(&self, placement: &Placement, square: &Square) -> Result<PxRect, EarthError> {
        const STEPS: usize = 16;
        let side = square.pixels as f64;
        let mut places: Vec<Coord> = (0..=STEPS * 4)
            .map(|i| {
                let along = (i % STEPS) as f64 / STEPS as f64 * side;
                match i / STEPS {
                    0 => Coord { x: along, y: 0.0 },
                    1 => Coord { x: side, y: along },
                    2 => Coord { x: side - along, y: side },
                    3 => Coord { x: 0.0, y: side - along },
                    _ => Coord { x: side / 2.0, y: side / 2.0 },
                }
            })
            .map(|px| square.site(px))
            .collect();
        placement.px_array(&mut places)?;
        let range = |pick: fn(&Coord) -> f64, size: usize| {
            let low = places.iter().map(pick).fold(f64::INFINITY, f64::min) - 2.0;
            let high = places.iter().map(pick).fold(f64::NEG_INFINITY, f64::max) + 2.0;
            let (first, end) = (low.floor().max(0.0), high.ceil().min(size as f64));
            (first < end).then_some((first as usize, (end - first) as usize))
        };
        match (range(|c| c.x, self.size().0), range(|c| c.y, self.size().1)) {
            (Some((x, width)), Some((y, height))) => Ok(PxRect { x, y, width, height }),
            _ => Err(self
                .refusal("does not show the site", "use an image of the facility, and check the anchor in case.toml")),
        }
    }

    /// Reads `rect` at the resolution of the square: averaged by whole factors where the image is finer. Also gives
    /// window pixels per source pixel.
    fn window_near(&self, rect: PxRect, placement: &Placement, square: &Square) -> Result<(Window, Coord), EarthError> {
        let middle = Coord { x: square.pixels as f64 / 2.0, y: square.pixels as f64 / 2.0 };
        let mut near =
            [middle, middle + Coord { x: 1.0, y: 0.0 }, middle + Coord { x: 0.0, y: 1.0 }].map(|px| square.site(px));
        placement.px_array(&mut near)?;
        let (right, down) = (near[1] - near[0], near[2] - near[0]);
        let shrunk = |length: usize, source_per_target: f64| {
            let most = TEXTURE_SIDE_PX.min(length);
            ((length as f64 / source_per_target.max(1.0)).ceil() as usize).clamp(1, most)
        };
        let size =
            (shrunk(rect.width, right.x.abs().max(down.x.abs())), shrunk(rect.height, right.y.abs().max(down.y.abs())));
        let scale = Coord { x: size.0 as f64 / rect.width as f64, y: size.1 as f64 / rect.height as f64 };
        Ok((self.window(rect, size)?, scale))
    }

    fn finished(
        &self,
        picture: &Pixels<4>,
        square: &Square,
        mut notes: Vec<Note>,
    ) -> Result<GroundTexture, EarthError> {
        let valid = picture.data().iter().filter(|p| p[3] >= 128).count();
        let side = square.pixels;
        if valid == 0 {
            return Err(self.refusal("has no data at the site", "use an image of the facility"));
        }
        let rgb = picture.data().iter().enumerate().flat_map(|(i, &p)| shown(p, i % side, i / side)).collect();
        let valid_share = valid as f64 / picture.data().len() as f64;
        if valid_share < 1.0 {
            let message =
                format!("{:.1} % of the ground texture has no data and is hatched", 100.0 * (1.0 - valid_share));
            notes.push(Note::new(NoteKind::LeftOut, &self.file, message, ""));
        }
        let size = square.metres_per_px * side as f64;
        let bounds = [square.west, square.north - size, square.west + size, square.north];
        Ok(GroundTexture { width: side, height: side, rgb, valid_share, bounds, notes })
    }
}

/// Colours weighted by validity, so that interpolation beside a hole does not mix in the hole's colour.
fn premultiplied(mut pixels: Pixels<4>) -> Pixels<4> {
    for pixel in pixels.data_mut() {
        if pixel[3] == 0 {
            *pixel = [0; 4];
        }
    }
    pixels
}

/// The colour of a resampled pixel: weighted back where at least half of it is valid, else a diagonal hatch.
fn shown([r, g, b, valid]: [u8; 4], x: usize, y: usize) -> [u8; 3] {
    if valid < 128 {
        return if (x + y) % 16 < 2 { [150; 3] } else { [190; 3] };
    }
    let valid = u32::from(valid);
    [r, g, b].map(|v| ((u32::from(v) * 255 + valid / 2) / valid).min(255) as u8)
}
