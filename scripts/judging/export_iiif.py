"""Whether the Georeference Annotations that Locus exported are some, and whether their control points are those Locus used.

    export_iiif.py FOLDER [PUBLISHED]

The shape is checked against the Georeference Extension 1 (https://iiif.io/api/extension/georef/). With PUBLISHED, the folder
they were made from, every sheet is fitted again from its annotation alone: a similarity, an affine map and a second-order
polynomial, each control point held out in turn. Their errors must be those that `layers/sheets.geojson` states in
`classical_loo_rms_m`. What Locus itself did (collocation) needs more than the points and is not repeated here. Needs numpy
and pyproj.
"""

import json
import math
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy
import pyproj

CONTEXTS = ["http://iiif.io/api/extension/georef/1/context.json", "http://iiif.io/api/presentation/3/context.json"]
# Locus weighs each tie by how well it is known, which an annotation cannot say; here they all count the same.
NEAR = 0.1
# Pixels have two decimals, degrees eight: metres at the largest scale of a sheet.
NEAR_M = 0.03


def problems(folder: Path, published: Path | None = None) -> list[str]:
    pages = {path.stem: path for path in sorted(folder.glob("*.json"))}
    if not pages:
        return [f"no annotation pages in {folder.name}"]
    found = []
    seen = set()
    for sheet, path in pages.items():
        page = json.loads(path.read_text())
        told = of_page(page)
        found += [f"{sheet}: {problem}" for problem in told]
        if not told:
            ids = [page["id"], page["items"][0]["id"], page["items"][0]["body"]["id"]]
            found += [f"{sheet}: the id {id} is not its own" for id in ids if id in seen]
            seen.update(ids)
    if published:
        stated = [f":control:{landmark} lies off the canvas" for landmark in beside_the_scan(published)]
        found = [problem for problem in found if not problem.endswith(tuple(stated))]
    if published and not found:
        found += of_fits(pages, published)
    return found


def of_page(page: dict) -> list[str]:
    found = [] if page.get("@context") == CONTEXTS else ["the contexts are not those of the extension, its own first"]
    if page.get("type") != "AnnotationPage" or len(page.get("items", [])) != 1:
        return found + ["no annotation page with one annotation"]
    annotation = page["items"][0]
    if annotation.get("type") != "Annotation" or annotation.get("motivation") != "georeferencing":
        found.append("the annotation does not georeference")
    target, body = annotation.get("target", {}), annotation.get("body", {})
    source, selector = target.get("source", {}), target.get("selector", {})
    if source.get("type") != "Canvas" or not (source.get("width", 0) > 0 and source.get("height", 0) > 0):
        return found + ["the target is no canvas with a size"]
    try:
        polygon = ElementTree.fromstring(selector["value"]).find("polygon").get("points").split()
        if selector.get("type") != "SvgSelector" or len(polygon) < 3:
            found.append("the selector outlines nothing")
    except (KeyError, AttributeError, ElementTree.ParseError):
        found.append("the selector is no SVG with a polygon")
    for row in annotation.get("metadata", []):
        if not all(set(row[part]) == {"en", "ko"} for part in ("label", "value")):
            found.append(f"metadata not in both languages: {row}")
    return found + of_body(body, source)


def of_body(body: dict, source: dict) -> list[str]:
    features = body.get("features", [])
    if body.get("type") != "FeatureCollection" or len(features) < 2:
        return ["the body has fewer than two control points"]
    found = of_transformation(body.get("transformation"), len(features))
    for feature in features:
        (x, y), (lon, lat) = feature["properties"]["resourceCoords"], feature["geometry"]["coordinates"]
        if feature["geometry"]["type"] != "Point" or not (-180 <= lon <= 180 and -90 <= lat <= 90):
            found.append(f"{feature['id']} is no place on Earth")
        if not (-1 <= x <= source["width"] + 1 and -1 <= y <= source["height"] + 1):
            found.append(f"{feature['id']} lies off the canvas")
    return found


