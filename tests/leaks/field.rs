//! Every field of the case format: what a secret in it looks like, and who may see it.
//!
//! A field of the format that is not in this table fails `profile_exhaustive`: nobody can add one and forget to say who
//! may see it.

use Plant::*;
use Seen::*;

/// How a secret of a field is made. Every secret is drawn from a seed and is found nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plant {
    /// A whole id; wherever the same id of the same group stands, the same secret stands.
    Id(&'static str),
    /// The name of a file; its ending is kept.
    File(&'static str),
    /// A word before the words that are there.
    Words,
    /// A language with a private subtag.
    Language,
    /// A time in a recording.
    Timecode,
    /// Days within the years that are there.
    Days,
    /// Further digits of the number.
    Digits,
    /// Further digits of a position written as text.
    Position,
    /// One of a closed list: it can differ, but is no word to search for.
    OneOf(&'static [&'static str]),
    /// A word of a closed list that decides what is shown, a key of a place, a flag: no room for a secret.
    Kept,
}

/// What those a release is for may learn of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It may stand there.
    Shown,
    /// What is shown follows from it, it does not itself stand there.
    Shapes,
    /// Nothing of it, neither itself nor by its effect.
    Never,
}

/// A field of the case format.
pub struct Field {
    /// The kind of file and where in it: `account:pin.note`.
    pub at: &'static str,
    /// How a secret of it is made.
    pub plant: Plant,
    /// What parties may learn of it.
    pub parties: Seen,
    /// What everybody may learn of it.
    pub public: Seen,
}

const ELICITATION: &[&str] =
    &["free-recall", "open-question", "specific-question", "shown-imagery", "shown-sketch", "shown-model"];
const CERTAINTY: &[&str] = &["sure", "unsure", "corrected"];

const fn field(at: &'static str, plant: Plant, parties: Seen, public: Seen) -> Field {
    Field { at, plant, parties, public }
}

