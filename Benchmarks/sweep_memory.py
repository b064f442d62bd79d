#!/usr/bin/env python3
"""The memory of a workbench that runs sweep after sweep, by keys, in one process.

usage: sweep_memory.py PROGRAM [MINUTES]

Every sweep has a seed of its own, so that none is read back; between sweeps cells are walked through,
views changed, and every tenth time the cell with the cursor is run alone. Prints a line: growth of the
resident memory, the median of the last tenth less that of the tenth after the first (which warms up).
"""
import os, re, shlex, statistics, subprocess, sys, tempfile, time

PROGRAM = os.path.abspath(sys.argv[1])
MINUTES = float(sys.argv[2]) if len(sys.argv) > 2 else 60
BAR = 5  # MB
EVERY = 10  # seconds
SWEEP = '2 x Enter 3 y Enter'.split()
BETWEEN = 'h k l j d h d l d m'.split()


class Workbench:
    def __init__(self, folder):
        self.socket = os.path.join(folder, 'tmux')
        environment = dict(os.environ, LC_ALL='C.UTF-8', XDG_STATE_HOME=folder, XDG_CONFIG_HOME=folder)
        environment.pop('TMUX', None)
        self.environment = environment
        command = shlex.join([PROGRAM, '--model', 'ring-8', '--batch', '256'])
        self.tmux('-f', '/dev/null', 'new-session', '-d', '-x', '120', '-y', '36', f'exec {command}')
        self.process = int(self.tmux('display-message', '-p', '#{pane_pid}'))

    def tmux(self, *arguments):
        return subprocess.run(['tmux', '-S', self.socket, *arguments], env=self.environment,
                              check=True, capture_output=True, text=True).stdout

    def press(self, *keys):
        for key in keys:
            self.tmux('send-keys', key)
            time.sleep(0.05)

    def wait(self, pattern, limit=300):
        end = time.monotonic() + limit
        while time.monotonic() < end:
            screen = self.tmux('capture-pane', '-p')
            if re.search(pattern, screen):
                return
            time.sleep(0.1)
        raise SystemExit(f'sweep_memory.py: {pattern} did not appear on\n{screen}')

    def memory(self):
        """Resident and anonymous memory in MB."""
        text = open(f'/proc/{self.process}/smaps_rollup').read()
        return tuple(int(re.search(rf'^{name}:\s+(\d+)', text, re.M)[1]) / 1024
                     for name in ('Rss', 'Anonymous'))


def main():
    with tempfile.TemporaryDirectory() as folder:
        workbench = Workbench(folder)
        workbench.wait('help')
        workbench.press(*SWEEP)
        began = time.monotonic()
        marks, sweeps = [], 0
        while time.monotonic() < began + MINUTES * 60:
            workbench.press('e', 's')
            workbench.wait('s runs it')
            workbench.press('s')
            workbench.wait(r'\b(\d+)/\1 cells')
            workbench.press(*BETWEEN)
            sweeps += 1
            if sweeps % 10 == 0:
                workbench.press('r')
                time.sleep(1)
                workbench.wait('✓')
            while time.monotonic() > began + EVERY * (len(marks) + 1):
                marks.append(workbench.memory())
                print(f'{len(marks) * EVERY:6} s  {sweeps:5} sweeps  resident {marks[-1][0]:.2f} MB  '
                      f'anonymous {marks[-1][1]:.2f} MB', file=sys.stderr, flush=True)
        workbench.press('q')
        time.sleep(2)
        subprocess.run(['tmux', '-S', workbench.socket, 'kill-server'], capture_output=True)
    tenth = max(1, len(marks) // 10)
    growth = [statistics.median(m[i] for m in marks[-tenth:])
              - statistics.median(m[i] for m in marks[tenth:2 * tenth]) for i in (0, 1)]
    print(f'memory after {MINUTES:g} minutes of sweeps ({sweeps}): resident {growth[0]:+.2f} MB, '
          f'anonymous {growth[1]:+.2f} MB (bar {BAR})')
    return growth[0] > BAR


sys.exit(main())
