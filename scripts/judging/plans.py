"""Real plan layouts drawn as by hand: vector annotations of flats (Raster-to-Vector, Liu et al., ICCV 2017), whose walls,
doors and rooms nobody here laid out, and a pen that shares nothing with the benchmark's simulator.

The truth is written as the benchmark writes it, so that the same scorer reads it.
"""

import hashlib
import json
import math
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from scipy import ndimage
from shapely import transform, unary_union
from shapely.geometry import LineString, MultiLineString, Point, Polygon
from shapely.ops import linemerge, polygonize

from sheets import Sheet

INTRO = """## Real plan layouts

{count} flats of Raster-to-Vector (Liu et al., ICCV 2017; MIT), annotated as vectors, without pictures: walls, doors and rooms that nobody here
laid out. Drawn by a pen that shares nothing with the simulator: lines that drift, overshoot and stop short, doors with leaf and swing, windows as
a second line, basins as ovals, rooms named in print, uneven light. Openings wider than a door are annotated as doors: outside they are drawn as
windows, inside as wall with a door in its middle. Flats are harder than facilities: niches, ducts, several doors in a corner of a corridor.
"""
LONG_SIDE = 1400  # of the picture, pixels
SMALLEST_ROOM = 40.0  # side of the least area that counts as a room, pixels; ducts and slivers do not
MISS = 4.0  # pixels of an annotation: the end of a wall this near to another one is meant to meet it
WIDEST_DOOR = 130.0  # pixels: what is wider is annotated as a door but is a row of sliding ones, or a window
ROUND = ("washing_basin", "toilet")  # furniture that is drawn, as ovals
NAMED = ("balcony", "bathroom", "bedroom", "corridor", "entrance", "kitchen", "living_room", "restroom", "washing_room")
VERSION = "3"  # of what is drawn: a change draws all again


class Plan:
    """One annotation, in pixels of the picture it is drawn on."""

    def __init__(self, path: Path, degrees: float):
        rows = [l.split("\t") for l in path.read_text(encoding="utf-8").splitlines() if l.strip()]
        boxes = [(r[4], np.array(list(map(float, r[:4]))).reshape(2, 2)) for r in rows]
        walls = [b for kind, b in boxes if kind == "wall" and np.ptp(b, 0).max() > 0]
        turn = math.radians(degrees)
        rotation = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
        corners = np.concatenate(walls) @ rotation
        low, high = corners.min(0), corners.max(0)
        scale = 0.84 * LONG_SIDE / (high - low).max()
        self.size = tuple(int(v) for v in np.ceil((high - low) * scale + 0.16 * LONG_SIDE))

        def placed(points: np.ndarray) -> np.ndarray:
            return (points @ rotation - low) * scale + 0.08 * LONG_SIDE

        # Where walls meet is decided on whole pixels: of walls that are turned, ends miss the wall they meet by a rounding.
        upright = meeting(whole_lines(walls))
        self.walls = [placed(w) for w in upright]
        self.basins = [placed(b) for kind, b in boxes if kind in ROUND]
        self.names = [(kind.replace("_", " "), placed(b).mean(0)) for kind, b in boxes if kind in NAMED]
        self.faces = [transform(f, placed) for f in polygonize(unary_union([LineString(w) for w in upright], grid_size=1))]
        self.outline = unary_union(self.faces)
        openings = [placed(b) for kind, b in boxes if kind == "door" and np.ptp(b, 0).max() > 0]
        self.windows = [o for o in openings if wide(o) and self.outside(o)]
        self.doors = [narrowed(o) for o in openings if not (wide(o) and self.outside(o))]

    def outside(self, opening: np.ndarray) -> bool:
        return self.outline.boundary.distance(Point(opening.mean(0))) < 3

    def truth(self, name: str) -> dict:
        def row(i: int, kind: str, points) -> dict:
            return {"id": f"{kind}-{i}", "kind": kind, "key": f"{kind}-{i}", "px": np.round(points, 2).tolist()}

        rooms = [f for f in self.faces if f.area >= SMALLEST_ROOM**2]
        slivers = [f for f in self.faces if f.area < SMALLEST_ROOM**2]
        outer = [g.exterior.coords[:-1] for g in getattr(self.outline, "geoms", [self.outline]) if not g.is_empty]
        return {"sheet": name, "kind": "interior", "image": f"{name}.png", "size": list(self.size),
                "walls": [row(i, "wall", w) for i, w in enumerate(self.walls)],
                "areas": [row(i, "room", f.exterior.coords[:-1]) for i, f in enumerate(rooms)],
                "neutral": [row(i, "building", n) for i, n in enumerate([*outer, *(f.exterior.coords[:-1] for f in slivers)])],
                "doors": [row(i, "door", d) for i, d in enumerate(self.doors)]}


