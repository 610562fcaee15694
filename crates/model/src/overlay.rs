//! What a person is shown over a scan to judge a tracing: the elements, and the ink with what became of it.

use crate::{Drawing, In, SketchPx};
use geo::LineString;
use serde::Serialize;
use std::collections::BTreeMap;

/// What the tracing made of a piece of ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is in the drawing.
    Accepted,
    /// It is in the drawing, and there is a reason to look.
    Doubtful,
    /// It is in no element: taken for a smear, ruling, shading or writing.
    Dropped,
}

impl Verdict {
    /// Every verdict, as the legend lists them.
    pub const ALL: [Self; 3] = [Self::Accepted, Self::Doubtful, Self::Dropped];

    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Doubtful => "doubtful",
            Self::Dropped => "dropped",
        }
    }

    /// Its colour in red, green, blue: blue, vermilion and purple of Okabe and Ito's palette (Color Universal Design,
    /// 2008), which people with any colour vision tell apart.
    pub fn rgb(self) -> [u8; 3] {
        match self {
            Self::Accepted => [0x00, 0x72, 0xb2],
            Self::Doubtful => [0xd5, 0x5e, 0x00],
            Self::Dropped => [0xcc, 0x79, 0xa7],
        }
    }

    /// Its pattern along a line, in widths of that line: drawn and left out by turns. Empty: unbroken. No picture tells
    /// the verdicts apart by colour alone.
    pub fn dashes(self) -> &'static [f64] {
        match self {
            Self::Accepted => &[],
            Self::Doubtful => &[6.0, 3.0],
            Self::Dropped => &[1.0, 2.5],
        }
    }
}

/// A piece of ink, as its centre line.
#[derive(Clone, Debug, PartialEq)]
pub struct TracedInk {
    /// Its id; elements name it in [`Stroke::ink`](crate::Stroke::ink).
    pub id: String,
    /// What became of it.
    pub verdict: Verdict,
    /// Where.
    pub line: In<SketchPx, LineString>,
}

/// A drawing over its scan, for a person to look at and to correct.
#[derive(Clone, Copy, Debug)]
pub struct Overlay<'a> {
    /// The file name of the scan, without folder.
    pub image: &'a str,
    /// Width and height of the scan as shown, pixels.
    pub size: [u32; 2],
    /// The elements.
    pub drawing: &'a Drawing<SketchPx>,
    /// Why elements are doubtful, by element id; an element that is not named here is accepted.
    pub doubts: &'a BTreeMap<String, String>,
    /// The ink.
    pub ink: &'a [TracedInk],
}

impl Overlay<'_> {
    /// What the tracing makes of the element `id`.
    pub fn verdict(&self, id: &str) -> Verdict {
        if self.doubts.contains_key(id) { Verdict::Doubtful } else { Verdict::Accepted }
    }

    /// Width of the lines of the overlay, pixels of the scan: visible when the whole sheet fills a screen.
    pub fn line_width_px(&self) -> f64 {
        let [width, height] = self.size.map(f64::from);
        (0.0015 * width.hypot(height)).max(1.0)
    }
}
