#!/usr/bin/env python3
"""Runs the real program with good and hostile arguments, files and streams.

usage: cli.py QUICKSTEP [CHECK...]

Prints a line for every case that fails and closes with `N passed, N failed`. With
QUICKSTEP_RECORD=1 the help texts in Tests/Golden/help and the sentences in refusals.txt are
written anew from what the program says.
"""
import csv, fcntl, glob, hashlib, io, json, os, pty, re, resource, shlex, shutil, signal, struct
import subprocess, sys, tempfile, termios, threading, time, zlib
import fixtures
from checks import equal, expect, finish

PROGRAM = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = os.path.join(HERE, '..', 'Golden')
RECORD = os.environ.get('QUICKSTEP_RECORD') == '1'
SECONDS = 120
MEMORY = 8 << 30


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def run(*arguments, **options):
    options = {
        'stdin': subprocess.DEVNULL, 'stdout': subprocess.PIPE, 'stderr': subprocess.PIPE,
        'timeout': SECONDS, 'preexec_fn': limit_memory} | options
    return subprocess.run([PROGRAM, *arguments], **options)


def one_line(name, result, status=2):
    """The answer to bad input: one clean line on standard error, nothing on standard output."""
    text = result.stderr.decode()
    equal(f'{name}: exit status', result.returncode, status)
    out = (result.stdout or b'').replace(b'0 passed, 0 failed, 0 skipped\n', b'')
    equal(f'{name}: standard output', out, b'')
    expect(f'{name}: one line', re.fullmatch(r'quickstep: [^\x00-\x1f\x7f]+[.?]\n', text), repr(text))
    return text.removeprefix('quickstep: ').rstrip('\n')


def check_refusals():
    """refusals.txt: lines `$ ARGUMENT...`, each followed by the sentence that answers them."""
    path = os.path.join(HERE, 'refusals.txt')
    head, *entries = open(path).read().split('\n$ ')
    said = [head]
    for entry in entries:
        command, _, expected = entry.rstrip('\n').partition('\n')
        result = run(*[word.replace('^[', '\x1b') for word in shlex.split(command)])
        # A run that goes wrong later has told its plan and its steps before.
        result.stderr = re.sub(rb'\Aquickstep:1 .*\n\d+ steps, .*\n(step .*\n)*', b'', result.stderr)
        found = one_line(command, result)
        said.append(f'{command}\n{found}\n')
        if not RECORD:
            equal(command, found, expected)
    if RECORD:
        open(path, 'w').write('\n$ '.join(said))


def check_help():
    """Every text that documents the program, whole."""
    overview = run('--help').stdout.decode().partition('SUBCOMMANDS:')[2]
    subcommands = re.findall(r'^  ([a-z]+)', overview, re.MULTILINE)
    equal('subcommands are found', len(subcommands) > 15, True)
    lists = ['models', 'solvers', 'schedules', 'grids', 'guidance', 'clips', 'metrics',
             'statistics', 'names']
    texts = {'quickstep': ['--help']}
    texts |= {name: [name, '--help'] for name in subcommands}
    texts |= {f'list-{name}': ['list', name] for name in lists}
    for name, arguments in texts.items():
        result = run(*arguments, env=os.environ | {'COLUMNS': '80'})
        path = os.path.join(GOLDEN, 'help', name + '.txt')
        if RECORD:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            open(path, 'wb').write(result.stdout)
        equal(f'{name}: exit status', result.returncode, 0)
        equal(f'{name}: standard error', result.stderr, b'')
        equal(f'{name}: text', result.stdout.decode(), open(path).read())


