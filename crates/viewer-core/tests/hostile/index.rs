//! Hostile `bundle.json`.

use crate::Tamper::{self, Bundle, Disk};
use crate::folder::{Facility, Made, container, incident};
use crate::{REPUBLISH, check, check_all, open};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs;

const FILE: &str = "published/bundle.json";

#[test]
fn what_is_no_bundle_is_refused() {
    let rows: &[(&str, Tamper, &str)] = &[
        ("empty", Disk(|f| rewrite(f, |_| String::new())), "no JSON object"),
        ("truncated", Disk(|f| rewrite(f, |text| text[..text.len() - 40].to_owned())), "EOF"),
        (
            "no UTF-8",
            Disk(|f| fs::write(f.published().join("bundle.json"), b"{\"\xff\": 1}").unwrap()),
            "no JSON object",
        ),
        ("never closed", Disk(|f| rewrite(f, |text| text.replacen("[]", &"[".repeat(200_000), 1))), "no JSON object"),
        ("deep", Disk(|f| rewrite(f, |text| text.replacen("[]", &deep(), 1))), "expected a string"),
        ("deep format", Disk(|f| rewrite(f, |text| text.replacen("\"locus-published\"", &deep(), 1))), "recursion"),
        (
            "deep and unknown",
            Disk(|f| rewrite(f, |t| t.replacen("{", &format!("{{\"x\":{},\"frame\":0,", deep()), 1))),
            "BundleFrame",
        ),
        ("another format", Bundle(|b| b["format"] = json!("glTF")), "\"format\": \"glTF\""),
        ("NaN", Disk(|f| rewrite(f, |text| text.replacen("1.58", "NaN", 1))), "expected value"),
        ("infinite", Disk(|f| rewrite(f, |text| text.replacen("1.58", "1e999", 1))), "out of range"),
        ("null", Bundle(|b| b["elements"][0]["position"][1] = Value::Null), "null"),
        ("a member missing", Bundle(|b| drop(b.as_object_mut().unwrap().remove("frame"))), "frame"),
        ("no hashes", Bundle(|b| b["files"] = Value::Null), "null"),
    ];
    check_all(FILE, rows);
    let unknown = crate::tampered(&Bundle(|b| b["format_version"] = json!(99)));
    check("version", open(&unknown.path()), FILE, "\"format_version\": 99", "the Locus that published it");
}

#[test]
fn what_is_too_much_is_refused() {
    let rows: &[(&str, Tamper, &str)] = &[
        (
            "incidents",
            Disk(|f| rewrite(f, |text| many(text, "incidents", 1_000_000))),
            "1000001 entries in \"incidents\"",
        ),
        ("elements", Disk(|f| rewrite(f, |text| many(text, "elements", 1_000_000))), "1000004 entries in \"elements\""),
        ("hidden", Disk(|f| rewrite(f, |text| many(text, "sources", 40_000_000))), "brackets and commas"),
        ("a huge file", Disk(|f| grow(f, "bundle.json")), "holds more than 536870912 bytes"),
    ];
    check_all(FILE, rows);
    let huge = crate::tampered(&Disk(|f| grow(f, "model.glb")));
    check("a huge model", open(&huge.path()), "published/model.glb", "holds more than 536870912 bytes", REPUBLISH);
}

#[test]
fn what_contradicts_itself_is_refused() {
    let rows: &[(&str, Tamper, &str)] = &[
        ("one id twice", Bundle(|b| b["elements"][0]["id"] = json!("window")), "two entries for element \"window\""),
        (
            "incident twice",
            Bundle(|b| b["incidents"] = json!([incident("I1"), incident("I1")])),
            "two entries for incident",
        ),
        ("level", Bundle(|b| b["elements"][0]["level"] = json!("L9")), "element \"room\" on level \"L9\""),
        ("host", Bundle(|b| b["elements"][3]["host"] = json!("wall-x")), "in wall \"wall-x\""),
        ("hypothesis", Bundle(|b| b["elements"][1]["hypothesis"] = json!("c")), "of hypothesis \"c\""),
        ("account", Bundle(|b| b["elements"][1]["drawn_by"] = json!(["A09"])), "by account \"A09\""),
        ("corner", Bundle(|b| b["elements"][1]["shape"]["nodes"][0] = json!("n9")), "at node \"n9\""),
        ("gap", Bundle(|b| b["elements"][1]["shape"]["gaps"][0]["opening"] = json!("x")), "by opening \"x\""),
        ("incident's level", Bundle(|b| b["incidents"][0]["level"] = json!("L9")), "incident \"I01\" on level"),
        ("node's level", Bundle(|b| b["nodes"][0]["level"] = json!("L9")), "node \"n1\" on level"),
        ("sheet's account", Bundle(|b| b["sheets"][0]["account"] = json!("A09")), "sheet \"A01-1\" of account"),
        ("statement", Bundle(|b| b["statements_by_key"]["room"][0] = json!("s9")), "with statement \"s9\""),
        ("grid", Bundle(|b| b["sheets"][0]["drape_grid"]["columns"] = json!(3)), "grid of 3 by 2"),
        ("huge grid", Bundle(|b| b["sheets"][0]["drape_grid"]["rows"] = json!(u64::MAX)), "2 by 18446744073709551615"),
        ("pixels", Bundle(|b| b["sheets"][0]["strokes"][0]["px"] = json!([[1, 2]])), "2 vertices and 1 pixels"),
        (
            "no SHA-256",
            Disk(|f| rewrite(f, |text| text.replacen("model.glb", "modal.glb", 1))),
            "no SHA-256 of \"model.glb\"",
        ),
    ];
    check_all(FILE, rows);
}

