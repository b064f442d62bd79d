#!/usr/bin/env python3
"""Runs the workbench behind links of 5, 50 and 500 kB/s, and without a limit, and measures them.

usage: link.py PROGRAM [ARGUMENT...]

The terminal is a pseudo-terminal of this script's own: it takes bytes no faster than the link carries
them, and answers questions when it has read that far. A run goes on in the meantime. Printed for each
link: bytes a second, frames a second, from a key to the frame that answers it (median and worst of
20), and the seconds that the run takes beside those of the same plan without a screen.
"""
import fcntl, os, pty, re, select, signal, statistics, struct, subprocess, sys, tempfile, termios, time

PROGRAM = os.path.abspath(sys.argv[1])
PLAN = sys.argv[2:] or ['--model', 'ring-flow', '--batch', '4096', '--steps', '400']
ANSWERS = {b'\x1b[>0q': b'\x1bP>|link 1\x1b\\', b'\x1b[16t': b'\x1b[6;18;9t',
           b'\x1b[?2;1;0S': b'\x1b[?2;0;1000;1000S', b'\x1b[c': b'\x1b[?62;4;22c',
           b'\x1b[5n': b'\x1b[0n'}
QUESTION = re.compile(b'|'.join(map(re.escape, ANSWERS)))


class Link:
    """The program behind a link of so many bytes a second; None has no limit."""

    def __init__(self, rate, arguments, folder):
        self.rate, self.credit, self.last = rate, 0.0, time.monotonic()
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', 36, 120, 1080, 648))
        environment = dict(os.environ, TERM='xterm-256color', LC_ALL='C.UTF-8',
                           XDG_STATE_HOME=folder, XDG_CONFIG_HOME=folder)
        for name in ('TMUX', 'SSH_CONNECTION', 'COLORTERM'):
            environment.pop(name, None)
        self.process = subprocess.Popen(
            [PROGRAM, *arguments], stdin=slave, stdout=slave, stderr=slave, env=environment,
            start_new_session=True)
        os.close(slave)
        self.data, self.place, self.frames = b'', 0, 0

    def step(self):
        """Reads what the link carries, and answers what was asked in it."""
        now = time.monotonic()
        if self.rate:
            # No more than a fiftieth of a second of credit: a link does not save up.
            self.credit = min(self.rate / 50 + 1, self.credit + (now - self.last) * self.rate)
            self.last = now
            if self.credit < 1:
                time.sleep(0.002)
                return
        if not select.select([self.master], [], [], 0.005)[0]:
            return
        try:
            data = os.read(self.master, int(self.credit) if self.rate else 65536)
        except OSError:
            return
        self.credit -= len(data)
        self.data += data
        while found := QUESTION.search(self.data, self.place):
            self.place = found.end()
            self.frames += found.group() == b'\x1b[5n'
            os.write(self.master, ANSWERS[found.group()])

    def until(self, text, seconds):
        """Seconds until a text comes, or None."""
        begin, start = time.monotonic(), len(self.data)
        while time.monotonic() - begin < seconds:
            self.step()
            if text in self.data[max(0, start - len(text)):]:
                return time.monotonic() - begin
        return None

    def run(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.step()

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.rate = None
        end = time.monotonic() + 20
        while self.process.poll() is None and time.monotonic() < end:
            self.step()
        self.process.kill()
        self.process.wait()
        os.close(self.master)


def latencies(link, count):
    """Seconds from a key to its message, which nothing else writes."""
    taken = []
    for index in range(count):
        link.run(0.37)
        os.write(link.master, b'@')
        taken.append(link.until(b'@ does', 30) or float('inf'))
        os.write(link.master, b'\x1b')
        link.run(0.1)
    return taken


def measure(rate, folder):
    link = Link(rate, PLAN, folder)
    link.until(b'\x1b[c', 30)
    link.run(3)
    os.write(link.master, b'r')
    link.run(1)
    begin, sent, frames = time.monotonic(), len(link.data), link.frames
    keys = latencies(link, 20)
    seconds = time.monotonic() - begin
    result = ((len(link.data) - sent) / seconds, (link.frames - frames) / seconds,
              statistics.median(keys), max(keys))
    link.close()
    return result


def seconds_of_run(rate, folder):
    link = Link(rate, PLAN, folder)
    link.until(b'\x1b[c', 30)
    link.run(2)
    begin = time.monotonic()
    os.write(link.master, b'r')
    taken = link.until('✓'.encode(), 600)
    link.close()
    return taken if taken else time.monotonic() - begin


def seconds_alone():
    """From the first step to the last one, as a run without a screen reports them."""
    process = subprocess.Popen([PROGRAM, 'sample', *PLAN, '--no-history'], stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True)
    begin = time.monotonic()
    for line in process.stderr:
        if found := re.match(r'step (\d+)/(\d+)', line):
            if found[1] == found[2]:
                break
    taken = time.monotonic() - begin
    process.kill()
    process.wait()
    return taken


def main():
    with tempfile.TemporaryDirectory() as folder:
        alone = seconds_alone()
        print(f'without a screen: {alone:.2f} s')
        print('link        bytes/s  frames/s  key median  key worst  run')
        for rate in (5_000, 50_000, 500_000, None):
            sent, frames, median, worst = measure(rate, folder)
            taken = seconds_of_run(rate, folder)
            name = f'{rate // 1000} kB/s' if rate else 'no limit'
            print(f'{name:10} {sent:8.0f}  {frames:8.1f}  {median * 1e3:7.0f} ms  {worst * 1e3:6.0f} ms'
                  f'  {taken:.2f} s ({taken / alone:.2f})', flush=True)


main()
