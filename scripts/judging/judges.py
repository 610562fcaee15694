"""Asks independent judges about what `locus reconstruct` published.

    judges.py LOCUS CASE...

| judge         | asks                                                                                                    |
|---------------|---------------------------------------------------------------------------------------------------------|
| same bytes    | two runs, in other folders, with other clocks' time stamps, locale and thread count, write equal files  |
| no traces     | no published text names the folders or the user of this run                                             |
| RFC 7946      | every layer: structure, winding, closed and simple rings, 7 decimals, bbox, ids (rfc7946.py)            |
| GDAL          | `ogrinfo` reads every layer: feature count, geometry type, extent and CRS agree with the file           |
| Khronos       | the glTF validator finds no error in model.glb                                                          |
| Blender       | where it is installed: its importer makes one object of every node                                      |
| evidence      | every fused element has a row in evidence.csv, and the reverse                                         |
"""

import csv
import functools
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import rfc7946

FUSED = ("nodes", "walls", "rooms", "buildings", "yards", "openings", "objects")
# Debian 12 pairs Blender 3.4 with a numpy that no longer has the alias its importer uses.
IMPORT = "import bpy, numpy, sys; numpy.bool = bool; bpy.ops.wm.read_factory_settings(use_empty=True); " \
         "bpy.ops.import_scene.gltf(filepath=sys.argv[-1]); print('objects', len(bpy.data.objects))"


