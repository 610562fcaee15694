use geo::Point; use locus_model::{In, SiteDefinition}; use std::io::Write;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let anchor = In::claim(Point::new(a[2].parse().unwrap(), a[3].parse().unwrap()));
    let (frame, projector) = locus_earth::frame(&SiteDefinition { anchor, epsg: None }).unwrap_or_else(|e| panic!("{e}"));
    println!("{frame:?} {}", locus_earth::versions().unwrap());
    let raster = locus_earth::Raster::open(std::path::Path::new(&a[1])).unwrap_or_else(|e| panic!("{e}"));
    println!("{:?} {:?} {:?}", raster.size(), raster.crs(), raster.notes());
    let t = raster.ground_texture(&projector, &frame.origin, a[4].parse().unwrap(), a[5].parse().unwrap()).unwrap_or_else(|e| panic!("{e}"));
    println!("{} {} {:?} {} {:?}", t.width, t.height, t.bounds, t.valid_share, t.notes);
    let mut f = std::fs::File::create(&a[6]).unwrap();
    write!(f, "P6\n{} {}\n255\n", t.width, t.height).unwrap(); f.write_all(&t.rgb).unwrap();
}
