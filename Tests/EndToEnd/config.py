#!/usr/bin/env python3
"""The configuration of a person: keys, theme, defaults, limits, themes of one's own.

usage: config.py QUICKSTEP
"""
import itertools, os, re, shutil, subprocess, sys, tempfile, time
from checks import equal, expect, finish
from servers import end_server

PROGRAM = os.path.abspath(sys.argv[1])
FOLDER = tempfile.mkdtemp()
OWN = os.path.join(FOLDER, 'quickstep')
PATH = os.path.join(OWN, 'config.toml')
# One for each server: one that ends takes a session with it that begins at its socket.
SOCKETS = (os.path.join(FOLDER, f'tmux-{number}') for number in itertools.count())
ENVIRONMENT = dict(os.environ, LC_ALL='C.UTF-8', XDG_CONFIG_HOME=FOLDER, XDG_STATE_HOME=FOLDER)


def run(*arguments, **options):
    return subprocess.run([PROGRAM, *arguments], env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, **options)


def configured(text):
    """Puts a text, or bytes, where the configuration lies."""
    if os.path.isdir(PATH) and not os.path.islink(PATH):
        os.rmdir(PATH)
    elif os.path.lexists(PATH):
        os.remove(PATH)
    os.makedirs(OWN, exist_ok=True)
    if text is not None:
        open(PATH, 'wb').write(text if isinstance(text, bytes) else text.encode())


def problems():
    """What `config` finds wrong."""
    result = run('config')
    said = result.stderr.decode().splitlines()
    equal('config: exit status', result.returncode, 1 if said else 0)
    expect('config: prints the file', b'[limits]' in result.stdout, result.stdout[:200])
    return [line.removeprefix(f'quickstep: {PATH}: ') for line in said]


def check_text():
    """What is printed is a configuration, and says the same; everything in it can be said."""
    configured(None)
    fresh = run('config')
    equal('fresh: exit status', (fresh.returncode, fresh.stderr), (0, b''))
    text = fresh.stdout.decode()
    expect('fresh: says that there is none', text.startswith(f'# {PATH} (there is no such file yet)\n'), text[:80])
    expect('fresh: nothing is set', not re.search(r'^[a-z0-9-]+ = ', text, re.M), text)
    for part in ['[limits]', '[keys]', '[defaults.sample]', '[defaults.walk]', '# run = "r"  ', '# threads = 2 ',
                 '# theme = "auto"']:
        expect(f'fresh: {part}', part in text, text[:400])
    configured(text)
    equal('what is printed holds', problems(), [])
    said = re.sub(r'^# (?=[a-z0-9-]+ = (?!""))', '', text, flags=re.M)
    configured(said)
    equal('everything can be said', problems(), [])
    again = run('config').stdout.decode()
    expect('all of it is set', not re.search(r'^# [a-z0-9-]+ = (?!"")', again, re.M), again)
    places = {int(n) for n in re.findall(r'# line (\d+): ', again)}
    equal('each in its line', len(places), len(re.findall(r'# line \d+: ', again)))


WRONG = [
    ('theme = "drak"\n', '"theme" is "drak"; it must be "auto" or "dark" or .* \\(line 1, column 1\\). Correct the value.'),
    ('them = "dark"\n', '"them" is not known here \\(line 1, column 1\\). Did you mean "theme"\\?'),
    ('[limits]\nthreads = 0\n', '"limits.threads" is 0; .* 1 to 64 \\(line 2, column 1\\).*'),
    ('[limits]\nhistory = "no"\n', '"limits.history" must be true or false, not a text \\(line 2, column 1\\).*'),
    ('[keys]\n  rum = "r"\n', '"keys.rum" is not known here \\(line 2, column 3\\). Did you mean "run"\\?'),
    ('[keys]\nrun = "hyper-r"\n', 'line 2, column 1: there is no key "hyper-r". .*'),
    ('[keys]\nrun = "n"\n', 'line 2, column 1: n is a key of step already. Choose another one, or give step another one here.'),
    ('[keys]\nstep = "q"\nrun = "u"\n', 'line 2, column 1: q is a key of quit already.*'),
    ('[keys]\nrun = "C-c"\n', 'line 2, column 1: C-c is a key of quit already.*'),
    ('[keys]\nquit = "Q"\nrun = "C-c"\n', 'line 3, column 1: C-c is a key of quit already.*'),
    ('keys = 3\n', '"keys" must be a table, \\[keys\\], not a whole number \\(line 1, column 1\\). .*'),
    ('[defaults.sample]\nsteps = 0\n', 'line 2, column 1: .*steps.*'),
    ('[defaults.sample]\nsolver = "huen"\n', 'line 2, column 1: .*Did you mean "?heun"?\\?'),
    ('[defaults.sampel]\nsteps = 5\n', '"defaults.sampel" is not known here .* Did you mean "sample"\\?'),
    ('[defaults.walk]\nsolver = "heun"\n', 'line 2, column 1: .*'),
    ('defaults = 1\n', '"defaults" must be a table.*'),
    ('[limits\n', '.*line 1, column 8.*'),
    ('theme = "dark"\ntheme = "light"\n', '"theme" is given twice \\(line 2, column 1, first in line 1\\). .*'),
    (b'\x00\x01\x02' * 40, '.*'), (b'\xff\xfe' * 40, 'this is not UTF-8 text .*'),
    (b'# ' + b'x' * (1 << 20), '.*larger than.*'),
    ('a = ' + '[' * 5000, '.*nested.*'), ('[' + 'a.' * 5000 + 'b]', '.*'),
]


