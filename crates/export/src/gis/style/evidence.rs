//! How what people drew and pointed at is drawn, how far off things may be, and what happened.

use super::element::SHOWN;
use super::rule::Rule;
use super::symbol::{Ink, Symbol, colour};
use super::words;
use locus_model::table::Shape;
use locus_publish::Bundle;

/// Colours for accounts, none of them that of a basis (Okabe and Ito 2008, and darker shades of them).
const ACCOUNTS: [[u8; 3]; 6] = [
    [0x00, 0x9E, 0x73],
    [0xD5, 0x5E, 0x00],
    [0x56, 0xB4, 0xE9],
    [0x7A, 0x3E, 0x9D],
    [0x8C, 0x6D, 0x1F],
    [0x1B, 0x1B, 0x8C],
];
const INCIDENT: [u8; 3] = [0x7A, 0x00, 0x19];
const DARK: [u8; 3] = [40; 3];
const DIAMETER: &str = r#"2 * coalesce("radius95_m", 0)"#;

/// Drawn elements, sheets, pins and areas: a colour for each account.
pub fn by_account(bundle: &Bundle, layer: &str, shape: Shape) -> Vec<Rule> {
    let accounts = bundle.accounts.iter().zip(ACCOUNTS.iter().cycle());
    let rule = |(account, rgb): (&locus_publish::BundleAccount, &[u8; 3])| {
        let quoted = account.id.replace('\'', "''");
        let symbol = Symbol { shape, opacity: 1.0, inks: inks(layer, shape, *rgb) };
        Rule::new(account.id.clone(), format!(r#""account" = '{quoted}'"#), symbol)
    };
    accounts.map(rule).collect()
}

fn inks(layer: &str, shape: Shape, rgb: [u8; 3]) -> Vec<Ink> {
    match (layer, shape) {
        ("sheets", _) => vec![Ink::area(colour(rgb, 0), colour(rgb, 255), 0.4, "dash")],
        ("areas", _) => vec![
            Ink::area(colour(rgb, 0), colour(rgb, 255), 0.4, "solid"),
            Ink::hatch(Ink::line(colour(rgb, 255), 0.15, None), 2.0),
        ],
        ("pins", _) => vec![
            Ink::circle_m(DIAMETER, colour(rgb, 255)),
            Ink::marker("star", 4.0, colour(rgb, 255), colour([255; 3], 255), 0.2),
        ],
        (_, Shape::Polygon) => vec![Ink::area(colour(rgb, 25), colour(rgb, 255), 0.3, "solid")],
        (_, Shape::Line) => vec![Ink::line(colour(rgb, 255), 0.4, None)],
        (_, Shape::Point) => vec![Ink::marker("cross2", 2.4, colour(rgb, 255), colour(rgb, 255), 0.4)],
    }
}

/// The 95 % ellipses.
pub fn ellipses() -> Vec<Rule> {
    let ink = Ink::area(colour(DARK, 0), colour(DARK, 200), 0.2, "solid");
    vec![Rule::new(words::ELLIPSE.to_owned(), SHOWN, Symbol { shape: Shape::Polygon, opacity: 1.0, inks: vec![ink] })]
}

/// Fused feature points.
pub fn nodes() -> Vec<Rule> {
    let ink = Ink::marker("circle", 1.2, colour([255; 3], 255), colour(DARK, 255), 0.25);
    vec![Rule::new(words::NODE.to_owned(), SHOWN, Symbol { shape: Shape::Point, opacity: 1.0, inks: vec![ink] })]
}

/// Incidents, and how far off their places may be.
pub fn incidents() -> Vec<Rule> {
    let inks = vec![
        Ink::circle_m(DIAMETER, colour(INCIDENT, 255)),
        Ink::marker("diamond", 4.5, colour(INCIDENT, 255), colour([255; 3], 255), 0.4),
    ];
    vec![Rule::new(words::INCIDENT.to_owned(), "", Symbol { shape: Shape::Point, opacity: 1.0, inks })]
}
