//! `locus verify`: whether a pack is what was signed, and whether its outputs follow from its inputs.

use crate::args::Verify;
use crate::failure::Failure;
use crate::output::{Output, count};
use crate::pipeline::{self, STEPS};
use crate::record::TOOL;
use locus_evidence::{self as evidence, CASE, Log, Material, Signers, Verdict};
use serde_json::json;

/// Names every file that is not as it was signed.
pub fn run(args: &Verify, output: &Output) -> Result<(), Failure> {
    let signers = args.signers.as_deref().map(Signers::read).transpose()?;
    let verdict = evidence::verify(&args.pack, signers.as_ref());
    let verdict = verdict.map_err(|error| Failure::from(error).within(&args.pack))?;
    if !verdict.faults.is_empty() {
        return Err(Failure::from(verdict.faults).within(&args.pack));
    }
    output.heading(format!("{}: as it was signed ({})", args.pack.display(), count(verdict.files, "file")));
    say_what_it_is(&verdict, args, output);
    if args.rebuild && verdict.profile != "internal" {
        let found = format!("a pack of the profile {}", verdict.profile);
        let remedy = "what it was computed from is not in it: whoever holds the internal pack can compute it again";
        return Err(Failure::mistake(args.pack.display().to_string(), found, "an internal pack for --rebuild", remedy));
    }
    if args.rebuild {
        rebuild(args, &verdict, output)?;
    }
    output.result(&json!({
        "ok": true,
        "case": verdict.case,
        "profile": verdict.profile,
        "tool": verdict.tool,
        "signer": verdict.signed.as_ref().map(|signed| &signed.signer),
        "fingerprint": verdict.signed.as_ref().map(|signed| &signed.fingerprint),
        "key_from_elsewhere": signers.is_some(),
        "files": verdict.files,
        "bytes": verdict.bytes,
        "custody_lines": verdict.acts,
        "time_stamp": verdict.time_stamp,
        "rebuilt": args.rebuild,
    }));
    Ok(())
}

fn say_what_it_is(verdict: &Verdict, args: &Verify, output: &Output) {
    output.say(format!("Case {}, profile {}, made with {}", verdict.case, verdict.profile, verdict.tool));
    if let Some(signed) = &verdict.signed {
        output.say(format!("Signed by {} with the key {}", signed.signer, signed.fingerprint));
    }
    if args.signers.is_none() {
        output.say("The pack itself names that key. Compare it with one from elsewhere, or give that with --signers.");
    }
    match verdict.acts {
        Some(acts) => output.say(format!("Custody log: {}, unbroken", count(acts, "line"))),
        None => output.say("No custody log was kept."),
    }
    if verdict.time_stamp {
        output.say("A time stamp lies in the pack: openssl judges it, see VERIFY.txt.");
    }
}

/// The whole journey from the case files in the pack, compared bit for bit.
fn rebuild(args: &Verify, verdict: &Verdict, output: &Output) -> Result<(), Failure> {
    let folder = args.pack.join(CASE);
    let progress = output.progress(STEPS);
    let done = pipeline::reconstruct(&folder, &progress);
    progress.finish_and_clear();
    let done = done.map_err(|failure| failure.within(&folder))?;
    let chain = Log::read(&folder)?;
    let material = Material {
        folder: &folder,
        case: &done.facility.case,
        plan: &done.plan,
        published: &done.published.files,
        chain: chain.as_ref(),
        tool: TOOL,
    };
    let faults = material.rebuilt(&args.pack, verdict)?;
    if !faults.is_empty() {
        return Err(Failure::from(faults).within(&args.pack));
    }
    output.say(format!(
        "{} computed again from the case files: the same bit for bit",
        count(done.published.files.len(), "published file")
    ));
    output.say("Rendered pictures depend on the graphics of a machine; a pack holds none.");
    Ok(())
}
