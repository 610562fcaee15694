"""Asks programs that nobody here wrote about every file that `locus export` writes.

    exports.py LOCUS CASE...

Each format has a judge of its own, export_*.py with `problems(folder)`; what it asks is told there. Here: the same bytes
on a second run in other surroundings, no trace of who ran it, and names that programs might obey come out as text.
The last line says how long all exports of the first case took, and how much memory.
"""

import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from judges import no_traces, reconstruct, same_bytes

# Format of `--to`: the module that judges what it wrote.
JUDGES: dict[str, str] = {}


def export(locus: str, published: Path, out: Path, formats: str, settings: dict) -> str:
    """What the run took: seconds and kilobytes."""
    command = ["/usr/bin/time", "-f", "%e s, %M kB", locus, "export", str(published), "--to", formats, "--out", str(out), "-q"]
    run = subprocess.run(command, cwd=out.parent, text=True, capture_output=True, env=os.environ | settings)
    if run.returncode:
        raise RuntimeError(f"locus export ended with {run.returncode}: {run.stderr.strip()[:400]}")
    return run.stderr.strip().splitlines()[-1]


def formats(locus: str) -> list[str]:
    """As `locus export --help` lists them."""
    run = subprocess.run([locus, "export", "--help"], capture_output=True, text=True, check=True)
    return [line.split(":")[0].strip("- ") for line in run.stdout.splitlines() if line.startswith("          - ")]


def judge(locus: str, case: Path, asked: list[str]) -> dict[str, list[str]]:
    """The verdict of every format's judge, on one case."""
    verdicts = {}
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        published = reconstruct(locus, case, here, {})
        for name in asked:
            one, two = here / f"{name}-1", here / f"{name}-2"
            export(locus, published, one, name, {"LC_ALL": "C.UTF-8", "TZ": "UTC"})
            export(locus, published, two, name, {"LC_ALL": "C", "TZ": "Asia/Pyongyang", "RAYON_NUM_THREADS": "1"})
            found = same_bytes(one, two) + no_traces(one, here)
            verdicts[name] = found + importlib.import_module(JUDGES[name]).problems(one)
    return verdicts


def cost(locus: str, case: Path) -> str:
    """Seconds and kilobytes of all exports together, the second time."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        published = reconstruct(locus, case, here, {})
        return [export(locus, published, here / str(i), "all", {}) for i in range(2)][1]


def renamed(case: Path, folder: Path) -> Path:
    """The same case with a name that programs might run, obey or choke on."""
    copy = folder / case.name
    shutil.copytree(case, copy, copy_function=shutil.copyfile, ignore=shutil.ignore_patterns("published"))
    text = (copy / "case.toml").read_text(encoding="utf-8")
    name = re.search(r'^name = .*$', text, re.M)[0]
    naughty = json.dumps(NAUGHTY, ensure_ascii=False)
    (copy / "case.toml").write_text(text.replace(name, f"name = {{ en = {naughty}, ko = {naughty} }}"), encoding="utf-8")
    return copy
