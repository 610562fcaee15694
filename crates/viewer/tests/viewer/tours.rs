//! A tour as a row of pictures.

use crate::camera::{Camera, save, without_incidents};
use crate::pictures::before_the_north_wall;
use crate::program::{render, run, viewer};
use crate::published::Facility;
use image::RgbImage;
use serde_json::json;

/// Two stops of 1.5 s, four pictures a second: twelve pictures. The first second of a stop may be the way to it.
#[test]
fn a_tour_of_two_stops_is_twelve_pictures_in_order() {
    let facility = Facility::published();
    let views = vec![
        before_the_north_wall(&facility.bundle()).view("wall", &without_incidents()),
        Camera::above([0.0, 0.0], 60.0).view("above", &without_incidents()),
    ];
    let stop = |view: &str| json!({ "view": view, "seconds": 1.5 });
    save(&facility, views, &json!([{ "title": "arrival", "stops": [stop("wall"), stop("above")] }]));

    let out = facility.beside("frames");
    let options = ["--tour", "arrival", "--fps", "4", "--size", "640x480", "--quality", "low", "--json", "--out"];
    let told = run(viewer().arg("render").arg(facility.case()).args(options).arg(&out)).expect(0).json();
    assert_eq!(told["pictures"], 12);

    let mut names: Vec<String> =
        std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let expected: Vec<String> = (0..12).map(|frame| format!("{frame:05}.png")).collect();
    assert_eq!(names, expected);

    let frames: Vec<RgbImage> = names.iter().map(|name| image::open(out.join(name)).unwrap().to_rgb8()).collect();
    assert!(frames.iter().all(|frame| frame.dimensions() == (640, 480)));
    for (view, at) in [("wall", 5), ("above", 11)] {
        let still = render(&facility.case(), &["--view", view, "--size", "640x480"]).pixels;
        assert!(are_alike(&frames[at], &still), "picture {at} is not that of the stop \"{view}\"");
    }
    assert!(!are_alike(&frames[6], &frames[11]), "the way from stop to stop is missing");
}

/// The same but for the last bit of letters, which come from another place of the texture they are kept in.
fn are_alike(a: &RgbImage, b: &RgbImage) -> bool {
    a.dimensions() == b.dimensions() && a.as_raw().iter().zip(b.as_raw()).all(|(a, b)| a.abs_diff(*b) <= 2)
}

#[test]
fn an_unknown_tour_is_refused_and_no_folder_made() {
    let facility = Facility::published();
    let out = facility.beside("frames");
    let command = ["--tour", "departure", "--out"];
    run(viewer().arg("render").arg(facility.case()).args(command).arg(&out)).told(2, &["departure"]);
    assert!(!out.exists());
}
