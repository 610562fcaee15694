//! Puts the files of a folder together: first what is referred to, then what refers to it.

use crate::case_toml::{self, Head};
use crate::field::did_you_mean;
use crate::findings::{Findings, Page};
use crate::folder::Folder;
use crate::incidents::{self, References};
use crate::known::Known;
use crate::limits::LIMITS;
use crate::value::Value;
use crate::{account, footprints, imagery, landmarks, sheet, trace, vocabulary};
use locus_model::{Account, Case, Footprint, Id, Imagery, Key, Landmark, Sheet};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What a folder holds besides `case.toml`.
struct Contents {
    landmarks: BTreeMap<Key, Landmark>,
    footprints: BTreeMap<Id, Footprint>,
    accounts: BTreeMap<Id, Account>,
    sheets: BTreeMap<Id, Sheet>,
    imagery: BTreeMap<Id, Imagery>,
}

/// Reads a case; `None` where `findings` say why not.
pub(crate) fn assemble(root: &Path, findings: &Findings) -> Option<Case> {
    let folder = Folder::open(root, findings)?;
    let vocabulary = vocabulary::load(Some(&folder), findings);
    let head = match folder.toml("case.toml", |page, root| Some(case_toml::read(page, root, &vocabulary))) {
        Some(None) => return None,
        head => head.flatten(),
    };
    let mut known = known(&folder, head.as_ref());
    let imagery = each(&folder, "imagery", &known.imagery, |page, root, id| imagery::read(page, root, id, &folder));
    let mut nodes = Some(BTreeSet::new());
    let landmarks =
        collection(&folder, "landmarks.geojson", &mut nodes, |page, root| landmarks::read(page, root, &known));
    let footprints =
        collection(&folder, "footprints.geojson", &mut nodes, |page, root| footprints::read(page, root, &known));
    known.nodes = nodes;
    let accounts = each(&folder, "accounts", &known.accounts, |page, root, id| account::read(page, root, id, &known));
    let sheets = sheets(&folder, &known);
    let contents = Contents { landmarks, footprints, accounts, sheets, imagery };
    let incidents = read_incidents(&folder, &known, &contents, &vocabulary);
    judge_references(&folder, &known, &contents);
    folder.note_unused(&used(&folder, &contents));
    case(head?, contents, incidents, findings)
}

fn known(folder: &Folder, head: Option<&Head>) -> Known {
    Known {
        anchor: head.and_then(|head| head.site.as_ref()).map(|site| site.anchor.geometry().0),
        levels: head.map(|head| head.level_ids.clone()),
        accounts: folder.ids("accounts"),
        sheets: folder.ids("sketches"),
        imagery: folder.ids("imagery"),
        nodes: None,
    }
}

/// Reads `<sub>/<id>.toml` of every id.
fn each<T>(
    folder: &Folder,
    sub: &str,
    ids: &BTreeSet<Id>,
    read: impl Fn(&Page<'_>, &Value<'_>, &Id) -> Option<T>,
) -> BTreeMap<Id, T> {
    let one = |id: &Id| {
        let value = folder.toml(&format!("{sub}/{id}.toml"), |page, root| read(page, root, id))?;
        Some((id.clone(), value))
    };
    ids.iter().filter_map(one).collect()
}

/// Reads a GeoJSON file that a case may do without, and adds the nodes it names; `nodes` become unknown where the file
/// cannot be read at all.
fn collection<T: Default>(
    folder: &Folder,
    file: &str,
    nodes: &mut Option<BTreeSet<Key>>,
    read: impl FnOnce(&Page<'_>, &Value<'_>) -> (T, BTreeSet<Key>),
) -> T {
    if !folder.has(file) {
        return T::default();
    }
    match folder.geojson(file, |page, root| Some(read(page, root))) {
        Some((things, named)) => {
            nodes.iter_mut().for_each(|nodes| nodes.extend(named.clone()));
            things
        }
        None => {
            *nodes = None;
            T::default()
        }
    }
}

/// Reads the sheets and their drawings; the drawing of a sheet with mistakes is read for its own mistakes.
fn sheets(folder: &Folder, known: &Known) -> BTreeMap<Id, Sheet> {
    let mut sheets =
        each(folder, "sketches", &known.sheets, |page, root, id| sheet::read(page, root, id, folder, known));
    for id in &known.sheets {
        let file = trace_file(id);
        if !folder.has(&file) {
            continue;
        }
        let image = sheets.get(id).and_then(|sheet| sheet.image.strip_prefix("sketches/"));
        let drawing = folder.geojson(&file, |page, root| trace::read(page, root, image));
        if let Some(sheet) = sheets.get_mut(id) {
            sheet.drawing = drawing;
        }
    }
    sheets
}

fn trace_file(sheet: &Id) -> String {
    format!("sketches/{sheet}.trace.geojson")
}

