//! Degrees <-> site metres: the plane of metres that a facility is worked on.
//!
//! `cargo run -p locus-examples --example 02_place_on_earth`

use geo::{Distance, Euclidean};
use locus_casefile::coordinate;
use locus_model::{Position, SiteDefinition};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    // As people write it; "52S" is a zone with its latitude band, not the southern hemisphere.
    let written =
        ["39.49320, 131.49113", "39°29'35.5\"N 131°29'28.1\"E", "52SGJ 14219 74473", "EPSG:32652 714219 4374473"];
    let Position::Geographic(anchor) = coordinate::parse(written[0])? else { return Ok(()) };
    let (frame, projector) = locus_earth::frame(&SiteDefinition { anchor, epsg: None })?;
    println!("{} (EPSG:{}), grid north {:.3}° from true north", frame.name, frame.epsg, frame.convergence_deg);

    let origin = *frame.origin.geometry();
    for text in written {
        match coordinate::parse(text).map(|position| locus_earth::geographic(&position)) {
            Ok(Ok(degrees)) => {
                let metres = projector.site(&degrees)?;
                println!("{text:28} {:>9.1} m from the anchor", Euclidean.distance(origin, *metres.geometry()));
            }
            Ok(Err(refusal)) => println!("{text:28} refused: {refusal}"),
            Err(refusal) => println!("{text:28} refused: {refusal}"),
        }
    }

    // There and back: the difference is what PROJ's series leave.
    let back = projector.geographic(&projector.site(&anchor)?)?;
    println!("there and back: {:e} degrees", (back.geometry().x() - anchor.geometry().x()).abs());
    Ok(())
}
