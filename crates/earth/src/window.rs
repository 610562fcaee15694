//! Part of a raster as a picture for the screen.

use crate::stretch::Stretch;
use crate::{EarthError, Pixels, Raster, gdal_pixels};
use gdal::errors::GdalError;
use gdal::raster::{RasterBand, ResampleAlg};
use locus_model::limits::raster as limits;
use locus_model::{Note, NoteKind};

/// Part of a raster, ready to be shown.
pub struct Window {
    /// Red, green, blue, and 255 where the image has data; 0 in all four where it has none.
    pub pixels: Pixels<4>,
    /// How the values were stretched.
    pub notes: Vec<Note>,
}

/// A rectangle of source pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PxRect {
    /// First column.
    pub x: usize,
    /// First row.
    pub y: usize,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

impl PxRect {
    fn gdal(&self) -> ((isize, isize), (usize, usize)) {
        ((self.x as isize, self.y as isize), (self.width, self.height))
    }
}

impl Raster {
    /// The source pixels of `rect`, averaged down to `size` (or repeated up to it).
    ///
    /// 8-bit values are shown as they are. All others are stretched linearly, band by band, from the 2nd to the 98th
    /// percentile of the window's valid pixels; a note gives the limits. Where a mask, an alpha band (from one half)
    /// or a nodata value says that there is nothing, or a value is not finite, the picture is transparent.
    ///
    /// # Errors
    /// A rectangle outside the raster or too large to read; pixels that cannot be decoded.
    pub fn window(&self, rect: PxRect, size: (usize, usize)) -> Result<Window, EarthError> {
        self.check_window(rect, size)?;
        let mut pixels = Pixels::filled(size.0, size.1, [0; 4]);
        let mut notes = Vec::new();
        let valid = self.read_validity(rect, size).map_err(|e| self.unreadable(&e))?;
        for (pixel, valid) in pixels.data_mut().iter_mut().zip(valid) {
            pixel[3] = valid;
        }
        let [red, green, blue] = self.bands.rgb;
        let grey = red == green;
        for (channel, band) in [red, green, blue].into_iter().enumerate().take(if grey { 1 } else { 3 }) {
            notes.extend(self.show(band, channel, rect, &mut pixels).map_err(|e| self.unreadable(&e))?);
        }
        for pixel in pixels.data_mut() {
            if grey {
                (pixel[1], pixel[2]) = (pixel[0], pixel[0]);
            }
            if pixel[3] == 0 {
                *pixel = [0; 4];
            }
        }
        Ok(Window { pixels, notes })
    }

    /// The 8-bit values of the first `C` bands as they are stored, without stretch, mask or resampling.
    ///
    /// # Errors
    /// A rectangle outside the raster or too large to read; fewer bands or other values; pixels that cannot be decoded.
    pub fn pixels<const C: usize>(&self, rect: PxRect) -> Result<Pixels<C>, EarthError> {
        self.check_inside(rect)?;
        if !self.bands.eight_bit || self.dataset.raster_count() < C {
            return Err(
                self.refusal(format!("does not have {C} bands of 8 bits"), "convert it (gdal_translate -ot Byte)")
            );
        }
        gdal_pixels::read(&self.dataset, rect).map_err(|e| self.unreadable(&e))
    }

    fn check_window(&self, rect: PxRect, size: (usize, usize)) -> Result<(), EarthError> {
        self.check_inside(rect)?;
        if size.0 == 0 || size.1 == 0 || size.0.saturating_mul(size.1) > limits::WINDOW_PX {
            let found = format!("cannot be shown in {} by {} pixels", size.0, size.1);
            return Err(self.refusal(found, "ask for 1 to 4096 pixels a side"));
        }
        Ok(())
    }

