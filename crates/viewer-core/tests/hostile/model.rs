//! Hostile `model.glb`, listed with its true SHA-256.

use crate::Tamper::{self, Disk, Glb, Gltf, Made as Before};
use crate::folder::{Made, container, png, png_claiming};
use crate::index::{odd_numbers, replace_number};
use crate::{REPUBLISH, check, check_all, open};
use image::{Rgb, RgbImage};
use locus_publish::Bundle;
use locus_viewer_core::glb;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs;

const FILE: &str = "published/model.glb";

#[test]
fn files_that_lie_about_themselves_are_refused() {
    let rows: &[(&str, Tamper, &str)] = &[
        ("missing", Disk(|f| fs::remove_file(f.published().join("model.glb")).unwrap()), "there is no file"),
        ("a folder", Disk(|f| as_folder(&f.published().join("model.glb"))), "no plain file"),
        (
            "changed",
            Disk(|f| fs::write(f.published().join("model.glb"), b"glTF").unwrap()),
            "changed since it was published",
        ),
        ("no glTF", Glb(|glb| glb[0] = b'G'), "does not start with \"glTF\""),
        ("empty", Glb(Vec::clear), "does not start with \"glTF\""),
        ("version", Glb(|glb| glb[4] = 3), "glTF version 3"),
        ("header alone", Glb(|glb| glb.truncate(7)), "ends within its header"),
        ("truncated", Glb(|glb| glb.truncate(glb.len() - 4)), "of which its header says"),
        ("longer", Glb(|glb| glb.extend([0; 4])), "of which its header says"),
        ("no length", Glb(|glb| glb[8..12].fill(0)), "of which its header says 0"),
        ("JSON chunk too long", Glb(|glb| glb[12..16].fill(0xff)), "a JSON chunk of 4294967295 bytes"),
        ("JSON chunk too short", Glb(|glb| glb[12..16].copy_from_slice(&4u32.to_le_bytes())), "no BIN chunk"),
        ("another chunk", Glb(|glb| glb[16] = b'X'), "no JSON chunk"),
        ("BIN chunk too long", Glb(|glb| lengthen_binary(glb, 1)), "a BIN chunk of"),
        ("a third chunk", Glb(third_chunk), "8 bytes after its two chunks"),
        ("no JSON", Glb(|glb| *glb = container(b"{", b"")), "a JSON chunk that cannot be read"),
        ("deep JSON", Glb(|glb| *glb = container(&b"[".repeat(1_000_000), b"")), "a JSON chunk that cannot be read"),
        ("deep extras", Glb(|glb| *glb = container(&deep_extras(), b"")), "the scenes []"),
    ];
    check_all(FILE, rows);
}

fn as_folder(path: &std::path::Path) {
    fs::remove_file(path).unwrap();
    fs::create_dir(path).unwrap();
}

fn lengthen_binary(glb: &mut [u8], by: u32) {
    let json = u32::from_le_bytes(glb[12..16].try_into().unwrap()) as usize;
    let at = 20 + json;
    let length = u32::from_le_bytes(glb[at..at + 4].try_into().unwrap()) + by;
    glb[at..at + 4].copy_from_slice(&length.to_le_bytes());
}

fn third_chunk(glb: &mut Vec<u8>) {
    glb.extend(b"\0\0\0\0JSON");
    let length = glb.len() as u32;
    glb[8..12].copy_from_slice(&length.to_le_bytes());
}

fn deep_extras() -> Vec<u8> {
    let (open, close) = ("[".repeat(500_000), "]".repeat(500_000));
    format!("{{\"asset\":{{\"version\":\"2.0\"}},\"extras\":{open}{close}}}").into_bytes()
}

#[test]
fn what_lies_outside_the_file_is_refused_and_named() {
    let rows: &[(&str, Tamper, &str)] = &[
        ("buffer", Gltf(|g| g["buffers"][0]["uri"] = json!("../../secret.bin")), "\"../../secret.bin\""),
        ("image", Gltf(|g| g["images"][0]["uri"] = json!("http://127.0.0.1/a.png")), "\"http://127.0.0.1/a.png\""),
        ("data", Gltf(|g| g["buffers"][0]["uri"] = json!("data:;base64,AAAA")), "\"data:;base64,AAAA\""),
        (
            "unused image",
            Gltf(|g| g["images"] = json!([{"bufferView": 4}, {"uri": "file:///etc/hostname"}])),
            "file:///etc",
        ),
        ("second buffer", Gltf(|g| g["buffers"] = json!([{"byteLength": 1}, {"byteLength": 1}])), "2 buffers"),
        ("extension", Gltf(|g| g["extensionsRequired"] = json!(["KHR_draco_mesh_compression"])), "KHR_draco_mesh"),
        ("sparse", Gltf(sparse), "a sparse accessor"),
    ];
    check_all(FILE, rows);
}

