"""What the authors' networks answer with small seeded weights: the PyTorch ones in double precision, Keras in single.

    CGCNN_CODE=checkout .venv-torch/bin/python seeded_networks.py torch > ../../libs/models/test-figures/seeded-torch.json
    .venv-keras/bin/python seeded_networks.py keras > ../../libs/models/test-figures/seeded-keras.json

The figures need no published weight: every weight follows from its name in the authors' code, see `seeded`.
libs/models/test-support/seeded-weights.ts makes the same.
"""

import json
import os
import re
import sys
import warnings
from importlib.metadata import version
from math import sqrt
from types import SimpleNamespace

os.environ["MATGL_BACKEND"] = "DGL"
os.environ["DGLBACKEND"] = "pytorch"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
warnings.simplefilter("ignore")

import numpy as np  # noqa: E402
from pymatgen.core import Lattice, Structure  # noqa: E402

FEATURES = 5
SYMBOLS = ["O", "Na", "Si", "Cl", "Cu"]
# Lattices in Å and degrees; most without symmetry, so that no two neighbours are equally far.
CRYSTALS = [
    ("copper", (2.556, 2.556, 2.556, 60, 60, 60), "Cu", [[0.1, 0.2, 0.3]]),
    ("caesium chloride type", (3.2, 3.2, 3.2, 90, 90, 90), "Na Cl", [[0, 0, 0], [0.5, 0.5, 0.5]]),
    ("triclinic", (4.13, 4.87, 5.31, 83, 97, 108), "O Si Na", [[0.11, 0.9, 0.51], [0.21, 0.61, 0.82], [0.02, 0.02, 0.15]]),
    (
        "monoclinic",
        (5.21, 3.71, 6.17, 90, 104.3, 90),
        "Si O O Cu",
        [[0.11, 0.27, 0.09], [0.43, 0.61, 0.31], [0.83, 0.05, 0.47], [0.62, 0.37, 0.81]],
    ),
    ("chain", (2.93, 6.2, 7.4, 90, 90, 90), "Cl Cu", [[0.72, 0.16, 0.7], [0.68, 0.54, 0.22]]),
]


def structure(crystal):
    _, lattice, species, frac = crystal
    return Structure(Lattice.from_parameters(*lattice), species.split(), frac)


def seeded(name, shape, offset=0.0, factor=1.0):
    """Numbers from offset - factor to offset + factor that follow from a name: FNV-1a, then a linear congruence."""
    state = 0x811C9DC5
    for byte in name.encode():
        state = ((state ^ byte) * 0x01000193) % 2**32
    values = []
    for _ in range(int(np.prod(shape))):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append(offset + factor * (state / 2**31 - 1))
    return np.array(values, dtype=np.float32).astype(np.float64).reshape(shape)


def spread(name, shape):
    """Offset and factor of a weight, such that features keep their size."""
    if name.endswith("running_var"):
        return 1.0, 0.5
    if re.search(r"\.bn\d\.weight$", name):
        return 1.0, 0.25
    fan = shape[0] if len(shape) > 1 and name.endswith(":0") else shape[-1]
    return 0.0, 0.25 if len(shape) == 1 else 3 / sqrt(fan)


def described(shapes):
    """Shape, offset and factor of each weight."""
    return {name: [list(shape), *spread(name, shape)] for name, shape in shapes.items()}


def fill(module, prefix=""):
    """Seeds a PyTorch module; the shapes of what was seeded, by name."""
    import torch

    state = module.state_dict()
    shapes = {}
    for name, tensor in state.items():
        if name.endswith(("num_batches_tracked", "rbf.centers")):
            continue
        shape = tuple(tensor.shape)
        shapes[prefix + name] = shape
        state[name] = torch.tensor(seeded(prefix + name, shape, *spread(prefix + name, shape)))
    module.load_state_dict(state)
    module.double().eval()
    return shapes


CGCNN_SIZES = {"atomSize": 8, "convolutions": 2, "hiddenSize": 6, "hiddenLayers": 2}


