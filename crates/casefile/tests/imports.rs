//! Importing pins and control points: well-formed files of every kind, and files made to break readers.
#![allow(clippy::unwrap_used)]

use geo::Point;
use locus_casefile::coordinate;
use locus_casefile::import::{Imported, ImportedPin, PixelFrame, controls, pins, pins_toml};
use locus_model::limits::import::FILE_BYTES;
use locus_model::{Id, Key, Position};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

fn degrees(pin: &ImportedPin) -> (f64, f64) {
    match &pin.position {
        Position::Geographic(p) => (p.geometry().y(), p.geometry().x()),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn read(name: &str, text: &str) -> Imported<ImportedPin> {
    pins(name, text.as_bytes()).unwrap_or_else(|mistakes| panic!("{name}:\n{mistakes}"))
}

#[track_caller]
fn refused(name: &str, text: &str, word: &str) -> String {
    let mistakes = match pins(name, text.as_bytes()) {
        Ok(imported) => panic!("{name} was read: {imported:?}"),
        Err(mistakes) => mistakes.to_string(),
    };
    assert!(mistakes.contains(word), "{name}: no \"{word}\" in\n{mistakes}");
    mistakes
}

/// The folder an environment variable names; `None` (and a word about it) where it is not set.
fn folder(variable: &str) -> Option<PathBuf> {
    let Some(path) = std::env::var_os(variable) else {
        println!("skipped: {variable} is not set");
        return None;
    };
    Some(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path))
}

fn kml(inside: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">{inside}</kml>")
}

fn placemark(name: &str, coordinates: &str) -> String {
    format!("<Placemark><name>{name}</name><Point><coordinates>{coordinates}</coordinates></Point></Placemark>")
}

fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn csv_columns_are_found_by_their_header() {
    let table = "\u{feff}name,Latitude,Longitude,radius95_m,note,colour\r\nmain-gate,39.5,127.25,50,\"by the road, left\",red\r\n\
                 정문,\"39°12'36\"\"N\",127 7.5,,,\r\n\r\n";
    let found = read("pins.csv", table);
    assert_eq!(found.points.len(), 2);
    let [first, second] = &found.points[..] else { panic!() };
    assert_eq!((degrees(first), first.radius95_m, first.line), ((39.5, 127.25), Some(50.0), 2));
    assert_eq!(first.of, Key::new("main-gate").ok());
    assert_eq!((first.verbatim.as_str(), first.note.as_deref()), ("39.5, 127.25", Some("note: by the road, left")));
    assert_eq!((second.of.clone(), second.name.as_deref()), (None, Some("정문")));
    assert_eq!(second.verbatim, "39°12'36\"N, 127 7.5");
    assert!((degrees(second).0 - 39.21).abs() < 1e-12);
    assert!(found.notes.iter().any(|note| note.message.contains("colour")));
    assert_eq!(degrees(&read("p.csv", "위도,경도,이름\n39.5,127.25,정문\n").points[0]), (39.5, 127.25));
    assert_eq!(degrees(&read("p.csv", "lat;lng\n39,5;127,25\n").points[0]), (39.5, 127.25));
    assert_eq!(degrees(&read("p.csv", "key\tposition\na\t북위 39.5 동경 127.25\n").points[0]), (39.5, 127.25));
    let utm = &read("p.csv", "x,y,epsg\n337000,4334000,32652\n").points[0];
    assert_eq!(utm.position, Position::Projected { epsg: 32652, easting: 337000.0, northing: 4334000.0 });
    assert_eq!(read("p.csv", "lat,lon,accuracy\n39,127,15\n").points[0].note.as_deref(), Some("accuracy: 15"));
}

#[test]
fn csv_that_can_be_read_two_ways_is_refused() {
    refused("p.csv", "lat,latitude,lon\n39,39,127\n", "one column for the latitude");
    refused("p.csv", "lat,lon,x,y,epsg\n39,127,1,2,5179\n", "one column for the latitude");
    refused("p.csv", "x,y\n337000,4334000\n", "epsg");
    refused("p.csv", "a,b\n39,127\n", "lat and lon");
    refused("p.csv", "lat,lon\n127.1,39.1\n", "p.csv:2");
    refused("p.csv", "lat,lon\n39.1,127.1,5\n", "3 cells");
    refused("p.csv", "lat,lon,key\n39.1,127.1,Main Gate\n", "Main Gate");
    refused("p.csv", "lat,lon,radius95_m\n39.1,127.1,-5\n", "radius95_m = -5");
    refused("p.csv", "lat,lon\n", "at least one pin");
    refused("p.csv", "lat,lon\n39,\"127\n", "quote");
}

