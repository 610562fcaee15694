//! Releases that leak: each puts a secret into files that held none, on one of the ways on which that has happened.

use crate::picture::{chunks, segments};
use crate::search::Files;
use crate::secret::What;
use crate::spelling::hex;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::{DeflateEncoder, ZlibEncoder};
use image::{DynamicImage, ImageFormat};
use md5::Md5;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// A way on which a secret gets out: its name, the ending of the file it needs, and what it does to that file.
pub struct Mutant {
    /// Its name.
    pub name: &'static str,
    /// The first file that ends so is changed.
    pub of: &'static str,
    /// What happens to it.
    pub change: fn(&[u8], &str) -> Vec<u8>,
}

/// The files with the change, and the one file that was changed; `None` where there is none of the kind.
pub fn mutated(files: &Files, mutant: &Mutant, word: &str) -> Option<Files> {
    let (name, bytes) = files.iter().find(|(name, _)| name.ends_with(mutant.of))?;
    Some(Files::from([(name.clone(), (mutant.change)(bytes, word))]))
}

/// The secret of the mutants, and a number and a day for those that need one.
pub const WORD: &str = "qv7k2mx9wz4t";
/// A position that somebody pointed at.
pub const NUMBER: &str = "131.4567123";
/// The day of an interview.
pub const DAY: &str = "2021-04-13";

/// What to search for.
pub fn secrets() -> [What; 4] {
    let word = WORD.to_owned();
    [
        What::Text { word: word.clone(), value: word },
        What::Number(NUMBER.to_owned()),
        What::Position(["39.5123".to_owned(), NUMBER.to_owned()]),
        What::Day(DAY.to_owned()),
    ]
}

