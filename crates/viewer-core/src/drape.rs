//! A scan as a net on the ground.

use locus_publish::BundleSheet;

/// A net of triangles.
#[derive(Clone, Debug, PartialEq)]
pub struct Drape {
    /// Knots, scene `[x, z]`, metres.
    pub xz: Vec<[f64; 2]>,
    /// Where in the scan each knot is: `[0, 0]` its upper left, `[1, 1]` its lower right corner.
    pub uvs: Vec<[f32; 2]>,
    /// Triangles.
    pub indices: Vec<u32>,
}

/// The net of a sheet: its published grid, else its affine map; `None` where neither was published.
pub fn drape(sheet: &BundleSheet) -> Option<Drape> {
    if let Some(grid) = &sheet.drape_grid
        && grid.columns >= 2
        && grid.rows >= 2
        && grid.xz.len() == grid.columns * grid.rows
    {
        return Some(net(grid.columns, grid.rows, grid.xz.clone()));
    }
    let [width, height] = sheet.size_px?;
    let [a, b, x, d, e, z] = sheet.drape?.scene_from_px;
    let corner = |px: f64, py: f64| [a * px + b * py + x, d * px + e * py + z];
    Some(net(2, 2, vec![corner(0.0, 0.0), corner(width, 0.0), corner(0.0, height), corner(width, height)]))
}

fn net(columns: usize, rows: usize, xz: Vec<[f64; 2]>) -> Drape {
    let share = |at: usize, of: usize| at as f32 / (of - 1) as f32;
    let uvs = (0..columns * rows).map(|knot| [share(knot % columns, columns), share(knot / columns, rows)]);
    let cells = (0..rows - 1).flat_map(|row| (0..columns - 1).map(move |column| (row * columns + column) as u32));
    let down = columns as u32;
    let indices = cells.flat_map(|at| [at, at + down, at + 1, at + 1, at + down, at + down + 1]);
    Drape { uvs: uvs.collect(), indices: indices.collect(), xz }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_net_covers_the_scan_once() {
        let laid = net(3, 4, vec![[0.0; 2]; 12]);
        assert_eq!(laid.indices.len(), 3 * 2 * 2 * 3);
        let area: f32 = laid
            .indices
            .chunks_exact(3)
            .map(|t| {
                let [a, b, c] = [t[0], t[1], t[2]].map(|i| laid.uvs[i as usize]);
                ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs() / 2.0
            })
            .sum();
        assert!((area - 1.0).abs() < 1e-6, "{area}");
        assert_eq!(laid.uvs[0], [0.0, 0.0]);
        assert_eq!(laid.uvs[11], [1.0, 1.0]);
    }
}