#[test]
fn geojson_points_become_pins_and_the_rest_is_noted() {
    let collection = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"of":"main-gate","name":"정문","radius95_m":25,"x":1},
         "geometry":{"type":"Point","coordinates":[127.25, 39.5]}},
        {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[127,39],[127.1,39]]}}]}"#;
    let found = read("a.geojson", collection);
    assert_eq!(found.points.len(), 1);
    assert_eq!((degrees(&found.points[0]), found.points[0].verbatim.as_str()), ((39.5, 127.25), "[127.25, 39.5]"));
    assert_eq!((found.points[0].radius95_m, found.points[0].line), (Some(25.0), 2));
    assert_eq!(found.notes.len(), 2, "{:?}", found.notes);
}

#[test]
fn kml_placemarks_are_found_in_folders() {
    let inner = placemark("main-gate", "127.25,39.5,0") + &placemark("Guard &amp; gate &#49;", " 127.3,39.6 ");
    let data = "<Placemark><name>x</name><ExtendedData><Data name=\"of\"><value>tower-1</value></Data>\
                <SchemaData><SimpleData name=\"radius95_m\">30</SimpleData></SchemaData></ExtendedData>\
                <Point><coordinates>127,39</coordinates></Point></Placemark>";
    let line = "<Placemark><LineString><coordinates>127,39 127.1,39</coordinates></LineString></Placemark>";
    let link = "<NetworkLink><Link><href>http://example.org/a.kml</href></Link></NetworkLink>";
    let found = read(
        "a.kml",
        &kml(&format!("<Document><Folder><Folder>{inner}</Folder>{data}</Folder>{line}{link}</Document>")),
    );
    let places: Vec<_> = found.points.iter().map(|pin| (pin.name.as_deref().unwrap(), degrees(pin))).collect();
    assert_eq!(places, [("main-gate", (39.5, 127.25)), ("Guard & gate 1", (39.6, 127.3)), ("x", (39.0, 127.0))]);
    assert_eq!((found.points[2].of.clone(), found.points[2].radius95_m), (Key::new("tower-1").ok(), Some(30.0)));
    assert!(
        found.notes.iter().any(|n| n.message.contains("http://example.org/a.kml is not followed")),
        "{:?}",
        found.notes
    );
    assert!(found.notes.iter().any(|n| n.message.contains("LineString")));
}

#[test]
fn kml_that_is_wrong_anywhere_is_refused() {
    refused("a.kml", &kml(&placemark("a", "39.5,127.25")), "longitude first");
    refused("a.kml", &kml(&placemark("a", "127.25 39.5")), "2 coordinate tuples");
    refused("a.kml", &kml(&placemark("a", "127.25")), "tuple");
    refused("a.kml", &kml(&placemark("a", "NaN,39")), "decimal");
    let ring = |c: &str| {
        kml(&format!(
            "{}<Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>{c}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>",
            placemark("a", "127,39")
        ))
    };
    assert_eq!(read("a.kml", &ring("127,39 127.1,39 127,39.1 127,39")).points.len(), 1);
    refused("a.kml", &ring("127,39 127.1, 127,39.1 127,39"), "latitude \"\"");
    refused("a.kml", &ring("127,39 127.1,92 127,39.1 127,39"), "±90");
    refused("a.kml", &kml("<Placemark><name>&x;</name></Placemark>"), "entit");
    refused("a.kml", &kml("<Document>").replace("</kml>", ""), "without its end");
    refused("a.kml", &kml("</Document>"), "XML");
    refused("a.kml", "<html/>", "<kml> or <gpx>");
    refused("a.kml", "", "no document");
    refused("a.kml", &kml(&("<Folder>".repeat(40) + &"</Folder>".repeat(40))), "levels");
    refused("a.txt", "39, 127", ".csv, .geojson");
}

#[test]
fn kmz_holds_one_document_and_no_bomb() {
    let document = kml(&placemark("main-gate", "127.25,39.5,0"));
    let archive = zipped(&[("doc.kml", &document), ("files/more.kml", &document), ("files/a.png", "x")]);
    let found = pins("a.kmz", &archive).unwrap();
    assert_eq!(degrees(&found.points[0]), (39.5, 127.25));
    assert!(found.notes.iter().any(|note| note.message.contains("files/more.kml")));
    let bomb = kml(&" ".repeat(3 << 20));
    for (files, word) in [
        (vec![("a.kml", document.as_str()), ("b.kml", document.as_str())], "2 .kml files"),
        (vec![("a.txt", "x")], "0 .kml files"),
        (vec![("doc.kml", bomb.as_str())], "packed into"),
    ] {
        let mistakes = pins("a.kmz", &zipped(&files)).unwrap_err().to_string();
        assert!(mistakes.contains(word), "{mistakes}");
    }
    assert!(pins("a.kmz", b"PK\x03\x04 no archive").is_err());
}

