//! A proposal, a person's corrections, and the next proposal.
#![allow(clippy::unwrap_used)]

use geo::{Coord, Distance, Euclidean, LineString, Point, Polygon};
use image::{Rgb, RgbImage};
use locus_model::{Drawing, Form, In, Key, Kind, Overlay, SketchPx, Stroke, Text, TracedInk, Tracing, Verdict};
use locus_sketch::review::{Merged, Reason, Tally, credit, merge, picture, proposed, report};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const PERSON: &str = "Investigator 2";

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

fn by(by: &str, strokes: Vec<Stroke<SketchPx>>) -> Drawing<SketchPx> {
    Drawing { strokes, tracing: Tracing { by: by.to_owned() } }
}

/// Eight walls in two rows, 100 pixels long and 100 apart; ids `wall-0` to `wall-7`.
fn walls() -> Drawing<SketchPx> {
    let wall = |i: usize| {
        let (x, y) = (150.0 * (i % 4) as f64, 100.0 * (i / 4) as f64);
        stroke(&format!("wall-{i}"), Kind::Wall, line(&[(x, y), (x + 100.0, y)]))
    };
    by("locus-trace 0.1.0", (0..8).map(wall).collect())
}

fn shifted(stroke: &Stroke<SketchPx>, dx: f64, dy: f64) -> Stroke<SketchPx> {
    let form = stroke.shape.geometry().map(|at| Coord { x: at.x + dx, y: at.y + dy });
    stroke.moved(In::claim(form))
}

/// `stroke` as a person leaves it, 40 pixels lower.
fn corrected(stroke: &Stroke<SketchPx>) -> Stroke<SketchPx> {
    Stroke { traced_by: Some(PERSON.to_owned()), ..shifted(stroke, 0.0, 40.0) }
}

fn reasons(merged: &Merged) -> Vec<(&str, Reason)> {
    merged.conflicts.iter().map(|conflict| (conflict.id.as_str(), conflict.reason)).collect()
}

fn find<'d>(drawing: &'d Drawing<SketchPx>, id: &str) -> Option<&'d Stroke<SketchPx>> {
    drawing.strokes.iter().find(|stroke| stroke.id == id)
}

#[test]
fn only_what_was_changed_is_credited() {
    let mut base = walls();
    base.strokes[1].nodes = vec![Some(Key::new("a").unwrap()), None];
    base.strokes[2].extra = BTreeMap::from([("confidence".to_owned(), "0.5".to_owned())]);
    let mut edited = base.clone();
    edited.tracing.by = "unknown".to_owned();
    // Rounding, spacing and empty cells are no changes.
    edited.strokes[0] = shifted(&edited.strokes[0], 0.004, -0.01);
    edited.strokes[2].extra =
        BTreeMap::from([("confidence", " 0.50"), ("note", "null")].map(|(k, v)| (k.to_owned(), v.to_owned())));
    // A node added, a name given, a node moved, an author named by hand, a wall drawn, a wall deleted.
    edited.strokes[1].shape = In::claim(line(&[(150.0, 0.0), (200.0, 5.0), (250.0, 0.0)]));
    edited.strokes[1].nodes = Vec::new();
    edited.strokes[3].name = Some(Text::undetermined("outer"));
    edited.strokes[4] = shifted(&edited.strokes[4], 0.0, 0.5);
    edited.strokes[4].extra = BTreeMap::from(
        [("confidence", "0.5"), ("state", "\"doubtful\""), ("mine", "1")].map(|(k, v)| (k.to_owned(), v.to_owned())),
    );
    edited.strokes[5] =
        Stroke { kind: Kind::Fence, traced_by: Some("Somebody else".to_owned()), ..edited.strokes[5].clone() };
    edited.strokes.push(stroke("wall-p1", Kind::Wall, line(&[(0.0, 50.0), (30.0, 50.0)])));
    edited.strokes.remove(6);
    let credited = credit(&base, &edited, PERSON);
    let authors: BTreeMap<&str, Option<&str>> =
        credited.strokes.iter().map(|s| (s.id.as_str(), s.traced_by.as_deref())).collect();
    let expected = [
        ("wall-0", None),
        ("wall-1", Some(PERSON)),
        ("wall-2", None),
        ("wall-3", Some(PERSON)),
        ("wall-4", Some(PERSON)),
        ("wall-5", Some("Somebody else")),
        ("wall-7", None),
        ("wall-p1", Some(PERSON)),
    ];
    assert_eq!(authors, BTreeMap::from(expected));
    for untouched in ["wall-0", "wall-2", "wall-7"] {
        assert_eq!(find(&credited, untouched), find(&base, untouched), "given back bit for bit");
    }
    assert_eq!(find(&credited, "wall-1").unwrap().nodes, [Some(Key::new("a").unwrap()), None, None]);
    assert_eq!(
        find(&credited, "wall-4").unwrap().extra.keys().collect::<Vec<_>>(),
        ["mine"],
        "the program's verdict goes"
    );
    assert_eq!(credited.tracing, base.tracing);
}

