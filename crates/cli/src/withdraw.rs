//! `locus withdraw`: an account is taken out, and what changes is said.

mod change;

use crate::args::Withdraw;
use crate::failure::Failure;
use crate::output::{Output, count};
use crate::pipeline::{self, Reconstruction, STEPS};
use crate::record::{Record, items};
use crate::{release, write};
use change::Change;
use locus_casefile::{self as casefile, LIMITS};
use locus_evidence::{Item, Kind};
use locus_model::{Edtf, Id};
use locus_publish as publish;
use serde_json::json;
use std::path::Path;

/// Marks the account, publishes without it, and says what is gone and what moved.
pub fn run(args: &Withdraw, output: &Output) -> Result<(), Failure> {
    let case = &args.case;
    let account = standing(case, &args.account)?;
    let on = Edtf::parse(&args.on)
        .map_err(|e| Failure::mistake("--on", e, "an EDTF date", "write it as 2026-11-20, 2026-11 or 2026"))?;
    let record = Record::of(case, &args.who, &format!("to take back the account {account}"))?;
    let inputs = release::inputs(case, record.as_ref())?;
    let releases = release::register(case, record.as_ref())?.releases.len();
    let before = computed(case, output)?;
    let file = format!("accounts/{account}.toml");
    let old = casefile::read_bytes(case, &file, LIMITS.toml_bytes).map_err(|m| Failure::from(m).within(case))?;
    write::replace(&case.join(&file), marked(&old, &on))?;
    let after = published(case, output).or_else(|refused| {
        write::replace(&case.join(&file), &old)?;
        Err(refused)
    })?;
    if let Some(record) = record {
        let published = after.published.files.iter();
        let mut outputs: Vec<Item> =
            published.map(|(path, bytes)| Item::of(format!("published/{path}"), bytes)).collect();
        outputs.extend(items(case, [case.join(&file)])?);
        record.done(Kind::Withdraw, inputs, outputs)?;
    }
    say(&Change::between(&before, &after), &account, releases, output);
    Ok(())
}

/// Computes the facility as it stands and publishes it.
fn published(case: &Path, output: &Output) -> Result<Reconstruction, Failure> {
    let done = computed(case, output)?;
    let out = case.join("published");
    publish::write(&done.published, &out).map_err(|e| {
        Failure::mistake(out.display().to_string(), e, "a published folder", "move what is not Locus's")
    })?;
    Ok(done)
}

fn computed(case: &Path, output: &Output) -> Result<Reconstruction, Failure> {
    let progress = output.progress(STEPS);
    let done = pipeline::reconstruct(case, &progress);
    progress.finish_and_clear();
    done.map_err(|failure| failure.within(case))
}

/// An account of the case that was not withdrawn before.
fn standing(case: &Path, named: &str) -> Result<Id, Failure> {
    let read = casefile::read(case).map_err(|mistakes| Failure::from(mistakes).within(case))?;
    let found = read.accounts.values().find(|account| account.id.as_str() == named);
    let account = found.ok_or_else(|| crate::import::unknown("account", named, read.accounts.keys()))?;
    match &account.withdrawn {
        None => Ok(account.id.clone()),
        Some(since) => {
            let found = format!("withdrawn since {since}");
            let remedy = "there is nothing to do: nothing is made from it";
            Err(Failure::mistake(format!("accounts/{named}.toml"), found, "an account that stands", remedy)
                .within(case))
        }
    }
}

/// The file with a first line more: keys before the first table are the account's own. A byte order mark stays first.
fn marked(old: &[u8], on: &Edtf) -> Vec<u8> {
    const MARK: &[u8] = b"\xef\xbb\xbf";
    let start = if old.starts_with(MARK) { MARK.len() } else { 0 };
    [&old[..start], format!("withdrawn = \"{on}\"\n").as_bytes(), &old[start..]].concat()
}

fn say(change: &Change, account: &Id, releases: usize, output: &Output) {
    output.heading(format!("{account} is withdrawn; the facility is published without it"));
    let list = |ids: &[String]| ids.join(", ");
    for (what, ids) in [
        ("gone", &change.gone),
        ("new, or seen otherwise without it", &change.new),
        ("rests on fewer independent accounts", &change.weaker),
        ("contradicted no more", &change.uncontested),
        ("incidents gone", &change.incidents),
    ] {
        if !ids.is_empty() {
            output.say(format!("{what} ({}): {}", ids.len(), list(ids)));
        }
    }
    for (node, metres) in change.moved.iter().take(MOVED_SHOWN) {
        output.say(format!("moved {metres:.2} m: {node}"));
    }
    if change.moved.len() > MOVED_SHOWN {
        output.say(format!("and {} that moved less", count(change.moved.len() - MOVED_SHOWN, "node")));
    }
    if releases > 0 {
        output.say(format!(
            "{} made before: what left cannot be called back; the next release is compared with them",
            count(releases, "release")
        ));
    }
    output.result(&json!({
        "ok": true,
        "account": account,
        "gone": change.gone,
        "new": change.new,
        "weaker": change.weaker,
        "uncontested": change.uncontested,
        "incidents": change.incidents,
        "moved": change.moved.iter().map(|(node, m)| json!({ "node": node, "metres": m })).collect::<Vec<_>>(),
        "releases_before": releases,
    }));
}

/// Most nodes that are named by how far they moved.
const MOVED_SHOWN: usize = 12;
