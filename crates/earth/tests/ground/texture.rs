//! The ground texture against the raster it came from.

use crate::data::{bench, data, site};
use geo::{Coord, Point};
use locus_earth::{Pixels, Raster, write_geotiff};
use locus_model::In;

#[test]
fn a_texture_on_the_raster_grid_is_the_raster() {
    let Some(path) = bench("example-compound/imagery/2019-10-03.tif") else { return };
    let raster = Raster::open(&path).unwrap();
    let (_, projector) = site(131.491_132_64, 39.493_201_82, Some(32652));
    let m = raster.world_from_px();
    // A square of 200 by 200 pixels whose edges are pixel edges.
    let corner = m.apply(Coord { x: 100.0, y: 60.0 });
    let centre = In::claim(Point::new(corner.x + 50.0, corner.y - 50.0));
    let texture = raster.ground_texture(&projector, &centre, 50.0, 4096).unwrap();
    assert_eq!((texture.width, texture.height, texture.valid_share), (200, 200, 1.0));
    assert_eq!(texture.bounds, [corner.x, corner.y - 100.0, corner.x + 100.0, corner.y]);
    let stored = raster.pixels::<3>(locus_earth::PxRect { x: 100, y: 60, width: 200, height: 200 }).unwrap();
    assert_eq!(texture.rgb, stored.data().as_flattened());
}

/// Outlines digitised on the image, carried over by PROJ, against the image carried over by GDAL and the warp: the step
/// in brightness across the outlines, tried over 5 m in every direction, is greatest where they are.
#[test]
fn the_footprints_of_the_example_fall_on_the_buildings() {
    let Some(case) = bench("example-compound") else { return };
    let raster = Raster::open(&case.join("imagery/2019-10-03.tif")).unwrap();
    let (frame, projector) = site(131.491_132_64, 39.493_201_82, None);
    let texture = raster.ground_texture(&projector, &frame.origin, 150.0, 1024).unwrap();
    let [west, _, east, north] = texture.bounds;
    let metres = (east - west) / texture.width as f64;
    let brightness = |at: Coord| {
        let (x, y) = (((at.x - west) / metres) as usize, ((north - at.y) / metres) as usize);
        let i = 3 * (y * texture.width + x);
        texture.rgb[i..i + 3].iter().map(|&v| f64::from(v)).sum::<f64>()
    };
    let rings = outlines(&case.join("footprints.geojson"), &projector);
    assert!(rings.len() >= 5, "{}", rings.len());
    let contrast = |shift: Coord| -> f64 {
        let sides = rings.iter().flat_map(|ring| ring.windows(2));
        sides
            .map(|side| {
                let along = (side[1] - side[0]) / (side[1] - side[0]).x.hypot((side[1] - side[0]).y);
                let across = Coord { x: -along.y, y: along.x };
                let middle = |t: f64| side[0] + (side[1] - side[0]) * t + shift;
                [0.2, 0.4, 0.6, 0.8]
                    .map(|t| (brightness(middle(t) + across) - brightness(middle(t) - across)).abs())
                    .iter()
                    .sum::<f64>()
            })
            .sum()
    };
    let shifts =
        (-10..=10).flat_map(|x| (-10..=10).map(move |y| Coord { x: 0.5 * f64::from(x), y: 0.5 * f64::from(y) }));
    let best = shifts.max_by(|a, b| contrast(*a).total_cmp(&contrast(*b))).unwrap();
    println!("the image is {:.1} m east, {:.1} m north of its outlines", best.x, best.y);
    assert!(best.x.abs() <= 0.5 && best.y.abs() <= 0.5, "{best:?}");
}

/// The rings of a GeoJSON file of polygons, in site metres.
fn outlines(path: &std::path::Path, projector: &locus_earth::Projector) -> Vec<Vec<Coord>> {
    let text = std::fs::read_to_string(path).unwrap();
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let ring = |feature: &serde_json::Value| -> Vec<Coord> {
        let ring = feature["geometry"]["coordinates"][0].as_array().unwrap().clone();
        let mut ring: Vec<Coord> =
            ring.iter().map(|c| Coord { x: c[0].as_f64().unwrap(), y: c[1].as_f64().unwrap() }).collect();
        projector.site_array(&mut ring).unwrap();
        ring
    };
    file["features"].as_array().unwrap().iter().map(ring).collect()
}

#[test]
fn wide_values_are_stretched_and_the_note_says_how() {
    let Some(path) = data("imagery/atlanta-0.5m/sample_geotiff.tif") else { return };
    let raster = Raster::open(&path).unwrap();
    let (_, projector) = site(-84.48, 33.64, None);
    let centre = In::claim(Point::new(733_826.0, 3_724_914.0));
    let texture = raster.ground_texture(&projector, &centre, 225.0, 450).unwrap();
    assert_eq!((texture.width, texture.valid_share), (450, 1.0));
    assert!(texture.notes[0].message.contains("2nd and 98th percentile"));
    let grey = |v: u8| texture.rgb.iter().filter(|&&g| g == v).count() as f64 / texture.rgb.len() as f64;
    // By the definition of the percentiles a fiftieth is black, a fiftieth white.
    assert!((grey(0) - 0.02).abs() < 0.002 && (grey(255) - 0.02).abs() < 0.002, "{} {}", grey(0), grey(255));
}

