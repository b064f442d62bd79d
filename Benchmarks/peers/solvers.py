#!/usr/bin/env python3
"""Times a step of every solver beside a model that costs nothing, Quickstep's in turn with those of
diffusers and k-diffusion, on one thread; then a whole run with a small network.

usage: solvers.py BENCHMARK

One line a solver: microseconds a step on one point, 4,096 points and 64 pictures, and how many
times faster Quickstep is than the fastest peer that has the method. Quickstep's step computes in
double precision and measures what it shows; the peers' compute in single precision. Every figure is
the median over rounds of the least of a round. Then verdicts beside their bars: what a step costs
whatever the batch (that on one point), the update of large batches against the memory's bandwidth,
and the whole run.
"""
import importlib.machinery, json, os, statistics, subprocess, sys, time, types, warnings
os.environ['OMP_NUM_THREADS'] = '1'
import diffusers, torch
from safetensors.torch import load_file
torch.set_num_threads(1)
torch.set_grad_enabled(False)
warnings.filterwarnings('ignore')
diffusers.logging.set_verbosity_error()

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
ROUNDS, SECONDS = int(os.environ.get('ROUNDS', 3)), float(os.environ.get('SECONDS', 0.2))
STEPS = 10
SHAPES = {'1 point': (1, 2), '4096 points': (4096, 2), '64 pictures': (64, 3, 32, 32)}
#: The same method in each library; None where it has none.
PEERS = {
    'euler': ('EulerDiscreteScheduler', 'sample_euler'),
    'euler-ancestral': ('EulerAncestralDiscreteScheduler', 'sample_euler_ancestral'),
    'ddpm': ('DDPMScheduler', None),
    'heun': ('HeunDiscreteScheduler', 'sample_heun'),
    'dpm2': ('KDPM2DiscreteScheduler', 'sample_dpm_2'),
    'lms': ('LMSDiscreteScheduler', 'sample_lms'),
    'plms': ('PNDMScheduler', None),
    'dpm++2m': ('DPMSolverMultistepScheduler', 'sample_dpmpp_2m'),
    'dpm++3m': (('DPMSolverMultistepScheduler', dict(solver_order=3)), None),
    'dpm++2s': ('DPMSolverSinglestepScheduler', 'sample_dpmpp_2s_ancestral'),
    'sde-dpm++2m': (('DPMSolverMultistepScheduler', dict(algorithm_type='sde-dpmsolver++')),
                    'sample_dpmpp_2m_sde'),
    'sde-dpm++3m': (None, 'sample_dpmpp_3m_sde'),
    'dpm++sde': (None, 'sample_dpmpp_sde'),
    'unipc': ('UniPCMultistepScheduler', None),
    'deis': ('DEISMultistepScheduler', None),
    'sa': ('SASolverScheduler', None),
    'lcm': ('LCMScheduler', None),
    'tcd': ('TCDScheduler', None),
}


def samplers():
    """k-diffusion's functions, without what its training imports."""
    package = types.ModuleType('k_diffusion')
    package.__path__ = importlib.machinery.PathFinder.find_spec(
        'k_diffusion').submodule_search_locations
    sys.modules['k_diffusion'] = package
    for name, part in [('PIL', 'Image'), ('torchvision', 'transforms'),
                       ('torchvision.transforms', 'functional')]:
        setattr(sys.modules.setdefault(name, types.ModuleType(name)), part, None)
    import k_diffusion.sampling
    return k_diffusion.sampling


def least(run):
    run()
    found, end = [], time.perf_counter() + SECONDS
    while len(found) < 2 or time.perf_counter() < end:
        begin = time.perf_counter()
        steps = run()
        found.append((time.perf_counter() - begin) / steps)
    return min(found)


def scheduler_step(which, shape):
    name, options = which if isinstance(which, tuple) else (which, {})
    scheduler = getattr(diffusers, name)(**options)
    output, start = torch.randn(shape), torch.randn(shape)

    def run():
        scheduler.set_timesteps(STEPS)
        x = start
        for t in scheduler.timesteps:
            x = scheduler.step(output, t, x, return_dict=False)[0]
        return len(scheduler.timesteps)
    return run


