#!/usr/bin/env python3
"""The program in a real tmux, in a terminal of this test's own that knows kitty's pictures.

usage: tmux.py QUICKSTEP

The terminal keeps the pictures that reach it and the cells that tmux paints, so that after splits,
zooms, resizes, and detaching and attaching, every placeholder has its picture and no picture is
without its placeholders.
"""
import base64, fcntl, os, pty, re, select, struct, subprocess, sys, tempfile, termios, time, zlib

PROGRAM = os.path.abspath(sys.argv[1])
PLACEHOLDER = '\U0010eeee'
QUERY = b'\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\'


class Outside:
    """A terminal with kitty's pictures, in which a client of tmux runs."""

    def __init__(self, socket, command, size=(30, 170)):
        self.master, self.slave = pty.openpty()
        self.resize(*size)
        environment = dict(os.environ, TERM='xterm-256color', LC_ALL='C.UTF-8')
        environment.pop('TMUX', None)
        self.process = subprocess.Popen(
            ['tmux', '-S', socket, '-f', '/dev/null', *command], stdin=self.slave,
            stdout=self.slave, stderr=self.slave, env=environment, start_new_session=True)
        self.data, self.place = b'', 0
        self.pictures, self.pieces = {}, b''
        self.head = ''

    def resize(self, rows, columns):
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ,
                    struct.pack('HHHH', rows, columns, columns * 10, rows * 20))

    def read(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self.master], [], [], 0.02)[0]:
                self.data += os.read(self.master, 65536)
                self.hear()

    def hear(self):
        for found in re.finditer(rb'\x1b\[c|\x1b_G([^;\x1b]*);?([^\x1b]*)\x1b\\', self.data[self.place:]):
            if found.group() == b'\x1b[c':
                os.write(self.master, b'\x1b[?62;c')
            elif found.group() == QUERY:
                os.write(self.master, b'\x1b_Gi=31;OK\x1b\\')
            else:
                self.take(dict(part.split('=') for part in found.group(1).decode().split(',')),
                          found.group(2))
            end = found.end()
            self.done = self.place + end
        self.place = getattr(self, 'done', self.place)

    def take(self, keys, payload):
        if keys.get('a') == 'd':
            self.pictures.pop(int(keys['i']), None)
            return
        if 'i' in keys:
            self.head, self.pieces = keys, b''
        self.pieces += payload
        if keys['m'] == '0':
            pixels = zlib.decompress(base64.b64decode(self.pieces))
            size = int(self.head['s']), int(self.head['v'])
            assert len(pixels) == 3 * size[0] * size[1], 'a picture is broken'
            self.pictures[int(self.head['i'])] = (
                int(self.head['c']), int(self.head['r']), pixels)

    def close(self):
        self.process.terminate()
        self.process.wait()
        os.close(self.master)
        os.close(self.slave)


class Server:
    def __init__(self, folder):
        self.folder, self.socket = folder, os.path.join(folder, 'tmux')

    def tmux(self, *arguments):
        return subprocess.run(['tmux', '-S', self.socket, *arguments], capture_output=True, text=True,
                              check=True).stdout

    def placeholders(self):
        """For each picture's id the rows and columns that its placeholders tell."""
        cells = {}
        for line in self.tmux('capture-pane', '-p', '-e', '-t', '0').split('\n'):
            number = None
            for found in re.finditer(r'\x1b\[([\d;]*)m|' + PLACEHOLDER + '(.)(.)', line):
                if found.group(1) is not None:
                    color = re.search(r'38;5;(\d+)', found.group(1))
                    number = int(color.group(1)) if color else number
                else:
                    cells.setdefault(number, set()).add((found.group(2), found.group(3)))
        return cells


def problems(outside, server, what):
    """What is wrong: placeholders without a picture, pictures without all of their placeholders."""
    cells, pictures = server.placeholders(), outside.pictures
    if not pictures:
        yield f'{what}: no picture'
    if set(cells) != set(pictures):
        yield f'{what}: placeholders of {sorted(cells)}, pictures {sorted(pictures)}'
    for number in set(cells) & set(pictures):
        columns, rows, _ = pictures[number]
        if len(cells[number]) != columns * rows:
            yield f'{what}: picture {number} has {len(cells[number])} of {columns * rows} cells'


def settled(outside, server, what):
    """The same, once it is well or for so long that it will not be."""
    found = ['']
    for _ in range(40):
        outside.read(0.25)
        found = list(problems(outside, server, what))
        if not found:
            break
    return found


def check(folder):
    server = Server(folder)
    environment = f'XDG_STATE_HOME={folder} XDG_CONFIG_HOME={folder}'
    outside = Outside(server.socket, ['new-session', '-d', '-x', '170', '-y', '30', 'sleep 1000'])
    outside.process.wait()
    server.tmux('set', '-g', 'allow-passthrough', 'on')
    outside = Outside(server.socket, ['attach'])
    outside.read(1)
    server.tmux('respawn-pane', '-k', '-t', '0', 'sh', '-c',
                f'env {environment} {PROGRAM} --model digits --batch 4 --steps 40')
    outside.read(2)
    server.tmux('send-keys', '-t', '0', 'r')
    yield from settled(outside, server, 'at first')
    server.tmux('split-window', '-h', 'sleep 1000')
    yield from settled(outside, server, 'after a split')
    server.tmux('resize-pane', '-Z', '-t', '0')
    yield from settled(outside, server, 'zoomed')
    server.tmux('resize-pane', '-Z', '-t', '0')
    yield from settled(outside, server, 'not zoomed any more')
    server.tmux('kill-pane', '-t', '1')
    yield from settled(outside, server, 'alone again')
    server.tmux('send-keys', '-t', '0', 'r')
    for index in range(50):
        outside.resize(20 + index * 7 % 20, 70 + index * 13 % 60)
        outside.read(0.02)
    outside.resize(30, 170)
    yield from settled(outside, server, 'after 50 sizes')
    server.tmux('send-keys', '-t', '0', 'r')
    server.tmux('detach-client')
    outside.read(0.5)
    kept = outside.pictures
    outside.close()
    outside = Outside(server.socket, ['attach'])
    # The same window: its pictures are there still.
    outside.pictures = kept
    yield from settled(outside, server, 'attached again')
    server.tmux('copy-mode', '-t', '0')
    outside.read(0.3)
    server.tmux('send-keys', '-t', '0', '-X', 'cancel')
    yield from settled(outside, server, 'after copy mode')
    server.tmux('send-keys', '-t', '0', 'q')
    outside.read(1.5)
    if outside.pictures:
        yield f'after the end: pictures {sorted(outside.pictures)}'
    subprocess.run(['tmux', '-S', server.socket, 'kill-server'], capture_output=True)
    outside.close()


def main():
    with tempfile.TemporaryDirectory() as folder:
        found = list(check(folder))
    for problem in found:
        print(f'FAIL {problem}')
    print(f'tmux: {"failed" if found else "passed"}')
    sys.exit(1 if found else 0)


main()
