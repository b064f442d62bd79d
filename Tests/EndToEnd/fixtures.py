"""Good and hostile files for the tests of the command line, made afresh in a folder."""
import gzip, json, os, struct, zlib


def idx(count, width=4, height=4):
    pixels = bytes((i * 37 + p * 11) % 256 for i in range(count) for p in range(width * height))
    return struct.pack('>4I', 0x803, count, height, width) + pixels


def idx_labels(count, classes=2):
    return struct.pack('>2I', 0x801, count) + bytes(i % classes for i in range(count))


def png(width, height, channels=1, shade=1, declared=None):
    def chunk(kind, data):
        return (struct.pack('>I', len(data)) + kind + data
                + struct.pack('>I', zlib.crc32(kind + data)))
    row = b'\0' + bytes((x * 29 * shade) % 256 for x in range(width * channels))
    kind = 2 if channels == 3 else 0
    header = struct.pack('>IIBBBBB', *(declared or (width, height)), 8, kind, 0, 0, 0)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header)
            + chunk(b'IDAT', zlib.compress(row * height)) + chunk(b'IEND', b''))


def npy(shape, values):
    header = repr({'descr': '<f8', 'fortran_order': False, 'shape': tuple(shape)})
    header += ' ' * (63 - (10 + len(header)) % 64) + '\n'
    return (b'\x93NUMPY\x01\x00' + struct.pack('<H', len(header)) + header.encode()
            + struct.pack(f'<{len(values)}d', *values))


def mixture(**changes):
    model = {'name': 'mine', 'd': 2, 'weights': [0.5, 0.5], 'means': [[-1, 0], [1, 0]], 'stds': [0.2, 0.3]}
    model.update(changes)
    return json.dumps({'models': [model]}).encode()


TRAINING = """[data]
path = "moons"
[network]
kind = "mlp"
widths = [16]
[optimizer]
batch = 16
steps = 6000
[output]
folder = "trained"
save = 100000
preview = 100000
"""