#[test]
fn a_new_numbering_confuses_nobody() {
    let base = walls();
    let mut mine = base.clone();
    mine.strokes[3] = corrected(&base.strokes[3]);
    // The next run finds one wall more, at the beginning, and numbers all others anew; it is a newer program.
    let mut theirs = by("locus-trace 0.2.0", vec![stroke("wall-0", Kind::Wall, line(&[(0.0, 220.0), (90.0, 220.0)]))]);
    for (i, wall) in base.strokes.iter().enumerate() {
        theirs.strokes.push(Stroke { id: format!("wall-{}", i + 1), ..shifted(wall, 0.3, -0.2) });
    }
    let merged = merge(&base, &mine, &theirs);
    assert_eq!(reasons(&merged), []);
    assert_eq!(merged.tally, Tally { kept: 1, taken: 7, added: 1, withdrawn: 0, still_deleted: 0 });
    assert_eq!(find(&merged.drawing, "wall-3"), Some(&mine.strokes[3]));
    for i in [0, 1, 2, 4, 5, 6, 7] {
        let id = format!("wall-{i}");
        assert_eq!(find(&merged.drawing, &id).unwrap().shape, shifted(&base.strokes[i], 0.3, -0.2).shape, "{id}");
    }
    assert_eq!(find(&merged.drawing, "wall-8"), None, "an id that meant another wall");
    assert_eq!(find(&merged.drawing, "wall-r1").unwrap().shape, theirs.strokes[0].shape);
    assert_eq!(merged.drawing.tracing.by, "locus-trace 0.2.0");
}

#[test]
fn each_disagreement_is_told_with_both_versions() {
    let base = walls();
    let mut mine = base.clone();
    mine.strokes[0] = corrected(&base.strokes[0]);
    mine.strokes[1] = corrected(&base.strokes[1]);
    mine.strokes[7] = corrected(&base.strokes[7]);
    let own = Stroke {
        traced_by: Some(PERSON.to_owned()),
        ..stroke("wall-p1", Kind::Wall, line(&[(0.0, 200.0), (300.0, 200.0)]))
    };
    mine.strokes.push(own.clone());
    mine.strokes.retain(|s| s.id != "wall-2" && s.id != "wall-3");
    let mut theirs = base.clone();
    theirs.strokes[0] = shifted(&base.strokes[0], 0.0, 3.0);
    theirs.strokes[2] = shifted(&base.strokes[2], 0.0, 3.0);
    theirs.strokes.remove(7);
    theirs.strokes.remove(1);
    // The person's own wall, half of it found now, and taken for something else. The other half is said by it already.
    theirs.strokes.push(stroke("wall-91", Kind::Wall, line(&[(150.0, 200.5), (290.0, 200.5)])));
    theirs.strokes.push(stroke("fence-90", Kind::Fence, line(&[(0.0, 200.5), (120.0, 200.5)])));
    let merged = merge(&base, &mine, &theirs);
    assert_eq!(
        reasons(&merged),
        [
            ("wall-0", Reason::BothChanged),
            ("wall-1", Reason::NoLongerProposed),
            ("wall-7", Reason::NoLongerProposed),
            ("wall-2", Reason::Deleted),
            ("wall-p1", Reason::InThePlaceOf),
        ]
    );
    let [both, gone, _, deleted, half] = merged.conflicts.as_slice() else { unreachable!() };
    assert_eq!((both.kept.as_ref(), both.proposed.as_ref()), (Some(&mine.strokes[0]), Some(&theirs.strokes[0])));
    assert_eq!((gone.kept.as_ref(), gone.proposed.as_ref()), (Some(&mine.strokes[1]), None));
    assert_eq!((deleted.kept.as_ref(), deleted.proposed.as_ref()), (None, Some(&theirs.strokes[1])));
    assert_eq!((half.kept.as_ref(), half.proposed.as_ref()), (Some(&own), theirs.strokes.last()));
    assert!(merged.conflicts.iter().all(|conflict| conflict.to_string().starts_with(&conflict.id)));
    assert_eq!(merged.tally, Tally { kept: 4, taken: 3, added: 0, withdrawn: 0, still_deleted: 2 });
    let ids: Vec<&str> = merged.drawing.strokes.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["wall-0", "wall-1", "wall-4", "wall-5", "wall-6", "wall-7", "wall-p1"]);
}