def check_wrong():
    """Each mistake is one line with its place; the rest holds, and the program goes on."""
    for text, expected in WRONG:
        configured(text)
        found = problems()
        expect(f'{text[:40]!r}: one line', len(found) >= 1 and re.fullmatch(expected, found[0]), found)
        if isinstance(text, str) and not text.startswith('[keys]\nstep'):
            equal(f'{text[:40]!r}: nothing else', len(found), 1)
        result = run('levels', '--steps', '3')
        equal(f'{text[:40]!r}: goes on', result.returncode, 0)
        expect(f'{text[:40]!r}: says so once', re.fullmatch(rb'note: [^\x00-\x1f\x7f]+\n', result.stderr), result.stderr)
    configured('[limits]\nthreads = 99\n[defaults.sample]\nsteps = 7\n')
    equal('the rest holds', run('levels').stdout.decode().count('\n'), 9)


def check_places():
    """What is no file of text."""
    configured(None)
    os.mkdir(PATH)
    equal('a folder', problems(), ['this is a folder, not a file. Give the path of a file.'])
    configured(None)
    os.symlink('/dev/zero', PATH)
    equal('a device', problems(), ['this is a device, not a file. Give the path of a file.'])
    configured(None)
    os.mkfifo(PATH)
    equal('a pipe', problems(), ['this is a pipe, not a file. Give the path of a file.'])
    configured(None)
    os.symlink(PATH, PATH)
    expect('a circle', 'symbolic link leads back' in problems()[0], '')
    configured(None)
    result = subprocess.run([PROGRAM, 'levels', '--steps', '3'], stdin=subprocess.DEVNULL, capture_output=True,
                            env={'LC_ALL': 'C.UTF-8', 'PATH': os.environ['PATH']})
    equal('no home', (result.returncode, result.stderr), (0, b''))


def check_defaults():
    """New plans start with them; presets, run lines, flags and models count more."""
    configured('[defaults.sample]\nmodel = "moons"\nsteps = 7\nsolver = "heun"\n[defaults.walk]\nsteps = 300\n')

    def line(*arguments):
        result = run(*arguments, '--no-history')
        equal(f'{arguments}: exit status', result.returncode, 0)
        return result.stderr.decode().splitlines()[0]
    expect('sample', line('sample').startswith('quickstep:1 --model moons --'), line('sample'))
    expect('sample: words', '--solver heun' in line('sample') and '--steps 7' in line('sample'), line('sample'))
    expect('a flag', '--steps 5' in line('sample', '--steps', '5'), '')
    expect('another model', '--model ring-8' in line('sample', '--model', 'ring-8'), '')
    expect('walk', '--steps 300' in line('walk'), line('walk'))
    plain = line('sample', '--run', 'quickstep:1 --model ring-8')
    equal('a run line means what it says', plain, 'quickstep:1 --model ring-8')
    for name in ('sample', 'walk'):
        expect(f'{name}: without a screen', 'quickstep:1' in line(name), '')
    expect('sweeps', '--solver heun' in line('sweep', '--axis', 'steps=2,3', '--model', 'ring-8'), '')
    configured('[defaults.sample]\nmodel = "nowhere"\n')
    result = run('sample', '--no-history')
    equal('a model that is not there', (result.returncode, b'nowhere' in result.stderr), (2, True))


def check_limits():
    configured('[limits]\nhistory = false\n')
    run('sample', '--steps', '2')
    equal('no history', os.path.exists(f'{OWN}/history.sqlite') or 'ring' in run('history', 'list').stdout.decode(), False)
    configured('[limits]\nmemory = 0.25\n')
    refused = run('sample', '--model', 'digits', '--batch', '4096', '--steps', '2', '--no-history')
    equal('memory', (refused.returncode, refused.stderr.count(b'\n')), (2, refused.stderr.count(b'\n')))
    expect('memory: says what fits', b'memory' in refused.stderr, refused.stderr)
    equal('memory: small plans run', run('sample', '--steps', '2', '--no-history').returncode, 0)


THEME = 'name = "own"\ninherits = "dark"\n[palette]\nblue = "{blue}"\n'


