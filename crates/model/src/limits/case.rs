//! A case folder.

/// What a case may hold at most. A case beyond a limit is refused with the limit named, never cut short.
///
/// Sizes are in bytes. They are far above what an investigation produces and far below what would exhaust a small
/// machine: a hostile file costs less than five seconds and less than 300 MB.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// A `.toml` file.
    pub toml_bytes: u64,
    /// A `.geojson` file.
    pub geojson_bytes: u64,
    /// `incidents.csv`.
    pub csv_bytes: u64,
    /// A scan or photograph of a sheet (it is read whole once, to be hashed).
    pub image_bytes: u64,
    /// An imagery raster.
    pub raster_bytes: u64,
    /// Entries of one folder.
    pub folder_entries: usize,
    /// Nesting of brackets in GeoJSON (a polygon in a collection needs seven). TOML is limited to 80 by its parser.
    pub depth: usize,
    /// Features of one GeoJSON file.
    pub features: usize,
    /// Positions of one ring or line.
    pub positions: usize,
    /// One text.
    pub text_bytes: usize,
    /// Rows of `incidents.csv`.
    pub incidents: usize,
    /// Ids in one cell of `incidents.csv`.
    pub cell_ids: usize,
    /// Mistakes listed of one file; beyond it the rest is counted.
    pub mistakes_per_file: usize,
    /// A pixel coordinate of a sheet, in either direction from its corner.
    pub pixel: f64,
    /// A length, distance, radius or standard deviation in metres.
    pub length_m: f64,
    /// A height or thickness in metres.
    pub height_m: f64,
    /// An area in square metres.
    pub area_m2: f64,
    /// What lies farther from the site's anchor than this, in metres, is doubted (and refused where exchanging the axes
    /// would bring it nearer than this).
    pub near_anchor_m: f64,
}

/// The limits of this version.
pub const LIMITS: Limits = Limits {
    toml_bytes: 512 << 10,
    geojson_bytes: 4 << 20,
    csv_bytes: 8 << 20,
    image_bytes: 512 << 20,
    raster_bytes: 16 << 30,
    folder_entries: 20_000,
    depth: 32,
    features: 20_000,
    positions: 2_000,
    text_bytes: 100_000,
    incidents: 50_000,
    cell_ids: 1_000,
    mistakes_per_file: 200,
    pixel: 1e6,
    length_m: 1e5,
    height_m: 1e3,
    area_m2: 1e10,
    near_anchor_m: 5e4,
};
