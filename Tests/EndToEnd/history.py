#!/usr/bin/env python3
"""Ends the program in the middle of writing its history, and looks at what is left.

usage: history.py QUICKSTEP [--kills N]

Prints a line a check and closes with `N passed, N failed`.
"""
import os, random, shutil, signal, sqlite3, subprocess, sys, tempfile, time
from failing import Failing

PROGRAM = os.path.abspath(sys.argv[1])
KILLS = int(sys.argv[sys.argv.index('--kills') + 1]) if '--kills' in sys.argv else 20
SAMPLE = [PROGRAM, 'sample', '--model', 'ring-8', '--steps', '3', '--batch', '8', '--threads', '1']

class History:
    def __init__(self):
        self.folder = tempfile.mkdtemp()
        self.path = os.path.join(self.folder, 'quickstep', 'history.sqlite')
        self.environment = dict(os.environ, LC_ALL='C.UTF-8', XDG_STATE_HOME=self.folder,
                                XDG_CONFIG_HOME=self.folder)

    def start(self, seed, **environment):
        return subprocess.Popen(
            [*SAMPLE, '--seed', str(seed)], env=self.environment | environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def seeds(self):
        """The seeds of the runs that are kept, by a reader that is not ours; None where damaged."""
        if not os.path.exists(self.path):
            return []
        base = sqlite3.connect(self.path)
        try:
            if base.execute('PRAGMA integrity_check').fetchone() != ('ok',):
                return None
            if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'run'").fetchone():
                return []
            lines = [line for line, in base.execute('SELECT line FROM run')]
        finally:
            base.close()
        return [int(line.split('--seed ')[1].split()[0]) for line in lines]

    def lists(self):
        result = subprocess.run([PROGRAM, 'history', 'list', '--limit', '0'], env=self.environment,
                                capture_output=True, text=True)
        return result.returncode == 0

    def close(self):
        shutil.rmtree(self.folder)


def killed():
    """What ended by itself is kept, whenever others are killed."""
    history = History()
    began = time.monotonic()
    history.start(1000).communicate()
    whole = time.monotonic() - began
    saved = [1000]
    for seed in range(1001, 1001 + KILLS):
        process = history.start(seed)
        # Around the end, where the history is written.
        time.sleep(max(0, whole * random.uniform(0.5, 1.1)))
        process.send_signal(signal.SIGKILL)
        if process.wait() == 0:
            saved.append(seed)
        process.communicate()
    kept = history.seeds()
    good = kept is not None and set(saved) <= set(kept) and history.lists()
    history.close()
    yield f'{KILLS} kills, {len(saved)} runs ended by themselves, {len(kept or [])} kept', good


def crowded():
    """Twenty at once keep twenty runs."""
    history = History()
    processes = [history.start(seed) for seed in range(2001, 2021)]
    ends = [(process.communicate()[1], process.returncode) for process in processes]
    quiet = all(status == 0 and 'not kept' not in text for text, status in ends)
    kept = history.seeds()
    yield f'twenty at once: {len(kept or [])} kept', quiet and sorted(kept or []) == list(range(2001, 2021))
    history.close()


def full():
    """The n-th write fails, for every n: the run goes on, and what is kept can be read."""
    failing = Failing.made('history.sqlite')
    if failing is None:
        print('skipped: no C compiler for writes that fail')
        return
    # One run before, so that there is something to lose.
    before = History()
    before.start(3001).communicate()
    for name, way in failing.ways():
        lost = []
        for number in range(1, 200):
            history = History()
            shutil.copytree(before.folder, history.folder, dirs_exist_ok=True)
            process = history.start(3002, **failing.environment(number, way))
            text, notes = process.communicate()
            kept = history.seeds()
            claimed = 'not kept' not in notes
            good = (process.returncode == 0 and 'NFE' in text and kept is not None and 3001 in kept
                    and (3002 in kept or not claimed) and history.lists())
            if not good:
                lost.append((number, process.returncode, kept, notes[-200:]))
            history.close()
            if not failing.has_failed():
                break
        yield f'{name}: every write up to the {number - 1}th failed {lost or ""}', not lost and number > 3
    before.close()
    failing.close()


passed = failed = 0
for check in (killed, crowded, full):
    for what, good in check():
        print(f'{"ok" if good else "FAILED"}: {what}')
        passed, failed = passed + good, failed + (not good)
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0)