#[test]
fn a_deleted_wall_does_not_come_back_in_pieces() {
    let base = walls();
    let mut mine = base.clone();
    mine.strokes.remove(5);
    let mut theirs = base.clone();
    theirs.strokes[5].shape = In::claim(line(&[(150.0, 100.0), (190.0, 100.0)]));
    theirs.strokes.push(stroke("wall-8", Kind::Wall, line(&[(200.0, 101.0), (250.0, 100.0)])));
    let merged = merge(&base, &mine, &theirs);
    assert_eq!(merged.drawing.strokes, mine.strokes);
    assert_eq!(reasons(&merged), [("wall-5", Reason::InThePlaceOf); 2]);
}

#[test]
fn what_names_a_person_stays_even_where_the_base_knew_it() {
    let mut base = walls();
    base.strokes[4].traced_by = Some(PERSON.to_owned());
    let theirs = by("locus-trace 0.2.0", walls().strokes.iter().map(|s| shifted(s, 0.0, 2.0)).collect());
    let merged = merge(&base, &base, &theirs);
    assert_eq!(find(&merged.drawing, "wall-4"), Some(&base.strokes[4]));
    assert_eq!(reasons(&merged), [("wall-4", Reason::BothChanged)]);
    let nothing = by("locus-trace 0.1.0", Vec::new());
    let merged = merge(&nothing, &base, &theirs);
    assert_eq!(merged.drawing.strokes, base.strokes, "without a base everything is a person's");
}

/// What becomes of one wall: 0 nothing, 1 moved a little, 2 moved far, 3 another kind, 4 gone, 5 halved.
fn change(stroke: &Stroke<SketchPx>, how: u8) -> Option<Stroke<SketchPx>> {
    Some(match how {
        1 => shifted(stroke, 0.5, 1.5),
        2 => shifted(stroke, 15.0, 45.0),
        3 => Stroke { kind: Kind::Fence, ..stroke.clone() },
        4 => return None,
        5 => {
            let corners = stroke.shape.geometry().vertices();
            let half = line(&[corners[0].x_y(), ((corners[0].x + corners[1].x) / 2.0, corners[0].y)]);
            stroke.moved(In::claim(half))
        }
        _ => stroke.clone(),
    })
}

fn changed(base: &Drawing<SketchPx>, how: &[u8], more: usize, prefix: &str) -> Drawing<SketchPx> {
    let mut strokes: Vec<_> = base.strokes.iter().zip(how).filter_map(|(stroke, how)| change(stroke, *how)).collect();
    strokes.extend((0..more).map(|i| {
        let y = 300.0 + 60.0 * i as f64;
        stroke(&format!("{prefix}{i}"), Kind::Wall, line(&[(0.0, y), (77.0 + i as f64, y + 3.0)]))
    }));
    by(&base.tracing.by, strokes)
}

fn sides() -> impl Strategy<Value = (Vec<u8>, usize, Vec<u8>, usize, usize)> {
    let how = || prop::collection::vec(0u8..6, 8);
    (how(), 0usize..3, how(), 0usize..3, 0usize..8)
}

