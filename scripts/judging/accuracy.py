"""Scores what `locus reconstruct` publishes against the truth of the benchmark, beside the best that today's tools give.

    accuracy.py LOCUS BENCH [--check] [--seeds FIRST-LAST] [--jobs N]

The scorer and the simulator belong to the benchmark (score.py, sketchsim.py); this only runs them and makes the table.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import page

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "docs" / "accuracy.md"
UNSEEN_HEADING = "## Unseen cases"
# A benchmark case may not be worse than this times the best fused baseline, by RMSE of the hidden nodes.
WORST_RATIO = 1.1
# What a careful analyst would settle on beforehand, without the truth: one transformation and one fusion for every case.
SETTLED = ("affine cleaned", "geometric median")
# The unseen cases: drawn as the benchmark's own, with other seeds. The pictures are small: nothing here looks at them.
UNSEEN = {
    "compound": ["--witnesses", "5", "--level", "1.0"],
    "cellblock": ["--witnesses", "4", "--level", "1.0"],
    "village": ["--witnesses", "6", "--level", "0.7"],
    "village without node keys": ["--witnesses", "6", "--level", "0.7", "--no-nodes"],
}

HEADER = """# Accuracy

Measured, not claimed: this page is written by `scripts/accuracy`, and `./check` fails when the first table is no longer
what the code gives. Do not edit it.

**What is measured.** A fictional facility is invented, and simulated witnesses draw it from memory: compressed, warped,
buildings shifted, a cell forgotten, two buildings swapped, a control point on the wrong landmark. Locus sees the case
folder, never the truth. *Hidden* nodes are those that neither a landmark nor an outline on the imagery gives away: only
testimony places them. All distances are metres on the ground in the frame of the imagery.

**Without node keys** (village-003 and one unseen set) nobody is told which corner is which. Only corners of areas can then be
scored, fewer nodes and a larger share of them on hidden buildings, while the baselines are handed all correspondences and
are scored on all nodes: there the ratio compares unlike sets, to the disadvantage of Locus.

| column | meaning |
|---|---|
| found | share of the hidden nodes that Locus places; in brackets how many there are |
| RMSE, median, p90 | distance between the published and the true node: root of the mean square, median, 90th percentile |
| today's best | the least RMSE among Helmert, affine, polynomial and thin-plate spline per sheet, with and without a struck control point, fused by mean or geometric median: chosen **with** the truth in hand |
| ratio | Locus's RMSE over that |
| inside 50 / 90 / 95 % | share of the true places inside the published ellipse of that probability; honest is 0.50, 0.90, 0.95 |
| radius | mean radius of the published 95 % ellipses, in metres |
| rooms | mean intersection over union of the rooms; a missing room counts 0 |
| wrong controls | control points put on the wrong landmark on purpose: planted / named as the sheet's worst / suspected |
| false alarms | sheets without a planted mistake on which a control point is suspected, of all such sheets |
| phantoms | published nodes and areas that nobody planted |
"""

COLUMNS = ["case", "found", "RMSE", "median", "p90", "today's best", "ratio", "inside 50 / 90 / 95 %", "radius", "rooms",
           "wrong controls", "false alarms", "phantoms"]


@dataclass
class Scored:
    """One case: what Locus published, and the best of today's tools."""

    name: str
    plan: dict
    baselines: dict

    @property
    def hidden(self) -> dict:
        return self.plan["nodes"]["hidden"]

    @property
    def best(self) -> dict:
        return self.baselines["best"]

    @property
    def ratio(self) -> float:
        return self.hidden.get("rmse_m", float("inf")) / self.best["hidden_rmse_m"]

    @property
    def settled_ratio(self) -> float:
        method, fusion = SETTLED
        return self.hidden.get("rmse_m", float("inf")) / self.baselines["methods"][method][fusion]["hidden"]["rmse_m"]


class Refused(Exception):
    """Locus does not take the case: its name, and why."""


def run(*command) -> None:
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command[:4]))} ... ended with {done.returncode}:\n{done.stderr.strip()[-1500:]}")


