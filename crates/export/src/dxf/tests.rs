#![allow(clippy::unwrap_used)]

use super::*;
use crate::sheet::sample::{elements, facility};

/// Codes and values.
fn groups(bytes: &[u8]) -> Vec<(u16, String)> {
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(text.is_ascii());
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len() % 2, 0);
    lines.chunks(2).map(|pair| (pair[0].trim().parse().unwrap(), pair[1].to_owned())).collect()
}

/// The groups of the first entity of this kind with this extended datum.
fn entity(all: &[(u16, String)], kind: &str, datum: &str) -> Vec<(u16, String)> {
    let starts: Vec<usize> = (0..all.len()).filter(|i| all[*i].0 == 0).collect();
    let entities = starts.windows(2).map(|pair| all[pair[0]..pair[1]].to_vec());
    let mut of_kind = entities.filter(|e| e[0].1 == kind);
    of_kind.find(|e| e.iter().any(|g| g.0 == 1000 && g.1 == datum)).unwrap()
}

#[test]
fn levels_have_drawings_of_their_own() {
    let files = files(&facility(&elements())).unwrap();
    assert_eq!(files.keys().collect::<Vec<_>>(), ["sample-L0.dxf", "sample-L1.dxf", "sample.dxf"]);
    let upper = groups(&files["sample-L1.dxf"]);
    assert!(upper.iter().any(|g| g.1 == "id=wall-upper") && !upper.iter().any(|g| g.1 == "id=wall-west"));
}

#[test]
fn coordinates_are_site_metres_and_everything_answers_for_itself() {
    let files = files(&facility(&elements())).unwrap();
    let all = groups(&files["sample.dxf"]);
    let wall = entity(&all, "POLYLINE", "id=wall-other");
    assert!(wall.contains(&(8, "WALL-TESTIFIED-ALT".to_owned())), "{wall:?}");
    for said in ["status=testified", "hypothesis=wall=2", "hypothesis_default=no", "source=stroke:A01-1/s2"] {
        assert!(wall.contains(&(1000, said.to_owned())), "{said} in {wall:?}");
    }
    let at = wall.iter().position(|g| g.1 == "radius95_m").unwrap();
    assert_eq!(wall[at + 1], (1040, "1.000".to_owned()));
    let body = all.iter().position(|g| g.1 == "id=wall-north").unwrap();
    let vertex = all[body..].iter().position(|g| *g == (0, "VERTEX".to_owned())).unwrap() + body;
    // x 5 m west of the anchor, z 3 m north of it.
    assert!(all[vertex..vertex + 5].contains(&(10, "713995.000".to_owned())));
    assert!(all[vertex..vertex + 5].contains(&(20, "4374003.000".to_owned())));
}

#[test]
fn names_are_text_and_no_codes() {
    let files = files(&facility(&elements())).unwrap();
    let all = groups(&files["sample.dxf"]);
    let name = entity(&all, "TEXT", "id=yard-1").into_iter().find(|g| g.0 == 1).unwrap().1;
    assert!(
        name.contains("\\U+0025\\U+0025u \\U+005EJ \\U+005CU+0041") && name.ends_with(" \\U+AC10\\U+BC29"),
        "{name}"
    );
    assert!(all.iter().all(|g| !(g.0 == 0 && g.1.contains("script"))));
}

#[test]
fn the_doubt_of_a_corner_is_drawn_to_size() {
    let files = files(&facility(&elements())).unwrap();
    let all = groups(&files["sample.dxf"]);
    let node = all.iter().position(|g| g.1 == "part=ellipse95").unwrap();
    let axis = all[node..].iter().position(|g| g.1 == "semi_major_m").unwrap() + node;
    // sqrt(5.991 * 0.25), the 95 % quantile of chi-squared with two degrees of freedom.
    assert_eq!(all[axis + 1], (1040, "1.224".to_owned()));
}

#[test]
fn of_nothing_there_is_a_drawing_too() {
    let files = files(&facility(&[])).unwrap();
    assert!(groups(&files["sample.dxf"]).contains(&(0, "EOF".to_owned())));
}
