//! `locus custody`: the log of a case, followed and shown.

use crate::args::{CustodyRecover, CustodyShow, CustodyVerify};
use crate::failure::{self, Failure};
use crate::output::{Output, count, mistake_json};
use crate::record::TOOL;
use locus_casefile::Mistake;
use locus_evidence::{By, Chain, Line, Log, custody};
use serde_json::{Value, json};
use std::path::Path;

/// Follows the chain and hashes what it lists.
pub fn verify(args: &CustodyVerify, output: &Output) -> Result<(), Failure> {
    refuse_unlogged(&args.case)?;
    let standing = custody::verify(&args.case, &args.heads)?;
    let notices: Vec<Mistake> = standing.notices.into_iter().map(failure::mistake).collect();
    for notice in &notices {
        output.say(format!("note: {notice}"));
    }
    if !standing.faults.is_empty() {
        return Err(Failure::from(standing.faults).within(&args.case));
    }
    output.heading(format!(
        "{}: {} and {} are what they were",
        args.case.display(),
        count(standing.acts, "line"),
        count(standing.files, "file"),
    ));
    if let Some(head) = standing.head {
        output.say(format!("Head: {head}"));
    }
    if args.heads.is_empty() {
        output.say("Whether the end of the log was cut off, only a head kept elsewhere can tell: --head.");
    }
    output.result(&json!({
        "ok": true,
        "lines": standing.acts,
        "head": standing.head,
        "files": standing.files,
        "bytes": standing.bytes,
        "notices": notices.iter().map(mistake_json).collect::<Vec<_>>(),
    }));
    Ok(())
}

/// Prints the log, oldest first.
pub fn show(args: &CustodyShow, output: &Output) -> Result<(), Failure> {
    refuse_unlogged(&args.case)?;
    let chain = Log::read(&args.case).map_err(|error| Failure::from(error).within(&args.case))?.unwrap_or_default();
    for line in &chain.lines {
        let act = &line.act;
        output.heading(format!("{:>5}  {}  {}", line.seq, act.when.at, act.kind.as_str()));
        output.say(format!("       {} ({}): {}", act.by.actor, act.by.tool, act.by.purpose));
        for (sign, items) in [("<", &act.inputs), (">", &act.outputs)] {
            for item in items {
                output.say(format!("       {sign} {}  {}", item.sha256, item.path));
            }
        }
    }
    output.say(format!("Head: {}", chain.head()));
    output.result(&json!({ "ok": true, "head": chain.head(), "lines": lines(&chain) }));
    Ok(())
}

/// Sets aside what a crash left, as the next act would, and lists what no line lists.
pub fn recover(args: &CustodyRecover, output: &Output) -> Result<(), Failure> {
    refuse_unlogged(&args.case)?;
    let before = Log::read(&args.case)?.unwrap_or_default().lines.len();
    let by = By::new(&args.role, "set aside what a crash left", TOOL)?;
    let mut log = Log::begin(&args.case, &by).map_err(|error| Failure::from(error).within(&args.case))?;
    custody::list_unlisted(&mut log, &by)?;
    let acts = log.chain().lines.iter().skip(before).map(|line| &line.act);
    let items = acts.flat_map(|act| {
        act.inputs.iter().map(|item| ("removed", item)).chain(act.outputs.iter().map(|item| ("listed", item)))
    });
    let mut recovered: Vec<Value> = Vec::new();
    for (what, item) in items {
        output.say(format!("{what}: {}  {}", item.sha256, item.path));
        recovered.push(json!({ "what": what, "path": item.path, "sha256": item.sha256 }));
    }
    output.heading(format!("{} recovered", count(recovered.len(), "file")));
    output.result(&json!({ "ok": true, "recovered": recovered }));
    Ok(())
}

fn lines(chain: &Chain) -> Vec<Value> {
    let line = |(line, sha256): (&Line, _)| json!({ "sha256": sha256, "seq": line.seq, "act": line.act });
    chain.lines.iter().zip(&chain.hashes).map(line).collect()
}

fn refuse_unlogged(case: &Path) -> Result<(), Failure> {
    if Log::is_kept(case) {
        return Ok(());
    }
    let expected = "a case that keeps a custody log";
    let remedy = "a log begins with the first `locus intake`; check the path";
    Err(Failure::mistake(case.display().to_string(), "no custody.jsonl", expected, remedy))
}
