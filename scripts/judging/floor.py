"""The least error that testimony allows: an oracle that knows all but where each person took a hidden building to stand.

    floor(truth) -> {"site_rmse_m", "hidden_rmse_m", "n_site", "n_hidden"}

A building without an outline stands nowhere but in people's memories, each of which has displaced it by some metres. The
oracle is told everything else about every sheet: its scale, stretch, warp and compression, how each building was turned
and resized, what was swapped, and who shares an error with whom. All that is left to it is the mean of the remembered
places, each weighed by generalised least squares: two of one independence group share `shared_variance` of theirs.
Nobody who sees only the sheets can be expected to do better over many cases. Places inside the cell block count as known exactly.
"""

import json
from pathlib import Path

import numpy as np


def weights(groups: list, share: float) -> np.ndarray:
    """Best linear unbiased weights of equally good observations, correlated by `share` within a group."""
    same = np.array([[a == b for b in groups] for a in groups], float)
    pull = np.linalg.solve(share * same + (1 - share) * np.eye(len(groups)), np.ones(len(groups)))
    return pull / pull.sum()


def shifts(witnesses: dict) -> dict[str, dict]:
    """Of every site sheet: its group, the shared part of the variance, and how far it displaces each building."""
    return {sheet: {"group": person["group"], "share": memory["shared_variance"],
                    "moved": {key: b["shift_m"] for key, b in memory["buildings"].items()}}
            for person in witnesses.values() for sheet, memory in person["sheets"].items() if memory["sheet"] == "site"}


def error(node: dict, sheets: dict[str, dict]) -> np.ndarray:
    """What the oracle misses a node by, metres; nothing where no building carries it along."""
    seen = [sheets[s] for s in node["drawn_on"] if s in sheets and node["group"] in sheets[s]["moved"]]
    if not seen:
        return np.zeros(2)
    return weights([s["group"] for s in seen], seen[0]["share"]) @ np.array([s["moved"][node["group"]] for s in seen])


def floor(truth: Path) -> dict:
    nodes = json.loads((truth / "plan.json").read_bytes())["nodes"].values()
    sheets = shifts(json.loads((truth / "witnesses.json").read_bytes()))
    hidden = [n for n in nodes if n["drawn_on"] and not n["anchored"]]
    site = [float((error(n, sheets) ** 2).sum()) for n in hidden if n["part"] == "site"]
    return {"site_rmse_m": round(float(np.sqrt(np.mean(site))), 3) if site else None,
            "hidden_rmse_m": round(float(np.sqrt(sum(site) / len(hidden))), 3) if hidden else None,
            "n_site": len(site), "n_hidden": len(hidden)}
