//! `locus explain`: the chain from an element to the strokes, scans, statements and pins it rests on, who holds it where
//! it lies, and what would become of it without each of them.

mod element;
mod evidence;
mod measures;
mod replay;
mod sheet;
mod standing;

use crate::args::Explain;
use crate::failure::Failure;
use crate::output::Output;
use crate::pipeline::{self, Reconstruction, STEPS};
use measures::Measure;
use serde::Serialize;
use serde_json::json;
use standing::Standing;

/// One link of the chain: a heading, facts, and what it rests on.
#[derive(Serialize)]
struct Link {
    what: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<Fact>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    measures: Vec<Measure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<Standing>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rests_on: Vec<Link>,
}

#[derive(Serialize)]
struct Fact {
    name: &'static str,
    value: String,
}

impl Link {
    fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), facts: Vec::new(), measures: Vec::new(), standing: None, rests_on: Vec::new() }
    }

    /// Adds a fact, where there is one.
    fn fact(mut self, name: &'static str, value: impl Into<Option<String>>) -> Self {
        if let Some(value) = value.into().filter(|v| !v.is_empty()) {
            self.facts.push(Fact { name, value });
        }
        self
    }

    fn print(&self, output: &Output, depth: usize) {
        let indent = "  ".repeat(depth);
        if depth == 0 {
            output.heading(&self.what)
        } else {
            output.say(format!("{indent}{}", self.what))
        }
        for fact in &self.facts {
            output.say(format!("{indent}  {:<16} {}", fact.name, fact.value));
        }
        for link in &self.rests_on {
            link.print(output, depth + 1);
        }
    }
}

/// Finds everything of that name and prints its chain.
pub fn run(args: &Explain, output: &Output) -> Result<(), Failure> {
    let progress = output.progress(STEPS);
    let done = pipeline::reconstruct(&args.facility, &progress);
    let found = done.and_then(|done| {
        progress.set_message("leaving out one account after the other");
        Ok((chains(&done, &args.id)?, done))
    });
    progress.finish_and_clear();
    let (found, done) = found.map_err(|failure| failure.within(&args.facility))?;
    if found.is_empty() {
        let near = nearest(&done, &args.id).map_or(String::new(), |id| format!("did you mean {id}? "));
        let remedy = format!("{near}Ids are in published/layers/*.geojson; keys in the traces and accounts");
        return Err(Failure::mistake(
            args.id.clone(),
            "nothing of that name",
            "a published id, key, node, sheet, pin, statement or incident",
            remedy,
        ));
    }
    for link in &found {
        link.print(output, 0);
    }
    output.result(&json!({ "ok": true, "id": args.id, "chains": found }));
    Ok(())
}

fn chains(done: &Reconstruction, id: &str) -> Result<Vec<Link>, Failure> {
    let mut found = element::chains(done, id)?;
    found.extend(sheet::sheets(done, id));
    found.extend(evidence::named(done, id));
    Ok(found)
}

/// The known name that shares the longest beginning, for a typing mistake.
fn nearest(done: &Reconstruction, id: &str) -> Option<String> {
    let shared = |name: &str| name.bytes().zip(id.bytes()).take_while(|(a, b)| a == b).count();
    let elements =
        done.plan.elements.iter().flat_map(|e| [Some(e.id.clone()), e.key.as_ref().map(ToString::to_string)]);
    let sheets = done.plan.sheets.iter().map(|s| Some(s.sheet.to_string()));
    elements.chain(sheets).flatten().filter(|name| shared(name) >= 3).max_by_key(|name| shared(name))
}
