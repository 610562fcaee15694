//! Models as bytes: whether every byte is of use to somebody who draws it.

use serde_json::Value;

/// The description and the binary chunk.
pub fn chunks(file: &[u8]) -> (&[u8], &[u8]) {
    let length = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
    assert_eq!((&file[..4], length(8)), (&b"glTF"[..], file.len()), "no model, or bytes behind it");
    let description = length(12);
    let binary = 20 + description;
    assert_eq!((&file[16..20], &file[binary + 4..binary + 8]), (&b"JSON"[..], &b"BIN\0"[..]));
    assert_eq!(binary + 8 + length(binary), file.len(), "a further chunk");
    (&file[20..binary], &file[binary + 8..])
}

/// Bytes of the binary chunk that nothing refers to, as `from..to`; zeros that fill up to four are none.
pub fn orphans(file: &[u8]) -> Vec<String> {
    let (description, binary) = chunks(file);
    let root: Value = serde_json::from_slice(description).unwrap();
    let mut used = vec![false; binary.len()];
    for range in drawn(&root) {
        used[range].fill(true);
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < used.len() {
        let end = used[at..].iter().position(|byte| *byte != used[at]).map_or(used.len(), |length| at + length);
        let fills_up = end - at < 4 && end % 4 == 0 && binary[at..end].iter().all(|byte| *byte == 0);
        if !used[at] && !fills_up {
            found.push(format!("{at}..{end}"));
        }
        at = end;
    }
    found
}

/// The pictures in the binary chunk.
pub fn pictures(file: &[u8]) -> Vec<&[u8]> {
    let (description, binary) = chunks(file);
    let root: Value = serde_json::from_slice(description).unwrap();
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap_or(0)).unwrap();
    let images = root["images"].as_array().cloned().unwrap_or_default();
    let views = images.iter().map(|image| &root["bufferViews"][number(&image["bufferView"])]);
    views.map(|view| &binary[number(&view["byteOffset"])..][..number(&view["byteLength"])]).collect()
}

/// What accessors of drawn meshes and images of used textures cover.
fn drawn(root: &Value) -> Vec<std::ops::Range<usize>> {
    let all = |name: &str| root[name].as_array().cloned().unwrap_or_default();
    let number = |value: &Value| value.as_u64().map_or(0, |number| usize::try_from(number).unwrap());
    let view = |index: &Value| {
        let view = &root["bufferViews"][number(index)];
        (number(&view["byteOffset"]), number(&view["byteLength"]))
    };
    let primitives =
        all("nodes").into_iter().filter_map(|node| Some(root["meshes"][number(node.get("mesh")?)].clone()));
    let primitives: Vec<Value> =
        primitives.flat_map(|mesh| mesh["primitives"].as_array().cloned().unwrap_or_default()).collect();
    let attributes = primitives.iter().flat_map(|p| p["attributes"].as_object().into_iter().flat_map(|a| a.values()));
    let accessors: Vec<&Value> = attributes.chain(primitives.iter().filter_map(|p| p.get("indices"))).collect();
    let of_meshes = accessors.into_iter().map(|index| {
        let accessor = &root["accessors"][number(index)];
        let start = view(&accessor["bufferView"]).0 + number(&accessor["byteOffset"]);
        let components = match accessor["type"].as_str().unwrap() {
            "SCALAR" => 1,
            "VEC2" => 2,
            "VEC3" => 3,
            _ => 4,
        };
        let size = match number(&accessor["componentType"]) {
            5120 | 5121 => 1,
            5122 | 5123 => 2,
            _ => 4,
        };
        start..start + number(&accessor["count"]) * components * size
    });
    let images = all("textures").into_iter().filter_map(|texture| Some(texture.get("source")?.clone()));
    let of_images = images.filter_map(|image| root["images"][number(&image)].get("bufferView").cloned()).map(|index| {
        let (start, length) = view(&index);
        start..start + length
    });
    of_meshes.chain(of_images).collect()
}
