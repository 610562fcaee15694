"""Hundreds of cases that nobody looked at: Locus beside the best of today's tools and beside the least error possible.

    matrix.py LOCUS BENCH --cache FOLDER [--seeds 1000-1039] [--witnesses 3,6,12] [--levels 0.7,1.0,1.4] [--every N]
              [--templates compound,cellblock,village] [--jobs 2] [--write]

Cases and what today's tools make of them do not depend on Locus: they are kept in the cache and made once. What Locus makes
of a case is kept as well, a JSON line each, under the binary's checksum: a run that was stopped goes on where it was.
`--write` puts the table into docs/accuracy.md.
"""

import argparse
import hashlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

# Small systems of equations: threads would only get into each other's way. Before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import page
from doubts import Doubts, alarms, swaps
from fastsim import draw
from floor import floor

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "docs" / "accuracy.md"
HEADING = "## Many seeds"
TIME_LIMIT_S = 300
FUSIONS = ("mean", "geometric median")

INTRODUCTION = """Written by `scripts/accuracy --matrix --write`: {cases} cases, seeds {seeds}. They were drawn by the benchmark's generator
(without pictures) and used for this table only, never to choose or tune anything.

*Ratio* is Locus's RMSE of the hidden nodes over that of today's best tool, chosen **for every case anew and with the truth in
hand**: geometric mean / median / worst of the cases. *Medians* is the same of the median errors, against the least that any fused
tool reaches (geometric mean).

*Floor* is what nobody can be asked to beat. A building without an outline stands nowhere but in people's memories, and each
person has displaced it by some metres of their own. The floor is the RMSE of an oracle that is told everything about every
sheet (scale, stretch, warp, compression, how buildings were turned and resized, what was swapped, who compared notes)
except that displacement, so that all it can do is to average the remembered places, persons who share an error counting
accordingly. It is printed as a ratio to today's best, as Locus's own is (geometric mean); places inside the cell block
count as known exactly. Over many cases nobody who has only the sheets can be expected to come below it; in single ones a tool does, by
chance: today's best is the luckiest of fourteen.

*Site* and *inside* are the hidden nodes of the grounds and of the cell block: the share of true places inside the published 50 / 90 / 95 %
ellipses (honest is .50 / .90 / .95), all cases pooled, and the mean radius of the 95 % ellipses in metres. *Controls* are those put on the
wrong landmark on purpose: named as the sheet's worst / planted; *alarms* are sheets without such a mistake on which one is
suspected, of all such sheets. *Swaps* are pairs of buildings that the generator exchanged on a sheet: named / planted; *doubted* are sheets
without any mistake of which Locus says that a building or a corner lies wrong, of all such sheets.
"""


@dataclass(frozen=True, order=True)
class Cell:
    template: str
    witnesses: int
    level: float


@dataclass(frozen=True)
class Task:
    cell: Cell
    seed: int
    locus: str
    bench: str
    cache: str
    options: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.cell.template}-{self.seed}-{self.cell.witnesses}-{self.cell.level}"

    @property
    def folder(self) -> Path:
        return Path(self.cache) / self.name


def once(path: Path, make) -> dict:
    """What the file holds; made and kept where it is not there yet."""
    if not path.exists():
        made = path.with_suffix(".part")
        made.write_text(json.dumps(make()) + "\n", encoding="utf-8")
        made.rename(path)
    return json.loads(path.read_bytes())


def case_of(task: Task) -> Path:
    """The case folder, drawn where it is not in the cache yet."""
    drawn = task.folder / "truth" / "witnesses.json"
    if not drawn.exists():
        c = task.cell
        draw(Path(task.bench), c.template, task.seed, c.witnesses, c.level, task.folder)
    return next((task.folder / "case").iterdir())


def least_median(baselines: dict) -> float:
    """Among the fused tools that place as many hidden nodes as the best one."""
    fused = [m[f]["hidden"] for m in baselines["methods"].values() for f in FUSIONS]
    most = baselines["best"]["hidden"]["share_found"]
    return min(h["median_m"] for h in fused if h["n"] and h["share_found"] >= most)


def today(case: Path, truth: Path) -> dict:
    import score

    # GDAL's own transformer gives what the formulas give (docs/conformance.md), a process a sheet slower.
    score.shutil.which = lambda _: None
    b = score.score_baselines(str(case), str(truth))
    best = b["best"]
    site = b["methods"][best["method"]][best["fusion"]]["hidden_site"]
    return {"rmse_m": best["hidden_rmse_m"], "method": best["method"], "fusion": best["fusion"],
            "site_rmse_m": site.get("rmse_m"), "least_median_m": least_median(b), "floor": floor(truth)}


