"""Plants one mistake on one sheet of a case, and remembers which.

| kind | what is done to the sheet |
|---|---|
| swapped | two buildings change places, their drawings and what is marked on them moved to each other's centre |
| mirrored | everything on it is reflected from left to right: the drawing and the control points |
| turned | the control points are marked as if the sheet lay upside down; the drawing stays |
| wrong-node | two corners of one building, or of the cell block, bear each other's key |
| wrong-key | a building bears the key of another one, which the sheet does not draw or which takes its key in exchange |

A mistake is planted where the generator made none of its own, so that a mention can only be of this one.
"""

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

KINDS = ("swapped", "mirrored", "turned", "wrong-node", "wrong-key")
CONTROL = re.compile(r'(?m)^landmark = "(?P<name>[^"]+)"\npx = \[[^\]]*\]')


@dataclass(frozen=True)
class Planted:
    kind: str
    sheet: str
    # What a person would have to be told: any of these names. Empty where the sheet itself is meant.
    keys: tuple[str, ...]
    # How far apart what was exchanged lies on the drawing, as a share of its diagonal; 0 where nothing was exchanged.
    apart: float
    # Whether anything but this sheet says where one of them is: an outline, a landmark, or two sheets by others.
    known: bool


class Sheet:
    """A sheet of a case folder, its drawing and its control points, to be changed in place."""

    def __init__(self, case: Path, sheet: str):
        self.path = case / "sketches" / f"{sheet}.toml"
        self.text = self.path.read_text(encoding="utf-8")
        self.trace_path = case / "sketches" / f"{sheet}.trace.geojson"
        self.trace = json.loads(self.trace_path.read_bytes())
        self.controls = {c["landmark"]: np.array(c["px"], float) for c in tomllib.loads(self.text)["control"]}

    def features(self):
        return self.trace["features"]

    def points(self) -> np.ndarray:
        return np.concatenate([ring for f in self.features() for ring in rings(f)])

    def buildings(self) -> dict[str, dict]:
        """The buildings it draws, without the cell block: that one holds the interior."""
        found = {f["properties"].get("key"): f for f in self.features() if f["properties"]["kind"] == "building"}
        return {k: f for k, f in found.items() if k and k != "cell-block" and f["geometry"]["type"] == "Polygon"}

    def move(self, change, wanted=lambda _: True) -> None:
        """Carries what is wanted of the drawing, feature by feature."""
        for f in self.features():
            if wanted(f):
                f["geometry"]["coordinates"] = carried(f["geometry"]["coordinates"], change)

    def rename(self, names: dict[str, str]) -> None:
        """Other keys for elements and nodes."""
        for f in self.features():
            p = f["properties"]
            p |= {"key": names.get(p["key"], p["key"])} if p.get("key") else {}
            p |= {"nodes": [names.get(n, n) for n in p["nodes"]]} if p.get("nodes") else {}

    def save(self) -> None:
        def row(m: re.Match) -> str:
            x, y = self.controls[m["name"]]
            return f'landmark = "{m["name"]}"\npx = [{x:.2f}, {y:.2f}]'

        self.path.write_text(CONTROL.sub(row, self.text), encoding="utf-8")
        self.trace_path.write_text(json.dumps(self.trace, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def rings(f: dict) -> list[np.ndarray]:
    g = f["geometry"]
    return [np.atleast_2d(np.array(c, float)) for c in (g["coordinates"] if g["type"] == "Polygon" else [g["coordinates"]])]


def carried(coordinates, change):
    if isinstance(coordinates[0], (int, float)):
        return [round(float(v), 2) for v in change(np.array(coordinates[:2], float))]
    return [carried(c, change) for c in coordinates]


def centre(f: dict) -> np.ndarray:
    return rings(f)[0][:-1].mean(0)


def belongs(name: str | None, key: str) -> bool:
    return bool(name) and (name == key or name.startswith(f"{key}/"))


def swapped(sheet: Sheet, rng) -> tuple[tuple[str, ...], float] | None:
    drawn = sheet.buildings()
    if len(drawn) < 2:
        return None
    pair = [str(k) for k in rng.choice(sorted(drawn), 2, replace=False)]
    at = {k: centre(drawn[k]) for k in pair}
    for one, other in (pair, pair[::-1]):
        by = at[other] - at[one]
        sheet.move(lambda p, by=by: p + by, lambda f, one=one: belongs(f["properties"].get("key"), one))
        sheet.controls |= {n: p + by for n, p in sheet.controls.items() if belongs(n, one)}
    return tuple(pair), float(np.hypot(*(at[pair[0]] - at[pair[1]])))


def mirrored(sheet: Sheet, _rng) -> tuple[tuple[str, ...], float] | None:
    middle = np.ptp(sheet.points(), axis=0) / 2 + sheet.points().min(0)

    def reflect(p):
        return np.array([2 * middle[0] - p[0], p[1]])

    sheet.move(reflect)
    sheet.controls = {n: reflect(p) for n, p in sheet.controls.items()}
    return (), 0.0


def turned(sheet: Sheet, _rng) -> tuple[tuple[str, ...], float] | None:
    if len(sheet.controls) < 2:
        return None
    low, high = sheet.points().min(0), sheet.points().max(0)
    sheet.controls = {n: low + high - p for n, p in sheet.controls.items()}
    return tuple(sheet.controls), 0.0


def wrong_node(sheet: Sheet, rng) -> tuple[tuple[str, ...], float] | None:
    at = {n: p for f in sheet.features() if f["geometry"]["type"] != "Point"
          for n, p in zip(f["properties"].get("nodes") or [], rings(f)[0]) if n}
    blocks = [f["properties"]["nodes"][:-1] for f in sheet.buildings().values() if f["properties"].get("nodes")]
    inside = [n for n in at if n.startswith("cell-block/") and n != "cell-block/door"]
    nodes = blocks[rng.integers(len(blocks))] if blocks else inside
    nodes = sorted(n for n in nodes if n in at)
    if len(nodes) < 2:
        return None
    a, b = (str(n) for n in rng.choice(nodes, 2, replace=False))
    sheet.rename({a: b, b: a})
    return (a, b), float(np.hypot(*(at[a] - at[b])))


def wrong_key(sheet: Sheet, rng, plan: dict) -> tuple[tuple[str, ...], float] | None:
    drawn = sheet.buildings()
    corners = {k: len(a["nodes"]) for k, a in plan["areas"].items() if a["kind"] == "building" and k != "cell-block"}
    pairs = [(a, b) for a in sorted(drawn) for b in sorted(corners) if a != b and corners[a] == corners[b]]
    missing = [p for p in pairs if p[1] not in drawn]
    if not pairs:
        return None
    choice = missing or pairs
    a, b = choice[rng.integers(len(choice))]
    nodes = {f"{x}/c{i + 1}": f"{y}/c{i + 1}" for x, y in ((a, b), (b, a)) for i in range(corners[a])}
    sheet.rename({a: b, b: a} | nodes)
    apart = float(np.hypot(*(centre(drawn[a]) - centre(drawn[b])))) if b in drawn else 0.0
    return (a, b), apart


def known_elsewhere(keys: tuple[str, ...], plan: dict) -> bool:
    corners = [n for k in keys for n in plan["areas"].get(k, {"nodes": [k]})["nodes"]]
    nodes = [plan["nodes"][n] for n in corners if n in plan["nodes"]]
    return not nodes or any(n["anchored"] or len(n["drawn_on"]) > 2 for n in nodes)


def plant(case: Path, truth: Path, kind: str, rng) -> Planted | None:
    """Changes the case; `None`, and nothing changed, where no sheet lends itself to it."""
    plan = json.loads((truth / "plan.json").read_bytes())
    makers = {"swapped": swapped, "mirrored": mirrored, "turned": turned, "wrong-node": wrong_node,
              "wrong-key": lambda sheet, rng: wrong_key(sheet, rng, plan)}
    told = [json.loads(p.read_bytes()) for p in sorted((truth / "sheets").glob("*.json"))]
    clean = [t["sheet"] for t in told if not t["gross"] and not t["wrong_control"]]
    for name in rng.permutation(clean):
        sheet = Sheet(case, str(name))
        diagonal = float(np.hypot(*np.ptp(sheet.points(), axis=0)))
        if done := makers[kind](sheet, rng):
            sheet.save()
            return Planted(kind, str(name), done[0], round(done[1] / diagonal, 3), known_elsewhere(done[0], plan))
    return None
