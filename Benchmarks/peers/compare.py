#!/usr/bin/env python3
"""Times Quickstep beside PyTorch and ONNX Runtime, in turn, on the same weights.

usage: compare.py BENCHMARK [WORD...]
Only workloads whose name holds one of the words are run. One line a workload: milliseconds of
wall clock a call, how many times faster Quickstep is than PyTorch and than the fastest peer by wall
clock, than the fastest peer by processor time, and the bar. Then what it takes to load the largest.
Every figure is the median over rounds of the least of a round.
"""
import json, os, shutil, statistics, subprocess, sys, tempfile
sys.path.insert(0, os.path.dirname(__file__))
from workloads import WORKLOADS

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = ['torch', 'torch-channels-last', 'onnx']
ROUNDS, SECONDS = int(os.environ.get('ROUNDS', 3)), float(os.environ.get('SECONDS', 1))


class Runner:
    def __init__(self, command):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            stderr=subprocess.DEVNULL if command[0] != sys.argv[1] else None)

    def time(self, workload):
        print(workload.subject, workload.batch, workload.task, SECONDS,
              file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        return json.loads(answer) if answer else None

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def middle(answers, key):
    values = [a[key] for a in answers if a]
    return statistics.median(values) if values else None


def compare(workload, runners):
    rounds = {name: [] for name in runners}
    for _ in range(ROUNDS):
        for name, runner in runners.items():
            rounds[name].append(runner.time(workload))
    wall = {name: middle(found, 'wall') for name, found in rounds.items()}
    cpu = {name: middle(found, 'cpu') for name, found in rounds.items()}

    def ratio(figures, peers=PEERS):
        known = [figures[name] for name in peers if figures[name]]
        return min(known) / figures['quickstep'] if known and figures['quickstep'] else float('nan')
    return wall, ratio(wall, PEERS[:2]), ratio(wall), ratio(cpu)


def main():
    words = sys.argv[2:]
    chosen = [w for w in WORKLOADS if not words or any(word in w.name for word in words)]
    folder = os.path.join(tempfile.gettempdir(), 'quickstep-peers')
    shutil.copytree(
        os.path.join(ROOT, 'models', 'digits-flow'), os.path.join(folder, 'digits'),
        dirs_exist_ok=True)
    shutil.copy(os.path.join(ROOT, 'examples', 'train-digits-flow.toml'), folder)
    subprocess.run(
        [sys.executable, '-c',
         'import sys; sys.path.insert(0, sys.argv[1]); import subjects\n'
         'for subject in sys.argv[3:]: subjects.export(subject, sys.argv[2])',
         HERE, folder, *sorted({w.subject for w in chosen})],
        check=True, stderr=subprocess.DEVNULL)
    print(f'{"workload":40}{"batch":>6} {"task":9}{"threads":>8}{"quickstep":>11}{"torch":>9}'
          f'{"torch nhwc":>11}{"onnx":>9}{"/torch":>8}{"/best":>8}{"cpu":>8}{"bar":>6}')
    for threads in (1, 2):
        runners = {'quickstep': Runner([sys.argv[1], 'networks', str(threads), folder])}
        for peer in PEERS:
            runners[peer] = Runner(
                [sys.executable, os.path.join(HERE, 'worker.py'), peer, str(threads), folder])
        for workload in chosen:
            wall, torch, best, cpu = compare(workload, runners)
            times = ''.join(
                f'{wall[name] * 1e3:{width}.4g}' if wall[name] else f'{"-":>{width}}'
                for name, width in zip(['quickstep', *PEERS], [11, 9, 11, 9]))
            print(f'{workload.name:40}{workload.batch:6} {workload.task:9}{threads:8}{times}'
                  f'{torch:8.2f}{best:8.2f}{cpu:8.2f}{workload.bar or "-":>6}', flush=True)
        for runner in runners.values():
            runner.close()
    if any(w.subject == 'ddpm' for w in chosen):
        for threads in (1, 2):
            subprocess.run(
                [sys.argv[1], 'loading', str(threads), os.path.join(folder, 'ddpm')], check=True)


main()
