"""Whether a GeoPackage that Locus exported is one, by SQLite and by GDAL's own tools (apt: gdal-bin).

    export_gpkg.py FOLDER [PUBLISHED]

FOLDER is what `locus export --to gpkg` wrote; with PUBLISHED, the published folder it was made from, every feature is read
back through GDAL in WGS 84 and compared with its layer: id by id, property by property, vertex by vertex.
"""

import json
import math
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

# Application id "GPKG" (OGC 12-128r15, requirement 2).
APPLICATION_ID = 0x47504B47
# Degrees: the layers have six decimals or seven.
NEAR_DEG = 1e-6
SPLIT = {"objects": ["polygon", "point"], "strokes": ["polygon", "line", "point"]}


def problems(folder: Path, published: Path | None = None) -> list[str]:
    packages = sorted(folder.glob("*.gpkg"))
    if len(packages) != 1:
        return [f"{len(packages)} GeoPackages in {folder.name}, one expected"]
    package = packages[0]
    found = of_database(package)
    if not found and published:
        found += of_layers(package, published)
    return found


def of_database(package: Path) -> list[str]:
    found = []
    base = sqlite3.connect(f"file:{package}?mode=ro&immutable=1", uri=True)
    one = lambda sql: base.execute(sql).fetchone()[0]
    if one("PRAGMA application_id") != APPLICATION_ID:
        found.append("the application id is not GPKG")
    if one("PRAGMA integrity_check") != "ok" or base.execute("PRAGMA foreign_key_check").fetchall():
        found.append("SQLite finds the file damaged")
    contents = base.execute("SELECT table_name, data_type, identifier, description, srs_id FROM gpkg_contents").fetchall()
    spatial = {name: srs for name, kind, _, _, srs in contents if kind == "features"}
    if len(set(spatial.values())) != 1 or min(spatial.values(), default=0) < 1024:
        found.append(f"the layers are not in one projected CRS: {sorted(set(spatial.values()))}")
    for name, kind, identifier, description, _ in contents:
        if name != "layer_styles" and (" · " not in identifier or not description):
            found.append(f"{name} has no title in two languages, or no description")
    styles = dict(base.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault"))
    for name in spatial:
        try:
            if ElementTree.fromstring(styles[name]).find("renderer-v2") is None:
                found.append(f"the style of {name} has no renderer")
        except (KeyError, ElementTree.ParseError) as error:
            found.append(f"{name} has no readable style: {error!r}")
    keys = {key for (xml,) in base.execute("SELECT metadata FROM gpkg_metadata") for key in keys_of(xml)}
    for key in ("bundle_sha256", "crs", "imagery_offset_en", "imagery_offset_ko"):
        if key not in keys:
            found.append(f"the metadata do not say {key}")
    listed = "SELECT table_name, column_name FROM gpkg_data_columns WHERE mime_type = 'application/json'"
    for table, column in base.execute(listed).fetchall():
        for (text,) in base.execute(f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'):
            if not is_json(text):
                found.append(f"{table}.{column} is no JSON: {text[:60]}")
                break
    for table in spatial:
        rows, ids = base.execute(f'SELECT count(*), count(DISTINCT id) FROM "{table}"').fetchone()
        if rows != ids:
            found.append(f"{table} has {rows} rows and {ids} ids")
    return found


def keys_of(xml: str) -> list[str]:
    return [item.get("key") for item in ElementTree.fromstring(xml).iter("MDI")]


def is_json(text: str) -> bool:
    try:
        json.loads(text)
        return True
    except ValueError:
        return False


def read(package: Path, table: str) -> list[dict]:
    """The features of a table as GDAL gives them in WGS 84."""
    command = ["ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:4326", "-lco", "COORDINATE_PRECISION=12", "-mapFieldType",
               "Integer(Boolean)=Integer", "/vsistdout/", str(package), table]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode or "Warning" in done.stderr or "ERROR" in done.stderr:
        raise ValueError(f"ogr2ogr of {table}: {done.stderr.strip()[:300]}")
    return json.loads(done.stdout)["features"]


def of_layers(package: Path, published: Path) -> list[str]:
    found = []
    for layer in sorted((published / "layers").glob("*.geojson")):
        name = layer.stem
        expected = {f["properties"]["id"]: f for f in json.loads(layer.read_text())["features"]}
        try:
            features = [f for table in tables(name) for f in read(package, table)]
        except ValueError as error:
            found.append(str(error))
            continue
        got = {f["properties"]["id"]: f for f in features}
        if got.keys() != expected.keys():
            found.append(f"{name}: ids differ: {sorted(got.keys() ^ expected.keys())[:5]}")
        for id in got.keys() & expected.keys():
            found += differences(f"{name} {id}", got[id], expected[id], name == "uncertainty")
    return found[:50]


def tables(layer: str) -> list[str]:
    return [f"{layer}_{shape}" for shape in SPLIT[layer]] if layer in SPLIT else [layer]


def differences(what: str, got: dict, expected: dict, is_computed: bool) -> list[str]:
    found = []
    for name, value in expected["properties"].items():
        held = got["properties"].get(name)
        if isinstance(value, (list, dict)) and isinstance(held, str):
            held = json.loads(held)
        if isinstance(value, bool):
            held = bool(held)
        if held != value and not (name == "extra" or math_equal(held, value)):
            found.append(f"{what}: {name} is {held!r}, published {value!r}")
    if (got["geometry"] is None) != (expected["geometry"] is None):
        return found + [f"{what}: a place was lost or made up"]
    if expected["geometry"]:
        if got["geometry"]["type"] != expected["geometry"]["type"]:
            return found + [f"{what}: {got['geometry']['type']} for {expected['geometry']['type']}"]
        (a, b) = (list(vertices(g["geometry"]["coordinates"])) for g in (got, expected))
        far = apart(a, b, is_computed)
        if far > NEAR_DEG:
            found.append(f"{what}: {far:.2e} degrees from where it was published")
    return found


def math_equal(a, b) -> bool:
    numbers = all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in (a, b))
    return numbers and math.isclose(a, b, rel_tol=1e-12)


def vertices(coordinates):
    if isinstance(coordinates[0], (int, float)):
        yield coordinates
    else:
        for part in coordinates:
            yield from vertices(part)


def apart(a: list, b: list, is_computed: bool) -> float:
    """The largest distance of a vertex, degrees of either axis. An ellipse is a set of points: its first may be any."""
    if len(a) != len(b):
        return math.inf
    distance = lambda p, q: max(abs(p[0] - q[0]), abs(p[1] - q[1]))
    if not is_computed:
        return max(map(distance, a, b))
    # Between two of its 64 corners an ellipse may be sampled anywhere: compare with the chords.
    return max(min(to_segment(p, q, r) for q, r in zip(b, b[1:])) for p in a)


def to_segment(p, q, r) -> float:
    (x, y), (dx, dy) = (p[0] - q[0], p[1] - q[1]), (r[0] - q[0], r[1] - q[1])
    t = max(0.0, min(1.0, (x * dx + y * dy) / ((dx * dx + dy * dy) or 1.0)))
    return math.hypot(x - t * dx, y - t * dy)


if __name__ == "__main__":
    told = problems(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    print("\n".join(told) or "the GeoPackage is sound")
    sys.exit(bool(told))
