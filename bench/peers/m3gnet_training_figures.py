"""One step of training of matgl's M3GNet with seeded weights: for a value of crystals, and as a potential.

    .venv-torch/bin/python m3gnet_training_figures.py > ../../libs/models/test-figures/m3gnet-training.json

All in double precision; crystals and weights as in seeded_networks.py. Both cutoffs are the same, since where they
differ matgl's triples look their atoms up in another list of bonds.
"""

import json
import re
import sys

import seeded_networks as seeded
from training_figures import DECAY, RATE, rounded, step_of

CUTOFF = 4.0
SIZES = {"radialOrders": 3, "degrees": 3, "blocks": 2, "atomSize": 5, "bondSize": 4, "hiddenSize": 6}
SCALE = 0.7
REFERENCES = [-4.5, -1.25, -5.0, -1.75, -3.5]


def network_of(**more):
    import matgl
    import torch

    matgl.set_default_dtype("float", 64)
    from matgl.models import M3GNet

    network = M3GNet(
        element_types=tuple(seeded.SYMBOLS),
        dim_node_embedding=SIZES["atomSize"],
        dim_edge_embedding=SIZES["bondSize"],
        units=SIZES["hiddenSize"],
        nblocks=SIZES["blocks"],
        max_n=SIZES["radialOrders"],
        max_l=SIZES["degrees"],
        use_smooth=True,
        cutoff=CUTOFF,
        threebody_cutoff=CUTOFF,
        **more,
    )
    network.double()
    shapes = {name: tuple(weight.shape) for name, weight in network.named_parameters()}
    for name, weight in network.named_parameters():
        values = seeded.seeded("model." + name, shapes[name], *seeded.spread("model." + name, shapes[name]))
        weight.data = torch.tensor(values)
    network.seeded_shapes = {"model." + name: shape for name, shape in shapes.items()}
    return network


def batch_of(network):
    """The crystals as one graph, with the lattice of each."""
    import dgl
    import torch
    from matgl.ext.pymatgen import Structure2Graph

    converter = Structure2Graph(network.element_types, CUTOFF)
    graphs, lattices = [], []
    for crystal in seeded.CRYSTALS:
        graph, lattice, _ = converter.get_graph(seeded.structure(crystal))
        graph.edata["pbc_offset"] = graph.edata["pbc_offset"].double()
        graph.edata["pbc_offshift"] = graph.edata["pbc_offset"] @ lattice[0].double()
        graph.ndata["frac_coords"] = graph.ndata["frac_coords"].double()
        graph.ndata["pos"] = graph.ndata["frac_coords"] @ lattice[0].double()
        graphs.append(graph)
        lattices.append(lattice[0].double())
    return dgl.batch(graphs), torch.stack(lattices)


def described(network, readout, scale, figures):
    config = {
        "elements": seeded.SYMBOLS,
        "cutoff": CUTOFF,
        "threeBodyCutoff": CUTOFF,
        "radialBasis": "smooth",
        "tripleOrder": "other",
        **SIZES,
        "readout": readout,
        "set2set": {"steps": 2, "layers": 1},
        "scale": scale,
    }
    return {"config": config, "weights": seeded.described(network.seeded_shapes), **figures}


def intensive():
    network = network_of(is_intensive=True, readout_type="set2set", niters_set2set=2, nlayers_set2set=1)
    graph, _ = batch_of(network)
    targets = [0.1, -0.4, 0.3, 0.0, 0.2]
    figures = step_of(network, lambda: network(graph), targets, 0.5, "model.", r"model\.final_layer\.layers\.4")
    return described(network, "set2set", 1, figures)


def potential():
    """Errors of energies are an atom's; each kind's are over its unit, squared, averaged and weighed."""
    import torch
    from matgl.apps.pes import Potential

    network = network_of(is_intensive=False)
    graph, lattices = batch_of(network)
    model = Potential(network, data_std=SCALE, element_refs=torch.tensor(REFERENCES, dtype=torch.float64))
    model.double()
    energies, forces, stresses, _ = model(graph, lattices)
    atoms = graph.batch_num_nodes().double()
    found = {"energy": energies / atoms, "forces": forces, "stresses": stresses}
    targets = {
        kind: torch.tensor(seeded.seeded(kind, tuple(values.shape), 0.0, 2.0)) for kind, values in found.items()
    }
    units = {"energy": 0.5, "forces": 0.8, "stresses": 30.0}
    shares = {"energy": 1.0, "forces": 1.5, "stresses": 0.2}
    loss = sum(shares[kind] * (((found[kind] - targets[kind]) / units[kind]) ** 2).mean() for kind in found)
    loss.backward()
    figures = {
        "units": units,
        "shares": shares,
        "references": REFERENCES,
        "targets": {kind: rounded(values) for kind, values in targets.items()},
        "values": {kind: rounded(values.detach()) for kind, values in found.items()},
        "loss": float(loss),
        "gradients": {
            "model." + name: [
                list(weight.shape),
                rounded(torch.zeros_like(weight) if weight.grad is None else weight.grad),
            ]
            for name, weight in network.named_parameters()
        },
    }
    return described(network, "energy", SCALE, figures)


def main():
    figures = {"rate": RATE, "decay": DECAY, "intensive": intensive(), "potential": potential()}
    text = json.dumps(figures, indent=1)
    print(re.sub(r"\[[^\[\]{}]*\]", lambda found: " ".join(found[0].split()), text))


if __name__ == "__main__":
    sys.exit(main())
