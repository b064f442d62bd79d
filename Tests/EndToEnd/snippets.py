#!/usr/bin/env python3
"""Runs the Python that `translate --to` prints with the real libraries, and compares the samples.

usage: snippets.py QUICKSTEP

Prints a line a plan and closes with `N passed, N failed, N skipped`. Plans whose library cannot be
imported are skipped; so that nothing of the system is touched, run it with the interpreter of a
virtual environment that has torch, diffusers and k_diffusion.
"""
import importlib, json, os, shlex, subprocess, sys, tempfile

PROGRAM = os.path.abspath(sys.argv[1])
TABLE = '--schedule scaled-linear --steps 8 '
PLANS = {
    'k_diffusion': ('kdiffusion', 1e-6, [
        TABLE + '--solver euler --grid karras',
        TABLE + '--solver heun --grid trailing',
        TABLE + '--solver dpm2 --grid karras:rho=5',
        TABLE + '--solver lms --grid uniform-t:between=log-sigma',
        TABLE + '--solver dpm++2m --grid comfy:sgm_uniform',
        TABLE + '--solver dpm++2m:final=keep --grid kl-optimal:end=min',
        '--schedule edm --solver dpm++2m --grid exponential --steps 6',
    ]),
    # The schedulers keep their tables in single precision.
    'diffusers': ('diffusers', 1e-5, [
        TABLE + '--solver euler --grid trailing',
        TABLE + '--solver euler --grid uniform-t:between=sigma',
        TABLE + '--solver heun --grid karras',
        TABLE + '--solver lms --grid uniform-t:between=sigma',
        TABLE + '--solver dpm++2m --grid linspace:end=instead',
        TABLE + '--solver dpm++2m:form=heun --grid karras',
        TABLE + '--solver unipc:order=3 --grid linspace:end=instead',
        '--schedule flow --solver euler --grid uniform-t --steps 8',
    ]),
}
MIXTURE = {'d': 2, 'weights': [0.5, 0.3, 0.2], 'means': [[1.0, 0.2], [-0.8, 0.6], [0.1, -1.0]],
           'stds': [0.5, 0.4, 0.45]}


def predictions(torch, x, alpha, sigma):
    """The exact data and noise of the mixture."""
    means = torch.tensor(MIXTURE['means'], dtype=x.dtype)
    deviations = torch.tensor(MIXTURE['stds'], dtype=x.dtype)
    weights = torch.tensor(MIXTURE['weights'], dtype=x.dtype)
    variances = alpha ** 2 * deviations ** 2 + sigma ** 2
    apart = x[:, None, :] - alpha * means
    shares = torch.softmax(
        weights.log() - variances.log() - (apart ** 2).sum(-1) / (2 * variances), -1)
    data = (shares[:, :, None]
            * (means + (alpha * deviations ** 2 / variances)[:, None] * apart)).sum(1)
    noise = (shares[:, :, None] * (sigma / variances)[:, None] * apart).sum(1)
    return data, noise


def names(torch, noise):
    """What a snippet takes from its surroundings."""
    scope = {'shape': noise.shape}

    def model(x, sigma):
        return predictions(torch, x, torch.ones((), dtype=x.dtype), sigma.reshape(-1)[0])[0]

    def network(x, t):
        scheduler = scope['scheduler']
        if type(scheduler).__name__.startswith('FlowMatch'):
            sigma = t.to(x.dtype) / scheduler.config.num_train_timesteps
            data, noise = predictions(torch, x, 1 - sigma, sigma)
            return noise - data
        if hasattr(scheduler, 'sigmas'):
            ratio = scheduler.sigmas[scheduler.step_index or 0].to(x.dtype)
            alpha = 1 / (1 + ratio ** 2).sqrt()
        else:
            alpha = scheduler.alphas_cumprod[int(t)].to(x.dtype).sqrt()
        return predictions(torch, x, alpha, (1 - alpha ** 2).sqrt())[1]

    scope |= {'model': model, 'network': network}
    return scope


def difference(library, plan):
    import numpy, torch
    noise = numpy.random.default_rng(3).standard_normal((6, 2))
    numpy.save('noise.npy', noise)
    printed = subprocess.run(
        [PROGRAM, 'translate', '--to', library, '--model', 'mixture.json', *shlex.split(plan)],
        capture_output=True, text=True, check=True).stdout
    subprocess.run(
        [PROGRAM, 'sample', '--model', 'mixture.json', *shlex.split(plan), '--noise', 'noise.npy',
         '--batch', '6', '--npy', 'samples.npy'], capture_output=True, check=True)
    scope = names(torch, noise)
    drawn, torch.randn = torch.randn, lambda *shape, **options: torch.tensor(noise)
    try:
        exec(printed, scope)
    finally:
        torch.randn = drawn
    samples = numpy.load('samples.npy').reshape(6, 2)
    return abs(numpy.asarray(scope['samples']) - samples).max()


def main():
    counts = {'passed': 0, 'failed': 0, 'skipped': 0}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open('mixture.json', 'w') as file:
            json.dump({'models': [MIXTURE | {'name': 'mine'}]}, file)
        for module, (library, allowed, plans) in PLANS.items():
            try:
                importlib.import_module(module)
            except ImportError:
                counts['skipped'] += len(plans)
                print(f'skipped {library}')
                continue
            for plan in plans:
                found = difference(library, plan)
                verdict = 'passed' if found <= allowed else 'failed'
                counts[verdict] += 1
                print(f'{verdict} {library} {plan}: {found:.1e}', flush=True)
        os.chdir('/')
    print(', '.join(f'{count} {verdict}' for verdict, count in counts.items()))
    sys.exit(1 if counts['failed'] else 0)


main()