def of_transformation(transformation: dict | None, points: int) -> list[str]:
    if transformation is None:
        return [] if points < 3 else ["no transformation, though the points determine one"]
    kind, order = transformation.get("type"), transformation.get("options", {}).get("order")
    if kind == "thinPlateSpline" and points >= 3:
        return []
    if kind == "polynomial" and order in (1, 2, 3) and points >= (order + 1) * (order + 2) // 2:
        return []
    return [f"{transformation} is none, or asks for more than {points} points"]


def beside_the_scan(published: Path) -> list[str]:
    """Control points that the case itself has off the picture: an annotation of them may say nothing else."""
    sheets = json.loads((published / "bundle.json").read_text())["sheets"]
    off = lambda control, size: not all(-1 <= at <= most + 1 for at, most in zip(control["px"], size))
    return [c["landmark"] for s in sheets if s.get("size_px") for c in s.get("controls", []) if off(c, s["size_px"])]


def of_fits(pages: dict, published: Path) -> list[str]:
    bundle = json.loads((published / "bundle.json").read_text())
    layer = json.loads((published / "layers/sheets.geojson").read_text())
    stated = {f["properties"]["sheet"]: f["properties"] for f in layer["features"]}
    to_site = pyproj.Transformer.from_crs(4326, bundle["frame"]["epsg"], always_xy=True)
    found = []
    tied = {s["id"] for s in bundle["sheets"] if s.get("controls")}
    if tied != set(pages):
        found.append(f"sheets without annotation, or the other way: {sorted(tied ^ set(pages))}")
    compared = 0
    for sheet, path in pages.items():
        features = json.loads(path.read_text())["items"][0]["body"]["features"]
        px = numpy.array([f["properties"]["resourceCoords"] for f in features])
        site = numpy.array([to_site.transform(*f["geometry"]["coordinates"]) for f in features])
        for method, error in stated[sheet].get("classical_loo_rms_m", {}).items():
            if method in FITS:
                again = held_out(FITS[method], px, site)
                compared += 1
                if not math.isclose(again, error, rel_tol=NEAR, abs_tol=NEAR_M):
                    found.append(f"{sheet}: {method} through its points errs by {again:.3f} m, published {error} m")
    if not compared and any("classical_loo_rms_m" in s for s in stated.values()):
        found.append("nothing was compared")
    return found


def held_out(fit, px, site) -> float:
    """Root mean square of the errors at control points that had no part in the fit, metres."""
    squares = []
    for i in range(len(px)):
        keep = numpy.arange(len(px)) != i
        squares.append(((fit(px[keep], site[keep])(px[i : i + 1])[0] - site[i]) ** 2).sum())
    return math.sqrt(sum(squares) / len(squares))


def similarity(px, site):
    """Shift, turn and scale, y turned up first."""
    source = (px * [1, -1]) @ [1, 1j]
    target = site @ [1, 1j]
    a, b = source - source.mean(), target - target.mean()
    factor = (a.conj() @ b) / (a.conj() @ a)
    place = lambda p: ((p * [1, -1]) @ [1, 1j] - source.mean()) * factor + target.mean()
    return lambda p: numpy.stack([place(p).real, place(p).imag], axis=1)


def polynomial(order: int):
    def fit(px, site):
        centre, spread = px.mean(0), numpy.ptp(px, axis=0).max()
        terms = lambda p: numpy.stack(
            [((p - centre) / spread)[:, 0] ** i * ((p - centre) / spread)[:, 1] ** j for i in range(order + 1) for j in range(order + 1 - i)], axis=1
        )
        solved = numpy.linalg.lstsq(terms(px), site - site.mean(0), rcond=None)[0]
        return lambda p: terms(p) @ solved + site.mean(0)

    return fit


FITS = {"similarity": similarity, "affine": polynomial(1), "polynomial-2": polynomial(2)}


if __name__ == "__main__":
    told = problems(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    print("\n".join(told) or "the annotations are sound")
    sys.exit(bool(told))
