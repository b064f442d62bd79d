#!/usr/bin/env python3
"""Ends the program in the middle of writing its history, and looks at what is left.

usage: history.py QUICKSTEP [--kills N]

Prints a line a check and closes with `N passed, N failed`.
"""
import os, random, shutil, signal, sqlite3, subprocess, sys, tempfile, time

PROGRAM = os.path.abspath(sys.argv[1])
KILLS = int(sys.argv[sys.argv.index('--kills') + 1]) if '--kills' in sys.argv else 20
SAMPLE = [PROGRAM, 'sample', '--model', 'ring-8', '--steps', '3', '--batch', '8', '--threads', '1']

# Fails the writes to the history from the FAIL_FROM-th on (counted from 1) with the error FAIL_CODE,
# or that one alone where FAIL_ONCE is set, and says so in the file FAIL_TOLD.
SHIM = r'''
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int fails(int descriptor) {
  static int count = 0;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  if (!strstr(path, "history.sqlite")) return 0;
  int from = atoi(getenv("FAIL_FROM"));
  count++;
  if (count < from || (getenv("FAIL_ONCE") && count > from)) return 0;
  int told = open(getenv("FAIL_TOLD"), O_WRONLY | O_CREAT, 0644);
  if (told >= 0) close(told);
  errno = atoi(getenv("FAIL_CODE"));
  return 1;
}
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
ssize_t write(int d, const void *b, size_t n) { return fails(d) ? -1 : REAL(write)(d, b, n); }
ssize_t pwrite(int d, const void *b, size_t n, off_t o) { return fails(d) ? -1 : REAL(pwrite)(d, b, n, o); }
ssize_t pwrite64(int d, const void *b, size_t n, off64_t o) { return fails(d) ? -1 : REAL(pwrite64)(d, b, n, o); }
int ftruncate(int d, off_t n) { return fails(d) ? -1 : REAL(ftruncate)(d, n); }
int ftruncate64(int d, off64_t n) { return fails(d) ? -1 : REAL(ftruncate64)(d, n); }
int fsync(int d) { return fails(d) ? -1 : REAL(fsync)(d); }
int fdatasync(int d) { return fails(d) ? -1 : REAL(fdatasync)(d); }
'''


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
    compiler = shutil.which('cc') or shutil.which('clang')
    if not compiler:
        print('skipped: no C compiler for writes that fail')
        return
    folder = tempfile.mkdtemp()
    source, shim = os.path.join(folder, 'shim.c'), os.path.join(folder, 'shim.so')
    with open(source, 'w') as file:
        file.write(SHIM)
    subprocess.run([compiler, '-shared', '-fPIC', '-O1', '-o', shim, source, '-ldl'], check=True)
    # One run before, so that there is something to lose.
    before = History()
    before.start(3001).communicate()
    for name, code, once in (('no space', '28', None), ('input/output', '5', None),
                             ('no space, once', '28', '1')):
        number, lost = 0, []
        while number < 200:
            number += 1
            history = History()
            shutil.copytree(before.folder, history.folder, dirs_exist_ok=True)
            told = os.path.join(folder, 'told')
            if os.path.exists(told):
                os.remove(told)
            environment = {'LD_PRELOAD': shim, 'FAIL_FROM': str(number), 'FAIL_CODE': code,
                           'FAIL_TOLD': told}
            if once:
                environment['FAIL_ONCE'] = once
            process = history.start(3002, **environment)
            text, notes = process.communicate()
            kept = history.seeds()
            claimed = 'not kept' not in notes
            good = (process.returncode == 0 and 'NFE' in text and kept is not None and 3001 in kept
                    and (3002 in kept or not claimed) and history.lists())
            if not good:
                lost.append((number, process.returncode, kept, notes[-200:]))
            failed = os.path.exists(told)
            history.close()
            if not failed:
                break
        yield f'{name}: every write up to the {number - 1}th failed {lost or ""}', not lost and number > 3
    before.close()
    shutil.rmtree(folder)


passed = failed = 0
for check in (killed, crowded, full):
    for what, good in check():
        print(f'{"ok" if good else "FAILED"}: {what}')
        passed, failed = passed + good, failed + (not good)
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0)
