#!/usr/bin/env python3
"""Samples small networks with pipelines of diffusers and with the program, from one seed of PyTorch.

usage: pipelines.py QUICKSTEP

Prints a line a pipeline and closes with `N passed, N failed`; where torch and diffusers cannot be
imported it says so and passes.
"""
import os, subprocess, sys, tempfile

try:
    import numpy, torch
    from diffusers import (DDIMPipeline, DDIMScheduler, DDPMPipeline, DDPMScheduler,
                           DPMSolverMultistepScheduler, UNet2DModel)
except ImportError as error:
    print(f'skipped: {error}')
    sys.exit(0)

PROGRAM = os.path.abspath(sys.argv[1])
SEED, STEPS, BATCH = 7, 10, 2


def network(channels):
    torch.manual_seed(3)
    return UNet2DModel(
        sample_size=8, in_channels=channels, out_channels=channels, block_out_channels=(8,),
        down_block_types=('DownBlock2D',), up_block_types=('UpBlock2D',), layers_per_block=1,
        norm_num_groups=4, add_attention=False)


def pipelines():
    for channels in (1, 3):
        yield f'DDPM, {channels} channels', DDPMPipeline(network(channels), DDPMScheduler())
    yield 'DDPM, large variance', DDPMPipeline(network(3), DDPMScheduler(variance_type='fixed_large'))
    yield 'DDIM', DDIMPipeline(network(3), DDIMScheduler())
    yield 'SDE-DPM-Solver++', DDPMPipeline(network(3), DPMSolverMultistepScheduler(
        algorithm_type='sde-dpmsolver++'))


def expected(pipeline):
    """Pictures of 0 ... 1: pictures, rows, columns, channels."""
    pipeline.set_progress_bar_config(disable=True)
    pictures = pipeline(batch_size=BATCH, generator=torch.Generator().manual_seed(SEED),
                        num_inference_steps=STEPS, output_type='np').images
    return numpy.asarray(pictures).reshape(BATCH, 8, 8, -1)


def found(folder):
    path = os.path.join(folder, 'found.npy')
    result = subprocess.run(
        [PROGRAM, 'sample', '--model', folder, '--steps', str(STEPS), '--batch', str(BATCH),
         '--noise', f'torch:{SEED}', '--npy', path], capture_output=True)
    if result.returncode:
        sys.exit(result.stderr.decode())
    return numpy.load(path).reshape(BATCH, 8, 8, -1)


def main():
    failures = count = 0
    for name, pipeline in pipelines():
        with tempfile.TemporaryDirectory() as folder:
            pipeline.save_pretrained(folder)
            difference = abs((found(folder) / 2 + 0.5).clip(0, 1) - expected(pipeline)).max()
        count += 1
        failures += not difference < 1e-4
        print(f'{"pass" if difference < 1e-4 else "FAIL"} {name}: largest difference {difference:.1e}')
    print(f'{count - failures} passed, {failures} failed')
    sys.exit(failures > 0)


main()
