//! A drawing goes out as a trace file and as an SVG, is edited, and comes back.
#![allow(clippy::unwrap_used)]

use geo::{Coord, LineString, Point, Polygon};
use locus_casefile::Mistakes;
use locus_casefile::review::{ReadDrawing, ScanFile, geojson, read_edited, read_trace, svg};
use locus_model::{
    Certainty, Drawing, Edtf, Form, In, Key, Kind, NoteKind, Overlay, SketchPx, Stroke, Text, TracedInk, Tracing,
    Verdict,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

const IMAGE: &str = "A03 스캔-1.jpg";
const SCAN: ScanFile = ScanFile { name: IMAGE, size: [400, 300] };

fn stroke(id: &str, kind: Kind, form: Form) -> Stroke<SketchPx> {
    Stroke {
        id: id.to_owned(),
        kind,
        key: None,
        name: None,
        nodes: Vec::new(),
        valid: None,
        certainty: None,
        ink: Vec::new(),
        traced_by: None,
        shape: In::claim(form),
        extra: BTreeMap::new(),
    }
}

fn line(points: &[(f64, f64)]) -> Form {
    Form::Line(LineString::from(points.to_vec()))
}

fn ring(points: &[(f64, f64)]) -> Form {
    Form::Area(Polygon::new(LineString::from(points.to_vec()), Vec::new()))
}

fn drawing(strokes: Vec<Stroke<SketchPx>>) -> Drawing<SketchPx> {
    Drawing { strokes, tracing: Tracing { by: "locus-trace 0.1.0".to_owned() } }
}

/// One element of each form, with everything an element can say.
fn sample() -> Drawing<SketchPx> {
    let key = |text: &str| Some(Key::new(text).unwrap());
    let mut wall = stroke("wall-1", Kind::Wall, line(&[(10.0, 20.5), (200.25, 20.0), (200.0, 120.125)]));
    wall.key = key("perimeter");
    wall.nodes = vec![key("gate/w"), None, key("perimeter/c2")];
    wall.valid = Some(Edtf::parse("2009-11/2010-03").unwrap());
    wall.certainty = Some(Certainty::Unsure);
    wall.ink = vec!["s1".to_owned(), "s2".to_owned()];
    wall.extra = BTreeMap::from([
        ("confidence".to_owned(), "0.71".to_owned()),
        ("x \"<&\n".to_owned(), "[1,  null]".to_owned()),
    ]);
    let mut room =
        stroke("3-room", Kind::Room, ring(&[(20.0, 30.0), (90.0, 30.0), (90.0, 80.0), (20.0, 80.0), (20.0, 30.0)]));
    let Form::Area(area) = room.shape.geometry().clone() else { unreachable!() };
    let hole = LineString::from(vec![(40.0, 40.0), (50.0, 40.0), (50.0, 50.0), (40.0, 40.0)]);
    room.shape = In::claim(Form::Area(Polygon::new(area.exterior().clone(), vec![hole])));
    room.name = Some(Text(BTreeMap::from([
        ("ko".to_owned(), "감방 <3> & \"4\"".to_owned()),
        ("en".to_owned(), "Cell".to_owned()),
    ])));
    let mut tower = stroke("tower-1", Kind::Tower, Form::Point(Point::new(300.5, 50.25)));
    tower.name = Some(Text::undetermined("망루"));
    tower.traced_by = Some("Investigator 2".to_owned());
    let door = stroke("door-1", Kind::Door, line(&[(100.0, 20.0), (112.0, 20.0)]));
    drawing(vec![room, wall, door, tower])
}

fn sample_svg() -> String {
    let drawing = sample();
    let doubts = BTreeMap::from([("door-1".to_owned(), "ink bears out 40 % of it <&>".to_owned())]);
    let ink = |id: &str, verdict, points: &[(f64, f64)]| TracedInk {
        id: id.to_owned(),
        verdict,
        line: In::claim(LineString::from(points.to_vec())),
    };
    let ink = [
        ink("s1", Verdict::Accepted, &[(10.0, 20.0), (200.0, 20.0)]),
        ink("s2", Verdict::Doubtful, &[(10.0, 200.0), (50.0, 210.0)]),
        ink("s3", Verdict::Dropped, &[(300.0, 200.0), (310.0, 210.0)]),
    ];
    svg(
        &Overlay { image: IMAGE, size: SCAN.size, drawing: &drawing, doubts: &doubts, ink: &ink },
        &format!("../scans/{IMAGE}"),
    )
}

fn back(text: &str) -> Result<ReadDrawing, Mistakes> {
    read_edited("A03-1.svg", text.as_bytes(), SCAN)
}

fn by_id(mut drawing: Drawing<SketchPx>) -> Drawing<SketchPx> {
    drawing.strokes.sort_by(|a, b| a.id.cmp(&b.id));
    drawing
}

/// The element `id` of an SVG, after `from` was replaced by `to` in it.
fn edited(from: &str, to: &str, id: &str) -> Stroke<SketchPx> {
    let text = sample_svg();
    assert!(text.contains(from), "{from} is not in {text}");
    let read = back(&text.replacen(from, to, 1)).unwrap_or_else(|mistakes| panic!("{to}: {mistakes}"));
    read.drawing.strokes.into_iter().find(|stroke| stroke.id == id).unwrap()
}

fn vertices(stroke: &Stroke<SketchPx>) -> Vec<(f64, f64)> {
    stroke.shape.geometry().vertices().iter().map(|at| at.x_y()).collect()
}

const DOOR: &str = "d=\"M 100,20 L 112,20\"";

#[test]
fn what_nobody_touched_comes_back_as_it_went_out() {
    let read = back(&sample_svg()).unwrap();
    assert_eq!(by_id(read.drawing), by_id(sample()));
    assert_eq!(read.notes, []);
    let file = geojson(&sample(), IMAGE);
    let read = read_trace("A03-1.trace.geojson", file.as_bytes(), IMAGE).unwrap();
    assert_eq!(read.drawing, sample());
    assert_eq!(file.lines().count(), 6 + sample().strokes.len() + 2, "an element a line");
}

#[test]
fn the_svg_has_a_layer_a_kind_links_the_scan_and_says_what_is_doubtful() {
    let text = sample_svg();
    for kind in Kind::ALL {
        let layer = format!("inkscape:groupmode=\"layer\" inkscape:label=\"{}\"", kind.as_str());
        assert_eq!(text.matches(&layer).count(), 1, "{layer}");
    }
    assert!(text.contains(" href=\"../scans/A03%20%EC%8A%A4%EC%BA%94-1.jpg\""));
    assert!(text.contains("data-id=\"door-1\" data-kind=\"door\" data-state=\"doubtful\""));
    assert!(text.contains("data-id=\"wall-1\" data-kind=\"wall\" data-key=\"perimeter\" data-state=\"accepted\""));
    let style = |verdict: &str| {
        let at = text.find(&format!(
            "data-ink=\"s{}\"",
            1 + ["accepted", "doubtful", "dropped"].iter().position(|v| *v == verdict).unwrap()
        ));
        let style = text[at.unwrap()..].split("style=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let part = |name: &str| style.split(';').find(|part| part.starts_with(name)).unwrap().to_owned();
        (part("stroke:"), part("stroke-dasharray"))
    };
    let styles = ["accepted", "doubtful", "dropped"].map(style);
    for (a, b) in [(0, 1), (0, 2), (1, 2)] {
        assert!(styles[a].0 != styles[b].0 && styles[a].1 != styles[b].1, "colour and pattern: {styles:?}");
    }
    for verdict in Verdict::ALL {
        assert!(text.contains(&format!(">{}</text>", verdict.as_str())), "the legend names {}", verdict.as_str());
    }
}

#[test]
fn every_way_to_write_a_path_gives_its_points() {
    let points = [(100.0, 20.0), (112.0, 20.0), (112.0, 30.5)];
    for d in [
        "M 100,20 L 112,20 L 112,30.5",
        "M100 20 112 20 112 30.5",
        "m 100,20 12,0 0,10.5",
        "M100,20H112V30.5",
        "m100 20h12v10.5",
        "M100-0m0 20l12 0l0 10.5",
        "M 1e2,2e1 L 112,20 112,20 112.0,30.5",
    ] {
        assert_eq!(vertices(&edited(DOOR, &format!("d=\"{d}\""), "door-1")), points, "{d}");
    }
}

#[test]
fn curves_become_chords_within_the_stated_distance() {
    // A quarter of a circle of radius 40 around (100, 60): the usual Bézier deviates from it by 0.03 % of the radius.
    let read = edited(DOOR, "d=\"M 100,20 C 122.09139,20 140,37.90861 140,60\"", "door-1");
    let points = vertices(&read);
    assert!(points.len() > 4, "{points:?}");
    for pair in points.windows(2) {
        let middle = ((pair[0].0 + pair[1].0) / 2.0, (pair[0].1 + pair[1].1) / 2.0);
        for (x, y) in [pair[0], middle] {
            assert!(((x - 100.0).hypot(y - 60.0) - 40.0).abs() < 0.1 + 0.02, "({x}, {y})");
        }
    }
    let arc = vertices(&edited(DOOR, "d=\"M 100,20 A 40 40 0 0 1 140,60\"", "door-1"));
    assert!(arc.iter().all(|(x, y)| ((x - 100.0).hypot(y - 60.0) - 40.0).abs() < 0.2), "{arc:?}");
}

#[test]
fn transforms_of_paths_and_layers_are_applied_whatever_the_page_is() {
    let moved = edited(DOOR, "transform=\"translate(5 -3) scale(2)\" d=\"M 50,10 L 56,10\"", "door-1");
    assert_eq!(vertices(&moved), [(105.0, 17.0), (117.0, 17.0)]);
    let turned = edited(DOOR, "transform=\"rotate(90, 100, 20)\" d=\"M 100,20 L 112,20\"", "door-1");
    assert_eq!(vertices(&turned), [(100.0, 20.0), (100.0, 32.0)]);
    let layer = "id=\"layer.door\"";
    let shifted = edited(layer, &format!("{layer} transform=\"matrix(1,0,0,1,7,8)\""), "door-1");
    assert_eq!(vertices(&shifted), [(107.0, 28.0), (119.0, 28.0)]);
    // The whole document in millimetres, the scan moved and scaled with everything on it.
    let text = sample_svg().replace(
        "width=\"400\" height=\"318\" viewBox=\"0 0 400 318\"",
        "width=\"210mm\" height=\"297mm\" viewBox=\"-5 3 105 148\"",
    );
    assert!(text.contains("210mm"));
    let at = text.find("<g inkscape").unwrap();
    let text = format!(
        "{}<g transform=\"translate(10,20) scale(0.25)\">{}</g></svg>",
        &text[..at],
        &text[at..].trim_end().strip_suffix("</svg>").unwrap()
    );
    assert_eq!(by_id(back(&text).unwrap().drawing), by_id(sample()));
}

#[test]
fn a_scan_placed_otherwise_still_says_where_pixels_are() {
    let scan = "x=\"0\" y=\"0\" width=\"400\" height=\"300\" preserveAspectRatio=\"none\"";
    let half = edited(scan, "x=\"0\" y=\"0\" width=\"200\" height=\"150\" preserveAspectRatio=\"none\"", "door-1");
    assert_eq!(vertices(&half), [(200.0, 40.0), (224.0, 40.0)]);
    // An upright copy under another name is the scan by its id.
    let copy = edited("../scans/A03%20%EC%8A%A4%EC%BA%94-1.jpg", "upright.png", "door-1");
    assert_eq!(vertices(&copy), [(100.0, 20.0), (112.0, 20.0)]);
    // Fitted into a square: 50 units above it stay empty.
    let fitted = edited(scan, "x=\"0\" y=\"0\" width=\"400\" height=\"400\"", "door-1");
    assert_eq!(vertices(&fitted), [(100.0, -30.0), (112.0, -30.0)]);
}

#[test]
fn new_copied_moved_and_deleted_paths_are_what_they_are() {
    let text = sample_svg();
    let fence = text.replace("id=\"layer.fence\">\n", "id=\"layer.fence\">\n<g><path d=\"M 1,1 9,1\"/></g>\n");
    let read = back(&fence).unwrap().drawing;
    assert_eq!(read.strokes.len(), 5);
    assert!(
        read.strokes
            .iter()
            .any(|s| s.id == "fence-p1" && s.kind == Kind::Fence && vertices(s) == [(1.0, 1.0), (9.0, 1.0)])
    );
    // A copy has another id and the same data.
    let wall = text.lines().find(|line| line.contains("id=\"element.wall-1\"")).unwrap();
    let copy = wall.replace("id=\"element.wall-1\"", "id=\"path77\"");
    let read = back(&text.replace(wall, &format!("{wall}\n{copy}"))).unwrap();
    let copy = read.drawing.strokes.iter().find(|s| s.id == "wall-p1").unwrap();
    assert_eq!((copy.key.clone(), copy.nodes.len(), copy.ink.len()), (None, 0, 0));
    assert!(read.notes.iter().any(|note| note.message.contains("copy of \"wall-1\"")), "{:?}", read.notes);
    // Moved to another layer: another kind, everything else kept.
    let fenced = text.replace(wall, "").replace("id=\"layer.fence\">\n", &format!("id=\"layer.fence\">\n{wall}\n"));
    let read = back(&fenced).unwrap().drawing;
    let fence = read.strokes.iter().find(|s| s.id == "wall-1").unwrap();
    assert_eq!((fence.kind, fence.key.as_ref().unwrap().as_str()), (Kind::Fence, "perimeter"));
    let gone = back(&text.replace(wall, "")).unwrap().drawing;
    assert!(gone.strokes.len() == 3 && gone.strokes.iter().all(|s| s.id != "wall-1"));
    let key = edited("data-key=\"perimeter\"", "data-key=\"outer-wall\"", "wall-1");
    assert_eq!(key.key.unwrap().as_str(), "outer-wall");
}

#[test]
fn shapes_other_than_paths_are_read_where_they_mean_something() {
    let with = |layer: &str, shape: &str| {
        let head = format!("id=\"layer.{layer}\">\n");
        let read = back(&sample_svg().replace(&head, &format!("{head}{shape}\n"))).unwrap();
        read.drawing.strokes.into_iter().find(|s| s.id == format!("{layer}-p1")).unwrap()
    };
    let square = [(1.0, 2.0), (4.0, 2.0), (4.0, 6.0), (1.0, 6.0), (1.0, 2.0)];
    assert_eq!(vertices(&with("yard", "<rect x=\"1\" y=\"2\" width=\"3\" height=\"4\"/>")), square);
    assert_eq!(vertices(&with("yard", "<polygon points=\"1,2 4,2 4,6 1,6\"/>")), square);
    assert_eq!(vertices(&with("gate", "<line x1=\"1\" y1=\"2\" x2=\"4\" y2=\"6\"/>")), [(1.0, 2.0), (4.0, 6.0)]);
    assert_eq!(vertices(&with("road", "<polyline points=\"1,2 4,2\"/>")), [(1.0, 2.0), (4.0, 2.0)]);
    assert_eq!(
        *with("object", "<circle cx=\"7\" cy=\"8\" r=\"3\"/>").shape.geometry(),
        Form::Point(Point::new(7.0, 8.0))
    );
    assert!(matches!(with("object", "<path d=\"M1 1h9v9z\"/>").shape.geometry(), Form::Area(_)));
    let round = vertices(&with("building", "<ellipse cx=\"50\" cy=\"50\" rx=\"20\" ry=\"10\"/>"));
    assert!(round.len() > 8 && round.iter().all(|(x, y)| ((x - 50.0) / 20.0).hypot((y - 50.0) / 10.0) < 1.02));
}

#[test]
fn nodes_that_came_or_went_cost_the_node_keys_and_it_is_said() {
    let text = sample_svg()
        .replace("d=\"M 10,20.5 L 200.25,20 L 200,120.125\"", "d=\"M 10,20.5 L 50,20 L 200.25,20 L 200,120.125\"");
    let read = back(&text).unwrap();
    let wall = read.drawing.strokes.iter().find(|s| s.id == "wall-1").unwrap();
    assert!(wall.nodes.is_empty() && vertices(wall).len() == 4);
    assert!(read.notes.iter().any(|note| note.kind == NoteKind::Doubted && note.message.contains("node keys")));
}

#[test]
fn what_cannot_be_meant_is_refused_with_its_line() {
    let text = sample_svg();
    let line_of = |part: &str| text.lines().position(|line| line.contains(part)).unwrap() + 1;
    for (from, to, word) in [
        (DOOR, "d=\"M 100,20\"", "two nodes"),
        (DOOR, "d=\"M 100,20 L 112,20 M 5,5 L 6,6\"", "2 pieces"),
        (DOOR, "d=\"M 100,20 L 112,x\"", "path data"),
        (DOOR, "d=\"\"", "0 pieces"),
        (DOOR, "d=\"M 100,20 L 1e300,20\"", "beyond"),
        (DOOR, "d=\"M 100,20 C 9e6,9e6 1,1 2,2\"", "off the scan"),
        (DOOR, "d=\"M 100,20 L 2e6,20\"", "on the scan"),
        (DOOR, "transform=\"rotate(a)\" d=\"M 1,1 2,2\"", "transform"),
        (DOOR, "transform=\"scale(1e308) scale(1e308)\" d=\"M 1,1 2,2\"", "transform"),
        ("data-id=\"door-1\"", "data-id=\"door-1\" data-key=\"Main Gate\"", "main-gate"),
        ("data-id=\"door-1\"", "data-id=\"door-1\" data-properties=\"{\"", "JSON"),
        ("data-id=\"door-1\"", "data-id=\"door-1\" data-properties=\"{&quot;certainty&quot;:1}\"", "certainty"),
    ] {
        assert!(text.contains(from), "{from}");
        let mistakes = back(&text.replacen(from, to, 1)).unwrap_err();
        assert!(mistakes.to_string().contains(word), "{to}: {mistakes}");
        assert_eq!(mistakes.0[0].line, Some(line_of("element.door-1")), "{to}: {mistakes}");
    }
    let open = text.replacen("L 20,80 Z", "L 20,80", 1);
    assert!(back(&open).unwrap_err().to_string().contains("not closed"));
    let twice = text.lines().find(|line| line.contains("element.tower-1")).unwrap();
    assert!(back(&text.replace(twice, &format!("{twice}\n{twice}"))).unwrap_err().to_string().contains("again"));
}

#[test]
fn hostile_and_foreign_svgs_are_refused_or_told() {
    let text = sample_svg();
    let inside = |what: &str| text.replace("id=\"layer.wall\">\n", &format!("id=\"layer.wall\">\n{what}\n"));
    for (bad, word) in [
        (text.replace("<svg", "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><svg"), "document type"),
        (inside("<path d=\"M 0,0 L 1,&x;\"/>"), "entit"),
        (text.replace("<image", "<picture").replace("</image", "</picture"), "no picture of the scan"),
        (
            inside(&format!("<image href=\"{}\" width=\"1\" height=\"1\"/>", "A03%20%EC%8A%A4%EC%BA%94-1.jpg")),
            "several pictures",
        ),
        (text.replace("data-image=\"", "data-image=\"other-"), "over the scan"),
        (text.replace("width=\"400\" height=\"300\" pre", "width=\"0\" height=\"300\" pre"), "usable size"),
        (text.replace("width=\"400\" height=\"300\" pre", "width=\"400\" height=\"NaN\" pre"), "usable size"),
        (text.replace("<image ", "<image transform=\"scale(-1,1)\" "), "mirrored"),
        (inside(&"<g>".repeat(100_000)), "nested"),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_owned(), "no picture"),
        ("<html/>".to_owned(), "<svg>"),
        (String::new(), "no document"),
        (text[..text.len() / 2].to_owned(), "SVG"),
    ] {
        let mistakes = back(&bad).map(|_| word).unwrap_err();
        let told = mistakes.to_string();
        assert!(told.contains(word) || word == "SVG", "{word}: {told}");
        assert!(mistakes.0.iter().all(|m| !m.remedy.is_empty() && m.file == "A03-1.svg"), "{told}");
    }
    for (extra, word) in [
        ("<script>alert(1)</script>", "<script>"),
        ("<use href=\"#layer.wall\"/>", "<use>"),
        ("<image href=\"http://127.0.0.1:9/x.png\" width=\"1\" height=\"1\"/>", "<image>"),
        ("<text>감방</text>", "<text>"),
        ("<foreignObject><path d=\"M0 0 1 1\"/></foreignObject>", "<foreignObject>"),
    ] {
        let read = back(&inside(extra)).unwrap_or_else(|mistakes| panic!("{extra}: {mistakes}"));
        assert_eq!(by_id(read.drawing), by_id(sample()), "{extra}");
        let told = read.notes.iter().filter(|note| note.kind == NoteKind::LeftOut && note.message.contains(word));
        assert_eq!(told.count(), 1, "{extra}: {:?}", read.notes);
    }
    let outside = text.replace("</svg>", "<path d=\"M0 0 1 1\"/><path d=\"M0 0 1 1\"/></svg>");
    let notes = back(&outside).unwrap().notes;
    assert!(
        notes.iter().any(|note| note.message.contains("outside the layers") && note.message.contains("1 more")),
        "{notes:?}"
    );
}

#[test]
fn hostile_files_of_the_collection_are_refused() {
    let Some(data) = std::env::var_os("LOCUS_DATA") else {
        eprintln!("skipped: LOCUS_DATA is not set");
        return;
    };
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(data).join("hostile/made/svg");
    for (name, word) in [
        ("entity-and-script.svg", "document type"),
        ("local-image-href.svg", "no picture of the scan"),
        ("use-bomb-10e9.svg", "no picture of the scan"),
    ] {
        let bytes = std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mistakes = read_edited(name, &bytes, SCAN).unwrap_err();
        assert!(mistakes.to_string().contains(word), "{name}: {mistakes}");
    }
}

#[test]
fn a_trace_that_lost_what_is_said_of_the_whole_is_read_with_a_note_and_one_that_says_otherwise_is_not() {
    let file = geojson(&sample(), IMAGE);
    let bare = file.replace("\"space\": \"sketch-px\",\n", "").replace(&format!("\"image\": \"{IMAGE}\",\n"), "");
    let bare = bare.replace("\"traced_by\": \"locus-trace 0.1.0\",\n", "");
    let read = read_edited("edited.geojson", bare.as_bytes(), SCAN).unwrap();
    assert_eq!(read.drawing.strokes, sample().strokes);
    assert_eq!(read.notes.iter().filter(|note| note.kind == NoteKind::Assumed).count(), 2, "{:?}", read.notes);
    assert!(read_trace("x.trace.geojson", bare.as_bytes(), IMAGE).is_err());
    for (from, to) in
        [("sketch-px", "site"), (IMAGE, "B.jpg"), ("\"space\"", "\"crs\": {\"type\": \"name\"},\n\"space\"")]
    {
        let other = file.replacen(from, to, 1);
        assert!(read_edited("edited.geojson", other.as_bytes(), SCAN).is_err(), "{to}");
    }
    assert!(
        read_edited("e.geojson", geojson(&drawing(Vec::new()), IMAGE).as_bytes(), SCAN).is_err(),
        "an empty drawing"
    );
}

fn coordinate() -> impl Strategy<Value = f64> {
    (-100_000i32..500_000).prop_map(|thousandths| f64::from(thousandths) / 1000.0)
}

fn chain(least: usize) -> impl Strategy<Value = Vec<(f64, f64)>> {
    prop::collection::vec((coordinate(), coordinate()), least..7).prop_map(|mut points| {
        points.dedup();
        points
    })
}

fn element() -> impl Strategy<Value = (Kind, Form)> {
    let long = |least: usize| chain(least).prop_filter("repeated points", move |points| points.len() >= least);
    let area = long(3).prop_filter_map("a ring of one line", |mut points| {
        (points.first() != points.last()).then(|| points.push(points[0]))?;
        Some(ring(&points))
    });
    let lines = long(2).prop_map(|points| line(&points));
    prop_oneof![
        (prop::sample::select(vec![Kind::Wall, Kind::Fence, Kind::Road, Kind::Door, Kind::Window]), lines),
        (prop::sample::select(vec![Kind::Room, Kind::Yard, Kind::Label]), area),
        (Just(Kind::Object), (coordinate(), coordinate()).prop_map(|(x, y)| Form::Point(Point::new(x, y)))),
    ]
}

fn drawings() -> impl Strategy<Value = Drawing<SketchPx>> {
    let text = prop_oneof![Just(None), "\\PC{0,12}".prop_map(|text| Some(Text::undetermined(text)))];
    prop::collection::vec((element(), text, prop::option::of("[a-z ]{1,8}")), 1..8).prop_map(|all| {
        let numbered = all.into_iter().enumerate();
        let strokes = numbered.map(|(i, ((kind, form), name, traced_by))| Stroke {
            name,
            traced_by,
            ..stroke(&format!("{i}"), kind, form)
        });
        drawing(strokes.collect())
    })
}

fn svg_of(drawing: &Drawing<SketchPx>) -> String {
    svg(&Overlay { image: IMAGE, size: SCAN.size, drawing, doubts: &BTreeMap::new(), ink: &[] }, IMAGE)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_drawing_survives_the_trace_file_bit_for_bit(drawing in drawings(), shift in -1.0f64..1.0) {
        // Coordinates with all their digits.
        let strokes = drawing.strokes.iter().map(|s| {
            let form = s.shape.geometry().map(|at| Coord { x: at.x + shift, y: at.y * (1.0 + shift / 7.0) });
            s.moved(In::claim(form))
        });
        let drawing = Drawing { strokes: strokes.collect(), ..drawing.clone() };
        let read = read_trace("t.geojson", geojson(&drawing, IMAGE).as_bytes(), IMAGE);
        prop_assert_eq!(read.unwrap().drawing, drawing);
    }

    #[test]
    fn any_drawing_survives_the_svg(drawing in drawings()) {
        let read = back(&svg_of(&drawing)).unwrap();
        prop_assert_eq!(by_id(read.drawing), by_id(drawing));
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        _ = read_edited("x.svg", &bytes, SCAN);
        _ = read_edited("x.geojson", &bytes, SCAN);
        _ = read_trace("x.geojson", &bytes, IMAGE);
    }

    #[test]
    fn no_damage_to_a_valid_file_makes_a_reader_panic(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..4), 1..6),
        as_svg in any::<bool>(),
    ) {
        let mut bytes = if as_svg { sample_svg() } else { geojson(&sample(), IMAGE) }.into_bytes();
        for (at, byte, how) in damage {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => _ = bytes.remove(at),
                2 => bytes.insert(at, byte),
                _ => {
                    let end = (at + usize::from(byte)).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
        }
        let name = if as_svg { "x.svg" } else { "x.geojson" };
        if let Ok(read) = read_edited(name, &bytes, SCAN) {
            // What is read can be written and read again.
            let again = read_trace("x.geojson", geojson(&read.drawing, IMAGE).as_bytes(), IMAGE);
            prop_assert_eq!(again.unwrap().drawing, read.drawing);
        }
    }

    #[test]
    fn no_path_data_makes_the_reader_panic_or_leave_the_scan(d in "[MmLlHhVvCcSsQqTtAaZz0-9eE., +-]{0,60}") {
        let text = sample_svg().replacen(DOOR, &format!("d=\"{d}\""), 1);
        if let Ok(read) = back(&text) {
            let all = read.drawing.strokes.iter().flat_map(|s| s.shape.geometry().vertices());
            prop_assert!(all.into_iter().all(|at| at.x.abs() <= 1e6 && at.y.abs() <= 1e6));
        }
    }
}