#[test]
fn an_image_of_another_place_is_refused() {
    let Some(path) = data("imagery/colorado-0.15m/201404_13SED190110_201404_0x1500m_CL_1.tif") else { return };
    let raster = Raster::open(&path).unwrap();
    let (frame, projector) = site(-104.0, 38.0, None);
    let message = raster.ground_texture(&projector, &frame.origin, 100.0, 256).unwrap_err().to_string();
    assert!(message.contains("does not show the site"), "{message}");
    let (frame, projector) = site(127.0, 39.0, None);
    assert!(raster.ground_texture(&projector, &frame.origin, 100.0, 256).is_err());
    for (half, max) in [(0.0, 256), (f64::NAN, 256), (-5.0, 256), (100.0, 0)] {
        assert!(raster.ground_texture(&projector, &frame.origin, half, max).is_err());
    }
}

#[test]
fn an_image_without_data_at_the_site_is_refused() {
    let Some(path) = data("imagery/rasterio-edge/all-nodata.tif") else { return };
    let raster = Raster::open(&path).unwrap();
    let m = raster.world_from_px();
    let middle = m.apply(Coord { x: 35.0, y: 1200.0 });
    let (_, projector) = site(-16.5, 14.5, Some(32628));
    let message = raster.ground_texture(&projector, &In::claim(Point(middle)), 100.0, 64).unwrap_err().to_string();
    assert!(message.contains("no data at the site"), "{message}");
}

/// A raster that is turned, in degrees, mirrored (rows from the south) or across the antimeridian shows the same
/// ground. The picture is a smooth function of the place, so that every georeference can be judged by the colour.
#[test]
fn every_georeference_shows_the_same_ground() {
    let folder = tempfile::tempdir().unwrap();
    let (frame, projector) = site(179.9995, 51.0, Some(32660));
    let o = frame.origin.geometry().0;
    let colour = |e: f64, n: f64| {
        let wave = |v: f64| (128.0 + 100.0 * v.sin()) as u8;
        [wave((e - o.x) / 40.0), wave((n - o.y) / 50.0), wave((e + n - o.x - o.y) / 60.0)]
    };
    let (sin, cos) = 0.4_f64.sin_cos();
    let degree = 1.0 / 111_200.0;
    let variants: [(&str, u32, geo::AffineTransform); 3] = [
        (
            "turned",
            32660,
            geo::AffineTransform::new(0.5 * cos, 0.5 * sin, o.x - 250.0, 0.5 * sin, -0.5 * cos, o.y + 60.0),
        ),
        ("mirrored", 32660, geo::AffineTransform::new(0.5, 0.0, o.x - 200.0, 0.0, 0.5, o.y - 200.0)),
        (
            "degrees",
            4326,
            geo::AffineTransform::new(
                0.8 * degree,
                0.0,
                179.9995 - 320.0 * degree,
                0.0,
                -0.5 * degree,
                51.0 + 200.0 * degree,
            ),
        ),
    ];
    for (name, epsg, world_from_px) in variants {
        let path = folder.path().join(format!("{name}.tif"));
        let site_of = |px: Coord| {
            let world = world_from_px.apply(px);
            if epsg == 32660 {
                return world;
            }
            // The image runs past 180°, as rasters across the antimeridian do.
            projector.site(&In::claim(Point::new(world.x, world.y))).unwrap().into_geometry().0
        };
        let pixel = |i: usize| {
            let at = site_of(Coord { x: (i % 800) as f64 + 0.5, y: (i / 800) as f64 + 0.5 });
            colour(at.x, at.y)
        };
        let picture = Pixels::new(800, 800, (0..640_000).map(pixel).collect()).unwrap();
        write_geotiff(&path, picture, epsg, &world_from_px).unwrap();
        let texture = Raster::open(&path).unwrap().ground_texture(&projector, &frame.origin, 50.0, 200).unwrap();
        assert_eq!(texture.valid_share, 1.0, "{name}");
        let [west, _, _, north] = texture.bounds;
        let metres = 100.0 / texture.width as f64;
        for (i, got) in texture.rgb.chunks_exact(3).enumerate() {
            let (x, y) = ((i % texture.width) as f64 + 0.5, (i / texture.width) as f64 + 0.5);
            let want = colour(west + x * metres, north - y * metres);
            // 2.5 steps a metre at the steepest: a pixel of 0.5 m off would be seen.
            assert!(got.iter().zip(want).all(|(g, w)| g.abs_diff(w) <= 2), "{name} {x} {y}: {got:?} {want:?}");
        }
    }
}

/// Beside a hole the hole's colour must not shine through.
#[test]
fn holes_do_not_bleed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hole.tif");
    let (frame, projector) = site(127.0, 39.0, Some(32652));
    let o = frame.origin.geometry().0;
    let pixel = |i: usize| if i % 100 < 50 { [0, 0, 0, 0] } else { [200, 150, 100, 255] };
    let picture = Pixels::new(100, 100, (0..10_000).map(pixel).collect()).unwrap();
    write_geotiff(&path, picture, 32652, &geo::AffineTransform::new(1.0, 0.0, o.x - 50.3, 0.0, -1.0, o.y + 50.3))
        .unwrap();
    let texture = Raster::open(&path).unwrap().ground_texture(&projector, &frame.origin, 20.0, 40).unwrap();
    assert!((texture.valid_share - 0.5).abs() < 0.03);
    let hatched = |p: &[u8]| p[0] == p[1] && p[1] == p[2];
    assert!(
        texture
            .rgb
            .chunks_exact(3)
            .all(|p| hatched(p) || p.iter().zip([200, 150, 100]).all(|(g, w)| g.abs_diff(w) <= 1))
    );
}
