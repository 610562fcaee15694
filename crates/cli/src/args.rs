//! The command line.

use clap::{Args, Parser, Subcommand};
use locus_evidence::Digest;
use std::ffi::OsString;
use std::path::PathBuf;

/// Rebuilds places nobody may visit from what people remember of them.
#[derive(Parser)]
#[command(name = "locus", version, after_help = EXAMPLES)]
pub struct Cli {
    /// Print one JSON object on standard output instead of words.
    #[arg(long, global = true)]
    pub json: bool,
    /// Print errors only.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  locus new facilities/my-case --anchor \"39.4932, 131.4911\"
  locus check facilities/my-case
  locus trace A03-1 --case facilities/my-case
  locus reconstruct facilities/example-compound
  locus explain facilities/example-compound cell-3
  locus quality facilities/example-compound
  locus locate facilities/example-compound cell-block
  locus intake scan.jpg --case facilities/my-case --received-from \"field partner\" --purpose \"to be traced\"
  locus seal facilities/example-compound --profile internal --key release_key --out pack
  locus verify pack --rebuild
  locus view facilities/example-compound
  locus render facilities/example-compound --view plan --out plan.png
  locus export facilities/example-compound --to qgis --out exports

Exit codes: 0 done, 1 Locus failed, 2 the input is wrong (nothing was written).
Colours follow NO_COLOR and CLICOLOR_FORCE.";

#[derive(Subcommand)]
pub enum Command {
    /// Make a case folder to fill.
    New(New),
    /// Read case folders and report every mistake in them.
    Check(Check),
    /// Take originals in: copied read-only under their SHA-256, recorded and logged.
    Intake(Intake),
    /// Bring in what people already placed elsewhere.
    #[command(subcommand)]
    Import(Import),
    /// Propose a drawing from a scan: walls, rooms, doors and labels over their ink, for a person to correct.
    Trace(Trace),
    /// Align, fuse and publish a facility.
    Reconstruct(Reconstruct),
    /// Say where an element comes from, down to the stroke and the scan.
    Explain(Explain),
    /// Say how far each sheet can be believed, where the evidence disagrees, what nothing checks, and what to ask next.
    Quality(Quality),
    /// Say where a place lies by pins, areas and words, as regions of likely ground.
    Locate(Locate),
    /// Write what was published as files that other programs take: GIS, indoor maps, BIM, CAD, print, one HTML file.
    Export(Export),
    /// Write what may leave to an audience: what its people consented to, as far as a profile lets it.
    Release(Release),
    /// Take an account out: everything is made without it from now on, and what changes is said.
    Withdraw(Withdraw),
    /// Follow the log of what was done with a case.
    #[command(subcommand)]
    Custody(Custody),
    /// Make a signed pack of a facility that anyone can verify without Locus.
    Seal(Seal),
    /// Say whether a pack is what was signed, and whether its outputs follow from its inputs.
    Verify(Verify),
    /// Decode the file on standard input, confined: what `locus` starts for every picture and raster.
    #[command(hide = true)]
    Decode(Decode),
    /// Keep who stands behind a pseudonym, encrypted, apart from every case.
    #[command(disable_help_flag = true)]
    Vault(Passed),
    /// Walk a published model in a window.
    #[command(disable_help_flag = true)]
    View(Passed),
    /// Take a picture of a published model, or the pictures of a tour.
    #[command(disable_help_flag = true)]
    Render(Passed),
}

#[derive(Args)]
pub struct Decode {
    /// What to make of it: `Task` of `worker/task.rs`, as JSON.
    pub task: String,
}

/// What is passed on to `locus-viewer` or `locus-vault`, which have their own help.
#[derive(Args)]
pub struct Passed {
    /// What it is to do; `--help` says what there is.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENTS")]
    pub args: Vec<OsString>,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  locus new facilities/north-camp --anchor \"39.4932, 131.4911\"
  locus new facilities/north-camp --anchor \"북위 39도 29분 35초, 동경 131도 29분 28초\" --type detention-centre")]
