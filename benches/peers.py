#!/usr/bin/env python3
"""Times locus-earth beside the programs people use today and prints a table of ratios.

Every job is a process (except the array call of pyproj, timed inside Python); its cost is user + system CPU seconds,
so that other load on the machine matters little and threads are not counted as a gain. Ours and theirs run in turn;
the least of the repetitions counts. Inputs are made on the spot and thrown away.
"""

import argparse
import math
import os
import random
import resource
import subprocess
import tempfile
import time

import numpy
import pyproj
import rasterio


def cpu(command, **streams):
    """User + system CPU seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, **streams)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def in_turn(repeat, *jobs):
    """The least cost of each job."""
    best = [math.inf] * len(jobs)
    for _ in range(repeat):
        best = [min(least, job()) for least, job in zip(best, jobs)]
    return best


def points(program, repeat, count=1_000_000):
    generator = numpy.random.default_rng(1)
    longitude = 126 + 6 * generator.random(count)
    latitude = 33 + 10 * generator.random(count)
    transformer = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:32652", always_xy=True)

    def theirs():
        begun = time.process_time()
        transformer.transform(longitude, latitude)
        return time.process_time() - begun

    def ours():
        return float(subprocess.run([program, "points", str(count)], check=True, capture_output=True, text=True).stdout)

    return in_turn(repeat, ours, theirs)


def text(program, repeat, folder, count=1_000_000):
    source = os.path.join(folder, "places.txt")
    generator = random.Random(1)
    with open(source, "w") as lines:
        for _ in range(count):
            lines.write(f"{126 + 6 * generator.random():.9f} {33 + 10 * generator.random():.9f}\n")
    peer = ["cs2cs", "-f", "%.4f", "+proj=longlat", "+datum=WGS84", "+to", "+proj=utm", "+zone=52", "+datum=WGS84"]

    def job(command, name):
        def run():
            with open(source) as lines, open(os.path.join(folder, name), "w") as result:
                return cpu(command, stdin=lines, stdout=result)
        return run

    costs = in_turn(repeat, job([program, "text"], "ours.txt"), job(peer, "theirs.txt"))
    ours = numpy.loadtxt(os.path.join(folder, "ours.txt"))
    theirs = numpy.loadtxt(os.path.join(folder, "theirs.txt"), usecols=(0, 1))
    return costs, f"largest difference {abs(ours - theirs).max():.4f} m"


def differences(ours, theirs):
    """Largest grey step between two pictures, and the share of values that differ by more than one, where both have data."""
    with rasterio.open(ours) as a, rasterio.open(theirs) as b:
        p, q = a.read().astype(int), b.read().astype(int)
    both = (p > 0) & (q > 0)
    off = abs(p - q)[both]
    return f"{100 * (off > 1).mean():.3f} % of values differ by more than one step, the largest by {off.max()}"


def imagery(program, repeat, folder, side):
    source, ours, theirs = (os.path.join(folder, name) for name in ("imagery.tif", "ours.tif", "theirs.tif"))
    subprocess.run([program, "make-imagery", source, str(side)], check=True)
    bounds = subprocess.run([program, "bounds", str(side)], check=True, capture_output=True, text=True).stdout.split()
    peer = ["gdalwarp", "-q", "-overwrite", "-r", "bilinear", "-t_srs", "EPSG:5186", "-te", *bounds, "-ts", str(side), str(side),
            "-wm", "512", "-co", "TILED=YES", source, theirs]
    costs = in_turn(repeat, lambda: cpu([program, "imagery", source, ours, str(side)]), lambda: cpu(peer))
    note = differences(ours, theirs)
    for name in (source, ours, theirs):
        os.remove(name)
    return costs, note


def controls(count):
    """Control points of a sheet that memory bent by up to 60 pixels: column, row, easting, northing."""
    generator = random.Random(count)
    made = []
    for _ in range(count):
        column, row = 4000 * generator.random(), 3000 * generator.random()
        bend_x = 60 * math.sin(row / 500) + 40 * math.cos(column / 900)
        bend_y = 60 * math.cos(column / 600) + 30 * math.sin((column + row) / 800)
        made.append((column, row, 0.05 * (column + bend_x), 150 - 0.05 * (row + bend_y)))
    return made


def spline(program, repeat, folder, count):
    sheet, tied, ours, exact, theirs = (
        os.path.join(folder, name) for name in ("sheet.tif", "tied.tif", "ours.tif", "exact.tif", "theirs.tif"))
    if not os.path.exists(sheet):
        subprocess.run([program, "make-sheet", sheet], check=True)
    listed = os.path.join(folder, "controls.txt")
    made = controls(count)
    with open(listed, "w") as lines:
        lines.writelines("{!r} {!r} {!r} {!r}\n".format(*control) for control in made)
    ties = [word for control in made for word in ("-gcp", *map(repr, control))]
    subprocess.run(["gdal_translate", "-q", "-co", "TILED=YES", "-a_srs", "EPSG:32652", *ties, sheet, tied], check=True)
    peer = ["gdalwarp", "-q", "-overwrite", "-tps", "-r", "bilinear", "-te", "0", "0", "200", "150", "-ts", "4000", "3000",
            "-wm", "512", "-co", "TILED=YES", tied, theirs]
    job = [program, "spline", sheet, listed]
    costs = in_turn(repeat, lambda: cpu([*job, ours, "0.02"]), lambda: cpu(peer))
    subprocess.run([*job, exact, "0"], check=True)
    return costs, f"against the exact spline: {differences(ours, exact)}; gdalwarp: {differences(theirs, exact)}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program", help="the bench program `earth`")
    arguments.add_argument("--repeat", type=int, default=5)
    arguments.add_argument("--side", type=int, default=8192, help="pixels of the imagery")
    asked = arguments.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        rows.append(("1 M points, WGS 84 to UTM, in memory", "pyproj array call", 1.0, points(asked.program, asked.repeat), ""))
        costs, note = text(asked.program, asked.repeat, folder)
        rows.append(("1 M points, text in, text out", "cs2cs", 1.0, costs, note))
        costs, note = imagery(asked.program, asked.repeat, folder, asked.side)
        rows.append((f"imagery {asked.side}² RGB to the site frame", "gdalwarp -r bilinear", 0.5, costs, note))
        for count, target in ((10, 0.3), (30, 0.2), (100, 0.1)):
            costs, note = spline(asked.program, asked.repeat, folder, count)
            rows.append((f"sheet 12 Mpx, spline of {count} points", "gdalwarp -tps", target, costs, note))
    print("| job | peer | ours, CPU s | peer, CPU s | ratio | target |\n|---|---|---|---|---|---|")
    for job, peer, target, (ours, theirs), _ in rows:
        print(f"| {job} | {peer} | {ours:.3f} | {theirs:.3f} | {ours / theirs:.2f} | {target} |")
    print()
    for job, _, _, _, note in rows:
        if note:
            print(f"- {job}: {note}.")
    gdal = subprocess.run(["gdalwarp", "--version"], check=True, capture_output=True, text=True).stdout.strip()
    print(f"\nPeers: {gdal}; pyproj {pyproj.__version__} with PROJ {pyproj.proj_version_str}.")


if __name__ == "__main__":
    main()