/// The table.
pub const FIELDS: &[Field] = &[
    // What the facility is, and where: known to whoever ran it.
    field("case:format", Kept, Shown, Shown),
    field("case:id", Kept, Shown, Shown),
    field("case:name", Kept, Shown, Shown),
    field("case:aliases", Kept, Shown, Shown),
    field("case:type", Kept, Shown, Shown),
    field("case:operator", Kept, Shown, Shown),
    field("case:existed", Kept, Shown, Shown),
    field("case:note", Words, Shown, Never),
    field("case:site.anchor", Kept, Shown, Shown),
    field("case:site.crs", Kept, Shown, Shown),
    field("case:level.id", Kept, Shown, Shown),
    field("case:level.name", Kept, Shown, Shown),
    field("case:level.ordinal", Kept, Shown, Shown),
    field("case:level.elevation_m", Kept, Shown, Shown),
    field("case:level.height_m", Kept, Shown, Shown),
    field("case:defaults.storey_height_m", Kept, Shown, Shown),
    field("case:defaults.wall_thickness_m", Kept, Shown, Shown),
    field("case:defaults.fence_height_m", Kept, Shown, Shown),
    field("case:defaults.door.width_m", Kept, Shown, Shown),
    field("case:defaults.door.height_m", Kept, Shown, Shown),
    field("case:defaults.door.sill_m", Kept, Shown, Shown),
    field("case:defaults.window.width_m", Kept, Shown, Shown),
    field("case:defaults.window.height_m", Kept, Shown, Shown),
    field("case:defaults.window.sill_m", Kept, Shown, Shown),
    // Who answers for what was compiled wants to be read.
    field("case:rights.compiled_by", Words, Shown, Shown),
    field("case:rights.licence", Kept, Shown, Shown),
    field("vocabulary:category.*.name", Kept, Shown, Shown),
    field("vocabulary:category.*.group", Kept, Shown, Shown),
    field("vocabulary:category.*.meaning", Kept, Shown, Shown),
    field("vocabulary:facility-type.*.name", Kept, Shown, Shown),
    field("vocabulary:facility-type.*.meaning", Kept, Shown, Shown),
    field("vocabulary:operator.*.name.name", Kept, Shown, Shown),
    field("vocabulary:operator.*.name.valid", Kept, Shown, Shown),
    // What imagery shows.
    field("landmark:type", Kept, Shown, Shown),
    field("landmark:geometry.type", Kept, Shown, Shown),
    field("landmark:geometry.coordinates", Kept, Shown, Shown),
    field("landmark:id", Kept, Shown, Shown),
    field("landmark:name", Kept, Shown, Shown),
    field("landmark:imagery", Kept, Shown, Shown),
    field("landmark:sd_m", Kept, Shown, Shown),
    field("landmark:valid", Kept, Shown, Shown),
    field("landmark:analyst_note", Words, Shown, Never),
    field("footprint:type", Kept, Shown, Shown),
    field("footprint:geometry.type", Kept, Shown, Shown),
    field("footprint:geometry.coordinates", Kept, Shown, Shown),
    field("footprint:id", Kept, Shown, Shown),
    field("footprint:key", Kept, Shown, Shown),
    field("footprint:name", Kept, Shown, Shown),
    field("footprint:imagery", Kept, Shown, Shown),
    field("footprint:sd_m", Kept, Shown, Shown),
    field("footprint:height_m", Kept, Shown, Shown),
    field("footprint:height_basis", Kept, Shown, Shown),
    field("footprint:nodes", Kept, Shown, Shown),
    field("footprint:valid", Kept, Shown, Shown),
    field("footprint:analyst_note", Words, Shown, Never),
    field("imagery:id", Kept, Shown, Shown),
    field("imagery:file", Kept, Shown, Shown),
    field("imagery:acquired", Kept, Shown, Shown),
    field("imagery:sensor", Kept, Shown, Shown),
    field("imagery:gsd_m", Kept, Shown, Shown),
    field("imagery:sun.azimuth", Kept, Shown, Shown),
    field("imagery:sun.elevation", Kept, Shown, Shown),
    field("imagery:view.azimuth", Kept, Shown, Shown),
    field("imagery:view.off_nadir", Kept, Shown, Shown),
    field("imagery:absolute_radius95_m", Kept, Shown, Shown),
    field("imagery:licence", Kept, Shown, Shown),
    // Who spoke.
    field("account:id", Id("account"), Shown, Never),
    field("account:session", Id("session"), Shown, Never),
    field("account:interviewed", Days, Shown, Never),
    field("account:language", Language, Shown, Never),
    field("account:stay", Days, Shown, Never),
    field("account:vantage", Kept, Shown, Shapes),
    field("account:consent", Kept, Shown, Shapes),
    field("account:withdrawn", Days, Never, Never),
    field("account:discussed_with", Id("account"), Shown, Never),
    field("account:note", Words, Shown, Never),
    field("account:exposure.shown", OneOf(&["2019-10-03", "model"]), Shown, Never),
    field("account:exposure.at", Timecode, Shown, Never),
    // What they pointed at.
    field("account:pin.id", Id("pin"), Shown, Never),
    field("account:pin.of", Kept, Shown, Shown),
    field("account:pin.position", Position, Shown, Shapes),
    field("account:pin.radius95_m", Kept, Shown, Shapes),
    field("account:pin.basis", Words, Shown, Never),
    field("account:pin.imagery", Kept, Shown, Never),
    field("account:pin.elicitation", OneOf(ELICITATION), Shown, Never),
    field("account:pin.vantage", Kept, Shown, Never),
    field("account:pin.at", Timecode, Shown, Never),
    field("account:pin.note", Words, Shown, Never),
    field("account:area.id", Id("area"), Shown, Never),
    field("account:area.of", Kept, Shown, Shown),
    field("account:area.polygon", Digits, Shown, Shapes),
    field("account:area.basis", Words, Shown, Never),
    field("account:area.imagery", Kept, Shown, Never),
    field("account:area.elicitation", OneOf(ELICITATION), Shown, Never),
    field("account:area.vantage", Kept, Shown, Never),
    field("account:area.at", Timecode, Shown, Never),
    field("account:area.note", Words, Shown, Never),
    // What they said.
    field("account:statement.id", Id("statement"), Shown, Never),
    field("account:statement.kind", Kept, Shown, Shapes),
    field("account:statement.of", Kept, Shown, Shown),
    field("account:statement.value_m", Digits, Shown, Shapes),
    field("account:statement.sd_m", Digits, Shown, Shapes),
    field("account:statement.value_m2", Digits, Shown, Shapes),
    field("account:statement.sd_m2", Digits, Shown, Shapes),
    field("account:statement.value", Digits, Shown, Shapes),
    field("account:statement.sd", Digits, Shown, Shapes),
    field("account:statement.what", Kept, Shown, Shapes),
    field("account:statement.along", Kept, Shown, Shown),
    field("account:statement.from", Kept, Shown, Shown),
    field("account:statement.distance_m", Digits, Shown, Shapes),
    field("account:statement.minutes_walk", Digits, Shown, Shapes),
    field("account:statement.sd_minutes", Digits, Shown, Shapes),
    field("account:statement.bearing", Kept, Shown, Shapes),
    field("account:statement.sd_deg", Digits, Shown, Shapes),
    field("account:statement.side", Kept, Shown, Shapes),
    field("account:statement.text", Words, Shown, Never),
    field("account:statement.at", Timecode, Shown, Never),
    field("account:statement.polarity", Kept, Shown, Shapes),
    field("account:statement.elicitation", OneOf(ELICITATION), Shown, Never),
    field("account:statement.vantage", Kept, Shown, Never),
    // What they drew.
    field("sheet:id", Id("sheet"), Shown, Never),
    field("sheet:account", Id("account"), Shown, Never),
    field("sheet:image", File("scan"), Shown, Never),
    field("sheet:sha256", Kept, Shown, Never),
    field("sheet:drawn", Days, Shown, Never),
    field("sheet:level", Kept, Shown, Shapes),
    field("sheet:medium", Words, Shown, Never),
    field("sheet:true_north_up", Kept, Shown, Shapes),
    field("sheet:covers", Kept, Shown, Shapes),
    field("sheet:masks", Kept, Shapes, Never),
    field("sheet:elicitation", OneOf(ELICITATION), Shown, Never),
    field("sheet:note", Words, Shown, Never),
    field("sheet:control.landmark", Kept, Shown, Shapes),
    field("sheet:control.px", Kept, Shown, Shapes),
    field("sheet:control.sd_px", Kept, Shown, Shapes),
    field("trace:type", Kept, Shown, Shown),
    field("trace:space", Kept, Shown, Shown),
    field("trace:image", File("scan"), Shown, Never),
    field("trace:traced_by", Words, Shown, Never),
    field("trace:geometry.type", Kept, Shown, Shapes),
    field("trace:geometry.coordinates", Kept, Shown, Shapes),
    field("trace:id", Id("stroke"), Shown, Never),
    field("trace:kind", Kept, Shown, Shapes),
    field("trace:key", Kept, Shown, Shown),
    field("trace:name", Words, Shown, Never),
    field("trace:nodes", Kept, Shown, Shown),
    field("trace:valid", Kept, Shown, Shapes),
    field("trace:certainty", OneOf(CERTAINTY), Shown, Never),
    field("trace:strokes", Id("ink"), Shown, Never),
    field("trace:analyst_note", Words, Shown, Never),
    // What happened.
    field("incident:id", Id("incident"), Shown, Never),
    field("incident:when", Days, Shapes, Never),
    field("incident:place", Kept, Shown, Shapes),
    field("incident:category", Kept, Shown, Shown),
    field("incident:title_en", Words, Shown, Never),
    field("incident:title_ko", Words, Shown, Never),
    field("incident:summary_en", Words, Shown, Never),
    field("incident:summary_ko", Words, Shown, Never),
    field("incident:victims", Id("victim"), Shown, Never),
    field("incident:perpetrators", Id("perpetrator"), Shown, Never),
    field("incident:accounts", Id("account"), Shown, Never),
    field("incident:credibility", OneOf(&["1", "2", "3", "4", "5", "6"]), Shown, Never),
    field("incident:consent", Kept, Shown, Shapes),
];

