#!/usr/bin/env python3
"""Plays terminals that misbehave, around the real program.

usage: terminal.py QUICKSTEP
"""
import fcntl, os, pty, resource, select, signal, struct, sys, tempfile, termios, time

PROGRAM = os.path.abspath(sys.argv[1])
STATE = tempfile.TemporaryDirectory()
QUESTION = b'\x1b[c'
ANSWERS = [b'\x1bP>|XTerm(379)\x1b\\', b'\x1b[6;18;9t', b'\x1b[?2026;2$y',
           b'\x1b]11;rgb:1414/1919/1f1f\x07', b'\x1b[?62;22c']


class Terminal:
    """The program in a terminal, which reads and answers only when it is told to."""

    def __init__(self, *arguments, size=(24, 80), limit=None, **environment):
        self.master, self.slave = pty.openpty()
        self.resize(*size)
        self.before = termios.tcgetattr(self.slave)
        clean = {name: value for name, value in os.environ.items()
                 if name not in ('TMUX', 'STY', 'SSH_CONNECTION', 'COLORTERM')}
        clean.update(TERM='xterm-256color', LC_ALL='C.UTF-8', XDG_STATE_HOME=STATE.name,
                     XDG_CONFIG_HOME=STATE.name, SWIFT_BACKTRACE='interactive=no', **environment)
        self.process = os.fork()
        if self.process == 0:
            os.setsid()
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            for descriptor in (0, 1, 2):
                os.dup2(self.slave, descriptor)
            os.closerange(3, 64)
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            os.execvpe(PROGRAM, [PROGRAM, *arguments], clean)

    def resize(self, rows, columns):
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))

    def read(self, seconds, until=None):
        """What comes within so many seconds, or until it holds some bytes."""
        end, data = time.monotonic() + seconds, b''
        while time.monotonic() < end and not (until and until in data):
            if select.select([self.master], [], [], 0.02)[0]:
                try:
                    data += os.read(self.master, 65536)
                except OSError:
                    break
        return data

    def write(self, data):
        os.write(self.master, data)

    def send(self, pieces, pause):
        for piece in pieces:
            self.write(piece)
            time.sleep(pause)

    def ended(self, seconds):
        """The exit status, or None if the program goes on for so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            done, status = os.waitpid(self.process, os.WNOHANG)
            if done:
                self.process = None
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.01)
        return None

    def close(self):
        if self.process:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        os.close(self.master)
        os.close(self.slave)


def answers_in_pieces():
    """Nothing is drawn for an answer, however it is cut."""
    terminal = Terminal('--model', 'ring-8')
    terminal.read(20, QUESTION)
    terminal.write(b''.join(ANSWERS))
    terminal.read(1)
    for answer in ANSWERS:
        cuts = [[answer[:cut], answer[cut:]] for cut in (2, 3, len(answer) // 2, len(answer) - 1)]
        for pieces in cuts + [[bytes([byte]) for byte in answer]]:
            terminal.send(pieces, 0.2 if len(pieces) == 2 else 0.03)
            drawn = terminal.read(0.1)
            if drawn:
                yield f'{pieces} was typed: {drawn[:60]}'
    terminal.write(b'q')
    if terminal.ended(10) != 0:
        yield 'q did not end the program'
    terminal.close()


def stalled_terminal():
    """A terminal that does not read any more keeps nobody."""
    ends = [('q', b'q'), ('q in the list of files', b'o\x1b[Bq'), ('SIGTERM', signal.SIGTERM),
            ('a crash', signal.SIGSEGV), ('SIGABRT', signal.SIGABRT)]
    for name, end in ends:
        terminal = Terminal('--model', 'ring-8')
        terminal.read(20, QUESTION)
        terminal.write(b'\x1b[?62;22c')
        terminal.read(0.5)
        for _ in range(60):
            terminal.write(b'\x0c')
            time.sleep(0.01)
        if isinstance(end, bytes):
            terminal.write(end)
        else:
            os.kill(terminal.process, end)
        if terminal.ended(10) is None:
            yield f'{name} does not end the program'
        elif termios.tcgetattr(terminal.slave) != terminal.before:
            yield f'{name} leaves the terminal as it was in the program'
        terminal.close()


def absurd_windows():
    """No size of the window ends the program."""
    for size, environment in [((65535, 65535), {}), ((1, 65535), {}), ((65535, 1), {}),
                              ((24, 80), {'LINES': '65535', 'COLUMNS': '65535'})]:
        terminal = Terminal('--model', 'ring-8', size=size, **environment)
        if QUESTION not in terminal.read(20, QUESTION):
            yield f'{size} {environment}: no screen'
        terminal.resize(65535, 65535)
        terminal.read(0.5)
        terminal.resize(24, 80)
        terminal.read(0.5)
        terminal.write(b'q')
        end = time.monotonic() + 20
        status = None
        while status is None and time.monotonic() < end:
            terminal.read(0.05)
            status = terminal.ended(0.05)
        if status != 0:
            yield f'{size} {environment}: ended with {status}'
        terminal.close()


def short_files():
    """Where files may not grow, one sentence says so, and nothing lies around."""
    with tempfile.TemporaryDirectory() as folder:
        for arguments in [[], ['sample', '--npy', folder + '/x.npy', '--batch', '4096'],
                          ['sample', '--csv', folder + '/x.csv']]:
            terminal = Terminal(*arguments, *(['--model', 'ring-8']), limit=1024)
            text = terminal.read(20, b'ulimit -f')
            terminal.read(0.3)
            status = terminal.ended(10)
            if b'ulimit -f' not in text or status != 2 or os.listdir(folder):
                yield f'{arguments}: {status}, {os.listdir(folder)}, {text[-200:]}'
            terminal.close()


def main():
    failed = 0
    for check in [answers_in_pieces, stalled_terminal, absurd_windows, short_files]:
        problems = list(check())
        failed += bool(problems)
        for problem in problems:
            print(f'FAIL {check.__name__}: {problem}', flush=True)
        if not problems:
            print(f'pass {check.__name__}', flush=True)
    print(f'{4 - failed} passed, {failed} failed')
    sys.exit(1 if failed else 0)


main()
