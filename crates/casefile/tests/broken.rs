//! A case folder with one planted mistake after another: each must be told, on its line, and nothing else.
#![allow(clippy::unwrap_used)]

use locus_casefile::Mistake;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A line of a planted file that ends in `MISTAKE` (with an optional word that the message must hold) is one the reader
/// must complain about; the marker is removed before the file is written.
const MARK: &str = "MISTAKE";

const CASE: &str = r#"format = 1
id = "broken case" #MISTAKE:an id
name = "Broken"
type = "detention-center" #MISTAKE:detention-centre
existed = 1998-01-01 #MISTAKE:quotes
opened = "1998" #MISTAKE:unknown key
aliases = ["a", 3] #MISTAKE:quotes
[site]
anchor = [39.49, 131.49] #MISTAKE:exchange
crs = "52N" #MISTAKE:EPSG
[[level]]
id = "L0"
name = "Ground floor"
ordinal = 0
elevation_m = nan #MISTAKE:number
[[level]]
id = "L1"
name = "Upper floor"
ordinal = 1
elevation_m = 3.0
[[level]] #MISTAKE:ordinal
id = "L2"
name = "Another"
ordinal = 1
elevation_m = 6.0
[defaults]
door = { width = 0.9 } #MISTAKE:width_m
fence_height_m = "3 m" #MISTAKE:without quotes
"#;

const ACCOUNT: &str = r#"id = "A02" #MISTAKE:A01
interviewed = "12 April 2021" #MISTAKE:EDTF
vantage = "was there" #MISTAKE:was-there
consent = "everyone" #MISTAKE:internal, parties, public
language = "korean!" #MISTAKE:language
discussed_with = ["A09"] #MISTAKE:account
[[exposure]]
shown = "2020-01-01" #MISTAKE:model
at = "noon" #MISTAKE:hh:mm:ss
[[pin]]
id = "A01-p1"
of = "Main Gate" #MISTAKE:main-gate
position = "somewhere north" #MISTAKE
radius95_m = -5 #MISTAKE:above 0
[[pin]]
id = "A01-p1" #MISTAKE:unique
of = "main-gate"
position = "39.4921, 131.4911"
imagery = "2018-01-01" #MISTAKE:image
[[area]]
id = "A01-a1"
of = "yard"
polygon = [
  [131.490, 39.490], #MISTAKE:meet at
  [131.492, 39.492],
  [131.492, 39.490],
  [131.490, 39.492],
]
[[statement]]
id = "A01-s1"
kind = "distance"
of = ["cell-1"] #MISTAKE:two different keys
value_m = 6.0
sd_m = 0 #MISTAKE:above 0
[[statement]] #MISTAKE:sd_m
id = "A01-s2"
kind = "length"
of = ["corridor"]
value_m = 16.0
value_m2 = 4.0 #MISTAKE:unknown key
[[statement]]
id = "A01-s3"
kind = "nearness" #MISTAKE:adjacent
of = ["a", "b"]
[[statement]] #MISTAKE:what
id = "A01-s4"
kind = "count"
of = ["cell-block"]
value = 5
polarity = "confirms" #MISTAKE:affirms
[[statement]] #MISTAKE:from
id = "A01-s5"
kind = "place"
of = ["shed"]
minutes_walk = 5
[[statement]]
id = "A01-s6"
kind = "place"
of = ["shed"]
from = "main-gate" #MISTAKE:how far
[[statement]]
id = "A01-s7"
kind = "place"
of = ["shed"]
from = "main-gate"
distance_m = 300
minutes_walk = 4 #MISTAKE:one of them
bearing = "northeast" #MISTAKE:did you mean "north-east"
[[statement]]
id = "A01-s8"
kind = "place"
of = ["shed"]
from = "shed" #MISTAKE:the place itself
bearing = 400 #MISTAKE:360
[[statement]]
id = "A01-s9"
kind = "place"
of = ["shed"]
side = "west" #MISTAKE:left, right
along = ["main-gate"] #MISTAKE:two keys
[[statement]]
id = "A01-s10"
kind = "place"
of = ["shed"]
from = "main-gate"
side = "left" #MISTAKE:two statements
along = ["main-gate", "tower-1"]
[[statement]] #MISTAKE:no place
id = "A01-s11"
kind = "place"
of = ["shed"]
polarity = "does-not-know"
from = "main-gate"
bearing = "north"
[[statement]]
id = "A01-s12"
kind = "place"
of = ["shed"]
from = "main-gate"
bearing = "north"
sd_minutes = 2 #MISTAKE:unknown key
"#;

