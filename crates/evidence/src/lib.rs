//! Originals that cannot change unseen, and packs that anyone can verify.
//!
//! *Custody*: [`take_in`] copies originals into a store where each is named by its SHA-256, and [`Log`] keeps an
//! append-only record of what was done with them, each line naming the SHA-256 of the line before. [`custody::verify`]
//! follows it.
//!
//! *Seal*: [`Material`] becomes a [`Pack`], a bag (RFC 8493) with one signature over its tag manifest; [`verify()`] does
//! what the page of shell in the pack does, and [`Material::rebuilt`] shows that its outputs follow from its inputs.
//!
//! Nothing here parses evidence: files are bytes.

mod act;
mod assumptions;
mod bag;
mod case_files;
mod chain;
pub mod custody;
mod digest;
mod disclosure;
mod disk;
mod fault;
mod intake;
mod inventory;
mod log;
mod material;
mod moment;
mod pack;
mod plain;
mod signature;
mod statement;
mod store;
mod table;
mod verify;
mod words;

pub use act::{Act, By, Item, Kind};
pub use case_files::CaseFiles;
pub use chain::{Chain, Line};
pub use digest::{Digest, NoDigest};
pub use fault::{EvidenceError, Fault};
pub use intake::{Acquired, Receipt, take_in};
pub use log::{FILE as LOG_FILE, HEAD as HEAD_FILE, Log, RELEASES};
pub use material::{Custody, Material};
pub use moment::Moment;
pub use pack::{Pack, Sealed};
pub use signature::{NAMESPACE, Signed, Signers, SigningKey};
pub use verify::{CASE, Verdict, verify};
