//! `locus view` and `locus render` are this viewer.

use crate::program::{locus, run};
use crate::published::Facility;

#[test]
fn locus_render_takes_a_picture() {
    let facility = Facility::published();
    let out = facility.beside("plan.png");
    let asked = ["--view", "plan", "--size", "640x480", "--out"];
    let ended = run(locus().arg("render").arg(facility.case()).args(asked).arg(&out)).expect(0);
    assert!(ended.stdout.contains("plan.png"), "{}", ended.stdout);
    assert_eq!(image::open(&out).unwrap().to_rgb8().dimensions(), (640, 480));
}

#[test]
fn locus_render_passes_on_what_is_asked_of_locus() {
    let facility = Facility::published();
    let out = facility.beside("plan.png");
    let told = run(locus().arg("--json").arg("render").arg(facility.case()).arg("--out").arg(&out)).expect(0).json();
    assert_eq!(told["pictures"], 1);
    let quiet = run(locus().arg("-q").arg("render").arg(facility.case()).arg("--out").arg(&out)).expect(0);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));
}

#[test]
fn locus_ends_as_the_viewer_ends() {
    let facility = Facility::unpublished();
    let refused = run(locus().arg("render").arg(facility.case()).arg("--out").arg(facility.beside("never.png")));
    refused.told(2, &["locus reconstruct"]);
    run(locus().arg("view").arg(facility.case())).told(2, &["locus reconstruct"]);
}

#[test]
fn locus_view_has_the_viewers_help() {
    let help = run(locus().args(["view", "--help"])).expect(0).stdout;
    for part in ["--language", "--software", "--pictures", "F1"] {
        assert!(help.contains(part), "no {part} in:\n{help}");
    }
}
