//! Simulated memories with a known truth: are hidden places near it, are the ellipses honest, are planted wrong control
//! points named? `LOCUS_BENCH` names the benchmark; any folder with `dev/<slug>/{case,truth}` will do.
#![allow(clippy::unwrap_used)]

mod support;

use geo::Coord;
use locus_align::{Pair, SheetInput, TieKind, align_sheet, fit};
use locus_model::{AlignedSheet, CHI2_95_2DOF, Covariance, Method};
use std::collections::BTreeMap;
use support::case::{TestCase, TestSheet, read};

/// Chi-square of a miss.
fn d2(miss: Coord, c: Covariance) -> f64 {
    (c.nn * miss.x * miss.x - 2.0 * c.en * miss.x * miss.y + c.ee * miss.y * miss.y) / (c.ee * c.nn - c.en * c.en)
}

#[derive(Default)]
struct Tally {
    planted: usize,
    named: usize,
    suspected: usize,
    clean: usize,
    alarms: usize,
    uncheckable: usize,
    controls: usize,
    inside: Vec<bool>,
    radius: Vec<f64>,
    rmse: Vec<f64>,
    /// The same with what a GIS gives: each sheet by an affine fit of its stated control points.
    affine: Vec<f64>,
    held_out: Vec<f64>,
}

impl Tally {
    fn control_points(&mut self, s: &TestSheet, a: &AlignedSheet, case: &str) {
        let suspects: Vec<&str> = a.quality.suspect_controls.iter().map(|c| c.landmark.as_str()).collect();
        let worst = a.quality.worst_control.as_ref().map(|k| k.as_str());
        self.uncheckable += a.quality.uncheckable_controls.len();
        self.controls += s.ties.iter().filter(|t| t.kind == TieKind::Control).count();
        match &s.wrong {
            Some(wrong) => {
                self.planted += 1;
                self.named += usize::from(worst == Some(wrong));
                self.suspected += usize::from(suspects.contains(&wrong.as_str()));
                if worst != Some(wrong) || suspects != [wrong.as_str()] {
                    println!("  {case} {}: planted {wrong}, named {worst:?}, suspects {suspects:?}", a.sheet);
                }
            }
            None => {
                self.clean += 1;
                self.alarms += usize::from(!suspects.is_empty());
                if !suspects.is_empty() {
                    println!("  {case} {}: clean, suspects {:?}", a.sheet, a.quality.suspect_controls);
                }
            }
        }
    }
}

fn median(places: &[Coord]) -> Coord {
    let mut x = places.iter().fold(Coord::zero(), |a, &b| a + b) / places.len() as f64;
    for _ in 0..200 {
        let weights: Vec<f64> = places.iter().map(|p| 1.0 / (*p - x).x.hypot((*p - x).y).max(1e-6)).collect();
        x = places.iter().zip(&weights).fold(Coord::zero(), |a, (&p, &w)| a + p * w) / weights.iter().sum::<f64>();
    }
    x
}

fn judge(case: &TestCase, interior: bool, tally: &mut Tally) {
    let (mut placed, mut plain) = (Places::new(), Places::new());
    for s in case.sheets.iter().filter(|s| s.interior == interior) {
        let input = SheetInput {
            sheet: &s.sheet,
            width_px: s.size[0],
            height_px: s.size[1],
            drawing: &s.drawing,
            ties: &s.ties,
        };
        let aligned = align_sheet(&input).unwrap();
        tally.control_points(s, &aligned, &case.name);
        tally.held_out.extend(aligned.quality.loo_rms_m);
        let affine = fit(Method::Affine, &control_pairs(s)).unwrap();
        let mut seen = BTreeMap::new();
        for ((stroke, drawn), keys) in aligned.strokes.iter().zip(&s.drawing.strokes).zip(&s.nodes) {
            let planes = drawn.shape.geometry().vertices();
            for (((key, at), c), plane) in
                keys.iter().zip(stroke.form().vertices()).zip(&stroke.covariances).zip(planes)
            {
                seen.insert(key.as_str(), (at, *c, affine.apply(plane)));
            }
        }
        for (key, (at, c, by_affine)) in seen {
            let Some(&truth) = case.hidden.get(key) else { continue };
            if case.interior.contains(key) == interior {
                tally.inside.push(d2(at - truth, c) < CHI2_95_2DOF);
                tally.radius.push(c.radius95_m());
                placed.entry(key).or_default().push(at);
                plain.entry(key).or_default().push(by_affine);
            }
        }
    }
    if !placed.is_empty() {
        let (ours, theirs) = (rmse(case, &placed), rmse(case, &plain));
        println!(
            "  {} {}: hidden RMSE {ours:.3} m of {} nodes; affine {theirs:.3} m",
            case.name,
            part(interior),
            placed.len()
        );
        tally.rmse.push(ours);
        tally.affine.push(theirs);
    }
}

type Places<'a> = BTreeMap<&'a str, Vec<Coord>>;

/// Root mean square miss of the geometric medians.
fn rmse(case: &TestCase, placed: &Places) -> f64 {
    let squares = placed.iter().map(|(k, p)| {
        let miss = median(p) - case.hidden[*k];
        miss.x * miss.x + miss.y * miss.y
    });
    (squares.sum::<f64>() / placed.len() as f64).sqrt()
}

fn control_pairs(s: &TestSheet) -> Vec<Pair> {
    let stated = s.ties.iter().filter(|t| t.kind == TieKind::Control);
    stated.map(|t| Pair { from: t.plane.geometry().0, to: t.site.geometry().0, sd: 1.0 }).collect()
}

fn part(interior: bool) -> &'static str {
    if interior { "interior" } else { "site" }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

#[test]
fn simulated_memories_are_placed_and_their_wrong_control_points_named() {
    let Some(bench) = support::folder("LOCUS_BENCH") else { return };
    let mut folders: Vec<_> = std::fs::read_dir(bench.join("dev")).unwrap().map(|f| f.unwrap().path()).collect();
    folders.sort();
    assert!(!folders.is_empty(), "{} holds no case", bench.join("dev").display());
    let cases: Vec<TestCase> = folders.iter().map(|f| read(f)).collect();
    for interior in [false, true] {
        let mut t = Tally::default();
        for case in &cases {
            judge(case, interior, &mut t);
        }
        let covered = t.inside.iter().filter(|&&b| b).count() as f64 / t.inside.len() as f64;
        println!(
            "{}: hidden RMSE of the geometric median {:.3} m (mean of {} cases), 95 % ellipses of single sheets hold {:.3}, radius {:.2} m, held-out {:.2} m; wrong control points: planted {}, named {}, suspected {}; clean sheets {}, false alarms {}; uncheckable {} of {}",
            part(interior),
            mean(&t.rmse),
            t.rmse.len(),
            covered,
            mean(&t.radius),
            mean(&t.held_out),
            t.planted,
            t.named,
            t.suspected,
            t.clean,
            t.alarms,
            t.uncheckable,
            t.controls
        );
        assert!(t.named as f64 >= 0.95 * t.planted as f64, "named {} of {}", t.named, t.planted);
        assert!(t.alarms as f64 <= 0.02 * t.clean as f64, "{} false alarms on {} clean sheets", t.alarms, t.clean);
        assert!(mean(&t.rmse) < 0.9 * mean(&t.affine), "{} m, affine {} m", mean(&t.rmse), mean(&t.affine));
        assert!((0.80..=0.99).contains(&covered), "95 % ellipses hold {covered}");
    }
}
