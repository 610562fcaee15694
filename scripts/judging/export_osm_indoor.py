"""GeoJSON in Simple Indoor Tagging, checked after RFC 7946 and the tags of the OpenStreetMap wiki.

`problems(folder)` reads the one `*.osm-indoor.geojson` of a folder; with the published folder beside it, that too.
"""

import copy
import json
import re
import sys
from pathlib import Path

import rfc7946

INDOOR = {"room", "corridor", "area", "wall", "door", "level"}
SHAPES = {"room": "Polygon", "building": "Polygon", "yard": "Polygon", "wall": "LineString", "fence": "LineString",
          "road": "LineString", "door": "Point", "gate": "Point", "window": "Point"}
# The tag that each kind must have one of.
TAGS = {"room": {"indoor"}, "building": {"building"}, "wall": {"indoor", "barrier"}, "fence": {"barrier"}, "road": {"highway"},
        "door": {"door"}, "gate": {"barrier"}, "window": {"window"}, "tower": {"man_made"}, "yard": {"indoor", "man_made"}}
NUMBERS = ("radius95_m", "height_m", "independent_accounts")


def problems(folder: Path, published: Path | None = None) -> list[str]:
    files = sorted(Path(folder).glob("*.osm-indoor.geojson"))
    if len(files) != 1:
        return [f"{len(files)} files in {folder}, one wanted"]
    text = files[0].read_bytes()
    try:
        document = json.loads(text)
        features = document["features"]
    except (ValueError, KeyError) as error:
        return [f"{files[0].name}: {error}"]
    named = copy.deepcopy(document)
    for feature in named["features"]:
        feature["properties"]["id"] = feature["properties"].get("locus:id")  # what rfc7946 calls features by
    found = rfc7946.problems(json.dumps(named).encode())
    if "must not" not in str(document.get("locus")).lower() and "do not upload" not in str(document.get("locus")).lower():
        found.append("does not say that it must not be uploaded")
    for feature in features:
        found += [f"{feature.get('id')}: {p}" for p in feature_problems(feature)]
    return found + (published_problems(document, Path(published)) if published else [])


def feature_problems(feature: dict) -> list[str]:
    tags, kind = feature["properties"], feature["properties"].get("locus:kind")
    found = []
    if feature.get("id") != tags.get("locus:id"):
        found.append("two ids")
    if "indoor" in tags and tags["indoor"] not in INDOOR:
        found.append(f"indoor={tags['indoor']}")
    if not re.fullmatch(r"-?\d+", str(tags.get("level"))):
        found.append(f"level={tags.get('level')}")
    if kind in TAGS and not TAGS[kind] & tags.keys():
        found.append(f"a {kind} without any of {sorted(TAGS[kind])}")
    if kind in SHAPES and feature["geometry"]["type"] != SHAPES[kind]:
        found.append(f"a {kind} as {feature['geometry']['type']}")
    for key, value in tags.items():
        if not key.startswith("locus:") and not isinstance(value, str):
            found.append(f"{key} is no text")
    for key in NUMBERS:
        if isinstance(tags.get(f"locus:{key}"), str):
            found.append(f"locus:{key} is no number")
    if not isinstance(tags.get("locus:status"), str):
        found.append("does not say what it rests on")
    return found


def published_problems(document: dict, published: Path) -> list[str]:
    bundle = json.loads((published / "bundle.json").read_text("utf-8"))
    shown = {e["id"]: e for e in bundle["elements"] if not e.get("hypothesis") or e.get("hypothesis_default")}
    here = {f["id"]: f["properties"] for f in document["features"]}
    told = {e["locus:id"] for e in document["locus:not_drawn"]}
    found = [f"{name}: not in both" for name in sorted((shown.keys() - told) ^ here.keys())]
    if untold := {e["id"] for e in bundle["elements"]} - here.keys() - told:
        found.append(f"neither drawn nor told: {sorted(untold)}")
    for name in shown.keys() & here.keys():
        for key in ("status", "sources", "hypothesis", *NUMBERS):
            if here[name].get(f"locus:{key}") != shown[name].get(key):
                found.append(f"{name}: {key} differs")
    return found


if __name__ == "__main__":
    said = problems(*map(Path, sys.argv[1:]))
    print("\n".join(said) or "no problem")
    sys.exit(1 if said else 0)
