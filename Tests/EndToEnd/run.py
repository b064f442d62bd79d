#!/usr/bin/env python3
"""Presses keys in the real program inside tmux and reads the screen back.

usage: run.py QUICKSTEP [SCRIPT...]

A script is a text file, one step a line; `#` begins a comment:
  size COLUMNS ROWS        the terminal, before `start` or while it runs
  file NAME TEXT           a file in the folder that the program runs in, before `start`
  environment NAME VALUE   a variable of the environment, before `start`
  history KIND             what lies where the history belongs: folder, zero, text, damaged, newer,
                           locked; full: a history whose every write fails
  terminal NAME            the terminal's type, before `start`; tmux's own otherwise
  start [ARGUMENT...]      the program; once more where it has ended
  shell [ARGUMENT...]      the program, started from an interactive shell
  keys KEY...              as tmux names them: r Space Tab C-z Escape …
  type TEXT                literally
  paste COUNT TEXT         TEXT repeated COUNT times, as a bracketed paste
  resize-storm COUNT       COUNT changes of size, then back to the first
  signal NAME              sent to the program
  pause SECONDS            nothing
  ended                    until the program has ended
  wait TEXT                until the screen shows TEXT
  gone TEXT                until the screen does not show TEXT
  ascii                    nothing but ASCII is on the screen
  colourless               no cell of the screen has a colour
  readable                 no character has the colour of its background, in eight colours
  restored                 until the program has ended and the terminal is as before it

In every word \\e is an escape character, \\a a bell and \\n the end of a line.
"""
import os, re, shlex, signal, sqlite3, subprocess, sys, tempfile, time
from failing import Failing
from servers import end_server

PROGRAM = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
LIMIT = 20.0


class Failure(Exception):
    pass


class Skipped(Exception):
    pass