fn sparse(gltf: &mut Value) {
    gltf["accessors"][0]["sparse"] = json!({
        "count": 1, "indices": {"bufferView": 3, "componentType": 5123}, "values": {"bufferView": 0},
    });
}

#[test]
fn accessors_that_reach_out_are_refused() {
    let rows: &[(&str, Tamper, &str)] = &[
        ("huge count", Gltf(|g| g["accessors"][0]["count"] = json!(u64::MAX)), "18446744073709551615 of the positions"),
        ("large count", Gltf(|g| g["accessors"][0]["count"] = json!(40_000_000)), "40000000 of the positions of node"),
        ("one too many", Gltf(|g| g["accessors"][0]["count"] = json!(5)), "5 of the positions of node \"terrain\""),
        ("offset", Gltf(|g| g["accessors"][0]["byteOffset"] = json!(u64::MAX)), "from byte 18446744073709551615"),
        ("view offset", Gltf(|g| g["bufferViews"][0]["byteOffset"] = json!(u64::MAX)), "a view of 48 bytes from byte"),
        (
            "view length",
            Gltf(|g| g["bufferViews"][0]["byteLength"] = json!(1u64 << 40)),
            "a view of 1099511627776 bytes",
        ),
        ("stride", Gltf(|g| g["bufferViews"][0]["byteStride"] = json!(u64::MAX)), "4 of the positions"),
        (
            "buffer length",
            Gltf(|g| g["buffers"][0]["byteLength"] = json!(1u64 << 40)),
            "a buffer of 1099511627776 bytes",
        ),
        (
            "no view",
            Gltf(|g| g["accessors"][0]["bufferView"] = Value::Null),
            "the positions of node \"terrain\" nowhere",
        ),
        ("view 99", Gltf(|g| g["accessors"][0]["bufferView"] = json!(99)), "buffer view number 99 of 5"),
        ("buffer 1", Gltf(|g| g["bufferViews"][0]["buffer"] = json!(1)), "a view of 48 bytes"),
        ("accessor 99", Gltf(|g| g["meshes"][2]["primitives"][0]["indices"] = json!(99)), "accessor number 99 of 4"),
        ("type", Gltf(|g| g["accessors"][0]["type"] = json!("VEC4")), "positions of node \"terrain\" of another type"),
        (
            "component",
            Gltf(|g| g["accessors"][1]["componentType"] = json!(5120)),
            "normals of node \"terrain\" of another",
        ),
        (
            "float indices",
            Gltf(|g| g["accessors"][3]["componentType"] = json!(5126)),
            "indices of node \"terrain\" of another",
        ),
        ("vertex out of range", Before(|m| m.binary[128..130].fill(0xff)), "vertex 65535 of node \"terrain\""),
        ("two indices", Gltf(|g| g["accessors"][3]["count"] = json!(5)), "5 indices of node \"terrain\""),
        ("fewer normals", Gltf(|g| g["accessors"][1]["count"] = json!(3)), "4 positions and 3 normals"),
        ("accessors", Gltf(|g| g["accessors"] = vec![json!({}); 1_300_000].into()), "1300000 entries in \"accessors\""),
        ("all of it, often", Gltf(repeated), "of the"),
    ];
    check_all(FILE, rows);
}

/// Many nodes that each read everything there is: small on the disk, large in memory.
fn repeated(gltf: &mut Value) {
    for accessor in 0..2 {
        gltf["accessors"][accessor]["byteOffset"] = json!(0);
        gltf["accessors"][accessor]["count"] = json!(20_000_000);
    }
}