/// All of them.
pub const MUTANTS: &[Mutant] = &[
    mutant("a property", "layers/walls.geojson", |f, w| {
        feature(f, |feature| feature["properties"]["source"] = w.into())
    }),
    mutant("a foreign member", "layers/walls.geojson", |f, w| feature(f, |feature| feature["from"] = w.into())),
    mutant("an id", "layers/walls.geojson", |f, w| feature(f, |feature| feature["id"] = w.into())),
    mutant("a bounding box", "layers/walls.geojson", |f, _| feature(f, |feature| feature["bbox"] = number())),
    mutant("a coordinate", "layers/nodes.geojson", |f, _| {
        feature(f, |feature| feature["geometry"]["coordinates"][0] = number())
    }),
    mutant("a day", "layers/walls.geojson", |f, _| feature(f, |feature| feature["properties"]["drawn"] = DAY.into())),
    mutant("a day, compact", "bundle.json", |f, _| json(f, |root| root["at"] = DAY.replace('-', "").into())),
    mutant("a member of the bundle", "bundle.json", |f, w| json(f, |root| root["by"] = w.into())),
    mutant("a hash", "bundle.json", |f, w| json(f, |root| root["by"] = hex(&Sha256::digest(w)).into())),
    mutant("a shortened hash", "bundle.json", |f, w| json(f, |root| root["by"] = hex(&Sha256::digest(w))[..16].into())),
    mutant("a hash in base64", "bundle.json", |f, w| {
        json(f, |root| root["by"] = BASE64_STANDARD.encode(Md5::digest(w)).into())
    }),
    mutant("a word reversed", "bundle.json", |f, w| {
        json(f, |root| root["by"] = w.chars().rev().collect::<String>().into())
    }),
    mutant("a word in hex", "bundle.json", |f, w| json(f, |root| root["by"] = hex(w.as_bytes()).into())),
    mutant("a word in capitals", "bundle.json", |f, w| json(f, |root| root["by"] = w.to_uppercase().into())),
    mutant("a word in base64", "bundle.json", |f, w| {
        json(f, |root| root["by"] = BASE64_STANDARD.encode(format!("by {w}")).into())
    }),
    mutant("a row", "evidence.csv", |f, w| [f, format!("x,,,,,,,,,{w},,,,,,,\r\n").as_bytes()].concat()),
    mutant("glTF extras", "model.glb", |f, w| glb(f, |root| root["asset"]["extras"]["by"] = w.into(), &[])),
    mutant("a node name", "model.glb", |f, w| glb(f, |root| root["nodes"][0]["name"] = w.into(), &[])),
    mutant("a material name", "model.glb", |f, w| glb(f, |root| root["materials"][0]["name"] = w.into(), &[])),
    mutant("asset.generator", "model.glb", |f, w| glb(f, |root| root["asset"]["generator"] = w.into(), &[])),
    mutant("asset.copyright", "model.glb", |f, w| glb(f, |root| root["asset"]["copyright"] = w.into(), &[])),
    mutant("an address of an image", "model.glb", |f, w| {
        glb(f, |root| root["images"] = serde_json::json!([{ "uri": format!("file:///home/{w}/1.png") }]), &[])
    }),
    mutant("orphan bytes of a model", "model.glb", |f, w| glb(f, |_| (), w.as_bytes())),
    mutant("an orphan position", "model.glb", |f, _| glb(f, |_| (), &float())),
    mutant("a second chunk of a model", "model.glb", |f, w| [f, &[12, 0, 0, 0], b"XTRA", w.as_bytes()].concat()),
    mutant("PNG tEXt", ".png", |f, w| chunks(f, &[(*b"tEXt", format!("Author\0{w}").into())])),
    mutant("PNG zTXt", ".png", |f, w| chunks(f, &[(*b"zTXt", [b"Author\0\0", &zlib(w.as_bytes())[..]].concat())])),
    mutant("PNG iTXt", ".png", |f, w| chunks(f, &[(*b"iTXt", [b"A\0\x01\0\0\0", &zlib(w.as_bytes())[..]].concat())])),
    mutant("PNG iCCP", ".png", |f, w| chunks(f, &[(*b"iCCP", [b"A\0\0", &zlib(w.as_bytes())[..]].concat())])),
    mutant("PNG eXIf", ".png", |f, w| chunks(f, &[(*b"eXIf", format!("II*\0\u{8}\0\0\0{w}").into())])),
    mutant("PNG after the end", ".png", |f, w| [f, w.as_bytes()].concat()),
    mutant("an archive after the end", ".png", |f, w| [f, &archive(w, "")[..]].concat()),
    mutant("PNG rows", ".png", |_, w| picture(w, ImageFormat::Png)),
    mutant("JPEG EXIF", ".png", |_, w| jpeg(&[(0xE1, format!("Exif\0\0II*\0\u{8}\0\0\0{w}").into())])),
    mutant("JPEG comment", ".png", |_, w| jpeg(&[(0xFE, w.into())])),
    mutant("JPEG thumbnail", ".png", |_, w| jpeg(&[(0xE1, [b"Exif\0\0", &jpeg(&[(0xFE, w.into())])[..]].concat())])),
    mutant("a profile over two segments", ".png", |_, w| {
        let part = |n: u8, text: &str| (0xE2, [b"ICC_PROFILE\0", &[n, 2][..], text.as_bytes()].concat());
        jpeg(&[part(1, &w[..5]), part(2, &w[5..])])
    }),
    mutant("JPEG after the end", ".png", |_, w| [&jpeg(&[])[..], w.as_bytes()].concat()),
    mutant("PDF Info", ".pdf", |f, w| [f, format!("\n9999 0 obj <</Author ({w})>> endobj\n").as_bytes()].concat()),
    mutant("PDF Info in UTF-16", ".pdf", |f, w| {
        let title: Vec<u8> = w.encode_utf16().flat_map(u16::to_be_bytes).collect();
        [f, format!("\n9999 0 obj <</Title <feff{}>>> endobj\n", hex(&title)).as_bytes()].concat()
    }),
    mutant("PDF text under a box", ".pdf", |f, w| stream(f, format!("BT (by {w}) Tj ET").as_bytes())),
    mutant("PDF text in pieces", ".pdf", |f, w| {
        stream(f, format!("BT [({}) -20 ({})] TJ ET", &w[..5], &w[5..]).as_bytes())
    }),
    mutant("PDF glyphs", ".pdf", |f, w| {
        let map = |(i, c): (usize, char)| format!("<{:04x}> <{:04x}>\n", i + 1, u32::from(c));
        let map = w.chars().enumerate().map(map).collect::<String>();
        let font = stream(f, format!("begincmap\n12 beginbfchar\n{map}endbfchar\nendcmap").as_bytes());
        let shown: String = (1..=w.len()).map(|glyph| format!("{glyph:04x}")).collect();
        stream(&font, format!("BT <{shown}> Tj ET").as_bytes())
    }),
    mutant("a comment of an archive", ".zip", |_, w| archive("nothing", w)),
    mutant("an entry of an archive", ".zip", |_, w| archive(w, "")),
    mutant("an archive in an archive", ".zip", |_, w| zipped("inner.zip", &archive(w, ""), "")),
    mutant("the name of an entry", ".zip", |_, w| zipped(w, b"nothing", "")),
    mutant("a free page of SQLite", ".gpkg", |f, w| [f, w.as_bytes(), &vec![0; 4096 - w.len()]].concat()),
    mutant("a record over two pages of SQLite", ".gpkg", |_, w| book(w)),
    mutant("an HTML comment", ".html", |f, w| [f, format!("<!-- {w} -->").as_bytes()].concat()),
    mutant("data-*", ".html", |f, w| [f, format!("<p data-by={w}>").as_bytes()].concat()),
    mutant("a class", ".html", |f, w| [f, format!("<style>.by-{w}{{}}</style>").as_bytes()].concat()),
    mutant("inlined JSON", ".html", |f, w| {
        let escaped: String = w.chars().map(|c| format!("\\u{:04X}", u32::from(c))).collect();
        [f, format!("<script type=application/json>{{\"by\":\"{escaped}\"}}</script>").as_bytes()].concat()
    }),
    mutant("references to characters", ".html", |f, w| {
        [f, w.chars().map(|c| format!("&#{};", u32::from(c))).collect::<String>().as_bytes()].concat()
    }),
    mutant("an address", ".html", |f, w| {
        [f, w.bytes().map(|c| format!("%{c:02X}")).collect::<String>().as_bytes()].concat()
    }),
    mutant("a data URI", ".html", |f, w| {
        let inner = BASE64_STANDARD.encode(picture(w, ImageFormat::Png));
        [f, format!("<img src='data:image/png;base64,{inner}'>").as_bytes()].concat()
    }),
    mutant("squeezed for a script", ".html", |f, w| {
        let inner = BASE64_STANDARD.encode(deflate(format!("{}{w}", " ".repeat(200)).as_bytes()));
        // Deflate of so little is shorter than a run of letters that is looked at; a page squeezes much.
        let long = BASE64_STANDARD.encode(deflate(&noise(w)));
        [f, format!("<script>load('{inner}','{long}')</script>").as_bytes()].concat()
    }),
    mutant("SVG desc", ".svg", |f, w| [f, format!("<desc>{w}</desc>").as_bytes()].concat()),
    mutant("SVG metadata", ".svg", |f, w| [f, format!("<metadata><cc:by>{w}</cc:by></metadata>").as_bytes()].concat()),
    mutant("UTF-16 in a drawing", ".dxf", |f, w| {
        [f, &w.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()[..]].concat()
    }),
    mutant("a wide string of STEP", ".ifc", |f, w| {
        let wide: Vec<u8> = w.encode_utf16().flat_map(u16::to_be_bytes).collect();
        [f, format!("'\\X2\\{}\\X0\\'", hex(&wide).to_uppercase()).as_bytes()].concat()
    }),
    mutant("a position in single precision", "model.glb", |f, _| {
        glb(f, |_| (), &[(131.456_712_3_f64 as f32).to_le_bytes(), 39.5123_f32.to_le_bytes()].concat())
    }),
    mutant("a position in whole numbers", ".fgb", |f, _| {
        [f, &1_314_567_123_i32.to_le_bytes()[..], &395_123_000_i32.to_le_bytes()].concat()
    }),
    mutant("a position in a geometry", ".fgb", |f, _| [f, &float()[..]].concat()),
];

