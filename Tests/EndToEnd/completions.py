#!/usr/bin/env python3
"""Completes words in the real bash, zsh and fish.

usage: completions.py QUICKSTEP
"""
import os, shutil, subprocess, sys, tempfile, time
from checks import equal, expect, finish
from servers import end_server

PROGRAM = os.path.abspath(sys.argv[1])
FOLDER = tempfile.mkdtemp()
ENVIRONMENT = {'PATH': f'{FOLDER}/bin:{os.environ["PATH"]}', 'LC_ALL': 'C.UTF-8', 'SHELL': '/bin/sh',
               'HOME': FOLDER, 'XDG_CONFIG_HOME': FOLDER, 'XDG_STATE_HOME': FOLDER}

# What is typed, and what must be offered for its last word.
OFFERED = {
    'sa': ['sample', 'saved'],
    'sample --so': ['--solver'],
    'sample --model ring': ['ring-8'],
    'sample --model nets/o': ['nets/one'],
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

    def __init__(self, command, *setup):
        # One for each server: one that ends takes a session with it that begins at its socket.
        self.socket = f'{FOLDER}/tmux-{command.split()[0]}'
        self.tmux('-f', '/dev/null', 'new-session', '-d', '-x', '200', '-y', '150', '-c', FOLDER, command)
        self.tmux('set-option', '-g', 'escape-time', '0')
        time.sleep(1)
        for line in setup:
            self.type(line, 'Enter')
        self.wait(lambda shown: 'set up' in shown.splitlines())

    def tmux(self, *words):
        result = subprocess.run(['tmux', '-S', self.socket, *words], env=ENVIRONMENT, capture_output=True)
        return result.stdout.decode()

    def type(self, text, *keys):
        self.tmux('send-keys', '-l', text)
        if keys:
            self.tmux('send-keys', *keys)

    def wait(self, condition, seconds=5):
        end = time.monotonic() + seconds
        while not condition(shown := self.tmux('capture-pane', '-p')) and time.monotonic() < end:
            time.sleep(0.05)
        return shown

    def completed(self, line, offered):
        """What stands there after a tab, once all that is expected is there or too long has passed."""
        # A signal throws away what has been typed behind it.
        self.tmux('send-keys', 'C-c')
        time.sleep(0.3)
        self.type('clear', 'Enter')
        self.wait(lambda shown: len(shown.split()) <= 1)
        self.type(f'quickstep {line}', 'Tab')
        time.sleep(0.3)
        if all(value in self.tmux('capture-pane', '-p') for value in offered):
            return self.wait(lambda shown: True)
        self.tmux('send-keys', 'Tab')
        return self.wait(lambda shown: all(value.split(':')[-1] in shown for value in offered))

    def close(self):
        end_server(self.tmux)


def check_bash():
    """A list at once; what bash has kept of a word is not offered again."""
    shell = Shell('bash --norc --noprofile', "PS1='$ '", "bind 'set completion-query-items 0'",
                  "bind 'set page-completions off'", 'source completions.bash', "echo set' 'up")
    for line, offered in OFFERED.items():
        word = line.split(' ')[-1]
        kept = word[:max(word.rfind(':'), word.rfind('=')) + 1]
        shown = shell.completed(line, [value.removeprefix(kept) for value in offered])
        for value in offered:
            expect(f'bash: {line!r}', value.removeprefix(kept) in shown.replace(line, '', 1)
                   or value in shown, shown.strip())
        expect(f'bash: {line!r}: nothing doubled', not kept or kept + kept not in shown, shown.strip())
    shell.close()


def check_zsh():
    shell = Shell('zsh -f', "PS1='$ '", 'autoload -U compinit; compinit -u -D; LISTMAX=10000',
                  'source completions.zsh; compdef _quickstep quickstep', "echo set' 'up")
    for line, offered in OFFERED.items():
        shown = shell.completed(line, offered)
        for value in offered:
            expect(f'zsh: {line!r}', value in shown, shown.strip())
    shell.close()


def check_fish():
    shell = Shell('fish --no-config', "function fish_prompt; echo -n '$ '; end", 'source completions.fish',
                  "echo set' 'up")
    for line, offered in OFFERED.items():
        shown = shell.completed(line, offered)
        for value in offered:
            # Of long values the list shows the end.
            end = '…' in shown and value.split(':')[-1] in shown
            expect(f'fish: {line!r}', value in shown or end, shown.strip())
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
