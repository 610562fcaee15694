"""Scores what `locus trace` makes of hand-drawn sheets whose truth is known, beside tools of today on the same pictures.

    tracing.py LOCUS BENCH CACHE [--check] [--seeds FIRST-LAST] [--layouts N]
               [--jobs N] [--overlays FOLDER] [--call WORDS]

The scorer and the simulator belong to the benchmark (score.py, sketchsim.py); this only runs them and makes the tables.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import drawings
import plans
import sheets
from sheets import Sheet

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "docs" / "tracing-accuracy.md"
# What was wanted of the mean over sheets, scanned and photographed, and of every single sheet.
WANTED = {False: {"wall": 0.92, "room": 0.92, "doors": 0.8}, True: {"wall": 0.88, "room": 0.85, "doors": 0.8}}
WORST = 0.6
# How many sheets of a set are given to the other tools.
BESIDE = 24
# How far a figure measured by --check may lie from the page, or below what was wanted.
SLACK = 0.02


@dataclass
class Scored:
    """One sheet, traced by one method. A refused sheet found nothing."""

    name: str
    kind: str
    wall: float
    precision: float
    recall: float
    room: float
    room70: float
    junction: float
    doors: int
    doors_found: int
    doors_traced: int
    refused: str = ""


def scored(sheet: Sheet, trace: Path) -> Scored:
    import score
    s = score.score_trace(str(sheet.truth), str(trace))
    d = s["doors"]
    return Scored(sheet.name, s["kind"], s["walls"]["f1"], s["walls"]["precision"], s["walls"]["recall"], s["rooms"]["iou_0.5"]["f1"],
                  s["rooms"]["iou_0.7"]["f1"], s["junctions"]["f1"], d["ideal"], round(d["recall"] * d["ideal"]), d["traced"])


def ours(sheet: Sheet, call: list[str]) -> Scored:
    with tempfile.TemporaryDirectory() as folder:
        trace, told = traced(sheet.image, call, Path(folder))
        if trace:
            return scored(sheet, trace)
    return Scored(sheet.name, sheet.true["kind"], 0, 0, 0, 0, 0, 0, len(sheet.true["doors"]), 0, 0, told)


def traced(image: Path, call: list[str], out: Path) -> tuple[Path | None, str]:
    """Where the trace was written; nothing, and what was said instead, for a sheet that was refused."""
    # Alone in a folder: beside the pictures of a case lie their true traces, which `locus trace` would keep as a person's.
    alone = out / "scan" / image.name
    alone.parent.mkdir()
    shutil.copyfile(image, alone)
    command = [word.format(image=alone, out=out) for word in call]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode < 0 or done.returncode == 101:
        raise RuntimeError(f"{image.name}: the program broke down ({done.returncode}): {done.stderr.strip()[-1500:]}")
    trace = out / f"{image.stem}.trace.geojson"
    said = (done.stderr.strip() or done.stdout.strip()).replace(f"{alone.parent}/", "").splitlines()
    return (trace, "") if trace.exists() else (None, "; ".join(line.strip() for line in said if line.strip()))


def theirs(sheet: Sheet, method: str, cache: Path) -> Scored:
    """The score of another tool, computed once: nothing of ours enters it."""
    import outlines
    key = hashlib.sha256(b"".join([Path(outlines.__file__).read_bytes(), sheet.image.read_bytes(), method.encode()])).hexdigest()
    kept = cache / "tools" / f"{key[:24]}.json"
    if not kept.exists():
        with tempfile.TemporaryDirectory() as folder:
            trace = Path(folder) / f"{sheet.image.stem}.trace.geojson"
            trace.write_text(json.dumps(outlines.trace(method, sheet.image, sheet.true)), encoding="utf-8")
            result = scored(sheet, trace)
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(asdict(result)), encoding="utf-8")
        part.rename(kept)
    return Scored(**json.loads(kept.read_text(encoding="utf-8")))


def line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def head(columns: list[str]) -> list[str]:
    return [line(columns), line(["---"] * len(columns))]


def mean(rows: list[Scored], figure: str) -> float:
    return statistics.fmean(getattr(r, figure) for r in rows)


def share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def door_recall(rows: list[Scored]) -> float | None:
    return share(sum(r.doors_found for r in rows), sum(r.doors for r in rows))


def worst(rows: list[Scored], figure: str) -> str:
    least = min(rows, key=lambda r: (getattr(r, figure), r.name))
    return f"{getattr(least, figure):.3f} ({least.name})"


COLUMNS = ["set", "sheets", "sheets refused", "wall F1", "wall precision", "wall recall", "room F1 at 0.5", "at 0.7", "door recall",
           "door precision", "junction F1", "worst wall F1", "worst room F1"]


def figures(rows: list[Scored]) -> list[str]:
    precision = share(sum(r.doors_found for r in rows), sum(r.doors_traced for r in rows))
    means = [mean(rows, f) for f in ("wall", "precision", "recall", "room", "room70")]
    return [*map(number, [*means, door_recall(rows), precision, mean(rows, "junction")])]


def row(name: str, rows: list[Scored]) -> str:
    refused = sum(bool(r.refused) for r in rows)
    return line([name, str(len(rows)), str(refused), *figures(rows), worst(rows, "wall"), worst(rows, "room")])


def by_kind(name: str, rows: list[Scored]) -> list[str]:
    kinds = {kind: [r for r in rows if r.kind == kind] for kind in ("site", "interior")}
    return [row(name, rows), *(row(f"{name}: {kind}", of) for kind, of in kinds.items() if of)]


def refusals(rows: list[Scored]) -> list[str]:
    return [f"\n`{r.name}` was refused: {r.refused}" for r in rows if r.refused]


def shortfalls(name: str, rows: list[Scored], photographed: bool, slack: float = 0.0) -> list[str]:
    """What was wanted and is not reached."""
    got = {"wall": mean(rows, "wall"), "room": mean(rows, "room"), "doors": door_recall(rows)}
    said = {"wall": "mean wall F1", "room": "mean room F1", "doors": "door recall"}
    missed = [f"{name}: {said[k]} {got[k]:.3f}, wanted {least}" for k, least in WANTED[photographed].items()
              if got[k] is not None and got[k] < least - slack]
    low = [r for r in rows if min(r.wall, r.room) < WORST - slack]
    if low:
        missed.append(f"{name}: {len(low)} sheets below {WORST}: " + ", ".join(
            f"{r.name} (wall {r.wall:.2f}, room {r.room:.2f})" for r in sorted(low, key=lambda r: (min(r.wall, r.room), r.name))))
    return missed


def of_benchmark(bench: Path, call: list[str], pool: ProcessPoolExecutor) -> dict[str, tuple[bool, list[Scored]]]:
    """The sheets of each case of the benchmark: photographed or not, and their scores."""
    cases = sheets.of_benchmark(bench)
    waiting = {name: [pool.submit(ours, s, call) for s in of] for name, of in cases.items()}
    return {name: (cases[name][0].photographed, [w.result() for w in of]) for name, of in waiting.items()}


def drawn_anew(bench: Path, cache: Path, seeds: range, pool: ProcessPoolExecutor) -> dict[str, list[Sheet]]:
    waiting = {which: [pool.submit(sheets.drawn, bench, cache, which, seed) for seed in seeds] for which in sheets.SETS}
    return {which: [sheet for w in of for sheet in w.result()] for which, of in waiting.items()}


def of_tools(drawn: dict[str, list[Sheet]], cache: Path, pool: ProcessPoolExecutor) -> dict[str, dict[str, list[Scored]]]:
    """Method, set, scores: the sets at level 1.0 alone, and the first sheets of each, since some tools take long."""
    import outlines
    waiting = {m: {which: [pool.submit(theirs, s, m, cache) for s in drawn[which][:BESIDE]] for which in drawn if "1.0" in which}
               for m in outlines.METHODS}
    return {m: {which: [w.result() for w in of] for which, of in sets.items()} for m, sets in waiting.items()}


HEADER = """# Accuracy of tracing