const SHEET: &str = r#"id = "A01-1"
account = "A07" #MISTAKE:account of this case: A01
image = "A01-1.jpg"
sha256 = "0000000000000000000000000000000000000000000000000000000000000000" #MISTAKE:recorded
level = "L9" #MISTAKE:level of this case
true_north_up = "no" #MISTAKE:true or false
[[control]]
landmark = "main-gat" #MISTAKE:did you mean "main-gate"
px = [10.0, 20.0]
[[control]]
landmark = "main-gate"
px = [10.0, 20.0]
[[control]]
landmark = "main-gate" #MISTAKE:again
px = [10.0, 2e7] #MISTAKE:pixels
[[control]]
landmark = "main-gate" #MISTAKE:again
px = [10.0, 20.0, 30.0, 40.0] #MISTAKE:two numbers
sd_px = inf #MISTAKE:above 0
"#;

const TRACE: &str = r#"{
 "type": "FeatureCollection",
 "space": "pixels", #MISTAKE:sketch-px
 "image": "A01-1.jpg",
 "traced_by": {"tool": "locus trace", "version": "0.1"},
 "features": [
  {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[0, 0], [10, 0]]},
   "properties": {"id": "w1", "kind": "wal"}}, #MISTAKE:wall
  {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [10, 0], [10, 10], [0, 0]]]},
   "properties": {"id": "w2", "kind": "wall"}}, #MISTAKE:LineString
  {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[0, 0], [10, 0]]},
   "properties": {"id": "w2", #MISTAKE:again
    "kind": "door",
    "nodes": ["a"], #MISTAKE:2 entries
    "certainty": "maybe"}}, #MISTAKE:unsure
  {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [
    [0, 0],
    [10, 1],
    [10, 1], #MISTAKE:differ
    [20, 1]]},
   "properties": {"id": "w3", "kind": "fence"}},
  {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10]]]}, #MISTAKE:not its first
   "properties": {"id": "r1", "kind": "room"}},
  {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [10, 0], [10, 10], [0, 0]]]},
   "properties": {"id": "r2", "kind": "room",
    "nodes": ["a", "b", "c", null]}}, #MISTAKE:repeated
  {"type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": []}, #MISTAKE:one feature of each part
   "properties": {"id": "w4", "kind": "wall"}}
 ]
}
"#;

const LANDMARKS: &str = r#"{"type": "FeatureCollection", "features": [
 {"type": "Feature", "geometry": {"type": "Point", "coordinates": [131.491, 39.492]},
  "properties": {"id": "main-gate", "sd_m": 0.6}},
 {"type": "Feature", "geometry": {"type": "Point", "coordinates":
   [39.492, 131.491]}, #MISTAKE:exchange
  "properties": {"id": "tower", "sd_m": 0.6}},
 {"type": "Feature", "geometry": {"type": "Point", "coordinates":
   [337000, 4334000]}, #MISTAKE:metres of a projection
  "properties": {"id": "well",
   "sd_m": -1}}, #MISTAKE:above 0
 {"type": "Feature", "geometry": {"type": "Point", "coordinates": [131.491, 39.492]}, #MISTAKE:second time
  "properties": {"id": "main-gate", "sd_m": 0.6}},
 {"type": "Feature", "geometry": {"type": "Point", "coordinates": [131.491, 39.492]},
  "properties": {"id": "gate-2"}} #MISTAKE:sd_m
]}
"#;

const FOOTPRINTS: &str = r#"{"type": "FeatureCollection",
 "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32652"}}, #MISTAKE:crs
 "features": [
 {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[
   [131.490, 39.490],
   [131.492, 39.490], #MISTAKE:segments 2 (line 6) and 4 (line 8)
   [131.492, 39.493],
   [131.490, 39.491],
   [131.493, 39.491],
   [131.490, 39.490]]]},
  "properties": {"id": "fp-1",
   "imagery": "x"}}, #MISTAKE:image
 {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[
   [131.490, 39.490], [131.491, 39.490], [131.491, 39.491], [131.490, 39.490]]]},
  "properties": {"id": "fp-2", "height_m": 4}} #MISTAKE:height_basis
]}
"#;

