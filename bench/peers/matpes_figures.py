"""Energies, forces and stresses of the MatPES potentials, by matgl in double precision.

    .venv-torch/bin/python matpes_figures.py SHARED > ../../libs/models/test-figures/matpes.json

For some of the crystals of golden/upstream-predictions.json, by their number there. Bonds are sorted so that those
within the three-body cutoff come first: then matgl's pruned and full lists of bonds have the same numbers, and what
it computes does not depend on the order of neighbours. Energy in eV, forces in eV/Å by atom, stress in GPa by rows.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

from authors import MATGL_WEIGHTS  # first: it chooses DGL before matgl is loaded

import dgl
import matgl
import numpy as np
import torch
from matgl.ext.pymatgen import Structure2Graph
from pymatgen.core import Structure

MODELS = ("M3GNet-MatPES-PBE-v2025.1-PES", "M3GNet-MatPES-r2SCAN-v2025.1-PES")
CHOSEN = range(2, 80, 13)

matgl.set_default_dtype("float", 64)


def sorted_bonds(graph, structure, cutoff):
    """The graph with the bonds up to the cutoff first."""
    source, target = (ends.numpy() for ends in graph.edges())
    images = graph.edata["pbc_offset"].numpy()
    vectors = structure.cart_coords[target] + images @ structure.lattice.matrix - structure.cart_coords[source]
    order = torch.tensor(np.argsort(np.linalg.norm(vectors, axis=1) > cutoff, kind="stable"))
    ends = tuple(end[order] for end in graph.edges())
    ordered = dgl.graph(ends, num_nodes=graph.num_nodes())
    ordered.ndata.update(graph.ndata)
    ordered.edata["pbc_offset"] = graph.edata["pbc_offset"][order]
    return ordered


def figures(potential, structure):
    network = potential.model
    graph, lattice, state = Structure2Graph(network.element_types, network.cutoff).get_graph(structure)
    graph = sorted_bonds(graph, structure, network.threebody_cutoff)
    energy, forces, stress, _ = potential(graph, lattice, torch.tensor(state))
    rounded = [np.round(values.detach().numpy(), 9).tolist() for values in (energy, forces, stress)]
    return dict(zip(("energy", "forces", "stress"), rounded))


def main(shared):
    records = json.loads((shared / "golden/upstream-predictions.json").read_text())
    programs = ", ".join(f"{name} {version(name)}" for name in ("matgl", "dgl", "torch"))
    print(json.dumps({"programs": programs})[:-1] + ', "models": {')
    models = []
    for name in MODELS:
        potential = matgl.load_model(shared / MATGL_WEIGHTS / name).double()
        potential.eval()
        lines = []
        for index in CHOSEN:
            record = records[index]
            structure = Structure(record["lattice"], record["species"], record["frac"])
            lines.append(json.dumps({"golden": index, **figures(potential, structure)}))
        models.append(f'"{name}": [\n' + ",\n".join(lines) + "\n]")
    print(",\n".join(models) + "\n}}")


main(Path(sys.argv[1]))