def wide(opening: np.ndarray) -> bool:
    return np.hypot(*(opening[1] - opening[0])) > WIDEST_DOOR


def narrowed(opening: np.ndarray) -> np.ndarray:
    """A wide opening keeps a door of usual width in its middle."""
    half, middle = (opening[1] - opening[0]) / 2, opening.mean(0)
    return np.array([middle - half, middle + half]) if not wide(opening) else middle + np.outer([-0.4, 0.4], half / np.hypot(*half) * WIDEST_DOOR)


def whole_lines(pieces: list[np.ndarray]) -> list[np.ndarray]:
    """Walls are annotated from junction to junction; a hand draws a straight one in one go."""
    by_line: dict[tuple, list] = {}
    for a, b in pieces:
        d = (b - a) / np.hypot(*(b - a))
        d = d if (d[0], d[1]) > (0, 0) or d[0] > 1e-9 else -d
        key = (round(float(np.degrees(np.arctan2(d[1], d[0])))) % 180, round(float(a @ [-d[1], d[0]])))
        by_line.setdefault(key, []).append(LineString(np.round([a, b], 3)))
    out = []
    for lines in (by_line[k] for k in sorted(by_line)):
        merged = linemerge(MultiLineString(lines)) if len(lines) > 1 else lines[0]
        out += [np.array(g.coords) for g in getattr(merged, "geoms", [merged])]
    return [l[[0, -1]] for l in out]


def meeting(walls: list[np.ndarray]) -> list[np.ndarray]:
    """Ends that stop a few pixels short of another wall, led on to it."""
    lines = [LineString(w) for w in walls]

    def led_on(end: np.ndarray, own: int) -> np.ndarray:
        others = [l for i, l in enumerate(lines) if i != own]
        nearest = min(others, key=Point(end).distance, default=lines[own])
        return np.array(nearest.interpolate(nearest.project(Point(end))).coords[0]) if nearest.distance(Point(end)) <= MISS else end

    return [np.array([led_on(end, i) for end in w]) for i, w in enumerate(walls)]