def check_themes():
    configured(None)
    os.makedirs(f'{OWN}/themes', exist_ok=True)

    def themes(**files):
        shutil.rmtree(f'{OWN}/themes')
        os.makedirs(f'{OWN}/themes')
        for name, text in files.items():
            open(f'{OWN}/themes/{name}.toml', 'w').write(text)
        result = run('config')
        return result.stdout.decode(), result.stderr.decode()
    text, said = themes(own=THEME.format(blue='#80c0ff'))
    expect('own: listed', 'own' in re.search(r'# theme = .*', text)[0] and said == '', (text[:200], said))
    configured('theme = "own"\n')
    equal('own: chosen', problems(), [])
    _, said = themes(own=THEME.format(blue='#202020'))
    expect('contrast', re.search(r'own\.toml: .* can hardly be read: its contrast is [\d.]+:1, and [\d.]+:1 is needed\. '
                                 r'Make it lighter or darker\.', said), said)
    text, said = themes(own=THEME.format(blue='blue'), other=THEME.replace('own', 'other').format(blue='#80c0ff'))
    expect('broken: told', 'own.toml: theme "own": "blue" is "blue"; write a colour as #rrggbb' in said, said)
    expect('broken: the others hold', 'other' in re.search(r'# ?theme = .*|theme = .*', text)[0], text[:300])
    _, said = themes(own='name = "own"\ninherits = "own"\n')
    expect('circle', 'circle' in said, said)
    _, said = themes(own='nonsense')
    expect('syntax', 'own.toml: ' in said and 'line 1' in said, said)
    shutil.rmtree(f'{OWN}/themes')
    configured(None)


def screen(keys, *arguments, size='80x24', term='xterm-256color'):
    """The screen after some keys, with its colours."""
    socket = next(SOCKETS)
    columns, rows = size.split('x')

    # Begun as if for the first time: the plan that was left would count more than what new ones start with.
    state = tempfile.mkdtemp(dir=FOLDER)

    def tmux(*words):
        return subprocess.run(['tmux', '-S', socket, *words], env=ENVIRONMENT | {'XDG_STATE_HOME': state},
                              capture_output=True).stdout.decode()
    tmux('-f', '/dev/null', 'new-session', '-d', '-x', columns, '-y', rows,
         f'env TERM={term} {PROGRAM} {" ".join(arguments)}; sleep 1000')

    def wait(condition):
        end = time.monotonic() + 60
        while time.monotonic() < end and not condition(tmux('capture-pane', '-p')):
            time.sleep(0.05)
    wait(lambda shown: 'Preview' in shown)
    for key in keys:
        if callable(key):
            wait(key)
        else:
            tmux('send-keys', key)
            time.sleep(0.1)
    time.sleep(0.4)
    shown = tmux('capture-pane', '-p'), tmux('capture-pane', '-p', '-e')
    end_server(tmux)
    shutil.rmtree(state)
    return shown


def check_workbench():
    """Keys mean what they were given; what is wrong is said first, and stays until esc."""
    configured('[keys]\nhelp = "F5"\nundo = "H"\nrun = "F2"\n')
    plain, _ = screen(['F5', lambda shown: 'Keys and commands' in shown])
    expect('rebound: help', 'Keys and commands' in plain and re.search(r'F2 +run the plan', plain), plain)
    plain, _ = screen(['?', lambda shown: 'nothing' in shown])
    expect('rebound: the old key', '? does nothing here; press F5 for the keys.' in plain, plain)
    plain, _ = screen([])
    expect('rebound: footer', ' F2 run' in plain and ' F5 help' in plain, plain.splitlines()[-2:])
    plain, _ = screen(['F2', lambda shown: '●' in shown or '✓' in shown])
    expect('rebound: it runs', '●' in plain or '✓' in plain, plain)
    configured('[keys]\nrun = "n"\n')
    plain, _ = screen([])
    expect('wrong: said', 'config.toml: line 2, column 1: n is a key of step' in plain.replace('\n', ' '), plain)
    plain, _ = screen(['j', 'Escape', lambda shown: 'config.toml' not in shown])
    expect('wrong: dropped', 'config.toml' not in plain and ' r run' in plain, plain)
    configured('[defaults.walk]\nsteps = 300\n[defaults.sample]\nmodel = "ring-8"\nsteps = 23\n')
    plain, _ = screen([])
    expect('defaults: sample', ' 23 ' in plain.splitlines()[0], plain.splitlines()[0])
    configured(None)


def check_preview_of_themes():
    """The list of themes paints the screen as it goes; esc puts it back."""
    configured('theme = "dark"\n')
    _, before = screen([])
    plain, first = screen(['t', lambda shown: 'theme dark' in shown, 'Down'])
    expect('themes: listed', all(f'theme {name}' in plain for name in ('dark', 'light', 'mono')), plain)
    colors = [re.findall(r'\x1b\[[0-9;]*m', shown) for shown in (before, first)]
    expect('themes: looked at', set(colors[0]) != set(colors[1]), '')
    _, back = screen(['t', lambda shown: 'theme dark' in shown, 'Down', 'Escape', lambda shown: 'theme dark' not in shown])
    equal('themes: as before', set(re.findall(r'\x1b\[[0-9;]*m', back)), set(colors[0]))
    configured(None)


def main():
    try:
        for name, check in list(globals().items()):
            if name.startswith('check_') and (len(sys.argv) < 3 or name.removeprefix('check_') in sys.argv[2:]):
                check()
    finally:
        shutil.rmtree(FOLDER)
    finish()


main()
