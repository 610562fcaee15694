//! First inputs: the project's own files, and small things made here.

use crate::case::{EXAMPLE, FILES};
use crate::custody;
use crate::drawings::{IMAGE, SCAN};
use crate::small::Made;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use locus_casefile::review::{geojson, read_trace, svg};
use locus_model::Overlay;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::Path;

/// Two rooms, small enough for a corpus.
fn small_plan() -> DynamicImage {
    let mut image = RgbImage::from_pixel(160, 120, Rgb([240, 238, 230]));
    let ink = Rgb([30, 30, 40]);
    for x in 20..140 {
        [20, 21, 98, 99].into_iter().for_each(|y| image.put_pixel(x, y, ink));
    }
    for y in 20..100 {
        [20, 21, 80, 81, 138, 139].into_iter().for_each(|x| image.put_pixel(x, y, ink));
    }
    DynamicImage::ImageRgb8(image)
}

/// A picture in every format and in several kinds of pixels.
pub fn images() -> Vec<Vec<u8>> {
    let plan = small_plan();
    // Too small to be traced: what is asked here is the decoders.
    let part = plan.crop_imm(10, 10, 60, 40);
    let kinds = [
        (plan, ImageFormat::Png),
        (part.clone(), ImageFormat::Png),
        (part.to_luma8().into(), ImageFormat::Png),
        (part.to_rgba16().into(), ImageFormat::Png),
        (part.clone(), ImageFormat::Jpeg),
        (part.to_luma8().into(), ImageFormat::Jpeg),
        (part.to_luma8().into(), ImageFormat::Tiff),
        (part.to_luma16().into(), ImageFormat::Tiff),
        (part, ImageFormat::Tiff),
    ];
    let encoded = |(image, format): &(DynamicImage, ImageFormat)| {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, *format).ok().map(|()| bytes.into_inner())
    };
    let mut all: Vec<Vec<u8>> = kinds.iter().filter_map(encoded).collect();
    let turned: Vec<Vec<u8>> = all.iter().filter(|bytes| bytes.starts_with(&[0xff, 0xd8])).map(|b| turned(b)).collect();
    all.extend(turned);
    all
}

/// A JPEG with an EXIF block that turns it by a quarter and points to a GPS directory (EXIF 2.32, section 4.6).
fn turned(jpeg: &[u8]) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
    exif.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0");
    let length = (exif.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

/// Sheets: a frame with a wall and a door, hatching, text-like marks, noise, a shadow.
pub fn sheets() -> Vec<Vec<u8>> {
    let size = [200, 150, 240, 238, 230];
    let frame = [2, 40, 30, 30, 200, 210];
    let wall = [64, 40, 120, 30, 120, 100];
    let wall_on = [64, 40, 120, 140, 120, 210];
    let shadow = [6, 90];
    let noise = [5, 3, 17, 9];
    let disc = [3 + 7 * 5, 20, 60, 60];
    let ruling = [4 + 7 * 9, 200, 3, 3];
    let of = |things: &[&[u8]]| [&size[..], &things.concat()].concat();
    vec![
        of(&[&frame, &wall, &wall_on]),
        of(&[&frame, &wall, &shadow]),
        of(&[&frame, &disc, &noise]),
        of(&[&ruling, &frame]),
        of(&[&noise]),
        of(&[]),
    ]
}

/// The traces of the example, with the name of the scan that the targets know.
pub fn trace_files() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../facilities/example-compound/sketches");
    let text = |sheet: &str| std::fs::read_to_string(folder.join(format!("{sheet}.trace.geojson"))).ok();
    let renamed = |sheet: &&str| Some(text(sheet)?.replace(&format!("{sheet}.jpg"), IMAGE).into_bytes());
    ["A01-1", "A02-1", "A03-1", "A05-1"].iter().filter_map(renamed).chain([small_trace()]).collect()
}