fn read_incidents(
    folder: &Folder,
    known: &Known,
    contents: &Contents,
    vocabulary: &locus_model::Vocabulary,
) -> Vec<locus_model::Incident> {
    let file = "incidents.csv";
    if !folder.has(file) {
        return Vec::new();
    }
    let Some(text) = folder.text(file, LIMITS.csv_bytes) else { return Vec::new() };
    let references = References { known, accounts: &contents.accounts, vocabulary, places: places(known, contents) };
    incidents::read(&Page { file, findings: folder.findings }, &text, &references)
}

/// Every key and pin id that the case names outside its incidents.
fn places(known: &Known, contents: &Contents) -> BTreeSet<String> {
    let mut keys: BTreeSet<&Key> = known.nodes.iter().flatten().collect();
    keys.extend(contents.footprints.values().filter_map(|footprint| footprint.key.as_ref()));
    for account in contents.accounts.values() {
        keys.extend(account.pins.iter().map(|pin| &pin.of));
        keys.extend(account.areas.iter().map(|area| &area.of));
        keys.extend(account.statements.iter().flat_map(|statement| &statement.of));
    }
    for sheet in contents.sheets.values() {
        keys.extend(&sheet.covers);
        let strokes = sheet.drawing.iter().flat_map(|drawing| &drawing.strokes);
        for stroke in strokes {
            keys.extend(stroke.key.iter().chain(stroke.nodes.iter().flatten()));
        }
    }
    let pins = contents.accounts.values().flat_map(|account| account.pins.iter().map(|pin| pin.id.to_string()));
    keys.into_iter().map(Key::to_string).chain(pins).collect()
}

/// Tells every place that something is described from and that nothing puts anywhere. Where a file that could put it
/// cannot be read, nobody can tell.
fn judge_references(folder: &Folder, known: &Known, contents: &Contents) {
    let drawn = |id: &Id| contents.sheets.get(id).is_some_and(|s| s.drawing.is_some() || !folder.has(&trace_file(id)));
    let all_read = contents.accounts.len() == known.accounts.len() && known.sheets.iter().all(drawn);
    let Some(nodes) = known.nodes.as_ref().filter(|_| all_read) else { return };
    let placed = placed(nodes, contents);
    for reference in folder.findings.references().into_iter().filter(|r| !placed.contains(&r.key)) {
        let page = Page { file: &reference.file, findings: folder.findings };
        let otherwise = "add it to landmarks.geojson, or describe the place from one that the case has";
        let remedy = did_you_mean(reference.key.as_str(), placed.iter().map(|key| key.as_str()), otherwise);
        let found = format!("\"{}\", which nothing puts anywhere", reference.key);
        page.mistake(reference.line, found, "a landmark, or a key of an outline, a trace, a pin or an area", remedy);
    }
}

/// Every key that the case puts somewhere.
fn placed<'c>(nodes: &'c BTreeSet<Key>, contents: &'c Contents) -> BTreeSet<&'c Key> {
    let mut keys: BTreeSet<&Key> = nodes.iter().collect();
    keys.extend(contents.footprints.values().filter_map(|footprint| footprint.key.as_ref()));
    for account in contents.accounts.values() {
        keys.extend(account.pins.iter().map(|pin| &pin.of));
        keys.extend(account.areas.iter().map(|area| &area.of));
    }
    let strokes = contents.sheets.values().filter_map(|sheet| sheet.drawing.as_ref()).flat_map(|d| &d.strokes);
    keys.extend(strokes.flat_map(|stroke| stroke.key.iter().chain(stroke.nodes.iter().flatten())));
    keys
}

/// The files of the sub-folders that were read.
fn used(folder: &Folder, contents: &Contents) -> BTreeSet<String> {
    let toml = |sub: &'static str| folder.ids(sub).into_iter().map(move |id| format!("{sub}/{id}.toml"));
    let mut used: BTreeSet<String> = ["accounts", "sketches", "imagery"].into_iter().flat_map(toml).collect();
    used.extend(contents.imagery.values().map(|imagery| imagery.file.clone()));
    for (id, sheet) in &contents.sheets {
        used.extend([sheet.image.clone(), trace_file(id)]);
        // What `locus trace` keeps beside a trace; a case is read without it.
        used.extend(["proposed", "ink"].map(|kept| format!("sketches/{id}.{kept}.geojson")));
    }
    used
}

fn case(head: Head, contents: Contents, incidents: Vec<locus_model::Incident>, findings: &Findings) -> Option<Case> {
    let Contents { landmarks, footprints, accounts, sheets, imagery } = contents;
    Some(Case {
        id: head.id?,
        name: head.name?,
        aliases: head.aliases,
        facility_type: head.facility_type?,
        operator: head.operator,
        existed: head.existed,
        note: head.note,
        site: head.site?,
        levels: head.levels,
        defaults: head.defaults,
        rights: head.rights,
        landmarks,
        footprints,
        accounts,
        sheets,
        imagery,
        incidents,
        notes: findings.notes(),
    })
}
