//! `locus new`: a case folder to fill.

use crate::args::New;
use crate::failure::Failure;
use crate::output::Output;
use crate::pipeline::place;
use crate::write;
use locus_casefile::{coordinate, vocabulary};
use locus_earth as earth;
use locus_model::{Id, SiteDefinition};
use serde_json::json;

const CASE: &str = include_str!("new/case.toml");
const README: &str = include_str!("new/README.md");
const EMPTY: &str = "{ \"type\": \"FeatureCollection\", \"features\": [] }\n";
const INCIDENTS: &str = "id,when,place,category,title_en,title_ko,summary_en,summary_ko,victims,perpetrators,accounts,\
                         credibility,consent\n";

/// Makes the folder; refuses to touch one that exists.
pub fn run(args: &New, output: &Output) -> Result<(), Failure> {
    let shown = args.folder.display().to_string();
    let name = args.folder.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    let id = Id::new(name).map_err(|e| {
        Failure::mistake(&shown, e, format!("a folder name like {}", Id::PATTERN), "choose another name")
    })?;
    if args.folder.exists() {
        return Err(Failure::mistake(&shown, "it exists", "a folder that does not exist yet", "choose another name"));
    }
    let types = vocabulary(None)?.facility_types;
    if !types.contains_key(&args.facility_type) {
        let known = types.keys().cloned().collect::<Vec<_>>().join(", ");
        return Err(Failure::mistake("--type", &args.facility_type, format!("one of {known}"), "choose one of them"));
    }
    let anchor = coordinate::parse(&args.anchor)
        .map_err(|e| e.to_string())
        .and_then(|position| place(&position))
        .map_err(|e| Failure::mistake("--anchor", e, "a position", "see docs/coordinates.md for what is read"))?;
    let case = CASE
        .replace("@id@", id.as_str())
        .replace("@type@", &args.facility_type)
        .replace("@longitude@", &format!("{:.7}", anchor.geometry().x()))
        .replace("@latitude@", &format!("{:.7}", anchor.geometry().y()))
        // Last, because a name may hold anything, the words replaced above too.
        .replace("@name@", &toml::Value::from(args.name.as_deref().unwrap_or(id.as_str())).to_string());
    earth::frame(&SiteDefinition { anchor, epsg: None }).map_err(|e| {
        Failure::mistake("--anchor", e, "a place with a UTM zone", "choose a place between 80°S and 84°N")
    })?;
    for folder in ["accounts", "sketches", "imagery"] {
        std::fs::create_dir_all(args.folder.join(folder))?;
    }
    for (file, text) in [
        ("case.toml", case.as_str()),
        ("README.md", README),
        ("landmarks.geojson", EMPTY),
        ("footprints.geojson", EMPTY),
        ("incidents.csv", INCIDENTS),
    ] {
        write::replace(&args.folder.join(file), text)?;
    }
    output.heading(format!("{shown} is ready"));
    output.say("Its README.md tells what to put where; `locus check` tells what is missing or wrong.");
    output.result(&json!({ "ok": true, "case": id.as_str(), "folder": shown }));
    Ok(())
}
