//! What was found, in words.

use super::{drawn, geojson, name};
use crate::failure::Failure;
use crate::output::{Output, count};
use crate::pipeline::Reconstruction;
use geo::{Area, Distance, Euclidean};
use locus_model::{Described, Source, StatedRange};
use locus_plan::{Candidate, Whereabouts};

/// What is said is doubted where it is more likely a mistake than not.
const DOUBTED: f64 = 0.5;

/// Says where a place is.
pub fn tell(done: &Reconstruction, found: &Whereabouts, output: &Output) -> Result<(), Failure> {
    let fact = |name: &str, value: String| output.say(format!("  {name:<16} {value}"));
    let text = name(done, &found.key);
    let first = text.and_then(|t| t.en().or(t.any()));
    let korean = text.and_then(|t| t.ko()).filter(|ko| Some(*ko) != first);
    let called = first.into_iter().chain(korean).map(|name| format!(" \"{name}\""));
    output.heading(format!("{}{}", found.key, called.collect::<String>()));
    fact("consensus", place(done, found.position.geometry())?);
    fact("95 % radius", format!("{:.0} m", found.radius95_m));
    for region in &found.regions {
        let shape = region.shape.geometry();
        let ground = format!("{} in {}", area(shape.unsigned_area()), count(shape.0.len(), "part"));
        fact(&format!("{:.0} % region", 100.0 * region.level), ground);
    }
    fact(
        "rests on",
        format!("{} by {}", count(found.testimony.len(), "observation"), voices(found.independent_accounts)),
    );
    if found.testimony.iter().any(|t| matches!(t.source, Source::Pin(_))) {
        fact("pins scatter", format!("{:.1} times as wide as stated", found.overconfidence));
    }
    fact("all mistaken", format!("{:.1} % (then nothing here holds)", 100.0 * found.all_wrong));
    if let Some(at) = drawn(done, &found.key) {
        let off = Euclidean.distance(at, *found.position.geometry());
        fact("plan", format!("imagery or drawings have it {off:.0} m from there; they were not used here"));
    }
    if found.candidates.len() > 1 {
        for candidate in &found.candidates {
            self::candidate(done, candidate, output)?;
        }
    }
    doubts(found, output);
    Ok(())
}

fn voices(n: usize) -> String {
    format!("{} (accounts of one session or with shared notes count once)", count(n, "independent account"))
}

fn candidate(done: &Reconstruction, candidate: &Candidate, output: &Output) -> Result<(), Failure> {
    let sources: Vec<String> = candidate.rests_on.iter().map(ToString::to_string).collect();
    let at = place(done, candidate.position.geometry())?;
    output.say(format!("  candidate {:.0} %   {at}", 100.0 * candidate.mass));
    output.say(format!("    rests on       {}", sources.join(", ")));
    Ok(())
}

fn doubts(found: &Whereabouts, output: &Output) {
    for testimony in found.testimony.iter().filter(|t| t.mistaken > DOUBTED) {
        let (source, account) = (&testimony.source, &testimony.account);
        output.say(format!(
            "  doubted          {source} of {account}: a mistake with {:.0} %",
            100.0 * testimony.mistaken
        ));
    }
    for source in &found.assumed {
        output.say(format!("  assumed          {source}: no radius was stated"));
    }
    for (source, why) in &found.unused {
        output.say(format!("  not used         {source}: {why}"));
    }
}

/// Latitude, longitude and metres.
fn place(done: &Reconstruction, at: &geo::Point) -> Result<String, Failure> {
    let [longitude, latitude] = geojson::position(&done.facility.projector, at)?;
    let epsg = done.plan.frame.epsg;
    Ok(format!("{latitude:.6}, {longitude:.6} (E {:.0} m, N {:.0} m, EPSG:{epsg})", at.x(), at.y()))
}

fn area(m2: f64) -> String {
    if m2 < 10_000.0 { format!("{m2:.0} m²") } else { format!("{:.1} ha", m2 / 10_000.0) }
}

/// A description, in words.
pub fn described(described: &Described) -> String {
    match described {
        Described::From { from, range, bearing } => {
            let far = range.map(|range| match range {
                StatedRange::Metres { value_m, sd_m } => format!("{value_m} m{}", give_or_take(sd_m, "m")),
                StatedRange::Walk { minutes, sd_minutes } => {
                    format!("{minutes} minutes on foot{}", give_or_take(sd_minutes, "minutes"))
                }
            });
            let which_way = bearing.map(|b| format!("at {} degrees{}", b.degrees, give_or_take(b.sd_deg, "degrees")));
            let parts: Vec<String> = far.into_iter().chain(which_way).collect();
            format!("{} from {from}", parts.join(" "))
        }
        Described::Beside { side, along: [from, to], sd_m } => {
            format!("{} of the line from {from} to {to}{}", side.as_str(), give_or_take(*sd_m, "m"))
        }
    }
}

fn give_or_take(sd: Option<f64>, unit: &str) -> String {
    sd.map_or(String::new(), |sd| format!(" (standard deviation {sd} {unit})"))
}
