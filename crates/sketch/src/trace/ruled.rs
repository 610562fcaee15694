//! Ruled and squared paper: many faint straight lines, evenly spaced, all across the sheet. Their darkness is taken off
//! the picture, so that ink that crosses them, or runs along them, keeps what it has beyond them.

use super::grid::Grid;
use super::homography;
use super::page::Page;
use super::vector::Px;

/// Lines at least, to be a ruling.
const LEAST_LINES: usize = 6;
/// Share of the page that a ruled line crosses.
const LEAST_SPAN: f64 = 0.42;
/// How far around a ruled line its darkness is measured, pixels.
const REACH: isize = 3;

/// One direction of lines: across the page (`along` 0) or down it (1).
struct Family<'a> {
    along: usize,
    /// Working pixels to page units of one working pixel.
    to_page: [[f64; 3]; 3],
    from_page: [[f64; 3]; 3],
    size: [f64; 2],
    darkness: &'a mut Grid<i16>,
    unit: f64,
}

/// Takes rulings off; how many lines were found in each direction.
pub fn take_off(darkness: &mut Grid<i16>, page: &Page, factor: f64, full: f64, unit: f64) -> [usize; 2] {
    let longer = 1400.0 * unit;
    let size = if page.aspect > 1.0 { [longer / page.aspect, longer] } else { [longer, longer * page.aspect] };
    let corners = [[0.0, 0.0], [size[0], 0.0], size, [0.0, size[1]]];
    let outline = page.outline.map(|p| p.map(|v| v / factor));
    let Some(from_page) = homography::of_corners(corners, outline) else {
        return [0, 0];
    };
    let Some(to_page) = homography::inverse(&from_page) else {
        return [0, 0];
    };
    [0, 1].map(|along| {
        let mut family = Family { along, to_page, from_page, size, darkness, unit };
        let lines = family.lines(full);
        // What is much darker than the ruling at large is ink that runs along a line.
        let mut levels: Vec<i16> = lines.iter().filter_map(|line| family.level(*line)).collect();
        levels.sort_unstable();
        let most = levels.get(levels.len() / 2).map_or(0, |level| level + level / 3 + 2);
        lines.iter().for_each(|line| family.erase(*line, most));
        lines.len()
    })
}

