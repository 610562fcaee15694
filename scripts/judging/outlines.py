"""What tools of today make of a hand-drawn sheet: rooms by filling, walls by outlines or by thinning.

All are given the same ink: Sauvola's threshold (Pattern Recognition 33, 2000) as scikit-image computes it, and, of a
photograph, the true outline of the paper, so that no table is traced. Lengths are for a picture of 1400 pixels and grow
with it; where a tool has something to choose, it was chosen for the best rooms on seeds 2000 and 2001.
"""

import re

import numpy as np
import potrace
import vtracer
from PIL import Image, ImageDraw, ImageOps
from scipy import ndimage
from shapely.geometry import Polygon
from skimage import filters, measure, morphology, segmentation

SMALLEST_ROOM = 500.0  # square pixels: less is no room
WINDOW, K = 41, 0.2  # of Sauvola's threshold: pixels, share of the spread
CLOSING = 5.0  # pixels by which ink is thickened before filling, to close gaps
BALLS = (30.0, 20.0, 12.0)  # radii of the trapped balls, pixels, as they are let in


class Ink:
    """The ink of one sheet, without the writing."""

    def __init__(self, image, true: dict):
        grey = np.asarray(ImageOps.exif_transpose(Image.open(image)).convert("L"))
        self.scale = max(grey.shape) / 1400
        window = 2 * round(WINDOW * self.scale / 2) + 1
        dark = grey < filters.threshold_sauvola(grey, window, k=K)
        dark &= paper(true, grey.shape, 8 * self.scale)
        dark = morphology.remove_small_objects(dark, max_size=int(25 * self.scale**2))
        self.lines = without_writing(dark, 0.7 * self.scale)


def paper(true: dict, shape: tuple, margin: float) -> np.ndarray:
    """The pixels of the sheet, a little inside its edge."""
    w, h = true["paper_px"]
    corners = np.array([[0, 0, 1], [w, 0, 1], [w, h, 1], [0, h, 1]], float) @ np.array(true["homography_image_from_paper"]).T
    inside = Polygon(corners[:, :2] / corners[:, 2:]).buffer(-margin)
    mask = Image.new("1", shape[::-1])
    ImageDraw.Draw(mask).polygon([tuple(p) for p in inside.exterior.coords], fill=1)
    return np.asarray(mask)


def without_writing(ink: np.ndarray, scale: float) -> np.ndarray:
    """Drops compact pieces: what stays is large, or long and narrow as a stretch of a broken wall is."""
    pieces, count = ndimage.label(ink, np.ones((3, 3)))
    keep = np.zeros(count + 1, bool)
    for i, (rows, columns) in enumerate(ndimage.find_objects(pieces), 1):
        small, large = sorted((rows.stop - rows.start, columns.stop - columns.start))
        keep[i] = large >= 110 * scale or (large >= 20 * scale and small <= max(14 * scale, 0.25 * large))
    return keep[pieces]


def rings(rooms: np.ndarray, scale: float) -> list[np.ndarray]:
    """The outlines of labelled rooms. What touches the frame is not a room but what lies around the drawing."""
    outside = set(np.unique(np.concatenate([rooms[0], rooms[-1], rooms[:, 0], rooms[:, -1]])))
    out = []
    for i, box in enumerate(ndimage.find_objects(rooms), 1):
        if box is None or i in outside:
            continue
        mask = np.pad(rooms[box] == i, 1)
        if mask.sum() < SMALLEST_ROOM * scale**2:
            continue
        ring = max(measure.find_contours(mask.astype(float), 0.5), key=len)
        ring = measure.approximate_polygon(ring, 1.5 * scale) + [box[0].start - 1, box[1].start - 1]
        out.append(ring[:, ::-1] + 0.5)
    return [r for r in out if len(r) >= 4]


def flood_fill(ink: Ink) -> tuple[list, list]:
    """Ink thickened to close its gaps; every region of paper that is left is a room."""
    reach = CLOSING * ink.scale
    rooms = measure.label(ndimage.distance_transform_edt(~ink.lines) > reach, connectivity=1)
    return rings(segmentation.expand_labels(rooms, reach + 2 * ink.scale), ink.scale), []


def trapped_ball(ink: Ink) -> tuple[list, list]:
    """Balls let in from the largest to the smallest (Zhang et al., IEEE TVCG 15(4), 2009), the rest by a watershed."""
    rooms, count = np.zeros(ink.lines.shape, np.int32), 0
    far = ndimage.distance_transform_edt(~ink.lines)
    for radius in (ink.scale * r for r in BALLS):
        free = ~ink.lines & (rooms == 0)
        middles = measure.label(ndimage.distance_transform_edt(free) > radius, connectivity=1)
        grown = np.where(free, segmentation.expand_labels(middles, radius), 0)
        rooms = np.where((rooms == 0) & (grown > 0), grown + count, rooms)
        count = int(rooms.max())
    return rings(segmentation.watershed(-far, rooms, mask=far < 0.6 * max(ink.lines.shape)), ink.scale), []


