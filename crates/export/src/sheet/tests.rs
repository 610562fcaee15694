#![allow(clippy::unwrap_used)]

use super::area::Area;
use super::sample::{elements, facility, wall as a_wall};
use super::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::json;

/// A started element: its name and attributes.
type Tag = (String, BTreeMap<String, String>);

/// Every element of a sheet, and the text within it.
fn read(svg: &str) -> Vec<(Tag, String)> {
    let mut reader = Reader::from_str(svg);
    let mut all: Vec<(Tag, String)> = Vec::new();
    let tag = |start: &BytesStart| {
        let attribute = |a: quick_xml::events::attributes::Attribute| (a.key.0.to_string(), a.value.to_string());
        let name = start.name().0.to_string();
        (name, start.attributes().map(|a| attribute(a.unwrap())).collect())
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) | Event::Empty(start) => all.push((tag(&start), String::new())),
            Event::Text(text) => all.iter_mut().last().into_iter().for_each(|(_, said)| said.push_str(&text)),
            Event::GeneralRef(entity) => all.last_mut().unwrap().1.push_str(match &*entity {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                _ => "'",
            }),
            Event::Eof => return all,
            _ => {}
        }
    }
}

fn texts(svg: &str) -> Vec<String> {
    read(svg).into_iter().filter(|((name, _), _)| name == "text").map(|(_, text)| text.trim_end().to_owned()).collect()
}

/// The first path in the group of an element.
fn path_of(svg: &str, id: &str) -> Vec<[f64; 2]> {
    let group = &svg[svg.find(&format!("locus:id=\"{id}\"")).unwrap()..];
    let data = &group[group.find("d=\"M").unwrap() + 4..];
    let first = data[..data.find(['Z', '"']).unwrap()].split('L');
    let spot = |pair: &str| {
        let mut xy = pair.split(' ').map(|v| v.parse::<f64>().unwrap());
        [xy.next().unwrap(), xy.next().unwrap()]
    };
    first.map(spot).collect()
}

/// Lines of lettering that are not turned, as areas.
fn lettering(svg: &str) -> Vec<(Area, String)> {
    let texts = read(svg).into_iter().filter(|((name, at), _)| name == "text" && !at.contains_key("transform"));
    let area = |((_, at), text): (Tag, String)| {
        let number = |name: &str| at[name].parse::<f64>().unwrap();
        let (x, y, height) = (number("x"), number("y"), number("font-size") * 0.7);
        let long = super::lettering::width(text.trim_end(), height);
        let left = if at.contains_key("text-anchor") { x - 0.5 * long } else { x };
        (Area { min: [left, y - height], max: [left + long, y] }, text)
    };
    texts.map(area).collect()
}

#[test]
fn a_wall_is_as_long_on_paper_as_its_scale_says() {
    let pages = pages(&facility(&elements()), Paper::A3).unwrap();
    let detail = pages.iter().find(|p| p.name.ends_with("building-block")).unwrap();
    let north = path_of(&detail.svg, "wall-north");
    assert!((wall::length(north[0], north[1]) - 100.0).abs() < 0.003, "{north:?}");
    // The door leaves one of its ten metres out, and the first of the two bands is two metres long.
    let south = path_of(&detail.svg, "wall-south");
    assert!((wall::length(south[0], south[1]) - 20.0).abs() < 0.003, "{south:?}");
}

#[test]
fn every_element_is_on_a_sheet_under_its_id() {
    for paper in Paper::ALL {
        let all: String = pages(&facility(&elements()), paper).unwrap().into_iter().map(|p| p.svg).collect();
        for element in elements() {
            assert!(all.contains(&format!("locus:id={}", element["id"])), "{paper:?} {}", element["id"]);
        }
        assert!(all.contains("locus:alternative=\"wall=2\"") && all.contains("W2≠"), "{paper:?}");
    }
}