const fn mutant(name: &'static str, of: &'static str, change: fn(&[u8], &str) -> Vec<u8>) -> Mutant {
    Mutant { name, of, change }
}

fn number() -> Value {
    NUMBER.parse::<f64>().unwrap().into()
}

fn float() -> [u8; 8] {
    NUMBER.parse::<f64>().unwrap().to_le_bytes()
}

fn json(file: &[u8], change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut root = serde_json::from_slice(file).unwrap();
    change(&mut root);
    serde_json::to_vec(&root).unwrap()
}

fn feature(file: &[u8], change: impl FnOnce(&mut Value)) -> Vec<u8> {
    json(file, |root| change(&mut root["features"][0]))
}

/// A model with a changed description and further bytes at the end of its binary chunk.
fn glb(file: &[u8], change: impl FnOnce(&mut Value), more: &[u8]) -> Vec<u8> {
    let (description, binary) = crate::glb::chunks(file);
    let mut description = json(description, change);
    description.resize(description.len().next_multiple_of(4), b' ');
    let mut binary = [binary, more].concat();
    binary.resize(binary.len().next_multiple_of(4), 0);
    let chunk =
        |kind: &[u8], content: &[u8]| [&u32::try_from(content.len()).unwrap().to_le_bytes(), kind, content].concat();
    let chunks = [chunk(b"JSON", &description), chunk(b"BIN\0", &binary)].concat();
    let length = u32::try_from(12 + chunks.len()).unwrap().to_le_bytes();
    [b"glTF", &2u32.to_le_bytes()[..], &length, &chunks].concat()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut squeezed = ZlibEncoder::new(Vec::new(), Compression::best());
    squeezed.write_all(bytes).unwrap();
    squeezed.finish().unwrap()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut squeezed = DeflateEncoder::new(Vec::new(), Compression::best());
    squeezed.write_all(bytes).unwrap();
    squeezed.finish().unwrap()
}

