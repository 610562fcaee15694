#![allow(clippy::unwrap_used)]
use super::*;
use std::collections::BTreeSet;

const ALL_ON: Channels = Channels { basis: true, support: true, contested: true, uncertainty: true };
const ALL_OFF: Channels = Channels { basis: false, support: false, contested: false, uncertainty: false };

fn element(extra: &str) -> BundleElement {
    let json = format!(
        r#"{{"id": "wall-1", "layer": "walls", "kind": "wall", "level": "L0", "status": "testified",
        "drawn_by": ["A01"], "not_drawn_by": [], "contradicted_by": [], "independent_accounts": 1,
        "sources": [], "position": [0, 0, 0]{extra}}}"#
    );
    serde_json::from_str(&json).unwrap()
}

fn with(change: impl FnOnce(&mut BundleElement)) -> BundleElement {
    let mut element = element("");
    change(&mut element);
    element
}

/// sRGB to CIE L*a*b* (D65; IEC 61966-2-1, CIE 15).
fn lab(linear: [f64; 3]) -> [f64; 3] {
    let [r, g, b] = linear;
    let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    let x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    let y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
    let z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// How a dichromat sees linear RGB (Machado, Oliveira and Fernandes 2009, severity 1.0).
const DICHROMATS: [(&str, [[f64; 3]; 3]); 3] = [
    ("protan", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    ("deutan", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    ("tritan", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

fn apart(a: [u8; 3], b: [u8; 3], seen: &[[f64; 3]; 3]) -> f64 {
    let see = |rgb: [u8; 3]| {
        let light = rgb.map(linear);
        lab(seen.map(|row| (0..3).map(|i| row[i] * light[i]).sum::<f64>().clamp(0.0, 1.0)))
    };
    let (a, b) = (see(a), see(b));
    (0..3).map(|i| (a[i] - b[i]).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn colour_blind_people_can_tell_the_bases_apart() {
    for (who, seen) in &DICHROMATS {
        for (i, a) in Basis::ALL.iter().enumerate() {
            for b in &Basis::ALL[i + 1..] {
                // One just notices 2.3 (Mahy et al. 1994). What is assumed is see-through besides.
                let least = if *b == Basis::Assumed { 5.0 } else { 15.0 };
                let distance = apart(rgb(*a), rgb(*b), seen);
                assert!(distance > least, "{who}: {a:?} and {b:?} are {distance:.1} apart");
            }
        }
    }
}

#[test]
fn hues_are_those_of_the_published_model() {
    let published = locus_publish_colours();
    assert_eq!(Basis::ALL.map(rgb), published);
}

/// docs/published-format.md, `model.glb`: seen `#0072B2`, testified `#E69F00`, inferred `#CC79A7`, assumed `#999999`.
fn locus_publish_colours() -> [[u8; 3]; 4] {
    ["0072B2", "E69F00", "CC79A7", "999999"]
        .map(|hex| std::array::from_fn(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()))
}

#[test]
fn no_two_lines_of_a_legend_look_alike_without_colour_where_it_counts() {
    for language in [Language::En, Language::Ko] {
        let entries = legend(ALL_ON, language);
        let looks: BTreeSet<String> = entries.iter().map(|e| format!("{:?} {:?}", e.sample, e.look)).collect();
        assert_eq!(looks.len(), entries.len());
        let labels: BTreeSet<&str> = entries.iter().map(|e| e.label.as_str()).collect();
        assert_eq!(labels.len(), entries.len());
        // Only the hues of the first three bases tell apart by colour alone; everything else has a shape.
        let shapes = |e: &Entry| format!("{:?} {:?}", e.sample, Look { rgb: NEUTRAL, ..e.look });
        let bare = entries.iter().filter(|e| shapes(e) == format!("{:?} {:?}", Sample::Surface, PLAIN)).count();
        assert_eq!(bare, 3 + 1, "the three hues and full support");
    }
}

#[test]
fn support_is_told_by_pattern_alone() {
    let channels = Channels { support: true, ..ALL_OFF };
    let patterns: Vec<Pattern> = (0..5)
        .map(|n| look(&with(|e| e.independent_accounts = n), channels))
        .inspect(|look| assert_eq!(look.rgb, NEUTRAL))
        .map(|look| look.pattern)
        .collect();
    assert_eq!(patterns, [Pattern::Dots, Pattern::Sparse, Pattern::Dense, Pattern::None, Pattern::None]);
}

#[test]
fn what_is_assumed_looks_assumed_whatever_is_switched_off() {
    for channels in [ALL_ON, ALL_OFF] {
        assert!(look(&with(|e| e.status = "assumed".into()), channels).stippled);
        assert!(look(&with(|e| e.status = "certain".into()), channels).stippled, "an unknown status is no certainty");
        assert!(!look(&element(""), channels).stippled);
        let tall = r#", "height_m": 3.0, "height_basis": "default""#;
        assert!(look(&element(tall), channels).height_assumed);
        let default = r#", "height_m": 6.0, "assumed": {"tower-height": 6.0}"#;
        assert!(look(&element(default), channels).height_assumed);
        let known = r#", "height_m": 3.0, "height_basis": "shadow", "assumed": {"wall-thickness": 0.24}"#;
        assert!(!look(&element(known), channels).height_assumed);
        let legend = legend(channels, Language::En);
        assert!(legend.iter().any(|e| e.look.stippled) && legend.iter().any(|e| e.look.height_assumed));
    }
}

#[test]
fn what_is_contested_is_outlined() {
    let contradicted = with(|e| e.contradicted_by = vec!["A02".into()]);
    let alternative = with(|e| e.hypothesis = Some("block:cell=5".into()));
    assert!(look(&contradicted, ALL_ON).outline.is_some() && look(&alternative, ALL_ON).outline.is_some());
    assert_eq!(look(&contradicted, ALL_OFF).outline, None);
    assert_eq!(look(&element(""), ALL_ON).outline, None);
}

#[test]
fn legend_matches_scale() {
    let statuses = ["seen", "testified", "inferred", "assumed"];
    for (status, accounts) in statuses.iter().flat_map(|s| (0..4).map(move |n| (s, n))) {
        let look = look(&with(|e| (e.status, e.independent_accounts) = ((*status).into(), accounts)), ALL_ON);
        let entries = legend(ALL_ON, Language::En);
        assert!(entries.iter().any(|e| e.look.rgb == look.rgb && e.look.stippled == look.stippled));
        assert!(entries.iter().any(|e| e.look.pattern == look.pattern && e.look.rgb == NEUTRAL));
    }
}

#[test]
fn outlines_stand_out() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
    assert!((contrast([0x77; 3], [255; 3]) - 4.48).abs() < 0.01, "as WCAG tools print it");
    for rgb in Basis::ALL.map(rgb).into_iter().chain([NEUTRAL]) {
        assert!(contrast(OUTLINE, rgb) >= 3.0, "{rgb:?}");
    }
}