proptest! {
    #[test]
    fn merging_with_an_unchanged_side_gives_the_other((how, more, ..) in sides()) {
        let base = walls();
        let mine = credit(&base, &changed(&base, &how, more, "wall-p"), PERSON);
        let merged = merge(&base, &mine, &base);
        prop_assert_eq!(&merged.drawing, &mine);
        prop_assert!(merged.conflicts.is_empty());
        // The other way round up to the ids: what is proposed again keeps the id it had.
        let theirs = changed(&base, &how, more, "new-");
        let merged = merge(&base, &base, &theirs);
        prop_assert!(merged.conflicts.is_empty());
        let without_ids = |drawing: &Drawing<SketchPx>| {
            let mut all: Vec<String> = drawing.strokes.iter().map(|s| format!("{:?} {:?}", s.kind, s.shape)).collect();
            all.sort();
            all
        };
        prop_assert_eq!(without_ids(&merged.drawing), without_ids(&theirs));
    }

    #[test]
    fn a_person_is_never_overwritten_and_deletions_stay((how, more, how_theirs, more_theirs, turn) in sides()) {
        let base = walls();
        let mine = credit(&base, &changed(&base, &how, more, "wall-p"), PERSON);
        let mut theirs = changed(&base, &how_theirs, more_theirs, "wall-");
        let turn = turn.min(theirs.strokes.len());
        theirs.strokes.rotate_left(turn);
        let merged = merge(&base, &mine, &theirs);
        for stroke in mine.strokes.iter().filter(|s| s.traced_by.is_some()) {
            prop_assert_eq!(find(&merged.drawing, &stroke.id), Some(stroke));
        }
        let deleted = base.strokes.iter().filter(|s| find(&mine, &s.id).is_none());
        for stroke in deleted {
            prop_assert!(find(&merged.drawing, &stroke.id).is_none());
            prop_assert!(merged.drawing.strokes.iter().all(|s| s.shape != stroke.shape));
        }
        let ids: BTreeSet<&str> = merged.drawing.strokes.iter().map(|s| s.id.as_str()).collect();
        prop_assert_eq!(ids.len(), merged.drawing.strokes.len(), "ids are unique");
        prop_assert_eq!(&merge(&base, &mine, &theirs), &merged, "the same again");
        // Nothing of the proposal is lost without a word: it is there, told, or what was decided about before.
        for stroke in &theirs.strokes {
            let is_it = |other: &Stroke<SketchPx>| other.kind == stroke.kind && other.shape == stroke.shape;
            // A piece of a line that a person drew is said by that line.
            let is_piece = |other: &Stroke<SketchPx>| {
                let Form::Line(line) = other.shape.geometry() else { return false };
                let on_it = |at: Coord| Euclidean.distance(&Point::from(at), line) <= 8.0;
                let all_on_it = || stroke.shape.geometry().vertices().into_iter().all(on_it);
                other.traced_by.is_some() && other.kind == stroke.kind && all_on_it()
            };
            let there = merged.drawing.strokes.iter().any(|s| is_it(s) || is_piece(s)) || base.strokes.iter().any(is_it);
            prop_assert!(there || merged.conflicts.iter().any(|c| c.proposed.as_ref() == Some(stroke)), "{:?}", stroke);
        }
        // The next run, with the base this one left, changes nothing more.
        let again = merge(&merged.base, &merged.drawing, &theirs);
        prop_assert_eq!(&again.drawing, &merged.drawing);
        prop_assert_eq!(again.tally.added, 0);
    }
}

fn shown(verdicts: &[(Verdict, f64)]) -> Vec<TracedInk> {
    let ink = |(verdict, y): &(Verdict, f64)| TracedInk {
        id: format!("s{y}"),
        verdict: *verdict,
        line: In::claim(LineString::from(vec![(20.0, *y), (380.0, *y)])),
    };
    verdicts.iter().map(ink).collect()
}

