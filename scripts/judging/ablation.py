"""What each part of the joint adjustment is worth: the same cases with one part after another.

    ablation.py LOCUS BENCH --cache FOLDER [--seeds 1000-1039] [--witnesses 3,6,12] [--levels 1.0] [--every N] [--jobs 2]
                [--templates compound,cellblock,village] [--write]
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import matrix
import page

HEADING = "## What each part of the adjustment is worth"
EVERYTHING = "field,units,heavy-tails,shared-bias"
STEPS = {
    "plain: one similarity and stretch a sheet": EVERYTHING,
    "and a smooth field a sheet": "units,heavy-tails,shared-bias",
    "and buildings and walls as units": "heavy-tails,shared-bias",
    "and heavy tails": "shared-bias",
    "and shared biases considered (the model in use)": "",
}
INTRODUCTION = """Written by `scripts/accuracy --ablation --write`: {cases} cases, seeds {seeds}, {witnesses} witnesses, level {levels}. `locus reconstruct --without` leaves
parts out. The ratio is the RMSE of hidden nodes over today's best, the geometric mean over cases; *inside 95 %* is the share of true places inside the
95 % ellipses; the radius is their mean, in metres.
"""


def row(label: str, results: list[dict]) -> list[str]:
    done = [r for r in results if "failed" not in r]
    ratio = matrix.number(matrix.geometric(matrix.ratios(done)))
    median = matrix.number(matrix.geometric(r["nodes"]["hidden"]["median_m"] / r["today"]["least_median_m"] for r in done))
    return [label, str(len(done)), ratio, median, *inside(done, "hidden_site"), *inside(done, "hidden_interior")]


def inside(results: list[dict], group: str) -> list[str]:
    rows = [r["coverage"][group] for r in results if group in r["coverage"]]
    total = sum(r["n"] for r in rows)
    if not total:
        return ["", ""]
    mean = lambda key: sum(r[key] * r["n"] for r in rows) / total
    return [f"{mean('95%'):.3f}", f"{mean('mean_radius95_m'):.2f}"]


def main() -> int:
    a = matrix.arguments().parse_args()
    table = [["model", "cases", "ratio", "ratio of medians", "site inside 95 %", "radius", "interior inside 95 %", "radius"], ["---"] * 8]
    for label, without in STEPS.items():
        options = ("--without", without) if without else ()
        with ProcessPoolExecutor(a.jobs) as pool:
            results = list(pool.map(matrix.measure, [replace(t, options=options) for t in matrix.tasks(a)]))
        table.append(row(label, results))
        print(matrix.line(table[-1]), file=sys.stderr)
    text = INTRODUCTION.format(cases=len(matrix.tasks(a)), seeds=a.seeds, witnesses=a.witnesses, levels=a.levels)
    text += "\n" + "\n".join(matrix.line(r) for r in table) + "\n"
    print(text)
    if a.write:
        page.write(matrix.REPORT, HEADING, text, "## Unseen cases")
    return 0


if __name__ == "__main__":
    sys.exit(main())
