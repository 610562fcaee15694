"""Asks programs that nobody here wrote about every file that `locus export` writes.

    exports.py LOCUS CASE...

Each format has a judge of its own, export_*.py; what it asks, and whom, is told there. Asked here of every format: the same
bytes on a second run in other surroundings, and no trace of who ran it. The first case is judged once more under names
that programs might run, obey or choke on. The last line tells how long all exports of the first case took together.
"""

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from judges import no_traces, reconstruct, same_bytes

# The judge of each format of `--to`.
JUDGES = {
    "gpkg": "export_gpkg",
    "qgis": "export_qgis",
    "geojson": "export_layers",
    "flatgeobuf": "export_layers",
    "kml": "export_layers",
    "imdf": "export_imdf",
    "osm-indoor": "export_osm_indoor",
    "cityjson": "export_cityjson",
    "ifc": "export_ifc",
    "pdf": "export_pdf",
    "svg": "export_svg",
    "dxf": "export_dxf",
    "report": "export_pdf",
    "html": "export_html",
    "iiif": "export_iiif",
}
# What needs no sheet and nothing drawn; the others may refuse a facility without.
ALWAYS = JUDGES.keys() - {"imdf", "iiif"}
PLAIN = {"LC_ALL": "C.UTF-8", "TZ": "UTC"}
OTHER = {"LC_ALL": "C", "TZ": "Asia/Pyongyang", "RAYON_NUM_THREADS": "1"}
# A formula, markup, a shell, a template, a comment's end, and characters that turn what stands beside them.
NAUGHTY = "=1+1<script>alert(1)</script>'\"--{{7*7}}$(id)#[x]&amp;]]>\\P %s \u202ekcab\u202c 가나\u0301"


class Refused(Exception):
    """A format that cannot hold the facility, and says so: no sheets, nothing drawn."""


def export(locus: str, published: Path, out: Path, format_: str, settings: dict) -> str:
    """Runs it; what it took: seconds and kilobytes."""
    command = ["/usr/bin/time", "-f", "%e s, %M kB", locus, "export", str(published), "--to", format_, "--out", str(out), "-q"]
    run = subprocess.run(command, cwd=out.parent, text=True, capture_output=True, env=os.environ | settings)
    if run.returncode == 2 and f"error: export to {format_}" in run.stderr:
        raise Refused(run.stderr)
    if run.returncode:
        raise RuntimeError(f"locus export --to {format_} ended with {run.returncode}: {run.stderr.strip()[:400]}")
    return run.stderr.strip().splitlines()[-1]


def unjudged(locus: str) -> list[str]:
    """A format without a judge, or a judge without a format."""
    run = subprocess.run([locus, "export", "--help"], capture_output=True, text=True, check=True)
    listed = set(re.findall(r"^ +- ([a-z-]+):", run.stdout, re.M)) - {"all", "a4", "a3", "a2", "a1"}
    return [f"{name} has no judge or is no format" for name in sorted(listed ^ JUDGES.keys())]


def judge(locus: str, case: Path) -> dict[str, list[str]]:
    """What the judge of every format objects to, on one case."""
    verdicts = {}
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        published = reconstruct(locus, case, here, {})
        for name, module in JUDGES.items():
            start, verdict = time.monotonic(), "ok"
            one, two = here / f"{name}-1", here / f"{name}-2"
            try:
                export(locus, published, one, name, PLAIN)
                export(locus, published, two, name, OTHER)
                found = same_bytes(one, two) + no_traces(one, here)
                found += importlib.import_module(module).problems(one, published)
            except Refused:
                found, verdict = ([] if name not in ALWAYS else ["it refuses what every facility has"]), "refused"
            except (RuntimeError, OSError, KeyError, ValueError, TypeError, subprocess.SubprocessError) as error:
                found = [f"{type(error).__name__}: {error}"]
            verdicts[name] = found
            print(f"{case.name:18} {name:11} {'objects' if found else verdict:8} {time.monotonic() - start:5.1f} s", flush=True)
    return verdicts


def renamed(case: Path, folder: Path) -> Path:
    """The same case under a name that programs might run, obey or choke on."""
    copy = folder / "renamed"
    shutil.copytree(case, copy, copy_function=shutil.copyfile, ignore=shutil.ignore_patterns("published"))
    path = copy / "case.toml"
    name = json.dumps(NAUGHTY)
    path.write_text(re.sub(r"(?m)^name = .*$", lambda _: f"name = {{ en = {name}, ko = {name} }}",
                           path.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    return copy


def together(locus: str, case: Path) -> str:
    """What all exports together take, the second time."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        published = reconstruct(locus, case, here, {})
        return [export(locus, published, here / str(i), "all", {}) for i in range(2)][1]


def main() -> int:
    locus, cases = sys.argv[1], [Path(c) for c in sys.argv[2:]]
    objections = unjudged(locus)
    with tempfile.TemporaryDirectory() as folder:
        for case in [*cases, renamed(cases[0], Path(folder))]:
            for name, found in judge(locus, case).items():
                objections += [f"{case.name}: {name}: {problem}" for problem in found]
    for objection in objections[:60]:
        print(f"  {objection}")
    print(f"exports: {len(JUDGES)} formats of {len(cases) + 1} cases, {len(objections)} objections; "
          f"all of {cases[0].name} together: {together(locus, cases[0])}")
    return 1 if objections else 0


if __name__ == "__main__":
    sys.exit(main())