FILES = {
    # Training.
    'train.toml': TRAINING.encode(),
    'train-unknown.toml': TRAINING.replace('widths', 'width').encode(),
    'train-range.toml': TRAINING.replace('batch = 16', 'batch = 0').encode(),
    'train-missing.toml': TRAINING.replace('folder', '# folder').encode(),
    'train-guided.toml': (TRAINING + 'guidance = "cfg"\n').encode(),
    'train-pictures.toml': TRAINING.replace('kind = "mlp"', 'kind = "unet"')
                                   .replace('widths = [16]', 'channels = [8]').encode(),
    # Data sets.
    'one-image': idx(1),
    'six-images': idx(6),
    'six-images.gz': gzip.compress(idx(6), mtime=0),
    'cut': idx(6)[:50],
    'cut-header': idx(6)[:9],
    'cut.gz': gzip.compress(idx(6), mtime=0)[:-12],
    'damaged.gz': gzip.compress(idx(6), mtime=0)[:14] + b'\xff' * 40,
    'garbage': b'these are no images\n' * 4,
    'garbage.gz': gzip.compress(b'these are no images\n' * 4, mtime=0),
    'zeros': bytes(64),
    'empty': b'',
    'long': idx(6) + b'more',
    'no-images': idx(0),
    'flat-images': idx(3, width=0),
    'vast': struct.pack('>4I', 0x803, 0xffffffff, 0xffffffff, 0xffffffff) + bytes(100),
    'bomb.gz': gzip.compress(struct.pack('>4I', 0x803, 60000, 28, 28) + bytes(10), mtime=0),
    'train-images-idx3-ubyte': idx(6),
    'train-labels-idx1-ubyte': idx_labels(5),
    'labelled-images-idx3-ubyte': idx(6),
    'labelled-labels-idx1-ubyte': idx_labels(6),
    'odd-images-idx3-ubyte': idx(6),
    'odd-labels-idx1-ubyte': b'no labels',
    # Folders of pictures.
    'pictures/a.png': png(4, 4),
    'pictures/b.png': png(4, 4, shade=3),
    'single/a.png': png(4, 4),
    'tiny/a.png': png(1, 1),
    'no-png/a.png': b'GIF89a, or so',
    'cut-png/a.png': png(4, 4)[:50],
    'mixed/a.png': png(4, 4),
    'mixed/b.png': png(5, 4),
    'mixed-kinds/a.png': png(4, 4),
    'mixed-kinds/b.png': png(4, 4, channels=3),
    'huge/a.png': png(1, 1, declared=(8192, 8193)),
    'colour/cats/a.png': png(4, 4, channels=3),
    'colour/cats/b.png': png(4, 4, channels=3, shade=3),
    'colour/dogs/a.png': png(4, 4, channels=3, shade=5),
    'beside/a.png': png(4, 4),
    'beside/cats/b.png': png(4, 4),
    'others/readme.txt': b'no picture',
    # Mixtures.
    'good.json': mixture(),
    'negative.json': mixture(weights=[1.5, -0.5]),
    'nan.json': mixture(means=[[-1, float('nan')], [1, 0]]),
    'infinite.json': mixture(stds=[0.2, float('inf')]),
    'zero-std.json': mixture(stds=[0.2, 0]),
    'short.json': mixture(weights=[1]),
    'ragged.json': mixture(means=[[-1, 0], [1]]),
    'words.json': mixture(weights='equal'),
    'no-means.json': json.dumps({'d': 2, 'weights': [1]}).encode(),
    'no.json': b'weights: [0.5, 0.5]',
    'no-list.json': b'{"models": {"name": "mine"}}',
    'cut.json': mixture()[:60],
    'empty.json': b'',
    'list.json': b'[1, 2, 3]',
    'deep.json': b'[' * 200_000,
    'latin.json': b'{"\xff": 1}',
    'wide.json': mixture(d=10 ** 9),
    'broad.json': json.dumps(
        {'d': 40_000, 'weights': [1], 'means': [[0] * 40_000], 'stds': [1]}).encode(),
    # Presets and themes.
    'good.toml': b'model = "ring-8"\nsolver = "euler"\nsteps = 3\n',
    'twice.toml': b'model = "ring-8"\nsteps = 3\nsteps = 4\n',
    'type.toml': b'model = "ring-8"\nsteps = [3]\n',
    'syntax.toml': b'model = "ring-8\nsteps = 3\n',
    'key.toml': b'model = "ring-8"\nstep = 3\n',
    'value.toml': b'model = "ring-8"\nsteps = 0\n',
    'solver.toml': b'\nsolver = "eular"\n',
    'latin.toml': b'model = "\xff"\n',
    'control.toml': b'model = "a\x1bb"\n',
    'theme.toml': b'name = "mine"\ninherits = "dark"\n\n[roles]\ntext = "ultraviolet"\n',
    'theme-role.toml': b'name = "mine"\ninherits = "dark"\n\n[roles]\ntxt = "bold"\n',
    'theme-heir.toml': b'name = "mine"\ninherits = "drak"\n',
    'theme-self.toml': b'name = "mine"\ninherits = "mine"\n',
    'theme-good.toml': b'name = "mine"\ninherits = "dark"\n\n[roles]\naccent = "bold"\n',
    # Noise for a batch of two points in the plane.
    'noise.npy': npy((2, 2), [0.5, -0.25, 1.5, 2]),
    'noise-nan.npy': npy((2, 2), [0.5, -0.25, float('nan'), 2]),
    'noise-vast.npy': npy((2, 2), [0.5, -0.25, 1e308, 2]),
    'noise-flat.npy': npy((4,), [0.5, -0.25, 1.5, 2]),
    'noise-turned.npy': npy((4, 1), [0.5, -0.25, 1.5, 2]),
    'noise-short.npy': npy((1, 2), [0.5, -0.25]),
    'noise-cut.npy': npy((2, 2), [0.5, -0.25, 1.5, 2])[:-8],
    'noise-none.npy': b'no array',
    # Recorded trajectories.
    'golden-none.json': b'{"cases": 3}',
}


def make(folder):
    """Writes the files, an empty folder, a pipe and a link to itself."""
    for name, data in FILES.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as file:
            file.write(data)
    os.mkdir(os.path.join(folder, 'empty-folder'))
    os.mkfifo(os.path.join(folder, 'pipe'))
    os.symlink('loop', os.path.join(folder, 'loop'))
