#!/usr/bin/env python3
"""Measures the workbench from outside, in a pseudo-terminal that answers as a sixel xterm does.

usage: terminal.py QUICKSTEP [--repeat N]
Prints one line a figure: name, median, unit, bar.
"""
import fcntl, os, pty, re, select, signal, statistics, struct, subprocess, sys, termios, time

BINARY = sys.argv[1]
REPEAT = int(sys.argv[sys.argv.index('--repeat') + 1]) if '--repeat' in sys.argv else 9
REPLIES = (
    (re.compile(rb'\x1b\[0?c'), b'\x1b[?62;4;22c'),
    (re.compile(rb'\x1b\[>0?q'), b'\x1bP>|XTerm(379)\x1b\\'),
    (re.compile(rb'\x1b\[16t'), b'\x1b[6;18;9t'),
    (re.compile(rb'\x1b\[\?2026\$p'), b'\x1b[?2026;0$y'),
)


class Terminal:
    """The program in a pseudo-terminal of its own."""

    def __init__(self, arguments=(), columns=80, rows=24, sixel=True):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, columns * 9, rows * 18))
        environment = dict(os.environ, TERM='xterm-256color', LC_ALL='C.UTF-8')
        for name in ('TMUX', 'NO_COLOR', 'COLORTERM', 'SSH_CONNECTION'):
            environment.pop(name, None)
        self.sixel = sixel
        self.output = bytearray()
        self.answered = 0
        self.start = time.monotonic()
        self.child = os.fork()
        if self.child == 0:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for descriptor in (0, 1, 2):
                os.dup2(slave, descriptor)
            os.closerange(3, 64)
            os.execve(BINARY, [BINARY, *arguments], environment)
        os.close(slave)

    def read(self, timeout):
        ready, _, _ = select.select([self.master], [], [], max(0, timeout))
        if not ready:
            return b''
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            return None
        self.output += data
        self.answer()
        return data

    def answer(self):
        for question, answer in REPLIES:
            for match in question.finditer(self.output, max(0, self.answered - 8)):
                if match.end() > self.answered:
                    os.write(self.master, answer if self.sixel else answer.replace(b';4;', b';'))
        self.answered = len(self.output)

    def settle(self, quiet=0.15, limit=8.0):
        """Reads until nothing comes for `quiet` seconds; the time of the last byte."""
        last, end = time.monotonic(), time.monotonic() + limit
        while time.monotonic() < end:
            data = self.read(quiet)
            if not data:
                break
            last = time.monotonic()
        return last

    def listen(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(end - time.monotonic())

    def send(self, keys):
        os.write(self.master, keys.encode())

    def until(self, marker, since, limit=3.0):
        """Seconds from now until `marker` has been written; None after `limit`."""
        begin = time.monotonic()
        while marker not in self.output[since:]:
            if time.monotonic() - begin > limit or self.read(limit) is None:
                return None
        return time.monotonic() - begin

    def cpu(self):
        fields = open(f'/proc/{self.child}/stat').read().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')

    def resident(self):
        return int(re.search(r'VmRSS:\s+(\d+)', open(f'/proc/{self.child}/status').read())[1]) / 1024

    def close(self):
        os.kill(self.child, signal.SIGTERM)
        end = time.monotonic() + 3
        while time.monotonic() < end:
            self.read(0.02)
            if os.waitpid(self.child, os.WNOHANG)[0]:
                break
        else:
            os.kill(self.child, signal.SIGKILL)
            os.waitpid(self.child, 0)
        os.close(self.master)


def report(name, values, unit, bar):
    values = [value for value in values if value is not None]
    middle = statistics.median(values) if values else float('nan')
    spread = f'{min(values):.4g} … {max(values):.4g}' if len(values) > 1 else ''
    print(f'{name:<48}{middle:>9.4g} {unit:<12} {bar:<6} {spread}', flush=True)


def percentile(values, share):
    return sorted(values)[int(share * (len(values) - 1))]


def key_latencies(terminal, count):
    """Milliseconds from a key that moves the focus to the panel's title in its new style."""
    panels = (('2', b'2 Solver'), ('1', b'1 Model'))
    latencies = []
    for index in range(count):
        key, title = panels[index % len(panels)]
        since = len(terminal.output)
        terminal.send(key)
        seconds = terminal.until(title, since)
        if seconds is None:
            raise SystemExit(f'terminal.py: {title} did not appear after its key')
        latencies.append(seconds * 1e3)
        terminal.listen(0.07 + 0.013 * (index % 5))
    return latencies


def first_screens():
    times, memory = [], []
    for _ in range(REPEAT):
        terminal = Terminal()
        terminal.until(b'help', 0)
        times.append((time.monotonic() - terminal.start) * 1e3)
        terminal.settle()
        memory.append(terminal.resident())
        terminal.close()
    report('first complete screen, 80x24', times, 'ms', '50')
    report('resident memory at start', memory, 'MB', '-')


def help_times():
    times = []
    for _ in range(REPEAT):
        begin = time.monotonic()
        subprocess.run([BINARY, '--help'], stdout=subprocess.DEVNULL, check=True)
        times.append((time.monotonic() - begin) * 1e3)
    report('--help', times, 'ms', '20')


def idle(seconds=10):
    terminal = Terminal()
    terminal.settle(quiet=0.5)
    terminal.listen(4.5)  # messages that vanish have vanished
    since, cpu = len(terminal.output), terminal.cpu()
    terminal.listen(seconds)
    report(f'bytes in {seconds} s idle', [len(terminal.output) - since], 'B', '0')
    report(f'processor time in {seconds} s idle', [terminal.cpu() - cpu], 's', '0')
    terminal.close()


def moves_and_repaints():
    terminal = Terminal(sixel=False)
    terminal.settle(quiet=0.4)
    terminal.send('1')
    terminal.settle(quiet=0.4)
    moves = []
    for key in 'jkjkjkjkjkjk':
        since = len(terminal.output)
        terminal.send(key)
        terminal.settle(quiet=0.08)
        moves.append(len(terminal.output) - since)
    report('bytes per selection move, 80x24', moves, 'B', '300')
    repaints = []
    for _ in range(3):
        since = len(terminal.output)
        terminal.send('\x0c')
        terminal.settle(quiet=0.15)
        repaints.append(len(terminal.output) - since)
    report('bytes per full repaint, 80x24', repaints, 'B', '6000')
    terminal.close()


def keys_while_idle():
    terminal = Terminal(columns=120, rows=36)
    terminal.settle(quiet=0.4)
    terminal.send('r')
    terminal.settle(quiet=2)
    report('key to paint, idle, 120x36 with sixel', key_latencies(terminal, 40), 'ms', '3')
    terminal.close()


def while_running():
    # Minutes of sampling, which nothing here waits for.
    arguments = '--model digits --steps 1000 --batch 1024 --grid karras'.split()
    terminal = Terminal(arguments)
    terminal.settle(quiet=0.4)
    terminal.send('r')
    terminal.listen(1)
    since = len(terminal.output)
    terminal.listen(4)
    output = bytes(terminal.output[since:])
    # Every step has a new picture.
    text, frames = re.subn(rb'\x1bP.*?\x1b\\', b'', output, flags=re.DOTALL)
    report('frames per second while running, 80x24', [frames / 4], '1/s', '-')
    report('bytes per frame while running, text panels', [len(text) / frames], 'B', '2000')
    report('bytes per frame while running, with sixel', [len(output) / frames], 'B', '-')
    latencies = key_latencies(terminal, 60)
    report('key to paint, all processors sampling, median', [statistics.median(latencies)], 'ms', '-')
    report('key to paint, all processors sampling, p95', [percentile(latencies, 0.95)], 'ms', '16')
    terminal.close()


if __name__ == '__main__':
    first_screens()
    help_times()
    moves_and_repaints()
    keys_while_idle()
    while_running()
    idle()
