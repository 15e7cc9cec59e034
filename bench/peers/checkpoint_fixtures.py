"""Small checkpoints of random values as PyTorch, h5py and safetensors write them, and what they hold.

    python bench/peers/checkpoint_fixtures.py libs/models/test-fixtures/checkpoints

The classes of matgl and the functions of older PyTorch that published files refer to are stood in for by empty ones
of their names. Running it again writes files with the same values; PyTorch puts a few bytes of its own into them.
"""

import argparse
import json
import sys
import types
import zipfile
from collections import OrderedDict
from pathlib import Path

import h5py
import numpy as np
import torch
from safetensors.numpy import save_file

SEED = 20_417


def stand_in(module, name):
    made = type(name, (), {"__module__": module})
    for depth in range(1, module.count(".") + 2):
        part = ".".join(module.split(".")[:depth])
        sys.modules.setdefault(part, types.ModuleType(part))
    setattr(sys.modules[module], name, made)
    return made


def network():
    """A network of linear layers and batch norm after one step of training."""
    layers = torch.nn.Sequential(torch.nn.Linear(5, 4), torch.nn.BatchNorm1d(4), torch.nn.Linear(4, 2))
    optimizer = torch.optim.SGD(layers.parameters(), lr=0.01, momentum=0.9)
    layers(torch.randn(6, 5)).square().sum().backward()
    optimizer.step()
    return layers, optimizer


def training_state():
    layers, optimizer = network()
    return {
        "epoch": 12,
        "state_dict": layers.state_dict(),
        "best_mae_error": np.float64(0.03972001800748568),
        "optimizer": optimizer.state_dict(),
        "normalizer": {"mean": -1.699178719088435, "std": 1.0563029540802564},
        "args": vars(argparse.Namespace(atom_fea_len=64, n_conv=4, cuda=True, resume="", milestones=[800])),
    }


def windows():
    """Tensors of every type, and such as are not what lies in their storage."""
    table = torch.randn(6, 4)
    return OrderedDict(
        whole=table,
        transposed=table.T,
        columns=table[:, 1:3],
        every_second=table[1::2],
        row=table[3],
        expanded=torch.tensor([0.5, -0.25]).reshape(2, 1).expand(2, 3),
        permuted=torch.randn(2, 3, 4).permute(2, 0, 1),
        scalar=torch.tensor(4.5861334800720215),
        empty=torch.empty(0, 3),
        double=torch.randn(3, dtype=torch.float64),
        half=torch.tensor([1.5, -2.0**-24, 65504, 0.1], dtype=torch.float16),
        brain=torch.tensor([1.5, -3e38, 0.1], dtype=torch.bfloat16),
        long=torch.tensor([2**53 + 1, -1], dtype=torch.int64),
        int=torch.tensor([-(2**31)], dtype=torch.int32),
        short=torch.tensor([-7], dtype=torch.int16),
        char=torch.tensor([-128, 127], dtype=torch.int8),
        byte=torch.tensor([255], dtype=torch.uint8),
        bool=torch.tensor([True, False]),
        parameter=torch.nn.Parameter(torch.randn(2)),
    )


def plain_values():
    schedule = torch.optim.lr_scheduler.OneCycleLR
    transformer = stand_in("matgl.data.transformer", "Normalizer")()
    transformer.mean, transformer.std = torch.tensor(-1.654590726), 1.07266128
    return {
        "numbers": [0, -1, 255, 65536, -(2**31), 2**31, 2**53, -(2**200), 1.5, -0.0],
        "texts": ("", "Sr₂TiO₄", "\ufeffmark", "x" * 300),
        "nothing": None,
        "truths": [True, False],
        "bytes": b"\x00\x80\xff",
        "keys": {1: "one", "1": "text", -5: ()},
        "size": torch.Size([3, 4]),
        "device": torch.device("cpu"),
        "dtype": torch.float32,
        "namespace": argparse.Namespace(lr=0.01, tags=["a", "b"]),
        "transformer": transformer,
        "anneal": schedule._annealing_cos,
    }


def write_keras(path, split):
    weights = OrderedDict(
        dense_1={"dense_1/kernel:0": np.random.randn(3, 4), "dense_1/bias:0": np.random.randn(4)},
        input_1={},
        block_1={"block_1/block_1/phi_e/weight_0:0": np.random.randn(2, 2, 2), "block_1/scale:0": np.array(0.75)},
    )
    layers = [{"name": name, "class_name": "Dense", "config": {"units": 4}} for name in weights]
    config = {"class_name": "Model", "config": {"name": "Sr₂TiO₄", "layers": layers}}
    with h5py.File(path, "w", libver="earliest") as file:
        file.attrs["keras_version"] = "2.2.4"
        file.attrs["backend"] = "tensorflow"
        text = json.dumps(config, ensure_ascii=False)
        file.attrs["model_config"] = np.bytes_(text.encode()) if split else text
        group = file.create_group("model_weights")
        put(group, "layer_names", list(weights), split)
        for name, items in weights.items():
            layer = group.create_group(name)
            put(layer, "weight_names", list(items), split)
            for key, values in items.items():
                layer.create_dataset(key, data=values, dtype="<f8" if key.endswith("bias:0") else "<f4")
        # What Keras adds and nobody reads here.
        file.create_group("optimizer_weights").create_dataset("iterations:0", data=np.int64(7))
    return {
        key: np.asarray(value, dtype=np.float64 if key.endswith("bias:0") else np.float32)
        for items in weights.values()
        for key, value in items.items()
    }


