//! Coordinate spaces that cannot be mixed.
//!
//! | type | unit | axes | made by |
//! |---|---|---|---|
//! | [`SketchPx`] | pixel of the scan as it is shown (EXIF orientation applied) | x right, y **down**, origin at the outer corner of the upper-left pixel | `casefile`, `sketch` |
//! | [`SketchPlane`] | page width = 1 | x right, y **up**, origin at the lower-left corner of the page | `sketch`, the one y flip |
//! | [`ImageryPx`] | pixel of one raster | x right, y down | `earth` |
//! | [`Geographic`] | degree, WGS 84 | x longitude, y latitude | `casefile` |
//! | [`Site`] | metre in the facility's projected CRS | x easting, y northing | `earth` |
//! | [`Scene`] | metre from the facility's anchor | x right (east), y up, -z north | `publish` |
//!
//! A type names a *kind* of space, not one facility's frame: the `Site` metres of two facilities have the same type.
//! A [`SiteFrame`](crate::SiteFrame) travels with every plan and is compared where two meet.
//!
//! Geometry enters a space at one door, [`In::claim`], so `grep claim` lists every place where trust is asserted.
//!
//! A sketch-plane point is not a place on the ground:
//! ```compile_fail
//! use locus_model::{measure, In, SketchPlane};
//! let wall = In::<SketchPlane, _>::claim(geo::LineString::from(vec![(0.0, 0.0), (3.0, 4.0)]));
//! measure::length_m(&wall);
//! ```
//! its twin in the site frame is:
//! ```
//! use locus_model::{measure, In, Site};
//! let wall = In::<Site, _>::claim(geo::LineString::from(vec![(0.0, 0.0), (3.0, 4.0)]));
//! assert_eq!(measure::length_m(&wall), 5.0);
//! ```
//! Transforms compose only where the inner spaces meet:
//! ```compile_fail
//! use locus_model::{Site, SketchPlane, SketchPx, Transform};
//! let plane_from_px = Transform::<SketchPx, SketchPlane>::scaling(0.001, -0.001);
//! let site_from_plane = Transform::<SketchPlane, Site>::scaling(80.0, 80.0);
//! let wrong = plane_from_px * site_from_plane;
//! ```
//! ```
//! use locus_model::{Site, SketchPlane, SketchPx, Transform};
//! let plane_from_px = Transform::<SketchPx, SketchPlane>::scaling(0.001, -0.001);
//! let site_from_plane = Transform::<SketchPlane, Site>::scaling(80.0, 80.0);
//! let site_from_px: Transform<SketchPx, Site> = site_from_plane * plane_from_px;
//! ```

use geo::{AffineOps, AffineTransform};
use std::marker::PhantomData;
use std::ops::Mul;

/// A kind of coordinate space. Sealed: the list above is the whole list.
pub trait Space: sealed::Sealed + Copy + 'static {
    /// The name used in messages.
    const NAME: &'static str;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! spaces {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {}
        impl sealed::Sealed for $name {}
        impl Space for $name { const NAME: &'static str = $text; }
    )*};
}

spaces! {
    /// Pixels of a scan as shown: x right, y down.
    SketchPx = "sketch-px";
    /// The page, its width 1: x right, y up.
    SketchPlane = "sketch-plane";
    /// Pixels of one georeferenced raster: x right, y down.
    ImageryPx = "imagery-px";
    /// WGS 84 degrees: x longitude, y latitude.
    Geographic = "geographic";
    /// Metres in the facility's projected CRS: x easting, y northing.
    Site = "site";
    /// Metres from the facility's anchor: x east, y up, -z north.
    Scene = "scene";
}

/// A geometry together with the space it lives in.
pub struct In<S, G> {
    geometry: G,
    space: PhantomData<S>,
}

impl<S: Space, G> In<S, G> {
    /// States that `geometry` is in the space `S`. The only door: whoever calls this vouches for it.
    pub const fn claim(geometry: G) -> Self {
        Self { geometry, space: PhantomData }
    }

    /// The bare geometry.
    pub const fn geometry(&self) -> &G {
        &self.geometry
    }

    /// The bare geometry, by value.
    pub fn into_geometry(self) -> G {
        self.geometry
    }

