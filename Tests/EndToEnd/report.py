#!/usr/bin/env python3
"""Writes reports with the real program and uses them in Chromium as a person does.

usage: report.py QUICKSTEP

Prints a line for every case that fails and closes with `N passed, N failed`.
"""
import json, math, os, re, subprocess, sys, tempfile
from chromium import PROGRAM as BROWSER, Chromium
from checks import equal, expect, finish

PROGRAM = os.path.abspath(sys.argv[1])


def run(*arguments, status=0, **options):
    result = subprocess.run(
        [PROGRAM, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
        **options)
    expect(f'{" ".join(arguments)[:80]}', result.returncode == status, result.stderr[-400:])
    return result


# What must not become markup, nor reach the network, nor act on a terminal.
EVIL = '<script>alert(1)</script><img src=x onerror=alert(1)>"\' ]]> </style></script><!-- \x1b[2J &amp;'


def sweep(evil=''):
    solvers, steps = ['euler', 'unipc:order=3', f'dpm++2m{evil}'], ['4', '8', '10', '16']
    cells = []
    for i, solver in enumerate(solvers):
        for j, count in enumerate(steps):
            value = 0.3 + (3 - i) * math.exp(-int(count) / 4)
            cells.append({
                'cell': len(cells), 'values': {f'solver{evil}': solver, 'steps': count},
                'run': f"quickstep:1 --model ring-8 --solver '{solver}' --steps {count}",
                'evaluations': int(count), 'seconds': 0.01 * int(count), 'seeds': 3,
                'scores': [
                    {'name': f'sliced-w2{evil}', 'value': value, 'spread': 0.02, 'floor': 0.29,
                     'floor-spread': 0.01},
                    {'name': 'mmd', 'value': value / 100, 'spread': 1e-4, 'floor': 1e-4,
                     'floor-spread': 1e-5}],
                'front': ['off', 'uncertain', 'on'][i]})
    cells[5].update(evaluations=None, seconds=None, scores=[], failed=f'the run ended{evil}')
    cells[5].pop('front')
    cells[1]['scores'][0]['value'] = None
    return {
        'sweep': f'quickstep:1 --model ring-8{evil}',
        'axes': [{'name': f'solver{evil}', 'values': solvers}, {'name': 'steps', 'values': steps}],
        'measures': [
            {'name': f'sliced-w2{evil}', 'unit': evil, 'better': 'lower'},
            {'name': 'mmd', 'unit': '', 'better': 'lower'}],
        'tolerance': 0.05, 'finding': f'Fewest evaluations{evil}: dpm++2m, 10 steps.',
        'cells': cells}


VISIBLE = '[...document.querySelectorAll("tbody tr")].filter(r => !r.hidden)'


def column(page, index):
    return page.value(f'{VISIBLE}.map(r => r.cells[{index}].textContent.trim())')


def heading(name):
    return f'[...document.querySelectorAll("th button")].find(b => b.textContent.startsWith("{name}"))'


def quiet(name, page, url):
    equal(f'{name}: requests', [u for u in page.requests() if not u.startswith('data:')], [url])
    equal(f'{name}: console', page.complaints(), [])
    equal(f'{name}: anything executed', page.value('typeof window.hacked'), 'undefined')


def check_sweep(page, folder):
    path = os.path.join(folder, 'sweep.json')
    json.dump(sweep(), open(path, 'w'))
    out = os.path.join(folder, 'sweep.html')
    run('report', path, '--html', out)
    page.screen(1200, 900)
    page.open('file://' + out)
    equal('sweep: rows', len(column(page, 0)), 12)
    equal('sweep: maps shown', page.value(
        '[...document.querySelectorAll("svg.map")].filter(s => s.checkVisibility()).length'), 1)
    equal('sweep: cells of the map', page.value(
        'document.querySelector("svg.map").querySelectorAll("rect").length'), 12)
    for kind in ['on', 'uncertain', 'dominated']:
        expect(f'sweep: points {kind}', page.value(
            f'document.querySelectorAll("circle.{kind}").length') > 0)
    # Sorting, by clicking: rising, then falling; what is not known stays last.
    evaluations = 3
    page.click(heading('evaluations'))
    found = column(page, evaluations)
    equal('sweep: rising', found[:-1], sorted(found[:-1], key=int))
    equal('sweep: unknown last', found[-1], '-')
    page.click(heading('evaluations'))
    again = column(page, evaluations)
    equal('sweep: falling', again, sorted(found[:-1], key=int, reverse=True) + ['-'])
    page.click(heading('sliced-w2'))
    values = column(page, 7)
    equal('sweep: sorted by the measure', values[-2:], ['-', '-'])
    numbers = [float(value.split()[0]) for value in values[:-2]]
    equal('sweep: rising measure', numbers, sorted(numbers))
    # Filtering, by typing.
    page.click('document.getElementById("filter")')
    page.type('unipc steps=10')
    equal('sweep: filtered', column(page, 2), ['10'])
    expect('sweep: counted', '1 of 12' in page.value('document.getElementById("count").textContent'))
    page.value('(e => { e.value = ""; e.dispatchEvent(new Event("input")); })(document.getElementById("filter"))')
    equal('sweep: filter taken back', len(column(page, 0)), 12)
    # Another measure.
    page.value(
        '(s => { s.value = "1"; s.dispatchEvent(new Event("change", {bubbles: true})); })'
        '(document.querySelector("select"))')
    equal('sweep: measure chosen', page.value(
        '[...document.querySelectorAll(".choice")].filter(s => s.checkVisibility()).length'), 1)
    # A run line, copied.
    page.ask('Browser.grantPermissions', permissions=['clipboardReadWrite', 'clipboardSanitizedWrite'])
    page.click('document.querySelector("tbody button.copy")')
    line = page.value('document.querySelector("tbody code").textContent')
    equal('sweep: copied', page.value('navigator.clipboard.readText()'), line)
    # A mark leads to its row.
    page.click('[...document.querySelectorAll("circle.on")].find(c => c.checkVisibility())')
    expect('sweep: a point leads to its row', page.value('location.hash').startswith('#row-'))
    page.events = [e for e in page.events if 'fragment' not in str(e)]
    quiet('sweep', page, 'file://' + out)
    for width, scheme in [(1200, 'dark'), (390, 'light')]:
        page.screen(width, 800, scheme)
        page.open('file://' + out)
        wide = page.value('document.documentElement.scrollWidth')
        expect(f'sweep: no wider than {width}', wide <= width, wide)
    ground = 'getComputedStyle(document.body).backgroundColor'
    light = page.value(ground)
    page.screen(390, 800, 'dark')
    expect('sweep: dark is another ground', page.value(ground) != light)


def check_hostile(page, folder):
    for name, evil in [('evil', EVIL), ('long', '<b>' * 350_000)]:
        path, out = (os.path.join(folder, f'{name}.{end}') for end in ['json', 'html'])
        json.dump(sweep(evil), open(path, 'w'))
        run('report', path, '--html', out)
        size = os.path.getsize(out)
        expect(f'{name}: size', size < 2 << 20, size)
        text = open(out, encoding='utf-8').read()
        expect(f'{name}: no control characters', not re.search(r'[\x00-\x09\x0b-\x1f\x7f]', text))
        page.screen(1200, 900)
        page.open('file://' + out)
        equal(f'{name}: rows', len(column(page, 0)), 12)
        equal(f'{name}: scripts', page.value('document.scripts.length'), 1)
        equal(f'{name}: foreign elements', page.value('document.querySelectorAll("b:not([class]), img, script[src]").length'), 0)
        quiet(name, page, 'file://' + out)


def check_runs(page, folder):
    files = []
    for steps in ['4', '8']:
        names = [os.path.join(folder, f'{steps}.{end}') for end in ['json', 'png', 'apng']]
        run('sample', '--model', 'ring-8', '--batch', '64', '--steps', steps, '--json', names[0],
            '--png', names[1], '--filmstrip', names[2])
        files += names[:2]
    out = os.path.join(folder, 'runs.html')
    run('report', *files, '--html', out, '--title', 'Two runs of a ring')
    page.screen(1200, 900)
    page.open('file://' + out)
    equal('runs: title', page.value('document.querySelector("h1").textContent'), 'Two runs of a ring')
    equal('runs: what differs', page.value(
        '[...document.querySelectorAll("th")].slice(2, 3).map(h => h.textContent.trim())'), ['steps'])
    equal('runs: pictures', page.value(
        '[...document.images].filter(i => i.complete && i.naturalWidth > 100).length'), 2)
    expect('runs: curves', page.value('document.querySelectorAll("g.curve polyline").length') > 4)
    quiet('runs', page, 'file://' + out)
    # The filmstrip: frames by the animation's header, and the last frame where it is not played.
    page.open('file://' + os.path.join(folder, '8.apng'))
    equal('filmstrip: shown', page.value('document.images[0].naturalWidth > 0'), True)


def check_kept(page, folder):
    """What a real sweep writes, and what the history holds of it."""
    path, out = os.path.join(folder, 'real.json'), os.path.join(folder, 'real.html')
    run('sweep', '--model', 'ring-8', '--batch', '64', '--axis', 'solver=euler,heun,dpm++2m', '--axis',
        'steps=3,4,6,8', '--json', path)
    page.screen(1200, 900)
    for name, arguments in [
            ('sweep --json', [path]), ('history filter', ['--history', 'sweep~solver=euler']),
            ('history numbers', [str(number) for number in range(1, 13)])]:
        # The runs before are the only ones that are kept.
        run('report', *arguments, '--html', out)
        page.open('file://' + out)
        equal(f'{name}: rows', len(column(page, 0)), 12)
        expect(f'{name}: columns', page.value(
            '[...document.querySelectorAll("th button")].map(b => b.textContent).join(" ")')
            .find('sliced') >= 0)
        expect(f'{name}: a map', page.value('document.querySelectorAll("svg.map rect").length') >= 12)
        expect(f'{name}: points', page.value('document.querySelectorAll("circle.on").length') > 0)
        quiet(name, page, 'file://' + out)
    for arguments, expected in [
            (['--history', 'solver~nothing'], 'No run of the history fits "solver~nothing".'),
            (['--history', 'err<'], 'Add one, or put the term in quotes.'),
            (['9999'], 'There is no run "9999" in the history.'), ([], "'<file or number>'")]:
        result = run('report', *arguments, '--html', os.path.join(folder, 'none.html'), status=2)
        expect(f'{arguments}: one line', re.fullmatch(
            r'quickstep: [^\x00-\x1f\x7f]+[.?]\n', result.stderr) and expected in result.stderr,
            repr(result.stderr))
        expect(f'{arguments}: nothing written', not os.path.exists(os.path.join(folder, 'none.html')))


def check_refusals(folder):
    def refused(name, content, expected):
        path = os.path.join(folder, 'bad.json')
        open(path, 'w').write(content)
        result = run('report', path, '--html', os.path.join(folder, 'bad.html'), status=2)
        expect(f'{name}: one line', re.fullmatch(
            r'quickstep: [^\x00-\x1f\x7f]+[.?]\n', result.stderr), repr(result.stderr))
        expect(f'{name}: says', expected in result.stderr, result.stderr)
        expect(f'{name}: nothing written', not os.path.exists(os.path.join(folder, 'bad.html')))

    good = sweep()

    def changed(change):
        document = json.loads(json.dumps(good))
        change(document)
        return json.dumps(document)

    refused('no JSON', 'x', 'line 1, column 1')
    refused('another object', '{"a": 1}', '"sweep"')
    refused('no axes', changed(lambda d: d.pop('axes')), '"axes" is missing')
    refused('unknown key', changed(lambda d: d['cells'][3].update(evalations=3)), 'cells[3].evalations')
    refused('text for a number', changed(lambda d: d['cells'][2].update(seconds='1')), 'cells[2].seconds')
    refused('half an evaluation', changed(lambda d: d['cells'][0].update(evaluations=1.5)), 'whole number')
    refused('unknown value', changed(lambda d: d['cells'][4]['values'].update(steps='5')), 'cells[4].values.steps')
    refused('unknown measure', changed(lambda d: d['cells'][4]['scores'][0].update(name='x')), 'scores[0].name')
    refused('unknown way', changed(lambda d: d['measures'][0].update(better='up')), 'higher, lower, nearer')
    refused('a run line of others', json.dumps({'run': 'nonsense', 'steps': [], 'quality': []}), 'run')


if __name__ == '__main__':
    if BROWSER is None:
        print('0 passed, 0 failed: no chromium here, reports are not opened')
        sys.exit(0)
    with tempfile.TemporaryDirectory() as folder:
        os.environ['XDG_STATE_HOME'] = os.environ['XDG_CONFIG_HOME'] = folder
        page = Chromium()
        try:
            check_kept(page, folder)
            check_sweep(page, folder)
            check_hostile(page, folder)
            check_runs(page, folder)
        finally:
            page.close()
        check_refusals(folder)
    finish()
