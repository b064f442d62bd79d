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
        clean.update({'TERM': 'xterm-256color', 'LC_ALL': 'C.UTF-8', 'XDG_STATE_HOME': STATE.name,
                      'XDG_CONFIG_HOME': STATE.name, 'SWIFT_BACKTRACE': 'enable=no', **environment})
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


def everything_is_undone():
    """However the program ends, what it switched on in the terminal is off again."""
    switches = [(b'\x1b[?1002h', b'\x1b[?1002l'), (b'\x1b[?1006h', b'\x1b[?1006l'),
                (b'\x1b[?1004h', b'\x1b[?1004l'), (b'\x1b[>1u', b'\x1b[<u'),
                (b'\x1b[?2031h', b'\x1b[?2031l'), (b'\x1b[?2004h', b'\x1b[?2004l'),
                (b'\x1b[?1049h', b'\x1b[?1049l')]
    answers = (b'\x1b[?2031;2$y' + b'\x1b[?0u' + b'\x1b[?6c')
    ends = [b'q', b'\x1b[99;5u', signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT,
            signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGFPE, signal.SIGABRT]
    for end in ends:
        terminal = Terminal('--model', 'ring-8')
        data = terminal.read(20, QUESTION)
        terminal.write(answers)
        data += terminal.read(5, b'\x1b[>1u')
        terminal.read(0.3)
        if isinstance(end, bytes):
            terminal.write(end)
        else:
            os.kill(terminal.process, end)
        last, status, limit = b'', None, time.monotonic() + 20
        while status is None and time.monotonic() < limit:
            last += terminal.read(0.05)
            status = terminal.ended(0.05)
        last += terminal.read(0.3)
        for on, off in switches:
            if data.count(on) != 1 or off not in last:
                yield f'{end}: {on} was sent {data.count(on)} times, {off} {last.count(off)} times'
        if termios.tcgetattr(terminal.slave) != terminal.before:
            yield f'{end} leaves the terminal as it was in the program'
        terminal.close()


def features_are_left_out():
    """What --without names is not switched on."""
    terminal = Terminal('--model', 'ring-8', '--without', 'mouse,keyboard,focus,scheme')
    data = terminal.read(20, QUESTION)
    terminal.write(b'\x1b[?2031;2$y\x1b[?0u\x1b[?6c')
    data += terminal.read(1)
    for switch in [b'\x1b[?1002h', b'\x1b[?1004h', b'\x1b[>1u', b'\x1b[?2031h']:
        if switch in data:
            yield f'{switch} was sent'
    terminal.write(b'q')
    if terminal.ended(10) != 0:
        yield 'q did not end the program'
    terminal.close()


def the_theme_follows():
    """A terminal that turns light is drawn on light, without a word from anybody."""
    terminal = Terminal('--model', 'ring-8', TERM='xterm-256color')
    terminal.read(20, QUESTION)
    terminal.write(b'\x1b[?2031;2$y\x1b]11;rgb:00/00/00\x07\x1b[?6c')
    terminal.read(1)
    terminal.write(b'\x1b[?997;2n')
    if b'\x1b]11;?\x07' not in terminal.read(5, QUESTION):
        yield 'the background was not asked again'
    terminal.write(b'\x1b]11;rgb:ff/ff/ff\x07\x1b[?6c')
    if len(terminal.read(2)) < 1000:
        yield 'the screen was not drawn anew'
    terminal.write(b'q')
    if terminal.ended(10) != 0:
        yield 'q did not end the program'
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
    checks = [answers_in_pieces, stalled_terminal, everything_is_undone, features_are_left_out,
              the_theme_follows, absurd_windows, short_files]
    for check in checks:
        problems = list(check())
        failed += bool(problems)
        for problem in problems:
            print(f'FAIL {check.__name__}: {problem}', flush=True)
        if not problems:
            print(f'pass {check.__name__}', flush=True)
    print(f'{len(checks) - failed} passed, {failed} failed')
    sys.exit(1 if failed else 0)


main()