#[test]
fn meshes_that_are_no_shapes_are_refused() {
    let rows: &[(&str, Tamper, &str)] = &[
        ("NaN", Before(|m| put(m, 0, f32::NAN)), "NaN among the positions of node \"terrain\""),
        ("infinite", Before(|m| put(m, 4, f32::NEG_INFINITY)), "-inf among the positions"),
        ("far", Before(|m| put(m, 4, 1e30)), "a vertex of node \"terrain\" at"),
        ("no normal", Before(|m| m.binary[48..60].fill(0)), "a normal of node \"terrain\" without direction"),
        ("NaN normal", Before(|m| put(m, 48, f32::NAN)), "NaN among the normals"),
        ("lines", Gltf(|g| g["meshes"][2]["primitives"][0]["mode"] = json!(1)), "\"wall-a\" not made of triangles"),
        ("no mode", Gltf(|g| g["meshes"][2]["primitives"][0]["mode"] = json!(99)), "\"wall-a\" not made of triangles"),
        ("no normals", Gltf(|g| drop(attributes(g).remove("NORMAL"))), "no normals of node \"wall-a\""),
        ("no positions", Gltf(|g| drop(attributes(g).remove("POSITION"))), "no positions of node \"wall-a\""),
        ("no indices", Gltf(|g| g["meshes"][2]["primitives"][0]["indices"] = Value::Null), "no indices of node"),
        ("material", Gltf(|g| g["materials"][2]["name"] = json!("steel")), "the material \"steel\" on node \"wall-a\""),
        ("material 99", Gltf(|g| g["meshes"][2]["primitives"][0]["material"] = json!(99)), "material number 99 of 4"),
        ("flat", Gltf(|g| g["nodes"][3]["scale"] = json!([1, 0, 1])), "\"wall-a\" that cannot be undone"),
        (
            "projective",
            Gltf(|g| g["nodes"][3]["matrix"] = json!([1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])),
            "\"wall-a\" that cannot",
        ),
        ("infinite scale", Gltf(|g| g["nodes"][3]["scale"] = json!([1e300, 1, 1])), "number out of range"),
        ("no rotation", Gltf(|g| g["nodes"][3]["rotation"] = json!([0, 0, 0, 0])), "a rotation of node \"wall-a\""),
        (
            "moved away",
            Gltf(|g| g["nodes"][3]["translation"] = json!([0, 0, 2e5])),
            "a vertex of node \"wall-a\" at 2e5 m",
        ),
    ];
    check_all(FILE, rows);
}

fn attributes(gltf: &mut Value) -> &mut serde_json::Map<String, Value> {
    gltf["meshes"][2]["primitives"][0]["attributes"].as_object_mut().unwrap()
}

fn put(made: &mut Made, at: usize, number: f32) {
    made.binary[at..at + 4].copy_from_slice(&number.to_le_bytes());
}

#[test]
fn models_of_something_else_are_refused() {
    let rows: &[(&str, Tamper, &str)] = &[
        ("unexplained node", Gltf(|g| g["nodes"][2]["name"] = json!("gallows")), "\"gallows\" that shows no element"),
        ("nameless node", Gltf(|g| g["nodes"][2]["name"] = Value::Null), "\"\" that shows no element"),
        ("two of a name", Gltf(|g| g["nodes"][2]["name"] = json!("window")), "two nodes \"window\""),
        ("not shown", Gltf(|g| g["nodes"][1]["children"] = json!([2, 3])), "no node \"window\""),
        (
            "dangling",
            Tamper::Bundle(|b| b["elements"][0]["glb_node"] = json!("attic")),
            "\"room\" that shows no element",
        ),
        ("shared", Tamper::Bundle(|b| b["elements"][0]["glb_node"] = json!("window")), "one node \"window\" for two"),
        ("in itself", Gltf(|g| g["nodes"][2]["children"] = json!([1])), "node \"level:L0\" in two places"),
        ("in two scenes", Gltf(|g| g["scenes"][1]["nodes"] = json!([5, 2])), "node \"room\" in two places"),
        ("node 99", Gltf(|g| g["nodes"][1]["children"] = json!([99])), "node number 99 of 6"),
        ("mesh 99", Gltf(|g| g["nodes"][3]["mesh"] = json!(99)), "mesh number 99 of 4"),
        ("a chain", Gltf(chain), "33 nodes deep"),
        ("scene missing", Gltf(|g| drop(g["scenes"].as_array_mut().unwrap().pop())), "the scenes [\"default\"]"),
        ("scene renamed", Gltf(|g| g["scenes"][1]["name"] = json!("x")), "the scenes [\"default\", \"x\"]"),
    ];
    check_all(FILE, rows);
}

fn chain(gltf: &mut Value) {
    let nodes = gltf["nodes"].as_array_mut().unwrap();
    nodes.extend((7..200_000).map(|next| json!({"children": [next]})));
    nodes[5]["children"] = json!([6]);
}