class Session:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.socket = os.path.join(self.folder.name, 'tmux')
        self.size = (80, 24)
        self.prefix = []
        self.environment = dict(
            os.environ, LC_ALL='C.UTF-8', XDG_STATE_HOME=self.folder.name,
            XDG_CONFIG_HOME=self.folder.name)
        self.environment.pop('TMUX', None)
        # What `history` has made and must be ended.
        self.failing = self.lock = None

    def tmux(self, *arguments, check=True, given=None):
        return subprocess.run(
            ['tmux', '-S', self.socket, '-f', '/dev/null', *arguments], check=check, input=given,
            capture_output=True, text=True, env=self.environment).stdout

    def open(self, command):
        columns, rows = map(str, self.size)
        self.tmux(
            'new-session', '-d', '-c', self.folder.name, '-x', columns, '-y', rows, command)
        self.tmux('set-option', '-g', 'remain-on-exit', 'on')

    def screen(self):
        return self.tmux('capture-pane', '-p')

    def until(self, condition, what):
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            if condition():
                return
            time.sleep(0.03)
        raise Failure(f'{what}; the screen shows:\n{self.screen()}')

    def program(self):
        """The process of the program: the pane's own, or the shell's child."""
        pane = self.tmux('display-message', '-p', '#{pane_pid}').strip()
        child = subprocess.run(['pgrep', '-P', pane], capture_output=True, text=True).stdout.split()
        return int(child[0] if child else pane)

    def close(self):
        end_server(lambda *words: self.tmux(*words, check=False), LIMIT)
        if self.failing is not None:
            self.failing.close()
        if self.lock is not None:
            self.lock.close()
        self.folder.cleanup()

    # The steps of a script.

    def do_size(self, columns, rows):
        self.size = int(columns), int(rows)
        if os.path.exists(self.socket):
            self.tmux('resize-window', '-x', columns, '-y', rows)

    def do_file(self, name, text):
        with open(os.path.join(self.folder.name, name), 'w') as file:
            file.write(text)

    def do_environment(self, name, value):
        self.environment[name] = value

    def do_history(self, kind):
        path = os.path.join(self.folder.name, 'quickstep', 'history.sqlite')
        os.makedirs(os.path.dirname(path))
        if kind == 'folder':
            os.mkdir(path)
        elif kind == 'zero':
            os.symlink('/dev/zero', path)
        elif kind == 'text':
            with open(path, 'w') as file:
                file.write('this is no history\n' * 100)
        elif kind == 'full':
            self.failing = Failing.made('history.sqlite')
            if self.failing is None:
                raise Skipped('no C compiler for writes that fail')
            self.environment |= self.failing.environment(1, dict(Failing.ways())['no space'])
        else:
            base = sqlite3.connect(path, isolation_level=None)
            base.execute('CREATE TABLE other (number INTEGER)')
            if kind == 'locked':
                base.execute('BEGIN EXCLUSIVE')
                self.lock = base
                return
            if kind == 'newer':
                base.execute('PRAGMA user_version = 99')
            base.close()
            if kind == 'damaged':
                with open(path, 'r+b') as file:
                    file.seek(100)
                    file.write(os.urandom(4000))

    def do_terminal(self, name):
        self.prefix = ['env', 'TERM=' + name]

    def do_start(self, *arguments):
        command = shlex.join([*self.prefix, PROGRAM, *arguments])
        if os.path.exists(self.socket):
            self.tmux('respawn-pane', '-k', command)
        else:
            self.open(command)

    def do_shell(self, *arguments):
        self.open("env PS1='shell$ ' bash --norc --noprofile -i")
        self.do_wait('shell$')
        self.before = self.settings()
        self.tmux('send-keys', '-l', 'clear; ' + shlex.join([PROGRAM, *arguments]))
        self.tmux('send-keys', 'Enter')

    def settings(self):
        tty = self.tmux('display-message', '-p', '#{pane_tty}').strip()
        return subprocess.run(['stty', '-a', '-F', tty], capture_output=True, text=True).stdout

    def do_keys(self, *keys):
        for key in keys:
            self.tmux('send-keys', key)

    def do_type(self, *words):
        self.tmux('send-keys', '-l', ' '.join(words))

    def do_paste(self, count, *words):
        self.tmux('load-buffer', '-', given=' '.join(words) * int(count))
        self.tmux('paste-buffer', '-p')

    def do_resize_storm(self, count):
        tty = self.tmux('display-message', '-p', '#{pane_tty}').strip()
        for index in range(int(count)):
            columns, rows = 1 + (index * 37) % 160, 1 + (index * 23) % 50
            subprocess.run(['stty', '-F', tty, 'cols', str(columns), 'rows', str(rows)], check=True)
        columns, rows = map(str, self.size)
        subprocess.run(['stty', '-F', tty, 'cols', columns, 'rows', rows], check=True)

    def do_signal(self, name):
        os.kill(self.program(), getattr(signal, 'SIG' + name))

    def do_ended(self):
        state = f'/proc/{self.tmux("display-message", "-p", "#{pane_pid}").strip()}/stat'

        def is_gone():
            try:
                return open(state).read().rsplit(')', 1)[1].split()[0] == 'Z'
            except FileNotFoundError:
                return True
        self.until(is_gone, 'the program goes on')

    def do_pause(self, seconds):
        time.sleep(float(seconds))

    def do_wait(self, *words):
        text = ' '.join(words)
        self.until(lambda: text in self.screen(), f'waited in vain for {text!r}')

    def do_gone(self, *words):
        text = ' '.join(words)
        self.until(lambda: text not in self.screen(), f'{text!r} did not go')

    def do_ascii(self):
        self.until(lambda: self.screen().isascii(), 'other characters than ASCII')

    def do_colourless(self):
        styles = re.findall(r'\x1b\[([\d;]*)m', self.tmux('capture-pane', '-p', '-e'))
        colours = [n for style in styles for n in style.split(';')
                   if n and int(n) // 10 in (3, 4, 9, 10) and int(n) % 10 != 9]
        if colours:
            raise Failure(f'colours on the screen: {colours}')

    def do_readable(self):
        # White on black is what the terminal has by itself.
        for line in self.tmux('capture-pane', '-p', '-e').split('\n'):
            ink, ground = 7, 0
            for found in re.finditer(r'\x1b\[([\d;]*)m|(.)', line):
                if found.group(1) is None:
                    if found.group(2).strip() and ink == ground:
                        raise Failure(f'{found.group(2)!r} cannot be read in {line!r}')
                    continue
                for number in (int(word or 0) for word in found.group(1).split(';')):
                    if number == 0:
                        ink, ground = 7, 0
                    elif number // 10 == 3:
                        ink = 7 if number == 39 else number - 30
                    elif number // 10 == 4:
                        ground = 0 if number == 49 else number - 40

    def do_restored(self):
        self.do_wait('shell$')
        self.until(lambda: self.settings() == self.before, 'the terminal settings are not restored')
        flags = '#{alternate_on} #{cursor_flag} #{mouse_any_flag}'
        self.until(
            lambda: self.tmux('display-message', '-p', flags).split() == ['0', '1', '0'],
            'the alternate screen, the cursor or the mouse is not restored')


def run(path):
    session = Session()
    try:
        for number, line in enumerate(open(path), 1):
            words = shlex.split(line, comments=True)
            if not words:
                continue
            step = getattr(session, 'do_' + words[0].replace('-', '_'), None)
            if step is None:
                raise Failure(f'line {number}: no step {words[0]!r}')
            try:
                step(*[w.replace(r'\e', '\x1b').replace(r'\a', '\a').replace(r'\n', '\n')
                       for w in words[1:]])
            except Failure as failure:
                raise Failure(f'line {number}: {failure}') from None
    finally:
        session.close()


def main():
    folder = os.path.join(HERE, 'scripts')
    scripts = sys.argv[2:] or [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    failed = 0
    for path in scripts:
        name = os.path.basename(path)
        try:
            run(path)
            print(f'pass {name}', flush=True)
        except Skipped as reason:
            print(f'skip {name}: {reason}', flush=True)
        except Failure as failure:
            failed += 1
            print(f'FAIL {name}: {failure}', flush=True)
    print(f'{len(scripts) - failed} passed, {failed} failed')
    sys.exit(1 if failed else 0)


main()
