#![allow(clippy::unwrap_used)]
use super::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 50\"><path d=\"M0 0L100 50\" \
                   stroke=\"#000\"/><text x=\"5\" y=\"20\" font-size=\"8\">Cell 4 · 4호 감방</text></svg>";

fn page() -> Drawing {
    Drawing { svg: SVG.into(), width_mm: 420.0, height_mm: 297.0, title: "Ground floor".into(), alt: "A plan".into() }
}

fn imprint(id: &str) -> Imprint<'_> {
    Imprint { title: "Plan · 평면도", language: "en", id }
}

fn block(block: Value) -> Value {
    json!({"title": "A report", "subtitle": "of a test", "language": "en", "id": "1",
           "parts": [{"language": "ko", "blocks": [block]}]})
}

fn has(pdf: &[u8], words: &str) -> bool {
    pdf.windows(words.len()).any(|part| part == words.as_bytes())
}

/// What veraPDF would look for first (ISO 14289-1, 5 and 7.1 to 7.3), and that nothing runs.
fn assert_accessible(pdf: &[u8]) {
    assert!(pdf.starts_with(b"%PDF-1.7"));
    for needed in ["pdfuaid:part", "/MarkInfo", "/StructTreeRoot", "/Lang", "/DisplayDocTitle true", "LocusGothic"] {
        assert!(has(pdf, needed), "{needed} is missing");
    }
    for forbidden in ["/CreationDate", "/ModDate", "/JavaScript", "/Launch", "/URI", "/EmbeddedFile"] {
        assert!(!has(pdf, forbidden), "{forbidden} is there");
    }
}

#[test]
fn drawings_are_accessible_and_the_same_every_time() {
    let pdf = drawing(&[page(), page()], imprint("1")).unwrap();
    assert_accessible(&pdf);
    assert_eq!(pdf, drawing(&[page(), page()], imprint("1")).unwrap());
    assert_ne!(pdf, drawing(&[page(), page()], imprint("2")).unwrap(), "another facility is another document");
    // 420 mm by 297 mm in points.
    assert!(has(&pdf, "1190.55") && has(&pdf, "841.88"), "the page has its own size");
}

#[test]
fn a_page_that_cannot_be_is_refused_with_its_name() {
    let broken: [(Drawing, &str); 5] = [
        (Drawing { width_mm: f64::NAN, ..page() }, "width of NaN mm"),
        (Drawing { height_mm: 0.0, ..page() }, "height of 0 mm"),
        (Drawing { width_mm: 9000.0, ..page() }, "1 to 5000 mm"),
        (Drawing { alt: " ".into(), ..page() }, "alternative text"),
        (Drawing { svg: "<svg".into(), ..page() }, "SVG"),
    ];
    for (page, words) in broken {
        let refused = drawing(&[page], imprint("1")).unwrap_err().to_string();
        assert!(refused.contains(words), "{refused}");
    }
    assert!(drawing(&[], imprint("1")).unwrap_err().to_string().contains("no page"));
}

#[test]
fn a_drawing_cannot_reach_for_files() {
    let svg = SVG.replace("<path", "<image href=\"file:///etc/hostname\" width=\"9\" height=\"9\"/><path");
    let reached = drawing(&[Drawing { svg, ..page() }], imprint("1"));
    assert!(reached.is_err() || !has(&reached.unwrap(), "/Image"));
}

#[test]
fn every_block_can_be_set() {
    let column = json!({"title": "열", "share": 1, "right": true});
    let blocks = json!([
        {"heading": {"level": 1, "text": "제목"}}, {"contents": "목차"}, {"heading": {"level": 2, "text": "절"}},
        {"paragraph": "두\n줄"}, {"paragraph": {"text": "English", "language": "en"}}, {"caution": "주의"},
        {"list": ["하나", "둘"]}, {"facts": [["물음", "답"]]},
        {"table": {"caption": "표", "columns": [column, column], "rows": [["1", "2"], ["3", "4"]]}},
        {"figure": {"file": "a", "alt": "그림", "caption": "설명"}},
        {"columns": [{"language": "en", "blocks": [{"heading": {"level": 2, "text": "Left"}}]},
                     {"language": "ko", "blocks": [{"paragraph": "오른쪽"}]}]},
    ]);
    let data = json!({"title": "T", "subtitle": "S", "language": "en", "id": "1",
                      "parts": [{"language": "ko", "blocks": blocks}, {"language": "en", "blocks": []}]});
    let figures = BTreeMap::from([("a".to_owned(), SVG.to_owned())]);
    let pdf = report(&data, &figures).unwrap();
    assert_accessible(&pdf);
    assert_eq!(pdf, report(&data, &figures).unwrap());
}

#[test]
fn what_is_no_report_is_refused() {
    let refused = |data: &Value| report(data, &BTreeMap::new()).unwrap_err().to_string();
    assert!(refused(&block(json!({"dance": "x"}))).contains("unknown kind: dance"));
    assert!(refused(&block(json!({"figure": {"file": "b", "alt": "x", "caption": "x"}}))).contains("\"b\""));
    assert!(refused(&json!({})).contains("title"));
}

#[test]
fn words_are_never_run_and_never_break_a_page() {
    let naughty = [
        "#panic(\"run\")",
        "*bold* _it_ `raw` $x$ <label> @ref // comment /* block",
        "= Heading\n- item",
        "\\u{0} \\ #",
        "=SUM(A1)",
        "<script>alert(1)</script>",
        "漢字 العربية 👩‍👩‍👧 \u{202e}turned\u{0}\u{feff}",
        "Z̷a̷l̷g̷o̷",
        "",
        " ",
        "\"'`",
        "a-word-without-any-place-to-break-it-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ];
    let rows: Vec<[&str; 1]> = naughty.iter().map(|name| [*name]).collect();
    let mut data = block(json!({"table": {"caption": naughty[0], "rows": rows,
                                          "columns": [{"title": naughty[1], "share": 1, "right": false}]}}));
    data["title"] = json!(naughty[6]);
    assert_accessible(&report(&data, &BTreeMap::new()).unwrap());
    let svg = SVG.replace("Cell 4", "漢字 &#x6F22; \u{202e}");
    let drawn = drawing(&[Drawing { svg, title: naughty[0].into(), alt: naughty[6].into(), ..page() }], imprint("1"));
    assert_accessible(&drawn.unwrap());
}
