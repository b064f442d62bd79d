#!/usr/bin/env python3
"""Plays terminals that answer in their own ways, and compares what the doctor says of them.

usage: doctor.py QUICKSTEP

With QUICKSTEP_RECORD=1 in the environment the stored texts in Tests/Golden/doctor are written anew.
"""
import fcntl, os, pty, re, select, struct, subprocess, sys, termios, time

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
STORED = os.path.join(ROOT, 'Golden', 'doctor')

NAME, CELL, SYNC, SCHEME = b'\x1b[>0q', b'\x1b[16t', b'\x1b[?2026$p', b'\x1b[?2031$p'
GROUND, KEYS, ATTRIBUTES = b'\x1b]11;?\x07', b'\x1b[?u', b'\x1b[c'
LIMIT, LARGEST, KITTY = b'\x1b[?2;1;0S', b'\x1b[?2;4;0S', b'\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\'
ITERM, NOTICE, RGB, TC = (b'\x1b]1337;Capabilities\x1b\\', b'\x1b]99;i=quickstep:p=?;\x1b\\',
                          b'\x1bP+q524742\x1b\\', b'\x1bP+q5463\x1b\\')
TRIAL = b'\x1bP$qm\x1b\\'
OUTSIDE = b'\x1bPtmux;' + KITTY.replace(b'\x1b', b'\x1b\x1b') + b'\x1b\\'

XTERM = {NAME: b'\x1bP>|XTerm(379)\x1b\\', CELL: b'\x1b[6;18;9t', SYNC: b'\x1b[?2026;0$y',
         SCHEME: b'\x1b[?2031;0$y', GROUND: b'\x1b]11;rgb:0000/0000/0000\x07',
         ATTRIBUTES: b'\x1b[?63;1;2;4;6;9;15;16;22;28c', LIMIT: b'\x1b[?2;0;904;574S',
         LARGEST: b'\x1b[?2;0;1000;1000S', RGB: b'\x1bP0+r524742\x1b\\', TC: b'\x1bP0+r5463\x1b\\',
         TRIAL: b'\x1bP1$r0;48:5:16m\x1b\\'}
KITTY_TERMINAL = {
    NAME: b'\x1bP>|kitty(0.39.1)\x1b\\', CELL: b'\x1b[6;20;10t', SYNC: b'\x1b[?2026;2$y',
    SCHEME: b'\x1b[?2031;2$y', GROUND: b'\x1b]11;rgb:fafa/fafa/fafa\x1b\\', KEYS: b'\x1b[?0u',
    ATTRIBUTES: b'\x1b[?62;c', KITTY: b'\x1b_Gi=31;OK\x1b\\', NOTICE: b'\x1b]99;i=quickstep:p=?;p=title\x1b\\',
    RGB: b'\x1bP1+r524742=38\x1b\\', TC: b'\x1bP1+r5463\x1b\\', TRIAL: b'\x1bP1$r48:2:1:2:3m\x1b\\'}
ITERM2 = {NAME: b'\x1bP>|iTerm2 3.5.0\x1b\\', CELL: b'\x1b[6;17;8t', SYNC: b'\x1b[?2026;2$y',
          GROUND: b'\x1b]11;rgb:1e1e/1e1e/1e1e\x07', ATTRIBUTES: b'\x1b[?64;1;2;6;17;18;21;22c',
          ITERM: b'\x1b]1337;Capabilities=T3CwLrMSc7UUw9Ts3BFGsSyHNoSxF\x1b\\'}
TMUX = {NAME: b'\x1bP>|tmux 3.4\x1b\\', CELL: b'\x1b[6;18;9t', ATTRIBUTES: b'\x1b[?1;2;4c',
        LIMIT: b'\x1b[?2;0;720;432S', OUTSIDE: b'\x1b_Gi=31;OK\x1b\\'}
