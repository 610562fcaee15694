"""Judges drawing sheets (`locus export --to svg`): `export_svg.py FOLDER [PUBLISHED]`.

The sheets are read as plain XML, drawn by librsvg, and their lettering is measured by Inkscape; with the published folder they
were made from, ids and lengths are compared with `bundle.json`. Needs: rsvg-convert, inkscape, Pillow."""

import functools
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from PIL import Image, ImageChops

SVG = "{http://www.w3.org/2000/svg}"
LOCUS = "{urn:locus:sheet}"
ALLOWED = {"svg", "title", "defs", "pattern", "clipPath", "g", "path", "rect", "circle", "ellipse", "text"}
SCALES = {n * 10**k for n in (1, 2, 5) for k in range(1, 6)}
FONTS = Path(__file__).resolve().parents[2] / "assets/font"
# Lettering overlaps where two lines of it share more than this, millimetres both ways.
OVERLAP_MM = 0.25


@functools.cache
def environment():
    """Where the font of the sheets is the only one: what is measured does not depend on the machine."""
    folder = tempfile.mkdtemp()
    config = Path(folder) / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{FONTS}</dir><cachedir>{folder}/cache</cachedir></fontconfig>")
    return {**os.environ, "FONTCONFIG_FILE": str(config)}


def run(*command):
    """Runs a program there."""
    return subprocess.run(command, capture_output=True, text=True, env=environment())


def numbers(data):
    """The subpaths of a path of absolute M, L, H, V and Z."""
    subpaths = []
    for command, rest in re.findall(r"([MLHVZ])([^MLHVZ]*)", data):
        values = [float(v) for v in rest.split()]
        if command == "M":
            subpaths.append([values[:2]])
        elif command == "L":
            subpaths[-1].append(values[:2])
    return subpaths


def of_document(name, root):
    """What is wrong with one sheet by itself."""
    for element in root.iter():
        tag = element.tag.removeprefix(SVG)
        if tag not in ALLOWED:
            yield f"{name}: element <{tag}> is not plain SVG 1.1"
        for attribute in element.attrib:
            if attribute.startswith("on") or attribute in ("style", "class", "href"):
                yield f"{name}: attribute {attribute}"
    width, height = root.get("width"), root.get("height")
    if f"0 0 {width.removesuffix('mm')} {height.removesuffix('mm')}" != root.get("viewBox"):
        yield f"{name}: one unit is not one millimetre"
    if not root.get("font-family", "").startswith("Locus Gothic"):
        yield f"{name}: text is not in Locus Gothic"
    scale = root.get(LOCUS + "scale")
    texts = ["".join(t.itertext()) for t in root.iter(SVG + "text")]
    if scale is not None:
        if int(scale) not in SCALES:
            yield f"{name}: 1:{scale} is no standard scale"
        if f"1:{scale}" not in texts:
            yield f"{name}: its scale is not written on it"
        bar = root.find(f".//{SVG}g[@{LOCUS}part='scale-bar']/{SVG}path")
        (a, b), metres = numbers(bar.get("d"))[0], [t for t in texts if re.fullmatch(r"[\d.]+ m", t)]
        if not any(abs(math.dist(a, b) * int(scale) / 1000 - float(t[:-2])) < 0.01 for t in metres):
            yield f"{name}: the scale bar is not as long as it says"
    if not any(re.search(r"EPSG:\d+", t) for t in texts):
        yield f"{name}: no coordinate reference system"


def of_picture(name, path):
    """Whether it can be drawn, and is neither blank nor coloured."""
    with tempfile.TemporaryDirectory() as folder:
        png = Path(folder) / "sheet.png"
        done = run("rsvg-convert", "-d", "60", "-p", "60", path, "-o", png)
        if done.returncode != 0 or done.stderr.strip():
            yield f"{name}: rsvg-convert: {done.stderr.strip() or done.returncode}"
            return
        picture = Image.open(png).convert("RGB")
        dark = sum(picture.convert("L").histogram()[:128]) / (picture.width * picture.height)
        if not 0.001 < dark < 0.5:
            yield f"{name}: {dark:.1%} of it is dark"
        red, green, blue = picture.split()
        if ImageChops.difference(red, green).getbbox() or ImageChops.difference(green, blue).getbbox():
            yield f"{name}: it is not black and white"