def reconstruct(locus: str, case: Path, folder: Path, settings: dict) -> Path:
    """Runs on a copy: the originals are read-only, and no two runs share a path or a time stamp."""
    copy, out = folder / "facilities" / case.name, folder / "published"
    shutil.copytree(case, copy, copy_function=shutil.copyfile, ignore=shutil.ignore_patterns("published"))
    for path in [copy, *copy.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    run = subprocess.run([locus, "reconstruct", str(copy), "--out", str(out), "-q"], cwd=folder, text=True,
                         capture_output=True, env=os.environ | settings)
    if run.returncode:
        raise RuntimeError(f"locus reconstruct ended with {run.returncode}: {run.stderr.strip()[:400]}")
    return out


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def same_bytes(first: Path, second: Path) -> list[str]:
    a, b = files(first), files(second)
    return [f"{name} differs" for name in sorted(a.keys() | b.keys()) if a.get(name) != b.get(name)]


def no_traces(published: Path, folder: Path) -> list[str]:
    # A user called "root" or "me" would be found inside other words.
    user = os.environ.get("USER") or ""
    marks = [str(folder), os.path.expanduser("~") + "/"] + ([f"/{user}/"] if len(user) > 4 else [])
    return [f"{name} names {mark}" for name, data in files(published).items() for mark in marks if mark.encode() in data]


def layers(published: Path) -> list[Path]:
    return sorted((published / "layers").glob("*.geojson"))


def rfc(published: Path) -> list[str]:
    return [f"{path.name}: {problem}" for path in layers(published) for problem in rfc7946.problems(path.read_bytes())]


def gdal(published: Path) -> list[str]:
    return [f"{path.name}: {problem}" for path in layers(published) for problem in gdal_layer(path)]


def gdal_layer(path: Path) -> list[str]:
    run = subprocess.run(["ogrinfo", "-ro", "-al", "-so", str(path)], capture_output=True, text=True)
    if run.returncode or "ERROR" in run.stderr or "Warning" in run.stderr:
        return [f"ogrinfo: {run.stderr.strip()[:200] or run.returncode}"]
    document = json.loads(path.read_bytes())
    found = []
    count = int(re.search(r"Feature Count: (\d+)", run.stdout)[1])
    if count != len(document["features"]):
        found.append(f"GDAL counts {count} features, the file has {len(document['features'])}")
    if "WGS 84" not in run.stdout:
        found.append("GDAL does not read WGS 84")
    types = {f["geometry"]["type"] for f in document["features"] if f["geometry"]}
    kind = re.search(r"Geometry: (.+)", run.stdout)[1].replace(" ", "")
    if len(types) == 1 and kind not in types:
        found.append(f"GDAL reads {kind}, the file says {types}")
    wanted = rfc7946.extent(document)
    box = re.search(r"Extent: \((.+), (.+)\) - \((.+), (.+)\)", run.stdout)
    if wanted and not (box and all(abs(float(a) - b) < 1e-6 for a, b in zip(box.groups(), wanted))):
        found.append(f"GDAL reads the extent {box and box.groups()}, the features lie in {wanted}")
    return found


def khronos(published: Path) -> list[str]:
    script = Path(__file__).with_name("gltf.js")
    run = subprocess.run(["node", str(script), str(published / "model.glb")], capture_output=True, text=True)
    if run.returncode:
        return [run.stderr.strip()[:300]]
    report = json.loads(run.stdout)
    return [f"{report['errors']} errors: {'; '.join(report['worst'])}"] if report["errors"] else []


def glb(published: Path) -> dict:
    data = (published / "model.glb").read_bytes()
    length = struct.unpack_from("<I", data, 12)[0]
    return json.loads(data[20 : 20 + length])


def ask_blender(*arguments: str) -> subprocess.CompletedProcess:
    # It takes its Python from the PATH: that has to be the system's, whatever Python runs this.
    return subprocess.run([shutil.which("blender"), "--background", "--factory-startup", "--python-expr", *arguments],
                          capture_output=True, text=True, env=os.environ | {"PATH": "/usr/bin:/bin"})


@functools.cache
def has_blender() -> bool:
    """Blender, and the numpy that its importer wants: Debian leaves it out."""
    return bool(shutil.which("blender")) and "ready" in ask_blender("import numpy; print('ready')").stdout


def blender(published: Path) -> list[str]:
    run = ask_blender(IMPORT, "--", str(published / "model.glb"))
    made = re.search(r"^objects (\d+)", run.stdout, re.M)
    nodes = len(glb(published).get("nodes", []))
    if run.returncode or not made:
        return [f"the importer failed: {run.stderr.strip()[-300:]}"]
    return [] if int(made[1]) == nodes else [f"{made[1]} objects of {nodes} nodes"]


def evidence(published: Path) -> list[str]:
    with (published / "evidence.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    told = {row["element"] for row in rows if row["layer"] in FUSED and row["source"]}
    fused = {f["properties"]["id"] for name in FUSED if (path := published / "layers" / f"{name}.geojson").exists()
             for f in json.loads(path.read_bytes())["features"]}
    return [f"{id} has no source" for id in sorted(fused - told)] + [f"{id} is no element" for id in sorted(told - fused)]


def judge(locus: str, case: Path) -> tuple[str, dict[str, list[str]]]:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        plain = {"LC_ALL": "C.UTF-8", "TZ": "UTC"}
        other = {"LC_ALL": "C", "TZ": "Asia/Pyongyang", "RAYON_NUM_THREADS": "1", "LANG": "ko_KR.UTF-8"}
        first = reconstruct(locus, case, Path(one), plain)
        second = reconstruct(locus, case, Path(two), other)
        verdicts = {
            "same bytes": same_bytes(first, second),
            "no traces": no_traces(first, Path(one)),
            "RFC 7946": rfc(first),
            "GDAL": gdal(first),
            "Khronos": khronos(first),
            "evidence": evidence(first),
        }
        if has_blender():
            verdicts["Blender"] = blender(first)
        shown = sum(len(json.loads(p.read_bytes())["features"]) for p in layers(first))
        return f"{len(layers(first))} layers, {shown} features, {len(glb(first).get('nodes', []))} nodes", verdicts


def main() -> int:
    locus, cases = sys.argv[1], [Path(c) for c in sys.argv[2:]]
    if not has_blender():
        print("Blender, or the numpy it needs, is not installed: its importer was not asked.")
    objections, asked = [], 0
    for case in cases:
        try:
            what, verdicts = judge(locus, case)
        except (RuntimeError, OSError, KeyError, ValueError, TypeError) as error:
            what, verdicts = "", {"reconstruct": [f"{type(error).__name__}: {error}"]}
        asked += len(verdicts)
        print(f"{case.name:18} {what}")
        print(f"{'':18} " + "  ".join(f"{name} {'objects' if found else 'ok'}" for name, found in verdicts.items()))
        objections += [f"{case.name}: {name}: {problem}" for name, found in verdicts.items() for problem in found]
    for objection in objections[:60]:
        print(f"  {objection}")
    print(f"judges: {asked} verdicts on {len(cases)} cases, {len(objections)} objections")
    return 1 if objections else 0


if __name__ == "__main__":
    sys.exit(main())