def score(locus: str, bench: Path, case: Path, truth: Path, work: Path) -> Scored:
    copy, published = work / "case" / case.name, work / "published"
    shutil.copytree(case, copy, copy_function=shutil.copyfile)
    for path in [copy, *copy.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    told = subprocess.run([locus, "reconstruct", copy, "--out", published, "-q"], capture_output=True, text=True)
    if told.returncode:
        raise Refused(case.name, f"ended with {told.returncode}: {told.stderr.strip()}")
    scorer = [sys.executable, bench / "score.py", "--json"]
    run(*scorer, work / "plan.json", "plan", "--truth", truth, "--published", published)
    run(*scorer, work / "baselines.json", "baselines", "--case", copy, "--truth", truth)
    return Scored(case.name, *(json.loads((work / f"{n}.json").read_bytes()) for n in ("plan", "baselines")))


def benchmark(bench: Path) -> list[tuple[Path, Path]]:
    dev = [(folder / "case" / folder.name, folder / "truth") for folder in sorted((bench / "dev").iterdir())]
    return [*dev, (ROOT / "facilities" / "example-compound", bench / "example-compound.truth")]


def simulate(bench: Path, template: str, seed: int, work: Path) -> tuple[Path, Path]:
    plan = template.split()[0]
    run(sys.executable, bench / "sketchsim.py", "--template", plan, "--seed", seed, "--size", 700, "--out", work,
        *UNSEEN[template])
    return work / "case" / f"{plan}-{seed:03d}", work / "truth"


def settled(future: Future) -> Scored | Refused:
    try:
        return future.result()
    except Refused as refused:
        return refused


def score_all(locus: str, bench: Path, seeds: range, jobs: int) -> tuple[list, dict[str, list]]:
    """The benchmark cases and, by template, the unseen ones: each scored or refused."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        work = Path(folder)

        def unseen(template: str, seed: int) -> Scored:
            place = work / f"{template}-{seed}".replace(" ", "-")
            return score(locus, bench, *simulate(bench, template, seed, place / "drawn"), place)

        known = [pool.submit(score, locus, bench, case, truth, work / case.name) for case, truth in benchmark(bench)]
        drawn = {t: [pool.submit(unseen, t, seed) for seed in seeds] for t in UNSEEN if seeds}
        return [settled(k) for k in known], {t: [settled(d) for d in cases] for t, cases in drawn.items()}


def metres(value) -> str:
    return "-" if value is None else f"{value:.2f}"


def row(s: Scored | Refused) -> str:
    if isinstance(s, Refused):
        return line([s.args[0], "refused"] + ["-"] * (len(COLUMNS) - 2))
    h, c, w = s.hidden, s.plan["coverage"].get("hidden", {}), s.plan["wrong_controls"]
    inside = " / ".join(f"{c[q]:.2f}" for q in ("50%", "90%", "95%")) if c else "-"
    phantoms = len(s.plan["phantoms"]["nodes"]) + len(s.plan["phantoms"]["areas"])
    rooms = s.plan["areas"].get("room", {}).get("mean_iou")
    cells = [s.name, f"{100 * h['share_found']:.0f} % ({h['expected']})", metres(h.get("rmse_m")), metres(h.get("median_m")),
             metres(h.get("p90_m")), f"{metres(s.best['hidden_rmse_m'])} ({s.best['method']}, {s.best['fusion']})",
             f"{s.ratio:.2f}", inside, metres(c.get("mean_radius95_m")), metres(rooms),
             f"{w['planted']} / {w['named']} / {w['suspected']}", f"{w['sheets_with_false_alarms']} of {w['clean_sheets']}",
             str(phantoms)]
    return line(cells)


def line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def short(reason: str) -> str:
    """The first mistake of a refusal, on one line."""
    return "; ".join(part.strip() for part in reason.split("error: ")[-1].splitlines()[:3])


def table(scored: list[Scored | Refused]) -> list[str]:
    return [line(COLUMNS), line(["---"] * len(COLUMNS)), *map(row, scored)]


def pooled(template: str, cases: list[Scored | Refused]) -> str:
    """The cases of one template together: nodes count alike, whichever case they are from."""
    scored = [c for c in cases if isinstance(c, Scored)]
    n = sum(s.plan["coverage"]["hidden"]["n"] for s in scored)

    def share(key: str) -> float:
        return sum(s.plan["coverage"]["hidden"][key] * s.plan["coverage"]["hidden"]["n"] for s in scored) / n

    def spread(ratios: list[float]) -> str:
        return f"{min(ratios):.2f} / {statistics.median(ratios):.2f} / {max(ratios):.2f}"

    wrong = [s.plan["wrong_controls"] for s in scored]
    return line([template, str(len(cases)), str(len(cases) - len(scored)), str(sum(s.ratio <= 1 for s in scored)),
                 spread([s.ratio for s in scored]), spread([s.settled_ratio for s in scored]),
                 " / ".join(f"{share(q):.2f}" for q in ("50%", "90%", "95%")), metres(share("mean_radius95_m")),
                 f"{sum(w['planted'] for w in wrong)} / {sum(w['named'] for w in wrong)} / {sum(w['suspected'] for w in wrong)}",
                 f"{sum(w['sheets_with_false_alarms'] for w in wrong)} of {sum(w['clean_sheets'] for w in wrong)}"])


def report(known: list[Scored], drawn: dict[str, list[Scored]], seeds: range) -> str:
    columns = ["template", "cases", "refused", "better than today's best", "ratio: least / median / worst",
               "the same to a settled tool", "inside 50 / 90 / 95 %",
               "radius", "wrong controls", "false alarms"]
    lines = [HEADER, "## The benchmark cases", "", *table(known), "",
             "These cases were at hand while the methods were chosen. The next ones were not.", "", UNSEEN_HEADING, "",
             f"Seeds {seeds.start} to {seeds.stop - 1} of each template, drawn anew on every run. The ellipses of all cases are "
             "pooled: nodes of one case share their sheets' errors, so a single case says little about coverage.", "",
             f"Today's best is another tool in every case, which nobody could know beforehand; the *settled* tool is always the same: {', '.join(SETTLED)}.", "",
             line(columns), line(["---"] * len(columns)), *(pooled(*cases) for cases in drawn.items())]
    for cases in drawn.values():
        lines += ["", *table(cases), *(f"\n`{c.args[0]}` was refused: {short(c.args[1])}" for c in cases if isinstance(c, Refused))]
    return "\n".join(lines) + "\n"


def objection(s: Scored | Refused) -> str | None:
    if isinstance(s, Refused):
        return f"{s.args[0]}: {s.args[1]}"
    if s.ratio > WORST_RATIO:
        return (f"{s.name}: RMSE {metres(s.hidden.get('rmse_m'))} m is {s.ratio:.2f} times the best of today's tools "
                f"({metres(s.best['hidden_rmse_m'])} m); at most {WORST_RATIO} is allowed")
    return None if REPORT.exists() and row(s) in REPORT.read_text(encoding="utf-8").splitlines() else (
        f"{s.name}: docs/accuracy.md says something else: run scripts/accuracy")


def check(known: list[Scored | Refused]) -> int:
    objections = [o for s in known if (o := objection(s))]
    print("\n".join([*table(known), *objections]))
    print(f"accuracy: {len(known)} cases, {len(objections)} objections")
    return 1 if objections else 0


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("locus")
    p.add_argument("bench", type=Path)
    p.add_argument("--check", action="store_true", help="judge the benchmark cases, write nothing")
    p.add_argument("--seeds", default="500-509", help="the unseen seeds of each template")
    p.add_argument("--jobs", type=int, default=2)
    return p.parse_args()


def main() -> int:
    a = arguments()
    first, last = map(int, a.seeds.split("-"))
    seeds = range(0) if a.check else range(first, last + 1)
    known, drawn = score_all(a.locus, a.bench, seeds, a.jobs)
    if a.check:
        return check(known)
    # Other programs keep sections of their own on the page.
    REPORT.write_text(page.keeping(report(known, drawn, seeds), REPORT, UNSEEN_HEADING), encoding="utf-8")
    print("\n".join(table(known)))
    for cases in drawn.items():
        print(pooled(*cases))
    print(f"written: {REPORT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except RuntimeError as error:
        sys.exit(f"accuracy: {error}")
