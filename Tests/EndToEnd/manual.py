#!/usr/bin/env python3
"""The manual page: groff has nothing to say against it, and everything stands in it.

usage: manual.py QUICKSTEP
"""
import re, subprocess, sys
from checks import equal, expect, finish

PROGRAM = sys.argv[1]


def main():
    page = subprocess.run([PROGRAM, 'manual'], capture_output=True)
    equal('exit status', (page.returncode, page.stderr), (0, b''))
    for columns in ('80', '200'):
        shown = subprocess.run(['groff', '-man', '-Tutf8', '-ww', '-rHY=0', f'-rLL={columns}n', '-P-bcou'],
                               input=page.stdout, capture_output=True)
        equal(f'groff at {columns}: no warning', (shown.returncode, shown.stderr), (0, b''))
    text = shown.stdout.decode()
    lint = subprocess.run(['man', '--warnings=w', '-l', '-'], input=page.stdout, capture_output=True,
                          env={'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'MANPAGER': 'cat'})
    equal('man: no warning', (lint.returncode, lint.stderr), (0, b''))
    overview = subprocess.run([PROGRAM, '--help'], capture_output=True, text=True).stdout.partition('SUBCOMMANDS:')[2]
    for name in re.findall(r'^  ([a-z]+)', overview, re.MULTILINE):
        expect(f'subcommand {name}', re.search(rf'^ +{name}\b', text, re.MULTILINE))
    flags = re.findall(r'--[a-z-]+', subprocess.run([PROGRAM, 'sample', '--help'], capture_output=True, text=True).stdout)
    expect('flags of sample are found', len(flags) > 20, flags)
    for flag in set(flags) - {'--help', '--version'}:
        expect(f'flag {flag}', flag in text.replace('‐', '-').replace('−', '-'))
    configuration = subprocess.run([PROGRAM, 'config'], capture_output=True, text=True).stdout
    keys = re.search(r'^\[keys\]\n(.*?)\n\n', configuration, re.MULTILINE | re.DOTALL)[1]
    commands = re.findall(r'^#? ?([a-z0-9-]+) = ', keys, re.MULTILINE)
    expect('commands are found', len(commands) > 50, commands)
    for name in commands:
        expect(f'command {name}', f'{name}: ' in text.replace('‐', '-').replace('−', '-'))
    finish()


main()