Measured, not claimed: this page is written by `scripts/tracing`, and `./check` fails when the table of the benchmark's
cases or of the real drawings is no longer what the code gives (by more than {slack}), or when the cases together fall below what was
wanted. Do not edit it.

**What is measured.** Simulated witnesses draw an invented facility: wobbling lines, overshoots, gaps, lines drawn twice,
pencil and pens, plain, ruled and squared paper, folds, writing in two languages, furniture; scanned, or photographed on a table
with perspective, shadow, blur and noise. `locus trace` sees the picture alone. The truth is the drawing as meant, in pixels of
the picture. Of a scorer that was there before the tracing: walls by length within 1 % of the picture's diagonal and 30
degrees; rooms (and buildings, and yards) one to one at an intersection over union of 0.5 and of 0.7; doors within half
the widest opening; junctions within 1.5 %. What is traced of writing, furniture, ruled lines or shadows as walls counts against.

Precision, recall and F1 are means over sheets, a refused sheet counting 0; doors are counted together over the sheets of a set.
"""

TOOLS = """What can be had today without a learned model, on the same pictures: filling after ink is thickened, trapped balls
with a watershed, the outlines of potrace and of vtracer, and plain thinning, where every stretch of ink is a wall. They are
handed the same ink (Sauvola's threshold, writing taken out by size), in photographs also the true outline of the paper, and the setting
of each that was best on other seeds; the first sheets of a set alone, since some take long. Of filling and balls the rooms' outlines are the walls; none of them knows a door.
"""


def report(benchmark: dict, drawn: dict[str, list[Scored]], tools: dict, seeds: range, rest: list[str]) -> str:
    missed = [m for which, rows in drawn.items() for m in shortfalls(which, rows, which.startswith("photo"))]
    lines = [HEADER.format(slack=SLACK), "## The benchmark's cases", "", *head(COLUMNS), *(row(n, rows) for n, (_, rows) in benchmark.items()),
             *(r for _, rows in benchmark.values() for r in refusals(rows)), "",
             "These were at hand while the methods were chosen. The next ones were not.", "", "## Sheets drawn anew", "",
             f"Seeds {seeds.start} to {seeds.stop - 1} of the simulator, {', '.join(sheets.TEMPLATES)} in turn, two witnesses each.", "",
             *head(COLUMNS), *(r for which, rows in drawn.items() for r in by_kind(which, rows)),
             *(r for rows in drawn.values() for r in refusals(rows)), "",
             f"Wanted on scans: wall F1 {WANTED[False]['wall']}, room F1 {WANTED[False]['room']}; on photographs "
             f"{WANTED[True]['wall']} and {WANTED[True]['room']}; door recall {WANTED[False]['doors']}; no sheet under {WORST}.",
             *(["Missed:", "", *(f"- {m}" for m in missed)] if missed else ["All of it is reached."]), "",
             "## Beside other tools", "", TOOLS, *head(["method", *COLUMNS])]
    for which in next(iter(tools.values())):
        lines.append(line(["Locus", *row(which, drawn[which][:BESIDE])[2:-2].split(" | ")]))
        lines += [line([method, *row(which, sets[which])[2:-2].split(" | ")]) for method, sets in tools.items()]
    return "\n".join([*lines, *rest]) + "\n"


def numbers(cells: str) -> list[float]:
    return [float(n) for n in re.findall(r"(?<![\w-])\d+\.\d+(?![\w-])", cells)]


def differs(measured: str, page: list[str]) -> bool:
    """Whether the page lacks this row, or says something else than measured, slack allowed."""
    stated = next((p for p in page if p.split(" | ")[0] == measured.split(" | ")[0]), "")
    a, b = numbers(measured), numbers(stated)
    return len(a) != len(b) or any(abs(x - y) > SLACK for x, y in zip(a, b))


def check(benchmark: dict, rest: list[str]) -> int:
    page = REPORT.read_text(encoding="utf-8").splitlines() if REPORT.exists() else []
    rows = [row(name, of) for name, (_, of) in benchmark.items()]
    print("\n".join([*head(COLUMNS), *rows, *rest]))
    every = [r for _, of in benchmark.values() for r in of]
    objections = shortfalls("the benchmark's cases together", every, False, SLACK)
    tables = [*rows, *(r for r in rest if r.startswith("| `"))]
    objections += [f"{r.split(' | ')[0][2:]}: docs/tracing-accuracy.md says something else: run scripts/tracing"
                   for r in tables if differs(r, page)]
    print("\n".join(objections))
    print(f"tracing: {sum(len(of) for _, of in benchmark.values())} sheets, {len(objections)} objections")
    return 1 if objections else 0


def outside_data() -> Path | None:
    data = os.environ.get("LOCUS_DATA")
    if not data:
        print("tracing: the drawings from elsewhere are not here (LOCUS_DATA): left out", file=sys.stderr)
    return Path(data) / "drawings" if data else None


def on_plan(annotation: Path, turned: bool, cache: Path, call: list[str]) -> Scored:
    return ours(plans.made(annotation, turned, cache), call)


def layouts(data: Path, count: int, cache: Path, call: list[str], pool: ProcessPoolExecutor) -> list[str]:
    """The section on real plan layouts, drawn by a pen of our own."""
    annotations = sorted((data / "raster-to-vector" / "annotations").glob("*.txt"))[:count]
    sets = {"upright": False, "turned by 10 to 35 degrees": True}
    waiting = {name: [pool.submit(on_plan, a, turned, cache, call) for a in annotations] for name, turned in sets.items()}
    rows = {name: [w.result() for w in of] for name, of in waiting.items()}
    return ["", plans.INTRO.format(count=len(annotations)), *head(COLUMNS), *(row(name, of) for name, of in rows.items()), *(r for of in rows.values() for r in refusals(of))]


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("locus")
    p.add_argument("bench", type=Path)
    p.add_argument("cache", type=Path)
    p.add_argument("--check", action="store_true", help="judge the benchmark's cases and the real drawings, write nothing")
    p.add_argument("--seeds", default="1000-1019", help="the seeds of the sheets drawn anew")
    p.add_argument("--layouts", type=int, default=200, help="how many real plan layouts are drawn")
    p.add_argument("--jobs", type=int, default=2)
    p.add_argument("--overlays", type=Path, help="a folder for pictures of the real drawings with what was traced")
    p.add_argument("--call", default="trace {image} --out {out}", help="how the program is called for one picture")
    return p.parse_args()


def main() -> int:
    a = arguments()
    sys.path.insert(0, str(a.bench))  # the scorer is imported from there
    call = [a.locus, *a.call.split()]
    first, last = map(int, a.seeds.split("-"))
    seeds = range(first, last + 1)
    with ProcessPoolExecutor(a.jobs, mp_context=multiprocessing.get_context("fork")) as pool:
        benchmark = of_benchmark(a.bench, call, pool)
        data = outside_data()
        shown = None if a.check else REPORT.parent / "img"
        rest = drawings.section(data, lambda image, out: traced(image, call, out), shown, a.overlays) if data else []
        if a.check:
            return check(benchmark, rest)
        rest += layouts(data, a.layouts, a.cache, call, pool) if data else []
        drawn = drawn_anew(a.bench, a.cache, seeds, pool)
        tools = of_tools(drawn, a.cache, pool)
        waiting = {which: [pool.submit(ours, s, call) for s in of] for which, of in drawn.items()}
        results = {which: [w.result() for w in of] for which, of in waiting.items()}
    REPORT.write_text(report(benchmark, results, tools, seeds, rest), encoding="utf-8")
    print("\n".join([*head(COLUMNS), *(r for which, rows in results.items() for r in by_kind(which, rows))]))
    print(f"written: {REPORT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except RuntimeError as error:
        sys.exit(f"tracing: {error}")
