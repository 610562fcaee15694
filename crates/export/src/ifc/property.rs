//! Property sets: the claims about an element, and the viewer's answer about it in words.
//!
//! Their names do not begin with `Pset_`, which is kept for sets of the standard (ISO 16739-1, 5.1.3.9
//! `IfcPropertySet`).

use super::step::{Arg, LABEL, Ref, Step};
use crate::Facility;
use crate::claims::{claims, names};
use crate::identity::Uuid;
use locus_publish::BundleElement;
use locus_viewer_core::answer::answer;
use locus_viewer_core::language::Language;
use locus_viewer_core::selection::Selection;
use serde_json::{Map, Value, json};

/// What is claimed, by name, as in every other export.
const PROVENANCE: &str = "Locus_Provenance";
/// What the names of its properties begin with: a bare `id` would hide the number of the set in some programs.
const PREFIX: &str = "locus_";
/// Question and answer as in the viewer.
const ANSWERS: [(&str, Language); 2] = [("Locus_Answer_EN", Language::En), ("Locus_Answer_KO", Language::Ko)];

/// Adds the property sets of an element to its product.
pub fn of_element(step: &mut Step, facility: &Facility, element: &BundleElement, product: Ref) {
    let case = &facility.bundle().case.id;
    let mut known = claims(facility, element, PREFIX);
    // Whole, where the name of the product had to be shortened.
    let named = ["name_en", "name_ko"].into_iter().zip(names(element));
    known.extend(named.filter_map(|(name, text)| Some((format!("{PREFIX}{name}"), json!(text?)))));
    set(step, [case, PROVENANCE, &element.id], &known, product);
    for (name, language) in ANSWERS {
        let answer = answer(facility.bundle(), &Selection::Element(element.id.clone()), language);
        let rows = answer.into_iter().flat_map(|answer| answer.rows);
        let rows: Map<String, Value> = rows.map(|row| (row.label, json!(row.value))).collect();
        set(step, [case, name, &element.id], &rows, product);
    }
}

/// Adds what is known of the whole facility to its site.
pub fn of_facility(step: &mut Step, facility: &Facility, site: Ref) {
    let bundle = facility.bundle();
    let case = &bundle.case;
    let mut known = Map::new();
    let mut know = |name: &str, value: Value| known.insert(format!("{PREFIX}{name}"), value);
    know("id", json!(case.id));
    know("name", json!(case.name));
    know("note", json!(case.note));
    know("type", json!(case.facility_type));
    know("existed", json!(case.existed));
    know("published_sha256", json!(facility.published.sha256));
    know("heights", json!("metres above the site's ground, not above a sea level"));
    for imagery in &bundle.imagery {
        know(&format!("imagery.{}.acquired", imagery.id), json!(imagery.acquired));
        know(&format!("imagery.{}.absolute_radius95_m", imagery.id), json!(imagery.absolute_radius95_m));
    }
    for (name, text) in &bundle.rights {
        know(&format!("rights.{name}"), json!(text));
    }
    set(step, [&case.id, PROVENANCE, &case.id], &known, site);
}

/// A property set and its relation to an object; nothing where nothing is known. `[case, name, id]`.
fn set(step: &mut Step, [case, name, id]: [&str; 3], values: &Map<String, Value>, of: Ref) {
    let properties: Vec<Ref> = values.iter().flat_map(|(name, value)| property(step, name, value)).collect();
    if properties.is_empty() {
        return;
    }
    let guid = |what: &str| Uuid::of(case, &format!("{what}:{name}"), id).into();
    let set = step.add("IFCPROPERTYSET", [guid("set"), Arg::Unset, name.into(), Arg::Unset, properties.into()]);
    let related = [guid("set-of"), Arg::Unset, Arg::Unset, Arg::Unset, Arg::from([of]), set.into()];
    step.add("IFCRELDEFINESBYPROPERTIES", related);
}

/// The properties that hold a value: of an object one for each member, of an empty list or null none.
fn property(step: &mut Step, name: &str, value: &Value) -> Vec<Ref> {
    match value {
        Value::Object(members) => {
            members.iter().flat_map(|(member, value)| property(step, &format!("{name}.{member}"), value)).collect()
        }
        Value::Array(list) if list.iter().any(Value::is_object) => {
            let numbered = list.iter().enumerate();
            numbered.flat_map(|(i, value)| property(step, &format!("{name}.{}", i + 1), value)).collect()
        }
        Value::Array(list) => {
            let values: Vec<Arg> = list.iter().filter_map(|value| single(name, value)).collect();
            let list = |values: Vec<Arg>| [name.into(), Arg::Unset, Arg::List(values), Arg::Unset];
            (!values.is_empty())
                .then(|| step.add("IFCPROPERTYLISTVALUE", list(same_type(values))))
                .into_iter()
                .collect()
        }
        _ => {
            let one = |value| [name.into(), Arg::Unset, value, Arg::Unset];
            single(name, value).map(|value| step.add("IFCPROPERTYSINGLEVALUE", one(value))).into_iter().collect()
        }
    }
}

/// A typed value. Names of lengths end in `_m`, or are those of assumed dimensions.
fn single(name: &str, value: &Value) -> Option<Arg> {
    let typed = |name, arg| Some(Arg::Typed(name, Box::new(arg)));
    match value {
        Value::Bool(true) => typed("IFCBOOLEAN", Arg::One("T")),
        Value::Bool(false) => typed("IFCBOOLEAN", Arg::One("F")),
        Value::Number(number) => match number.as_i64() {
            Some(whole) if !is_length(name) => typed("IFCINTEGER", Arg::Whole(whole)),
            _ if is_length(name) => typed("IFCLENGTHMEASURE", Arg::Real(number.as_f64()?)),
            _ => typed("IFCREAL", Arg::Real(number.as_f64()?)),
        },
        Value::String(text) if text.chars().count() <= LABEL => typed("IFCLABEL", text.as_str().into()),
        Value::String(text) => typed("IFCTEXT", text.as_str().into()),
        _ => None,
    }
}

fn is_length(name: &str) -> bool {
    name.ends_with("_m") || name.contains("assumed.")
}

/// The values of a list are of one type (`IfcPropertyListValue`, WR31): where one is long, all are texts.
fn same_type(values: Vec<Arg>) -> Vec<Arg> {
    let is_text = |arg: &Arg| matches!(arg, Arg::Typed("IFCTEXT", _));
    if !values.iter().any(is_text) {
        return values;
    }
    let text = |arg| match arg {
        Arg::Typed("IFCLABEL", value) => Arg::Typed("IFCTEXT", value),
        other => other,
    };
    values.into_iter().map(text).collect()
}