pub struct New {
    /// The folder to make; its name becomes the case's id.
    pub folder: PathBuf,
    /// Where the facility is: latitude, longitude, or DMS, UTM, MGRS, a Plus Code, or EPSG:CODE easting northing.
    #[arg(long)]
    pub anchor: String,
    /// Facility type, a slug of the vocabulary.
    #[arg(long = "type", default_value = "other")]
    pub facility_type: String,
    /// Its name in English.
    #[arg(long)]
    pub name: Option<String>,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  locus check facilities/example-compound
  locus check facilities/* --json | jq '.cases[].mistakes'")]
pub struct Check {
    /// Case folders.
    #[arg(required = true)]
    pub facilities: Vec<PathBuf>,
}

#[derive(Subcommand)]
pub enum Import {
    /// Pins from CSV, GeoJSON, KML, KMZ or GPX into an account file, keeping what was written.
    Pins(ImportPins),
    /// Control points from QGIS's Georeferencer (.points) or a IIIF Georeference Annotation into a sheet's file.
    Controls(ImportControls),
    /// A drawing corrected in Inkscape (.svg) or QGIS (.geojson), as the trace of its scan.
    Trace(ImportTrace),
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  locus import pins pins.kml --account A03 --case facilities/my-case
  locus import pins phone.gpx --account A03 --case facilities/my-case --of main-gate")]
pub struct ImportPins {
    /// The file with the pins.
    pub file: PathBuf,
    /// The account that gave them.
    #[arg(long)]
    pub account: String,
    /// The case folder.
    #[arg(long, default_value = ".")]
    pub case: PathBuf,
    /// The place all these pins locate, where the file does not say.
    #[arg(long)]
    pub of: Option<String>,
    #[command(flatten)]
    pub who: Who,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  locus import controls A03-1.points --sheet A03-1 --case facilities/my-case
  locus import controls A03-1.points --sheet A03-1 --add-landmarks --sd-m 1.0")]
pub struct ImportControls {
    /// The file with the control points.
    pub file: PathBuf,
    /// The sheet they were placed on.
    #[arg(long)]
    pub sheet: String,
    /// The case folder.
    #[arg(long, default_value = ".")]
    pub case: PathBuf,
    /// EPSG code of the map coordinates, where the file does not say (default: refused).
    #[arg(long)]
    pub epsg: Option<u32>,
    /// A control point is a landmark's when it lies this near to it on the ground, metres.
    #[arg(long, default_value_t = 2.0)]
    pub within_m: f64,
    /// Make a landmark of every control point that is none yet.
    #[arg(long, requires = "sd_m")]
    pub add_landmarks: bool,
    /// How well the new landmarks were pointed out on the imagery: one standard deviation per axis, metres.
    #[arg(long)]
    pub sd_m: Option<f64>,
    #[command(flatten)]
    pub who: Who,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  locus trace photo.jpg                                        look: traces/photo.overlay.png
  locus trace A03-1 --case facilities/my-case                  a sheet of a case
  locus trace A03-1 --case facilities/my-case --accept         take the proposal over as the sheet's trace
  locus trace plan.png --out plan.trace.geojson --json | jq .report.elements
  locus trace plan.png --transcribe ./read-label               a program that gets the picture of a label and prints its text

Written to the folder of --out, none of it over what a person changed since:
  NAME.trace.geojson     the drawing, in pixels of the scan (QGIS)
  NAME.svg               the same over the scan, a layer a kind (Inkscape)
  NAME.scan.jpg          an upright copy of the scan without metadata, for the SVG
  NAME.overlay.png       what became of the ink, to look at
  NAME.report.json       how good the scan is, what to look at and why
  NAME.ink.geojson       the strokes of ink the drawing points at
  NAME.proposed.geojson  what was proposed, to tell later what a person changed
  NAME.labels/           a picture of each label
The scan itself is only read.")]
pub struct Trace {
    /// An image, or with --case the id of a sheet.
    pub scan: PathBuf,
    /// The case folder of the sheet.
    #[arg(long)]
    pub case: Option<PathBuf>,
    /// A folder, or a file ending in .trace.geojson; the rest is written beside it.
    #[arg(long, default_value = "traces")]
    pub out: PathBuf,
    /// Also write the trace beside the scan, where a case reads it. What a person corrected there stays.
    #[arg(long)]
    pub accept: bool,
    /// Who corrected the trace that is there already, where it does not say.
    #[arg(long, default_value = "investigator", value_name = "WHO")]
    pub by: String,
    /// A program that is given the picture of each label and prints what is written there.
    #[arg(long, value_name = "PROGRAM")]
    pub transcribe: Option<PathBuf>,
    #[command(flatten)]
    pub who: Who,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  locus import trace traces/A03-1.svg --case facilities/my-case --by \"M. Investigator\"
  locus import trace traces/photo.svg --image photo.jpg

What was changed names who changed it; all else stays as it was proposed, bit for bit.")]
pub struct ImportTrace {
    /// The drawing, as the editor saved it.
    pub file: PathBuf,
    /// The image it was drawn over, where it is no sheet of a case.
    #[arg(long, conflicts_with_all = ["case", "sheet"])]
    pub image: Option<PathBuf>,
    /// The case folder.
    #[arg(long)]
    pub case: Option<PathBuf>,
    /// The sheet [default: as the file is named].
    #[arg(long, requires = "case")]
    pub sheet: Option<String>,
    /// Who changed it.
    #[arg(long, default_value = "investigator", value_name = "WHO")]
    pub by: String,
    /// Take it even if the trace that is there was not the one it was made from.
    #[arg(long)]
    pub replace: bool,
    #[command(flatten)]
    pub who: Who,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  locus reconstruct facilities/example-compound
  locus reconstruct facilities/example-compound --out public/example --json
  locus reconstruct facilities/example-compound --without units --out without-units")]
pub struct Reconstruct {
    /// The case folder.
    pub facility: PathBuf,
    /// Where to write [default: published/ in the case folder].
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Leave a part of the model of memory out, to see what it is worth; the result says so and is not for use.
    #[arg(long, value_name = "PART", value_delimiter = ',')]
    pub without: Vec<Part>,
    #[command(flatten)]
    pub who: Who,
}

/// A part of the model of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// The smooth distortion of each sheet.
    Field,
    /// Buildings (and walls inside one) remembered as units.
    Units,
    /// Tolerance of exchanged buildings, wrong keys, wild pins and statements.
    HeavyTails,
    /// The errors that all witnesses share, in the ellipses.
    SharedBias,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  locus explain facilities/example-compound cell-3           by key
  locus explain facilities/example-compound building-kitchen by published id
  locus explain facilities/example-compound A03-1            a sheet and its control points")]
pub struct Explain {
    /// The case folder.
    pub facility: PathBuf,
    /// A published id, a key, a node, or the id of a sheet, a pin or an incident.
    pub id: String,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  locus quality facilities/example-compound
  locus quality facilities/example-compound --json | jq '.sheets[] | {sheet, loo_rms_m, bidimensional_r, bidimensional_r_95}'
  locus quality facilities/example-compound --json | jq '.disagreements[0]'

Nothing is written; `locus reconstruct` publishes the same as quality.json. What the figures mean: docs/quality.md.")]
pub struct Quality {
    /// The case folder.
    pub facility: PathBuf,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  locus locate facilities/example-compound cell-block
  locus locate facilities/example-compound cell-block --out where.geojson
  locus locate facilities/example-compound cell-block --json | jq .candidates

The file holds, in WGS 84, the 50 % and the 90 % region (level), the candidates (share) and the consensus point
(radius95_m). What imagery and drawings show of the place is not used, only told.")]
pub struct Locate {
    /// The case folder.
    pub facility: PathBuf,
    /// A key that pins, areas or descriptions are about, or the published id of its node or element.
    pub key: String,
    /// Write the regions to this file.
    #[arg(long, value_name = "FILE.geojson")]
    pub out: Option<PathBuf>,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  locus export facilities/example-compound --to qgis --out exports        then open exports/example-compound.qgz
  locus export facilities/example-compound --to pdf --paper a1 --out exports
  locus export facilities/example-compound --to html,report --out for-the-court
  locus export facilities/example-compound --to all --out exports

What is exported is what `locus reconstruct` published, and nothing else: run that first. What each format holds and how
it carries doubt and sources: docs/export/. A case that keeps a custody log gets a line for it.")]
pub struct Export {
    /// The case folder, or the folder it was published to.
    pub facility: PathBuf,
    /// Formats, separated by commas.
    #[arg(long, required = true, value_delimiter = ',', value_name = "FORMAT")]
    pub to: Vec<Format>,
    /// The folder to write to; of several formats each gets a folder of its own in it.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Paper of the drawing sheets (pdf, svg).
    #[arg(long, value_enum, default_value = "a3")]
    pub paper: Paper,
    /// Overwrite what an earlier export wrote, even where it was changed since.
    #[arg(long)]
    pub replace: bool,
    #[command(flatten)]
    pub who: Who,
}

/// What other programs take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Format {
    /// GeoPackage in the facility's projected CRS, with styles.
    Gpkg,
    /// QGIS project with its GeoPackage, imagery and a print layout.
    Qgis,
    /// GeoJSON layers in the facility's projected CRS.
    Geojson,
    /// FlatGeobuf layers.
    Flatgeobuf,
    /// KML for globes.
    Kml,
    /// IMDF archive for indoor maps.
    Imdf,
    /// GeoJSON with OpenStreetMap's Simple Indoor Tagging.
    OsmIndoor,
    /// CityJSON 2.0.
    Cityjson,
    /// IFC 4.
    Ifc,
    /// Drawing sheets as PDF.
    Pdf,
    /// Drawing sheets as SVG.
    Svg,
    /// Drawing as DXF R12.
    Dxf,
    /// Fact sheet and method report as PDF/UA.
    Report,
    /// Model, plans and all texts in one HTML file.
    Html,
    /// IIIF Georeference Annotations of the sheets.
    Iiif,
    /// All of them.
    All,
}

/// Paper of ISO 216, across.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Paper {
    A4,
    A3,
    A2,
    A1,
}

/// Who does something with a case.
#[derive(Args)]
#[command(next_help_heading = "For the custody log, where the case keeps one")]
pub struct Who {
    /// The role of whoever does it, never a name.
    #[arg(long = "as", value_name = "ROLE", default_value = "investigator")]
    pub role: String,
    /// What it is done for.
    #[arg(long, value_name = "TEXT")]
    pub purpose: Option<String>,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  locus intake scans/*.jpg --case facilities/my-case --received-from \"field partner\" --purpose \"to be traced\"
  locus intake 2019-05-12.tif --case facilities/my-case --received-from \"image archive\" --how \"bought, download\" \\
    --purpose \"ground truth\" --as archivist

Each file is read once and not looked into. Its copy lies read-only in originals/sha256/, under its SHA-256; how it came in
is in originals/acquired/; custody.jsonl has a line for it. Name roles, never people: the log is shown to others.")]
pub struct Intake {
    /// The files, as they were received.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The case folder.
    #[arg(long)]
    pub case: PathBuf,
    /// From whom they came: a role or a pseudonym.
    #[arg(long, value_name = "ROLE")]
    pub received_from: String,
    /// What they were taken in for.
    #[arg(long, value_name = "TEXT")]
    pub purpose: String,
    /// How they came: in person, by which channel, on which medium.
    #[arg(long, value_name = "TEXT")]
    pub how: Option<String>,
    /// The role of whoever takes them in, never a name.
    #[arg(long = "as", value_name = "ROLE", default_value = "investigator")]
    pub role: String,
}

/// Whom something leaves to.
#[derive(Args)]
pub struct Audience {
    /// internal, parties, public, or a file of your own (.toml).
    #[arg(long, value_name = "NAME|FILE")]
    pub profile: String,
    /// Leave away incidents that would single somebody out, instead of stopping.
    #[arg(long)]
    pub withhold_unique: bool,
    /// Release them all the same: the role of who approves it; two different ones are needed, and both are logged.
    #[arg(long = "approved-by", value_name = "ROLE")]
    pub approved_by: Vec<String>,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  locus release facilities/example-compound --profile public --out public
  locus release facilities/example-compound --profile parties --out for-the-defence --purpose \"disclosure, case 12\"
  locus release facilities/example-compound --profile exhibition.toml --out exhibition
  locus export public --to html,gpkg --out for-the-web

Accounts and incidents whose consent is narrower than the audience are not computed with. What else is withheld:
docs/evidence.md. Stops where place, time and category of an incident, over all releases so far, fit fewer people than the
profile wants. What was told is remembered in releases.json of the case folder, which never leaves it.")]
pub struct Release {
    /// The case folder.
    pub facility: PathBuf,
    #[command(flatten)]
    pub audience: Audience,
    /// The release, a folder that is not there yet.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    #[command(flatten)]
    pub who: Who,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  locus withdraw A03 --case facilities/my-case --on 2026-11-20
  locus withdraw A03 --case facilities/my-case --on 2026-11 --json | jq .gone

Writes `withdrawn = …` into accounts/A03.toml and publishes the facility again without the account, its sheets, pins and
statements, and without incidents that rest on it alone. Its files stay: whoever answers for them decides what becomes of them.")]
pub struct Withdraw {
    /// The account.
    pub account: String,
    /// The case folder.
    #[arg(long, default_value = ".")]
    pub case: PathBuf,
    /// Since when the person no longer stands to it, EDTF.
    #[arg(long, value_name = "DATE")]
    pub on: String,
    #[command(flatten)]
    pub who: Who,
}

#[derive(Subcommand)]
pub enum Custody {
    /// Follow the chain, hash what the log lists, find what it does not list. Writes nothing.
    Verify(CustodyVerify),
    /// Print the log, oldest first.
    Show(CustodyShow),
    /// Set aside what a crash left and list originals that no line lists, and log that.
    Recover(CustodyRecover),
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  locus custody verify facilities/my-case
  locus custody verify facilities/my-case --head 5a0c…   the head that was written down after the last act

Found: lines edited, put in, taken out, moved; originals changed, gone or unlisted; published files that Locus did not
write. That the end of the log was cut off, or all of it written anew, is found only with a head kept elsewhere.")]
pub struct CustodyVerify {
    /// The case folder.
    pub case: PathBuf,
    /// A head of the log that was kept elsewhere, 64 hexadecimal digits; may be given several times.
    #[arg(long = "head", value_name = "SHA256")]
    pub heads: Vec<Digest>,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  locus custody show facilities/my-case
  locus custody show facilities/my-case --json | jq '.lines[] | select(.act.kind == \"seal\")'")]
pub struct CustodyShow {
    /// The case folder.
    pub case: PathBuf,
}

#[derive(Args)]
#[command(after_help = "\
Example:
  locus custody recover facilities/my-case")]
pub struct CustodyRecover {
    /// The case folder.
    pub case: PathBuf,
    /// The role of whoever does it, never a name.
    #[arg(long = "as", value_name = "ROLE", default_value = "investigator")]
    pub role: String,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  ssh-keygen -t ed25519 -N '' -C '' -f release_key
  locus seal facilities/example-compound --profile internal --key release_key --out pack
  locus seal facilities/example-compound --profile parties --key release_key --out for-the-defence
  (cd pack && sh verify.sh)

The pack is a BagIt bag (RFC 8493): the facility folder with what was published from it, its custody log and originals, a
statement of method and limitations, the register of assumptions and the schedule of disclosure. SOURCE_DATE_EPOCH sets its
date. Internal: run `locus reconstruct` before, what is sealed is what was published. Any other profile seals what `locus
release` would write, and not what the case is read from.")]
pub struct Seal {
    /// The case folder.
    pub facility: PathBuf,
    #[command(flatten)]
    pub audience: Audience,
    /// An Ed25519 private key of OpenSSH, without a passphrase.
    #[arg(long, value_name = "ED25519_KEY")]
    pub key: PathBuf,
    /// The pack, a folder that is not there yet.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// What the file of signers in the pack calls the key: a role.
    #[arg(long, value_name = "ROLE", default_value = "custodian")]
    pub signer: String,
    #[command(flatten)]
    pub who: Who,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  locus verify pack
  locus verify pack --signers keys/allowed_signers     who signed, by a key that you have from elsewhere
  locus verify pack --rebuild                          compute the published files again and compare them bit for bit

Without Locus: `sh verify.sh` in the pack, or the commands in its VERIFY.txt.")]
pub struct Verify {
    /// The pack.
    pub pack: PathBuf,
    /// A file of allowed signers (ssh-keygen(1)) from elsewhere.
    #[arg(long, value_name = "FILE")]
    pub signers: Option<PathBuf>,
    /// Compute what was published again from the case files in the pack.
    #[arg(long)]
    pub rebuild: bool,
}