const INCIDENTS: &str = r#"id,when,place,category,title_en,title_ko,summary_en,summary_ko,victims,perpetrators,accounts,credibility,consent
I1,2009-13,cell-1,torture,t,,s,,V1,P1,A01,3,public#MISTAKE:EDTF
I2,2009,Cell 1,torture,t,,s,,V1,P1,A01,3,public#MISTAKE:key of a place
I3,2009,cell-1,tortur,t,,s,,V1,P1,A01,3,public#MISTAKE:did you mean "torture"
I4,2009,cell-1,torture,t,,s,,V 1,P1,A01,3,public#MISTAKE:an id
I5,2009,cell-1,torture,t,,s,,V1,P1,A02,3,public#MISTAKE:account
I6,2009,cell-1,torture,t,,s,,V1,P1,A01,7,public#MISTAKE:1 to 6
I7,2009,cell-1,torture,t,,s,,V1,P1,A01,3,secret#MISTAKE:internal
I7,2009,cell-1,torture,t,,s,,V1,P1,A01,3,public#MISTAKE:unique
I8,2009,cell-1,torture,a, b,t,,s,,V1,P1,A01,3,public#MISTAKE:cells
"#;

const IMAGERY: &str = r#"id = "2019-10-03"
file = "../outside.tif" #MISTAKE:inside the case folder
acquired = "2019-10-03"
gsd_m = 0 #MISTAKE:above 0
sun = { azimuth = 400.0, elevation = 53.0 } #MISTAKE:0 to 360
"#;

fn files() -> BTreeMap<&'static str, &'static str> {
    BTreeMap::from([
        ("case.toml", CASE),
        ("accounts/A01.toml", ACCOUNT),
        ("sketches/A01-1.toml", SHEET),
        ("sketches/A01-1.trace.geojson", TRACE),
        ("landmarks.geojson", LANDMARKS),
        ("footprints.geojson", FOOTPRINTS),
        ("incidents.csv", INCIDENTS),
        ("imagery/2019-10-03.toml", IMAGERY),
    ])
}

/// Writes the planted files without their markers.
fn write(folder: &Path) {
    for sub in ["accounts", "sketches", "imagery"] {
        fs::create_dir(folder.join(sub)).unwrap();
    }
    fs::write(folder.join("sketches/A01-1.jpg"), b"not looked at here").unwrap();
    for (file, text) in files() {
        let lines: Vec<&str> = text.lines().map(|line| line.split("#MISTAKE").next().unwrap()).collect();
        fs::write(folder.join(file), lines.join("\n") + "\n").unwrap();
    }
}

/// The planted mistakes: file, line, and a word of the message.
fn planted() -> BTreeSet<(String, usize, String)> {
    let mut planted = BTreeSet::new();
    for (file, text) in files() {
        for (i, line) in text.lines().enumerate().filter(|(_, line)| line.contains(MARK)) {
            let word = line.split(MARK).nth(1).unwrap().trim_start_matches(':').to_owned();
            planted.insert((file.to_owned(), i + 1, word));
        }
    }
    planted
}

#[test]
fn every_planted_mistake_is_told_on_its_line_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let told = locus_casefile::read(folder.path()).unwrap_err().0;
    let fits = |mistake: &Mistake, (file, line, word): &(String, usize, String)| {
        mistake.file == *file && mistake.line == Some(*line) && mistake.to_string().contains(word.as_str())
    };
    let planted = planted();
    assert!(planted.len() > 60, "{}", planted.len());
    for wanted in &planted {
        assert!(
            told.iter().any(|mistake| fits(mistake, wanted)),
            "not told: {wanted:?}\n{:#?}",
            about(&told, &wanted.0)
        );
    }
    for mistake in &told {
        assert!(planted.iter().any(|wanted| fits(mistake, wanted)), "nothing wrong here:\n{mistake}");
        assert!(!mistake.found.is_empty() && !mistake.expected.is_empty() && !mistake.remedy.is_empty());
    }
    assert!(told.is_sorted_by_key(|mistake| (mistake.file.clone(), mistake.line)));
}

fn about<'m>(told: &'m [Mistake], file: &str) -> Vec<&'m Mistake> {
    told.iter().filter(|mistake| mistake.file == file).collect()
}

#[test]
fn another_format_is_refused_without_judging_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    fs::write(folder.path().join("case.toml"), "format = 2\nid = 3\n").unwrap();
    let told = locus_casefile::read(folder.path()).unwrap_err().0;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].expected.contains("format 1") && told[0].line == Some(1));
}

#[test]
fn a_folder_that_is_no_case_is_told_so_once() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path(), &folder.path().join("missing")] {
        let told = locus_casefile::read(path).unwrap_err();
        assert_eq!(told.0.len(), 1);
        assert!(told.to_string().contains("not a case folder"), "{told}");
    }
}
