"""What the authors' ALIGNN answers with seeded weights, and a step of its training: in double precision.

    .venv-torch/bin/python alignn_figures.py [SHARED] > ../../libs/models/test-figures/alignn.json

Two networks, of the published configuration and a small one, with batch norms whose statistics are not those that
they begin with. Weights follow from their names, see `seeded_networks.py`. With SHARED also the answers for golden
crystals, by their index. Crystals whose neighbours tie for the last place in exact numbers and not as the authors'
program computes distances are left out: which of them it takes is a matter of rounding.
"""

import json
import os
import re
import sys
import warnings
from importlib.metadata import version
from math import sqrt
from pathlib import Path

os.environ["DGLBACKEND"] = "pytorch"
warnings.simplefilter("ignore")
# Answers only: what a library prints goes elsewhere.
answers, sys.stdout = sys.stdout, sys.stderr

import dgl  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402
from alignn.graphs import Graph, canonize_edge, nearest_neighbor_edges  # noqa: E402
from alignn.models.alignn import ALIGNN, ALIGNNConfig  # noqa: E402
from jarvis.core.atoms import Atoms  # noqa: E402
from seeded_networks import CRYSTALS, described, seeded, structure  # noqa: E402
from training_figures import step_of  # noqa: E402

CUTOFF, NEIGHBOURS, TIE = 8.0, 12, 1e-4
COUNT = 20
SMALL = {
    "alignn_layers": 2,
    "gcn_layers": 1,
    "edge_input_features": 12,
    "triplet_input_features": 9,
    "embedding_features": 6,
    "hidden_features": 8,
}
TRAINED_ON = (0, 1, 2, 3, 4)
# Exact in single precision.
TARGETS = [0.125, -0.375, 0.25, 0.875, 0.1875]


def prototypes():
    """Crystals of high symmetry, in their smallest cells; coordinates are exact in binary numbers, so that ties are too."""
    face = 2 * np.array([[0, 1, 1], [1, 0, 1], [1, 1, 0]])
    body = 1.5 * np.array([[-1, 1, 1], [1, -1, 1], [1, 1, -1]])
    yield "aluminium", face, "Al", [[0, 0, 0]]
    yield "iron", body, "Fe", [[0, 0, 0]]
    yield "rock salt", 1.25 * face, "Na Cl", [[0, 0, 0], [0.5, 0.5, 0.5]]
    yield "zinc blende", 1.25 * face, "Zn S", [[0, 0, 0], [0.25, 0.25, 0.25]]
    yield "fluorite", 1.25 * face, "Ca F F", [[0, 0, 0], [0.25, 0.25, 0.25], [0.75, 0.75, 0.75]]
    yield "perovskite", 4 * np.eye(3), "Sr Ti O O O", [[0, 0, 0], [0.5] * 3, [0, 0.5, 0.5], [0.5, 0, 0.5], [0.5, 0.5, 0]]
    yield "litharge", np.diag([4, 4, 5]), "Pb Pb O O", [[0, 0.5, 0.25], [0.5, 0, 0.75], [0, 0, 0], [0.5, 0.5, 0]]


def irregular(count=12):
    """Crystals without symmetry."""
    draw = np.random.default_rng(7)
    symbols = ["Li", "O", "Mg", "Si", "S", "Ti", "Mn", "Cu", "Ag", "La", "W", "Bi"]
    for index in range(count):
        sites = 2 + index % 6
        edge = (18.0 * sites) ** (1 / 3)
        lattice = np.round(edge * (np.eye(3) + draw.uniform(-0.25, 0.25, (3, 3))), 3)
        frac = np.round(draw.uniform(0, 1, (sites, 3)), 4)
        yield f"irregular {index}", lattice, " ".join(draw.choice(symbols, sites)), frac.tolist()


def crystals():
    """Cell vectors have five decimals: jarvis-tools rounds them to as many."""
    for crystal in CRYSTALS:
        yield crystal[0], np.round(structure(crystal).lattice.matrix, 5), crystal[2], crystal[3]
    yield from prototypes()
    yield from irregular()


def atoms_of(lattice, species, frac):
    return Atoms(lattice_mat=lattice, coords=frac, elements=species, cartesian=False)


