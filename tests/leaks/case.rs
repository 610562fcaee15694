//! The case that secrets are planted into: each of its files as a tree, so that every leaf can be visited.

use locus_tests::folder::{files, root};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What stands in one file of a case.
#[derive(Clone)]
pub enum Content {
    /// A file that people write: TOML, GeoJSON or CSV.
    Tree(Value),
    /// Anything else.
    Bytes(Vec<u8>),
}

/// A case by path.
#[derive(Clone)]
pub struct Case(pub BTreeMap<String, Content>);

impl Case {
    /// The case of `tests/leaks/case`, without its pictures.
    pub fn plain() -> Self {
        let written = files(&root().join("tests/leaks/case"));
        Self(written.into_iter().map(|(path, bytes)| (path.clone(), Content::Tree(tree(&path, &bytes)))).collect())
    }

    /// Writes the folder.
    pub fn write(&self, folder: &Path) {
        for (path, content) in &self.0 {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes(path, content)).unwrap();
        }
    }

    /// Leaves out the withheld accounts, with what they drew and what rests on them. Files still have their plain names;
    /// `accounts` are what the accounts are called by now.
    pub fn leave_out_withheld(&mut self, accounts: &[&str]) {
        self.0.retain(|path, _| !WITHHELD.iter().any(|name| path.contains(name)));
        let Some(Content::Tree(Value::Array(rows))) = self.0.get_mut("incidents.csv") else { unreachable!() };
        rows.retain(|row| !accounts.contains(&row["accounts"].as_str().unwrap()));
    }

    /// Gives each of the first two accounts that compared notes the sheet of the other.
    pub fn exchange_sheets(&mut self) {
        let mut trees: Vec<&mut Value> = self
            .0
            .values_mut()
            .filter_map(|content| match content {
                Content::Tree(tree) => Some(tree),
                Content::Bytes(_) => None,
            })
            .collect();
        let links = |tree: &&&mut Value| Some((tree.get("id")?.clone(), tree.get("discussed_with")?[0].clone()));
        let links: Vec<_> = trees.iter().filter_map(|tree| links(&tree)).collect();
        let (a, b) = links.iter().find(|(a, b)| links.contains(&(b.clone(), a.clone()))).unwrap();
        for account in trees.iter_mut().filter_map(|tree| tree.get_mut("account")) {
            let other = if account == a {
                b
            } else if account == b {
                a
            } else {
                continue;
            };
            *account = other.clone();
        }
    }

    /// Writes into every sheet what its scan hashes to, by the name of the scan.
    pub fn record_hashes(&mut self, hashes: &BTreeMap<String, String>) {
        for content in self.0.values_mut() {
            let Content::Tree(tree) = content else { continue };
            let hash = tree.get("image").and_then(|name| hashes.get(name.as_str()?)).cloned();
            if let (Some(hash), Some(sheet)) =
                (hash, tree.as_object_mut().filter(|sheet| sheet.contains_key("account")))
            {
                sheet.insert("sha256".into(), hash.into());
            }
        }
    }

    /// Puts everything that stands in no order into another: features, rows, pins, statements, control points.
    pub fn shuffle(&mut self) {
        self.0.values_mut().for_each(|content| {
            if let Content::Tree(tree) = content {
                reverse(tree);
            }
        });
    }

    /// Calls `see` with every leaf of the trees: where it stands, and its value.
    pub fn visit(&mut self, mut see: impl FnMut(&Place, &mut Value)) {
        for (path, content) in &mut self.0 {
            let Content::Tree(tree) = content else { continue };
            let of_withheld = WITHHELD.iter().any(|name| path.contains(name));
            // Of a table every row is a thing of its own; of the other files the whole file is one.
            for thing in things(tree) {
                let withheld = of_withheld || WITHHELD.iter().any(|name| thing["accounts"] == *name);
                leaves(thing, &mut Vec::new(), &mut |trail, leaf| {
                    see(&Place { field: field(path, trail), korean: is_korean(trail), withheld }, leaf);
                });
            }
        }
    }
}

/// An account that consents to nothing beyond the team, with its sheet, and one that was withdrawn: nothing of them may
/// get out.
pub const WITHHELD: [&str; 4] = ["A4", "S4", "scan-4.jpg", "A5"];

