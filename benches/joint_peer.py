#!/usr/bin/env python3
"""One round of the joint adjustment as a textbook solves it: full covariances of the observations, dense, by LAPACK.

    joint_peer.py SHEETS NODES      prints: sheets nodes seconds processor-seconds peak-MB

The design is that of crates/align/src/joint/voice.rs: shift, turn, scale, two stretches, a field of 6 by 6 sines an axis,
and of every building (25 nodes) its displacement, turn and scale. What is timed is S = P C P' + V of each sheet, its
Cholesky factor, the sum of the S^-1, and the inverse of that. Sheets of strangers are independent, so the peer may take
them one by one. Ours does ten such rounds, and in five of them estimates the variances from all second moments.
"""

import resource
import sys
import time

import numpy as np
from scipy.linalg import cho_factor, cho_solve, lapack

SINES, NODES, SIDE, LENGTH = 6, 25, 1.6, 0.35


def places(nodes):
    i = np.arange(nodes)
    building, node = i // NODES, i % NODES
    aside = int(np.ceil(np.sqrt(-(-nodes // NODES))))
    corner = np.column_stack((building % aside, building // aside)) * 60.0
    return corner + np.column_stack((node % 5, node // 5)) * 8.0, building


def design(at, building):
    """Columns and the variances of their parameters."""
    extent = np.hypot(*np.ptp(at, axis=0))
    off = at - at.mean(axis=0)
    both = lambda f: np.kron(f, np.eye(2))
    turned = lambda d: np.column_stack((np.column_stack((-d[:, 1], d[:, 0])).ravel(), d.ravel()))
    leaning = np.column_stack(((off * [1, -1]).ravel(), off[:, ::-1].ravel()))
    side, length = SIDE * extent, LENGTH * extent
    wave = np.arange(1, SINES + 1) * np.pi / side
    spectrum = np.sqrt(np.sqrt(2 * np.pi) * length * np.exp(-0.5 * (length * wave) ** 2) * 2 / side)
    x, y = (np.sin(np.outer(off[:, k] + side / 2, wave)) * spectrum for k in (0, 1))
    field = (x[:, :, None] * y[:, None, :]).reshape(len(at), -1)
    member = (building[:, None] == np.arange(building.max() + 1)).astype(float)
    centre = (member.T @ at) / member.sum(axis=0)[:, None]
    units = turned(at - centre[building])
    turns = np.concatenate([np.repeat(member, 2, axis=0) * units[:, [k]] for k in (0, 1)], axis=1)
    parts = [
        (both(np.ones((len(at), 1))), 4 * extent**2), (turned(off), 1.0), (leaning, 0.12**2),
        (both(field), (0.03 * extent) ** 2), (both(member), (0.035 * extent) ** 2), (turns, 0.11**2),
    ]
    columns = np.concatenate([p for p, _ in parts], axis=1)
    return columns, np.concatenate([np.full(p.shape[1], v) for p, v in parts]), (0.012 * extent) ** 2


def main(sheets, nodes):
    at, building = places(nodes)
    columns, variances, hand = design(at, building)
    rng = np.random.default_rng(1)
    observed = [at.ravel() + rng.normal(0, 3, 2 * nodes) for _ in range(sheets)]
    start, before = time.perf_counter(), time.process_time()
    normal, right = np.eye(2 * nodes) * 1e-4, 1e-4 * at.ravel()
    for z in observed:
        covariance = (columns * variances) @ columns.T
        covariance[np.diag_indices_from(covariance)] += hand
        factor = cho_factor(covariance, lower=True, overwrite_a=True, check_finite=False)
        right += cho_solve(factor, z, check_finite=False)
        precision, _ = lapack.dpotri(factor[0], lower=1, overwrite_c=1)
        normal += precision
    normal = np.tril(normal) + np.tril(normal, -1).T
    factor = cho_factor(normal, lower=True, overwrite_a=True, check_finite=False)
    cho_solve(factor, right)
    lapack.dpotri(factor[0], lower=1, overwrite_c=1)
    seconds, processor = time.perf_counter() - start, time.process_time() - before
    print(sheets, nodes, f"{seconds:.2f}", f"{processor:.2f}", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


main(int(sys.argv[1]), int(sys.argv[2]))