#[test]
fn gpx_waypoints_are_read_and_tracks_noted() {
    let text = "\u{feff}<?xml version=\"1.0\"?><gpx version=\"1.1\"><wpt lat=\"39.5\" lon=\"127.25\"><name>정문</name><hdop>3</hdop></wpt>\
                <trk><trkseg><trkpt lat=\"1\" lon=\"2\"/></trkseg></trk></gpx>";
    let found = read("a.gpx", text);
    assert_eq!(degrees(&found.points[0]), (39.5, 127.25));
    assert_eq!(
        (found.points[0].note.as_deref(), found.points[0].verbatim.as_str()),
        (Some("hdop: 3"), "lat=\"39.5\" lon=\"127.25\"")
    );
    assert!(found.notes.iter().any(|note| note.message.contains("track")));
    refused("a.gpx", "<gpx><wpt lat=\"39.5\"/></gpx>", "lat or lon");
    refused("a.gpx", "<gpx><wpt lat=\"139.5\" lon=\"7\"/></gpx>", "exchanged");
}

fn existing(ids: &[&str]) -> BTreeSet<Id> {
    ids.iter().map(|id| Id::new(id).unwrap()).collect()
}

#[test]
fn rendered_pins_are_read_back_by_a_toml_reader() {
    let text = kml(&(placemark("main-gate", "127.25,39.5,0") + &placemark("\"정문\" \\ \u{7f}", "127.3,39.6")));
    let mut all = read("a.kml", &text).points;
    all.extend(read("b.csv", "key,lat,lon,radius95_m\nmain-gate,\"39°30'00\"\"N\",127.25E,50\n").points);
    let (account, key) = (Id::new("A03").unwrap(), Key::new("main-gate").unwrap());
    let rendered =
        pins_toml(&account, &existing(&["A03-p2", "A03-p10", "A03-a11", "B03-p99"]), &all, Some(&key)).unwrap();
    let table: toml::Table = toml::from_str(&rendered).unwrap();
    let blocks = table["pin"].as_array().unwrap();
    let field = |at: usize, name: &str| blocks[at].get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    assert_eq!([field(0, "id"), field(1, "id"), field(2, "id")], ["A03-p11", "A03-p12", "A03-p13"]);
    assert_eq!([field(0, "position"), field(2, "position")], ["39.5, 127.25", "39°30'00\"N, 127.25E"]);
    assert_eq!(field(0, "note"), "position as written: 127.25,39.5,0; imported from a.kml");
    assert_eq!(field(1, "note"), "name: \"정문\" \\ \u{7f}; position as written: 127.3,39.6; imported from a.kml");
    assert_eq!(blocks[2].get("radius95_m").and_then(toml::Value::as_float), Some(50.0));
    for (block, pin) in blocks.iter().zip(&all) {
        assert_eq!(coordinate::parse(block["position"].as_str().unwrap()).unwrap(), pin.position);
        assert_eq!(block["of"].as_str(), Some("main-gate"));
    }
}

#[test]
fn appended_pins_are_read_with_the_case() {
    let Some(bench) = folder("LOCUS_BENCH") else { return };
    let (from, to) = (bench.join("example-compound"), tempfile::tempdir().unwrap());
    copy(&from, to.path());
    let case = to.path().join("example-compound");
    let before = locus_casefile::read(&case).unwrap();
    let (account, gate) = (Id::new("A01").unwrap(), Key::new("main-gate").unwrap());
    let pins_before = &before.accounts[&account].pins;
    let at = before.site.anchor.geometry();
    let found = read("a.kml", &kml(&placemark("정문 (북쪽)", &format!("{},{},0", at.x(), at.y())))).points;
    let taken = pins_before.iter().map(|pin| pin.id.clone()).collect();
    let file = case.join("accounts/A01.toml");
    let text = std::fs::read_to_string(&file).unwrap() + &pins_toml(&account, &taken, &found, Some(&gate)).unwrap();
    std::fs::write(&file, text).unwrap();
    let after = locus_casefile::read(&case).unwrap();
    let pins_after = &after.accounts[&account].pins;
    assert_eq!(pins_after.len(), pins_before.len() + 1);
    assert!(pins_after.iter().any(|pin| pin.position == found[0].position && pin.of == gate));
}

