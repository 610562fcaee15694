//! The site frame: which plane of metres a facility is worked on, and the way there and back.

use crate::EarthError;
use crate::proj::{self, Area, CrsFacts, Direction, Operation};
use geo::{Coord, Point};
use locus_model::{Form, Geographic, In, Site, SiteDefinition, SiteFrame};
use std::sync::{Mutex, PoisonError};

/// WGS 84 degrees.
pub(crate) const WGS84: &str = "EPSG:4326";

/// How far outside its stated area of use (degrees) a coordinate system is still believed. Maps are read past their
/// sheet's edge; South Korean grids are used for the whole peninsula, a UTM zone a little beyond its meridians. Grids
/// of the transverse Mercator lose accuracy across their meridian, not along it.
const MARGIN_EAST_DEG: f64 = 2.0;
const MARGIN_NORTH_DEG: f64 = 3.0;

/// Carries places between WGS 84 degrees and the metres of one site. Built by [`frame`].
///
/// It can be shared between threads; calls are taken one at a time, so hand over arrays, not points, where there are
/// many.
pub struct Projector {
    epsg: u32,
    site_from_geographic: Mutex<Operation>,
}

/// The frame of a site: the stated projected CRS, or the UTM zone (WGS 84) of the anchor.
///
/// UTM zones follow the grid zone designations of NGA.SIG.0012 (2014), section 3, with the exceptions for south-west
/// Norway (32V) and Svalbard (31X to 37X).
///
/// # Errors
/// A CRS that is unknown, not projected, not in metres, not east and north, or made for another part of the world;
/// an anchor outside UTM.
pub fn frame(site: &SiteDefinition) -> Result<(SiteFrame, Projector), EarthError> {
    let anchor = site.anchor.geometry().0;
    let epsg = site.epsg.map_or_else(|| utm_epsg(anchor), Ok)?;
    let facts = site_crs(epsg)?;
    inside_area(epsg, &facts, "the anchor", anchor, "State the CRS of the anchor's region, or leave `crs` out")?;
    let projector = Projector::new(epsg)?;
    let origin = projector.site(&site.anchor)?;
    let convergence_deg = projector.convergence_deg(anchor)?;
    let frame = SiteFrame { epsg, name: facts.name, anchor: site.anchor, origin, convergence_deg };
    Ok((frame, projector))
}

impl Projector {
    fn new(epsg: u32) -> Result<Self, EarthError> {
        let site_from_geographic = operation(WGS84, &format!("EPSG:{epsg}"))?;
        Ok(Self { epsg, site_from_geographic: Mutex::new(site_from_geographic) })
    }

    /// EPSG code of the site's CRS.
    pub fn epsg(&self) -> u32 {
        self.epsg
    }

    /// Degrees to metres.
    ///
    /// # Errors
    /// A place that the projection cannot reach, or that is not finite.
    pub fn site(&self, place: &In<Geographic, Point>) -> Result<In<Site, Point>, EarthError> {
        let mut at = [place.geometry().0];
        self.site_array(&mut at)?;
        Ok(In::claim(Point(at[0])))
    }

    /// Metres to degrees.
    ///
    /// # Errors
    /// A place that the projection cannot undo, or that is not finite.
    pub fn geographic(&self, place: &In<Site, Point>) -> Result<In<Geographic, Point>, EarthError> {
        let mut at = [place.geometry().0];
        self.geographic_array(&mut at)?;
        Ok(In::claim(Point(at[0])))
    }

    /// Degrees to metres, vertex by vertex.
    ///
    /// # Errors
    /// As [`Projector::site`].
    pub fn site_form(&self, form: &In<Geographic, Form>) -> Result<In<Site, Form>, EarthError> {
        carried(form.geometry(), |coords| self.site_array(coords)).map(In::claim)
    }

    /// Metres to degrees, vertex by vertex.
    ///
    /// # Errors
    /// As [`Projector::geographic`].
    pub fn geographic_form(&self, form: &In<Site, Form>) -> Result<In<Geographic, Form>, EarthError> {
        carried(form.geometry(), |coords| self.geographic_array(coords)).map(In::claim)
    }

    /// Degrees (x longitude, y latitude) to metres in place, without allocating.
    ///
    /// # Errors
    /// The index of the first place that could not be carried over; the array is then undefined.
    pub fn site_array(&self, coords: &mut [Coord]) -> Result<(), EarthError> {
        self.apply(Direction::Forward, coords)
    }

    /// Metres to degrees in place, without allocating.
    ///
    /// # Errors
    /// As [`Projector::site_array`].
    pub fn geographic_array(&self, coords: &mut [Coord]) -> Result<(), EarthError> {
        self.apply(Direction::Inverse, coords)
    }