#[test]
fn the_picture_tells_verdicts_by_colour_and_pattern_and_leaves_the_rest_of_the_scan() {
    let scan = RgbImage::from_fn(400, 300, |x, y| Rgb([200 + (x % 50) as u8, 210 + (y % 40) as u8, 220]));
    let room = |id: &str, x: f64| {
        let ring = LineString::from(vec![(x, 200.0), (x + 100.0, 200.0), (x + 100.0, 280.0), (x, 280.0), (x, 200.0)]);
        stroke(id, Kind::Room, Form::Area(Polygon::new(ring, Vec::new())))
    };
    let spot = stroke("tower-1", Kind::Tower, Form::Point(Point::new(390.0, 10.0)));
    let drawing = by("locus-trace", vec![room("room-1", 20.0), room("room-2", 220.0), spot]);
    let doubts = BTreeMap::from([("room-2".to_owned(), "faint".to_owned())]);
    let ink = shown(&[(Verdict::Accepted, 40.0), (Verdict::Doubtful, 80.0), (Verdict::Dropped, 120.0)]);
    let image =
        picture(&scan, &Overlay { image: "x.png", size: [400, 300], drawing: &drawing, doubts: &doubts, ink: &ink });
    assert_eq!(image.width(), 400);
    assert!(image.height() > 300, "the legend");
    let on = |y: u32, verdict: Verdict| (20..380).filter(|x| image.get_pixel(*x, y).0 == verdict.rgb()).count();
    let share = [(40, Verdict::Accepted), (80, Verdict::Doubtful), (120, Verdict::Dropped)].map(|(y, v)| on(y, v));
    assert_eq!(share[0], 360, "unbroken");
    assert!((200..330).contains(&share[1]), "dashes: {share:?}");
    assert!((40..share[1]).contains(&share[2]), "dots: {share:?}");
    let hatched = |x0: u32| {
        let inside = (x0 + 5..x0 + 95).flat_map(|x| (205..275).map(move |y| (x, y)));
        inside.filter(|(x, y)| image.get_pixel(*x, *y).0 == Verdict::Doubtful.rgb()).count()
    };
    assert_eq!(hatched(20), 0);
    assert!((300..2000).contains(&hatched(220)), "{}", hatched(220));
    let untouched = (0..400).flat_map(|x| (135..195).map(move |y| (x, y)));
    assert!(untouched.clone().all(|(x, y)| image.get_pixel(x, y) == scan.get_pixel(x, y)));
    let strip = |rgb: [u8; 3]| (0..400).any(|x| (300..image.height()).any(|y| image.get_pixel(x, y).0 == rgb));
    assert!(Verdict::ALL.iter().all(|verdict| strip(verdict.rgb())) && strip([0, 0, 0]), "lines and words");
}

#[test]
fn lines_far_off_the_scan_are_no_matter() {
    let scan = RgbImage::from_pixel(30, 20, Rgb([255, 255, 255]));
    let far = stroke("wall-1", Kind::Wall, line(&[(-1e6, -1e6), (1e6, 1e6)]));
    let ring = LineString::from(vec![(-1e6, -50.0), (1e6, 10.0), (5.0, 1e6), (-1e6, -50.0)]);
    let area = stroke("room-1", Kind::Room, Form::Area(Polygon::new(ring, Vec::new())));
    let (drawing, doubts) = (by("x", vec![far, area]), BTreeMap::new());
    let image =
        picture(&scan, &Overlay { image: "x.png", size: [30, 20], drawing: &drawing, doubts: &doubts, ink: &[] });
    assert_eq!(image.get_pixel(10, 10).0, Verdict::Accepted.rgb());
}

mod of_a_proposal {
    use super::*;
    use locus_sketch::{InkColour, InkQuality, InkStroke, Look, Page, Proposal, Shape, TraceNote, Traced};

