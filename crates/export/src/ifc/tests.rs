#![allow(clippy::unwrap_used)]
use super::*;
use crate::house::{empty, house};
use crate::identity::Uuid;
use std::collections::BTreeSet;

fn file() -> String {
    String::from_utf8(files(&house()).unwrap().remove("house.ifc").unwrap()).unwrap()
}

/// The lines of one entity.
fn lines<'a>(file: &'a str, entity: &str) -> Vec<&'a str> {
    file.lines()
        .filter(|line| line.split_once('=').is_some_and(|(_, l)| l.starts_with(&format!("{entity}("))))
        .collect()
}

#[test]
fn every_element_is_a_product_with_the_guid_of_its_id() {
    let file = file();
    for element in &house().bundle().elements {
        let guid = Uuid::of("house", "element", &element.id).ifc();
        assert_eq!(file.matches(&format!("('{guid}',")).count(), 1, "{}", element.id);
    }
    let counts =
        ["IFCBUILDING", "IFCBUILDINGSTOREY", "IFCSPACE", "IFCWALL", "IFCDOOR", "IFCWINDOW", "IFCOPENINGELEMENT"];
    assert_eq!(counts.map(|entity| lines(&file, entity).len()), [1, 2, 5, 2, 2, 1, 2]);
    assert_eq!(lines(&file, "IFCRELFILLSELEMENT").len(), 2);
}

#[test]
fn guids_are_unique_and_references_lead_back() {
    let file = file();
    let (mut guids, mut known) = (BTreeSet::new(), BTreeSet::new());
    for line in file.lines().filter(|line| line.starts_with('#')) {
        let (number, entity) = line.split_once('=').unwrap();
        // Every entity is written after those it refers to.
        let outside: String = entity.split('\'').step_by(2).collect();
        for reference in outside.split('#').skip(1) {
            let digits: String = reference.chars().take_while(char::is_ascii_digit).collect();
            assert!(known.contains(&format!("#{digits}")), "{line}");
        }
        known.insert(number.to_owned());
        let first = entity.split_once("('").map(|(_, rest)| rest.split('\'').next().unwrap_or_default());
        if let Some(guid) = first.filter(|text| text.len() == 22 && entity.contains("',$,")) {
            assert!(guids.insert(guid.to_owned()), "{line}");
        }
    }
    assert!(guids.len() > house().bundle().elements.len());
}

#[test]
fn what_is_not_shown_first_has_no_body_and_a_group() {
    let file = file();
    let guid = Uuid::of("house", "element", "room-attic-2").ifc();
    let hidden = file.lines().find(|line| line.contains(&format!("('{guid}',"))).unwrap();
    assert!(hidden.contains(",$,$,.ELEMENT.,.INTERNAL."), "{hidden}");
    assert_eq!(lines(&file, "IFCGROUP").len(), 2);
    assert!(lines(&file, "IFCGROUP")[1].contains("not shown first"));
}

#[test]
fn the_file_is_ascii_and_the_same_each_time() {
    assert!(file().is_ascii() && file() == file());
    assert!(file().contains("FILE_NAME('house.ifc','2019-10-31T00:00:00',"));
    let empty = files(&empty()).unwrap().remove("house.ifc").unwrap();
    assert_eq!(lines(&String::from_utf8(empty).unwrap(), "IFCSITE").len(), 1);
}