LIAR = {NAME: b'\x1bP>|' + b'A' * 3000 + b'\x1b[31m\x1b\\', CELL: b'\x1b[6;99999;0t',
        SYNC: b'\x1b[?2026;77$y', GROUND: b'\x1b]11;rgb:zz/zz/zz\x07', KEYS: b'\x1b[?-1u',
        ATTRIBUTES: b'\x1b[?62;4;99999999999999999999c', LIMIT: b'\x1b[?2;0;999999999;-5S',
        LARGEST: b'\x1b[?2;3;0S', KITTY: b'\x1b_Gi=31;EINVAL:no\x1b\\',
        ITERM: b'\x1b]1337;Capabilities=\x1b\\', TRIAL: b'\x1bP0$r\x1b\\'}
OLD = {ATTRIBUTES: b'\x1b[?6c'}

# Every terminal with its answers, and how it hands them out.
TERMINALS = {
    'xterm': (XTERM, {}), 'kitty': (KITTY_TERMINAL, {}), 'iterm': (ITERM2, {}),
    'kitty in tmux': (TMUX, {}), 'tmux': ({k: v for k, v in TMUX.items() if k != OUTSIDE}, {}),
    'liar': (LIAR, {}), 'old': (OLD, {}), 'mute': ({}, {}),
    'kitty in pieces': (KITTY_TERMINAL, {'pieces': True}),
    'kitty with keys': (KITTY_TERMINAL, {'keys': True}),
    'late': (OLD, {'delay': 2.0}),
}
# Those say what the terminal of the same kind says.
SAME = {'kitty in pieces': 'kitty', 'kitty with keys': 'kitty'}


def examine(answers, pieces=False, keys=False, delay=0.0):
    """What the doctor writes about the terminal, from its questions on."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 80, 720, 432))
    before = termios.tcgetattr(slave)
    environment = {'PATH': os.environ['PATH'], 'HOME': '/nowhere', 'TERM': 'xterm-256color',
                   'LC_ALL': 'C.UTF-8', 'SSH_CONNECTION': 'a 1 b 2'}
    process = subprocess.Popen(
        [PROGRAM, 'doctor'], stdin=slave, stdout=slave, stderr=slave, env=environment,
        start_new_session=True)
    heard, place = b'', 0
    questions = re.compile(b'|'.join(
        re.escape(q) for q in sorted(answers, key=len, reverse=True))) if answers else None
    # Bytes that are written later, with their times.
    due = []
    while process.poll() is None or select.select([master], [], [], 0)[0]:
        if due and time.monotonic() >= due[0][0]:
            os.write(master, due.pop(0)[1])
        if not select.select([master], [], [], 0.01)[0]:
            continue
        heard += os.read(master, 65536)
        while questions and (found := questions.search(heard, place)):
            place = found.end()
            answer = answers[found.group()]
            parts = [bytes([byte]) for byte in answer] if pieces else [answer]
            if keys:
                parts = [b'j', *parts, b'\x1b[A', b'k']
            start = max(time.monotonic() + delay, due[-1][0] if due else 0)
            due += [(start + 0.001 * index, part) for index, part in enumerate(parts)]
    after = termios.tcgetattr(slave)
    os.close(master)
    os.close(slave)
    text = heard.decode(errors='replace').replace('\r\n', '\n')
    start = text.find('The terminal is asked')
    problem = '' if before == after else 'the terminal is not as it was\n'
    return problem + (text[start:] if start >= 0 else f'nothing was asked: {text}')


def without_terminal():
    done = subprocess.run([PROGRAM, 'doctor'], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL)
    return done.stdout[done.stdout.index('No terminal'):] if done.returncode == 0 else done.stderr


def main():
    failed = 0
    texts = {name: examine(answers, **manner) for name, (answers, manner) in TERMINALS.items()}
    texts['no terminal'] = without_terminal()
    for name, text in texts.items():
        path = os.path.join(STORED, SAME.get(name, name).replace(' ', '-') + '.txt')
        if os.environ.get('QUICKSTEP_RECORD') and name not in SAME:
            os.makedirs(STORED, exist_ok=True)
            with open(path, 'w') as file:
                file.write(text)
        with open(path) as file:
            stored = file.read()
        if text != stored:
            failed += 1
            print(f'FAIL {name}:\n{text}', flush=True)
    print(f'{len(texts) - failed} passed, {failed} failed')
    sys.exit(1 if failed else 0)


main()
