#!/usr/bin/env python3
"""Times `locus trace` beside what OpenCV and scikit-image need for threshold and thinning alone, and prints tables.

Ours is the whole process: start, reading, page, ink, strokes, drawing, writing. Theirs is counted from the grey picture in
memory to the skeleton in memory, without start, import or reading. Every job is a process of its own, all with two
threads, in turn; the least of the repetitions counts. Pictures are made on the spot and thrown away.
"""

import argparse
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

Image.MAX_IMAGE_PIXELS = None
THREADS = "2"
SIDE = 4000  # of the photograph, pixels
WINDOW, K = 75, 0.2  # of Sauvola's threshold, the same for both

OPENCV = """
import cv2, sys, time
cv2.setNumThreads({threads})
grey = cv2.imread(sys.argv[1], cv2.IMREAD_GRAYSCALE)
a = time.perf_counter()
ink = cv2.ximgproc.niBlackThreshold(grey, 255, cv2.THRESH_BINARY_INV, {window}, {k}, binarizationMethod=cv2.ximgproc.BINARIZATION_SAUVOLA)
b = time.perf_counter()
thin = cv2.ximgproc.thinning(ink, thinningType=cv2.ximgproc.THINNING_GUOHALL)
print(b - a, time.perf_counter() - b, (ink > 0).mean(), (thin > 0).sum())
if len(sys.argv) > 2: cv2.imwrite(sys.argv[2], ink)
"""
SCIKIT = """
import sys, time, numpy, skimage.io, skimage.filters, skimage.morphology
from PIL import Image
Image.MAX_IMAGE_PIXELS = None
grey = numpy.asarray(Image.open(sys.argv[1]).convert("L"))
a = time.perf_counter()
ink = grey < skimage.filters.threshold_sauvola(grey, {window}, k={k})
b = time.perf_counter()
thin = skimage.morphology.skeletonize(ink)
print(b - a, time.perf_counter() - b, ink.mean(), thin.sum())
"""
GUO_HALL = """
import cv2, sys, time
cv2.setNumThreads({threads})
ink = cv2.imread(sys.argv[1], cv2.IMREAD_GRAYSCALE)
a = time.perf_counter()
thin = cv2.ximgproc.thinning(ink, thinningType=cv2.ximgproc.THINNING_GUOHALL)
print(time.perf_counter() - a)
cv2.imwrite(sys.argv[2], thin)
"""


def run(command: list) -> tuple[float, float, str]:
    """Wall seconds, peak memory in MB, and what was printed."""
    environment = os.environ | {"RAYON_NUM_THREADS": THREADS, "OMP_NUM_THREADS": THREADS}
    begun = time.perf_counter()
    child = subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, text=True, env=environment)
    said = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(map(str, command[:3]))} ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024, said


