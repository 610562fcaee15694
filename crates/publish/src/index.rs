//! Fills `bundle.json`.

mod node;
mod pin;
mod sheet;

use crate::bundle::*;
use crate::incidents::{PlacedIncident, PlacedIncidents};
use crate::layers::layer_of;
use crate::precision::{decimals, metres};
use crate::properties::{self, ids, strings};
use crate::radii::Radii;
use crate::scene::{ModelScenes, scene_position};
use crate::{Inputs, PublishError, dimensions};
use locus_model::{Account, Consent, Described, Edtf, Element, Key, Plan, StatedRange, Statement, StatementKind};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The index of everything published: `files` are all other files.
pub fn bundle(
    inputs: &Inputs,
    radii: &Radii,
    placed: &PlacedIncidents,
    scenes: &ModelScenes,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<Bundle, PublishError> {
    let (case, plan) = (inputs.case(), inputs.plan());
    let statements = statements(inputs);
    Ok(Bundle {
        format: FORMAT.to_owned(),
        format_version: FORMAT_VERSION,
        software: inputs.software.clone(),
        case: identity(inputs),
        frame: frame(plan),
        levels: levels(inputs),
        scenes: scenes.scenes.clone(),
        elements: elements(inputs, scenes),
        nodes: node::nodes(inputs, radii),
        hypotheses: hypotheses(plan),
        incidents: placed.incidents.iter().map(|i| incident(inputs, i)).collect(),
        pins: pin::pins(inputs),
        areas: pin::areas(inputs),
        sheets: sheet::sheets(inputs)?,
        imagery: imagery(inputs),
        ground: ground(inputs),
        views: overview(plan).into_iter().collect(),
        accounts: case.accounts.values().map(account).collect(),
        statements_by_key: by_key(&statements),
        statements,
        rights: rights(inputs),
        files: files.iter().map(|(name, bytes)| (name.clone(), sha256(bytes))).collect(),
    })
}

/// SHA-256 in lower-case hex.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn identity(inputs: &Inputs) -> BundleCase {
    let case = inputs.case();
    BundleCase {
        id: case.id.to_string(),
        name: case.name.clone(),
        aliases: case.aliases.clone(),
        facility_type: case.facility_type.clone(),
        type_name: inputs.vocabulary.facility_types.get(&case.facility_type).map(|t| t.name.clone()),
        operator: case.operator.clone(),
        existed: case.existed.as_ref().map(Edtf::to_string),
        note: case.note.clone(),
    }
}

fn frame(plan: &Plan) -> BundleFrame {
    let (anchor, origin) = (plan.frame.anchor.geometry(), plan.frame.origin.geometry());
    BundleFrame {
        epsg: plan.frame.epsg,
        name: plan.frame.name.clone(),
        anchor: [decimals(anchor.x(), 8), decimals(anchor.y(), 8)],
        // Unrounded: the viewer adds it to scene metres to come back to the site.
        origin_m: [origin.x(), origin.y()],
        convergence_deg: decimals(plan.frame.convergence_deg, 6),
    }
}

fn levels(inputs: &Inputs) -> Vec<BundleLevel> {
    let mut levels: Vec<_> = inputs.case().levels.iter().collect();
    levels.sort_by(|a, b| (a.ordinal, &a.id).cmp(&(b.ordinal, &b.id)));
    let level = |l: &locus_model::Level| BundleLevel {
        id: l.id.to_string(),
        name: l.name.clone(),
        ordinal: l.ordinal,
        elevation_m: metres(l.elevation_m),
        height_m: metres(l.height_m.unwrap_or(inputs.case().defaults.storey_height_m)),
        height_assumed: l.height_m.is_none(),
    };
    levels.into_iter().map(level).collect()
}

fn elements(inputs: &Inputs, scenes: &ModelScenes) -> Vec<BundleElement> {
    let mut elements: Vec<&Element> = inputs.plan().elements.iter().collect();
    elements.sort_by(|a, b| a.id.cmp(&b.id));
    elements.into_iter().map(|e| element(inputs, e, scenes)).collect()
}

