"""Drawings that nobody here made: what is traced of them, with figures where a truth was digitised or published."""

import json
import math
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageOps
from shapely import unary_union
from shapely.geometry import LineString, Polygon
from shapely.ops import polygonize

Image.MAX_IMAGE_PIXELS = None  # the plans have 65 megapixels
Trace = Callable[[Path, Path], tuple[Path | None, str]]

COLUMNS = ["drawing", "what it is", "wall F1", "wall precision", "wall recall", "openings found", "rooms at 0.5", "what Locus makes of it"]
COLOURS = {"wall": "#d00000", "fence": "#d000d0", "room": "#0070ff", "building": "#00a000", "yard": "#a0a000", "door": "#ff8c00",
           "gate": "#ff8c00", "window": "#00c0c0", "label": "#808080", "object": "#8c00c8"}
KINDS = {"wall": "walls", "fence": "fences", "room": "rooms", "building": "buildings", "yard": "yards", "door": "doors", "gate": "gates",
         "window": "windows", "label": "labels", "object": "objects", "tower": "towers", "road": "roads"}
# Smaller faces of a digitised plan are where its lines cross, not rooms: share of the picture.
SMALLEST_FACE = 0.01
# What may be shown in the documentation, and how far it is made smaller: longer side in pixels.
SHOWN = {"sudoku.png": 560, "77843cf5371192ea031e062548dacc674b935257.png": 1000}

INTRO = """## Drawings from elsewhere

Nobody who wrote Locus made these, and nothing was chosen on them but by looking. Walls by length as above, against lines digitised by eye (the
photographed pen drawing; {pen_rooms} rooms are enclosed by its lines) or against the published walls (MLSTRUCT-FP: plans of 65 megapixels that
show every wall as two hairlines 0.2 m apart; the truth is the line between them, as far as it lies in the picture). The rest has no walls, and
is here for what is answered.
"""
SOURCES = """Sources: FloorplanToBlender3d (photographed pen drawing), MLSTRUCT-FP (MIT), hockeybuggy/handDrawnMapRecognition (pen maps),
OpenCV samples (Apache-2.0), page_dewarp. Only those whose licence allows it are shown.
"""


def section(folder: Path, trace: Trace, shown: Path | None, overlays: Path | None) -> list[str]:
    """The lines of the page. Pictures go to `shown` where a licence allows it, of everything to `overlays`."""
    rows = []
    with tempfile.TemporaryDirectory() as work:
        for number, (image, what, truth) in enumerate(listed(folder)):
            out = Path(work) / str(number)
            out.mkdir()
            traced, refused = trace(image, out)
            folders = ([overlays] if overlays else []) + ([shown] if shown and image.name in SHOWN else [])
            for to in folders if traced else []:
                overlay(image, traced, to / f"tracing-{image.stem[:12]}.png", SHOWN.get(image.name, 1400))
            rows.append(line([f"`{image.stem[:12]}`", what, *judged(image, traced, truth), answer(traced, refused)]))
    pen = json.loads((folder / "pencil-photo" / "example6.truth.json").read_bytes())
    return ["", INTRO.format(pen_rooms=pen["rooms"]), line(COLUMNS), line(["---"] * len(COLUMNS)), *rows, "", SOURCES,
            *(f"![What is traced of {Path(name).stem[:12]}](img/tracing-{Path(name).stem[:12]}.png)\n" for name in SHOWN)]


def listed(folder: Path) -> list[tuple[Path, str, dict | None]]:
    """The pictures, what each is, and its truth in upright pixels where there is one."""
    pen = folder / "pencil-photo" / "example6.jpg"
    plans = sorted((folder / "mlstruct-fp").glob("*.png"))
    maps = sorted((folder / "handdrawn-maps").glob("*.png"))
    return [(pen, "phone photograph of a pen drawing", pen_truth(pen.with_name("example6.truth.json"))),
            *((p, "printed plan, MLSTRUCT-FP", plan_truth(folder.parent / "real-cases", p.name)) for p in plans),
            *((m, "scanned pen map on squares", None) for m in maps),
            (folder / "opencv" / "sudoku.png", "photograph of a curved newspaper page", None),
            (folder / "page-dewarp" / "boston_cooking_a.jpg", "photograph of a book's page", None)]


def pen_truth(path: Path) -> dict:
    """Digitised in the pixels as stored; the picture is shown turned by a quarter (EXIF orientation 6)."""
    t = json.loads(path.read_bytes())
    height = t["size"][1]

    def upright(points: list) -> np.ndarray:
        return np.array([[height - y, x] for x, y in points], float)

    walls = [upright(w["line"]) for w in t["walls"]]
    openings = [upright(o["line"]) for o in t["openings"]]
    smallest = SMALLEST_FACE * t["size"][0] * height
    return {"walls": walls, "openings": openings, "rooms": faces(walls + openings, smallest, 15.0)}


def faces(lines: list[np.ndarray], smallest: float, reach: float) -> list[Polygon]:
    """The areas enclosed by lines, whose ends are first carried on to what they almost touch."""
    noded = unary_union([LineString(lengthened(l, reach)) for l in lines])
    return [f for f in polygonize(noded) if f.area >= smallest]