def reconstruct(task: Task, case: Path, truth: Path) -> dict:
    """What Locus publishes, judged; or why it does not."""
    import score

    with tempfile.TemporaryDirectory() as work:
        started = time.monotonic()
        try:
            told = subprocess.run([task.locus, "reconstruct", case, "--out", f"{work}/published", "-q", *task.options], capture_output=True,
                                  text=True, timeout=TIME_LIMIT_S)
        except subprocess.TimeoutExpired:
            return {"failed": f"took more than {TIME_LIMIT_S} s"}
        seconds = round(time.monotonic() - started, 2)
        if told.returncode:
            return {"failed": f"ended with {told.returncode}: {told.stderr.strip()[-300:]}"}
        plan = score.score_plan(str(truth), f"{work}/published")
        doubts = Doubts(Path(work) / "published")
        told = {"swaps": swaps(doubts, truth), "alarms": alarms(doubts, case, truth)}
    return {"seconds": seconds} | {k: plan[k] for k in ("nodes", "coverage", "wrong_controls")} | told


def measure(task: Task) -> dict:
    if task.bench not in sys.path:
        sys.path.insert(0, task.bench)
    case, truth = case_of(task), task.folder / "truth"
    known = once(task.folder / "today.json", lambda: today(case, truth))
    return {"case": task.name, "today": known} | reconstruct(task, case, truth)


def tasks(a: argparse.Namespace) -> list[Task]:
    first, last = map(int, a.seeds.split("-"))
    cells = itertools.product(a.templates.split(","), map(int, a.witnesses.split(",")), map(float, a.levels.split(",")))
    return [Task(Cell(*cell), seed, str(Path(a.locus).resolve()), str(a.bench.resolve()), str(a.cache.resolve()))
            for cell in cells for seed in range(first, last + 1, a.every)]


def run(a: argparse.Namespace) -> list[tuple[Task, dict]]:
    """Every case, measured now or by an earlier run of the same binary."""
    binary = hashlib.sha256(Path(a.locus).read_bytes()).hexdigest()[:16]
    a.cache.mkdir(parents=True, exist_ok=True)
    kept = a.cache / f"results-{binary}.jsonl"
    known = {r["case"]: r for r in map(json.loads, kept.read_text().splitlines())} if kept.exists() else {}
    wanted = tasks(a)
    with ProcessPoolExecutor(a.jobs) as pool, kept.open("a", encoding="utf-8") as lines:
        pending = [pool.submit(measure, t) for t in wanted if t.name not in known]
        for done in as_completed(pending):
            result = done.result()
            known[result["case"]] = result
            print(json.dumps(result), file=lines, flush=True)
    return [(t, known[t.name]) for t in wanted]


def geometric(values) -> float | None:
    v = [x for x in values if x]
    return float(np.exp(np.mean(np.log(v)))) if v else None