/// Copies a folder into another.
fn copy(from: &Path, into: &Path) {
    let target = into.join(from.file_name().unwrap());
    std::fs::create_dir(&target).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            // Not fs::copy: the originals may be write-protected.
            false => std::fs::write(target.join(entry.file_name()), std::fs::read(entry.path()).unwrap()).unwrap(),
        }
    }
}

#[test]
fn a_pin_without_a_place_is_never_given_one() {
    let account = Id::new("A03").unwrap();
    let found = read("a.kml", &kml(&placemark("Main Gate", "127.25,39.5"))).points;
    let mistakes = pins_toml(&account, &existing(&[]), &found, None).unwrap_err();
    assert!(mistakes.0[0].remedy.contains("--of KEY") && mistakes.0[0].found.contains("Main Gate"), "{mistakes}");
    let other = read("a.csv", "key,lat,lon\ncell-1,39,127\n").points;
    assert!(pins_toml(&account, &existing(&[]), &other, Key::new("main-gate").ok().as_ref()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_imported_renders_to_the_same_place(lat in -90.0..=90.0f64, lon in -180.0..=180.0f64, name in "\\PC{0,20}") {
        let quoted = serde_json::Value::String(name.clone()).to_string();
        let json = format!(r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"name":{quoted}}},
            "geometry":{{"type":"Point","coordinates":[{lon:?},{lat:?}]}}}}]}}"#);
        let found = pins("a.geojson", json.as_bytes()).unwrap().points;
        prop_assert_eq!(degrees(&found[0]), (lat, lon));
        let key = Key::new("a").unwrap();
        let of = found[0].of.is_none().then_some(&key);
        let rendered = pins_toml(&Id::new("A1").unwrap(), &BTreeSet::new(), &found, of).unwrap();
        let table: toml::Table = toml::from_str(&rendered).unwrap();
        let position = coordinate::parse(table["pin"][0]["position"].as_str().unwrap()).unwrap();
        prop_assert_eq!(&position, &found[0].position);
    }

    #[test]
    fn noise_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[<>/a-z\"=&;, 0-9\\[\\]{}:\n]{0,120}") {
        for name in ["a.csv", "a.geojson", "a.kml", "a.kmz", "a.gpx"] {
            let _ = pins(name, &bytes);
            let _ = pins(name, text.as_bytes());
        }
        for name in ["a.points", "a.json"] {
            let _ = controls(name, &bytes);
            let _ = controls(name, text.as_bytes());
        }
    }
}

#[test]
fn qgis_points_of_both_ages() {
    let old = "mapX,mapY,pixelX,pixelY,enable\n337000.5,4334000,12.25,-30.5,1\n337100,4334000,100,-0,0\n";
    let found = controls("a.points", old.as_bytes()).unwrap();
    assert_eq!(found.points.len(), 2);
    assert_eq!((found.points[0].px, found.points[0].map), ([12.25, 30.5], [337000.5, 4334000.0]));
    assert_eq!((found.points[0].enabled, found.points[1].enabled), (true, false));
    assert_eq!((found.points[0].frame, found.points[0].position()), (PixelFrame::Stored, None));
    assert!(found.notes.iter().any(|note| note.message.contains("CRS")));

    let wkt = "PROJCRS[\"WGS 84 / UTM zone 52N\",BASEGEOGCRS[\"WGS 84\",ID[\"EPSG\",4326]],ID[\"EPSG\",32652]]";
    let new = format!(
        "#CRS: {wkt}\r\nmapX,mapY,sourceX,sourceY,enable,dX,dY,residual\r\n337000,4334000,12,-30,1,-3.9e-12,0,0\r\n"
    );
    let found = controls("a.points", new.as_bytes()).unwrap();
    assert_eq!(
        found.points[0].position(),
        Some(Position::Projected { epsg: 32652, easting: 337000.0, northing: 4334000.0 })
    );
    assert_eq!((found.points[0].line, found.notes.len()), (3, 0));
    let degrees = "#CRS: EPSG:4326\nmapX,mapY,sourceX,sourceY,enable\n127.25,39.5,12,-30,1\n";
    let Some(Position::Geographic(at)) = controls("a.points", degrees.as_bytes()).unwrap().points[0].position() else {
        panic!()
    };
    assert_eq!(*at.geometry(), Point::new(127.25, 39.5));
    let nameless =
        format!("#CRS: {}\nmapX,mapY,sourceX,sourceY,enable\n1,2,3,-4,1\n", wkt.replace(",ID[\"EPSG\",32652]", ""));
    assert_eq!(controls("a.points", nameless.as_bytes()).unwrap().points[0].epsg, None);

    for (bad, word) in [
        ("mapX,mapY\n1,2\n", "header"),
        ("mapX,mapY,sourceX,sourceY,enable\n1,2,3,4,1\n", "without world file"),
        ("mapX,mapY,sourceX,sourceY,enable\n1,nan,3,-4,1\n", "finite"),
        ("mapX,mapY,sourceX,sourceY,enable\n1,2,3,-4,maybe\n", "1 or 0"),
        ("mapX,mapY,sourceX,sourceY,enable\n", "at least one control point"),
    ] {
        let mistakes = controls("a.points", bad.as_bytes()).unwrap_err().to_string();
        assert!(mistakes.contains(word), "{mistakes}");
    }
}

