"""RFC 7946 (The GeoJSON Format) and what consumers add to it, checked without a geometry library.

`problems(text)` returns a list of sentences; an empty list is a valid layer. Section numbers are those of the RFC.
"""

import json
import math

LEAST = {"LineString": 2, "Polygon": 4}
DECIMALS = 7  # 1 cm; published format 1


def problems(text: bytes) -> list[str]:
    try:
        document = json.loads(text.decode("utf-8"), object_pairs_hook=unique, parse_constant=no_constant)
    except ValueError as error:
        return [f"not JSON: {error}"]
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        return ["no FeatureCollection (3.3)"]
    features = document.get("features")
    if not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        return ["no array of features (3.3)"]
    found = ["a crs member: coordinates are WGS 84 (4)"] if "crs" in document else []
    for i, feature in enumerate(features):
        name = (feature.get("properties") or {}).get("id", f"feature {i}")
        found += [f"{name}: {problem}" for problem in feature_problems(feature)]
    return found + box_problems(document) + id_problems(features)


def unique(pairs: list) -> dict:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError(f"a member twice in {sorted(members)}")
    return members


def no_constant(text: str):
    raise ValueError(f"{text} is no JSON number")


def feature_problems(feature: dict) -> list[str]:
    if feature.get("type") != "Feature" or "geometry" not in feature or not isinstance(feature.get("properties"), dict):
        return ["no Feature with geometry and properties (3.2)"]
    if wrong := {"coordinates", "geometries", "features"} & feature.keys():
        return [f"members of another type: {sorted(wrong)} (7.1)"]
    geometry = feature["geometry"]
    if geometry is None:
        return []
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Point":
        return position_problems([coordinates])
    if kind == "LineString":
        return line_problems(coordinates, LEAST[kind])
    if kind == "Polygon":
        return [p for i, ring in enumerate(coordinates) for p in ring_problems(ring, exterior=i == 0)] or (
            [] if coordinates else ["a polygon without rings"])
    if kind == "MultiPolygon":
        return [p for part in coordinates for i, ring in enumerate(part) for p in ring_problems(ring, exterior=i == 0)]
    return [f"geometry type {kind}: the published format has none"]


def position_problems(positions: list) -> list[str]:
    for position in positions:
        if not isinstance(position, list) or not 2 <= len(position) <= 3:
            return [f"{position} is no position (3.1.1)"]
        if not all(isinstance(v, (int, float)) and math.isfinite(v) for v in position):
            return [f"{position} holds something else than numbers"]
        if not (-180 <= position[0] <= 180 and -90 <= position[1] <= 90):
            return [f"{position} is not on the earth: longitude first (3.1.1)"]
        if any(round(v, DECIMALS) != v for v in position[:2]):
            return [f"{position} has more than {DECIMALS} decimals (11.2)"]
    return []


def line_problems(line: list, least: int) -> list[str]:
    if not isinstance(line, list) or len(line) < least:
        return [f"{0 if not isinstance(line, list) else len(line)} positions, at least {least} wanted (3.1.4, 3.1.6)"]
    if found := position_problems(line):
        return found
    return ["two equal positions in succession"] if any(a == b for a, b in zip(line, line[1:])) else []


def ring_problems(ring: list, exterior: bool) -> list[str]:
    if found := line_problems(ring, LEAST["Polygon"]):
        return found
    if ring[0] != ring[-1]:
        return ["an open ring (3.1.6)"]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in shifted(ring))
    found = []
    if area == 0 or (area > 0) != exterior:
        found.append(f"{'exterior' if exterior else 'interior'} ring turns the wrong way, or is flat (3.1.6)")
    if crosses_itself(ring):
        found.append("a ring that crosses itself")
    return found


def shifted(ring: list) -> list:
    """The ring's edges, from its first vertex: degrees far from zero would cost the area its digits."""
    x, y = ring[0][:2]
    at = [(p[0] - x, p[1] - y) for p in ring]
    return list(zip(at, at[1:]))


def crosses_itself(ring: list) -> bool:
    edges = shifted(ring)

    def side(a, b, c):
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    for i, (a, b) in enumerate(edges):
        for c, d in edges[i + 2 : len(edges) - (i == 0)]:
            if side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0:
                return True
    return False


def positions(geometry) -> list:
    """Every position of a geometry, however nested."""
    if geometry is None:
        return []
    out, stack = [], [geometry["coordinates"]]
    while stack:
        top = stack.pop()
        if isinstance(top[0], list):
            stack += top
        else:
            out.append(top)
    return out


def extent(document: dict):
    every = [p for f in document["features"] for p in positions(f.get("geometry"))]
    if not every:
        return None
    return [min(p[0] for p in every), min(p[1] for p in every), max(p[0] for p in every), max(p[1] for p in every)]


def box_problems(document: dict) -> list[str]:
    try:
        wanted = extent(document)
    except (KeyError, TypeError, IndexError):
        return ["no extent: a geometry is broken"]
    box = document.get("bbox")
    if wanted is None:
        return [] if box is None else ["a bbox around nothing"]
    if not isinstance(box, list) or len(box) != 4:
        return ["no bbox of four numbers (5; published format 1)"]
    return [] if all(abs(a - b) < 1e-9 for a, b in zip(box, wanted)) else [f"bbox {box}, but the features lie in {wanted}"]


def id_problems(features: list) -> list[str]:
    seen, found = set(), []
    for feature in features:
        name = (feature.get("properties") or {}).get("id")
        if not isinstance(name, str) or not name:
            found.append("a feature without the property id")
        elif name in seen:
            found.append(f"the id {name} twice")
        seen.add(name)
    return found
