//! The few calls to PROJ that Locus needs, made safe. Nothing outside this file touches a PROJ pointer.
//!
//! Every operation is built without network, without ballpark transformations (a datum shift of unknown size would be
//! a wrong placement) and normalised to longitude/latitude and easting/northing, whatever order the EPSG database
//! gives the axes.

#![allow(unsafe_code)]

use geo::Coord;
use proj_sys::*;
use std::ffi::{CStr, CString, c_char, c_int};
use std::ptr;

/// Forward or back through an [`Operation`].
#[derive(Clone, Copy)]
pub(crate) enum Direction {
    Forward,
    Inverse,
}

/// One axis of a coordinate system.
pub(crate) struct Axis {
    pub direction: String,
    pub unit: String,
    /// Metres or radians per unit.
    pub factor: f64,
}

/// What a coordinate reference system is.
pub(crate) struct CrsFacts {
    pub name: String,
    pub projected: bool,
    pub axes: Vec<Axis>,
    pub area: Option<Area>,
}

/// Where a coordinate reference system is meant to be used: degrees.
#[derive(Clone)]
pub(crate) struct Area {
    pub name: String,
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

/// A PROJ context: no log, no network.
struct Context(*mut PJ_CONTEXT);

impl Context {
    fn new() -> Result<Self, String> {
        // SAFETY: plain constructor; a null result is checked.
        let context = unsafe { proj_context_create() };
        if context.is_null() {
            return Err("no memory for a PROJ context".into());
        }
        // SAFETY: `context` was just created and is owned here.
        unsafe {
            proj_log_level(context, PJ_LOG_LEVEL_PJ_LOG_NONE);
            proj_context_set_enable_network(context, 0);
        }
        Ok(Self(context))
    }

    fn reason(&self) -> String {
        // SAFETY: the context is alive; PROJ returns a static or context-owned string or null.
        unsafe { text(proj_context_errno_string(self.0, proj_context_errno(self.0))) }
            .unwrap_or_else(|| "no reason given".into())
    }

    fn create(&self, definition: &str) -> Result<Object, String> {
        let definition = CString::new(definition).map_err(|_| "a NUL byte in the definition".to_string())?;
        // SAFETY: both pointers are alive for the call.
        self.own(unsafe { proj_create(self.0, definition.as_ptr()) })
    }

    fn own(&self, object: *mut PJ) -> Result<Object, String> {
        if object.is_null() { Err(self.reason()) } else { Ok(Object(object)) }
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        // SAFETY: owned and not used again; every object of this context was dropped before (field order).
        unsafe { proj_context_destroy(self.0) };
    }
}

/// A PROJ object: a CRS, a coordinate system or an operation.
struct Object(*mut PJ);

impl Object {
    fn name(&self) -> String {
        // SAFETY: the object is alive and owns the string.
        unsafe { text(proj_get_name(self.0)) }.unwrap_or_default()
    }
}

impl Drop for Object {
    fn drop(&mut self) {
        // SAFETY: owned and not used again.
        unsafe { proj_destroy(self.0) };
    }
}

/// A transformation between two coordinate reference systems, x before y on both sides.
pub(crate) struct Operation {
    // Dropped in this order: PROJ wants its objects gone before their context.
    object: Object,
    context: Context,
}

// SAFETY: a context and its objects may move between threads as long as one thread uses them at a time
// (https://proj.org/development/threads.html); `Operation` is not `Sync`.
unsafe impl Send for Operation {}

impl Operation {
    /// The best transformation from `from` to `to`, each anything PROJ reads as a CRS: `EPSG:5174`, WKT.
    pub fn between(from: &str, to: &str) -> Result<Self, String> {
        let context = Context::new()?;
        let (source, target) = (context.create(from)?, context.create(to)?);
        let options = [c"ALLOW_BALLPARK=NO".as_ptr(), ptr::null()];
        // SAFETY: all pointers are alive for the call; a null area means "everywhere".
        let raw = context.own(unsafe {
            proj_create_crs_to_crs_from_pj(context.0, source.0, target.0, ptr::null_mut(), options.as_ptr())
        })?;
        // SAFETY: as above.
        let object = context.own(unsafe { proj_normalize_for_visualization(context.0, raw.0) })?;
        drop((raw, source, target));
        Ok(Self { object, context })
    }

    /// Carries every coordinate over, in place. The error names the first that failed; the others are then undefined.
    pub fn apply(&mut self, direction: Direction, coords: &mut [Coord]) -> Result<(), (usize, String)> {
        let count = coords.len();
        let Some(first) = coords.first_mut() else { return Ok(()) };
        let direction = match direction {
            Direction::Forward => PJ_DIRECTION_PJ_FWD,
            Direction::Inverse => PJ_DIRECTION_PJ_INV,
        };
        let (x, y, stride) = (&raw mut first.x, &raw mut first.y, size_of::<Coord>());
        let none = ptr::null_mut::<f64>();
        // SAFETY: x and y of `count` coordinates lie `stride` bytes apart in one exclusive slice; z and t are absent.
        unsafe {
            proj_errno_reset(self.object.0);
            proj_trans_generic(self.object.0, direction, x, stride, count, y, stride, count, none, 0, 0, none, 0, 0);
        }
        match coords.iter().position(|c| !(c.x.is_finite() && c.y.is_finite())) {
            None => Ok(()),
            Some(index) => Err((index, self.failure())),
        }
    }

