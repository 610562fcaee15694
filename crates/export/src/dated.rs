//! The date of an export, where a format asks for one: that of what is shown, never that of a clock.

use locus_model::Edtf;
use locus_publish::Bundle;

/// Where no imagery says when it was taken.
const UNDATED: &str = "1970-01-01";

/// The last day on which the newest imagery can have been taken, `YYYY-MM-DD`; of a facility without dated imagery
/// 1970-01-01.
pub fn as_of(bundle: &Bundle) -> String {
    let acquired = bundle.imagery.iter().filter_map(|imagery| imagery.acquired.as_deref());
    let days = acquired.filter_map(|text| Edtf::parse(text).ok()?.latest());
    days.max().map_or_else(|| UNDATED.to_owned(), |day| day.to_string())
}