def apart(function, *arguments):
    """Calls a function in a process of its own: what this one holds would count as peak memory of every job it starts."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(function, arguments)


def python(script: str, *arguments) -> list:
    return [sys.executable, "-c", script.format(threads=THREADS, window=WINDOW, k=K), *arguments]


def photographs(bench: Path, folder: Path) -> dict[int, Path]:
    """One photograph of a sheet, and the same at half and at twice its side: by megapixels."""
    command = [sys.executable, bench / "sketchsim.py", "--template", "compound", "--seed", "4000", "--witnesses", "1", "--photo",
               "--size", str(SIDE), "--out", folder / "drawn"]
    subprocess.run([str(c) for c in command], check=True, capture_output=True)
    sheet = sorted((folder / "drawn" / "case").glob("*/sketches/*.jpg"))[0]
    made = {}
    with Image.open(sheet) as picture:
        for factor in (0.5, 1, 2):
            size = [round(s * factor) for s in picture.size]
            path = folder / f"photo-{size[0]}.jpg"
            (picture if factor == 1 else picture.resize(size, Image.Resampling.LANCZOS)).save(path, quality=90)
            made[round(size[0] * size[1] / 1e6)] = path
    return made


def least(runs: list[list[float]]) -> list[float]:
    return [min(column) for column in zip(*runs)]


def compare(locus: list, timing: Path, photo: Path, folder: Path, repeat: int) -> None:
    ours, stages, opencv, scikit, memory = [], [], [], [], {}
    for turn in range(repeat):
        seconds, memory["ours"], _ = run([w.format(image=photo, out=folder / f"out-{turn}") for w in locus])
        ours.append([seconds])
        stages.append([float(w) for w in run([timing, "stages", photo])[2].split()[:3]])
        _, memory["opencv"], said = run(python(OPENCV, photo, folder / "mask.png"))
        opencv.append([float(w) for w in said.split()])
        _, memory["scikit"], said = run(python(SCIKIT, photo))
        scikit.append([float(w) for w in said.split()])
    (whole,), stage, cv, sk = least(ours), least(stages), least(opencv), least(scikit)
    print("| what | seconds | peak MB | ours is |\n|---|---|---|---|")
    print(f"| `locus trace`, the whole process | {whole:.2f} | {memory['ours']:.0f} | |")
    print(f"| of it: reading {stage[0]:.2f}, tracing {stage[1]:.2f}; an overlay picture in memory {stage[2]:.2f} | | | |")
    for name, of, key in (("OpenCV: Sauvola and Guo-Hall thinning", cv, "opencv"), ("scikit-image: Sauvola and skeletonize", sk, "scikit")):
        print(f"| {name} ({of[0]:.2f} + {of[1]:.2f}) | {of[0] + of[1]:.2f} | {memory[key]:.0f} | {whole / (of[0] + of[1]):.2f} of it |")
    print(f"\nTheir ink covers {100 * cv[2]:.1f} % (OpenCV) and {100 * sk[2]:.1f} % (scikit-image) of the picture.\n")


def lines_alone(photo: Path, to: Path) -> None:
    import numpy
    from skimage import filters, morphology
    grey = numpy.asarray(Image.open(photo).convert("L"))
    local = filters.threshold_local(filters.gaussian(grey, 1.2, preserve_range=True), WINDOW, method="mean", offset=14)
    clean = morphology.remove_small_objects(grey < local, max_size=80)
    Image.fromarray(clean.astype(numpy.uint8) * 255).save(to)


def shares(mask: Path, ours: Path, theirs: Path) -> tuple[float, float]:
    """Percent of the picture that is ink, and of their skeleton that differs."""
    import numpy
    m, a, b = (numpy.asarray(Image.open(p)) > 0 for p in (mask, ours, theirs))
    return 100 * m.mean(), 100 * (a != b).sum() / b.sum()


def thinning(timing: Path, photo: Path, folder: Path, repeat: int) -> None:
    """Thinning alone on the same masks: OpenCV's Sauvola of the photograph, and a thicker one."""
    apart(lines_alone, photo, folder / "local.png")
    print("| thinning alone, Guo-Hall | ink | ours, s | OpenCV, s | ours is faster by | pixels that differ |\n|---|---|---|---|---|---|")
    for name, mask in (("of OpenCV's Sauvola mask", "mask.png"), ("of a threshold by the local mean", "local.png")):
        a, b = [], []
        for _ in range(repeat):
            a.append([float(run([timing, "thin", folder / mask, folder / "a.png"])[2])])
            b.append([float(run(python(GUO_HALL, folder / mask, folder / "b.png"))[2])])
        ours, theirs = least(a)[0], least(b)[0]
        ink, differing = apart(shares, folder / mask, folder / "a.png", folder / "b.png")
        print(f"| {name} | {ink:.1f} % | {ours:.3f} | {theirs:.3f} | {theirs / ours:.1f} | {differing:.2f} % of the skeleton |")
    print()


def growth(locus: list, photos: dict[int, Path], folder: Path, repeat: int) -> None:
    print("| megapixels | seconds | peak MB |\n|---|---|---|")
    for megapixels, photo in photos.items():
        runs = [list(run([w.format(image=photo, out=folder / f"g-{megapixels}-{i}") for w in locus])[:2]) for i in range(repeat)]
        print(f"| {megapixels} | {least(runs)[0]:.2f} | {least(runs)[1]:.0f} |")


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("locus")
    p.add_argument("timing", type=Path, help="the example program `timing` of locus-sketch")
    p.add_argument("bench", type=Path, help="the folder of the simulator")
    p.add_argument("--repeat", type=int, default=5)
    p.add_argument("--call", default="trace {image} --out {out}", help="how the program is called for one picture")
    a = p.parse_args()
    locus = [a.locus, *a.call.split()]
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        photos = apart(photographs, a.bench, folder)
        middle = sorted(photos)[1]
        print(f"A photograph of {middle} megapixels, the least of {a.repeat}:\n")
        compare(locus, a.timing, photos[middle], folder, a.repeat)
        thinning(a.timing, photos[middle], folder, a.repeat)
        growth(locus, photos, folder, a.repeat)


if __name__ == "__main__":
    main()
