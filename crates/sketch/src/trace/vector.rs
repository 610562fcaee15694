//! Points and lines in working pixels.

/// A point, x right and y down.
pub type Px = [f64; 2];

/// b - a.
pub fn minus(b: Px, a: Px) -> Px {
    [b[0] - a[0], b[1] - a[1]]
}

/// Inner product.
pub fn dot(a: Px, b: Px) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

/// The third component of the outer product.
pub fn cross(a: Px, b: Px) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

/// Distance of two points.
pub fn distance(a: Px, b: Px) -> f64 {
    (b[0] - a[0]).hypot(b[1] - a[1])
}

/// The direction from a to b, of length 1; zero where they coincide.
pub fn direction(a: Px, b: Px) -> Px {
    let length = distance(a, b);
    if length > 0.0 { [(b[0] - a[0]) / length, (b[1] - a[1]) / length] } else { [0.0, 0.0] }
}

/// The point at `t` of the way from a to b.
pub fn between(a: Px, b: Px, t: f64) -> Px {
    [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]
}

/// Where on the segment (0 to 1) the point nearest to `p` lies, and how far `p` is from it.
pub fn nearest_on(p: Px, a: Px, b: Px) -> (f64, f64) {
    let along = minus(b, a);
    let squared = dot(along, along);
    let t = if squared > 0.0 { (dot(minus(p, a), along) / squared).clamp(0.0, 1.0) } else { 0.0 };
    (t, distance(p, between(a, b, t)))
}

/// Length of a polyline.
pub fn length(line: &[Px]) -> f64 {
    line.windows(2).map(|pair| distance(pair[0], pair[1])).sum()
}

/// Twice the signed area of a ring given without its closing point; positive clockwise as seen (y down).
pub fn doubled_area(ring: &[Px]) -> f64 {
    (0..ring.len()).map(|i| cross(ring[i], ring[(i + 1) % ring.len()])).sum()
}

/// The line with the least sum of squared distances: the middle of the points and a direction. `None` for fewer than
/// two different points.
pub fn fit_line(points: &[Px]) -> Option<(Px, Px)> {
    let n = points.len() as f64;
    let middle = [0, 1].map(|k| points.iter().map(|p| p[k]).sum::<f64>() / n);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for p in points {
        let [x, y] = minus(*p, middle);
        (xx, xy, yy) = (xx + x * x, xy + x * y, yy + y * y);
    }
    let angle = 0.5 * f64::atan2(2.0 * xy, xx - yy);
    (points.len() > 1 && xx + yy > 0.0).then(|| (middle, [angle.cos(), angle.sin()]))
}

/// The polyline with fewer points, none of the old farther than `tolerance` from it (U. Ramer, 1972; D. H. Douglas and
/// T. K. Peucker, 1973). Indices into the old.
pub fn simplify(line: &[Px], tolerance: f64) -> Vec<usize> {
    let mut keep = vec![0];
    let mut stack = vec![(0, line.len().saturating_sub(1))];
    while let Some((a, b)) = stack.pop() {
        let farthest = (a + 1..b)
            .map(|i| (i, nearest_on(line[i], line[a], line[b]).1))
            .max_by(|p, q| p.1.total_cmp(&q.1))
            .filter(|(_, off)| *off > tolerance);
        match farthest {
            Some((i, _)) => stack.extend([(i, b), (a, i)]),
            None if b > a => keep.push(b),
            None => {}
        }
    }
    keep
}
