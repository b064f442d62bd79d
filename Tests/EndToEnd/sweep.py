#!/usr/bin/env python3
"""Kills sweeps at random moments: nothing that is kept is lost or computed twice, and the end is that of
an uninterrupted sweep, bit for bit.

    sweep.py PROGRAM [KILLS]
"""
import csv
import io
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = sys.argv[1]
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 12
# So many that some are left at the last kill.
SEEDS = min(64, max(3, KILLS // 3))
SWEEP = ['sweep', '--model', 'ring-8', '--batch', '256', '--measure', 'sliced-w2',
         '--axis', 'solver=euler,heun,dpm++2m,unipc,ddpm', '--axis', 'steps=4..24:2',
         '--seeds', str(SEEDS), '--csv', '-', '--resume']


def environment(folder):
    return dict(os.environ, LC_ALL='C.UTF-8', XDG_STATE_HOME=str(folder), XDG_CONFIG_HOME=str(folder))


def kept(folder):
    """The runs that are kept: (cell, seed) of every whole line."""
    runs = []
    for path in pathlib.Path(folder).glob('quickstep/sweeps/*.jsonl'):
        text = path.read_text()
        for line in text[:text.rfind('\n') + 1].splitlines()[1:]:
            row = json.loads(line)
            runs.append((row['cell'], row['seed']))
    return runs


def numbers(output):
    rows = list(csv.DictReader(io.StringIO(output)))
    for row in rows:
        row.pop('seconds (s)')
    return rows


def main():
    failures = []
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as whole, tempfile.TemporaryDirectory() as killed:
        began = time.monotonic()
        expected = subprocess.run(
            [PROGRAM, *SWEEP], env=environment(whole), capture_output=True, text=True, check=True)
        length = time.monotonic() - began
        total = len(numbers(expected.stdout)) * SEEDS
        before, amid = [], 0
        for _ in range(KILLS):
            process = subprocess.Popen(
                [PROGRAM, *SWEEP], env=environment(killed), stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0, min(0.5, length)))
            process.send_signal(signal.SIGKILL)
            process.wait()
            amid += len(before) < total
            now = kept(killed)
            if now[:len(before)] != before:
                failures.append(f'{len(before)} runs were kept, and are not any more')
            if len(set(now)) != len(now):
                failures.append('a run is kept twice')
            before = now
        found = subprocess.run(
            [PROGRAM, *SWEEP], env=environment(killed), capture_output=True, text=True)
        if found.returncode != 0:
            failures.append(found.stderr)
        elif numbers(found.stdout) != numbers(expected.stdout):
            failures.append('the end differs from that of an uninterrupted sweep')
        if len(set(kept(killed))) != len(kept(killed)):
            failures.append('a run is kept twice')
        listed = subprocess.run(
            [PROGRAM, 'history', 'list', '--limit', '1'], env=environment(killed),
            capture_output=True, text=True)
        if listed.returncode != 0:
            failures.append(f'the history does not open: {listed.stderr}')
    for failure in failures:
        print(f'FAILED: {failure}')
    print(f'{KILLS} kills, {amid} of them before the last run; {len(before)} of {total} runs kept before '
          f'the last start, {len(failures)} failed')
    return 1 if failures else 0


sys.exit(main())
