"""An IMDF archive, checked after OGC 20-094 without the program that wrote it.

`problems(folder)` reads the one `*.imdf.zip` of a folder; with the published folder beside it, that too: ids, and
coordinates to 1e-7 degree. Run as a program it prints the problems. Needs shapely; `ogrinfo`.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import uuid
import zipfile
from pathlib import Path

from shapely.geometry import Point, shape
from shapely.validation import explain_validity

UNITS = set(
    """auditorium brick classroom column concrete conferenceroom drywall elevator escalator fieldofplay firstaid fitnessroom
    foodservice footbridge glass huddleroom kitchen laboratory library lobby lounge mailroom mothersroom movietheater
    movingwalkway nonpublic office opentobelow parking phoneroom platform privatelounge ramp recreation restroom
    restroom.family restroom.female restroom.female.wheelchair restroom.male restroom.male.wheelchair restroom.transgender
    restroom.transgender.wheelchair restroom.unisex restroom.unisex.wheelchair restroom.wheelchair road room serverroom shower
    smokingarea stairs steps storage structure terrace theater unenclosedarea unspecified vegetation waitingroom walkway
    walkway.island wood""".split()
)
CATEGORIES = {
    "unit": UNITS,
    "opening": set("automobile bicycle emergencyexit pedestrian pedestrian.principal pedestrian.transit service".split()),
    "fixture": set(
        """baggagecarousel boardinggate.desk checkin.desk checkin.kiosk desk equipment furniture immigration.desk
        inspection.desk obstruction securityequipment stage vegetation wall water""".split()
    ),
    "level": set("arrivals arrivals.domestic arrivals.intl departures departures.domestic departures.intl parking transit "
                 "unspecified".split()),
    "footprint": {"aerial", "ground", "subterranean"},
    "building": {"parking", "transit", "transit.bus", "transit.train", "unspecified"},
    "venue": set(
        """airport airport.intl aquarium businesscampus casino communitycenter conventioncenter governmentfacility
        healthcarefacility hotel museum parkingfacility resort retailstore shoppingcenter stadium stripmall theater themepark
        trainstation transitstation university""".split()
    ),
}
# Property keys by feature type, as the tables "Property Keys" list them.
KEYS = {
    "address": "address unit locality province country postal_code postal_code_ext postal_code_vanity",
    "venue": "category restriction name alt_name hours phone website display_point address_id",
    "building": "name alt_name category restriction display_point address_id",
    "footprint": "category name building_ids",
    "level": "category restriction outdoor ordinal name short_name display_point address_id building_ids",
    "unit": "category restriction accessibility name alt_name level_id display_point",
    "opening": "category accessibility access_control door name alt_name display_point level_id",
    "fixture": "category name alt_name anchor_id level_id display_point",
    "detail": "level_id",
}
POLYGONAL = {"Polygon", "MultiPolygon"}
GEOMETRY = {
    "address": {None}, "building": {None}, "venue": POLYGONAL, "footprint": POLYGONAL, "level": POLYGONAL,
    "unit": POLYGONAL, "fixture": POLYGONAL, "opening": {"LineString"}, "detail": {"LineString", "MultiLineString"},
}
REFERENCES = {"address_id": "address", "level_id": "level", "building_ids": "building", "anchor_id": "anchor"}
EXPECTED = {"address", "building", "fixture", "footprint", "level", "opening", "unit", "venue"}
LABEL_TAG = re.compile(r"^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$")
GRID = 1e-7  # of a degree: the grid of published positions
NEAR = 2 * GRID


def problems(folder: Path, published: Path | None = None) -> list[str]:
    archives = sorted(Path(folder).glob("*.imdf.zip"))
    if len(archives) != 1:
        return [f"{len(archives)} IMDF archives in {folder}, one wanted"]
    try:
        with zipfile.ZipFile(archives[0]) as archive:
            if broken := archive.testzip():
                return [f"{broken}: damaged in the archive"]
            files = {name: archive.read(name) for name in archive.namelist()}
            dates = {info.date_time for info in archive.infolist()}
        found = [] if dates == {(1980, 1, 1, 0, 0, 0)} else [f"files dated {sorted(dates)}: a clock"]
        features = {name[:-8]: json.loads(data)["features"] for name, data in files.items() if name.endswith(".geojson")}
    except (zipfile.BadZipFile, ValueError, KeyError) as error:
        return [f"{archives[0].name}: {error}"]
    found += manifest_problems(files) + gdal_problems(files)
    found += [f"{name}.geojson is missing" for name in sorted(EXPECTED - features.keys())]
    known = {}
    for kind, list_of in features.items():
        for feature in list_of:
            found += [f"{kind} {feature.get('id')}: {p}" for p in member_problems(kind, feature)]
            if known.setdefault(feature.get("id"), (kind, feature)) != (kind, feature):
                found.append(f"the id {feature.get('id')} twice")
    # What follows would stumble over broken members, and over broken references.
    found = found or [p for kind, feature in known.values() for p in reference_problems(kind, feature, known)]
    if found:
        return found
    return place_problems(features) + (published_problems(features, Path(published)) if published else [])


def manifest_problems(files: dict) -> list[str]:
    manifest = json.loads(files.get("manifest.json", b"{}"))
    found = []
    if manifest.get("version") != "1.0.0":
        found.append(f"manifest: version {manifest.get('version')}, only 1.0.0 is permitted")
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?", str(manifest.get("created"))):
        found.append(f"manifest: created {manifest.get('created')} is no date and time")
    if not LABEL_TAG.match(str(manifest.get("language"))):
        found.append(f"manifest: language {manifest.get('language')} is no tag")
    return found


def gdal_problems(files: dict) -> list[str]:
    """GDAL reads every file, and counts the same features."""
    if not shutil.which("ogrinfo"):
        return ["ogrinfo is not installed: GDAL was not asked"]
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            count = len(json.loads(data)["features"]) if name.endswith(".geojson") else 0
            if not count:
                continue
            (Path(folder) / name).write_bytes(data)
            run = subprocess.run(["ogrinfo", "-ro", "-so", "-al", name], cwd=folder, capture_output=True, text=True)
            said = run.stdout + run.stderr
            if run.returncode or f"Feature Count: {count}\n" not in said or "Warning" in said or "ERROR" in said:
                found.append(f"{name}: GDAL says {said.strip()[:300]}")
    return found


def member_problems(kind: str, feature: dict) -> list[str]:
    found = []
    if feature.get("type") != "Feature" or feature.get("feature_type") != kind:
        found.append(f"feature_type {feature.get('feature_type')}")
    try:
        if uuid.UUID(feature["id"]).version != 5 or feature["id"] != str(uuid.UUID(feature["id"])):
            found.append("an id that is no name-based UUID")
    except (KeyError, ValueError):
        found.append("an id that is no UUID")
    properties = feature.get("properties", {})
    if missing := set(KEYS[kind].split()) - properties.keys():
        found.append(f"without {sorted(missing)}")
    if extra := [key for key in properties if key not in KEYS[kind].split() and not key.startswith("x_locus_")]:
        found.append(f"with {extra}, which the standard does not know")
    if kind in CATEGORIES and properties.get("category") not in CATEGORIES[kind]:
        found.append(f"category {properties.get('category')} is not in the list")
    geometry = feature.get("geometry")
    if (geometry and geometry.get("type")) not in GEOMETRY[kind]:
        found.append(f"geometry {geometry and geometry.get('type')}")
    elif geometry:
        at = shape(geometry)
        if not at.is_valid:
            found.append(f"geometry: {explain_validity(at)}")
        if any(round(v, 7) != v for v in coordinates(geometry["coordinates"])):
            found.append("more than seven decimals")
        point = properties.get("display_point")
        if point and not at.buffer(NEAR).contains(shape(point)):
            found.append("display_point outside")
    for key in ("name", "alt_name", "short_name"):
        labels = properties.get(key)
        if labels is None and (key, kind) not in {("name", "venue"), ("name", "level"), ("short_name", "level")}:
            continue
        if not isinstance(labels, dict) or not labels or not all(LABEL_TAG.match(t) and isinstance(v, str) and v for t, v in labels.items()):
            found.append(f"{key}: {labels} are no labels")
    if kind == "level" and not (isinstance(properties.get("ordinal"), int) and isinstance(properties.get("outdoor"), bool)):
        found.append("ordinal or outdoor of another type")
    if kind not in ("address", "venue", "level"):
        if not properties.get("x_locus_id") or properties.get("x_locus_status") is None:
            found.append("does not say which element it shows and what that rests on")
    return found


def coordinates(nested) -> list:
    return [v for part in nested for v in (coordinates(part) if isinstance(part, list) else [part])]


def reference_problems(kind: str, feature: dict, known: dict) -> list[str]:
    found = []
    for key, wanted in REFERENCES.items():
        value = feature["properties"].get(key)
        for name in value if isinstance(value, list) else [value] if value else []:
            if known.get(name, (None,))[0] != wanted:
                found.append(f"{kind} {feature['id']}: {key} {name} leads to no {wanted}")
    return found


def place_problems(features: dict) -> list[str]:
    """What is where: units in their levels, levels in the venue, doors on the boundaries of units."""
    found = []
    if len(features["venue"]) != 1:
        return ["not one venue"]
    venue = shape(features["venue"][0]["geometry"]).buffer(NEAR)
    levels = {f["id"]: shape(f["geometry"]).buffer(NEAR) for f in features["level"]}
    for level, area in levels.items():
        if not venue.covers(area.buffer(-2 * NEAR)):
            found.append(f"level {level}: outside the venue")
    for kind in ("unit", "fixture"):
        for feature in features[kind]:
            area, level = shape(feature["geometry"]), levels[feature["properties"]["level_id"]]
            # A road may lead through a building, which is another level.
            level = venue if feature["properties"]["category"] == "road" else level
            if area.difference(level).area > 0.02 * area.area:
                found.append(f"{kind} {feature['properties']['x_locus_id']}: outside its level")
    rooms = [shape(f["geometry"]).boundary for f in features["unit"]]
    outlines = rooms + [shape(f["geometry"]).boundary for f in features["footprint"]]
    for feature in features["opening"]:
        name, line = feature["properties"]["x_locus_id"], shape(feature["geometry"])
        is_gate = feature["properties"]["x_locus_kind"] == "gate"
        if not is_gate and not any(all(edge.distance(Point(c)) <= 10 * GRID for c in line.coords) for edge in outlines):
            found.append(f"opening {name}: on no boundary of a unit or building")
    return found


def published_problems(features: dict, published: Path) -> list[str]:
    """Every element that is shown first is here, once, under its own id and where it was published."""
    bundle = json.loads((published / "bundle.json").read_text("utf-8"))
    shown = {e["id"]: e for e in bundle["elements"] if not e.get("hypothesis") or e.get("hypothesis_default")}
    here = {}
    for kind in ("unit", "opening", "detail", "fixture", "footprint"):
        for feature in features[kind] if kind in features else []:
            here[feature["properties"]["x_locus_id"]] = feature
    told = {e["id"] for e in features["venue"][0]["properties"]["x_locus_not_drawn"]}
    found = [f"{name}: in the plan, not in the archive" for name in sorted(shown.keys() - here.keys() - told)]
    found += [f"{name}: in the archive, not in the plan" for name in sorted(here.keys() - shown.keys())]
    hidden = {e["id"] for e in bundle["elements"]} - shown.keys()
    if untold := hidden - told:
        found.append(f"alternatives not told: {sorted(untold)}")
    layers = [json.loads(p.read_text("utf-8")) for p in sorted((published / "layers").glob("*.geojson"))]
    truth = {f["properties"].get("id"): f["geometry"] for layer in layers for f in layer["features"]}
    for name, feature in here.items():
        wanted = truth.get(name)
        for key in ("status", "independent_accounts", "radius95_m", "sources", "hypothesis"):
            if feature["properties"].get(f"x_locus_{key}") != shown.get(name, {}).get(key):
                found.append(f"{name}: {key} differs")
        if wanted and wanted["type"] == feature["geometry"]["type"] and feature["feature_type"] != "fixture":
            if shape(wanted).hausdorff_distance(shape(feature["geometry"])) > GRID:
                found.append(f"{name}: not where it was published")
    return found


if __name__ == "__main__":
    said = problems(*map(Path, sys.argv[1:]))
    print("\n".join(said) or "no problem")
    sys.exit(1 if said else 0)
