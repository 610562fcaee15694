"""The sheets that tracing is judged on: those of the benchmark's cases, and sheets drawn anew by its simulator."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

# A seed decides the template, so that twenty seeds hold seven or six facilities of each.
TEMPLATES = ("compound", "cellblock", "village")
# The sets drawn anew: name, level of distortion, photographed or scanned.
SETS = {
    "scans, level 1.0": ("1.0", False),
    "scans, level 0.7": ("0.7", False),
    "photographs, level 1.0": ("1.0", True),
    "photographs, level 0.7": ("0.7", True),
}
IMAGES = (".jpg", ".png", ".tif")


@dataclass(frozen=True)
class Sheet:
    """One picture and the folder of its truth."""

    image: Path
    truth: Path

    @property
    def name(self) -> str:
        case = self.image.parents[1].name
        return case if case == self.image.stem else f"{case} {self.image.stem}"

    @property
    def true(self) -> dict:
        return json.loads((self.truth / "sheets" / f"{self.image.stem}.json").read_bytes())

    @property
    def photographed(self) -> bool:
        return "photographed" in self.image.with_suffix(".toml").read_text(encoding="utf-8")


def of_case(case: Path, truth: Path) -> list[Sheet]:
    images = sorted(p for p in (case / "sketches").iterdir() if p.suffix in IMAGES)
    return [Sheet(image, truth) for image in images]


def of_benchmark(bench: Path) -> dict[str, list[Sheet]]:
    dev = {d.name: of_case(d / "case" / d.name, d / "truth") for d in sorted((bench / "dev").iterdir())}
    example = "example-compound"
    return dev | {example: of_case(bench / example, bench / f"{example}.truth")}


def drawn(bench: Path, cache: Path, which: str, seed: int) -> list[Sheet]:
    """The sheets of one seed, drawn once and kept: two witnesses, four sheets. A changed simulator draws them again."""
    level, photo = SETS[which]
    template = TEMPLATES[seed % 3]
    simulator = bench / "sketchsim.py"
    key = hashlib.sha256(simulator.read_bytes()).hexdigest()[:12]
    place = cache / f"sheets-{key}" / f"{which.replace(', ', '-').replace(' ', '-')}-{seed}"
    if not place.exists():
        new = place.with_name(f"{place.name}.{os.getpid()}")
        shutil.rmtree(new, ignore_errors=True)
        command = [sys.executable, simulator, "--template", template, "--seed", seed, "--witnesses", 2, "--level", level,
                   "--out", new, *(["--photo"] if photo else [])]
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"the simulator, seed {seed}: {done.stderr.strip()[-1500:]}")
        new.rename(place)
    return of_case(place / "case" / f"{template}-{seed:03d}", place / "truth")
