#!/usr/bin/env python3
"""Times 1,000 cells on a mixture: 10 steps, 1,024 points, two measures, two at a time.

    Benchmarks/sweep.py PROGRAM [ROUNDS]
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

PROGRAM = sys.argv[1]
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 3
BAR = 3.0
SOLVERS = 'euler,dpm++2m,dpm++3m,unipc,unipc:order=3,deis,lms,ipndm-v,ge,euler:churn=1'


def seconds(measures):
    axes = ['--axis', 'solver=' + SOLVERS, '--axis', 'grid.rho=1..10.9:0.1']
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        subprocess.run(
            [PROGRAM, 'sweep', '--model', 'ring-8', '--batch', '1024', '--steps', '10',
             *[part for measure in measures for part in ('--measure', measure)], *axes],
            env=dict(os.environ, XDG_STATE_HOME=folder), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, check=True)
        return time.monotonic() - began


for measures in [('mode-coverage', 'out-of-support'), ('sliced-w2', 'mode-coverage'),
                 ('sliced-w2', 'mmd')]:
    took = statistics.median(seconds(measures) for _ in range(ROUNDS))
    print(f'{" and ".join(measures)}: {took:.2f} s, {took / BAR:.2f} of the bar of {BAR:.0f} s')
