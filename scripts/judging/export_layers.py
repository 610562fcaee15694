"""Whether the GeoJSON twins, FlatGeobuf files and the KML that Locus exported are read by GDAL (apt: gdal-bin) as published.

    export_layers.py FOLDER [PUBLISHED]

FOLDER is what `locus export --to geojson`, `--to flatgeobuf` or `--to kml` wrote: which, its files say.
"""

import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from export_gpkg import SPLIT, differences, tables

KML = "{http://www.opengis.net/kml/2.2}"


def problems(folder: Path, published: Path | None = None) -> list[str]:
    kinds = {".fgb": of_flatgeobuf, ".kml": of_kml, ".geojson": of_geojson}
    files = sorted(path for path in folder.iterdir() if path.suffix in kinds)
    if not files:
        return [f"no layers in {folder.name}"]
    try:
        return kinds[files[0].suffix](files, published)
    except ValueError as error:
        return [str(error)]


def in_degrees(path: Path) -> dict:
    command = ["ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:4326", "-lco", "COORDINATE_PRECISION=12", "/vsistdout/", str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    told = [line for line in done.stderr.splitlines() if "Warning" in line or "ERROR" in line]
    if done.returncode or told:
        raise ValueError(f"ogr2ogr of {path.name}: {done.stderr.strip()[:300]}")
    return {f["properties"]["id"]: f for f in json.loads(done.stdout or '{"features": []}')["features"]}


def layers(published: Path) -> dict:
    read = lambda path: json.loads(path.read_text())["features"]
    return {p.stem: {f["properties"]["id"]: f for f in read(p)} for p in sorted((published / "layers").glob("*.geojson"))}


def compare(name: str, got: dict, expected: dict) -> list[str]:
    found = [f"{name}: ids differ: {sorted(got.keys() ^ expected.keys())[:5]}"] if got.keys() != expected.keys() else []
    for id in got.keys() & expected.keys():
        found += differences(f"{name} {id}", got[id], expected[id], name == "uncertainty")
    return found[:50]


def of_geojson(files: list[Path], published: Path | None) -> list[str]:
    found = []
    expected = layers(published) if published else {}
    for path in files:
        name, code = path.name.removesuffix(".geojson").split(".epsg")
        document = json.loads(path.read_text())
        if document["crs"]["properties"]["name"] != f"urn:ogc:def:crs:EPSG::{code}":
            found.append(f"{path.name}: its name and its crs member differ")
        # A bare number below 400 on both axes would be degrees.
        if published:
            found += compare(name, in_degrees(path), expected.pop(name, {}))
    return found + [f"no twin of {name}" for name in expected]


def of_flatgeobuf(files: list[Path], published: Path | None) -> list[str]:
    got = {path.stem: in_degrees(path) for path in files}
    found = []
    for name, expected in (layers(published) if published else {}).items():
        features = {id: f for table in tables(name) for id, f in got.pop(table, {}).items()}
        found += compare(name, features, {id: f for id, f in expected.items() if f["geometry"]})
    return found


def of_kml(files: list[Path], published: Path | None) -> list[str]:
    root = ElementTree.parse(files[0]).getroot()
    document = root.find(f"{KML}Document")
    styles = {style.get("id") for style in document.findall(f"{KML}Style")}
    marks = list(root.iter(f"{KML}Placemark"))
    found = [] if marks else ["the KML has no placemarks"]
    ids = [data(mark).get("id") for mark in marks]
    if len(set(ids)) != len(ids):
        found.append("an id twice")
    for mark in marks:
        if mark.findtext(f"{KML}styleUrl", "").removeprefix("#") not in styles:
            found.append(f"{data(mark).get('id')} has a style that is not there")
    # GDAL's own reader, and what it makes of the same places.
    done = subprocess.run(["ogrinfo", "-ro", "-al", "-so", str(files[0])], capture_output=True, text=True)
    counted = sum(int(line.split(":")[1]) for line in done.stdout.splitlines() if line.startswith("Feature Count:"))
    if done.returncode or counted != len(marks):
        found.append(f"GDAL reads {counted} of {len(marks)} placemarks: {done.stderr.strip()[:200]}")
    return found + (of_places(marks, published) if published else [])


def data(mark) -> dict:
    return {item.get("name"): item.findtext(f"{KML}value") for item in mark.iter(f"{KML}Data")}


def of_places(marks: list, published: Path) -> list[str]:
    expected = {id: f for layer in layers(published).values() for id, f in layer.items()}
    found = []
    for mark in marks:
        held = data(mark)
        feature = expected.pop(held["id"], None)
        if feature is None:
            found.append(f"{held['id']} was never published")
            continue
        for name, value in feature["properties"].items():
            text = value if isinstance(value, str) else json.loads(held.get(name, "null"))
            if (held.get(name) if isinstance(value, str) else text) != value:
                found.append(f"{held['id']}: {name} is {held.get(name)!r}")
        tuples = [t.split(",") for c in mark.iter(f"{KML}coordinates") for t in (c.text or "").split()]
        flat = json.dumps(feature["geometry"]["coordinates"] if feature["geometry"] else []).replace("[", " ").replace("]", " ")
        if [float(x) for t in tuples for x in t] != [float(x) for x in flat.replace(",", " ").split()]:
            found.append(f"{held['id']} lies elsewhere")
    return found + [f"{id} is missing" for id in expected]


if __name__ == "__main__":
    told = problems(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    print("\n".join(told) or "the layers are sound")
    sys.exit(bool(told))
