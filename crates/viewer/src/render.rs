//! `render`: one picture, or those of a tour.

use crate::args::{Render, Shows};
use crate::engine::Asked;
use crate::failure::Failure;
use crate::picture;
use crate::scene::number;
use crate::studio::Studio;
use crate::viewed::Pass;
use image::RgbImage;
use indicatif::{ProgressBar, ProgressStyle};
use locus_viewer_core::action::Action;
use locus_viewer_core::camera::Steer;
use locus_viewer_core::scan;
use locus_viewer_core::session::Session;
use serde_json::json;
use std::collections::BTreeMap;

/// Width and height below which legend and stamp would leave no picture, pixels.
const SMALLEST: [u32; 2] = [640, 400];

/// Takes what is asked for.
pub fn run(args: &Render) -> Result<(), Failure> {
    let mut session = crate::opening::open(&args.opened, args.size)?;
    if args.pass == Shows::Drawing && (args.size[0] < SMALLEST[0] || args.size[1] < SMALLEST[1]) {
        let [width, height] = SMALLEST;
        return Err(Failure::Asked(format!("a drawing with its legend needs at least {width}x{height} pixels")));
    }
    // A picture that lacks what was asked for is none.
    for sheet in session.published.bundle.sheets.iter().filter(|sheet| session.choices.sheets.contains(&sheet.id)) {
        scan::load(&session.published, sheet)?;
    }
    if let Some(tour) = &args.tour {
        let tours = &session.views.tours;
        if !tours.iter().any(|known| known.title == *tour) {
            let titles: Vec<&str> = tours.iter().map(|known| known.title.as_str()).collect();
            return Err(Failure::Asked(format!("there is no tour \"{tour}\" here; there are: {}", titles.join(", "))));
        }
        session.apply(Action::Tour(Some(tour.clone())));
    }
    let pass = match args.pass {
        Shows::Drawing => Pass::Lit,
        Shows::Numbers => Pass::Numbers,
    };
    let asked = Asked { software: args.opened.software, preset: args.opened.quality.map(Into::into) };
    let mut studio = Studio::new(session, args.size, pass, asked);
    match args.tour {
        Some(_) => frames(&mut studio, args),
        None => still(&mut studio, args, pass),
    }
}

fn still(studio: &mut Studio, args: &Render, pass: Pass) -> Result<(), Failure> {
    let picture = studio.picture()?;
    picture::save(&picture, &args.out)?;
    let numbers = (pass == Pass::Numbers).then(|| studio.viewed(|session| table(session, &picture)));
    report(studio, args, 1, numbers);
    Ok(())
}

/// Every picture of a tour, by its number.
fn frames(studio: &mut Studio, args: &Render) -> Result<(), Failure> {
    std::fs::create_dir_all(&args.out).map_err(|error| Failure::write(&args.out, &error))?;
    let seconds = studio.viewed(|session| session.tour_seconds());
    let count = (seconds * f64::from(args.fps)).ceil().max(1.0) as u64;
    let bar = if args.quiet || args.json { ProgressBar::hidden() } else { ProgressBar::new(count) };
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} pictures, {eta} left") {
        bar.set_style(style);
    }
    for frame in 0..count {
        let picture = studio.picture()?;
        picture::save(&picture, &args.out.join(format!("{frame:05}.png")))?;
        studio.viewed(|session| session.tick(1.0 / f64::from(args.fps), &Steer::default()));
        bar.inc(1);
    }
    bar.finish_and_clear();
    report(studio, args, count, None);
    Ok(())
}

/// The elements in a picture of numbers: id, number, pixels.
fn table(session: &Session, picture: &RgbImage) -> serde_json::Value {
    let mut pixels: BTreeMap<usize, u64> = BTreeMap::new();
    for [r, g, b] in picture.pixels().map(|pixel| pixel.0) {
        *pixels.entry(usize::from(r) | usize::from(g) << 8 | usize::from(b) << 16).or_default() += 1;
    }
    let elements = session.published.bundle.elements.iter().enumerate();
    let seen = elements.filter_map(|(index, element)| {
        let count = pixels.get(&number(index))?;
        Some(json!({ "id": element.id, "number": number(index), "pixels": count }))
    });
    seen.collect()
}

fn report(studio: &mut Studio, args: &Render, pictures: u64, numbers: Option<serde_json::Value>) {
    let machine = studio.machine().clone();
    let notice = studio.viewed(|session| session.notice.take());
    if let Some(notice) = &notice {
        anstream::eprintln!("note: {notice}");
    }
    if args.json {
        let mut told = json!({
            "out": args.out,
            "pictures": pictures,
            "size": args.size,
            "area": studio.area().rectangle(),
            "adapter": machine.adapter.name,
            "software": machine.is_software(),
            "notice": notice,
            "stamp": studio.viewed(|session| session.stamp()),
        });
        if let Some(numbers) = numbers {
            told["elements"] = numbers;
        }
        anstream::println!("{told}");
    } else if !args.quiet {
        let what = if pictures == 1 { "picture".to_owned() } else { format!("{pictures} pictures") };
        anstream::println!("{what} in {} ({}x{})", args.out.display(), args.size[0], args.size[1]);
    }
}
