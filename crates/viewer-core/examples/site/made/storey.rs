//! One storey of a building: cells on both sides of a corridor.

use super::drawing::{Drawing, Shares, area, key, line, opening, stated, story};
use super::{Fault, site, text};
use geo::{Coord, Line};
use locus_model::{Form, Kind};

/// Width of a cell, metres.
const CELL_M: f64 = 4.5;
/// South side, both sides of the corridor, north side: metres from the middle.
const ACROSS_M: [f64; 4] = [-6.0, -1.0, 1.0, 6.0];
const OUTER: Shares = [60, 35, 5];
const INNER: Shares = [0, 60, 25];
const OPENING: Shares = [0, 50, 20];

/// Where a storey is drawn, and what it has. Its walls are six for every cell of a side, and `crosses` more.
pub struct Storey {
    /// Number of the building.
    pub building: usize,
    /// 0 or 1.
    pub level: usize,
    /// Middle of the building, metres east and north of the anchor.
    pub middle: [f64; 2],
    /// Radians counter-clockwise.
    pub turned: f64,
    /// Cells on either side.
    pub cells: usize,
    /// Walls across the corridor.
    pub crosses: usize,
    /// Number of the first cell.
    pub first_cell: usize,
    /// Metres, where somebody said it.
    pub height_m: Option<f64>,
}

impl Storey {
    /// Draws everything but the alternatives.
    pub fn draw(&self, drawing: &mut Drawing) -> Result<(), Fault> {
        if self.level == 0 {
            self.outline(drawing)?;
        }
        for i in 0..self.cells {
            self.cell(drawing, i, 0)?;
            self.cell(drawing, i, 2)?;
        }
        for i in 1..self.cells {
            // What the accounts disagree about is drawn with the alternatives.
            if !(i == 1 && self.is_disputed()) {
                self.wall(drawing, &format!("part-s{i}"), &[(i, 0), (i, 1)], INNER)?;
            }
            self.wall(drawing, &format!("part-n{i}"), &[(i, 2), (i, 3)], INNER)?;
        }
        for (end, i) in [("west", 0), ("east", self.cells)] {
            let wall = self.wall(drawing, end, &[(i, 0), (i, 1), (i, 2), (i, 3)], OUTER)?;
            if self.level == 0 {
                self.opening(drawing, Kind::Door, &wall, [(i, 1), (i, 2)], 1.2)?;
            }
        }
        self.corridor(drawing)
    }

    /// Whether the accounts disagree about its first cells.
    pub fn is_disputed(&self) -> bool {
        self.level == 0 && self.building % 20 == 7
    }

    /// Two cells with a wall between them, or one large cell.
    pub fn alternatives(&self, drawing: &mut Drawing, names: [&str; 2]) -> Result<(), Fault> {
        let wall = self.wall(drawing, "part-s1", &[(1, 0), (1, 1)], INNER)?;
        let rooms = [self.room(drawing, "cell-1", 0, 1)?, self.room(drawing, "cell-2", 1, 2)?];
        for element in &mut drawing.elements {
            if element.id == wall || rooms.contains(&element.id) {
                element.hypothesis = story(names[0], true);
            }
        }
        let large = drawing.add(&self.id("room", "large"), Kind::Room, 0, self.ring(0, 2, [0, 1]), INNER)?;
        large.key = key(&format!("{}-cell-1", self.place()))?;
        large.name = Some(text("Large cell", "큰 감방"));
        large.hypothesis = story(names[1], false);
        Ok(())
    }

    fn outline(&self, drawing: &mut Drawing) -> Result<(), Fault> {
        let (name, number) = (self.place(), self.building);
        let building =
            drawing.add(&format!("building-{name}"), Kind::Building, 0, self.ring(0, self.cells, [0, 3]), OUTER)?;
        building.key = key(&name)?;
        building.name = Some(text(format!("Building {number}"), format!("{number}동")));
        building.height = self.height_m.and_then(stated);
        Ok(())
    }

