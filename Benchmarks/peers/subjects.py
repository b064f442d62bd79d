"""The networks and operations as PyTorch modules, and their files for the others."""
import json, os
import numpy as np, torch
from diffusers import DDPMScheduler, UNet2DModel
from safetensors.torch import save_file

CONFIGURATIONS = {
    'ddpm': dict(
        sample_size=32, in_channels=3, out_channels=3, center_input_sample=False,
        time_embedding_type='positional', freq_shift=1, flip_sin_to_cos=False,
        down_block_types=('DownBlock2D', 'AttnDownBlock2D', 'DownBlock2D', 'DownBlock2D'),
        up_block_types=('UpBlock2D', 'UpBlock2D', 'AttnUpBlock2D', 'UpBlock2D'),
        block_out_channels=(128, 256, 256, 256), layers_per_block=2, mid_block_scale_factor=1,
        downsample_padding=0, act_fn='silu', attention_head_dim=None, norm_num_groups=32,
        norm_eps=1e-6),
}


class MLP(torch.nn.Module):
    def __init__(self):
        super().__init__()
        sizes = [2, 128, 128, 128, 2]
        self.layers = torch.nn.ModuleList(
            torch.nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.nn.functional.silu(layer(x))
        return self.layers[-1](x)


class Normalised(torch.nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.norm = torch.nn.GroupNorm(32, channels)

    def forward(self, x):
        return torch.nn.functional.silu(self.norm(x))


class Attention(torch.nn.Module):
    def forward(self, q, k, v):
        return torch.nn.functional.scaled_dot_product_attention(q, k, v)


def module(subject, folder):
    torch.manual_seed(7)
    if subject == 'mlp':
        made = MLP()
    elif subject.startswith('conv'):
        _, channels, _ = subject.split('-')
        made = torch.nn.Conv2d(int(channels), int(channels), 3, padding=1)
    elif subject.startswith('norm'):
        made = Normalised(int(subject.split('-')[1]))
    elif subject.startswith('attention'):
        made = Attention()
    elif subject == 'digits':
        made = UNet2DModel.from_pretrained(os.path.join(folder, 'digits'))
    else:
        made = UNet2DModel(**CONFIGURATIONS[subject])
    return made.eval()


def inputs(subject, batch, model):
    torch.manual_seed(batch)
    if subject == 'mlp':
        return (torch.randn(batch, 2),)
    if subject.startswith(('conv', 'norm')):
        _, channels, size = subject.split('-')
        return (torch.randn(batch, int(channels), int(size), int(size)),)
    if subject.startswith('attention'):
        _, tokens, heads, width = map(str, subject.split('-'))
        return tuple(torch.randn(batch, int(heads), int(tokens), int(width)) for _ in range(3))
    size, channels = model.config.sample_size, model.config.in_channels
    given = [torch.randn(batch, channels, size, size), torch.full((batch,), 500.0)]
    if model.config.num_class_embeds:
        given.append(torch.arange(batch) % 10)
    return tuple(given)


def call(model, given):
    if isinstance(model, UNet2DModel):
        return model(*given, return_dict=False)[0]
    return model(*given)


def export(subject, folder):
    """Writes the weights for Quickstep and the graph for ONNX Runtime, once."""
    os.makedirs(folder, exist_ok=True)
    model = module(subject, folder)
    if subject in CONFIGURATIONS and not os.path.exists(os.path.join(folder, subject)):
        model.save_pretrained(os.path.join(folder, subject))
    if subject in CONFIGURATIONS:
        DDPMScheduler().save_pretrained(os.path.join(folder, subject, 'scheduler'))
    if subject == 'mlp':
        save_file(dict(model.state_dict()), os.path.join(folder, 'mlp.safetensors'))
    path = os.path.join(folder, subject + '.onnx')
    if os.path.exists(path):
        return

    class Plain(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = model

        def forward(self, *given):
            return call(self.inner, given)

    given = inputs(subject, 2, model)
    names = [f'input{i}' for i in range(len(given))]
    torch.onnx.export(
        Plain().eval(), given, path, input_names=names, output_names=['output'],
        dynamic_axes={name: {0: 'batch'} for name in names + ['output']}, dynamo=False)
