//! Originals that cannot change unseen, and packs that anyone can verify.
//!
//! *Custody*: [`take_in`] copies originals into a store where each is named by its SHA-256, and [`Log`] keeps an
//! append-only record of what was done with them, each line naming the SHA-256 of the line before. [`custody::verify`]
//! follows it.
//!
//! Nothing here parses evidence: files are bytes.

mod act;
mod chain;
pub mod custody;
mod digest;
mod disk;
mod fault;
mod intake;
mod inventory;
mod log;
mod moment;
mod store;

pub use act::{Act, By, Item, Kind};
pub use chain::{Chain, Line};
pub use digest::{Digest, NoDigest};
pub use fault::{EvidenceError, Fault};
pub use intake::{Acquired, Receipt, take_in};
pub use log::{FILE as LOG_FILE, HEAD as HEAD_FILE, Log};
pub use moment::Moment;