#[test]
fn georeference_annotations() {
    let annotation = r#"{"type":"Annotation","motivation":"georeferencing",
        "target":{"type":"SpecificResource","source":{"id":"x","type":"ImageService3","width":2000,"height":1500}},
        "body":{"type":"FeatureCollection","transformation":{"type":"polynomial"},"features":[
         {"type":"Feature","properties":{"resourceCoords":[578,379.5],"label":"main-gate"},
          "geometry":{"type":"Point","coordinates":[127.25,39.5]}}]}}"#;
    for text in [annotation.to_owned(), format!("{{\"type\":\"AnnotationPage\",\"items\":[{annotation}]}}")] {
        let found = controls("a.json", text.as_bytes()).unwrap().points;
        assert_eq!((found[0].px, found[0].map, found[0].epsg), ([578.0, 379.5], [127.25, 39.5], Some(4326)));
        assert_eq!(
            (found[0].frame, found[0].label.as_deref()),
            (PixelFrame::Shown(Some([2000, 1500])), Some("main-gate"))
        );
    }
    let two = format!("{{\"items\":[{annotation},{annotation}]}}");
    assert!(controls("a.json", two.as_bytes()).unwrap_err().to_string().contains("2 annotations"));
    let swapped = annotation.replace("[127.25,39.5]", "[39.5,127.25]");
    assert!(controls("a.json", swapped.as_bytes()).is_err());
    assert!(controls("a.json", b"{}").is_err());
}

#[test]
fn sizes_are_checked_first() {
    let large = format!("lat,lon\n{}", "39,127\n".repeat(FILE_BYTES / 7 + 1));
    refused("a.csv", &large, "MiB");
    refused("a.csv", &format!("lat,lon\n{}", "39,127\n".repeat(5_001)), "at most 5000");
}

#[test]
fn hostile_files_are_read_or_refused_in_words() {
    let Some(root) = folder("LOCUS_DATA") else { return };
    let mut table = Vec::new();
    for folder in ["ogc-kml", "gpx", "made/kml", "made/csv", "made/geojson"] {
        let listed = std::fs::read_dir(root.join("hostile").join(folder)).unwrap();
        let mut files: Vec<PathBuf> = listed.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        for file in files {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            let verdict = pins(&name, &std::fs::read(&file).unwrap());
            table.push((format!("{folder}/{name}"), verdict));
        }
    }
    let mut read = Vec::new();
    for (name, verdict) in &table {
        match verdict {
            Ok(found) => {
                println!("read    {name}: {} pins, {} notes", found.points.len(), found.notes.len());
                read.push(format!("{name} {}", found.points.len()));
            }
            Err(mistakes) => {
                let first = &mistakes.0[0];
                println!("refused {name}: {} | {} | {}", first.found, first.expected, first.remedy);
                assert!(!first.found.is_empty() && !first.expected.is_empty() && !first.remedy.is_empty(), "{name}");
            }
        }
    }
    // Refused: fragments without <kml>, documents without a point, wrong coordinates, entities, depth, other CRS, no numbers.
    let expected = [
        "ogc-kml/Document-deprecated.kml 1",
        "ogc-kml/Document-places.kml 2",
        "gpx/gpx1.1_with_extensions_without_namespaces.gpx 1",
        "gpx/track_with_dilution_errors.gpx 1",
        "gpx/unicode_with_bom.gpx 1",
        "gpx/unicode_with_bom_noencoding.gpx 1",
        "made/geojson/bom.geojson 1",
    ];
    assert_eq!(read, expected);
    assert!(table.len() > 40, "{}", table.len());
}