def lengthened(points: np.ndarray, by: float) -> np.ndarray:
    def beyond(a, b):
        return b + (b - a) / np.hypot(*(b - a)) * by
    return np.vstack([beyond(points[1], points[0]), points[1:-1], beyond(points[-2], points[-1])])


def plan_truth(cases: Path, image: str) -> dict:
    """The centre lines of the published wall rectangles, cut at the picture's frame."""
    truths = (json.loads(p.read_bytes()) for p in sorted(cases.glob("mlstruct-*/truth.json")))
    t = next(t for t in truths if t["image"] == image)
    frame = Polygon([(0, 0), (t["image_size"][0], 0), t["image_size"], (0, t["image_size"][1])])
    walls = []
    for w in t["walls"]:
        c = np.array(w["corners_px"], float)
        sides = [c[[0, 3]].mean(0), c[[1, 2]].mean(0)], [c[[0, 1]].mean(0), c[[2, 3]].mean(0)]
        inside = LineString(max(sides, key=lambda s: np.hypot(*(s[1] - s[0])))).intersection(frame)
        if inside.length > 1:
            walls.append(np.array(inside.coords))
    return {"walls": walls, "openings": [], "rooms": []}


def judged(image: Path, traced: Path | None, truth: dict | None) -> list[str]:
    import score
    if truth is None:
        return ["-"] * 5
    features = json.loads(traced.read_bytes())["features"] if traced else []
    with Image.open(image) as picture:
        diagonal = math.hypot(*picture.size)
    got = score.segments([l for f in features if f["properties"]["kind"] in ("wall", "fence", "building") for l in score.lines_of(f["geometry"])])
    allowed = score.segments([*truth["walls"], *truth["openings"]])
    must = score.segments([part for w in truth["walls"] for part in score.cut_out(w, np.array(truth["openings"]).reshape(-1, 2, 2))])
    step = 0.002 * diagonal
    wall = score.prf(score.covered(got, allowed, 0.01 * diagonal, step), 1, score.covered(must, got, 0.01 * diagonal, step), 1)
    openings = found_openings(features, truth["openings"], diagonal)
    rooms = found_rooms(features, truth["rooms"])
    return [*(f"{wall[k]:.3f}" for k in ("f1", "precision", "recall")),
            f"{openings} of {len(truth['openings'])}" if truth["openings"] else "-",
            f"{rooms} of {len(truth['rooms'])}" if truth["rooms"] else "-"]


def found_openings(features: list[dict], true: list[np.ndarray], diagonal: float) -> int:
    import score
    middles = [np.mean(score.lines_of(f["geometry"])[0], 0) for f in features if f["properties"]["kind"] in ("door", "gate")]
    reach = max([0.015 * diagonal, *(np.hypot(*(o[1] - o[0])) / 2 for o in true)])
    return score.match_points(np.array([o.mean(0) for o in true]).reshape(-1, 2), np.array(middles).reshape(-1, 2), reach)


def found_rooms(features: list[dict], true: list[Polygon]) -> int:
    areas = [Polygon(f["geometry"]["coordinates"][0]).buffer(0) for f in features if f["geometry"]["type"] == "Polygon"
             and f["properties"]["kind"] in ("room", "building", "yard")]
    return sum(any(a.intersection(t).area >= 0.5 * a.union(t).area for a in areas) for t in true)


def answer(traced: Path | None, refused: str) -> str:
    if not traced:
        return f"refused: {refused}"
    counts = Counter(f["properties"]["kind"] for f in json.loads(traced.read_bytes())["features"])
    return ", ".join(f"{counts[k]} {KINDS[k] if counts[k] > 1 else k}" for k in KINDS if counts[k])


def overlay(image: Path, traced: Path, to: Path, longest: int) -> None:
    """What was traced over a paled picture."""
    with Image.open(image) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    factor = longest / max(upright.size)
    small = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright).resize([round(s * factor) for s in upright.size])
    small = Image.blend(small.convert("RGB"), Image.new("RGB", small.size, "white"), 0.45)
    draw = ImageDraw.Draw(small, "RGBA")
    for f in sorted(json.loads(traced.read_bytes())["features"], key=lambda f: f["geometry"]["type"] != "Polygon"):
        paint(draw, f["properties"]["kind"], f["geometry"], factor)
    to.parent.mkdir(parents=True, exist_ok=True)
    small.quantize(64).save(to, optimize=True)


def paint(draw: ImageDraw.ImageDraw, kind: str, geometry: dict, factor: float) -> None:
    colour = COLOURS.get(kind, "#000000")

    def scaled(points: list) -> list[tuple]:
        return [tuple(v * factor for v in p[:2]) for p in points]

    if geometry["type"] == "Polygon":
        ring = scaled(geometry["coordinates"][0])
        draw.polygon(ring, fill=f"{colour}30")
        draw.line(ring, fill=colour, width=1)
    elif geometry["type"] == "LineString":
        draw.line(scaled(geometry["coordinates"]), fill=colour, width=5 if kind in ("door", "gate", "window") else 2)
    else:
        (x, y), = scaled([geometry["coordinates"]])
        draw.ellipse([x - 5, y - 5, x + 5, y + 5], outline=colour, width=2)


def line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