    fn failure(&self) -> String {
        // SAFETY: object and context are alive.
        let code = unsafe { proj_errno(self.object.0) };
        if code == 0 {
            return "a coordinate is not a finite number".into();
        }
        // SAFETY: as above.
        unsafe { text(proj_context_errno_string(self.context.0, code)) }.unwrap_or_default()
    }

    /// The operation used by the last [`Operation::apply`]: its name, and its accuracy in metres where the database
    /// states one.
    pub fn last_used(&mut self) -> (String, Option<f64>) {
        // SAFETY: the object is alive; the result is owned by us or null.
        let used = unsafe { proj_trans_get_last_used_operation(self.object.0) };
        if used.is_null() {
            return describe(&self.object);
        }
        describe(&Object(used))
    }
}

fn describe(operation: &Object) -> (String, Option<f64>) {
    // SAFETY: the object is alive; its strings are copied before it goes.
    let (name, accuracy) = unsafe {
        let info = proj_pj_info(operation.0);
        (text(info.description), info.accuracy)
    };
    (name.unwrap_or_else(|| operation.name()), (accuracy >= 0.0).then_some(accuracy))
}

/// What PROJ's database says of a CRS.
pub(crate) fn crs_facts(definition: &str) -> Result<CrsFacts, String> {
    let context = Context::new()?;
    let crs = context.create(definition)?;
    // SAFETY: the object is alive.
    let projected = unsafe { proj_get_type(crs.0) } == PJ_TYPE_PJ_TYPE_PROJECTED_CRS;
    let axes = axes(&context, &crs);
    Ok(CrsFacts { name: crs.name(), projected, axes, area: area(&context, &crs) })
}

fn axes(context: &Context, crs: &Object) -> Vec<Axis> {
    // SAFETY: context and crs are alive; the result is owned by us or null.
    let Ok(system) = context.own(unsafe { proj_crs_get_coordinate_system(context.0, crs.0) }) else {
        return Vec::new();
    };
    // SAFETY: the system is alive.
    let count = unsafe { proj_cs_get_axis_count(context.0, system.0) };
    (0..count).filter_map(|i| axis(context, &system, i)).collect()
}

fn axis(context: &Context, system: &Object, index: c_int) -> Option<Axis> {
    let (mut direction, mut unit) = (ptr::null::<c_char>(), ptr::null::<c_char>());
    let mut factor = 0.0;
    let skip = ptr::null_mut();
    // SAFETY: out pointers are alive; null means "not wanted"; strings belong to the system and are copied at once.
    unsafe {
        let known = proj_cs_get_axis_info(
            context.0,
            system.0,
            index,
            skip,
            skip,
            &mut direction,
            &mut factor,
            &mut unit,
            skip,
            skip,
        );
        (known != 0).then_some(())?;
        Some(Axis { direction: text(direction)?, unit: text(unit)?, factor })
    }
}

fn area(context: &Context, crs: &Object) -> Option<Area> {
    let (mut west, mut south, mut east, mut north) = (0.0, 0.0, 0.0, 0.0);
    let mut name = ptr::null::<c_char>();
    // SAFETY: out pointers are alive; the name belongs to the CRS and is copied at once.
    unsafe {
        let known = proj_get_area_of_use(context.0, crs.0, &mut west, &mut south, &mut east, &mut north, &mut name);
        // PROJ writes -1000 where a bound is unknown.
        (known != 0 && west > -1000.0).then_some(())?;
        Some(Area { name: text(name)?, west, south, east, north })
    }
}

/// Version of PROJ, and of the EPSG data set in its database.
pub(crate) fn versions() -> Result<(String, String), String> {
    let context = Context::new()?;
    // SAFETY: PROJ returns static strings, and a string that the context owns.
    unsafe {
        let release = text(proj_info().version).ok_or("PROJ does not say its version")?;
        let database = text(proj_context_get_database_metadata(context.0, c"EPSG.VERSION".as_ptr()))
            .ok_or("PROJ found no database: it was not compiled in")?;
        Ok((release, database))
    }
}

/// Copies a C string; `None` for null.
///
/// # Safety
/// `string` is null or points to a NUL-terminated string.
unsafe fn text(string: *const c_char) -> Option<String> {
    // SAFETY: promised by the caller.
    (!string.is_null()).then(|| unsafe { CStr::from_ptr(string) }.to_string_lossy().into_owned())
}