    /// A cell south (0) or north (2) of the corridor, with its outer wall, window, corridor wall and door.
    fn cell(&self, drawing: &mut Drawing, i: usize, south: usize) -> Result<(), Fault> {
        let (side, [outer, inner]) = if south == 0 { ("s", [0, 1]) } else { ("n", [3, 2]) };
        let wall = self.wall(drawing, &format!("outer-{side}{i}"), &[(i, outer), (i + 1, outer)], OUTER)?;
        self.opening(drawing, Kind::Window, &wall, [(i, outer), (i + 1, outer)], 0.8)?;
        let wall = self.wall(drawing, &format!("inner-{side}{i}"), &[(i, inner), (i + 1, inner)], INNER)?;
        let door = self.opening(drawing, Kind::Door, &wall, [(i, inner), (i + 1, inner)], 0.9)?;
        let number = self.first_cell + if south == 0 { i } else { self.cells + i };
        if let Some(door) = drawing.elements.iter_mut().rfind(|element| element.id == door) {
            door.key = key(&format!("{}-cell-{number}/door", self.place()))?;
        }
        if self.is_disputed() && south == 0 && i < 2 {
            return Ok(());
        }
        let room = self.id("room", &format!("cell-{number}"));
        let room = drawing.add(&room, Kind::Room, self.level, self.ring(i, i + 1, [south, south + 1]), INNER)?;
        room.key = key(&format!("{}-cell-{number}", self.place()))?;
        room.name = Some(text(format!("Cell {number}"), format!("{number}호 감방")));
        Ok(())
    }

    /// A southern cell of the alternatives; its id.
    fn room(&self, drawing: &mut Drawing, name: &str, from: usize, to: usize) -> Result<String, Fault> {
        let room = drawing.add(&self.id("room", name), Kind::Room, 0, self.ring(from, to, [0, 1]), INNER)?;
        room.key = key(&format!("{}-{name}", self.place()))?;
        room.name = Some(text(format!("Cell {to}"), format!("{to}호 감방")));
        Ok(room.id.clone())
    }

    /// The corridor, parted by the walls across it.
    fn corridor(&self, drawing: &mut Drawing) -> Result<(), Fault> {
        let parts = self.crosses + 1;
        for part in 0..parts {
            let [from, to] = [part, part + 1].map(|p| p * self.cells / parts);
            if part > 0 {
                let wall = self.wall(drawing, &format!("cross-{part}"), &[(from, 1), (from, 2)], INNER)?;
                self.opening(drawing, Kind::Door, &wall, [(from, 1), (from, 2)], 1.0)?;
            }
            let room = self.id("room", &format!("corridor-{part}"));
            let room = drawing.add(&room, Kind::Room, self.level, self.ring(from, to, [1, 2]), INNER)?;
            room.key = key(&format!("{}-corridor-{}-{part}", self.place(), self.level))?;
            room.name = Some(text("Corridor", "복도"));
        }
        Ok(())
    }

    /// A wall through corners of the lattice; its id.
    fn wall(
        &self,
        drawing: &mut Drawing,
        name: &str,
        corners: &[(usize, usize)],
        shares: Shares,
    ) -> Result<String, Fault> {
        let points: Vec<Coord> = corners.iter().map(|at| self.corner(*at)).collect();
        let wall = drawing.add(&self.id("wall", name), Kind::Wall, self.level, line(&points), shares)?;
        wall.height = self.height_m.and_then(stated);
        Ok(wall.id.clone())
    }

    /// An opening in the middle of a stretch of a wall; its id.
    fn opening(
        &self,
        drawing: &mut Drawing,
        kind: Kind,
        wall: &str,
        [a, b]: [(usize, usize); 2],
        width_m: f64,
    ) -> Result<String, Fault> {
        let form = opening(Line::new(self.corner(a), self.corner(b)), width_m);
        let opening = drawing.add(&format!("{}-{wall}", kind.as_str()), kind, self.level, form, OPENING)?;
        opening.host = Some(wall.to_owned());
        Ok(opening.id.clone())
    }

    fn ring(&self, from: usize, to: usize, [south, north]: [usize; 2]) -> Form {
        area(&[(from, south), (to, south), (to, north), (from, north)].map(|at| self.corner(at)))
    }

    /// A corner of the lattice of cells.
    fn corner(&self, (i, j): (usize, usize)) -> Coord {
        let (sin, cos) = self.turned.sin_cos();
        let (x, y) = (CELL_M * (i as f64 - 0.5 * self.cells as f64), ACROSS_M[j]);
        site(self.middle[0] + x * cos - y * sin, self.middle[1] + x * sin + y * cos)
    }

    fn place(&self) -> String {
        format!("b{:03}", self.building)
    }

    fn id(&self, kind: &str, name: &str) -> String {
        format!("{kind}-b{:03}-{}-{name}", self.building, self.level)
    }
}