fn small_trace() -> Vec<u8> {
    let element = |id: &str, kind: &str, form: &str, at: &str| {
        format!(
            "{{\"type\": \"Feature\", \"properties\": {{\"id\": \"{id}\", \"kind\": \"{kind}\"}}, \"geometry\": \
             {{\"type\": \"{form}\", \"coordinates\": {at}}}}}"
        )
    };
    let all = [
        element("w", "wall", "LineString", "[[1, 2], [30.5, 2]]"),
        element("r", "room", "Polygon", "[[[1, 2], [9, 2], [9, 8], [1, 2]]]"),
        element("t", "tower", "Point", "[5, 6]"),
    ];
    format!(
        "{{\"type\": \"FeatureCollection\", \"space\": \"sketch-px\", \"image\": \"{IMAGE}\", \"traced_by\": \
         \"investigator\",\n\"features\": [\n{}]}}",
        all.join(",\n")
    )
    .into_bytes()
}

/// The same drawings as SVG.
pub fn svgs() -> Vec<Vec<u8>> {
    let read = |bytes: &Vec<u8>| read_trace("seed.trace.geojson", bytes, IMAGE).ok();
    let drawn = |read: locus_casefile::review::ReadDrawing| {
        let overlay =
            Overlay { image: IMAGE, size: SCAN.size, drawing: &read.drawing, doubts: &BTreeMap::new(), ink: &[] };
        debug_assert!(!geojson(&read.drawing, IMAGE).is_empty());
        svg(&overlay, IMAGE).into_bytes()
    };
    trace_files().iter().filter_map(read).map(drawn).collect()
}

/// Every kind of file of a case, behind the byte that chooses it.
pub fn case_files() -> Vec<Vec<u8>> {
    let file = |(which, name): (usize, &&str)| Some(chosen(which, &std::fs::read(Path::new(EXAMPLE).join(name)).ok()?));
    let made_up = chosen(FILES.len() - 1, b"format = 1\n[[facility_type]]\nid = \"camp\"\nname = { en = \"Camp\" }\n");
    FILES.iter().enumerate().filter_map(file).chain([made_up]).collect()
}

/// The bytes of a file behind the byte that chooses which.
fn chosen(which: usize, bytes: &[u8]) -> Vec<u8> {
    [&[which as u8], bytes].concat()
}

/// A place, written in every way.
pub fn coordinates() -> Vec<Vec<u8>> {
    let texts = [
        "39.12345, 127.12345",
        "39.12345N 127.12345E",
        "39°12'34.5\"N 127°07'E",
        "북위 39도 12분 34초 동경 127도 7분",
        "39:12:34 127:07:00",
        "52S 337000 4334000",
        "52S CJ 37000 34000",
        "8Q98HQ8H+2V",
        "EPSG:5179 1000000 2000000",
        "-0.0, -180",
    ];
    texts.map(|text| text.as_bytes().to_vec()).into()
}

/// Dates and pairs of dates, written in every way.
pub fn dates() -> Vec<Vec<u8>> {
    let texts = [
        "2009-11-03 2009-11",
        "-0044 Y170000002",
        "2009-24? 2009~",
        "201X 20XX",
        "2009-XX-XX 2009-11-XX%",
        "2009-11/2010-03 2009-11/..",
        "../2010 /2010",
        "2019-05-12T02:31:07Z 2019-05-12T02:31+09:00",
    ];
    texts.map(|text| text.as_bytes().to_vec()).into()
}