    fn apply(&self, direction: Direction, coords: &mut [Coord]) -> Result<(), EarthError> {
        let count = coords.len();
        // A poisoned lock holds a whole operation: PROJ keeps no state between calls that could be half-written.
        let mut operation = self.site_from_geographic.lock().unwrap_or_else(PoisonError::into_inner);
        operation.apply(direction, coords).map_err(|(index, reason)| {
            let (degrees, metres) = ("WGS 84 degrees".to_string(), format!("EPSG:{} metres", self.epsg));
            let (from, to) = match direction {
                Direction::Forward => (degrees, metres),
                Direction::Inverse => (metres, degrees),
            };
            EarthError::NotCarried { index, count, from, to, reason }
        })
    }

    /// Degrees clockwise from true north to grid north, from a central difference of 0.002° along the meridian: good
    /// to 1e-8 degrees where the projection is smooth.
    fn convergence_deg(&self, at: Coord) -> Result<f64, EarthError> {
        const STEP: f64 = 0.001;
        let mut ends = [Coord { x: at.x, y: at.y - STEP }, Coord { x: at.x, y: at.y + STEP }];
        self.site_array(&mut ends)?;
        let north = ends[1] - ends[0];
        Ok((-north.x).atan2(north.y).to_degrees())
    }
}

/// An operation between two systems, each named as `EPSG:n` or given as WKT.
pub(crate) fn operation(from: &str, to: &str) -> Result<Operation, EarthError> {
    Operation::between(from, to).map_err(|reason| {
        let short = |crs: &str| crs.lines().next().unwrap_or_default().chars().take(60).collect::<String>();
        EarthError::NoTransformation { from: short(from), to: short(to), reason }
    })
}

fn carried(form: &Form, apply: impl Fn(&mut [Coord]) -> Result<(), EarthError>) -> Result<Form, EarthError> {
    let mut form = form.clone();
    match &mut form {
        Form::Point(point) => apply(std::slice::from_mut(&mut point.0))?,
        Form::Line(line) => apply(&mut line.0)?,
        Form::Area(area) => {
            let mut outcome = Ok(());
            area.exterior_mut(|ring| outcome = apply(&mut ring.0));
            outcome?;
            let mut outcome = Ok(());
            area.interiors_mut(|rings| outcome = rings.iter_mut().try_for_each(|ring| apply(&mut ring.0)));
            outcome?;
        }
    }
    Ok(form)
}

/// The EPSG code of the WGS 84 UTM zone of a place.
fn utm_epsg(at: Coord) -> Result<u32, EarthError> {
    if !(-80.0..=84.0).contains(&at.y) || !(-180.0..=180.0).contains(&at.x) {
        return Err(EarthError::NoUtmZone { latitude: at.y });
    }
    let hemisphere = if at.y < 0.0 { 32700 } else { 32600 };
    Ok(hemisphere + utm_zone(at))
}

/// Zones are 6° wide from 180° W; the exceptions move borders at bands V (56° to 64°) and X (72° to 84°).
fn utm_zone(Coord { x: longitude, y: latitude }: Coord) -> u32 {
    let norway = (56.0..64.0).contains(&latitude) && (3.0..12.0).contains(&longitude);
    let svalbard = latitude >= 72.0 && (0.0..42.0).contains(&longitude);
    match longitude {
        _ if norway => 32,
        x if svalbard && x < 9.0 => 31,
        x if svalbard && x < 21.0 => 33,
        x if svalbard && x < 33.0 => 35,
        _ if svalbard => 37,
        x => ((x + 180.0) / 6.0) as u32 % 60 + 1,
    }
}

/// What the database says of a stated code.
pub(crate) fn crs(epsg: u32) -> Result<CrsFacts, EarthError> {
    proj::crs_facts(&format!("EPSG:{epsg}")).map_err(|reason| EarthError::UnknownCrs { epsg, reason })
}

fn site_crs(epsg: u32) -> Result<CrsFacts, EarthError> {
    let facts = crs(epsg)?;
    match not_metric(&facts) {
        None => Ok(facts),
        Some(found) => Err(EarthError::NotMetric { epsg, name: facts.name, found }),
    }
}

fn not_metric(facts: &CrsFacts) -> Option<String> {
    let mut directions: Vec<&str> = facts.axes.iter().map(|a| a.direction.as_str()).collect();
    directions.sort_unstable();
    if let Some(axis) = facts.axes.iter().find(|a| a.factor != 1.0) {
        return Some(format!("is measured in {}", axis.unit));
    }
    if !facts.projected {
        return Some("is not a projected system".into());
    }
    (directions != ["east", "north"]).then(|| format!("has axes {}", directions.join(" and ")))
}

/// Refuses a place that a coordinate system was not made for.
pub(crate) fn inside_area(
    epsg: u32,
    facts: &CrsFacts,
    what: &'static str,
    at: Coord,
    hint: &'static str,
) -> Result<(), EarthError> {
    match &facts.area {
        Some(area) if !near(area, at) => Err(EarthError::OutsideArea {
            what,
            epsg,
            hint,
            longitude: at.x,
            latitude: at.y,
            name: facts.name.clone(),
            area: area.name.clone(),
        }),
        _ => Ok(()),
    }
}