TRANSLATIONS = {
    'comfy': 'comfy:dpmpp_2m --grid comfy:karras --schedule scaled-linear --steps 8',
    'comfy-sgm': 'comfy:uni_pc --grid comfy:sgm_uniform --schedule scaled-linear --steps 5',
    'webui': "'webui:DPM++ 2M SDE' --schedule scaled-linear --steps 6",
    'grid': 'comfy:beta --schedule scaled-linear --steps 6',
    'diffusers': 'diffusers:DPMSolverMultistepScheduler --schedule linear --steps 7',
    'sdcpp': 'sdcpp:ddim_trailing --schedule scaled-linear --steps 4',
    'file': 'scheduler_config.json --steps 5',
    'kdiffusion-python': '--to kdiffusion --solver heun:churn=5 --schedule scaled-linear --steps 4',
    'diffusers-python': '--to diffusers --solver dpm++2m --schedule scaled-linear --steps 4 '
                        '--grid linspace:end=instead',
    'name-python': 'comfy:euler --to diffusers --schedule scaled-linear --grid trailing --steps 4',
}


def check_translations():
    """What `translate` prints, whole."""
    with open('scheduler_config.json', 'w') as file:
        json.dump({'_class_name': 'UniPCMultistepScheduler', 'beta_schedule': 'scaled_linear',
                   'beta_start': 0.00085, 'beta_end': 0.012, 'use_karras_sigmas': True}, file)
    for name, arguments in TRANSLATIONS.items():
        result = run('translate', *shlex.split(arguments))
        path = os.path.join(GOLDEN, 'translate', name + '.txt')
        if RECORD:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            open(path, 'wb').write(result.stdout)
        equal(f'translate {name}: exit status', (result.returncode, result.stderr), (0, b''))
        equal(f'translate {name}: text', result.stdout.decode(), open(path).read())


ACCEPTED = [
    '--model one-image', '--model six-images', '--model six-images.gz',
    '--model six-images:limit=3', '--model labelled-images-idx3-ubyte --class each',
    '--model labelled-images-idx3-ubyte --class 1', '--model pictures', '--model pictures/',
    '--model single', '--model tiny', '--model colour --class each', '--model colour --class dogs',
    '--model good.json', '--model good.json#mine', '--preset good.toml', '--model digits --grid karras:',
    '--model ring-8 --guidance cfg:scale=3 --class each', '--grid list:sigmas=9/3/1',
    '--model one-image --batch 1 --steps 1', '--model ring-8 --noise noise.npy --batch 2',
    '--seed 18446744073709551615', '--threads 64',
]


def check_accepted():
    """Small and odd input that is good."""
    for command in ACCEPTED:
        result = run('sample', '--steps', '3', *shlex.split(command))
        equal(command, (result.returncode, b'NFE' in result.stdout), (0, True))
        text = result.stderr.decode()
        expect(f'{command}: progress', re.match(r'quickstep:1 .*\n\d+ steps, \d+ evaluations\n', text), text)


def read_npy(data):
    assert data[:8] == b'\x93NUMPY\x01\0'
    length = struct.unpack('<H', data[8:10])[0]
    header = eval(data[10:10 + length])
    assert header['descr'] == '<f8' and not header['fortran_order']
    values = struct.unpack(f'<{len(data[10 + length:]) // 8}d', data[10 + length:])
    return header['shape'], values


def read_png(data):
    """Width, height and channels of a PNG file whose chunks and rows are all there."""
    assert data[:8] == b'\x89PNG\r\n\x1a\n'
    at, pixels, names = 8, b'', []
    while at < len(data):
        size, = struct.unpack('>I', data[at:at + 4])
        name, body = data[at + 4:at + 8], data[at + 8:at + 8 + size]
        assert struct.unpack('>I', data[at + 8 + size:at + 12 + size])[0] == zlib.crc32(name + body)
        names.append(name)
        if name == b'IHDR':
            width, height, depth, kind = struct.unpack('>IIBB', body[:10])
        if name == b'IDAT':
            pixels += body
        at += 12 + size
    channels = {0: 1, 2: 3}[kind]
    assert depth == 8 and names[-1] == b'IEND'
    assert len(zlib.decompress(pixels)) == height * (width * channels + 1)
    return width, height, channels