def is_settled(atoms):
    """Whether the bonds that the authors' program takes are those that ties to within rounding give."""
    near = atoms.get_all_neighbors(r=CUTOFF)
    if min(len(each) for each in near) < NEIGHBOURS:
        return False
    bonds = set()
    for site, each in enumerate(near):
        last = sorted(one[2] for one in each)[NEIGHBOURS - 1]
        for _, other, distance, image in each:
            if distance <= last + TIE:
                one, two, _, cell = canonize_edge(site, other, (0, 0, 0), tuple(image))
                bonds.add((one, two, *cell))
                if one == two:
                    bonds.add((one, two, *(-step for step in cell)))
    theirs, _ = nearest_neighbor_edges(atoms, CUTOFF, NEIGHBOURS, use_canonize=True)
    return len(bonds) == sum(len(images) for images in theirs.values())


def graph_of(atoms):
    return Graph.atom_dgl_multigraph(atoms, cutoff=CUTOFF, max_neighbors=NEIGHBOURS)


def spread(name, shape):
    """Offset and factor of a weight, such that features keep their size."""
    if name.endswith("running_var"):
        return 1.0, 0.5
    if len(shape) < 2:
        return (1.0, 0.25) if name.endswith("weight") else (0.0, 0.25)
    return 0.0, 1.5 / sqrt(shape[-1])


def seeded_network(sizes):
    network = ALIGNN(ALIGNNConfig(name="alignn", **sizes))
    state = network.state_dict()
    shapes = {}
    for name, tensor in state.items():
        if name.endswith(("num_batches_tracked", "centers")):
            continue
        shape = tuple(tensor.shape)
        shapes[name] = [list(shape), *spread(name, shape)]
        state[name] = torch.tensor(seeded(name, shape, *spread(name, shape)))
    network.load_state_dict(state)
    return network.double().eval(), shapes


def value_of(network, atoms):
    graph, angles = graph_of(atoms)
    with torch.no_grad():
        return float(network((graph, angles, torch.tensor(atoms.lattice_mat))))


def config_of(config):
    return {
        "name": "alignn",
        **{field: getattr(config, field) for field in (*SMALL, "atom_input_features", "output_features", "link")},
    }


def figures_of(sizes, own, golden):
    network, shapes = seeded_network(sizes)
    return {
        "model": config_of(network.config),
        "weights": shapes,
        "values": [value_of(network, atoms) for atoms in own],
        "golden": {str(index): value_of(network, atoms) for index, atoms in golden.items()},
    }


def training(own):
    network, _ = seeded_network(SMALL)
    pairs = [graph_of(own[index]) for index in TRAINED_ON]
    graphs = [dgl.batch(side) for side in zip(*pairs)]
    figures = step_of(network, lambda: network((*graphs, None)), TARGETS, 0.5, keep=r"^fc\.")
    return {"crystals": list(TRAINED_ON), **figures}


def golden_crystals(shared):
    rows = json.loads((Path(shared) / "golden/upstream-predictions.json").read_text())
    found = [(index, atoms_of(row["lattice"], row["species"], row["frac"])) for index, row in enumerate(rows)]
    return dict([(index, atoms) for index, atoms in found if is_settled(atoms)][:COUNT])


def main(shared=None):
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    all_own = [(name, atoms_of(lattice, species.split(), frac)) for name, lattice, species, frac in crystals()]
    own = [(name, atoms) for name, atoms in all_own if is_settled(atoms)][:COUNT]
    assert len(own) == COUNT, [name for name, _ in own]
    golden = golden_crystals(shared) if shared else {}
    atoms = [each for _, each in own]
    figures = {
        "programs": ", ".join(f"{name} {version(name)}" for name in ("alignn", "jarvis-tools", "dgl", "torch")),
        "crystals": [
            {
                "name": name,
                "lattice": each.lattice_mat.tolist(),
                "species": list(each.elements),
                "frac": each.frac_coords.tolist(),
            }
            for name, each in own
        ],
        "published": figures_of({}, atoms, golden),
        "small": figures_of(SMALL, atoms, golden),
        "training": training(atoms),
    }
    text = json.dumps(figures, indent=1)
    pattern = r"\[[^\[\]{}]*\]|\[\s+\[[^{}]*?\]\s+\]|\[\s+\[[^{}]*?\],[^{}\[\]]*\]"
    print(re.sub(pattern, lambda found: " ".join(found[0].split()), text), file=answers)


if __name__ == "__main__":
    main(*sys.argv[1:])
