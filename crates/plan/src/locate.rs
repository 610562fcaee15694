//! Everything a case says about where one place lies, brought to `location`.

use crate::location::{Bearing, Clue, Mode, Observation, Posterior, Range};
use crate::voices::Voices;
use geo::{Centroid, Coord, MultiPolygon, Point};
use locus_model::{
    Case, Covariance, Described, Element, Form, Id, In, Key, Node, PlacedArea, PlacedPin, Plan, Polarity, Site, Source,
    StatedBearing, StatedRange, Statement, StatementKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// Stands in for the radius of a pin that came without one, metres; published as an assumption.
pub const UNSTATED_RADIUS95_M: f64 = 100.0;

/// How fast people walk, metres a second: the middle of the comfortable gait speeds of adults (Bohannon & Andrews 2011,
/// *Normal walking speed: a descriptive meta-analysis*, Physiotherapy 97), less what a path is longer than the line.
const WALK_M_S: f64 = 1.25;

/// Standard deviation of the logarithm of a distance, and of a walk, that came without one: people judge them to within
/// a quarter or a third.
const DISTANCE_SPREAD: f64 = 0.25;
const WALK_SPREAD: f64 = 0.3;

/// The least spread of any distance, and the least standard deviation of any direction, degrees: a description is no
/// survey.
const LEAST_SPREAD: f64 = 0.03;
const LEAST_BEARING_SD_DEG: f64 = 2.0;

/// Standard deviation of a direction that came without one, degrees: half the way to the next of eight winds.
const BEARING_SD_DEG: f64 = 22.5;

/// The least standard deviation of a pin, metres: positions are published to a centimetre.
const LEAST_SD_M: f64 = 0.01;

/// Standard deviation across a line whose sharpness was not said, metres.
const LINE_SD_M: f64 = 25.0;

/// Correlation of what is said with one voice.
const VOICE_CORRELATION: f64 = 0.6;

/// A candidate rests on what would be no likelier a mistake than this, were the place there.
const DOUBTED: f64 = 0.5;

/// One thing that was said, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Testimony {
    /// The pin, area or statement.
    pub source: Source,
    /// Whose.
    pub account: Id,
    /// The probability that it is a mistake and tells nothing about the place.
    pub mistaken: f64,
}

/// A stretch of ground that holds a part of the belief.
#[derive(Clone, Debug, PartialEq)]
pub struct LikelyGround {
    /// The part, 0 to 1.
    pub level: f64,
    /// Where; several parts where the place may be in several.
    pub shape: In<Site, MultiPolygon>,
}

/// One of the spots where the place may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Belief in its part of the 90 % region, 0 to 1.
    pub mass: f64,
    /// Its mean.
    pub position: In<Site, Point>,
    /// Its part of the 90 % region.
    pub shape: In<Site, MultiPolygon>,
    /// What it rests on: what would more likely than not be right, were the place here.
    pub rests_on: BTreeSet<Source>,
}

/// Where a place lies, as far as pins, areas and words tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Whereabouts {
    /// The place.
    pub key: Key,
    /// The mean of the likeliest candidate.
    pub position: In<Site, Point>,
    /// Its covariance: the shape of that candidate, with the radius of everything.
    pub covariance: Covariance,
    /// Radius (metres) of the circle around `position` that holds 95 % of the belief, other candidates included.
    pub radius95_m: f64,
    /// The 50 % and the 90 % region.
    pub regions: Vec<LikelyGround>,
    /// The likeliest first.
    pub candidates: Vec<Candidate>,
    /// Everything that was said, in the order of its sources.
    pub testimony: Vec<Testimony>,
    /// Independent voices among it.
    pub independent_accounts: usize,
    /// How much wider than stated the pins scatter.
    pub overconfidence: f64,
    /// The probability that nothing that was said is about the place; all else supposes that something is.
    pub all_wrong: f64,
    /// What was said and could not be used, with the reason.
    pub unused: BTreeMap<Source, String>,
    /// Pins whose radius was not stated.
    pub assumed: BTreeSet<Source>,
}

/// What is known about the ground when a place is looked for.
pub(crate) struct Surroundings<'a> {
    pub case: &'a Case,
    pub voices: &'a Voices<'a>,
    pub nodes: &'a [Node],
    pub elements: &'a [Element],
    pub pins: &'a [PlacedPin],
    pub areas: &'a [PlacedArea],
    /// Degrees clockwise from true north to grid north.
    pub convergence_deg: f64,
}

