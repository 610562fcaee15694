//! Where the pixels of a raster lie on the site.

use crate::frame::{Projector, operation};
use crate::proj::{Direction, Operation};
use crate::{EarthError, Raster};
use geo::{AffineTransform, Coord, Point};
use locus_model::{ImageryPx, In, Site};
use std::sync::{Mutex, PoisonError};

/// Carries places between one raster's pixels and one site's metres. Built by [`Raster::placement`].
pub struct Placement {
    /// `None` where the raster is in the site's own CRS: then the way is affine and exact.
    world_from_site: Option<Mutex<Operation>>,
    world_from_px: AffineTransform,
    px_from_world: AffineTransform,
    /// Of a raster in degrees: the longitude of its middle. Longitudes are taken within 180° of it, so that a raster
    /// across the antimeridian is one piece.
    middle_longitude: Option<f64>,
    file: String,
}

impl Raster {
    /// The way between this raster's pixels and the site of `projector`.
    ///
    /// # Errors
    /// No transformation of known accuracy connects the two systems.
    pub fn placement(&self, projector: &Projector) -> Result<Placement, EarthError> {
        let site = format!("EPSG:{}", projector.epsg());
        let world_from_site = match self.crs().epsg {
            Some(epsg) if epsg == projector.epsg() => None,
            _ => Some(Mutex::new(operation(&site, &self.crs().definition)?)),
        };
        Ok(Placement {
            world_from_site,
            world_from_px: self.world_from_px(),
            px_from_world: self.px_from_world(),
            middle_longitude: self.crs().geographic.then(|| self.middle().x),
            file: self.file.clone(),
        })
    }
}

impl Placement {
    /// Metres to pixels. The pixel may lie outside the raster.
    ///
    /// # Errors
    /// A place that the raster's CRS cannot express.
    pub fn px(&self, place: &In<Site, Point>) -> Result<In<ImageryPx, Point>, EarthError> {
        let mut at = [place.geometry().0];
        self.px_array(&mut at)?;
        Ok(In::claim(Point(at[0])))
    }

    /// Pixels to metres.
    ///
    /// # Errors
    /// A pixel whose place the site's CRS cannot express.
    pub fn site(&self, px: &In<ImageryPx, Point>) -> Result<In<Site, Point>, EarthError> {
        let mut at = [self.world_from_px.apply(px.geometry().0)];
        self.operate(Direction::Inverse, &mut at)?;
        Ok(In::claim(Point(at[0])))
    }

    /// Metres to pixels, in place.
    ///
    /// # Errors
    /// As [`Placement::px`].
    pub fn px_array(&self, coords: &mut [Coord]) -> Result<(), EarthError> {
        self.operate(Direction::Forward, coords)?;
        for at in coords {
            if let Some(middle) = self.middle_longitude {
                at.x = middle + (at.x - middle + 180.0).rem_euclid(360.0) - 180.0;
            }
            *at = self.px_from_world.apply(*at);
        }
        Ok(())
    }

    fn operate(&self, direction: Direction, coords: &mut [Coord]) -> Result<(), EarthError> {
        let Some(operation) = &self.world_from_site else { return Ok(()) };
        let count = coords.len();
        let mut operation = operation.lock().unwrap_or_else(PoisonError::into_inner);
        operation.apply(direction, coords).map_err(|(index, reason)| {
            let (site, image) = ("site metres".to_string(), format!("the CRS of {}", self.file));
            let (from, to) = match direction {
                Direction::Forward => (site, image),
                Direction::Inverse => (image, site),
            };
            EarthError::NotCarried { index, count, from, to, reason }
        })
    }
}
