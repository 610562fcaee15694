// A person on foot: the walker of locus-viewer-core (`walk.rs`, `obstacles.rs`), on the floor of one level.
//
// Each short step is the point nearest to the wish that keeps the body out of every solid side within reach.

const RADIUS = 0.25;
const HEIGHT = 1.7;
const STEP = 0.35;
const STRIDE = RADIUS / 2;
const FARTHEST = 400;
export const EYE = 1.6;

const sides = (rings) => rings.flatMap((ring) => ring.slice(1).map((end, i) => [ring[i], end]));

function nearestOn([a, b], [x, z]) {
  const [dx, dz] = [b[0] - a[0], b[1] - a[1]];
  const length2 = dx * dx + dz * dz;
  const along = length2 > 0 ? ((x - a[0]) * dx + (z - a[1]) * dz) / length2 : 0;
  const t = Math.min(1, Math.max(0, along));
  return [a[0] + t * dx, a[1] + t * dz];
}

function contains(rings, [x, z]) {
  const crosses = ([a, b]) => a[1] > z !== b[1] > z && x < a[0] + ((z - a[1]) / (b[1] - a[1])) * (b[0] - a[0]);
  return sides(rings).filter(crosses).length % 2 === 1;
}

function distance(rings, at) {
  if (contains(rings, at)) return 0;
  const apart = sides(rings).map((side) => {
    const near = nearestOn(side, at);
    return Math.hypot(at[0] - near[0], at[1] - near[1]);
  });
  return Math.min(...apart);
}

// The contacts with sides that turn their outer face to the place.
function contacts(solid, at) {
  return sides(solid.rings).flatMap(([a, b]) => {
    const outward = (b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0]);
    const near = nearestOn([a, b], at);
    const [dx, dz] = [at[0] - near[0], at[1] - near[1]];
    const far = Math.hypot(dx, dz);
    return outward < 0 && far > 0 ? [{ away: [dx / far, dz / far], far }] : [];
  });
}

// The displacement nearest to the wish that all half-planes allow; standing still where rounding leaves none.
function nearestAllowed(planes, wish) {
  const along = (p, d) => p.normal[0] * d[0] + p.normal[1] * d[1];
  const allowed = (d) => planes.every((p) => along(p, d) >= p.least - 1e-12);
  if (allowed(wish)) return wish;
  const found = [];
  planes.forEach((p, i) => {
    const lacking = p.least - along(p, wish);
    if (lacking > 1e-12) found.push([wish[0] + lacking * p.normal[0], wish[1] + lacking * p.normal[1]]);
    for (const q of planes.slice(0, i)) {
      const [[a, b], [c, d]] = [p.normal, q.normal];
      const det = a * d - b * c;
      if (Math.abs(det) > 1e-9) {
        found.push([(p.least * d - b * q.least) / det, (a * q.least - p.least * c) / det]);
      }
    }
  });
  const away = (d) => Math.hypot(d[0] - wish[0], d[1] - wish[1]);
  const best = found.filter(allowed).sort((a, b) => away(a) - away(b))[0];
  return best && Math.hypot(...best) <= Math.hypot(...wish) ? best : [0, 0];
}

export class Walker {
  constructor(solids) {
    const reach = (rings, i, pick) => pick(...rings[0].map((corner) => corner[i]));
    this.solids = solids.map((solid) => ({
      ...solid,
      low2: [0, 1].map((i) => reach(solid.rings, i, Math.min)),
      high2: [0, 1].map((i) => reach(solid.rings, i, Math.max)),
    }));
    this.visible = null;
  }

  // What stops a body that stands at that height, within reach of a place.
  near(at, reach, floor) {
    return this.solids.filter(
      (s) =>
        (!this.visible || this.visible[s.element]) &&
        s.low < floor + HEIGHT - 1e-9 &&
        s.high > floor + STEP + 1e-7 &&
        [0, 1].every((i) => s.low2[i] - reach <= at[i] && s.high2[i] + reach >= at[i]),
    );
  }

  isClear(at, floor) {
    return this.near(at, RADIUS, floor).every((s) => distance(s.rings, at) >= RADIUS - 1e-7);
  }

  // The nearest place found where a person can stand.
  settle(at, floor) {
    if (this.isClear(at, floor)) return at;
    for (let away = 0.25 * RADIUS; away < FARTHEST; away *= 1.15) {
      for (let turn = 0; turn < 32; turn += 1) {
        const angle = (2 * Math.PI * turn) / 32;
        const place = [at[0] + away * Math.sin(angle), at[1] - away * Math.cos(angle)];
        if (this.isClear(place, floor)) return place;
      }
    }
    return at;
  }

  advance(at, by, floor) {
    const wish = Math.hypot(...by);
    const strides = Math.min(4096, Math.max(1, Math.ceil(wish / STRIDE)));
    let place = this.settle(at, floor);
    for (let i = 0; i < strides; i += 1) {
      const [dx, dz] = this.slide(place, by.map((b) => b / strides), floor);
      const next = [place[0] + dx, place[1] + dz];
      if (!this.isClear(next, floor)) break;
      place = next;
    }
    return place;
  }

  slide(at, wish, floor) {
    const reach = RADIUS + Math.hypot(...wish);
    const touched = this.near(at, reach, floor).flatMap((solid) => contacts(solid, at));
    const planes = touched
      .filter((contact) => contact.far < reach)
      .map((contact) => ({ normal: contact.away, least: -Math.max(0, contact.far - RADIUS) }));
    return nearestAllowed(planes, wish);
  }
}
