//! `locus seal`: a pack for a court, that anyone can verify.

use crate::args::Seal;
use crate::failure::Failure;
use crate::output::{Output, count};
use crate::pipeline::{self, STEPS};
use crate::record::{Record, TOOL};
use locus_evidence::{CaseFiles, Item, Kind, Material, Moment, SigningKey, custody};
use serde_json::json;
use std::path::Path;

/// The only profile until profiles are built.
const INTERNAL: &str = "internal";

/// Computes the facility again, refuses what is not as it was published and logged, and seals the rest.
pub fn run(args: &Seal, output: &Output) -> Result<(), Failure> {
    refuse_other_profiles(&args.profile)?;
    let key = SigningKey::read(&args.key)?;
    let facility = &args.facility;
    let record = Record::of(facility, &args.who, "to seal a pack")?;
    if record.is_some() {
        refuse_faults(facility)?;
    }
    // Before its files are hashed, whatever their size.
    pipeline::check(facility).map_err(|failure| failure.within(facility))?;
    let inputs = CaseFiles::of(facility).and_then(|files| files.inputs(facility));
    let inputs = inputs.map_err(|error| Failure::from(error).within(facility))?;
    let progress = output.progress(STEPS);
    let done = pipeline::reconstruct(facility, &progress);
    progress.finish_and_clear();
    let done = done.map_err(|failure| failure.within(facility))?;
    let material = Material {
        folder: facility,
        case: &done.facility.case,
        plan: &done.plan,
        published: &done.published.files,
        chain: record.as_ref().map(Record::chain),
        tool: TOOL,
    };
    let pack = material.internal(&inputs).map_err(|error| Failure::from(error).within(facility))?;
    let sealed = pack.seal(&key, &args.signer, &Moment::now()?, &args.out)?;
    let logged = record.is_some();
    if let Some(record) = record {
        let name = args.out.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let output = Item::outside(&format!("{name}/tagmanifest-sha256.txt"), &sealed.tag_manifest);
        record.done(Kind::Seal, inputs, vec![output])?;
    }
    let shown = args.out.display().to_string();
    output.heading(format!("{} -> {shown}", done.facility.case.id));
    output.say(format!("{}, {} bytes, signed by {}", count(sealed.files, "file"), sealed.bytes, args.signer));
    if !logged {
        output.say("The case keeps no custody log; the pack says so.");
    }
    output.say(format!("Give the key's fingerprint on another way: ssh-keygen -lf {shown}/allowed_signers"));
    output.say(format!("For a time stamp: openssl ts -query -sha256 -cert -data {shown}/tagmanifest-sha256.txt"));
    output.result(&json!({
        "ok": true,
        "case": done.facility.case.id,
        "out": shown,
        "files": sealed.files,
        "bytes": sealed.bytes,
        "logged": logged,
    }));
    Ok(())
}

fn refuse_other_profiles(profile: &str) -> Result<(), Failure> {
    if profile == INTERNAL {
        return Ok(());
    }
    let expected = format!("{INTERNAL}: nothing withheld, for the case's own team");
    let remedy =
        "other profiles withhold what harms people, and are not built yet: do not hand an internal pack out instead";
    Err(Failure::mistake("--profile", profile, expected, remedy))
}

fn refuse_faults(facility: &Path) -> Result<(), Failure> {
    let faults = custody::verify(facility, &[])?.faults;
    if faults.is_empty() { Ok(()) } else { Err(Failure::from(faults).within(facility)) }
}
