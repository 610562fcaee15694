"""Judges CAD drawings (`locus export --to dxf`) with ezdxf: `export_dxf.py FOLDER [PUBLISHED]`.

With the published folder they were made from, ids, layers, status and coordinates are compared with `bundle.json`."""

import json
import math
import sys
from pathlib import Path

import ezdxf
from ezdxf import recover

STATUSES = {"SEEN", "TESTIFIED", "INFERRED", "ASSUMED"}


def facts(entity):
    """The extended data of an entity: texts by name, in lists."""
    told = {}
    if entity.has_xdata("LOCUS"):
        for code, value in entity.get_xdata("LOCUS"):
            if code == 1000 and "=" in value:
                name, value = value.split("=", 1)
                told.setdefault(name, []).append(value)
    return told


def of_file(path):
    """What is wrong with a drawing by itself."""
    raw = path.read_bytes()
    if not raw.isascii():
        yield f"{path.name}: not ASCII"
    document = ezdxf.readfile(path)
    if document.dxfversion != "AC1009":
        yield f"{path.name}: {document.dxfversion} is not Release 12"
    _, strict = recover.readfile(path)
    for auditor in (document.audit(), strict):
        for error in auditor.errors + auditor.fixes:
            yield f"{path.name}: {error.message}"
    for layer in document.layers:
        if len(layer.dxf.name) > 31:
            yield f"{path.name}: the name of layer {layer.dxf.name} is too long for Release 12"
    for text in document.modelspace().query("TEXT"):
        if any(ord(c) < 32 for c in text.dxf.text):
            yield f"{path.name}: control characters in a text"


def of_bundle(path, published):
    """Whether it holds what was published, where it was published."""
    bundle = json.loads((Path(published) / "bundle.json").read_text())
    east, north = bundle["frame"]["origin_m"]
    elements = {e["id"]: e for e in bundle["elements"]}
    nodes = {n["id"] for n in bundle["nodes"]}
    known = elements.keys() | nodes | {i["id"] for i in bundle["incidents"]}
    seen, checked = set(), 0
    for entity in ezdxf.readfile(path).modelspace():
        told = facts(entity)
        if not told:
            continue
        key, part = told["id"][0], told["part"][0]
        seen.add(key)
        if key not in known:
            yield f"{path.name}: \"{key}\" is no published id"
            continue
        if part not in ("line", "outline"):
            continue
        element = elements[key]
        if told["status"] != [element["status"]] or told.get("source", []) != element["sources"]:
            yield f"{path.name}: {key} rests on something else than published"
        if not STATUSES & set(entity.dxf.layer.split("-")):
            yield f"{path.name}: layer {entity.dxf.layer} does not say what {key} rests on"
        shape = element["shape"]
        true = shape["line"] if part == "line" else shape["rings"][0][:-1]
        drawn = [(v.dxf.location.x - east, north - v.dxf.location.y) for v in entity.vertices]
        if len(drawn) != len(true) or any(math.dist(a, b) > 0.0011 for a, b in zip(drawn, true)):
            yield f"{path.name}: {key} lies elsewhere than published"
        checked += 1
    for key in sorted(elements.keys() - seen):
        yield f"{path.name}: it lacks {key}"
    if elements and not checked:
        yield f"{path.name}: nothing could be compared"


def problems(folder, published=None):
    """What is wrong with the drawings of a folder."""
    paths = sorted(Path(folder).glob("*.dxf"))
    found = [] if paths else ["no drawing was written"]
    for path in paths:
        try:
            found += of_file(path)
        except (ezdxf.DXFError, OSError) as error:
            found.append(f"{path.name}: {error}")
    if paths and published and not found:
        # The drawing of the whole facility has the shortest name; the others are its levels.
        found += of_bundle(min(paths, key=lambda p: len(p.name)), published)
    return found


if __name__ == "__main__":
    said = problems(*map(Path, sys.argv[1:3]))
    print("\n".join(said) or "no problem found")
    sys.exit(bool(said))
