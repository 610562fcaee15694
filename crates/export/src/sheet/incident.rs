//! Where incidents are said to have happened: numbered as in the table.

use super::area::Spot;
use super::drawing::Drawing;
use super::label::Ground;
use super::lettering::SMALL;
use super::wall::length;
use locus_publish::BundleIncident;

/// Places nearer to each other than this share a marker, millimetres: a site plan does not tell one cell from the next.
const TOGETHER_MM: f64 = 10.0;
/// Farthest a marker stands from its place, millimetres.
const REACH_MM: f64 = 60.0;

impl Drawing<'_> {
    /// Markers with the numbers of the incidents there, joined to the place by a leader: the place is known, not the spot.
    pub fn incidents(&mut self, incidents: &[BundleIncident]) {
        let mut markers: Vec<(Spot, Vec<String>)> = Vec::new();
        for (i, incident) in incidents.iter().enumerate() {
            let Some([x, _, z]) = incident.position else { continue };
            let (at, number) = (self.view.at([x, z]), (i + 1).to_string());
            match markers.iter_mut().find(|(other, _)| length(*other, at) < TOGETHER_MM) {
                Some((_, numbers)) => numbers.push(number),
                None => markers.push((at, vec![number])),
            }
        }
        for (at, numbers) in markers {
            let lines = [(format!(" {} ", numbers.join(", ")), SMALL)];
            self.led(at, &lines, REACH_MM, Ground::Marker);
        }
    }
}
