"""What PyTorch and h5py find in the published checkpoints, as digests and numbers that hold no weight.

    python bench/peers/checkpoint_figures.py SHARED/weights > libs/models/test-figures/checkpoints.json

For each file: how many tensors and values there are; a SHA-256 over the tensors in the order of their names (each
its name, a line end, and its values as little-endian float32); how many plain values there are beside them, other
than those of optimizers, and a SHA-256 over these (name, line end, and the value: numbers as little-endian float64,
all else as text). Names are the keys and places on the way, joined with dots, and Keras' own in HDF5 files. The
classes of matgl that some files hold instances of are stood in for by empty ones: nothing of matgl is run.
"""

import hashlib
import json
import pickle
import sys
import types
import warnings
from pathlib import Path

import h5py
import numpy as np
import torch

warnings.simplefilter("ignore")


class Unpickler(pickle.Unpickler):
    """Stands in for the classes of matgl."""

    def find_class(self, module, name):
        return type(name, (), {}) if module.startswith("matgl.") else super().find_class(module, name)


def read_torch(path):
    stand_in = types.ModuleType("stand_in")
    stand_in.Unpickler = Unpickler
    stand_in.load = lambda file, **options: Unpickler(file, **options).load()
    root = torch.load(path, map_location="cpu", weights_only=False, pickle_module=stand_in)
    tensors, plain = {}, {}
    walk(root, "", tensors, plain)
    return tensors, plain


def walk(value, name, tensors, plain):
    if isinstance(value, torch.Tensor):
        tensors[name] = value.detach().numpy()
    elif isinstance(value, (dict, list, tuple)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            walk(item, f"{name}.{key}" if name else str(key), tensors, plain)
    elif isinstance(value, (bool, int, float, str, np.generic)) or value is None:
        plain[name] = value
    else:
        walk(vars(value), name, tensors, plain)


def read_keras(path):
    with h5py.File(path) as file:
        layers = file["model_weights"]
        tensors = {
            name.decode(): layers[layer.decode()][name.decode()][()]
            for layer in layers.attrs["layer_names"]
            for name in layers[layer.decode()].attrs["weight_names"]
        }
        config = json.loads(file.attrs["model_config"])
        return tensors, {f"layers.{i}": layer["name"] for i, layer in enumerate(config["config"]["layers"])}


def figures(path):
    tensors, plain = read_keras(path) if path.suffix == ".hdf5" else read_torch(path)
    digest = hashlib.sha256()
    for name in sorted(tensors):
        digest.update(name.encode() + b"\n")
        digest.update(np.ascontiguousarray(tensors[name], dtype="<f4").tobytes())
    plain = {name: value for name, value in plain.items() if not name.startswith("optimizer.")}
    plain_digest = hashlib.sha256()
    for name in sorted(plain):
        plain_digest.update(name.encode() + b"\n" + as_bytes(plain[name]))
    return {
        "tensors": len(tensors),
        "values": sum(tensor.size for tensor in tensors.values()),
        "sha256": digest.hexdigest(),
        "plain": len(plain),
        "plainSha256": plain_digest.hexdigest(),
    }


def as_bytes(value):
    if isinstance(value, (bool, str)) or value is None:
        return {True: "true", False: "false", None: "null"}.get(value, value).encode()
    return np.float64(value).astype("<f8").tobytes()


def main(folder):
    paths = sorted(path for path in folder.rglob("*") if path.suffix in {".pt", ".tar", ".hdf5"})
    found = {str(path.relative_to(folder)): figures(path) for path in paths}
    json.dump(found, sys.stdout, indent=1, allow_nan=False)
    print()


main(Path(sys.argv[1]))