#[test]
fn ground_that_is_not_the_imagery_told_is_refused() {
    let rows: &[(&str, Tamper, &str)] = &[
        ("other size", Tamper::Bundle(|b| b["ground"]["size_px"] = json!([5, 2])), "a ground image of 4 x 2 pixels"),
        ("no imagery told", Tamper::Bundle(|b| b["ground"] = Value::Null), "imagery that bundle.json does not name"),
        (
            "no imagery there",
            Gltf(|g| g["materials"][0] = json!({"name": "ground"})),
            "plain ground, where bundle.json names",
        ),
        ("a bomb", Before(|m| m.set_ground(&png_claiming(60_000, 60_000), [60_000; 2])), "60000 x 60000 pixels"),
        ("a small bomb", Before(|m| m.set_ground(&png_claiming(8_000, 8_000), [8_000; 2])), "8000 x 8000 pixels"),
        ("a long one", Before(|m| m.set_ground(&png(&RgbImage::new(8_193, 1)), [8_193, 1])), "8193 x 1 pixels"),
        ("empty promises", Before(|m| m.set_ground(&png_claiming(4_000, 4_000), [4_000; 2])), "cannot be decoded"),
        ("no picture", Before(|m| m.set_ground(b"<svg/>", [4, 2])), "an XML or SVG file"),
        ("cut", Before(|m| m.set_ground(&cut_picture(), [64, 64])), "ground image"),
        (
            "no coordinates",
            Gltf(|g| drop(g["meshes"][0]["primitives"][0]["attributes"].as_object_mut().unwrap().remove("TEXCOORD_0"))),
            "no texture coordinates",
        ),
        ("two parts", Gltf(|g| g["meshes"][0]["primitives"] = json!([])), "not made of one part"),
        (
            "texture 99",
            Gltf(|g| g["materials"][0]["pbrMetallicRoughness"]["baseColorTexture"]["index"] = json!(99)),
            "texture number 99",
        ),
    ];
    check_all(FILE, rows);
}

fn cut_picture() -> Vec<u8> {
    let mut bytes = png(&RgbImage::from_fn(64, 64, |x, y| Rgb([x as u8, y as u8, (x * y) as u8])));
    bytes.truncate(bytes.len() / 2);
    bytes
}

#[test]
fn plain_ground_has_the_colour_of_its_material() {
    let mut made = Made::new();
    made.bundle["ground"] = Value::Null;
    made.gltf["materials"][0] =
        json!({"name": "ground", "pbrMetallicRoughness": {"baseColorFactor": [0.5, 0.5, 0.0, 1]}});
    let ground = open(&made.write().path()).unwrap().model.ground.unwrap();
    // IEC 61966-2-1: half the light is 188 of 255.
    assert_eq!((ground.image.dimensions(), ground.image.get_pixel(0, 0).0), ((1, 1), [188, 188, 0, 255]));
    assert_eq!(ground.uvs.len(), ground.positions.len());
}

#[cfg(unix)]
#[test]
fn links_are_refused_even_to_the_right_file() {
    for name in ["bundle.json", "model.glb"] {
        let facility = Made::new().write();
        let (file, away) = (facility.published().join(name), facility.path().join("away"));
        fs::rename(&file, &away).unwrap();
        crate::folder::link(&away, &file);
        check(name, open(&facility.path()), &format!("published/{name}"), "is a symbolic link", REPUBLISH);
    }
}

fn bundle(made: &Made) -> Bundle {
    Bundle::from_bytes(&serde_json::to_vec(&made.bundle).unwrap()).unwrap()
}

#[test]
fn every_truncation_is_refused() {
    let made = Made::new();
    let (glb, bundle) = (made.glb(), bundle(&made));
    assert!(glb::read(&glb, &bundle).is_ok());
    for length in 0..glb.len() {
        let mut cut = glb[..length].to_vec();
        assert!(glb::read(&cut, &bundle).is_err(), "{length}");
        if let Some(told) = cut.get_mut(8..12) {
            told.copy_from_slice(&(length as u32).to_le_bytes());
            assert!(glb::read(&cut, &bundle).is_err(), "{length} with a true length");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn no_number_makes_the_reader_panic(at in any::<prop::sample::Index>(), number in odd_numbers()) {
        let mut made = Made::new();
        replace_number(&mut made.gltf, at, &number);
        let _ = glb::read(&made.glb(), &bundle(&made));
    }

    #[test]
    fn no_byte_makes_the_reader_panic(
        bytes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let made = Made::new();
        let mut glb = made.glb();
        for (at, byte) in bytes {
            let at = at.index(glb.len());
            glb[at] = byte;
        }
        let read = glb::read(&glb, &bundle(&made));
        let all = read.iter().flat_map(|model| &model.pieces).flat_map(|piece| &piece.positions).flatten();
        prop_assert!(all.into_iter().all(|number| number.is_finite()));
    }
}