def cgcnn_network():
    """The network and, for each crystal, its inputs: None where neighbours tie."""
    import torch

    sys.path.insert(0, os.environ["CGCNN_CODE"])
    from cgcnn import data, model

    torch.set_default_dtype(torch.float64)
    network = model.CrystalGraphConvNet(FEATURES, 41, *CGCNN_SIZES.values())
    network.seeded_shapes = fill(network)
    dataset = object.__new__(data.CIFData)
    dataset.root_dir, dataset.max_num_nbr, dataset.radius = "", 12, 8
    numbers = {Structure(np.eye(3), [symbol], [[0, 0, 0]])[0].specie.Z: symbol for symbol in SYMBOLS}
    features = {number: seeded(f"atom {symbol}", (FEATURES,)) for number, symbol in numbers.items()}
    dataset.ari = SimpleNamespace(get_atom_fea=features.__getitem__)
    dataset.gdf = data.GaussianDistance(dmin=0, dmax=8, step=0.2)
    dataset.id_prop_data = [("structure", "0")]
    batches = []
    for crystal in CRYSTALS:
        data.Structure = SimpleNamespace(from_file=lambda _: structure(crystal))
        batch, _, _ = data.collate_pool([type(dataset).__getitem__.__wrapped__(dataset, 0)])
        near = [sorted(one[1] for one in each) for each in structure(crystal).get_all_neighbors(8)]
        tie = any(each[12] - each[11] < 1e-3 for each in near)
        batches.append(None if tie else batch)
    return network, batches


def cgcnn():
    import torch

    network, batches = cgcnn_network()
    with torch.no_grad():
        values = [None if batch is None else float(network(*batch)) for batch in batches]
    config = {
        "elements": SYMBOLS,
        "neighbours": 12,
        "cutoff": 8,
        "gaussians": {"first": 0, "last": 8, "count": 41, "sharpness": 25},
        "features": FEATURES,
        **CGCNN_SIZES,
    }
    return {"config": config, "weights": described(network.seeded_shapes), "values": values}


SIZES = {"embedding": 4, "gaussians": 10, "encoder": [8, 6], "update": [8, 8, 6], "readout": [5, 4], "blocks": 2}


def megnet_config(outputs, **more):
    return {
        "elements": SYMBOLS,
        "cutoff": 4,
        "embeddingSize": SIZES["embedding"],
        "encoder": SIZES["encoder"],
        "update": SIZES["update"],
        "blocks": SIZES["blocks"],
        "readout": SIZES["readout"],
        "outputs": outputs,
        **more,
    }


def megnet_network(states):
    """The network and its maker of graphs."""
    import matgl
    import torch

    matgl.set_default_dtype("float", 64)
    from matgl.ext.pymatgen import Structure2Graph
    from matgl.models import MEGNet

    network = MEGNet(
        dim_node_embedding=SIZES["embedding"],
        dim_edge_embedding=SIZES["gaussians"],
        dim_state_embedding=3,
        ntypes_state=states,
        nblocks=SIZES["blocks"],
        hidden_layer_sizes_input=SIZES["encoder"],
        hidden_layer_sizes_conv=SIZES["update"],
        hidden_layer_sizes_output=SIZES["readout"],
        niters_set2set=3,
        activation_type="softplus2",
        include_state=True,
        element_types=tuple(SYMBOLS),
        cutoff=4.0,
        gauss_width=0.5,
    )
    network.seeded_shapes = fill(network, "model.")
    centres = np.linspace(0, 5, SIZES["gaussians"])
    network.bond_expansion.rbf.centers.data = torch.tensor(centres)
    return network, Structure2Graph(network.element_types, network.cutoff)


def matgl_megnet(states):
    import torch

    network, converter = megnet_network(states)
    attributes = [torch.zeros(1, 3)] if states is None else [torch.tensor([state]) for state in range(states)]
    values = []
    for crystal in CRYSTALS:
        with torch.no_grad():
            values.append(
                [float(network.predict_structure(structure(crystal), each, converter)) for each in attributes]
            )
    memory = {"size": 6, "steps": 3, "projected": False, "gate": "sigmoid", "keepsCell": True}
    config = megnet_config(
        ["value"] if states is None else [f"state_{state}" for state in range(states)],
        gaussians={"first": 0, "last": 5, "count": SIZES["gaussians"], "sharpness": 0.5},
        stateSize=3,
        activateUpdates=True,
        set2set=memory,
    )
    return {"config": config, "weights": described(network.seeded_shapes), "values": values}