fn near(area: &Area, at: Coord) -> bool {
    // An area across the antimeridian has its west east of its east.
    let width = (area.east - area.west).rem_euclid(360.0);
    let width = if width == 0.0 { 360.0 } else { width };
    let from_west = (at.x - area.west + MARGIN_EAST_DEG).rem_euclid(360.0);
    let latitudes = (area.south - MARGIN_NORTH_DEG)..=(area.north + MARGIN_NORTH_DEG);
    from_west <= width + 2.0 * MARGIN_EAST_DEG && latitudes.contains(&at.y)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn site(longitude: f64, latitude: f64, epsg: Option<u32>) -> SiteDefinition {
        SiteDefinition { anchor: In::claim(Point::new(longitude, latitude)), epsg }
    }

    fn refusal(longitude: f64, latitude: f64, epsg: Option<u32>) -> String {
        frame(&site(longitude, latitude, epsg)).err().unwrap().to_string()
    }

    /// Borders of NGA.SIG.0012; the Bergen and Ny-Ålesund rows are the textbook exceptions.
    #[test]
    fn zones_follow_the_grid_zone_designations() {
        let zone = |x, y| utm_zone(Coord { x, y });
        assert_eq!(zone(126.0, 39.0), 52);
        assert_eq!(zone(125.999, 39.0), 51);
        assert_eq!(zone(-180.0, 0.0), 1);
        assert_eq!(zone(180.0, 0.0), 1);
        assert_eq!(zone(179.999, 0.0), 60);
        assert_eq!((zone(5.32, 60.39), zone(2.99, 60.39), zone(5.32, 55.99), zone(5.32, 64.0)), (32, 31, 31, 31));
        assert_eq!((zone(11.93, 78.92), zone(8.99, 78.92), zone(21.0, 80.0), zone(33.0, 80.0)), (33, 31, 35, 37));
    }

    #[test]
    fn frame_of_the_example_is_utm_52() {
        let (frame, projector) = frame(&site(131.49113264, 39.49320182, None)).unwrap();
        assert_eq!((frame.epsg, frame.name.as_str()), (32652, "WGS 84 / UTM zone 52N"));
        let back = projector.geographic(&frame.origin).unwrap().into_geometry();
        assert!((back.x() - 131.49113264).abs() < 1e-10 && (back.y() - 39.49320182).abs() < 1e-10);
        // tan(convergence) = tan(longitude from the central meridian) sin(latitude), to first order.
        let expected = ((2.49113264_f64).to_radians().tan() * (39.49320182_f64).to_radians().sin()).atan().to_degrees();
        assert!((frame.convergence_deg - expected).abs() < 2e-3, "{} {expected}", frame.convergence_deg);
    }

    #[test]
    fn systems_that_are_no_plane_of_metres_are_refused() {
        assert!(refusal(127.0, 39.0, Some(4326)).contains("measured in degree"));
        assert!(refusal(-100.0, 40.0, Some(2225)).contains("foot"));
        assert!(refusal(127.0, 39.0, Some(999_999)).contains("EPSG:999999"));
        assert!(refusal(20.0, -30.0, Some(2048)).contains("south and west"));
        assert!(refusal(127.0, 89.0, None).contains("outside UTM"));
    }

    #[test]
    fn system_of_another_region_is_refused() {
        let message = refusal(127.0, 39.0, Some(32616));
        assert!(message.contains("the anchor") && message.contains("outside the area"), "{message}");
        assert!(frame(&site(127.0, 37.5, Some(5186))).is_ok());
    }

    #[test]
    fn a_place_that_cannot_be_carried_is_named() {
        let (_, projector) = frame(&site(127.0, 39.0, None)).unwrap();
        let mut places = [Coord { x: 127.0, y: 39.0 }, Coord { x: f64::NAN, y: 39.0 }];
        assert!(projector.site_array(&mut places).unwrap_err().to_string().contains("point 1 of 2"));
        assert!(projector.site(&In::claim(Point::new(127.0, 95.0))).is_err());
    }

    #[test]
    fn forms_keep_their_holes() {
        let (_, projector) = frame(&site(127.0, 39.0, None)).unwrap();
        let ring = |r: f64| {
            geo::LineString::from(vec![(127.0 - r, 39.0), (127.0 + r, 39.0), (127.0, 39.0 + r), (127.0 - r, 39.0)])
        };
        let area = In::claim(Form::Area(geo::Polygon::new(ring(0.01), vec![ring(0.001)])));
        let there = projector.site_form(&area).unwrap();
        let Form::Area(moved) = there.geometry() else { panic!("an area stays an area") };
        assert!(moved.interiors()[0].0.iter().all(|c| c.y > 4.0e6));
        let back = projector.geographic_form(&there).unwrap();
        let off = back
            .geometry()
            .vertices()
            .into_iter()
            .zip(area.geometry().vertices())
            .map(|(a, b)| (a.x - b.x).hypot(a.y - b.y));
        assert!(off.fold(0.0, f64::max) < 1e-10);
    }
}