#[test]
fn numbers_that_are_no_places_are_refused() {
    let rows: &[(&str, Tamper, &str)] = &[
        ("far", Bundle(|b| b["elements"][1]["position"][0] = json!(1e6)), "element \"wall-a\" with the number 1e6"),
        (
            "absurd",
            Bundle(|b| b["elements"][1]["shape"]["line"][0][1] = json!(1e300)),
            "\"wall-a\" with the number 1e300",
        ),
        (
            "deep",
            Bundle(|b| b["elements"][1]["shape"]["base_m"] = json!(-1e9)),
            "element \"wall-a\" with the number -1e9",
        ),
        (
            "thickness",
            Bundle(|b| b["elements"][1]["shape"]["thickness_m"] = json!(-1)),
            "\"wall-a\" with the number -1e0",
        ),
        ("incident", Bundle(|b| b["incidents"][0]["position"][2] = json!(-1e300)), "\"I01\" with the number -1e300"),
        ("pin", Bundle(|b| b["pins"][0]["position"][1] = json!(1e8)), "pin \"p1\" with the number 1e8"),
        ("area", Bundle(|b| b["areas"][0]["rings"][0][1][0] = json!(1e8)), "area \"a1\" with the number 1e8"),
        ("paper", Bundle(|b| b["sheets"][0]["paper"][2][1] = json!(1e8)), "sheet \"A01-1\" with the number 1e8"),
        (
            "drape",
            Bundle(|b| b["sheets"][0]["drape"]["scene_from_px"][2] = json!(1e8)),
            "\"A01-1\" with the number 1e8",
        ),
        ("grid", Bundle(|b| b["sheets"][0]["drape_grid"]["xz"][3][1] = json!(1e8)), "\"A01-1\" with the number 1e8"),
        ("stroke", Bundle(|b| b["sheets"][0]["strokes"][0]["line"][1][0] = json!(1e8)), "stroke \"A01-1/s1\" with"),
        ("pixel", Bundle(|b| b["sheets"][0]["strokes"][0]["px"][1][0] = json!(1e8)), "stroke \"A01-1/s1\" with"),
        ("radius", Bundle(|b| b["nodes"][0]["radius95_m"] = json!(-1)), "node \"n1\" with the number -1e0"),
        ("covariance", Bundle(|b| b["nodes"][0]["cov_m2"] = json!([0.1, 0.5, 0.1])), "the covariance 0.1, 0.5, 0.1"),
        ("imagery", Bundle(|b| b["imagery"][0]["gsd_m"] = json!(-0.5)), "imagery \"2019\" with the number -5e-1"),
        ("anchor", Bundle(|b| b["frame"]["anchor"][0] = json!(1e3)), "anchor with the number 1e3"),
        ("origin", Bundle(|b| b["frame"]["origin_m"][1] = json!(1e18)), "origin with the number 1e18"),
        ("view", Bundle(|b| b["views"][0]["eye"][1] = json!(1e18)), "view \"overview\" with the number 1e18"),
        ("elevation", Bundle(|b| b["levels"][0]["elevation_m"] = json!(1e18)), "level \"L0\" with the number 1e18"),
    ];
    check_all(FILE, rows);
}

