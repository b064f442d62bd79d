#!/usr/bin/env python3
"""Sweeps whose n-th write fails, for every n: of their cells, and of each file they are asked for.

    writes.py PROGRAM

Prints a line a check and closes with `N passed, N failed`.
"""
import csv
import io
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
from failing import Failing

PROGRAM = os.path.abspath(sys.argv[1])
SWEEP = ['sweep', '--model', 'ring-8', '--batch', '256', '--measure', 'sliced-w2',
         '--axis', 'solver=euler,heun,dpm++2m', '--axis', 'steps=4,8,16', '--seeds', '2']


class Place:
    """A folder that the program keeps its things in."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)

    def sweep(self, *more, environment={}):
        whole = dict(os.environ, LC_ALL='C.UTF-8', XDG_STATE_HOME=str(self.path),
                     XDG_CONFIG_HOME=str(self.path)) | environment
        return subprocess.run(
            [PROGRAM, *SWEEP, *more], env=whole, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, timeout=120)

    def kept(self):
        """(cell, seed) of every whole line of the cells' file."""
        runs = []
        for path in self.path.glob('quickstep/sweeps/*.jsonl'):
            text = path.read_text()
            for line in text[:text.rfind('\n') + 1].splitlines()[1:]:
                row = json.loads(line)
                runs.append((row['cell'], row['seed']))
        return runs

    def listed(self):
        """How many runs the history holds."""
        path = self.path / 'quickstep/history.sqlite'
        if not path.exists():
            return 0
        base = sqlite3.connect(path)
        try:
            return base.execute('SELECT count(*) FROM run').fetchone()[0]
        finally:
            base.close()

    def close(self):
        self.folder.cleanup()


def rows(output):
    found = list(csv.DictReader(io.StringIO(output)))
    for row in found:
        row.pop('seconds (s)')
    return found


def complaints(result):
    return [line for line in result.stderr.splitlines() if line.startswith('quickstep: ')]


def is_clear(result):
    """Whether it ends with one line that names place and remedy."""
    said = complaints(result)
    return (result.returncode == 2 and len(said) == 1
            and bool(re.fullmatch(r'quickstep: /[^\x00-\x1f]+: [^\x00-\x1f]+\. [A-Z][^\x00-\x1f]+\.', said[0])))


def cells(expected):
    failing = Failing.made('.jsonl')
    for name, way in failing.ways(Failing.HALF):
        lost = []
        for number in range(1, 100):
            place = Place()
            result = place.sweep('--csv', '-', environment=failing.environment(number, way))
            failed = failing.has_failed()
            kept, listed = place.kept(), place.listed()
            told = sum(int(row['seeds']) for row in rows(result.stdout))
            again = place.sweep('--csv', '-', '--resume')
            good = (
                (is_clear(result) if failed else result.returncode == 0)
                and told <= len(kept) and listed <= len(kept)
                and len(set(place.kept())) == len(place.kept())
                and again.returncode == 0 and rows(again.stdout) == expected)
            if not good:
                lost.append((number, result.returncode, result.stderr[-300:], told, len(kept), listed,
                             again.stderr[-300:]))
            place.close()
            if not failed:
                break
        yield f'cells, {name}: every write up to the {number - 1}th failed {lost or ""}', (
            not lost and number > 3)
    failing.close()


def files():
    kinds = ['csv', 'json', 'html', 'png']
    for kind in kinds:
        failing = Failing.made(f'/{kind}-folder/')
        for name, way in failing.ways(Failing.HALF):
            lost = []
            for number in range(1, 100):
                place = Place()
                paths = {}
                for other in kinds:
                    (place.path / f'{other}-folder').mkdir()
                    paths[other] = place.path / f'{other}-folder' / f'out.{other}'
                paths[kind].write_text('as it was')
                flags = [word for other in kinds for word in (f'--{other}', str(paths[other]))]
                result = place.sweep(*flags, environment=failing.environment(number, way))
                failed = failing.has_failed()
                others = [other for other in kinds if other != kind]
                good = (
                    all(paths[other].stat().st_size > 100 for other in others)
                    and os.listdir(place.path / f'{kind}-folder') == [f'out.{kind}'])
                if failed:
                    good = good and is_clear(result) and paths[kind].read_text() == 'as it was'
                else:
                    good = good and result.returncode == 0 and paths[kind].stat().st_size > 100
                if not good:
                    lost.append((number, result.returncode, result.stderr[-300:]))
                place.close()
                if not failed:
                    break
            yield f'--{kind}, {name}: every write up to the {number - 1}th failed {lost or ""}', (
                not lost and number > 1)
        failing.close()


def main():
    probe = Failing.made('.jsonl')
    if probe is None:
        print('0 passed, 0 failed: no C compiler for writes that fail')
        return 0
    probe.close()
    place = Place()
    expected = rows(place.sweep('--csv', '-').stdout)
    place.close()
    passed = failed = 0
    for check in (cells(expected), files()):
        for what, good in check:
            print(f'{"ok" if good else "FAILED"}: {what}', flush=True)
            passed, failed = passed + good, failed + (not good)
    print(f'{passed} passed, {failed} failed')
    return failed > 0


sys.exit(main())
