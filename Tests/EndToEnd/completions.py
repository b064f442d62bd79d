#!/usr/bin/env python3
"""Completes words in the real bash, zsh and fish.

usage: completions.py QUICKSTEP
"""
import os, pty, re, select, shutil, subprocess, sys, tempfile, time
from checks import equal, expect, finish

PROGRAM = os.path.abspath(sys.argv[1])
FOLDER = tempfile.mkdtemp()
ENVIRONMENT = {'PATH': f'{FOLDER}/bin:{os.environ["PATH"]}', 'LC_ALL': 'C.UTF-8', 'TERM': 'dumb',
               'HOME': FOLDER, 'XDG_CONFIG_HOME': FOLDER, 'XDG_STATE_HOME': FOLDER}

# What is typed, and what must be offered for its last word.
OFFERED = {
    'sa': ['sample', 'saved'],
    'sample --so': ['--solver'],
    'sample --model ring': ['ring-8'],
    'sample --model nets/': ['nets/one', 'nets/two'],
    'sample --solver dpm-v': ['dpm-v3'],
    'sample --solver unipc:': ['unipc:order=', 'unipc:variant='],
    'sample --solver unipc:order=3,var': ['unipc:order=3,variant='],
    'sample --solver unipc:variant=': ['unipc:variant=bh1', 'unipc:variant=bh2'],
    'sample --solver comfy:dpmpp_2': ['comfy:dpmpp_2m', 'comfy:dpmpp_2m_sde'],
    'sample --grid mi': ['mine'],
    'sample --preset my': ['mypreset'],
    'sample --class ': ['any', 'each'],
    'workbench --theme col': ['color-blind-safe'],
    'workbench --theme ow': ['own'],
    'sweep --axis sol': ['solver='],
    'sweep --axis solver=heun,eu': ['solver=heun,euler'],
    'sweep --measure sl': ['sliced-w2'],
    'list sol': ['solvers'],
    'list solvers --family wa': ['walk'],
    'saved gr': ['grid/mine'],
    'completions z': ['zsh'],
}


class Shell:
    """An interactive shell in a terminal."""

    def __init__(self, *arguments):
        self.process, self.master = pty.fork()
        if self.process == 0:
            os.chdir(FOLDER)
            os.execvpe(arguments[0], list(arguments), ENVIRONMENT)

    def read(self, until, seconds=60):
        end, data = time.monotonic() + seconds, b''
        while time.monotonic() < end and not re.search(until, data):
            if select.select([self.master], [], [], 0.05)[0]:
                try:
                    data += os.read(self.master, 65536)
                except OSError:
                    break
        return data

    def ask(self, text, until):
        os.write(self.master, text.encode())
        return self.read(until).decode(errors='replace')

    def close(self):
        os.close(self.master)
        os.waitpid(self.process, 0)


def plain(text):
    return re.sub(r'\x1b\[[0-9;?]*[a-zA-Z]|\x07', '', text)


def check_bash():
    shell = Shell('bash', '--norc', '--noprofile', '-i')
    # A list at once, whole, and a sign that it is at its end.
    shell.ask("PS1='$ '; bind 'set show-all-if-ambiguous on'; bind 'set page-completions off'; "
              "bind 'set completion-query-items 0'; bind 'set bell-style none'; "
              "source completions.bash; echo re''ady\n", rb'ready')
    for line, offered in OFFERED.items():
        shell.ask('', rb'\$ $')
        shown = plain(shell.ask(f'quickstep {line}\t', rb'(?s)quickstep .*')) + plain(shell.read(rb'(?!)', 1.2))
        begun = re.split(r'[ :=]', line)[-1]
        kept = line.split(' ')[-1].removesuffix(begun)
        for value in offered:
            expect(f'bash: {line!r}', value.removeprefix(kept) in shown, shown)
        expect(f'bash: {line!r}: nothing doubled', kept == '' or kept + kept not in shown, shown)
        shell.ask('\x15\x03', rb'\$ $')
    shell.close()


def check_zsh():
    shell = Shell('zsh', '-f', '-i')
    shell.ask("PS1='$ '; unsetopt zle_bracketed_paste; autoload -U compinit; compinit -u -D; LISTMAX=10000; "
              "setopt no_beep list_ambiguous no_always_last_prompt; source completions.zsh; compdef _quickstep quickstep; echo re''ady\n",
              rb'ready')
    for line, offered in OFFERED.items():
        shown = plain(shell.ask(f'quickstep {line}\t\t', rb'(?s)quickstep .*')) + plain(shell.read(rb'(?!)', 1.5))
        for value in offered:
            expect(f'zsh: {line!r}', value in shown.replace('\\:', ':').replace('\\=', '='), shown)
        shell.ask('\x03', rb'\$ $')
    shell.close()


def check_fish():
    shell = Shell('fish', '--no-config', '-i', '-C',
                  "function fish_prompt; echo -n 'asks: '; end; source completions.fish; echo re''ady")
    shell.read(rb'(?s)ready.*asks: ')
    for line, offered in OFFERED.items():
        os.write(shell.master, f'complete -C "quickstep {line}" | string replace -r \\t.* ""; echo e\'\'nd\n'.encode())
        shown = plain(shell.read(rb'(?s)\nend\r?\n.*asks: ').decode(errors='replace'))
        found = [entry.strip() for entry in shown.splitlines()]
        for value in offered:
            expect(f'fish: {line!r}', value in found or value + '/' in found, found[:60])
    shell.close()


def main():
    try:
        os.makedirs(f'{FOLDER}/bin')
        os.symlink(PROGRAM, f'{FOLDER}/bin/quickstep')
        for name in ('nets/one', 'nets/two', 'quickstep/grid', 'quickstep/presets', 'quickstep/themes'):
            os.makedirs(f'{FOLDER}/{name}')
        open(f'{FOLDER}/quickstep/grid/mine.toml', 'w').write('value = "list:sigmas=80/8/0.8/0"\n')
        open(f'{FOLDER}/quickstep/presets/mypreset.toml', 'w').write('model = "ring-8"\n')
        open(f'{FOLDER}/quickstep/themes/own.toml', 'w').write('inherits = "dark"\n')
        for shell in ('bash', 'zsh', 'fish'):
            script = subprocess.run([PROGRAM, 'completions', shell], env=ENVIRONMENT, capture_output=True)
            equal(f'{shell}: exit status', (script.returncode, script.stderr), (0, b''))
            open(f'{FOLDER}/completions.{shell}', 'wb').write(script.stdout)
        for name in sys.argv[2:] or ('bash', 'zsh', 'fish'):
            globals()[f'check_{name}']()
    finally:
        shutil.rmtree(FOLDER)
    finish()


main()