/// Where `key` lies by its pins, areas and descriptions alone, whatever is drawn; `None` where there are none that can
/// be used. Descriptions refer to where `plan` has the other places.
pub fn locate(case: &Case, plan: &Plan, key: &Key) -> Option<Whereabouts> {
    let surroundings = Surroundings {
        case,
        voices: &Voices::new(&case.accounts),
        nodes: &plan.nodes,
        elements: &plan.elements,
        pins: &plan.pins,
        areas: &plan.areas,
        convergence_deg: plan.frame.convergence_deg,
    };
    surroundings.locate(key)
}

/// The keys that anything is said about that [`locate`] could use.
pub fn locatable(case: &Case) -> BTreeSet<&Key> {
    let mut keys: BTreeSet<&Key> = BTreeSet::new();
    for account in case.accounts.values() {
        keys.extend(account.pins.iter().map(|pin| &pin.of));
        keys.extend(account.areas.iter().map(|area| &area.of));
        let described = account.statements.iter().filter(|s| matches!(s.kind, StatementKind::Place(_)));
        keys.extend(described.flat_map(|statement| &statement.of));
    }
    keys
}

/// Where a key is, on the plan: its node, else the centroid of its area or the middle of its opening; and how well.
pub(crate) fn place(key: &str, nodes: &[Node], elements: &[Element]) -> Option<(Coord, Covariance)> {
    if let Some(node) = nodes.iter().find(|n| n.key == key) {
        return Some((node.position.geometry().0, node.covariance));
    }
    let element = elements.iter().find(|e| e.key.as_ref().is_some_and(|k| k.as_str() == key))?;
    let doubt = Covariance::from_radius95(element.radius95_m.unwrap_or(0.0));
    let centre = match element.shape.geometry() {
        Form::Area(area) => area.centroid()?.0,
        form => crate::outline::mean(&form.vertices()),
    };
    Some((centre, doubt))
}

/// What is said about one place, gathered.
#[derive(Default)]
struct Gathered {
    said: BTreeMap<Source, (Id, Clue)>,
    unused: BTreeMap<Source, String>,
    assumed: BTreeSet<Source>,
}

