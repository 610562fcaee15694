//! Signs drawn apart from the walls: crosses, arrows, flights of stairs; each one piece of ink.

use super::arrangement::crossing;
use super::components::Component;
use super::glyph::{Piece, has_letters_beside};
use super::hatching;
use super::look::Symbol;
use super::stroke::Stroke;
use super::vector::{Px, between, cross, direction, distance, dot, minus, nearest_on};

/// A sign and the piece of ink it is.
pub struct Sign {
    /// The piece.
    pub piece: usize,
    /// What it is.
    pub symbol: Symbol,
}

/// Finds the signs. `unit`: 1/1400 of the page's longer side, working pixels.
pub fn signs(strokes: &[Stroke], pieces: &[Component], sorted: &[Piece], unit: f64) -> Vec<Sign> {
    let mut of_piece: Vec<Vec<usize>> = vec![Vec::new(); pieces.len()];
    for (i, stroke) in strokes.iter().enumerate().filter(|(_, s)| s.length() > 4.0 * unit) {
        if let Some(members) = of_piece.get_mut(stroke.piece) {
            members.push(i);
        }
    }
    let sign = |piece: usize| {
        let members: Vec<&Stroke> = of_piece[piece].iter().map(|i| &strokes[*i]).collect();
        if sorted[piece] == Piece::Circle || members.len() > 60 {
            return None;
        }
        let alone = || !has_letters_beside(piece, pieces);
        let symbol = if is_cross(&members, unit) && alone() {
            Some(Symbol::Cross)
        } else if let Some(direction_deg) = arrow(&members, unit) {
            Some(Symbol::Arrow { direction_deg })
        } else {
            is_flight(&of_piece[piece], strokes, &pieces[piece], unit).then_some(Symbol::Stairs)
        };
        symbol.map(|symbol| Sign { piece, symbol })
    };
    (0..pieces.len()).filter_map(sign).collect()
}

fn ends(stroke: &Stroke) -> [Px; 2] {
    [stroke.line[0], stroke.line[stroke.line.len() - 1]]
}

/// The ends of a stroke that bends by no more than a hand does.
fn straight(stroke: &Stroke, least: f64) -> Option<[Px; 2]> {
    let [a, b] = ends(stroke);
    let chord = distance(a, b);
    (chord > least && chord > 0.94 * stroke.length()).then_some([a, b])
}

/// Two strokes of like length across each other's middle.
fn is_cross(members: &[&Stroke], unit: f64) -> bool {
    let [p, q] = members else { return false };
    let (Some(p), Some(q)) = (straight(p, 13.0 * unit), straight(q, 13.0 * unit)) else { return false };
    let [first, second] = [p, q].map(|[a, b]| distance(a, b));
    let upright = dot(direction(p[0], p[1]), direction(q[0], q[1])).abs() < 0.64;
    let middle = 0.3..0.7;
    let inside = crossing(p, q).is_some_and(|(u, v)| middle.contains(&u) && middle.contains(&v));
    upright && inside && (0.6..1.67).contains(&(first / second)) && first.max(second) < 90.0 * unit
}

/// Where an arrow points, degrees clockwise from the top of the picture: a straight shaft, and a head on one end that
/// spreads evenly to both sides and away from the tip.
fn arrow(members: &[&Stroke], unit: f64) -> Option<f64> {
    let shaft = members.iter().max_by(|a, b| a.length().total_cmp(&b.length()))?;
    let [a, b] = straight(shaft, 32.0 * unit)?;
    let all = || members.iter().flat_map(|s| s.line.iter().copied());
    // Where the head meets the shaft, thinning may part the tip from it.
    let led_to_tip = |from: Px, to: Px| {
        let (way, shaft) = (direction(from, to), distance(from, to));
        let beyond = all().map(|p| minus(p, to)).filter(|v| cross(way, *v).abs() < 4.0 * unit).map(|v| dot(v, way));
        let far = beyond.filter(|far| *far < 0.2 * shaft).fold(0.0, f64::max);
        [to[0] + far * way[0], to[1] + far * way[1]]
    };
    let [a, b] = [led_to_tip(b, a), led_to_tip(a, b)];
    let head: Vec<Px> =
        members.iter().filter(|s| !std::ptr::eq(**s, *shaft)).flat_map(|s| s.line.iter().copied()).collect();
    let (tail, tip) = if is_head(&head, a, b, unit) {
        (a, b)
    } else if is_head(&head, b, a, unit) {
        (b, a)
    } else {
        return None;
    };
    let way = direction(tail, tip);
    Some(way[0].atan2(-way[1]).to_degrees().rem_euclid(360.0))
}

