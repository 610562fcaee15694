"""Plants mistakes in cases that nobody looked at, and counts which of them Locus names.

    planted.py LOCUS BENCH --cache FOLDER [--seeds 1000-1039] [--witnesses 6] [--levels 1.0] [--every N] [--kinds swapped,..]
               [--templates compound,cellblock,village] [--jobs 2]

A mistake is *named* when a doubt is published about that sheet which says what is wrong: the building or the corner by its
key; of a mirrored sheet that it is mirrored; of a sheet whose control points are upside down that they are turned, or the greater
part of them as suspects. *Alarms* are the doubts of that sort in the same case without the planted mistake: pairs of a sheet
and a building or corner that are named although the generator did nothing wrong there, of all pairs that are drawn.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import matrix
import numpy as np
import page
from doubts import Doubts, alarms
from plant import KINDS, Planted, plant

HEADING = "## Planted mistakes"
# Share of the drawing's diagonal: more than three times what a witness displaces a building by.
FAR = 0.1
INTRODUCTION = """Written by `scripts/accuracy --planted --write`: {cases} cases of {witnesses} witnesses, seeds {seeds}, level {levels}. A mistake is
planted on a sheet without one (`scripts/judging/plant.py` says how), and Locus has to name it: the sheet **and** the building or
corner, that it is mirrored, or that its control points are upside down. *Plain* are those where what was exchanged lies more than a
tenth of the drawing's diagonal apart (nearer ones are hardly a mistake beside what memory does anyway) and where something else
(an outline, a landmark, two other sheets) says where one of them is. *Alarms* are sheets of the same cases,
without the planted mistake, of which something is said that neither the generator nor we did.
"""


def names(doubts: Doubts, planted: Planted) -> bool:
    if planted.kind == "mirrored":
        return doubts.mirrored(planted.sheet)
    if planted.kind == "turned":
        return doubts.turned(planted.sheet, planted.keys)
    # A corner's own name, or the building's whose corners are exchanged.
    return any(doubts.name(planted.sheet, k) or doubts.name(planted.sheet, k.split("/")[0]) for k in planted.keys)


def doubts_of(locus: str, case: Path, work: Path) -> Doubts | str:
    told = subprocess.run([locus, "reconstruct", case, "--out", work, "-q"], capture_output=True, text=True,
                          timeout=matrix.TIME_LIMIT_S)
    return Doubts(work) if told.returncode == 0 else told.stderr.strip()[-300:]


def one(task: matrix.Task, kinds: tuple[str, ...]) -> dict:
    case, truth = matrix.case_of(task), task.folder / "truth"
    out: dict = {"case": task.name, "planted": []}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        clean = doubts_of(task.locus, case, work / "clean")
        out["clean"] = clean if isinstance(clean, str) else alarms(clean, case, truth)
        for kind in kinds:
            copy = work / kind / case.name
            shutil.copytree(case, copy)
            rng = np.random.default_rng([task.seed, task.cell.witnesses, KINDS.index(kind)])
            done = plant(copy, truth, kind, rng)
            if not done:
                continue
            got = doubts_of(task.locus, copy, work / f"{kind}-published")
            refused = isinstance(got, str)
            before = not isinstance(clean, str) and names(clean, done)
            out["planted"].append(vars(done) | {"named": not refused and names(got, done), "named_before": before,
                                                "refused": got if refused else None})
    return out


def tallied(results: list[dict]) -> list[str]:
    columns = ["mistake", "planted", "named", "share", "plain", "named of those", "share", "refused", "named without it"]
    rows = []
    for kind in KINDS:
        planted = [p for r in results for p in r["planted"] if p["kind"] == kind]
        plain = [p for p in planted if p["known"] and (p["apart"] > FAR or not p["apart"])]
        if planted:
            share = [f"{sum(p['named'] for p in some) / len(some):.2f}" if some else "-" for some in (planted, plain)]
            rows.append(matrix.line([kind, str(len(planted)), str(sum(p["named"] for p in planted)), share[0], str(len(plain)),
                                     str(sum(p["named"] for p in plain)), share[1], str(sum(bool(p["refused"]) for p in planted)),
                                     str(sum(p["named_before"] for p in planted))]))
    clean = [r["clean"] for r in results if isinstance(r["clean"], dict)]

    def total(key: str) -> int:
        return sum(c[key] for c in clean)

    return [matrix.line(columns), matrix.line(["---"] * len(columns)), *rows, "",
            f"Alarms: {total('alarmed')} of {total('sheets')} sheets without a mistake; {total('named')} of {total('drawn')} drawn buildings "
            f"and corners; called mirrored {total('mirrored')}, turned {total('turned')}. Cases refused: {len(results) - len(clean)}."]


def main() -> int:
    p = matrix.arguments()
    p.set_defaults(witnesses="6", levels="1.0")
    p.add_argument("--kinds", default=",".join(KINDS))
    p.add_argument("--details", type=Path, help="also write every case here, a JSON line each")
    a = p.parse_args()
    wanted, kinds = matrix.tasks(a), tuple(a.kinds.split(","))
    with ProcessPoolExecutor(a.jobs) as pool:
        results = list(pool.map(one, wanted, [kinds] * len(wanted)))
    if a.details:
        a.details.write_text("".join(json.dumps(r) + "\n" for r in results), encoding="utf-8")
    seeds = a.seeds if a.every == 1 else f"{a.seeds}, every {a.every}th"
    text = "\n".join([INTRODUCTION.format(cases=len(results), witnesses=a.witnesses, seeds=seeds, levels=a.levels), *tallied(results)])
    print(text)
    if a.write:
        page.write(matrix.REPORT, HEADING, text, "## Unseen cases")
    return 0


if __name__ == "__main__":
    sys.exit(main())
