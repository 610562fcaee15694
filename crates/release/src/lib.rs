//! What may leave: consent as a gate, profiles that withhold, and releases that single nobody out.
//!
//! 1. [`admit`] takes out of a case what its people did not consent to show to an audience; [`without`] what was withdrawn.
//! 2. [`prepare`] gives accounts, sheets, pins and statements new ids by what they hold, so that nothing computed
//!    from the case can depend on the old ones, nor on the order in which people were interviewed.
//! 3. The facility is computed from that case.
//! 4. [`Told::of`] takes out of the case and its plan what a [`Profile`] does not allow. Publishing accepts nothing else.
//! 5. [`Register::too_unique`] compares what would be told of each incident, over all releases so far, with that of the
//!    others: who differs from all but a few is singled out.

mod cell;
mod consent;
mod dates;
mod disclosed;
mod elements;
mod ids;
mod incidents;
mod places;
mod prepared;
mod profile;
mod pseudonyms;
mod register;
mod secret;
mod standin;
mod withhold;

pub use cell::Cell;
pub use consent::{Admitted, admit, without};
pub use dates::Dates;
pub use disclosed::{Disclosed, Told};
pub use places::Places;
pub use prepared::{Prepared, prepare};
pub use profile::{Profile, ProfileError};
pub use register::{Past, Register, RegisterError, TooUnique};
pub use secret::Secret;
pub use standin::WITHHELD;
