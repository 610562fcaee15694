//! Everything that is drawn: 200 buildings in rows, yards, roads, towers, and a fence around.

use super::chance::part;
use super::drawing::{Drawing, Shares, area, key, line};
use super::people;
use super::storey::Storey;
use super::{Fault, site, text};
use geo::Point;
use locus_model::{Form, Hypothesis, Kind, Source};
use std::collections::BTreeSet;

/// Rows from south to north, buildings from west to east.
const ROWS: usize = 10;
const COLUMNS: usize = 20;
/// Metres from building to building.
const PITCH_M: [f64; 2] = [48.0, 36.0];
const SEEN: Shares = [80, 20, 0];

/// Half the width and half the depth of what is built, metres.
pub const HALF_M: [f64; 2] = [0.5 * COLUMNS as f64 * PITCH_M[0], 0.5 * ROWS as f64 * PITCH_M[1]];
/// How many buildings there are; they are numbered from 1.
pub const BUILDINGS: usize = ROWS * COLUMNS;

/// Draws it all; returns what the accounts disagree about.
pub fn draw(drawing: &mut Drawing) -> Result<Vec<Hypothesis>, Fault> {
    let mut hypotheses = Vec::new();
    for number in 1..=BUILDINGS {
        for storey in storeys(number) {
            storey.draw(drawing)?;
            if storey.is_disputed() {
                let about = format!("b{number:03}");
                let names = [format!("{about}:cells=2"), format!("{about}:cells=1")];
                storey.alternatives(drawing, [&names[0], &names[1]])?;
                hypotheses.push(hypothesis(&about, &names[0], true)?);
                hypotheses.push(hypothesis(&about, &names[1], false)?);
            }
        }
    }
    around(drawing)?;
    Ok(hypotheses)
}

/// 50 walls: on one level, or 25 on each of two.
fn storeys(building: usize) -> Vec<Storey> {
    let index = building - 1;
    let middle = [
        PITCH_M[0] * ((index % COLUMNS) as f64 + 0.5) - HALF_M[0],
        PITCH_M[1] * ((index / COLUMNS) as f64 + 0.5) - HALF_M[1],
    ];
    let turned = 0.3 * (part("turned", building) - 0.5);
    let height_m = building.is_multiple_of(2).then(|| 2.6 + 0.5 * part("height", building));
    let storey = |level, cells, crosses, first_cell| Storey {
        building,
        level,
        middle,
        turned,
        cells,
        crosses,
        first_cell,
        height_m,
    };
    if building.is_multiple_of(5) { vec![storey(0, 4, 1, 1), storey(1, 4, 1, 9)] } else { vec![storey(0, 8, 2, 1)] }
}

fn hypothesis(about: &str, name: &str, default: bool) -> Result<Hypothesis, Fault> {
    let accounts = people::some(name, 0, [1, 4])?;
    let (en, ko) = if default {
        ("There were two cells.", "감방이 두 칸이었다.")
    } else {
        ("There was one large cell.", "큰 감방이 하나였다.")
    };
    Ok(Hypothesis {
        name: name.to_owned(),
        about: about.to_owned(),
        claim: text(en, ko),
        accounts,
        sources: BTreeSet::from([Source::Rule("robust-consensus")]),
        default,
        rule: "most-independent-accounts",
        drawn: true,
    })
}

/// What lies between the buildings and around them.
fn around(drawing: &mut Drawing) -> Result<(), Fault> {
    let [x, y] = HALF_M;
    for row in 0..ROWS {
        let [south, north] = [row, row + 1].map(|r| PITCH_M[1] * r as f64 - y);
        let corners = [site(-x, south + 2.0), site(x, south + 2.0), site(x, north - 2.0), site(-x, north - 2.0)];
        let yard = drawing.add(&format!("yard-{row}"), Kind::Yard, 0, area(&corners), SEEN)?;
        yard.key = key(&format!("yard-{}", row + 1))?;
        yard.name = Some(text(format!("Yard {}", row + 1), format!("{}구역 마당", row + 1)));
        drawing.add(&format!("road-{row}"), Kind::Road, 0, line(&[site(-x, south), site(x, south)]), SEEN)?;
        for (end, east) in [("west", -x - 8.0), ("east", x + 8.0)] {
            let tower = Form::Point(Point::from(site(east, south)));
            let tower = drawing.add(&format!("tower-{end}-{row}"), Kind::Tower, 0, tower, SEEN)?;
            tower.name = Some(text("Watchtower", "감시탑"));
        }
    }
    let [x, y] = [x + 12.0, y + 12.0];
    let ring = [site(-x, -y), site(x, -y), site(x, y), site(-x, y), site(-x, -y)];
    drawing.add("fence-perimeter", Kind::Fence, 0, line(&ring), SEEN)?;
    let gate = drawing.add("gate-main", Kind::Gate, 0, line(&[site(-4.0, -y), site(4.0, -y)]), SEEN)?;
    gate.host = Some("fence-perimeter".to_owned());
    gate.key = key("main-gate")?;
    gate.name = Some(text("Main gate", "정문"));
    Ok(())
}
