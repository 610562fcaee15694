//! The venue and its address (OGC 20-094, "Venue", "Address").

use super::feature::{Feature, Maker, PREFIX, display_point, labels, plain};
use crate::claims::not_drawn;
use crate::indoor::degrees::area_json;
use geo::{MultiPolygon, Polygon};
use locus_publish::BundleElement;
use serde_json::{Value, json};

/// What stands where an address is asked for and nobody stated one.
const NOT_STATED: &str = "not stated";
/// ISO 3166-1, 8.1.3: a user-assigned code, as the Unicode locale data use it for an unknown country.
const UNKNOWN_COUNTRY: &str = "ZZ";
/// The one category of the list that does not say what a facility sells: there is none for "other".
const CATEGORY: &str = "governmentfacility";

/// Address and venue. The venue's polygon is the convex hull of all that is drawn, which is no claim about a border.
pub fn features(maker: &Maker, extent: &Polygon, left_out: &[&BundleElement]) -> [Feature; 2] {
    let case = &maker.facility.bundle().case;
    let (address, venue) = (maker.id("address", &case.id), maker.id("venue", &case.id));
    let area = MultiPolygon::from(extent.clone());
    let mut shown = plain(
        "venue",
        venue,
        area_json(&area).unwrap_or(Value::Null),
        json!({
            "category": CATEGORY, "restriction": null, "name": labels(&case.name, &case.id), "alt_name": null,
            "hours": null, "phone": null, "website": null, "display_point": display_point(&area),
            "address_id": address.to_string(),
        }),
    );
    shown.properties.extend(about(maker, left_out));
    let address = plain(
        "address",
        address,
        Value::Null,
        json!({
            "address": NOT_STATED, "unit": null, "locality": NOT_STATED, "province": null, "country": UNKNOWN_COUNTRY,
            "postal_code": null, "postal_code_ext": null, "postal_code_vanity": null,
        }),
    );
    [address, shown]
}

/// What is known of the whole facility, and what is not drawn: because accounts contradict each other, or the format has
/// nothing to draw it with.
fn about(maker: &Maker, left_out: &[&BundleElement]) -> serde_json::Map<String, Value> {
    let bundle = maker.facility.bundle();
    let imagery: Vec<Value> = bundle
        .imagery
        .iter()
        .map(|i| json!({ "id": i.id, "acquired": i.acquired, "absolute_radius95_m": i.absolute_radius95_m }))
        .collect();
    let about = [
        ("id", json!(bundle.case.id)),
        ("type", json!(bundle.case.facility_type)),
        ("published_sha256", json!(maker.facility.published.sha256)),
        ("rights", json!(bundle.rights)),
        ("imagery", json!(imagery)),
        ("not_drawn", json!(not_drawn(maker.facility, left_out.iter().copied(), ""))),
    ];
    about.into_iter().map(|(name, value)| (format!("{PREFIX}{name}"), value)).collect()
}
