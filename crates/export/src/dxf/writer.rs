//! DXF R12 as groups of a code and a value, a line each.

use super::layer::{LINE_TYPES, Layer};
use super::text::{escaped, pieces};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The application that extended data belong to.
pub const APPLICATION: &str = "LOCUS";
/// Most bytes of extended data of one entity (*AutoCAD Release 12 Customization Manual*, chapter 11: 16 KB), with a reserve.
const MOST_DATA: usize = 15_000;

/// One entry of extended data.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// `name=value`.
    Text(&'static str, String),
    /// A name, and a number behind it.
    Number(&'static str, f64),
}

/// The entities of a drawing, and the layers they are on.
#[derive(Default)]
pub struct Writer {
    entities: String,
    layers: BTreeSet<Layer>,
    extent: Option<[[f64; 2]; 2]>,
}

impl Writer {
    /// A line through points, or around an area.
    pub fn polyline(&mut self, layer: &Layer, points: &[[f64; 2]], closed: bool, data: &[Datum]) {
        if points.len() < 2 {
            return;
        }
        self.start("POLYLINE", layer);
        let out = &mut self.entities;
        group(out, 66, "1");
        coordinates(out, 10, [0.0, 0.0]);
        group(out, 70, if closed { "1" } else { "0" });
        extended(out, data);
        for point in points {
            self.start("VERTEX", layer);
            self.place(10, *point);
        }
        self.start("SEQEND", layer);
    }

    /// A point.
    pub fn point(&mut self, layer: &Layer, at: [f64; 2], data: &[Datum]) {
        self.start("POINT", layer);
        self.place(10, at);
        extended(&mut self.entities, data);
    }

    /// A circle, radius in metres.
    pub fn circle(&mut self, layer: &Layer, at: [f64; 2], radius: f64, data: &[Datum]) {
        self.start("CIRCLE", layer);
        self.place(10, at);
        group(&mut self.entities, 40, &metres(radius));
        extended(&mut self.entities, data);
    }

    /// A line of text, its height in metres.
    pub fn text(&mut self, layer: &Layer, at: [f64; 2], height: f64, text: &str, data: &[Datum]) {
        self.start("TEXT", layer);
        self.place(10, at);
        group(&mut self.entities, 40, &metres(height));
        group(&mut self.entities, 1, &escaped(text));
        group(&mut self.entities, 7, "LOCUS");
        extended(&mut self.entities, data);
    }

    /// Lower left and upper right of everything; the origin where there is nothing.
    pub fn extent(&self) -> [[f64; 2]; 2] {
        self.extent.unwrap_or_default()
    }

    fn start(&mut self, entity: &str, layer: &Layer) {
        group(&mut self.entities, 0, entity);
        group(&mut self.entities, 8, &layer.name);
        self.layers.insert(layer.clone());
    }

    fn place(&mut self, code: u16, at: [f64; 2]) {
        let [low, high] = self.extent.unwrap_or([at, at]);
        self.extent = Some([[0, 1].map(|i| low[i].min(at[i])), [0, 1].map(|i| high[i].max(at[i]))]);
        coordinates(&mut self.entities, code, at);
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        let mut out = String::new();
        self.header(&mut out);
        self.tables(&mut out);
        section(&mut out, "BLOCKS", "");
        section(&mut out, "ENTITIES", &self.entities);
        group(&mut out, 0, "EOF");
        out.into_bytes()
    }

    fn header(&self, out: &mut String) {
        let [low, high] = self.extent();
        let mut header = String::new();
        for (name, code, value) in [("$ACADVER", 1, "AC1009"), ("$LUNITS", 70, "2"), ("$LUPREC", 70, "3")] {
            group(&mut header, 9, name);
            group(&mut header, code, value);
        }
        for (name, at) in [("$EXTMIN", low), ("$EXTMAX", high), ("$LIMMIN", low), ("$LIMMAX", high)] {
            group(&mut header, 9, name);
            group(&mut header, 10, &metres(at[0]));
            group(&mut header, 20, &metres(at[1]));
            if name.starts_with("$EXT") {
                group(&mut header, 30, "0");
            }
        }
        section(out, "HEADER", &header);
    }

    fn tables(&self, out: &mut String) {
        let mut tables = String::new();
        table(&mut tables, "VPORT", &[self.window()]);
        table(
            &mut tables,
            "LTYPE",
            &LINE_TYPES.map(|(name, description, pattern)| line_type(name, description, pattern)),
        );
        let layers: Vec<String> = self.layers.iter().map(layer).collect();
        table(&mut tables, "LAYER", &layers);
        table(&mut tables, "STYLE", &[style()]);
        table(&mut tables, "APPID", &["ACAD", APPLICATION].map(|name| entry("APPID", name)));
        section(out, "TABLES", &tables);
    }

    /// What is seen when the file is opened: all of it.
    fn window(&self) -> String {
        let [low, high] = self.extent();
        let size = [high[0] - low[0], high[1] - low[1]].map(|v| v.max(1.0));
        let mut out = entry("VPORT", "*ACTIVE");
        let pairs = [(10, [0.0, 0.0]), (11, [1.0, 1.0]), (12, [0, 1].map(|i| 0.5 * (low[i] + high[i])))];
        for (code, [x, y]) in pairs {
            group(&mut out, code, &metres(x));
            group(&mut out, code + 10, &metres(y));
        }
        group(&mut out, 40, &metres(1.1 * size[1].max(size[0] / 1.5)));
        group(&mut out, 41, "1.5");
        out
    }
}

fn group(out: &mut String, code: u16, value: &str) {
    let _ = writeln!(out, "{code:>3}\n{value}");
}

fn coordinates(out: &mut String, code: u16, [x, y]: [f64; 2]) {
    group(out, code, &metres(x));
    group(out, code + 10, &metres(y));
    group(out, code + 20, "0.0");
}

fn section(out: &mut String, name: &str, content: &str) {
    group(out, 0, "SECTION");
    group(out, 2, name);
    out.push_str(content);
    group(out, 0, "ENDSEC");
}

fn table(out: &mut String, name: &str, entries: &[String]) {
    group(out, 0, "TABLE");
    group(out, 2, name);
    group(out, 70, &entries.len().to_string());
    entries.iter().for_each(|entry| out.push_str(entry));
    group(out, 0, "ENDTAB");
}

fn entry(table: &str, name: &str) -> String {
    let mut out = String::new();
    group(&mut out, 0, table);
    group(&mut out, 2, name);
    group(&mut out, 70, "0");
    out
}

fn line_type(name: &str, description: &str, pattern: &[f64]) -> String {
    let mut out = entry("LTYPE", name);
    group(&mut out, 3, description);
    group(&mut out, 72, "65");
    group(&mut out, 73, &pattern.len().to_string());
    group(&mut out, 40, &metres(pattern.iter().map(|v| v.abs()).sum()));
    pattern.iter().for_each(|dash| group(&mut out, 49, &metres(*dash)));
    out
}

fn layer(layer: &Layer) -> String {
    let mut out = entry("LAYER", &layer.name);
    group(&mut out, 62, &layer.colour.to_string());
    group(&mut out, 6, layer.line_type);
    out
}

/// A TrueType font with Hangul that every Windows has; other programs take another one for it.
fn style() -> String {
    let mut out = entry("STYLE", "LOCUS");
    for (code, value) in [(40, "0.0"), (41, "1.0"), (50, "0.0"), (71, "0"), (42, "0.5"), (3, "malgun.ttf"), (4, "")] {
        group(&mut out, code, value);
    }
    out
}

/// Extended data; where a long list has no room, its end says so.
fn extended(out: &mut String, data: &[Datum]) {
    if data.is_empty() {
        return;
    }
    group(out, 1001, APPLICATION);
    let start = out.len();
    for (i, datum) in data.iter().enumerate() {
        if out.len() - start > MOST_DATA {
            group(out, 1000, &format!("left-out={} more, see evidence.csv", data.len() - i));
            return;
        }
        match datum {
            Datum::Text(name, value) => {
                pieces(&format!("{name}={value}")).iter().for_each(|piece| group(out, 1000, piece));
            }
            Datum::Number(name, value) => {
                group(out, 1000, name);
                group(out, 1040, &metres(*value));
            }
        }
    }
}

/// To the millimetre.
fn metres(value: f64) -> String {
    format!("{:.3}", if value == 0.0 { 0.0 } else { value })
}
