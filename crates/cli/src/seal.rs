//! `locus seal`: a pack for a court, that anyone can verify.

use crate::args::Seal;
use crate::failure::Failure;
use crate::output::{Output, count};
use crate::pipeline::{self, STEPS};
use crate::record::{Record, TOOL};
use crate::release;
use locus_evidence::{CaseFiles, Custody, Item, Kind, LOG_FILE, Material, Moment, Sealed, SigningKey, custody};
use locus_model::Id;
use locus_release::{Profile, Secret};
use serde_json::json;
use std::path::Path;

/// Seals what was published, or what a profile lets out of it.
pub fn run(args: &Seal, output: &Output) -> Result<(), Failure> {
    let key = SigningKey::read(&args.key)?;
    let profile = release::profile(&args.audience.profile)?;
    let facility = &args.facility;
    let record = Record::of(facility, &args.who, "to seal a pack")?;
    let record = record.map(|record| release::approved(record, &args.audience)).transpose()?;
    if record.is_some() {
        refuse_faults(facility)?;
    }
    // Before its files are hashed, whatever their size.
    pipeline::check(facility).map_err(|failure| failure.within(facility))?;
    let inputs = CaseFiles::of(facility).and_then(|files| files.inputs(facility));
    let inputs = inputs.map_err(|error| Failure::from(error).within(facility))?;
    let mut record = record;
    let (case, sealed, register) = match profile == internal()? {
        true => everything(args, &key, record.as_ref(), &inputs, output)?,
        false => released(args, &key, &profile, record.as_mut(), output)?,
    };
    let logged = record.is_some();
    if let Some(record) = record {
        let name = args.out.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut outputs = vec![Item::outside(&format!("{name}/tagmanifest-sha256.txt"), &sealed.tag_manifest)];
        if register {
            outputs = release::with_register(facility, outputs)?;
        }
        record.done(Kind::Seal, inputs, outputs)?;
    }
    say(args, &case, &profile, &sealed, logged, output);
    Ok(())
}

fn internal() -> Result<Profile, Failure> {
    release::profile("internal")
}

/// All that the case holds: computed again, and refused where it is not as it was published.
fn everything(
    args: &Seal,
    key: &SigningKey,
    record: Option<&Record>,
    inputs: &[Item],
    output: &Output,
) -> Result<(Id, Sealed, bool), Failure> {
    let facility = &args.facility;
    let progress = output.progress(STEPS);
    let done = pipeline::reconstruct(facility, &progress);
    progress.finish_and_clear();
    let done = done.map_err(|failure| failure.within(facility))?;
    let material = Material {
        folder: facility,
        case: &done.facility.case,
        plan: &done.plan,
        published: &done.published.files,
        chain: record.map(Record::chain),
        tool: TOOL,
    };
    let pack = material.internal(inputs).map_err(|error| Failure::from(error).within(facility))?;
    let sealed = pack.seal(key, &args.signer, &Moment::now()?, &args.out)?;
    Ok((done.facility.case.id.clone(), sealed, false))
}

/// What a profile lets out, and nothing that it was computed from.
fn released(
    args: &Seal,
    key: &SigningKey,
    profile: &Profile,
    record: Option<&mut Record>,
    output: &Output,
) -> Result<(Id, Sealed, bool), Failure> {
    let facility = &args.facility;
    let register = release::register(facility, record.as_deref())?;
    let released = release::gated(facility, profile, &register, &args.audience, output)?;
    let published =
        |(path, bytes): (&String, &Vec<u8>)| Some((path.strip_prefix("published/")?.to_owned(), bytes.clone()));
    let disclosed = released.told.disclosed();
    let chain = record.as_deref().map(Record::chain);
    // The log names files of everybody.
    let shows_log = profile.allows(Secret::Custody) && released.is_whole;
    let material = Material {
        folder: facility,
        case: disclosed.case(),
        plan: disclosed.plan(),
        published: &released.files.files.iter().filter_map(published).collect(),
        chain: chain.filter(|_| shows_log),
        tool: TOOL,
    };
    let custody = match chain {
        None => Custody::NotKept,
        Some(chain) if shows_log => Custody::Log(std::fs::read(facility.join(LOG_FILE))?, chain.head()),
        Some(chain) => Custody::Commitment(key.commitment(&chain.head())?),
    };
    let pack = material.released(&released.files.files, &profile.name, custody)?;
    let sealed = release::remembered(facility, &register, &released, || {
        Ok(pack.seal(key, &args.signer, &Moment::now()?, &args.out)?)
    })?;
    if let Some(record) = record {
        release::log_masked(facility, record, &released)?;
    }
    Ok((disclosed.case().id.clone(), sealed, true))
}

fn say(args: &Seal, case: &Id, profile: &Profile, sealed: &Sealed, logged: bool, output: &Output) {
    let shown = args.out.display().to_string();
    output.heading(format!("{case} -> {shown} ({})", profile.name));
    output.say(format!("{}, {} bytes, signed by {}", count(sealed.files, "file"), sealed.bytes, args.signer));
    if !logged {
        output.say("The case keeps no custody log; the pack says so.");
    }
    output.say(format!("Give the key's fingerprint on another way: ssh-keygen -lf {shown}/allowed_signers"));
    output.say(format!("For a time stamp: openssl ts -query -sha256 -cert -data {shown}/tagmanifest-sha256.txt"));
    output.result(&json!({
        "ok": true,
        "case": case,
        "profile": profile.name,
        "out": shown,
        "files": sealed.files,
        "bytes": sealed.bytes,
        "logged": logged,
    }));
}

fn refuse_faults(facility: &Path) -> Result<(), Failure> {
    let faults = custody::verify(facility, &[])?.faults;
    if faults.is_empty() { Ok(()) } else { Err(Failure::from(faults).within(facility)) }
}