def write_foreign(folder):
    """HDF5 that Keras does not write, each file with one trait that a reader of Keras' files may refuse."""
    def keras_like(name, libver="earliest", config=True, **dataset):
        file = h5py.File(folder / f"foreign-{name}.hdf5", "w", libver=libver)
        if config:
            file.attrs["model_config"] = "{}"
        group = file.create_group("model_weights")
        group.attrs["layer_names"] = np.array([b"a"])
        layer = group.create_group("a")
        layer.attrs["weight_names"] = np.array([b"a/w:0"])
        if dataset:
            layer.create_dataset("a/w:0", **dataset)
        return file, layer

    values = np.arange(6, dtype="<f4").reshape(2, 3)
    files = [
        keras_like("newer", libver="v110", data=values),
        keras_like("chunked", data=values, chunks=(1, 3)),
        keras_like("compressed", data=values, chunks=(2, 3), compression="gzip"),
        keras_like("big-endian", data=values.astype(">f4")),
        keras_like("half", data=values.astype("<f2")),
        keras_like("unsigned", data=values.astype("<u4")),
        keras_like("text", data="weights"),
        keras_like("compound", data=np.zeros(2, dtype=[("x", "<f4"), ("y", "<f4")])),
    ]
    soft = keras_like("soft-link")
    soft[1]["a/w:0"] = h5py.SoftLink("/elsewhere")
    outside = keras_like("external-link")
    outside[1]["a/w:0"] = h5py.ExternalLink("other.hdf5", "/w")
    storage = keras_like("external-storage")
    storage[1].create_dataset("a/w:0", (2, 3), "<f4", external=[("other.raw", 0, h5py.h5f.UNLIMITED)])
    circle = keras_like("circle")
    circle[1]["a"] = circle[1]
    numbers = keras_like("numbers", config=False, data=values)
    numbers[0].attrs["model_config"] = np.arange(3)
    for file, _ in [*files, soft, outside, storage, circle, numbers]:
        file.close()


def put(group, name, texts, split):
    """As Keras does it: an array of bytes, in pieces when it is too long for one attribute."""
    if not split or not texts:
        group.attrs[name] = np.array([text.encode() for text in texts])
        return
    for index, text in enumerate(texts):
        group.attrs[f"{name}{index}"] = np.array([text.encode()])


def deflate(source, path):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))


def describe(value):
    """What is expected of a reader: tensors with all their values, everything else as it is."""
    if isinstance(value, torch.Tensor):
        value = value.detach()
        return {"tensor": str(value.dtype).removeprefix("torch."), "shape": list(value.shape), "values": flat(value)}
    if isinstance(value, dict):
        return {"map": [[key, describe(item)] for key, item in value.items()]}
    if isinstance(value, (list, tuple)):
        return [describe(item) for item in value]
    if isinstance(value, np.ndarray):
        return {"tensor": str(value.dtype), "shape": list(value.shape), "values": value.flatten().tolist()}
    if isinstance(value, bytes):
        return {"bytes": list(value)}
    if isinstance(value, (torch.device, torch.dtype)):
        name = "torch.device" if isinstance(value, torch.device) else str(value)
        return {"object": name, "args": [value.type] if name == "torch.device" else [], "state": None}
    if callable(value):
        return {"object": f"{value.__module__}.{value.__qualname__}", "args": [], "state": None}
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**53:
        return {"integer": str(value)}
    if hasattr(value, "__dict__"):
        kind = type(value)
        return {"object": f"{kind.__module__}.{kind.__qualname__}", "args": [], "state": describe(vars(value))}
    return value.item() if isinstance(value, np.generic) else value


def flat(tensor):
    wide = tensor.to(torch.float64) if tensor.is_floating_point() else tensor
    return [str(x) if abs(x) >= 2**53 and isinstance(x, int) else x for x in wide.flatten().tolist()]


def main(folder):
    torch.manual_seed(SEED)
    np.random.seed(SEED)
    roots = {"legacy.pth.tar": training_state(), "training.pt": training_state()}
    roots |= {"windows.pt": windows(), "windows.pth.tar": windows(), "plain.pt": plain_values()}
    for name, root in roots.items():
        torch.save(root, folder / name, _use_new_zipfile_serialization=name.endswith(".pt"))
    expected = {name: describe(root) for name, root in roots.items()}
    deflate(folder / "training.pt", folder / "deflated.pt")
    expected["deflated.pt"] = expected["training.pt"]

    for name, split in (("keras.hdf5", False), ("keras-split.hdf5", True)):
        expected[name] = describe(write_keras(folder / name, split))

    write_foreign(folder)

    tensors = {"b.weight": np.random.randn(2, 3).astype("f4"), "a.weight": np.random.randn(3).astype("f4")}
    tensors |= {"mean": np.random.randn(2), "mask": np.array([True, False, True]), "index": np.array([-1, 2**40])}
    save_file(tensors, folder / "tensors.safetensors", metadata={"made by": "safetensors"})
    expected["tensors.safetensors"] = describe(tensors)
    with open(folder / "expected.json", "w") as file:
        json.dump(expected, file, separators=(",", ":"), allow_nan=False)
        file.write("\n")


main(Path(sys.argv[1]))