fn is_head(head: &[Px], tail: Px, tip: Px, unit: f64) -> bool {
    let (way, shaft) = (direction(tail, tip), distance(tail, tip));
    let places: Vec<Px> = head.iter().map(|p| minus(*p, tip)).map(|v| [-dot(v, way), cross(way, v)]).collect();
    let side = |sign: f64| {
        let out = places.iter().copied().filter(|p| sign * p[1] > 1.5 * unit);
        out.max_by(|p, q| p[1].abs().total_cmp(&q[1].abs())).map(|p| [p[0], p[1].abs()])
    };
    let (Some(left), Some(right)) = (side(-1.0), side(1.0)) else { return false };
    let reach = left[0].max(right[0]);
    let spread = left[1].max(right[1]);
    let even = left[1].min(right[1]) > 0.45 * spread && left[0].min(right[0]) > 0.45 * reach;
    let sized = spread > 4.0 * unit && spread < 0.45 * shaft && (0.08..0.6).contains(&(reach / shaft));
    // Widest away from the tip, and nothing beyond the widest place.
    let pointed =
        places.iter().all(|p| p[0] < reach + 4.0 * unit && p[1].abs() < (p[0] + 5.0 * unit) / reach * spread * 1.25);
    // A bar across a shaft is as far from its end in the middle as at its sides.
    let halfway = places.iter().filter(|p| (0.25..0.6).contains(&(p[1].abs() / spread))).map(|p| p[0]);
    let opens = halfway.fold(f64::MAX, f64::min) < 0.8 * reach;
    even && sized && reach > 0.75 * spread && pointed && opens
}

/// Whether a whole piece is a flight of stairs: treads of like length one behind the other at even, narrow distance, and
/// rails along their ends. Wider ladders are taken for a hatched area.
fn is_flight(members: &[usize], strokes: &[Stroke], piece: &Component, unit: f64) -> bool {
    if members.len() < 6 {
        return false;
    }
    hatching::groups(strokes, members, unit).iter().any(|treads| {
        let lines: Vec<[Px; 2]> = treads.iter().map(|i| ends(&strokes[*i])).collect();
        let rails: Vec<[Px; 2]> = members.iter().filter(|i| !treads.contains(i)).map(|i| ends(&strokes[*i])).collect();
        let span = [0, 1].map(|k| {
            let all = || lines.iter().flatten().map(|p| p[k]);
            all().fold(f64::MIN, f64::max) - all().fold(f64::MAX, f64::min)
        });
        let whole = (0..2).all(|k| (piece.max[k] - piece.min[k]) as f64 <= span[k] + 30.0 * unit);
        whole && are_treads(&lines, unit) && have_rails(&lines, &rails, unit)
    })
}

fn are_treads(lines: &[[Px; 2]], unit: f64) -> bool {
    let n = lines.len() as f64;
    let length = lines.iter().map(|[a, b]| distance(*a, *b)).sum::<f64>() / n;
    let Some(run) = lines.first().map(|[a, b]| direction(*a, *b)) else { return false };
    let middles: Vec<Px> =
        lines.iter().map(|[a, b]| between(*a, *b, 0.5)).map(|p| [dot(p, run), cross(run, p)]).collect();
    let mean = middles.iter().map(|m| m[0]).sum::<f64>() / n;
    let aligned = middles.iter().all(|m| (m[0] - mean).abs() < 0.2 * length + 2.0 * unit);
    let alike = lines.iter().all(|[a, b]| (distance(*a, *b) / length - 1.0).abs() < 0.3);
    let mut rows: Vec<f64> = middles.iter().map(|m| m[1]).collect();
    rows.sort_by(f64::total_cmp);
    let steps: Vec<f64> = rows.windows(2).map(|r| r[1] - r[0]).collect();
    let step = steps.iter().sum::<f64>() / steps.len().max(1) as f64;
    let even = steps.iter().all(|s| (s / step - 1.0).abs() < 0.5);
    lines.len() > 3 && aligned && alike && even && (10.0 * unit..55.0 * unit).contains(&length) && step < 14.0 * unit
}

/// Whether most treads end on other ink at both ends.
fn have_rails(treads: &[[Px; 2]], rails: &[[Px; 2]], unit: f64) -> bool {
    let held = |p: &Px| rails.iter().any(|[a, b]| nearest_on(*p, *a, *b).1 < 5.0 * unit);
    let both = treads.iter().filter(|ends| ends.iter().all(held)).count();
    both * 4 >= treads.len() * 3
}