impl Surroundings<'_> {
    /// See [`locate`].
    pub fn locate(&self, key: &Key) -> Option<Whereabouts> {
        let Gathered { said, unused, assumed } = self.gather(key);
        let voices: Vec<Id> = said.values().map(|(account, _)| self.voices.of(account)).collect();
        let share = |voice: &Id| {
            let others = voices.iter().filter(|v| *v == voice).count() as f64 - 1.0;
            1.0 / (1.0 + others * VOICE_CORRELATION)
        };
        let clues = said.values().zip(&voices);
        let observations: Vec<Observation> =
            clues.map(|((_, clue), voice)| Observation { clue: clue.clone(), share: share(voice) }).collect();
        let posterior = Posterior::of(&observations)?;
        let modes = posterior.modes();
        let main = modes.first()?;
        let (mistaken, overconfidence) = posterior.mistaken();
        let testimony = said.iter().zip(mistaken).map(|((source, (account, _)), mistaken)| Testimony {
            source: source.clone(),
            account: account.clone(),
            mistaken,
        });
        let region = |level| LikelyGround { level, shape: In::claim(posterior.region(level).shape) };
        Some(Whereabouts {
            key: key.clone(),
            position: In::claim(Point(main.at)),
            covariance: posterior.covariance(main),
            radius95_m: posterior.radius95_m(main.at),
            regions: [0.5, 0.9].map(region).into(),
            candidates: modes.iter().map(|mode| candidate(&posterior, mode, said.keys())).collect(),
            testimony: testimony.collect(),
            independent_accounts: self.voices.count(&said.values().map(|(account, _)| account.clone()).collect()),
            overconfidence,
            all_wrong: posterior.all_wrong(),
            unused,
            assumed,
        })
    }

    fn gather(&self, key: &Key) -> Gathered {
        let mut gathered = Gathered::default();
        for pin in self.pins.iter().filter(|pin| pin.of == *key) {
            let source = Source::Pin(pin.id.clone());
            if pin.radius95_m.is_none() {
                gathered.assumed.insert(source.clone());
            }
            let sd_m =
                Covariance::from_radius95(pin.radius95_m.unwrap_or(UNSTATED_RADIUS95_M)).ee.sqrt().max(LEAST_SD_M);
            gathered.said.insert(source, (pin.account.clone(), Clue::Pin { at: pin.position.geometry().0, sd_m }));
        }
        for area in self.areas.iter().filter(|area| area.of == *key) {
            let clue = Clue::Area(area.polygon.geometry().clone());
            gathered.said.insert(Source::Area(area.id.clone()), (area.account.clone(), clue));
        }
        for account in self.case.accounts.values() {
            for statement in account.statements.iter().filter(|s| s.of.contains(key)) {
                let StatementKind::Place(described) = &statement.kind else { continue };
                let source = Source::Statement(statement.id.clone());
                match self.clue(statement, described) {
                    Ok(clue) => drop(gathered.said.insert(source, (account.id.clone(), clue))),
                    Err(why) => drop(gathered.unused.insert(source, why)),
                }
            }
        }
        gathered
    }

    /// A description as a clue, or why it is none.
    fn clue(&self, statement: &Statement, described: &Described) -> Result<Clue, String> {
        if statement.polarity != Polarity::Affirms {
            return Err("says where the place is not".to_owned());
        }
        let place = |key: &Key| {
            place(key.as_str(), self.nodes, self.elements)
                .ok_or_else(|| format!("\"{key}\", which it refers to, has no place in the plan"))
        };
        match described {
            Described::From { from, range, bearing } => {
                let (at, doubt) = place(from)?;
                let range = range.map(|stated| self::range(stated, doubt));
                let bearing = bearing.map(|stated| self.bearing(stated, range, doubt));
                Ok(Clue::From { at, range, bearing })
            }
            Described::Beside { side, along: [from, to], sd_m } => {
                let ((from, doubt), (to, other)) = (place(from)?, place(to)?);
                if from == to {
                    return Err("the two places of its line are one and the same".to_owned());
                }
                let sd_m = (sd_m.unwrap_or(LINE_SD_M).powi(2) + per_axis(doubt).max(per_axis(other))).sqrt();
                Ok(Clue::Beside { from, to, side: *side, sd_m })
            }
        }
    }

    fn bearing(&self, stated: StatedBearing, range: Option<Range>, doubt: Covariance) -> Bearing {
        let said = stated.sd_deg.unwrap_or(BEARING_SD_DEG).max(LEAST_BEARING_SD_DEG).to_radians();
        // Seen from a place that is itself not well known a direction is wider, the more so from near.
        let parallax = range.map_or(0.0, |r| per_axis(doubt).sqrt() / r.metres);
        let azimuth = (stated.degrees - self.convergence_deg).to_radians();
        Bearing { azimuth, sd: said.hypot(parallax).min(std::f64::consts::PI) }
    }
}

fn candidate<'s>(posterior: &Posterior, mode: &Mode, sources: impl Iterator<Item = &'s Source>) -> Candidate {
    let right = posterior.mistaken_in(mode).into_iter().zip(sources).filter(|(mistaken, _)| *mistaken <= DOUBTED);
    Candidate {
        mass: mode.mass,
        position: In::claim(Point(mode.at)),
        shape: In::claim(posterior.outline(mode)),
        rests_on: right.map(|(_, source)| source.clone()).collect(),
    }
}

/// A stated distance, widened by the doubt about the place it is counted from.
fn range(stated: StatedRange, doubt: Covariance) -> Range {
    let (metres, spread) = match stated {
        StatedRange::Metres { value_m, sd_m } => (value_m, sd_m.map_or(DISTANCE_SPREAD, |sd| log_sd(sd / value_m))),
        StatedRange::Walk { minutes, sd_minutes } => {
            let pace = sd_minutes.map_or(WALK_SPREAD, |sd| log_sd(sd / minutes));
            (minutes * 60.0 * WALK_M_S, pace)
        }
    };
    let doubt = log_sd(per_axis(doubt).sqrt() / metres);
    Range { metres, spread: spread.hypot(doubt).clamp(LEAST_SPREAD, 1.0) }
}

/// Standard deviation of the logarithm of a log-normal quantity whose coefficient of variation is `cv`.
fn log_sd(cv: f64) -> f64 {
    (cv * cv).ln_1p().sqrt()
}

/// Mean variance of the two axes, square metres.
fn per_axis(covariance: Covariance) -> f64 {
    0.5 * (covariance.ee + covariance.nn)
}