def check_outputs():
    """Every file that `sample` writes, parsed."""
    names = {kind: f'out.{kind}' for kind in ['png', 'csv', 'json', 'npy', 'trajectory']}
    flags = [word for kind, name in names.items() for word in (f'--{kind}', name)]
    plan = '--model labelled-images-idx3-ubyte --class each --steps 4 --batch 5 --solver heun'
    equal('outputs: exit status', run('sample', *shlex.split(plan), *flags).returncode, 0)
    data = {kind: open(name, 'rb').read() for kind, name in names.items()}

    shape, samples = read_npy(data['npy'])
    equal('npy: shape', (shape, len(samples)), ((5, 4, 4), 80))
    shape, states = read_npy(data['trajectory'])
    equal('trajectory: shape', (shape, len(states)), ((5, 5, 4, 4), 400))
    equal('trajectory: ends in the samples', states[-80:], samples)
    width, height, channels = read_png(data['png'])
    expect('png: size', width >= 4 and height >= 4 and channels in (1, 3), (width, height))

    rows = list(csv.reader(io.StringIO(data['csv'].decode())))
    table = json.loads(data['json'])
    equal('csv: steps', [int(float(row[0])) for row in rows[1:]], [0, 1, 2, 3, 4])
    equal('csv: columns', {len(row) for row in rows}, {len(rows[0])})
    equal('json: steps', len(table['steps']), 5)
    equal('json: keys', sorted(table), ['evaluations', 'quality', 'run', 'seconds', 'statistics', 'steps'])
    expect('json: run line', table['run'].startswith('quickstep:1 '), table['run'])
    for kind in names:
        streamed = run('sample', *shlex.split(plan), f'--{kind}', '-')
        equal(f'{kind}: exit status', streamed.returncode, 0)
        # Seconds differ from run to run.
        same = (len(streamed.stdout.splitlines()) == len(data[kind].splitlines())
                if kind in ('csv', 'json') else streamed.stdout == data[kind])
        expect(f'{kind}: alone on standard output', same, streamed.stdout[:300])
    equal('two files on standard output',
          one_line('two files', run('sample', '--model', 'ring-8', '--png', '-', '--npy', '-')),
          'Only one file can be standard output (-). Give the others names.')
    for name in names.values():
        os.remove(name)
    equal('outputs: nothing else is left', [n for n in os.listdir('.') if n.startswith('.')], [])