impl Family<'_> {
    /// The lines, from end to end in working pixels.
    fn lines(&self, full: f64) -> Vec<[Px; 2]> {
        let ridge = self.ridge(full);
        let across = self.size[1 - self.along];
        let bins = across.ceil() as usize + 1;
        let votes = |slope: f64| {
            let mut histogram = vec![0u32; bins];
            for p in &ridge {
                let v = p[1 - self.along] - slope * (p[self.along] - self.size[self.along] / 2.0);
                if (0.0..across).contains(&v) {
                    histogram[v as usize] += 1;
                }
            }
            histogram
        };
        let sharp = |slope: &f64| votes(*slope).iter().map(|n| u64::from(*n).pow(2)).sum::<u64>();
        let slopes = (-60..=60).map(|i| f64::from(i) * 0.0008);
        let Some(slope) = slopes.max_by_key(sharp) else {
            return Vec::new();
        };
        let at = self.even_peaks(&votes(slope));
        let end = |v: f64, t: f64| {
            let u = t * self.size[self.along];
            let v = v + slope * (u - self.size[self.along] / 2.0);
            homography::apply(&self.from_page, if self.along == 0 { [u, v] } else { [v, u] })
        };
        at.into_iter().map(|v| [end(v, 0.0), end(v, 1.0)]).collect()
    }

    /// Pixels darker than what lies to either side across the line, yet fainter than ink; on the page.
    fn ridge(&self, full: f64) -> Vec<Px> {
        let aside = (3.5 * self.unit).round().max(3.0) as isize;
        let (w, h) = (self.darkness.width as isize, self.darkness.height as isize);
        let step = if self.along == 0 { (0, aside) } else { (aside, 0) };
        let mut found = Vec::new();
        for y in aside..h - aside {
            // Every third pixel along the line is enough.
            for x in aside..w - aside {
                if (if self.along == 0 { x } else { y }) % 3 != 0 {
                    continue;
                }
                let d = self.value(x, y);
                let ridge = 2 * d - self.value(x - step.0, y - step.1) - self.value(x + step.0, y + step.1);
                if d >= 7 && f64::from(d) < 0.62 * full && ridge > 10 {
                    found.push(homography::apply(&self.to_page, [x as f64 + 0.5, y as f64 + 0.5]));
                }
            }
        }
        found
    }

    fn value(&self, x: isize, y: isize) -> i16 {
        self.darkness.data[y as usize * self.darkness.width + x as usize]
    }

    /// Where the votes peak at even distances.
    fn even_peaks(&self, votes: &[u32]) -> Vec<f64> {
        let least = LEAST_SPAN * self.size[self.along] / 3.0;
        let wide = |i: usize| votes[i.saturating_sub(1)..(i + 2).min(votes.len())].iter().sum::<u32>();
        let reach = (4.0 * self.unit).max(3.0) as usize;
        let top = |i: &usize| {
            let near = i.saturating_sub(reach)..(i + reach + 1).min(votes.len());
            f64::from(wide(*i)) > least
                && near.into_iter().all(|j| wide(j) < wide(*i) || (wide(j) == wide(*i) && j >= *i))
        };
        let peaks: Vec<f64> = (0..votes.len()).filter(top).map(|i| centre(votes, i)).collect();
        let mut gaps: Vec<f64> = peaks.windows(2).map(|p| p[1] - p[0]).collect();
        gaps.sort_by(f64::total_cmp);
        if peaks.len() < LEAST_LINES {
            return Vec::new();
        }
        let spacing = gaps[gaps.len() / 2];
        let rows = (0..peaks.len()).map(|first| even_row(&peaks[first..], spacing));
        let row = rows.max_by_key(Vec::len).unwrap_or_default();
        // Drawn lines may lie between the ruled ones; most are ruled, and few of the ruled are missing.
        let slots = row.last().zip(row.first()).map_or(0.0, |(b, a)| (b - a) / spacing + 1.0);
        let ruled = row.len() >= LEAST_LINES && row.len() * 5 >= peaks.len() * 3 && row.len() as f64 > 0.7 * slots;
        if ruled { row } else { Vec::new() }
    }

    /// The median darkness along a line, the darkest of three pixels across.
    fn level(&self, [a, b]: [Px; 2]) -> Option<i16> {
        let mut values: Vec<i16> = (0..300)
            .map(|i| super::vector::between(a, b, (f64::from(i) + 0.5) / 300.0))
            .map(|p| p.map(|v| v.floor() as isize))
            .filter_map(|[x, y]| {
                (-1..=1)
                    .map(
                        |d| if self.along == 0 { self.darkness.at(x, y + d, 0) } else { self.darkness.at(x + d, y, 0) },
                    )
                    .max()
            })
            .collect();
        values.sort_unstable();
        values.get(values.len() / 2).copied()
    }

    /// Takes the median profile of a line off, stretch by stretch, following it by a pixel or two.
    fn erase(&mut self, [a, b]: [Px; 2], most: i16) {
        let (run, off) = (self.along, 1 - self.along);
        let slope = (b[off] - a[off]) / (b[run] - a[run]);
        let limit = [self.darkness.width, self.darkness.height];
        let (low, high) = (a[run].min(b[run]).max(0.0) as usize, (a[run].max(b[run]) as usize).min(limit[run]));
        let stretch = (60.0 * self.unit).max(24.0) as usize;
        let mut shift = 0;
        for start in (low..high).step_by(stretch) {
            let end = (start + stretch).min(high);
            let middle = |along: usize| (a[off] + slope * (along as f64 + 0.5 - a[run])).floor() as isize;
            let index = |along: usize, side: isize| {
                let across = usize::try_from(middle(along) + side).ok().filter(|v| *v < limit[off])?;
                Some(if run == 0 { across * limit[0] + along } else { along * limit[0] + across })
            };
            let level = |side: isize| {
                let mut values: Vec<i16> =
                    (start..end).filter_map(|x| index(x, side)).map(|i| self.darkness.data[i]).collect();
                values.sort_unstable();
                values.get(values.len() * 2 / 5).copied().unwrap_or(0)
            };
            let best = (shift - 1..=shift + 1).max_by_key(|s| level(*s)).unwrap_or(0);
            shift = best.clamp(-4, 4);
            let profile: Vec<i16> = (-REACH..=REACH).map(|side| level(shift + side).clamp(0, most)).collect();
            for along in start..end {
                for (side, darkness) in (-REACH..=REACH).zip(&profile) {
                    if let Some(i) = index(along, shift + side) {
                        self.darkness.data[i] -= (*darkness).min(self.darkness.data[i].max(0));
                    }
                }
            }
        }
    }
}

/// The lines that follow the first at whole multiples of the spacing, each taken from the one before.
fn even_row(peaks: &[f64], spacing: f64) -> Vec<f64> {
    let mut row: Vec<f64> = peaks.iter().take(1).copied().collect();
    for p in peaks.iter().skip(1) {
        let steps = (p - row[row.len() - 1]) / spacing;
        if steps > 0.5 && (steps - steps.round()).abs() < 0.12 {
            row.push(*p);
        }
    }
    row
}

fn centre(votes: &[u32], at: usize) -> f64 {
    let window = at.saturating_sub(1)..(at + 2).min(votes.len());
    let (sum, moment) = window.fold((0.0, 0.0), |(s, m), i| {
        let n = f64::from(votes[i]);
        (s + n, m + n * (i as f64 + 0.5))
    });
    moment / f64::max(sum, 1.0)
}