class Hand:
    """A pen on paper: slow drift, tremor, ends that miss, strokes drawn again."""

    def __init__(self, size: tuple, seed: int):
        self.rng = np.random.default_rng(seed)
        self.ink = Image.new("L", (2 * size[0], 2 * size[1]), 0)
        self.draw = ImageDraw.Draw(self.ink)
        r = self.rng
        self.width, self.drift, self.tremor = r.uniform(2.0, 4.2), r.uniform(1.0, 3.0), r.uniform(0.2, 0.7)
        self.miss, self.again = r.uniform(2.0, 6.0), r.uniform(0.0, 0.25)
        self.tone, self.paper = r.uniform(150, 235), r.uniform(222, 250)

    def path(self, points: np.ndarray, width: float = 1.0) -> None:
        """One stroke along points, shaken by noise that is drawn to be smooth along it."""
        steps = np.hypot(*np.diff(points, axis=0).T)
        n = max(8, int(steps.sum() / 3))
        along = np.linspace(0, steps.sum(), n)
        at = np.concatenate([[0], np.cumsum(steps)])
        line = np.stack([np.interp(along, at, points[:, k]) for k in (0, 1)], 1)
        for sigma, size in ((min(40, n / 4), self.drift), (2.0, self.tremor)):
            noise = ndimage.gaussian_filter1d(self.rng.normal(size=(n, 2)), sigma, axis=0, mode="reflect")
            line = line + size * noise / max(noise.std(), 1e-6)
        tone = int(self.tone * self.rng.uniform(0.85, 1.0))
        self.draw.line([tuple(2 * p) for p in line], fill=tone, width=max(2, round(2 * width * self.width)), joint="curve")

    def line(self, a: np.ndarray, b: np.ndarray, width: float = 1.0) -> None:
        d = (b - a) / max(np.hypot(*(b - a)), 1e-6)
        start, end = (p + d * self.rng.normal(0.3, 0.8) * self.miss * s for p, s in ((a, -1), (b, 1)))
        self.path(np.array([start, end]), width)
        if self.rng.random() < self.again:
            off = np.array([-d[1], d[0]]) * self.rng.normal(0, 2)
            self.path(np.array([start + off, end - (end - start) * self.rng.uniform(0, 0.4)]), 0.9 * width)

    def door(self, door: np.ndarray, walls) -> None:
        """A leaf and its swing, to the side where it meets the fewest walls."""
        def swing(hinge, latch, side):
            across = np.array([-(latch - hinge)[1], (latch - hinge)[0]]) * side
            t = np.linspace(0, math.pi / 2, 16)[:, None]
            return np.array([hinge, hinge + across]), hinge + np.cos(t) * (latch - hinge) + np.sin(t) * across

        ways = [swing(*ends, side) for ends in (door, door[::-1]) for side in (-1, 1)]
        leaf, arc = min(ways, key=lambda w: walls.intersection(Polygon(np.vstack([w[0][:1], w[1]])).buffer(-4)).length)
        self.path(leaf, 0.8)
        self.path(arc, 0.7)

    def oval(self, box: np.ndarray) -> None:
        t = np.linspace(0, 2.1 * math.pi, 40)[:, None]
        half = np.maximum(np.abs(np.diff(box, axis=0)) / 3, 6)
        self.path(box.mean(0) + np.hstack([np.cos(t), np.sin(t)]) * half, 0.7)

    def write(self, text: str, at: np.ndarray, size: float) -> None:
        font = ImageFont.load_default(2 * size)
        self.draw.text(tuple(2 * at), text, fill=int(self.tone), font=font, anchor="mm")

    def picture(self, size: tuple) -> Image.Image:
        """The ink on paper in uneven light, with the grain of a camera."""
        ink = np.asarray(self.ink.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(0.7)), float) / 255
        x, y = np.meshgrid(np.linspace(-1, 1, size[0]), np.linspace(-1, 1, size[1]))
        light = self.paper + self.rng.normal(0, 9) * x + self.rng.normal(0, 9) * y + self.rng.normal(0, 6) * x * y
        light = light + ndimage.gaussian_filter(self.rng.normal(0, 1, light.shape), 0.8) * 4
        return Image.fromarray(np.clip(light * (1 - 0.85 * ink), 0, 255).astype(np.uint8))


def drawn(plan: Plan, seed: int) -> Image.Image:
    hand = Hand(plan.size, seed)
    openings = unary_union([LineString(d).buffer(3, cap_style="flat") for d in plan.doors])
    for wall in plan.walls:
        left = LineString(wall).difference(openings)
        for part in getattr(left, "geoms", [left]):
            if part.length > 3:
                hand.line(*np.array(part.coords)[[0, -1]])
    walls = unary_union([LineString(w) for w in plan.walls])
    for door in plan.doors:
        hand.door(door, walls)
    for a, b in plan.windows:
        beside = np.array([-(b - a)[1], (b - a)[0]]) / np.hypot(*(b - a)) * 7
        hand.line(a + beside, b + beside, 0.6)
    for box in plan.basins:
        hand.oval(box)
    for name, at in plan.names:
        hand.write(name, at, 17)
    return hand.picture(plan.size)


def made(annotation: Path, turned: bool, cache: Path) -> Sheet:
    """The picture of a plan, upright or turned, drawn once and kept, with its truth."""
    seed = int.from_bytes(hashlib.sha256(annotation.name.encode()).digest()[:4], "big")
    name = f"{annotation.stem[-26:]}{'-turned' if turned else ''}"
    place = cache / f"plans-{VERSION}" / name
    sheet = Sheet(place / "sketches" / f"{name}.png", place / "truth")
    if not sheet.image.exists():
        plan = Plan(annotation, 10 + seed % 26 if turned else 0)
        for folder in (sheet.image.parent, sheet.truth / "sheets"):
            folder.mkdir(parents=True, exist_ok=True)
        (sheet.truth / "plan.json").write_text(json.dumps({"nodes": {}, "crs": "EPSG:32652"}), encoding="utf-8")
        (sheet.truth / "sheets" / f"{name}.json").write_text(json.dumps(plan.truth(name)), encoding="utf-8")
        drawn(plan, seed).save(sheet.image)
    return sheet