def older_name(name):
    """Of a weight, as the models of 2018 have it: layers were numbered, not named, then."""
    parts = {"atom": 1, "bond": 3, "state": 5}
    last = name.split("/")[-1]
    if name.startswith("atom_embedding/"):
        return f"embedding_1/{last}"
    if found := re.match(r"preblock_(atom|bond|state)_(\d)/", name):
        return f"dense_{parts[found[1]] + int(found[2])}/{last}"
    if found := re.match(r"block_(\d)_(atom|bond|state)_ff_(\d)/", name):
        return f"dense_{6 * int(found[1]) + parts[found[2]] + int(found[3])}/{last}"
    if found := re.match(r"readout_(\d)/", name):
        return f"dense_{6 * SIZES['blocks'] + 1 + int(found[1])}/{last}"
    if found := re.match(r"megnet_(\d)/", name):
        layer = f"meg_net_layer_{int(found[1]) + 1}"
        return f"{layer}/{layer}/phi_{last.split('_')[1]}/{last}"
    if found := re.match(r"set2set_(atom|bond)/", name):
        return f"set2_set_{1 if found[1] == 'atom' else 2}/{last}"
    raise AssertionError(name)


def keras_megnet():
    from megnet.data.crystal import CrystalGraph
    from megnet.data.graph import GaussianDistance
    from megnet.models.megnet import make_megnet_model

    network = make_megnet_model(
        nfeat_edge=SIZES["gaussians"],
        nfeat_global=2,
        nblocks=SIZES["blocks"],
        n1=8,
        n2=6,
        n3=4,
        nvocal=30,
        embedding_dim=SIZES["embedding"],
        npass=3,
    )
    shapes = {}
    for weight in network.weights:
        name, shape = older_name(weight.name), tuple(weight.shape)
        shapes[name] = shape
        weight.assign(seeded(name, shape, *spread(name, shape)))
    bonds = GaussianDistance(np.linspace(0, 5, SIZES["gaussians"]), 0.5)
    converter = CrystalGraph(cutoff=4, bond_converter=bonds)
    values = [[float(network(converter.get_input(structure(crystal))))] for crystal in CRYSTALS]
    memory = {"size": 4, "steps": 3, "projected": True, "gate": "hard-sigmoid", "keepsCell": False}
    config = megnet_config(
        ["value"],
        gaussians={"first": 0, "last": 5, "count": SIZES["gaussians"], "sharpness": 4},
        stateSize=2,
        activateUpdates=False,
        set2set=memory,
        readout=[6, 4],
    )
    return {"config": config, "weights": described(shapes), "values": values}


def main(kind):
    packages = {"torch": ("torch", "matgl", "pymatgen"), "keras": ("megnet", "tensorflow-cpu", "pymatgen")}[kind]
    figures = {"programs": ", ".join(f"{name} {version(name)}" for name in packages)}
    figures["crystals"] = [
        {"name": name, "lattice": structure(crystal).lattice.matrix.tolist(), "species": species.split(), "frac": frac}
        for crystal in CRYSTALS
        for name, _, species, frac in [crystal]
    ]
    if kind == "torch":
        figures |= {"cgcnn": cgcnn(), "matgl": matgl_megnet(None), "fidelities": matgl_megnet(4)}
    else:
        figures["keras"] = keras_megnet()
    # A weight, a crystal or a value a line.
    text = json.dumps(figures, indent=1)
    print(re.sub(r"\[[^\[\]{}]*\]|\[\s+\[[^{}]*?\]\s+\]|\[\s+\[[^{}]*?\],[^{}\[\]]*\]", lambda m: " ".join(m[0].split()), text))


if __name__ == "__main__":
    main(sys.argv[1])