/// Bytes that do not squeeze well, with a word among them.
fn noise(word: &str) -> Vec<u8> {
    let numbers = (0..100).map(|n| hex(&Sha256::digest([n]))).collect::<String>();
    format!("{numbers}{word}{numbers}").into_bytes()
}

/// A picture whose pixels spell the word.
fn picture(word: &str, format: ImageFormat) -> Vec<u8> {
    let row = word.bytes().collect::<Vec<u8>>();
    let pixels = image::GrayImage::from_fn(32, 32, |x, y| {
        image::Luma([if y == 0 { row.get(x as usize).copied().unwrap_or(0) } else { 0 }])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageLuma8(pixels).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn jpeg(of: &[(u8, Vec<u8>)]) -> Vec<u8> {
    segments(&picture("", ImageFormat::Jpeg), of)
}

fn stream(file: &[u8], content: &[u8]) -> Vec<u8> {
    let squeezed = zlib(content);
    let head = format!("\n9999 0 obj <</Length {}/Filter/FlateDecode>> stream\n", squeezed.len());
    [file, head.as_bytes(), &squeezed, b"\nendstream endobj\n"].concat()
}

fn archive(word: &str, comment: &str) -> Vec<u8> {
    zipped("entry.txt", &noise(word), comment)
}

fn zipped(name: &str, content: &[u8], comment: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(name, SimpleFileOptions::default()).unwrap();
    archive.write_all(content).unwrap();
    archive.set_comment(comment).unwrap();
    archive.finish().unwrap().into_inner()
}

/// A book of SQLite with one record, in which the word stands across the end of a page.
fn book(word: &str) -> Vec<u8> {
    const PAGE: usize = 512;
    const LENGTH: usize = 800;
    // As SQLite reckons it: so much of the record stays on its page.
    const LEAST: usize = (PAGE - 12) * 32 / 255 - 23;
    const LOCAL: usize = LEAST + (LENGTH - LEAST) % (PAGE - 4);
    let mut record = vec![b'.'; LENGTH];
    record[LOCAL - 5..][..word.len()].copy_from_slice(word.as_bytes());
    let mut book = vec![0; 3 * PAGE];
    book[..16].copy_from_slice(b"SQLite format 3\0");
    book[16..18].copy_from_slice(&(PAGE as u16).to_be_bytes());
    // A leaf with one cell at its beginning: length 800 and row 1 as numbers of SQLite, the record, the page it goes on.
    let leaf = PAGE;
    let cell = 16;
    book[leaf] = 0x0D;
    book[leaf + 4] = 1;
    book[leaf + 8..leaf + 10].copy_from_slice(&(cell as u16).to_be_bytes());
    book[leaf + cell..][..3].copy_from_slice(&[0x80 | (LENGTH >> 7) as u8, (LENGTH & 0x7F) as u8, 1]);
    book[leaf + cell + 3..][..LOCAL].copy_from_slice(&record[..LOCAL]);
    book[leaf + cell + 3 + LOCAL..][..4].copy_from_slice(&3u32.to_be_bytes());
    book[2 * PAGE + 4..][..LENGTH - LOCAL].copy_from_slice(&record[LOCAL..]);
    book
}