def sampler_step(library, name, shape):
    data, start = torch.randn(shape), torch.randn(shape)
    sigmas = library.get_sigmas_karras(STEPS, 0.1, 10)
    sample = getattr(library, name)

    def run():
        sample(lambda x, sigma: data, start, sigmas, disable=True)
        return STEPS
    return run


def network_walk(library):
    """Ten steps of DPM-Solver++ 2M on 4,096 points with the bundled network of three layers."""
    weights = load_file(os.path.join(ROOT, 'models/ring-flow/diffusion_pytorch_model.safetensors'))
    linear = lambda name, x: torch.nn.functional.linear(
        x, weights[name + '.weight'], weights[name + '.bias'])
    frequencies = torch.exp(-torch.arange(32) / 32 * torch.log(torch.tensor(10_000.0)))

    def velocity(x, t):
        angles = t * frequencies
        features = torch.cat([angles.cos(), angles.sin()])[None]
        x = torch.nn.functional.silu(linear('input', x) + linear('time', features))
        for layer in ['hidden.1', 'hidden.2']:
            x = torch.nn.functional.silu(linear(layer, x))
        return linear('output', x)

    def denoise(x, sigma):
        t = sigma[0] / (1 + sigma[0])
        x = x * (1 - t)
        return x - t * velocity(x, t)

    start, sigmas = torch.randn(4096, 2) * 100, library.get_sigmas_karras(10, 0.01, 100)

    def run():
        library.sample_dpmpp_2m(denoise, start, sigmas, disable=True)
        return 1
    return run


def ours(*words, name='solver', figure='seconds'):
    lines = subprocess.run([sys.argv[1], *words], capture_output=True, text=True,
                           check=True).stdout.splitlines()
    return {line[name]: line[figure] for line in map(json.loads, lines)}


def verdict(figure, bar):
    return f'bar {bar}: {"met" if figure >= bar else "MISSED"}'


def peer_steps(library, shape):
    found = {}
    for solver, (scheduler, sampler) in PEERS.items():
        runs = [scheduler_step(scheduler, shape)] if scheduler else []
        runs += [sampler_step(library, sampler, shape)] if sampler else []
        found[solver] = [least(run) for run in runs]
    return found


def main():
    library = samplers()
    table, order = {}, []
    for title, shape in SHAPES.items():
        batch, width = shape[0], torch.Size(shape[1:]).numel()
        rounds = [(ours('solvers', str(batch), str(width), str(SECONDS)),
                   peer_steps(library, shape))
                  for _ in range(ROUNDS)]
        order = list(rounds[0][0])
        for solver in order:
            mine = statistics.median(own[solver] for own, _ in rounds)
            peers = [statistics.median(column) for column in zip(
                *(other.get(solver, []) for _, other in rounds))]
            table[solver, title] = mine * 1e6, min(peers) / mine if peers else None
    print(f'{"microseconds a step":20}' + ''.join(f'{title:>13}{"/peer":>8}' for title in SHAPES))
    for solver in order:
        cells = (table[solver, title] for title in SHAPES)
        print(f'{solver:20}' + ''.join(
            f'{mine:13.4g}' + (f'{ratio:8.1f}' if ratio else f'{"-":>8}') for mine, ratio in cells))
    for title in SHAPES:
        known = {solver: ratio for solver in order if (ratio := table[solver, title][1])}
        worst = min(known, key=known.get)
        text = (f'{title}: faster {statistics.median(known.values()):.1f} times in the median, '
                f'least {known[worst]:.1f} ({worst})')
        print(text + (f'; {verdict(known[worst], 20)}' if title == '1 point' else ''))
    shares = [ours('updates', name='update', figure='share') for _ in range(ROUNDS)]
    for title in shares[0]:
        share = statistics.median(found[title] for found in shares)
        print(f'update of {title}: {share:.2f} of the bandwidth; {verdict(share, 0.8)}')
    folder = os.path.join(ROOT, 'models', 'ring-flow')
    pairs = [(ours('walk', folder, str(SECONDS))['dpm++2m'], least(network_walk(library)))
             for _ in range(ROUNDS)]
    mine, peer = (statistics.median(column) for column in zip(*pairs))
    print(f'DPM-Solver++ 2M, 10 steps, 4096 points, network 3x128: {mine * 1e3:.1f} ms, '
          f'k-diffusion {peer * 1e3:.1f} ms, ratio {peer / mine:.2f}; {verdict(peer / mine, 3)}')


main()