#[test]
fn no_lettering_lies_on_other_lettering_or_beyond_the_paper() {
    let mut many = elements();
    many.extend((0..60).map(|i| {
        let at = f64::from(i) * 0.7 - 20.0;
        a_wall(&format!("wall-fence{i}"), "testified", [[at, 12.0], [at + 0.7, 12.0]])
    }));
    for paper in Paper::ALL {
        for page in pages(&facility(&many), paper).unwrap() {
            let border = Area { min: [0.0; 2], max: paper.size_mm() }.grown(-4.5);
            let all = lettering(&page.svg);
            assert!(all.len() > 20);
            for (i, (a, text)) in all.iter().enumerate() {
                assert!(border.holds(*a), "{}: {text} at {a:?}", page.name);
                for (b, other) in &all[i + 1..] {
                    assert!(!a.grown(-0.05).meets(*b), "{}: {text} on {other}", page.name);
                }
            }
        }
    }
}

#[test]
fn names_stay_text() {
    for page in pages(&facility(&elements()), Paper::A3).unwrap() {
        let tags = read(&page.svg);
        assert!(tags.iter().all(|((name, _), _)| name != "script"), "{}", page.name);
        assert!(!page.svg.contains('\u{202e}'));
    }
    let mut strange = elements();
    strange[0]["id"] = json!("building-<\"'&>");
    let files = files(&facility(&strange), Paper::A4).unwrap();
    assert!(
        files.keys().all(|name| name.chars().all(|c| c.is_alphanumeric() || "._-".contains(c))),
        "{:?}",
        files.keys()
    );
    let svg = String::from_utf8(files.values().next().unwrap().clone()).unwrap();
    assert!(svg.contains("locus:id=\"building-&lt;&quot;&#39;&amp;&gt;\""));
}

#[test]
fn a_dimension_has_its_interval() {
    let pages = pages(&facility(&elements()), Paper::A3).unwrap();
    let detail = pages.iter().find(|p| p.name.ends_with("building-block")).unwrap();
    // Two corners with 0.5 m standard deviation each way: 10 m give or take 1.96 * 0.5 * sqrt 2.
    assert!(texts(&detail.svg).contains(&"10.0 [8.6–11.4]".to_owned()), "{:?}", texts(&detail.svg));
    assert!(texts(&detail.svg).iter().any(|t| t.starts_with("36 m² [")), "{:?}", texts(&detail.svg));
}

#[test]
fn tables_that_have_no_room_go_on() {
    let mut many = elements();
    many.extend((0..400).map(|i| {
        let at = f64::from(i);
        a_wall(&format!("wall-x{i}"), "testified", [[at, 20.0], [at + 0.9, 20.0]])
    }));
    for paper in [Paper::A4, Paper::A2] {
        let pages = pages(&facility(&many), paper).unwrap();
        let said: Vec<String> = pages.iter().flat_map(|p| texts(&p.svg)).collect();
        for element in &many {
            let id = element["id"].as_str().unwrap();
            assert!(said.iter().any(|t| t == id), "{paper:?} {id}");
        }
        let last = pages.last().unwrap();
        assert!(texts(&last.svg).iter().any(|t| t.ends_with(&format!("{0}/{0}", pages.len()))));
    }
}

#[test]
fn true_north_lies_west_of_grid_north_where_the_convergence_is_positive() {
    let svg = &pages(&facility(&elements()), Paper::A3).unwrap()[0].svg;
    assert!(texts(svg).iter().any(|t| t.contains("1.50° W")));
}

#[test]
fn sheets_are_the_same_every_time_and_of_nothing_too() {
    let (a, b) = (facility(&elements()), facility(&elements()));
    assert_eq!(files(&a, Paper::A3).unwrap(), files(&b, Paper::A3).unwrap());
    let empty = pages(&facility(&[]), Paper::A3).unwrap();
    assert!(empty.len() == 3 && empty.iter().all(|p| !read(&p.svg).is_empty()));
}

#[test]
fn what_no_scale_shows_is_refused() {
    let mut far = elements();
    far.push(a_wall("wall-far", "testified", [[0.0, 0.0], [9e7, 0.0]]));
    let error = pages(&facility(&far), Paper::A1).unwrap_err().to_string();
    assert!(error.starts_with("svg: found elements 9000003") && error.contains("quality.json"), "{error}");
}