#[test]
fn what_files_say_is_told_without_harm() {
    let rows: &[(&str, Tamper, &str)] = &[
        (
            "commands",
            Bundle(|b| b["elements"][0]["level"] = json!("\u{1b}]0;\u{7}\u{202e}")),
            "\\u{1b}]0;\\u{7}\\u{202e}",
        ),
        ("shouts", Bundle(|b| b["elements"][0]["level"] = json!("A".repeat(1 << 20))), "on level \"AAAA"),
    ];
    check_all(FILE, rows);
}

/// As many incidents as the largest known database has, and elements as a site of twenty such.
#[test]
fn large_facilities_open() {
    const ELEMENTS: usize = 200_000;
    let mut made = Made::new();
    let template = made.bundle["elements"][0].to_string();
    made.bundle["incidents"] = (0..7_212).map(|i| incident(&format!("I{i}"))).collect();
    made.bundle["elements"] = json!(["@"]);
    made.bundle["sheets"] = json!([]);
    made.bundle["ground"] = Value::Null;
    made.bundle["scenes"] = json!([{"name": "default"}]);
    made.gltf["scenes"] = json!([{"name": "default", "nodes": (0..ELEMENTS).collect::<Vec<_>>()}]);
    made.gltf["nodes"] = json!(["@"]);
    let model =
        made.gltf.to_string().replace("\"@\"", &list(ELEMENTS, |i| format!("{{\"name\":\"e{i}\",\"mesh\":1}}")));
    let facility = made.write_with(&container(model.as_bytes(), &made.binary));
    rewrite(&facility, |text| {
        text.replace(
            "\"@\"",
            &list(ELEMENTS, |i| {
                template.replace("\"room\",", &format!("\"e{i}\",")).replace("\"room\"}", &format!("\"e{i}\"}}"))
            }),
        )
    });
    let published = open(&facility.path()).unwrap();
    assert_eq!((published.bundle.incidents.len(), published.model.pieces.len()), (7_212, ELEMENTS));
}

fn list(count: usize, entry: impl Fn(usize) -> String) -> String {
    (0..count).map(entry).collect::<Vec<_>>().join(",")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    /// Whatever number stands wherever, it is refused or opened.
    #[test]
    fn no_number_makes_the_reader_panic(at in any::<prop::sample::Index>(), number in odd_numbers()) {
        let mut made = Made::new();
        replace_number(&mut made.bundle, at, &number);
        let facility = made.write();
        if let Err(refusal) = open(&facility.path()) {
            prop_assert!(!refusal.remedy.is_empty());
        }
    }
}

/// Numbers at the edges of what files and machines hold.
pub fn odd_numbers() -> impl Strategy<Value = Value> {
    let whole = prop::sample::select(vec![0, 1, 2, 3, 255, 65_536, u64::from(u32::MAX), 1 << 53, u64::MAX]);
    let broken = prop::sample::select(vec![-1.0, -0.0, 0.5, 1e-300, 1e39, 1e300, -1e300]);
    prop_oneof![whole.prop_map(Value::from), broken.prop_map(Value::from), Just(Value::Null)]
}

/// Puts a number in the place of one of the numbers of a document.
pub fn replace_number(document: &mut Value, at: prop::sample::Index, number: &Value) {
    let count = numbers(document).len();
    *numbers(document).swap_remove(at.index(count)) = number.clone();
}

fn numbers(value: &mut Value) -> Vec<&mut Value> {
    match value {
        Value::Array(list) => list.iter_mut().flat_map(numbers).collect(),
        Value::Object(map) => map.values_mut().flat_map(numbers).collect(),
        Value::Number(_) => vec![value],
        _ => Vec::new(),
    }
}

fn rewrite(facility: &Facility, change: impl Fn(&str) -> String) {
    let path = facility.published().join("bundle.json");
    let text = fs::read_to_string(&path).unwrap();
    let changed = change(&text);
    assert_ne!(text, changed);
    fs::write(path, changed).unwrap();
}

/// A file with a hole: as large as it says, and nothing on the disk.
fn grow(facility: &Facility, name: &str) {
    fs::File::options().write(true).open(facility.published().join(name)).unwrap().set_len(1 << 40).unwrap();
}

fn deep() -> String {
    "[".repeat(100_000) + &"]".repeat(100_000)
}

/// Puts that many empty entries in front of a list.
fn many(text: &str, list: &str, count: usize) -> String {
    let start = format!("\"{list}\":[");
    let entry = if list == "sources" { "0" } else { "{}" };
    let entries = format!("{entry},").repeat(count);
    text.replacen(&start, &format!("{start}{entries}"), 1).replacen(",]", "]", 1)
}