    /// A step that stays in the same space.
    pub fn map<H>(self, step: impl FnOnce(G) -> H) -> In<S, H> {
        In::claim(step(self.geometry))
    }
}

impl<S, G: Clone> Clone for In<S, G> {
    fn clone(&self) -> Self {
        Self { geometry: self.geometry.clone(), space: PhantomData }
    }
}
impl<S, G: Copy> Copy for In<S, G> {}
impl<S, G: PartialEq> PartialEq for In<S, G> {
    fn eq(&self, other: &Self) -> bool {
        self.geometry == other.geometry
    }
}
impl<S: Space, G: std::fmt::Debug> std::fmt::Debug for In<S, G> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?}", S::NAME, self.geometry)
    }
}

/// An affine transformation from one space to another, named `to_from`.
///
/// `x' = a x + b y + x0`, `y' = d x + e y + y0` with the coefficients in that order.
pub struct Transform<From, To> {
    matrix: AffineTransform<f64>,
    spaces: PhantomData<(From, To)>,
}

impl<From: Space, To: Space> Transform<From, To> {
    /// From the six coefficients `[a, b, x0, d, e, y0]`.
    pub fn new([a, b, x0, d, e, y0]: [f64; 6]) -> Self {
        Self { matrix: AffineTransform::new(a, b, x0, d, e, y0), spaces: PhantomData }
    }

    /// Scales the axes; a negative factor mirrors one.
    pub fn scaling(x: f64, y: f64) -> Self {
        Self::new([x, 0.0, 0.0, 0.0, y, 0.0])
    }

    /// The coefficients `[a, b, x0, d, e, y0]`.
    pub fn coefficients(&self) -> [f64; 6] {
        let m = &self.matrix;
        [m.a(), m.b(), m.xoff(), m.d(), m.e(), m.yoff()]
    }

    /// Carries a whole geometry over.
    pub fn apply<G: AffineOps<f64>>(&self, shape: &In<From, G>) -> In<To, G> {
        In::claim(shape.geometry.affine_transform(&self.matrix))
    }

    /// The way back; `None` where the transformation flattens the plane.
    pub fn inverse(&self) -> Option<Transform<To, From>> {
        self.matrix.inverse().map(|matrix| Transform { matrix, spaces: PhantomData })
    }
}

impl<A: Space, B: Space, C: Space> Mul<Transform<A, B>> for Transform<B, C> {
    type Output = Transform<A, C>;

    /// `site_from_plane * plane_from_px`: first the right one, then the left one.
    fn mul(self, first: Transform<A, B>) -> Transform<A, C> {
        Transform { matrix: first.matrix.compose(&self.matrix), spaces: PhantomData }
    }
}

impl<From, To> Clone for Transform<From, To> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<From, To> Copy for Transform<From, To> {}
impl<From: Space, To: Space> std::fmt::Debug for Transform<From, To> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} from {}: {:?}", To::NAME, From::NAME, self.coefficients())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::Point;

    #[test]
    fn composition_applies_the_right_factor_first() {
        let plane_from_px = Transform::<SketchPx, SketchPlane>::new([0.01, 0.0, 0.0, 0.0, -0.01, 2.0]);
        let site_from_plane = Transform::<SketchPlane, Site>::new([50.0, 0.0, 1000.0, 0.0, 50.0, 2000.0]);
        let at = (site_from_plane * plane_from_px).apply(&In::claim(Point::new(100.0, 100.0)));
        assert_eq!(*at.geometry(), Point::new(1050.0, 2050.0));
    }

    #[test]
    fn inverse_undoes() {
        let there = Transform::<SketchPlane, Site>::new([3.0, 1.0, 7.0, -1.0, 2.0, 5.0]);
        let p = In::claim(Point::new(0.3, 0.9));
        let back = there.inverse().map(|b| b.apply(&there.apply(&p)));
        let off = back.map(|b| (b.geometry().0.x - 0.3).hypot(b.geometry().0.y - 0.9));
        assert!(off.is_some_and(|d| d < 1e-12));
        assert!(Transform::<SketchPlane, Site>::scaling(1.0, 0.0).inverse().is_none());
    }
}
