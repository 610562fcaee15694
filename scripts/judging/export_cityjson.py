"""A CityJSON file: `cjval` finds neither error nor warning, solids are closed, ids and claims are those of the plan.

`problems(folder)` reads the one `*.city.json` of a folder; with the published folder beside it, that too.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

CJVAL = Path(__file__).resolve().parent.parent / "cjval"


def problems(folder: Path, published: Path | None = None) -> list[str]:
    files = sorted(Path(folder).glob("*.city.json"))
    if len(files) != 1:
        return [f"{len(files)} files in {folder}, one wanted"]
    found = cjval_problems(files[0])
    try:
        model = json.loads(files[0].read_bytes())
        vertices = real_vertices(model)
        for name, thing in model["CityObjects"].items():
            for geometry in thing.get("geometry", []):
                found += [f"{name}: {p}" for p in geometry_problems(geometry, vertices)]
        found += metadata_problems(model)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        return found + [f"{files[0].name}: {error!r}"]
    return found + (published_problems(model, Path(published)) if published else [])


def cjval_problems(file: Path) -> list[str]:
    run = subprocess.run([CJVAL, "--report", str(file)], capture_output=True, text=True)
    try:
        report = json.loads(run.stdout)
    except ValueError:
        return [f"cjval: {(run.stdout + run.stderr)[:300]}"]
    checks = [(grade, name, check) for grade, of in report["checks"].items() for name, check in of.items()]
    return [f"cjval, {grade}, {name}: {e}" for grade, name, check in checks for e in check["errors"] or (
        [] if check["valid"] else ["not valid"])]


def real_vertices(model: dict) -> list:
    scale, shift = model["transform"]["scale"], model["transform"]["translate"]
    return [[v[i] * scale[i] + shift[i] for i in range(3)] for v in model["vertices"]]


def geometry_problems(geometry: dict, vertices: list) -> list[str]:
    """Solids: every edge is passed once in each direction, and what they hold is positive, so faces look outward."""
    if geometry["type"] != "Solid":
        return []
    found = []
    for shell in geometry["boundaries"]:
        edges = Counter((a, b) for face in shell for ring in face for a, b in zip(ring, ring[1:] + ring[:1]))
        if open_edges := [e for e, n in edges.items() if edges[e[::-1]] != n]:
            found.append(f"lod {geometry['lod']}: {len(open_edges)} open edges")
        origin = vertices[shell[0][0][0]]
        volume = sum(six_volumes(ring, vertices, origin) for face in shell for ring in face) / 6
        if volume <= 0:
            found.append(f"lod {geometry['lod']}: volume {volume:.3f} m3, inside out")
    return found


def six_volumes(ring: list, vertices: list, origin: list) -> float:
    points = [[vertices[i][k] - origin[k] for k in range(3)] for i in ring]
    a = points[0]
    total = 0.0
    for b, c in zip(points[1:], points[2:]):
        total += a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0])
    return total


def metadata_problems(model: dict) -> list[str]:
    metadata = model["metadata"]
    found = [] if "/EPSG/" in metadata.get("referenceSystem", "") else ["no EPSG code"]
    vertices = real_vertices(model)
    if vertices:
        wanted = [f(v[i] for v in vertices) for f in (min, max) for i in range(3)]
        if any(abs(a - b) > 1e-6 for a, b in zip(wanted, metadata["geographicalExtent"])):
            found.append(f"geographicalExtent {metadata['geographicalExtent']}, but the vertices lie in {wanted}")
    return found


def published_problems(model: dict, published: Path) -> list[str]:
    bundle = json.loads((published / "bundle.json").read_text("utf-8"))
    elements = {e["id"]: e for e in bundle["elements"]}
    here = {name: thing for name, thing in model["CityObjects"].items() if thing["type"] != "CityObjectGroup"}
    found = [f"{name}: not in both" for name in sorted(elements.keys() ^ here.keys())]
    for name in elements.keys() & here.keys():
        element, attributes = elements[name], here[name]["attributes"]
        for key in ("status", "independent_accounts", "radius95_m", "sources", "hypothesis", "height_basis"):
            if attributes.get(f"locus_{key}") != element.get(key):
                found.append(f"{name}: {key} differs")
        first = not element.get("hypothesis") or element.get("hypothesis_default")
        if bool(here[name].get("geometry")) != bool(first):
            found.append(f"{name}: {'no geometry' if first else 'drawn, though it is not shown first'}")
    for hypothesis in bundle["hypotheses"]:
        if hypothesis["drawn"] and f"hypothesis:{hypothesis['name']}" not in model["CityObjects"]:
            found.append(f"{hypothesis['name']}: the alternative is not told")
    return found


if __name__ == "__main__":
    said = problems(*map(Path, sys.argv[1:]))
    print("\n".join(said) or "no problem")
    sys.exit(1 if said else 0)