/// Pins in every format.
pub fn pins() -> Vec<Vec<u8>> {
    let kml = "<?xml version=\"1.0\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Folder><Placemark>\
               <name>main-gate</name>\n<description>x</description><Point><coordinates>127.1,39.1,0</coordinates></Point>\
               </Placemark></Folder></Document></kml>\n";
    let texts = [
        (0, "of,latitude,longitude,radius95_m,note\nmain-gate,39.1,127.1,25,\"a \"\"b\"\"\"\ntower,39.2,127.2,,\n"),
        (0, "name,position\nmain-gate,52S 337000 4334000\n"),
        (
            1,
            "{\"type\": \"FeatureCollection\", \"features\": [\n{\"type\": \"Feature\", \"properties\": {\"of\": \
             \"main-gate\"}, \"geometry\": {\"type\": \"Point\", \"coordinates\": [127.1, 39.1]}}]}\n",
        ),
        (2, kml),
        (
            4,
            "<gpx version=\"1.1\" creator=\"x\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n<wpt lat=\"39.1\" \
             lon=\"127.1\"><name>main-gate</name></wpt></gpx>\n",
        ),
    ];
    texts.into_iter().map(|(which, text)| chosen(which, text.as_bytes())).chain(kmz(kml)).collect()
}

/// The document in an archive, as KMZ is.
fn kmz(kml: &str) -> Option<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("doc.kml", zip::write::SimpleFileOptions::default()).ok()?;
    archive.write_all(kml.as_bytes()).ok()?;
    Some(chosen(3, &archive.finish().ok()?.into_inner()))
}

/// Control points in both formats.
pub fn controls() -> Vec<Vec<u8>> {
    let points = "#CRS: PROJCRS[\"x\",ID[\"EPSG\",32652]]\nmapX,mapY,sourceX,sourceY,enable,dX,dY,residual\n\
                  714219,4374472,10.5,-20.25,1,0,0,0\n714220,4374480,30,-20,0,0,0,0\n";
    let annotation = "{\"type\": \"Annotation\", \"@context\": \"http://iiif.io/api/extension/georef/1/context.json\",\n\
                      \"target\": {\"type\": \"SpecificResource\", \"source\": {\"id\": \"x\", \"type\": \"ImageService2\", \
                      \"width\": 1000, \"height\": 700}},\n\"body\": {\"type\": \"FeatureCollection\", \"features\": [{\"type\": \
                      \"Feature\", \"properties\": {\"resourceCoords\": [10, 20]}, \"geometry\": {\"type\": \"Point\", \
                      \"coordinates\": [127.1, 39.1]}}]}}\n";
    let plain = points.split_once('\n').map_or(points, |(_, rest)| rest);
    let headless = plain.split_once('\n').map_or(plain, |(_, rest)| rest);
    let texts = [(0, points), (0, plain), (0, headless), (1, annotation), (1, "{}"), (0, "")];
    texts.map(|(which, text)| chosen(which, text.as_bytes())).into()
}

/// A custody log, whole and cut.
pub fn logs() -> Vec<Vec<u8>> {
    let log = custody::log();
    let whole = |lines: usize| log.split_inclusive(|byte| *byte == b'\n').take(lines).collect::<Vec<_>>().concat();
    (0..=5).map(whole).chain([log[..log.len() - 9].to_vec()]).collect()
}

/// The index of a small published facility, and parts of it.
pub fn bundles() -> Vec<Vec<u8>> {
    let facility = Made::new().write();
    let whole = std::fs::read(facility.published().join("bundle.json")).unwrap_or_default();
    let value: serde_json::Value = serde_json::from_slice(&whole).unwrap_or_default();
    let without = |list: &&str| {
        let mut value = value.clone();
        value[*list] = serde_json::json!([]);
        value.to_string().into_bytes()
    };
    let emptied = ["sheets", "incidents", "pins", "areas", "views", "nodes"];
    [whole].into_iter().chain(emptied.iter().map(without)).collect()
}

/// Its model, whole and cut.
pub fn models() -> Vec<Vec<u8>> {
    let model = Made::new().glb();
    (0..6).map(|cut| model[..model.len() - cut * 40].to_vec()).collect()
}

/// Bytes without a form, for what is made from bytes.
pub fn noise() -> Vec<Vec<u8>> {
    let byte = |seed: usize, i: usize| ((i * i * 31 + i * (seed * 2 + 7) + seed * 101) >> 2) as u8;
    (0..6).map(|seed| (0..400).map(|i| byte(seed, i)).collect()).collect()
}
