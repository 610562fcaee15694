//! Paper: sizes, frame, and what stands where on a sheet (ISO 5457:1999, ISO 7200:2004).

use super::area::Area;

/// A trimmed sheet of the ISO A series (ISO 216). A4 stands upright, the others lie (ISO 5457:1999, 3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paper {
    /// 210 mm by 297 mm.
    A4,
    /// 420 mm by 297 mm.
    #[default]
    A3,
    /// 594 mm by 420 mm.
    A2,
    /// 841 mm by 594 mm.
    A1,
}

/// The filing margin at the left edge, millimetres (ISO 5457:1999, 4.2).
const FILING_MM: f64 = 20.0;
/// The margin at the other edges, millimetres.
const MARGIN_MM: f64 = 10.0;
/// Width of a title block, millimetres (ISO 7200:2004, 6).
const TITLE_WIDTH_MM: f64 = 180.0;
/// Height of ours, millimetres.
const TITLE_HEIGHT_MM: f64 = 46.0;
/// Width of the tables at the right edge, millimetres.
const TABLES_MM: f64 = 150.0;
/// Least width of a column of tables on a sheet that holds nothing else, millimetres.
const COLUMN_MM: f64 = 160.0;
/// Between two columns, millimetres.
const GUTTER_MM: f64 = 6.0;

impl Paper {
    /// All, smallest first.
    pub const ALL: [Self; 4] = [Self::A4, Self::A3, Self::A2, Self::A1];

    /// Width and height, millimetres.
    pub fn size_mm(self) -> [f64; 2] {
        match self {
            Self::A4 => [210.0, 297.0],
            Self::A3 => [420.0, 297.0],
            Self::A2 => [594.0, 420.0],
            Self::A1 => [841.0, 594.0],
        }
    }

    /// Its designation.
    pub fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::A3 => "A3",
            Self::A2 => "A2",
            Self::A1 => "A1",
        }
    }

    /// The paper of this designation, in capitals or not.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.name().eq_ignore_ascii_case(name))
    }

    /// The drawing frame, millimetres from the upper left corner, y down.
    pub(super) fn frame(self) -> Area {
        let [width, height] = self.size_mm();
        Area { min: [FILING_MM, MARGIN_MM], max: [width - MARGIN_MM, height - MARGIN_MM] }
    }

    /// The title block: the lower right corner of the frame (ISO 5457:1999, 4.1).
    pub(super) fn title(self) -> Area {
        let [right, bottom] = self.frame().max;
        Area { min: [right - TITLE_WIDTH_MM, bottom - TITLE_HEIGHT_MM], max: [right, bottom] }
    }

    /// What is drawn to scale.
    pub(super) fn zone(self) -> Area {
        let (frame, strip) = (self.frame(), self.strip());
        let right = self.tables().map_or(frame.max[0], |tables| tables.min[0]);
        Area { min: frame.min, max: [right, strip.min[1]] }
    }

    /// Legend, scale bar and north: beside the title block, on A4 above it.
    pub(super) fn strip(self) -> Area {
        let (frame, title) = (self.frame(), self.title());
        match self {
            Self::A4 => Area { min: [frame.min[0], title.min[1] - 54.0], max: [frame.max[0], title.min[1]] },
            _ => Area { min: [frame.min[0], title.min[1]], max: [title.min[0], frame.max[1]] },
        }
    }

    /// The tables beside the drawing; A4 has no room for them.
    pub(super) fn tables(self) -> Option<Area> {
        let (frame, title) = (self.frame(), self.title());
        let area = Area { min: [frame.max[0] - TABLES_MM, frame.min[1]], max: [frame.max[0], title.min[1]] };
        (self != Self::A4).then_some(area)
    }

    /// The columns of a sheet that holds tables alone.
    pub(super) fn columns(self) -> Vec<Area> {
        let (frame, bottom) = (self.frame(), self.title().min[1]);
        let count = (frame.width() / COLUMN_MM).floor().max(1.0);
        let width = (frame.width() - GUTTER_MM * (count - 1.0)) / count;
        let column = |i: usize| {
            let left = frame.min[0] + (width + GUTTER_MM) * i as f64;
            Area { min: [left, frame.min[1]], max: [left + width, bottom] }
        };
        (0..count as usize).map(column).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn nothing_on_a_sheet_stands_on_something_else() {
        for paper in Paper::ALL {
            let parts = [Some(paper.zone()), Some(paper.strip()), paper.tables(), Some(paper.title())];
            let parts: Vec<Area> = parts.into_iter().flatten().collect();
            for (i, a) in parts.iter().enumerate() {
                assert!(paper.frame().holds(*a) && a.width() > 20.0 && a.height() > 20.0, "{paper:?} {i}");
                assert!(parts[i + 1..].iter().all(|b| !a.grown(-0.01).meets(*b)), "{paper:?} {i}");
            }
            assert!(paper.columns().iter().all(|c| paper.frame().holds(*c) && !c.grown(-0.01).meets(paper.title())));
            assert_eq!(Paper::named(&paper.name().to_lowercase()), Some(paper));
        }
        assert_eq!(Paper::named("A5"), None);
    }
}