def of_lettering(name, path, root):
    """Whether lettering lies on other lettering or beyond the paper: as Inkscape sets it."""
    ids = {}
    for i, text in enumerate(root.iter(SVG + "text")):
        text.set("id", f"lettering-{i}")
        ids[f"lettering-{i}"] = text
    with tempfile.NamedTemporaryFile(suffix=".svg") as file:
        file.write(ET.tostring(root))
        file.flush()
        done = run("inkscape", "--query-all", file.name)
    if done.returncode != 0:
        yield f"{name}: inkscape: {done.stderr.strip()[-300:]}"
        return
    width, height = (float(root.get(side).removesuffix("mm")) for side in ("width", "height"))
    boxes = []
    for line in done.stdout.splitlines():
        key, *values = line.rsplit(",", 4)
        if key not in ids:
            continue
        # Inkscape tells pixels of 1/96 inch.
        x, y, w, h = (float(v) * 25.4 / 96 for v in values)
        said = "".join(ids[key].itertext())
        if x < 4.5 or y < 4.5 or x + w > width - 4.5 or y + h > height - 4.5:
            yield f"{name}: \"{said}\" goes beyond the border"
        if "transform" not in ids[key].attrib:
            boxes.append((x, y, x + w, y + h, said))
    if len(boxes) < 5:
        yield f"{name}: inkscape measured {len(boxes)} lines of lettering"
    boxes.sort()
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            if b[0] >= a[2]:
                break
            if min(a[2], b[2]) - b[0] > OVERLAP_MM and min(a[3], b[3]) - max(a[1], b[1]) > OVERLAP_MM:
                yield f"{name}: \"{a[4]}\" lies on \"{b[4]}\""


def of_bundle(sheets, published):
    """Whether every element is on a sheet, and as long there as it is published."""
    bundle = json.loads((Path(published) / "bundle.json").read_text())
    elements = {e["id"]: e for e in bundle["elements"] if e.get("shape")}
    shown, measured = set(), 0
    for name, root in sheets:
        scale = int(root.get(LOCUS + "scale") or 0)
        for group in root.iter(SVG + "g"):
            key = group.get(LOCUS + "id")
            if key is None:
                continue
            shown.add(key)
            if key not in elements:
                yield f"{name}: \"{key}\" is no published element"
                continue
            if group.get(LOCUS + "status") != elements[key]["status"]:
                yield f"{name}: {key} has another status than published"
            shape, path = elements[key]["shape"], group.find(SVG + "path")
            line, gaps = shape.get("line", []), shape.get("gaps", [])
            if group.get(LOCUS + "part") == "body" and len(line) == 2 and not gaps:
                drawn, true = math.dist(*numbers(path.get("d"))[0][:2]) * scale / 1000, math.dist(*line)
                measured += 1
            elif shape.get("rings") and path is not None:
                ring = numbers(path.get("d"))[0]
                drawn = sum(math.dist(a, b) for a, b in zip(ring, ring[1:] + ring[:1])) * scale / 1000
                true = sum(math.dist(a, b) for a, b in zip(shape["rings"][0], shape["rings"][0][1:]))
                measured += 1
            else:
                continue
            if abs(drawn - true) > 2e-6 * scale * max(4, len(line)) + 0.002:
                yield f"{name}: {key} is {drawn:.3f} m long on paper and {true:.3f} m in the bundle"
    for key in sorted(elements.keys() - shown):
        yield f"no sheet shows {key}"
    if elements and measured == 0:
        yield "nothing could be measured"


def problems(folder, published=None):
    """What is wrong with the sheets of a folder."""
    found, sheets = [], []
    for path in sorted(Path(folder).glob("*.svg")):
        root = ET.parse(path).getroot()
        sheets.append((path.name, root))
        found += of_document(path.name, root)
        found += of_picture(path.name, path)
        found += of_lettering(path.name, path, root)
    if not sheets:
        found.append("no sheet was written")
    if published:
        found += of_bundle(sheets, published)
    return found


if __name__ == "__main__":
    said = problems(*map(Path, sys.argv[1:3]))
    print("\n".join(said) or "no problem found")
    sys.exit(bool(said))