fn element(inputs: &Inputs, e: &Element, scenes: &ModelScenes) -> BundleElement {
    let assumed = dimensions::defaults(e, inputs.case());
    BundleElement {
        id: e.id.clone(),
        layer: layer_of(e.kind).to_owned(),
        kind: e.kind.as_str().to_owned(),
        key: e.key.as_ref().map(Key::to_string),
        name: e.name.clone(),
        level: e.level.to_string(),
        host: e.host.clone(),
        status: e.status.as_str().to_owned(),
        drawn_by: ids(&e.agreement.drawn_by),
        not_drawn_by: ids(&e.agreement.not_drawn_by),
        contradicted_by: ids(&e.agreement.contradicted_by),
        independent_accounts: e.independent_accounts,
        sources: strings(&e.sources),
        radius95_m: e.radius95_m.map(metres),
        height_m: dimensions::height(e, inputs.case()).map(|d| metres(d.metres)),
        height_basis: e.height.as_ref().map(|h| h.basis.as_str().to_owned()),
        assumed: assumed.into_iter().map(|(name, value)| (name.to_owned(), metres(value))).collect(),
        position: scene_position(inputs, middle(e), Some(&e.level)).map(metres),
        shape: scenes.shapes.get(&e.id).cloned(),
        glb_node: scenes.nodes.contains(&e.id).then(|| e.id.clone()),
        hypothesis: e.hypothesis.as_ref().map(|h| h.name.clone()),
        hypothesis_default: e.hypothesis.as_ref().map(|h| h.default),
        valid: e.valid.as_ref().map(Edtf::to_string),
    }
}

/// The middle of the vertices' bounding box: where a label goes.
fn middle(element: &Element) -> geo::Coord {
    use geo::BoundingRect;
    let line = geo::LineString::new(element.shape.geometry().vertices());
    line.bounding_rect().map_or(geo::Coord::zero(), |r| r.center())
}

fn hypotheses(plan: &Plan) -> Vec<BundleHypothesis> {
    let mut all: Vec<_> = plan.hypotheses.iter().collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    let hypothesis = |h: &locus_model::Hypothesis| BundleHypothesis {
        name: h.name.clone(),
        about: h.about.clone(),
        claim: h.claim.clone(),
        accounts: ids(&h.accounts),
        sources: strings(&h.sources),
        default: h.default,
        rule: h.rule.to_owned(),
        drawn: h.drawn,
    };
    all.into_iter().map(hypothesis).collect()
}

fn incident(inputs: &Inputs, placed: &PlacedIncident) -> BundleIncident {
    let (i, spot) = (placed.incident, placed.spot.as_ref());
    let term = i.category.as_ref().and_then(|c| inputs.vocabulary.categories.get(c));
    let level = spot.and_then(|s| s.level);
    BundleIncident {
        id: i.id.to_string(),
        title: i.title.clone(),
        summary: i.summary.clone(),
        category: i.category.clone(),
        category_name: term.map(|t| t.name.clone()),
        when: i.when.as_ref().map(Edtf::to_string),
        earliest: i.when.as_ref().and_then(Edtf::earliest).map(|d| d.to_string()),
        latest: i.when.as_ref().and_then(Edtf::latest).map(|d| d.to_string()),
        place: i.place.clone(),
        place_basis: spot.map(|s| s.basis.to_owned()),
        place_id: spot.map(|s| s.id.clone()),
        level: level.map(|l| l.to_string()),
        position: spot.map(|s| scene_position(inputs, s.at, level).map(metres)),
        radius95_m: spot.and_then(|s| s.radius95_m).map(metres),
        hypothesis: spot.and_then(|s| s.hypothesis).map(str::to_owned),
        victims: ids(&i.victims),
        perpetrators: ids(&i.perpetrators),
        accounts: ids(&i.accounts),
        credibility: i.credibility,
        consent: placed.consent.as_str().to_owned(),
    }
}

fn imagery(inputs: &Inputs) -> Vec<BundleImagery> {
    let image = |i: &locus_model::Imagery| BundleImagery {
        id: i.id.to_string(),
        acquired: i.acquired.as_ref().map(Edtf::to_string),
        sensor: i.sensor.clone(),
        gsd_m: i.gsd_m,
        absolute_radius95_m: i.absolute_radius95_m,
        licence: i.licence.clone(),
    };
    inputs.case().imagery.values().map(image).collect()
}

fn ground(inputs: &Inputs) -> Option<GroundTexture> {
    inputs.ground.as_ref().map(|g| GroundTexture {
        imagery: g.imagery.to_string(),
        bounds_m: [g.west, g.south, g.east, g.north].map(metres),
        size_px: [g.width, g.height],
        note: g.note.clone(),
    })
}

