"""What is timed: one declaration for all who run it."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Workload:
    name: str
    #: Which of the networks or operations below.
    subject: str
    batch: int
    #: forward, backward (forward and backward) or training (a whole step with AdamW).
    task: str = 'forward'
    #: What the ratio to the fastest peer has to be; None where nothing is asked.
    bar: float | None = None


WORKLOADS = [
    Workload('U-Net ddpm-cifar10-32', 'ddpm', 1, bar=1.6),
    Workload('U-Net ddpm-cifar10-32', 'ddpm', 16, bar=1.9),
    Workload('digit U-Net', 'digits', 1, bar=1.6),
    Workload('digit U-Net', 'digits', 16, bar=1.9),
    Workload('digit U-Net', 'digits', 64, bar=1.9),
    Workload('digit U-Net', 'digits', 16, 'backward', bar=1.5),
    Workload('digit U-Net', 'digits', 64, 'backward', bar=1.5),
    Workload('digit U-Net', 'digits', 64, 'training', bar=1.5),
    Workload('MLP 2-128-128-128-2', 'mlp', 1, bar=20),
    Workload('MLP 2-128-128-128-2', 'mlp', 64, bar=2),
    Workload('MLP 2-128-128-128-2', 'mlp', 4096, bar=1.3),
    Workload('MLP 2-128-128-128-2', 'mlp', 1, 'backward', bar=20),
    Workload('MLP 2-128-128-128-2', 'mlp', 64, 'backward', bar=2),
    Workload('MLP 2-128-128-128-2', 'mlp', 4096, 'backward', bar=1.3),
    Workload('convolution 3x3, 64 channels, 28x28', 'conv-64-28', 1),
    Workload('convolution 3x3, 64 channels, 28x28', 'conv-64-28', 16),
    Workload('convolution 3x3, 128 channels, 32x32', 'conv-128-32', 1),
    Workload('convolution 3x3, 128 channels, 32x32', 'conv-128-32', 16),
    Workload('convolution 3x3, 256 channels, 8x8', 'conv-256-8', 1),
    Workload('convolution 3x3, 256 channels, 8x8', 'conv-256-8', 16),
    Workload('GroupNorm + SiLU, 128 channels, 32x32', 'norm-128-32', 1),
    Workload('GroupNorm + SiLU, 128 channels, 32x32', 'norm-128-32', 16),
    Workload('attention, 256 tokens, 4 heads of 64', 'attention-256-4-64', 1),
    Workload('attention, 256 tokens, 4 heads of 64', 'attention-256-4-64', 16),
]