    fn proposal() -> Proposal {
        let traced = |id: &str, kind, shape, state| Traced {
            id: id.to_owned(),
            kind,
            shape,
            confidence: 0.456,
            state,
            ink: vec![0, 2],
            look: Look::default(),
        };
        let ink = |line: &[[f64; 2]], state| InkStroke { line: line.to_vec(), state, colour: InkColour::Dark };
        use locus_model::Kind::{Door, Object, Room, Wall};
        Proposal {
            size: [400, 300],
            features: vec![
                traced(
                    "wall-1",
                    Wall,
                    Shape::Line(vec![[1.0, 2.0], [30.0049, 2.0], [30.001, 2.001]]),
                    Verdict::Accepted,
                ),
                traced("door-1", Door, Shape::Line(vec![[10.0, 2.0], [20.0, 4.0]]), Verdict::Doubtful),
                traced("room-1", Room, Shape::Ring(vec![[1.0, 2.0], [30.0, 2.0], [30.0, 40.0]]), Verdict::Accepted),
                traced("object-1", Object, Shape::Point([7.126, 8.0]), Verdict::Doubtful),
            ],
            page: Page {
                outline: [[0.0, 0.0], [400.0, 0.0], [400.0, 300.0], [0.0, 300.0]],
                homography: [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
                aspect: 0.75,
                found: false,
                bows_px: [0.0; 4],
                a_series_residual: None,
            },
            ink: InkQuality { contrast: 12.34567, darkness: 0.5, coverage: 0.0321, stroke_width_px: 3.0 },
            strokes: vec![
                ink(&[[0.0, 0.0], [30.0, 40.0]], Verdict::Accepted),
                ink(&[[0.0, 0.0], [10.0, 0.0]], Verdict::Doubtful),
                ink(&[[0.0, 0.0], [0.0, 40.0]], Verdict::Dropped),
            ],
            notes: vec![TraceNote { found: "faint ink".to_owned(), remedy: "scan again".to_owned() }],
            tolerance_px: 2.5,
        }
    }

    #[test]
    fn its_elements_are_said_in_the_words_of_the_case_format() {
        let proposed = proposed(&proposal(), "A03-1.jpg");
        let [wall, door, room, object] = proposed.drawing.strokes.as_slice() else { unreachable!() };
        assert_eq!(*wall.shape.geometry(), line(&[(1.0, 2.0), (30.0, 2.0)]), "hundredths, nothing twice");
        assert_eq!(
            (wall.kind, wall.ink.as_slice()),
            (Kind::Wall, &["ink-15-20".to_owned(), "ink-0-20".to_owned()][..])
        );
        assert_eq!(room.shape.geometry().vertices().len(), 4, "closed");
        assert_eq!(*object.shape.geometry(), Form::Point(Point::new(7.13, 8.0)));
        assert_eq!((door.extra["state"].as_str(), door.extra["confidence"].as_str()), ("\"doubtful\"", "0.46"));
        assert_eq!(proposed.doubts.keys().collect::<Vec<_>>(), ["door-1", "object-1"]);
        assert_eq!(proposed.overlay().verdict("door-1"), Verdict::Doubtful);
        assert_eq!(proposed.overlay().verdict("wall-1"), Verdict::Accepted);
        let verdicts: Vec<_> = proposed.ink.iter().map(|ink| (ink.id.as_str(), ink.verdict)).collect();
        assert_eq!(
            verdicts,
            [("ink-15-20", Verdict::Accepted), ("ink-5-0", Verdict::Doubtful), ("ink-0-20", Verdict::Dropped)]
        );
    }

    #[test]
    fn the_report_counts_measures_and_lists() {
        let proposal = proposal();
        let report = report(&proposal, &proposed(&proposal, "A03-1.jpg"));
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["elements"]["wall"], serde_json::json!({"accepted": 1, "doubtful": 0}));
        assert_eq!(json["elements"]["door"], serde_json::json!({"accepted": 0, "doubtful": 1}));
        assert_eq!(json["ink_length_px"], serde_json::json!({"accepted": 50.0, "doubtful": 10.0, "dropped": 40.0}));
        assert_eq!(
            json["doubtful"][0],
            serde_json::json!({"id": "door-1", "kind": "door", "at_px": [15, 3], "why": "ink bears out 46 % of it"})
        );
        assert_eq!(json["ink"]["contrast"], 12.346);
        assert_eq!(json["page_found"], false);
        assert_eq!(json["notes"][0]["message"], "faint ink");
        let words = report.to_string();
        for part in [
            "3.2 % of the page",
            "Ink dropped: 40 pixels long, 40 %",
            "room: 1 accepted, 0 doubtful",
            "Look at door-1 around pixel (15, 3)",
            "no edge of the paper",
            "Note: faint ink; scan again",
        ] {
            assert!(words.contains(part), "{part}: {words}");
        }
    }
}
