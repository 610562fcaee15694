//! When something was done, by whose clock: a claim of this machine, no proof of time.

use crate::Fault;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a reproducible build sets instead of the clock: seconds since 1970 (reproducible-builds.org).
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// A time and where it is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moment {
    /// UTC to the second, RFC 3339: `2026-11-22T08:15:09Z`.
    pub at: String,
    /// `system`, or the name of the variable that set it.
    pub clock: String,
}

impl Moment {
    /// Now, or what the environment variable `SOURCE_DATE_EPOCH` says.
    ///
    /// # Errors
    /// Where the variable holds no number of seconds of a year that has four digits.
    pub fn now() -> Result<Self, Fault> {
        match std::env::var(EPOCH) {
            Ok(set) => Self::stated(&set),
            Err(_) => Ok(Self { at: to_the_second(Timestamp::now()), clock: "system".to_owned() }),
        }
    }

    fn stated(set: &str) -> Result<Self, Fault> {
        let seconds = set.parse().ok().filter(|seconds| *seconds >= 0);
        let moment = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
        match moment {
            Some(moment) => Ok(Self { at: to_the_second(moment), clock: EPOCH.to_owned() }),
            None => Err(Fault::new(EPOCH, set, "seconds since 1970", "correct it, or unset it to use the clock")),
        }
    }

    /// The day, `2026-11-22`.
    pub fn day(&self) -> &str {
        self.at.split('T').next().unwrap_or(&self.at)
    }
}

fn to_the_second(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_stated_time_says_that_it_was_stated() {
        // `date -u -d @1600000000 +%FT%TZ`
        let moment = Moment::stated("1600000000").unwrap();
        assert_eq!((moment.at.as_str(), moment.day()), ("2020-09-13T12:26:40Z", "2020-09-13"));
        assert_eq!(moment.clock, EPOCH);
        for bad in ["", "yesterday", "-1", "1e9", "99999999999999"] {
            assert!(Moment::stated(bad).is_err(), "{bad}");
        }
    }
}