/// Secrets that lie in no field of the format: in the pictures, the originals, the log. Their names are the groups of
/// `secret.rs`.
pub const BESIDE: &[(&str, Seen, Seen)] = &[
    ("scan:exif.artist", Never, Never),
    ("scan:exif.maker-note", Never, Never),
    ("scan:exif.gps", Never, Never),
    ("scan:exif.thumbnail", Never, Never),
    ("scan:xmp", Never, Never),
    ("scan:comment", Never, Never),
    ("scan:text-chunk", Never, Never),
    ("scan:after-the-end", Never, Never),
    ("scan:pixels", Shown, Never),
    ("scan:sha256", Shown, Never),
    ("custody:file-name", Never, Never),
    ("custody:received-from", Never, Never),
    ("custody:how", Never, Never),
    ("custody:purpose", Shown, Never),
    ("custody:actor", Shown, Never),
];

/// One thing that a profile may allow (`locus_release::Secret`).
pub struct Item {
    /// Its name in a profile.
    pub name: &'static str,
    /// What must be allowed beside it for it to show.
    pub needs: &'static [&'static str],
    /// What cannot be allowed without it.
    pub bears: &'static [&'static str],
    /// Fields of which nothing may stand in a release that does not allow it, whatever else it allows.
    pub holds: &'static [&'static str],
}