def filled_outlines(paths: list[np.ndarray], holes: list[np.ndarray], scale: float) -> tuple[list, list]:
    """Outlines of ink: what a blank region inside them encloses is a room, and every outline a wall."""
    rooms = [h for h in holes if len(h) >= 4 and Polygon(h).area >= SMALLEST_ROOM * scale**2]
    return rooms, paths + holes


def signed_area(ring: np.ndarray) -> float:
    x, y = ring.T
    return float(x @ np.roll(y, -1) - np.roll(x, -1) @ y) / 2


def potrace_outlines(ink: Ink) -> tuple[list, list]:
    """Potrace, in its Python port: smooth outlines, curves sampled at four points."""
    outer, holes = [], []
    for curve in potrace.Bitmap(ink.lines).trace(turdsize=int(25 * ink.scale**2)):
        ring = [point(curve.start_point)]
        for s in curve.segments:
            ring += [point(s.c), point(s.end_point)] if s.is_corner else bezier(ring[-1], *map(point, (s.c1, s.c2, s.end_point)))
        (outer if signed_area(np.array(ring)) > 0 else holes).append(np.array([*ring, ring[0]]))
    return filled_outlines(outer, holes, ink.scale)


def point(p) -> np.ndarray:
    return np.array([p.x, p.y])


def bezier(a, b, c, d) -> list[np.ndarray]:
    return [(1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d for t in (0.25, 0.5, 0.75, 1.0)]


def vtracer_outlines(ink: Ink) -> tuple[list, list]:
    """VTracer on the ink in black and white, with polygons."""
    picture = Image.fromarray(np.where(ink.lines, 0, 255).astype(np.uint8)).convert("RGBA")
    svg = vtracer.convert_pixels_to_svg(list(picture.getdata()), size=picture.size, colormode="binary", mode="polygon",
                                        filter_speckle=5)
    outer, holes = [], []
    for d, x, y in re.findall(r'd="([^"]*)"[^>]*translate\(([-\d.]+),([-\d.]+)\)', svg):
        loops = [np.array(re.findall(r"[-\d.]+", part), float).reshape(-1, 2) + [float(x), float(y)]
                 for part in d.split("M") if part.strip()]
        loops = [np.vstack([r, r[:1]]) for r in loops if len(r) > 2]
        outer, holes = outer + loops[:1], holes + loops[1:]
    return filled_outlines(outer, holes, ink.scale)


def thinned(ink: Ink) -> tuple[list, list]:
    """The centre lines of the ink (scikit-image's skeletonize): every stretch longer than a letter a wall."""
    skeleton = morphology.skeletonize(ink.lines)
    ends = ndimage.convolve(skeleton.astype(int), np.ones((3, 3)), mode="constant") != 3
    stretches, count = ndimage.label(skeleton & ~ends, np.ones((3, 3)))
    lines = [np.argwhere(stretches[box] == i) + [box[0].start, box[1].start]
             for i, box in enumerate(ndimage.find_objects(stretches), 1)]
    ordered = [in_order(l) for l in lines if len(l) > 20 * ink.scale]
    return [], [measure.approximate_polygon(l.astype(float), 1.5 * ink.scale)[:, ::-1] + 0.5 for l in ordered]


def in_order(pixels: np.ndarray) -> np.ndarray:
    """The pixels of a chain from one end to the other."""
    left = {tuple(p) for p in pixels}
    near = [(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1) if (a, b) != (0, 0)]
    at = min(left, key=lambda p: (sum((p[0] + a, p[1] + b) in left for a, b in near), p))
    chain = []
    while at is not None:
        chain.append(at)
        left.discard(at)
        at = next((q for a, b in sorted(near, key=lambda n: abs(n[0]) + abs(n[1])) if (q := (at[0] + a, at[1] + b)) in left), None)
    return np.array(chain)


METHODS = {
    "flood fill": flood_fill,
    "trapped ball": trapped_ball,
    "potrace outlines": potrace_outlines,
    "vtracer outlines": vtracer_outlines,
    "thinning": thinned,
}


def trace(method: str, image, true: dict) -> dict:
    """The drawing as a trace that the scorer reads."""
    return collection(image.name, *METHODS[method](Ink(image, true)))


def collection(image: str, rooms: list, walls: list) -> dict:
    def feature(kind: str, geometry: str, coordinates: list) -> dict:
        return {"type": "Feature", "properties": {"kind": kind}, "geometry": {"type": geometry, "coordinates": coordinates}}

    closed = [np.vstack([r, r[:1]]).tolist() if (r[0] != r[-1]).any() else r.tolist() for r in rooms]
    return {"type": "FeatureCollection", "image": image, "features":
            [feature("room", "Polygon", [r]) for r in closed] +
            [feature("wall", "LineString", w.tolist()) for w in walls if len(w) > 1]}