def number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def quotient(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None


def ratios(results: list[dict]) -> list[float]:
    return [r["nodes"]["hidden"]["rmse_m"] / r["today"]["rmse_m"] for r in results if r["nodes"]["hidden"].get("rmse_m")]


def ellipses(results: list[dict], group: str) -> list[str]:
    """Shares inside, and the mean radius; the nodes of all cases pooled."""
    parts = [c for r in results if (c := r["coverage"].get(group))]
    n = sum(c["n"] for c in parts)
    if not n:
        return ["-", "-"]

    def mean(key: str) -> float:
        return sum(c[key] * c["n"] for c in parts) / n

    return [" / ".join(f"{mean(q):.2f}" for q in ("50%", "90%", "95%")), number(mean("mean_radius95_m"))]


COLUMNS = ["cases", "ratio", "floor", "medians", "ratio, site", "floor, site", "site 50 / 90 / 95 %", "radius",
           "inside 50 / 90 / 95 %", "radius", "controls", "alarms", "swaps", "doubted", "failed"]


def figures(results: list[dict]) -> list[str]:
    good = [r for r in results if "failed" not in r]
    if not good:
        return [str(len(results))] + ["-"] * (len(COLUMNS) - 2) + [str(len(results))]
    ratio, wrong = ratios(good), [r["wrong_controls"] for r in good]
    floors = [r["today"]["floor"] for r in good]
    return [str(len(results)), f"{number(geometric(ratio))} / {np.median(ratio):.2f} / {max(ratio):.2f}",
            number(geometric(quotient(f["hidden_rmse_m"], r["today"]["rmse_m"]) for f, r in zip(floors, good))),
            number(geometric(quotient(r["nodes"]["hidden"].get("median_m"), r["today"]["least_median_m"]) for r in good)),
            number(geometric(quotient(r["nodes"]["hidden_site"].get("rmse_m"), r["today"]["site_rmse_m"]) for r in good)),
            number(geometric(quotient(f["site_rmse_m"], r["today"]["site_rmse_m"]) for f, r in zip(floors, good))),
            *ellipses(good, "hidden_site"), *ellipses(good, "hidden_interior"),
            f"{sum(w['named'] for w in wrong)} / {sum(w['planted'] for w in wrong)}",
            f"{sum(w['sheets_with_false_alarms'] for w in wrong)} of {sum(w['clean_sheets'] for w in wrong)}",
            f"{sum(r['swaps']['named'] for r in good)} / {sum(r['swaps']['planted'] for r in good)}",
            f"{sum(r['alarms']['alarmed'] for r in good)} of {sum(r['alarms']['sheets'] for r in good)}",
            str(len(results) - len(good))]


def line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def pooled(measured: list[tuple[Task, dict]], what: list[str], key) -> list[str]:
    """One row for every value of the key."""
    groups: dict = {}
    for task, result in measured:
        groups.setdefault(key(task.cell), []).append(result)
    rows = [line([*map(str, k), *figures(groups[k])]) for k in sorted(groups)]
    columns = what + COLUMNS
    return [line(columns), line(["---"] * len(columns)), *rows]


def verdict(measured: list[tuple[Task, dict]]) -> list[str]:
    """The two groups that goals were set for."""
    lines = []
    for label, wanted in (("6 or more witnesses", lambda w: w >= 6), ("fewer", lambda w: w < 6)):
        good = [r for t, r in measured if wanted(t.cell.witnesses) and "failed" not in r]
        if ratio := ratios(good):
            floors = geometric(quotient(r["today"]["floor"]["hidden_rmse_m"], r["today"]["rmse_m"]) for r in good)
            medians = geometric(quotient(r["nodes"]["hidden"].get("median_m"), r["today"]["least_median_m"]) for r in good)
            better = sum(r <= 1 for r in ratio)
            lines.append(f"- {label}: ratio {number(geometric(ratio))} (floor {number(floors)}), medians {number(medians)}; better than "
                         f"today's best in {better} of {len(ratio)}, worst {max(ratio):.2f}, {sum(r > 1.1 for r in ratio)} above 1.1")
    return lines


def body(measured: list[tuple[Task, dict]], seeds: str) -> str:
    refused = [f"`{r['case']}`: {r['failed'].splitlines()[0]}" for _, r in measured if "failed" in r]
    seconds = [r["seconds"] for _, r in measured if "seconds" in r]
    lines = [INTRODUCTION.format(cases=len(measured), seeds=seeds), *verdict(measured), "",
             *pooled(measured, ["witnesses"], lambda c: (c.witnesses,)), "",
             *pooled(measured, ["template", "witnesses", "level"], lambda c: (c.template, c.witnesses, c.level)), ""]
    lines += ["Failed: " + "; ".join(refused), ""] if refused else []
    worst = sorted(((q[0], r["case"]) for _, r in measured if "failed" not in r and (q := ratios([r]))), reverse=True)[:5]
    lines += ["Worst: " + ", ".join(f"{name} ({ratio:.2f})" for ratio, name in worst) + "."]
    print(f"median {np.median(seconds):.2f} s, at most {max(seconds):.2f} s of Locus a case" if seconds else "nothing measured",
          file=sys.stderr)
    return "\n".join(lines) + "\n"


def arguments() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("locus")
    p.add_argument("bench", type=Path)
    p.add_argument("--cache", type=Path, required=True, help="folder of the cases and of what is known of them")
    p.add_argument("--seeds", default="1000-1039")
    p.add_argument("--witnesses", default="3,6,12")
    p.add_argument("--levels", default="0.7,1.0,1.4")
    p.add_argument("--templates", default="compound,cellblock,village")
    p.add_argument("--every", type=int, default=1, metavar="N", help="only every nth seed")
    p.add_argument("--jobs", type=int, default=2)
    p.add_argument("--write", action="store_true", help="put the table into docs/accuracy.md")
    return p


def main() -> int:
    a = arguments().parse_args()
    measured = run(a)
    seeds = a.seeds if a.every == 1 else f"{a.seeds}, every {a.every}th"
    text = body(measured, seeds)
    print(text)
    if a.write:
        page.write(REPORT, HEADING, text, "## Unseen cases")
    return 1 if any("failed" in r for _, r in measured) else 0


if __name__ == "__main__":
    sys.exit(main())