/// Where a leaf stands.
pub struct Place {
    /// What it is, as `fields.rs` calls it: `account:pin.note`.
    pub field: String,
    /// Whether it is text in Korean.
    pub korean: bool,
    /// Whether it belongs to an account that is withheld.
    pub withheld: bool,
}

fn things(tree: &mut Value) -> Vec<&mut Value> {
    match tree {
        Value::Array(rows) => rows.iter_mut().collect(),
        other => vec![other],
    }
}

fn leaves(value: &mut Value, trail: &mut Vec<String>, see: &mut impl FnMut(&[String], &mut Value)) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                trail.push(name.clone());
                leaves(member, trail, see);
                trail.pop();
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| leaves(element, trail, see)),
        leaf => see(trail, leaf),
    }
}

fn reverse(value: &mut Value) {
    match value {
        Value::Object(members) => members.values_mut().for_each(reverse),
        Value::Array(elements) => {
            elements.iter_mut().for_each(reverse);
            if elements.iter().all(Value::is_object) {
                elements.reverse();
            }
        }
        _ => {}
    }
}

fn is_korean(trail: &[String]) -> bool {
    trail.last().is_some_and(|name| name == "ko" || name.ends_with("_ko"))
}

/// `accounts/A1.toml` and `statement`, `text`, `ko` are `account:statement.text`.
fn field(path: &str, trail: &[String]) -> String {
    let kind = kind(path);
    let mut names: Vec<&str> = trail.iter().map(String::as_str).collect();
    names.retain(|name| !["features", "properties", "en", "ko"].contains(name));
    if kind == "vocabulary" && names.len() > 1 {
        names[1] = "*";
    }
    format!("{kind}:{}", names.join("."))
}

fn kind(path: &str) -> &'static str {
    let kinds = [
        ("case.toml", "case"),
        ("vocabulary.toml", "vocabulary"),
        ("landmarks.", "landmark"),
        ("footprints.", "footprint"),
        ("accounts/", "account"),
        ("imagery/", "imagery"),
        ("incidents.", "incident"),
    ];
    let of_sheet = if path.ends_with(".toml") { "sheet" } else { "trace" };
    kinds.iter().find(|(begin, _)| path.starts_with(begin)).map_or(of_sheet, |(_, kind)| kind)
}

fn tree(path: &str, bytes: &[u8]) -> Value {
    let text = std::str::from_utf8(bytes).unwrap();
    match path.rsplit('.').next() {
        Some("toml") => toml::from_str(text).unwrap_or_else(|e| panic!("{path}: {e}")),
        Some("csv") => Value::Array(rows(text)),
        _ => serde_json::from_str(text).unwrap_or_else(|e| panic!("{path}: {e}")),
    }
}

/// The plain case quotes no cell.
fn rows(text: &str) -> Vec<Value> {
    let mut lines = text.lines().map(|line| line.split(','));
    let columns: Vec<&str> = lines.next().unwrap().collect();
    let row = |cells| columns.iter().map(|c| (*c).to_owned()).zip(cells).collect::<Map<_, _>>();
    lines.map(|cells| Value::Object(row(cells.map(Value::from).collect::<Vec<_>>()))).collect()
}

fn bytes(path: &str, content: &Content) -> Vec<u8> {
    match content {
        Content::Bytes(bytes) => bytes.clone(),
        Content::Tree(Value::Array(rows)) => csv(rows).into_bytes(),
        Content::Tree(tree) if path.ends_with(".toml") => toml::to_string(tree).unwrap().into_bytes(),
        Content::Tree(tree) => serde_json::to_vec_pretty(tree).unwrap(),
    }
}

fn csv(rows: &[Value]) -> String {
    let columns: Vec<&String> = rows[0].as_object().unwrap().keys().collect();
    let header = columns.iter().map(|c| c.as_str()).collect::<Vec<_>>().join(",");
    let line = |row: &Value| columns.iter().map(|c| row[c.as_str()].as_str().unwrap()).collect::<Vec<_>>().join(",");
    std::iter::once(header).chain(rows.iter().map(line)).map(|line| line + "\n").collect()
}