const fn item(
    name: &'static str,
    needs: &'static [&'static str],
    bears: &'static [&'static str],
    holds: &'static [&'static str],
) -> Item {
    Item { name, needs, bears, holds }
}

/// All of them.
pub const ITEMS: &[Item] = &[
    item(
        "account-ids",
        &[],
        &["custody"],
        &[
            "account:id",
            "account:discussed_with",
            "account:pin.id",
            "account:area.id",
            "account:statement.id",
            "sheet:id",
            "sheet:account",
            "trace:id",
            "incident:id",
            "incident:accounts",
        ],
    ),
    item(
        "accounts",
        &["account-ids", "agreement"],
        &["custody"],
        &[
            "account:session",
            "account:interviewed",
            "account:language",
            "account:stay",
            "account:exposure.at",
            "sheet:drawn",
            "sheet:medium",
        ],
    ),
    item("agreement", &[], &[], &[]),
    item("sheets", &[], &["scans"], &["trace:strokes", "trace:traced_by", "sheet:medium", "sheet:drawn"]),
    item("scans", &["sheets"], &[], &[]),
    item(
        "pins",
        &[],
        &[],
        &[
            "account:pin.position",
            "account:pin.basis",
            "account:pin.at",
            "account:pin.note",
            "account:area.polygon",
            "account:area.basis",
            "account:area.at",
            "account:area.note",
        ],
    ),
    item(
        "statements",
        &[],
        &[],
        &[
            "account:statement.value_m",
            "account:statement.sd_m",
            "account:statement.value_m2",
            "account:statement.sd_m2",
            "account:statement.value",
            "account:statement.sd",
            "account:statement.distance_m",
            "account:statement.minutes_walk",
            "account:statement.sd_minutes",
            "account:statement.sd_deg",
            "account:statement.text",
            "account:statement.at",
        ],
    ),
    item(
        "words",
        &[],
        &["custody"],
        &[
            "case:note",
            "landmark:analyst_note",
            "footprint:analyst_note",
            "account:note",
            "account:pin.basis",
            "account:pin.at",
            "account:pin.note",
            "account:area.basis",
            "account:area.at",
            "account:area.note",
            "account:statement.text",
            "account:statement.at",
            "sheet:note",
            "trace:traced_by",
            "trace:strokes",
            "trace:analyst_note",
            "incident:title_en",
            "incident:title_ko",
            "incident:summary_en",
            "incident:summary_ko",
        ],
    ),
    item("drawn-names", &["sheets"], &[], &["trace:name"]),
    item("victims", &[], &[], &["incident:victims"]),
    item("perpetrators", &[], &[], &["incident:perpetrators"]),
    item("credibility", &[], &[], &[]),
    item("notes", &[], &[], &[]),
    // What `originals` allows stands in the log alone, and the log cannot be allowed without it.
    item(
        "custody",
        &["originals"],
        &["originals"],
        &["custody:purpose", "custody:actor", "scan:sha256", "sheet:image", "trace:image"],
    ),
];

/// The row of a field.
pub fn row(at: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.at == at)
}

/// What parties and everybody may learn of a field, or of what lies beside the fields.
pub fn seen(at: &str) -> (Seen, Seen) {
    let beside = || BESIDE.iter().find(|(name, ..)| *name == at).map(|(_, parties, public)| (*parties, *public));
    let found = row(at).map(|field| (field.parties, field.public)).or_else(beside);
    found.unwrap_or_else(|| panic!("nobody said who may see {at}"))
}
