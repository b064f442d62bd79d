#!/usr/bin/env python3
"""How often a small sweep is right about which cells are on its front.

usage: front.py PROGRAM [REPETITIONS]

Solvers and steps on a ring of eight, small batches, three seeds, again and again from other seeds. The truth
is what hundreds of seeds say, in samples as large; where they leave a cell open, either is right. A sweep
is right where none of its cells stands on the wrong side; a cell that is told to be uncertain does not.
Prints a line: sweeps that are right, bar 95 of 100.
"""
import csv, io, math, os, subprocess, sys, tempfile

PROGRAM = sys.argv[1]
REPETITIONS = int(sys.argv[2]) if len(sys.argv) > 2 else 100
SWEEP = ['sweep', '--model', 'ring-8', '--batch', '64', '--measure', 'sliced-w2', '--csv', '-',
         '--axis', 'solver=euler,heun,dpm++2m,unipc,deis,rk', '--axis', 'steps=3,4,6,8,12', '--no-history']
SEEDS, TRUTH_SEEDS, TRUTH_SWEEPS = 3, 64, 8


def sweep(seed, seeds, folder):
    environment = dict(os.environ, LC_ALL='C.UTF-8', XDG_STATE_HOME=folder, XDG_CONFIG_HOME=folder)
    output = subprocess.run(
        [PROGRAM, *SWEEP, '--seed', str(seed), '--seeds', str(seeds)], env=environment, check=True,
        capture_output=True, text=True).stdout
    return list(csv.DictReader(io.StringIO(output)))


def truth(folder):
    """Of each cell whether it is on the front; None where that stays open."""
    sweeps = [sweep(10_000 + TRUTH_SEEDS * k, TRUTH_SEEDS, folder) for k in range(TRUTH_SWEEPS)]
    cost = [int(float(row['evaluations'])) for row in sweeps[0]]
    mean = [[float(row['sliced-w2']) for row in rows] for rows in sweeps]

    def beats(rival, cell):
        """Whether the rival is better; None where that stays open."""
        lead = [means[cell] - means[rival] for means in mean]
        middle = sum(lead) / len(lead)
        error = math.sqrt(
            sum((x - middle) ** 2 for x in lead) / (len(lead) - 1) / len(lead))
        return None if abs(middle) <= 5 * error else middle > 0

    known = []
    for cell in range(len(cost)):
        verdicts = {beats(rival, cell) for rival in range(len(cost))
                    if rival != cell and cost[rival] <= cost[cell]}
        known.append(False if True in verdicts else None if None in verdicts else True)
    return known


def main():
    with tempfile.TemporaryDirectory() as folder:
        known = truth(folder)
        right, told, cells, wrong = 0, 0, 0, []
        for repetition in range(REPETITIONS):
            words = [row['front'] for row in sweep(1 + 100 * repetition, SEEDS, folder)]
            false = [cell for cell, word in enumerate(words) if known[cell] is not None
                     and word != 'uncertain' and (word == 'on') != known[cell]]
            right += not false
            wrong += false
            told += sum(word != 'uncertain' for word in words)
            cells += len(words)
    print(f'{"front, sweeps that are right":<48}{right:>5} of {REPETITIONS}, bar 95 of 100; '
          f'{sum(k is not None for k in known)} of {len(known)} cells have a known place, '
          f'{told / cells:.0%} of all are told one, wrong cells {wrong}')
    return right < 0.95 * REPETITIONS


sys.exit(main())