    fn check_inside(&self, rect: PxRect) -> Result<(), EarthError> {
        let (width, height) = self.size();
        let fits = |start: usize, length: usize, whole: usize| {
            length > 0 && start.checked_add(length).is_some_and(|end| end <= whole)
        };
        if !fits(rect.x, rect.width, width) || !fits(rect.y, rect.height, height) {
            let found = format!("has {width} by {height} pixels, and {rect:?} is not inside");
            return Err(self.refusal(found, "choose a smaller window"));
        }
        if rect.width.saturating_mul(rect.height) > limits::SOURCE_PX {
            let found = format!("would have to be read over {} by {} pixels", rect.width, rect.height);
            return Err(self.refusal(found, "crop it to the surroundings of the facility"));
        }
        Ok(())
    }

    fn unreadable(&self, error: &GdalError) -> EarthError {
        let reason = match error {
            GdalError::CplError { msg, .. } | GdalError::NullPointer { msg, .. } => msg.clone(),
            other => other.to_string(),
        };
        // GDAL begins its messages with the whole path, or with the name alone.
        let opened = self.opened.to_string_lossy();
        let names = [&*opened, &*self.file];
        let after = names.iter().find_map(|name| Some(reason.rsplit_once(*name)?.1));
        let reason = after.unwrap_or(&reason).trim_start_matches([',', ':', ' ']);
        self.refusal(format!("cannot be decoded ({reason})"), "the file is damaged: fetch it again from its source")
    }

    /// 255 where at least one shown band has data, else 0.
    fn read_validity(&self, rect: PxRect, size: (usize, usize)) -> Result<Vec<u8>, GdalError> {
        let mut valid = vec![0_u8; size.0 * size.1];
        let mut mask = vec![0_u8; size.0 * size.1];
        for band in self.bands.rgb {
            let band = self.dataset.rasterband(band)?;
            if band.mask_flags()?.is_all_valid() {
                return Ok(vec![255; size.0 * size.1]);
            }
            read(&band.open_mask_band()?, rect, size, &mut mask)?;
            for (valid, mask) in valid.iter_mut().zip(&mask) {
                *valid |= if *mask >= 128 { 255 } else { 0 };
            }
        }
        Ok(valid)
    }

    /// Writes one band into one channel.
    fn show(
        &self,
        band: usize,
        channel: usize,
        rect: PxRect,
        pixels: &mut Pixels<4>,
    ) -> Result<Option<Note>, GdalError> {
        let size = (pixels.width(), pixels.height());
        let source = self.dataset.rasterband(band)?;
        if self.bands.eight_bit {
            let mut values = vec![0_u8; size.0 * size.1];
            read(&source, rect, size, &mut values)?;
            for (pixel, value) in pixels.data_mut().iter_mut().zip(values) {
                pixel[channel] = value;
            }
            return Ok(None);
        }
        let mut values = vec![0_f32; size.0 * size.1];
        read(&source, rect, size, &mut values)?;
        let stretch = Stretch::of(values.iter().zip(pixels.data()).filter(|(_, p)| p[3] != 0).map(|(v, _)| *v));
        for (pixel, value) in pixels.data_mut().iter_mut().zip(values) {
            if value.is_finite() {
                pixel[channel] = stretch.show(value);
            } else {
                pixel[3] = 0;
            }
        }
        let Stretch { low, high } = stretch;
        let message = format!(
            "band {band} is shown stretched: values from {low} to {high} (2nd and 98th percentile of the window) as black to white"
        );
        Ok(Some(Note::new(NoteKind::Fact, &self.file, message, "")))
    }
}

/// Reads a rectangle into a buffer of another size: averaged down, or repeated up.
fn read<T: Copy + gdal::raster::GdalType>(
    band: &RasterBand<'_>,
    rect: PxRect,
    size: (usize, usize),
    buffer: &mut [T],
) -> Result<(), GdalError> {
    let (origin, extent) = rect.gdal();
    let resampling = (size.0 < rect.width || size.1 < rect.height).then_some(ResampleAlg::Average);
    band.read_into_slice(origin, extent, size, buffer, resampling)
}
