#!/usr/bin/env python3
"""Times a step of every solver beside a model that costs nothing, Quickstep's in turn with those of
diffusers and k-diffusion, on one thread; then a whole run with a small network.

usage: solvers.py BENCHMARK

One line a solver: microseconds a step on one point, 4,096 points and 64 pictures, and how many
times faster Quickstep is than either peer that has the method. Quickstep's step computes in
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
    path = os.path.join(ROOT, 'models/ring-flow/diffusion_pytorch_model.safetensors')
    weights = {name: values.float() for name, values in load_file(path).items()}
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


def ours(*words, name='solver'):
    lines = subprocess.run([sys.argv[1], *words], capture_output=True, text=True,
                           check=True).stdout.splitlines()
    return {line[name]: line for line in map(json.loads, lines)}


def verdict(figure, bar):
    return f'bar {bar}: {"met" if figure >= bar else "MISSED"}'


def peer_steps(library, shape):
    return {solver: (least(scheduler_step(scheduler, shape)) if scheduler else None,
                     least(sampler_step(library, sampler, shape)) if sampler else None)
            for solver, (scheduler, sampler) in PEERS.items()}


def median(values):
    """Of what was measured; None where nothing was."""
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else None


def steps(library, shape):
    """By solver: seconds a step, times faster than either peer, bytes that a step must move."""
    batch, width = shape[0], torch.Size(shape[1:]).numel()
    rounds = [(ours('solvers', str(batch), str(width), str(SECONDS)), peer_steps(library, shape))
              for _ in range(ROUNDS)]
    found = {}
    for solver in rounds[0][0]:
        mine = median(own[solver]['seconds'] for own, _ in rounds)
        peers = [median(other.get(solver, (None, None))[k] for _, other in rounds) for k in (0, 1)]
        found[solver] = (mine, [peer and peer / mine for peer in peers],
                         rounds[0][0][solver]['bytes'])
    return found


def print_table(table):
    print(f'{"microseconds a step":20}' + ''.join(
        f'{title:>13}{"/diffusers":>11}{"/k-diff":>9}' for title in table))
    for solver in next(iter(table.values())):
        cells = (table[title][solver] for title in table)
        print(f'{solver:20}' + ''.join(
            f'{mine * 1e6:13.4g}' + ''.join(
                f'{ratio:{size}.1f}' if ratio else f'{"-":>{size}}'
                for ratio, size in zip(ratios, (11, 9)))
            for mine, ratios, _ in cells))


def print_ratios(title, rows, bar=None):
    for k, library in enumerate(['diffusers', 'k-diffusion']):
        known = {solver: ratios[k] for solver, (_, ratios, _) in rows.items() if ratios[k]}
        worst = min(known, key=known.get)
        middle = statistics.median(known.values())
        print(f'{title}, times faster than {library}: median {middle:.1f}, '
              f'least {known[worst]:.1f} ({worst})' + (f'; {verdict(middle, bar)}' if bar else ''))


def print_bandwidth(rows):
    """The update alone, and whole steps of the largest batch, which also measure the state."""
    rounds = [ours('updates', name='update') for _ in range(ROUNDS)]
    for title in rounds[0]:
        share = statistics.median(found[title]['share'] for found in rounds)
        print(f'update of {title}: {share:.2f} of the bandwidth; {verdict(share, 0.8)}')
    bandwidth = max(found['64 pictures 3x32x32']['bandwidth'] for found in rounds)
    shares = {solver: size / mine / bandwidth for solver, (mine, _, size) in rows.items()}
    print(f'whole steps of 64 pictures: median {statistics.median(shares.values()):.2f} of the '
          f'bandwidth, dpm++2m {shares["dpm++2m"]:.2f}; {verdict(shares["dpm++2m"], 0.8)}')


def main():
    library = samplers()
    table = {title: steps(library, shape) for title, shape in SHAPES.items()}
    print_table(table)
    for title in SHAPES:
        print_ratios(title, table[title], 20 if title == '1 point' else None)
    print_bandwidth(table['64 pictures'])
    folder = os.path.join(ROOT, 'models', 'ring-flow')
    pairs = [(ours('walk', folder, str(SECONDS))['dpm++2m']['seconds'],
              least(network_walk(library))) for _ in range(ROUNDS)]
    mine, peer = (statistics.median(column) for column in zip(*pairs))
    print(f'DPM-Solver++ 2M, 10 steps, 4096 points, network 3x128: {mine * 1e3:.1f} ms, '
          f'k-diffusion {peer * 1e3:.1f} ms, ratio {peer / mine:.2f}; {verdict(peer / mine, 3)}')


main()