def watched(*arguments, columns=80, **options):
    """The exit status, and what standard error says on a terminal of so many columns."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack('HHHH', 24, columns, 0, 0))
    pieces = []

    def read():
        try:
            while piece := os.read(leader, 65536):
                pieces.append(piece)
        except OSError:
            pass
    reader = threading.Thread(target=read)
    reader.start()
    result = run(*arguments, **{'stderr': follower, 'stdout': subprocess.DEVNULL} | options)
    os.close(follower)
    reader.join()
    os.close(leader)
    return result.returncode, b''.join(pieces).decode()


LONG_RUN = '--model digits --steps 40 --batch 256 --threads 1'


def check_progress():
    """On a terminal a bar that is written over, with speed and time left; else lines."""
    for columns in (100, 80, 40, 20, 1):
        status, shown = watched('sample', *shlex.split(LONG_RUN), columns=columns)
        equal(f'progress {columns}: exit status', status, 0)
        *bars, end = [part.removesuffix('\x1b[K') for part in shown.split('\r')
                      if part.endswith('\x1b[K')] + [shown.split('\x1b[K\r')[-1]]
        bars[0] = bars[0].split('\n')[-1]
        expect(f'progress {columns}: bars', len(bars) > 1, shown)
        expect(f'progress {columns}: one line each', all(len(bar) < columns for bar in bars), bars)
        expect(f'progress {columns}: the bar goes', end.startswith('\x1b[J'), end)
        said = end.split('\r\n')[0].removeprefix('\x1b[J')
        expect(f'progress {columns}: ends with the run', re.fullmatch(
            r'step 40/40  sigma [^ ]+  NFE \d+  [^ ]+ NFE/s  in .+', said), said)
        expect(f'progress {columns}: no more', '\x1b' not in end[3:], end)
        if columns == 100:
            expect('progress: speed and time', all(re.fullmatch(
                r'step \d+/40  [█░]+  sigma [^ ]+  NFE \d+  [^ ]+ NFE/s  .+ left', bar)
                for bar in bars[1:]), bars)
    text = run('sample', *shlex.split(LONG_RUN)).stderr.decode()
    expect('progress: no control characters elsewhere', text.replace('\n', '').isprintable(), text)
    equal('progress: twenty lines', text.count('\nstep '), 20)
    for name, options in {'pipe': {'stdout': subprocess.PIPE}, 'dumb': {'env': os.environ | {'TERM': 'dumb'}}}.items():
        _, shown = watched('sample', *shlex.split(LONG_RUN), **options)
        expect(f'progress, {name}: no bar', '\x1b' not in shown, shown)
        equal(f'progress, {name}: lines', shown.count('\nstep '), 0 if name == 'pipe' else 20)
    _, shown = watched('sample', *shlex.split(LONG_RUN), env=os.environ | {'LC_ALL': 'C'})
    expect('progress: ASCII', '#' in shown and shown.replace('\x1b', '').isascii(), shown)


def check_progress_of_all():
    """Everything that takes long has a bar, which is gone at the end."""
    for command in ['sweep --axis steps=4..60:2 --model digits --batch 64 --no-history',
                    'compare "--model digits --steps 60 --batch 64" "--model digits --steps 50 --batch 64"',
                    'fewest --model digits --batch 64 --budget 400', 'order heun --model digits --batch 64',
                    'train train.toml --steps 60000 --output trained-watched']:
        status, shown = watched(*shlex.split(command))
        equal(f'{command}: exit status', status, 0)
        expect(f'{command}: a bar', '█' in shown or '░' in shown, shown)
        expect(f'{command}: none at the end', '█' not in shown.split('\x1b[J')[-1], shown)


def check_progress_interrupted():
    """Ctrl-C takes the bar away."""
    for number in (signal.SIGINT, signal.SIGTERM):
        leader, follower = pty.openpty()
        process = subprocess.Popen([PROGRAM, 'sample', *shlex.split(LONG_RUN.replace('--steps 40', '--steps 1000'))],
                                   stdout=subprocess.DEVNULL, stderr=follower, stdin=subprocess.DEVNULL)
        os.close(follower)
        shown = b''
        while shown.count(b'\x1b[K') < 3:
            shown += os.read(leader, 65536)
        process.send_signal(number)
        equal(f'interrupted {number}: exit status', process.wait(SECONDS), 128 + number)
        try:
            while piece := os.read(leader, 65536):
                shown += piece
        except OSError:
            pass
        os.close(leader)
        gone = re.search(rb'\r\x1b\[Jstep \d+/1000[^\x1b]*$', shown)
        expect(f'interrupted {number}: the bar goes', gone, shown[-80:])


def check_order():
    """The axis counts steps, and the verdict says whether the declared order was seen."""
    for solver, verdict in [('heun', r'Verdict: order [\d.]+ over .* steps, as declared\.'),
                            ('dpm++2m', r'Verdict: order [\d.]+ over .* steps, as declared\.')]:
        text = run('order', solver).stdout.decode()
        expect(f'order {solver}: verdict', re.fullmatch(verdict, text.splitlines()[-1]), text)
        expect(f'order {solver}: steps below the plot', re.search(r'\n +0 +50 .* 300', text), text)


def check_saved():
    """What a search finds is kept by name; one damaged file beside it takes nothing away."""
    found = run('search', '--model', 'ring-8', '--steps', '3', '--batch', '8', '--budget', '200',
                '--save', 'mine')
    equal('search --save: exit status', found.returncode, 0)
    file = 'quickstep/grid/mine.toml'
    expect('search --save: the file', os.path.exists(file), found.stderr)
    if not os.path.exists(file):
        return
    sample = run('sample', '--model', 'ring-8', '--grid', 'mine', '--batch', '2')
    line = sample.stderr.decode().splitlines()[0]
    expect('--grid NAME is spelled out', '--grid list:sigmas=' in line and 'mine' not in line, line)
    expect('list grids', '\nmine  saved: list:sigmas=' in run('list', 'grids').stdout.decode())
    expect('completion of a saved name', complete('quickstep', 'sample', '--grid', 'min') == ['mine'])
    with open('quickstep/grid/broken.toml', 'w') as broken:
        broken.write('value = \x1b[2J')
    sample = run('sample', '--model', 'ring-8', '--grid', 'mine', '--batch', '2')
    notes = [text for text in sample.stderr.decode().splitlines() if text.startswith('note: ')]
    equal('a damaged file: exit status', sample.returncode, 0)
    expect('a damaged file: one clean note', len(notes) == 1 and notes[0].isprintable(), notes)
    one_line('save as karras', run('search', '--model', 'ring-8', '--save', 'karras'))
    shutil.rmtree('quickstep')


def check_readme():
    """The commands of the README that need nothing but the program."""
    text = open(os.path.join(HERE, '..', '..', 'README.md')).read()
    block = text.split('## On the command line')[1].split('```')[1]
    commands = [shlex.split(line, comments=True) for line in block.splitlines() if line]
    tried = [words for words in commands if words[0] == 'quickstep' and 'path' not in ' '.join(words)
             and words[1] not in ('doctor', 'verify')]
    expect('README: commands', len(tried) >= 4, commands)
    for words in tried:
        # What is read by another program is that program's.
        words = words[:words.index('|')] if '|' in words else words
        equal(shlex.join(words), run(*words[1:]).returncode, 0)


def complete(*words):
    """What bash offers for the last word."""
    script = f'{run("--generate-completion-script", "bash").stdout.decode()}\n'
    before, begun = words[-2:]
    script += (f'PATH={shlex.quote(os.path.dirname(PROGRAM))}:$PATH\nCOMP_WORDS=({shlex.join(words)})\n'
               f'COMP_CWORD={len(words) - 1}\nCOMP_LINE={shlex.quote(shlex.join(words))}\n'
               f'COMP_POINT={len(shlex.join(words))}\n_quickstep quickstep {begun} {before}\n'
               'printf "%s\\n" "${COMPREPLY[@]}"\n')
    return subprocess.run(['bash', '-c', script], capture_output=True).stdout.decode().split()


def check_completion():
    """Values are completed: components and models by name, files by path."""
    for words, offered in [
            (['sample', '--solver', 'dpm++2'], ['dpm++2s', 'dpm++2m']),
            (['sample', '--grid', 'kar'], ['karras']),
            (['sample', '--model', 'ring-'], ['ring-8', 'ring-flow']),
            (['sample', '--model', 'six-'], ['six-images', 'six-images.gz']),
            (['list', 'sched'], ['schedules']), (['order', 'heu'], ['heun']),
            (['workbench', '--theme', 'li'], ['light'])]:
        found = complete('quickstep', *words)
        expect(f'completion of {words}', set(offered) <= set(found), found)
        expect(f'completion of {words}: nothing else',
               all(word.startswith(words[-1]) for word in found), found)


def sample_bytes(*arguments):
    name = 'bits.npy'
    result = run('sample', '--npy', name, *arguments)
    if result.returncode:
        return result.stderr, b''
    data = open(name, 'rb').read()
    os.remove(name)
    return result.stderr.decode().splitlines()[0], data


def check_determinism():
    """Same plan, same bits: at any thread count, from the printed line, in a larger batch."""
    for plan in ['--model digits --class each --steps 4 --batch 6',
                 '--model ring-8 --solver sde-dpm++2m --steps 5 --batch 6',
                 '--model gmm-cond --guidance cfg:scale=2 --class each --batch 8 --steps 5',
                 '--model good.json --schedule flow --grid uniform-t --solver euler --steps 3']:
        words = shlex.split(plan)
        line, data = sample_bytes(*words, '--threads', '1')
        digest = lambda bits: hashlib.sha256(bits).hexdigest()
        expect(f'{plan}: runs', data, line)
        for threads in ['2', '3']:
            equal(f'{plan}: {threads} threads', digest(sample_bytes(*words, '--threads', threads)[1]),
                  digest(data))
        equal(f'{plan}: the run line', digest(sample_bytes('--run', line)[1]), digest(data))
        if '--batch' in words:
            larger = sample_bytes(*words, '--batch', '16')[1]
            few = read_npy(data)[1]
            equal(f'{plan}: a larger batch', read_npy(larger)[1][:len(few)], few)


def check_verify():
    """Every recorded trajectory that names a solver of the program."""
    for path in sorted(glob.glob(os.path.join(GOLDEN, '*.json*'))):
        name = os.path.basename(path)
        if b'"cases"' not in read_golden(path)[:200_000]:
            continue
        result = run('verify', path)
        lines = result.stdout.decode().splitlines()
        counts = {word: sum(line.split()[0] == word for line in lines[:-1])
                  for word in ['pass', 'FAIL', 'skip']}
        equal(f'verify {name}: closing line', lines[-1],
              '{pass} passed, {FAIL} failed, {skip} skipped'.format(**counts))
        equal(f'verify {name}: exit status', result.returncode, 1 if counts['FAIL'] else 0)
        failures = [line for line in lines if line.startswith('FAIL')]
        equal(f'verify {name}: failures',
              failures, [])
    one_line('verify nothing', run('verify', 'missing.json'))


def read_golden(path):
    import gzip
    opener = gzip.open if path.endswith('.gz') else open
    with opener(path, 'rb') as file:
        return file.read()


def check_streams():
    """Closed, full and abandoned streams."""
    closed = subprocess.run(['sh', '-c', '"$0" list solvers >&-', PROGRAM], capture_output=True)
    equal('stdout closed', one_line('stdout closed', closed),
          'standard output: bad file descriptor. Open it, or write to a file with > FILE.')
    with open('/dev/full', 'wb') as full:
        result = run('list', 'solvers', stdout=full)
    equal('stdout full', one_line('stdout full', result),
          'standard output: no space left on device. Free some space or write elsewhere.')
    result = subprocess.run(['sh', '-c', '"$0" list solvers | head -1', PROGRAM], capture_output=True)
    equal('reader gone', (result.stdout.count(b'\n'), result.stderr), (1, b''))
    for command in ['"$0" sample --steps 2 <&-', '"$0" sample --steps 2 2>&-', '"$0" <&-']:
        result = subprocess.run(['sh', '-c', command, PROGRAM], capture_output=True, timeout=SECONDS)
        equal(command, (result.returncode, b'NFE' in result.stdout), (0, True))
    # What was asked for as a file is written even where standard output fails.
    command = '"$0" sample --steps 2 --batch 2 --model ring-8 --npy kept.npy >&-'
    result = subprocess.run(['sh', '-c', command, PROGRAM], capture_output=True)
    equal('files are kept', (result.returncode, read_npy(open('kept.npy', 'rb').read())[0]), (2, (2, 2)))
    os.remove('kept.npy')
    # One file that fails does not cost the others.
    result = run('sample', '--steps', '2', '--model', 'ring-8', '--npy', '/dev/full', '--csv', 'kept.csv')
    expect('other files are kept', result.returncode == 2 and os.path.getsize('kept.csv') > 100,
           result.stderr)
    os.remove('kept.csv')


def check_headless():
    """The plain program without a terminal runs its default job."""
    result = run()
    equal('headless: exit status', result.returncode, 0)
    text = result.stdout.decode()
    expect('headless: table, quality and preview',
           re.search(r'NFE +rms', text) and 'quality' in text and text.count('\n') > 30, text[-300:])
    expect('headless: the preview is ASCII', ''.join(text.splitlines()[-24:]).isascii(), text)


def in_terminal(environment, *arguments, closed_input=False):
    """Runs the program on a terminal of its own; what it shows and its exit status."""
    kept = {k: v for k, v in os.environ.items() if k not in ('TERM', 'COLORTERM', 'TMUX')}
    process, master = pty.fork()
    if process == 0:
        os.execve(PROGRAM, [PROGRAM, *arguments], kept | environment)
    shown, end = b'', time.monotonic() + 20
    os.set_blocking(master, False)
    status = None
    while status is None and time.monotonic() < end:
        done, code = os.waitpid(process, os.WNOHANG)
        if done:
            status = os.waitstatus_to_exitcode(code)
        try:
            shown += os.read(master, 65536)
        except (BlockingIOError, OSError):
            time.sleep(0.01)
    if status is None:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    os.close(master)
    return status, shown.decode(errors='replace').replace('\r\n', '\n')


def check_terminals():
    """Terminals on which the workbench cannot be shown."""
    for name, environment in {
            'TERM=dumb': {'TERM': 'dumb'}, 'TERM unset': {}, 'TERM empty': {'TERM': ''},
            'TERM unknown': {'TERM': 'no-such-terminal'},
            'TERM hostile': {'TERM': '../../\x1b]0;x\x07' + 'y' * 5000}}.items():
        status, shown = in_terminal(environment)
        equal(f'{name}: exit status', status, 2)
        expect(f'{name}: one line', re.fullmatch(r'quickstep: [^\x00-\x1f\x7f]+[.]\n', shown), repr(shown))
    for arguments in [['--theme', 'drak'], ['--theme', 'theme.toml'], ['--model', 'rnig']]:
        status, shown = in_terminal({'TERM': 'xterm'}, *arguments)
        equal(f'{arguments}: exit status', status, 2)
        expect(f'{arguments}: one line', re.fullmatch(r'quickstep: [^\x00-\x1f\x7f]+[.?]\n', shown), repr(shown))


def check_training():
    """A run that is stopped by ^C and taken up again ends with the files of one that is not."""
    def state(folder):
        names = sorted(glob.glob(f'{folder}/**/*.*', recursive=True))
        return {name.removeprefix(folder): open(name, 'rb').read() for name in names}
    whole = run('train', 'train.toml', '--output', 'whole')
    equal('whole: exit status', (whole.returncode, whole.stdout), (0, b'whole\n'))
    process = subprocess.Popen(
        [PROGRAM, 'train', 'train.toml', '--output', 'parts'], stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while not os.path.exists('parts/training') and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=SECONDS)[1]
    equal('stopped: exit status', process.returncode, 128 + signal.SIGINT)
    expect('stopped: says so', re.search(rb'saved at step \d+; --resume goes on\n$', said), said)
    one_line('begun twice', run('train', 'train.toml', '--output', 'parts'))
    resumed = run('train', 'train.toml', '--output', 'parts', '--resume', '--threads', '1')
    equal('resumed: exit status', resumed.returncode, 0)
    expect('the same files', state('whole') == state('parts'), sorted(state('parts')))
    sampled = run('sample', '--model', 'parts')
    equal('the network samples', (sampled.returncode, b'NFE' in sampled.stdout), (0, True))
    exported = run('train', 'train.toml', '--output', 'parts', '--export', 'half')
    equal('exported: exit status', exported.returncode, 0)
    sizes = [os.path.getsize(f'{name}/diffusion_pytorch_model.safetensors')
             for name in ('parts', 'half')]
    expect('half the bytes', sizes[1] < 0.7 * sizes[0], sizes)


def check_interrupted():
    """^C between the first step and the last ends with the steps so far, which the history keeps as stopped."""
    process = subprocess.Popen(
        [PROGRAM, 'sample', '--model', 'ring-8', '--batch', '4096', '--steps', '1000', '--csv', 'stopped.csv'],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said = b''
    while b'step ' not in said and (piece := os.read(process.stderr.fileno(), 4096)):
        said += piece
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=SECONDS)
    equal('interrupted: exit status', process.returncode, 128 + signal.SIGINT)
    steps = len(open('stopped.csv').read().splitlines()) - 2
    os.remove('stopped.csv')
    expect('interrupted: steps', 0 < steps < 1000, steps)
    listed = run('history', 'list', '--limit', '1').stdout.decode().splitlines()[-1]
    expect('interrupted: kept', re.search(rf' stopped +{steps} NFE ', listed), listed)


def check_sweeps():
    """Cells that come to nothing stand in every output and take nothing from the others."""
    with open('vast.json', 'w') as file:
        json.dump({'models': [{'name': 'vast', 'd': 2, 'weights': [0.5, 0.5], 'stds': [1e199, 1e199],
                               'means': [[1e200, 0], [-1e200, 0]]}]}, file)
    names = {kind: f'cells.{kind}' for kind in ['csv', 'json', 'html', 'png']}
    plan = '--axis model=ring-8,vast.json --axis steps=3,4 --batch 16'
    result = run('sweep', *shlex.split(plan))
    equal('cells fail: exit status', result.returncode, 0)
    lines = result.stdout.decode().splitlines()[1:5]
    equal('cells fail: told', ['failed: Step 1 made NaN or infinity' in line for line in lines],
          [False, False, True, True])
    flags = [word for kind, name in names.items() for word in (f'--{kind}', name)]
    equal('cells fail: files', run('sweep', *shlex.split(plan), *flags).returncode, 0)
    failed = [row['failed'][:6] for row in csv.DictReader(open(names['csv']))]
    equal('cells fail: CSV', failed, ['', '', 'Step 1', 'Step 1'])
    cells = json.load(open(names['json']))['cells']
    equal('cells fail: JSON', ['failed' in cell for cell in cells], [False, False, True, True])
    expect('cells fail: HTML', open(names['html']).read().count('Step 1 made NaN') >= 2)
    for name in [*names.values(), 'vast.json']:
        os.remove(name)
    # A training that is a cell saves nothing, and does not go on from what was saved.
    plan = 'train --data ring-8 --network mlp --batch 16 --steps 3 --axis optimizer.rate=0.001,0.01'
    first = run('sweep', *shlex.split(plan), '--csv', '-')
    expect('a sweep of trainings leaves no folder', not os.path.exists('trained'))
    run('train', *'--data ring-8 --network mlp --batch 16 --steps 3'.split())
    second = run('sweep', *shlex.split(plan), '--csv', '-')
    losses = [[row['loss'] for row in csv.DictReader(io.StringIO(found.stdout.decode()))]
              for found in (first, second)]
    equal('a sweep of trainings begins anew', losses[1], losses[0])
    expect('a sweep of trainings has losses', all(losses[0]), losses)
    shutil.rmtree('trained', ignore_errors=True)


def main():
    checks = {name.removeprefix('check_'): value for name, value in globals().items()
              if name.startswith('check_')}
    chosen = sys.argv[2:] or checks
    folder = tempfile.mkdtemp()
    os.chdir(folder)
    # Whoever started this in the background may have it ignore ^C, and what it starts with it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.update(LC_ALL='C.UTF-8', XDG_STATE_HOME=folder, XDG_CONFIG_HOME=folder)
    try:
        fixtures.make(folder)
        for name in chosen:
            checks[name]()
    finally:
        shutil.rmtree(folder)
    finish()


main()