/// From the south and above, everything in sight.
fn overview(plan: &Plan) -> Option<BundleView> {
    let origin = plan.frame.origin.geometry();
    let points: geo::MultiPoint = plan.nodes.iter().map(|n| *n.position.geometry()).collect();
    let rect = geo::BoundingRect::bounding_rect(&points)?;
    let (x, z) = (rect.center().x - origin.x(), origin.y() - rect.center().y);
    let away = rect.width().max(rect.height()).max(10.0);
    Some(BundleView {
        name: "overview".to_owned(),
        // As near as an eye with 60 degrees from edge to edge can come and still see the nearest edge.
        eye: [x, 0.6 * away, z + 0.75 * away].map(metres),
        target: [x, 0.0, z].map(metres),
    })
}

fn account(a: &Account) -> BundleAccount {
    BundleAccount {
        language: a.language.clone(),
        id: a.id.to_string(),
        vantage: a.vantage.map(|v| properties::vantage(v).to_owned()),
        stay: a.stay.as_ref().map(Edtf::to_string),
        session: a.session.clone(),
        consent: a.consent.unwrap_or(Consent::Internal).as_str().to_owned(),
        discussed_with: ids(&a.discussed_with),
    }
}

fn statements(inputs: &Inputs) -> Vec<BundleStatement> {
    let all = inputs.case().accounts.values().flat_map(|a| a.statements.iter().map(move |s| (a, s)));
    let mut statements: Vec<_> = all.map(|(a, s)| statement(a, s)).collect();
    statements.sort_by(|a, b| a.id.cmp(&b.id));
    statements
}

/// The figure of a description: how far, else in which direction.
fn measured(described: &Described) -> (Option<f64>, Option<f64>, Option<String>) {
    match described {
        Described::From { range: Some(StatedRange::Metres { value_m, sd_m }), .. } => {
            (Some(*value_m), *sd_m, Some("m".to_owned()))
        }
        Described::From { range: Some(StatedRange::Walk { minutes, sd_minutes }), .. } => {
            (Some(*minutes), *sd_minutes, Some("min".to_owned()))
        }
        Described::From { bearing: Some(bearing), .. } => {
            (Some(bearing.degrees), bearing.sd_deg, Some("deg".to_owned()))
        }
        Described::From { .. } | Described::Beside { .. } => (None, None, None),
    }
}

fn statement(account: &Account, s: &Statement) -> BundleStatement {
    let (value, sd, unit) = match &s.kind {
        StatementKind::Distance { value_m, sd_m }
        | StatementKind::Length { value_m, sd_m }
        | StatementKind::Width { value_m, sd_m }
        | StatementKind::Height { value_m, sd_m } => (Some(*value_m), Some(*sd_m), Some("m".to_owned())),
        StatementKind::Area { value_m2, sd_m2 } => (Some(*value_m2), Some(*sd_m2), Some("m2".to_owned())),
        StatementKind::Count { value, sd, what } => (Some(*value), *sd, Some(what.clone())),
        StatementKind::Place(described) => measured(described),
        StatementKind::Adjacent | StatementKind::Order { .. } | StatementKind::Free => (None, None, None),
    };
    BundleStatement {
        id: s.id.to_string(),
        account: account.id.to_string(),
        kind: s.kind.as_str().to_owned(),
        of: s.of.iter().map(Key::to_string).collect(),
        polarity: properties::polarity(s.polarity).to_owned(),
        value,
        sd,
        unit,
        text: s.text.clone(),
        at: s.at.clone(),
    }
}

fn by_key(statements: &[BundleStatement]) -> BTreeMap<String, Vec<String>> {
    let mut by_key: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for statement in statements {
        for key in &statement.of {
            by_key.entry(key.clone()).or_default().insert(statement.id.clone());
        }
    }
    by_key.into_iter().map(|(key, ids)| (key, ids.into_iter().collect())).collect()
}

fn rights(inputs: &Inputs) -> BTreeMap<String, String> {
    let rights = &inputs.case().rights;
    let stated = [("compiled_by", &rights.compiled_by), ("licence", &rights.licence)];
    stated.into_iter().filter_map(|(name, text)| text.clone().map(|t| (name.to_owned(), t))).collect()
}
