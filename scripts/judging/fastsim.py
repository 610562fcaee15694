"""The benchmark's generator without its pictures: the same facilities and the same memories, a second a case instead of ten.

    draw(bench, template, seed, witnesses, level, folder)

Nobody who measures places looks at the pictures, and drawing them takes most of the time. Here every sheet is blank, so the
frame of the page differs a little from the benchmark's; what is remembered, left out, swapped or marked wrongly does not.
"""

import argparse
import functools
import math
import sys
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin

# Metres of ground to a pixel of the blank image: nobody looks at it.
GROUND_M = 4
# Metres of ground around the facility, as the benchmark has them.
MARGIN_M = 35


class BlankPage:
    """Takes what is drawn and draws nothing."""

    def __init__(self, w, h, style, rng):
        self.w, self.h, self.style, self.rng = w, h, style, rng
        self.unit = max(w, h) / 1400
        self.labels = []

    def line(self, *_, **__):
        pass

    stroke = closed = circle = text = line

    def hand(self, points, _):
        return points


def blank_ground(sketchsim, plan, path, *_):
    """An evenly grey image of the facility's ground."""
    ring = plan.utm([plan.xy[k] for k in plan.xy if k.startswith("perimeter/")])
    low, high = np.floor(ring.min(0) - MARGIN_M), np.ceil(ring.max(0) + MARGIN_M)
    w, h = ((high - low) / GROUND_M).astype(int)
    with rasterio.open(path, "w", driver="GTiff", width=w, height=h, count=3, dtype="uint8", crs=sketchsim.CRS,
                       transform=from_origin(low[0], high[1], GROUND_M, GROUND_M)) as image:
        image.write(np.full((3, h, w), 120, np.uint8))


def scan(sketchsim, page, _size, _photo, rng):
    """A blank sheet, laid on the glass as askew as the benchmark's."""
    w, h = page.w, page.h
    frame = np.array([[0, 0], [w, 0], [w, h], [0, h]], float)
    centre = np.array([w, h]) / 2
    turn = sketchsim.rotation(math.radians(rng.normal(0, 0.7)))
    quad = (frame - centre) @ turn.T + centre + rng.normal(0, 3, 2)
    return np.full((h, w, 3), 250, np.uint8), sketchsim.homography(frame, quad)


@functools.cache
def generator(bench: Path):
    """The benchmark's generator, its pens taken away."""
    sys.path.insert(0, str(bench))
    import sketchsim

    sketchsim.Page = BlankPage
    sketchsim.hatch = lambda *_: None
    sketchsim.find_fonts = lambda _: {}
    sketchsim.expose = functools.partial(scan, sketchsim)
    sketchsim.make_imagery = functools.partial(blank_ground, sketchsim)
    return sketchsim


def draw(bench: Path, template: str, seed: int, witnesses: int, level: float, folder: Path) -> None:
    """Writes `case/<slug>` and `truth` into the folder."""
    generator(bench).make_case(argparse.Namespace(
        template=template, seed=seed, witnesses=witnesses, level=level, out=str(folder), no_nodes=False, photo=False,
        two_dates=False, size=1400, incidents=3, slug=None, name=None, name_ko=None, fonts=""))
