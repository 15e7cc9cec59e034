"""The authors' codes with their published weights, each behind one call: structures in, values out.

    open_model(name, shared) -> Model, whose predict(structures) gives one answer a structure

CGCNN is not on PyPI: CGCNN_CODE names a checkout of github.com/txie-93/cgcnn. matgl runs on DGL. What upstream
computes is computed by upstream's own lines; nothing of them is repeated here.
"""

import os
import sys
import warnings
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

os.environ["MATGL_BACKEND"] = "DGL"
os.environ["DGLBACKEND"] = "pytorch"
warnings.simplefilter("ignore")

MATGL_WEIGHTS = "weights/materialsvirtuallab+matgl/pretrained_models"
CGCNN_WEIGHTS = "weights/txie-93+cgcnn"
FIDELITIES = 4


class Cgcnn:
    """One property of CGCNN, read and evaluated as the authors' predict.py does."""

    def __init__(self, name, shared):
        import torch

        sys.path.insert(0, os.environ["CGCNN_CODE"])
        from cgcnn import data, model

        self.torch, self.data = torch, data
        checkpoint = torch.load(shared / CGCNN_WEIGHTS / f"pre-trained/{name}.pth.tar", map_location="cpu")
        made_with = SimpleNamespace(**checkpoint["args"])
        # The dataset reads its structures from files; here it is given those in memory.
        self.dataset = object.__new__(data.CIFData)
        self.dataset.root_dir, self.dataset.max_num_nbr, self.dataset.radius = "", 12, 8
        self.dataset.ari = data.AtomCustomJSONInitializer(shared / CGCNN_WEIGHTS / "data/sample-regression/atom_init.json")
        self.dataset.gdf = data.GaussianDistance(dmin=0, dmax=8, step=0.2)
        self.network = model.CrystalGraphConvNet(
            92, 41, made_with.atom_fea_len, made_with.n_conv, made_with.h_fea_len, made_with.n_h
        )
        self.network.load_state_dict(checkpoint["state_dict"])
        self.network.eval()
        self.scale, self.shift = checkpoint["normalizer"]["std"], checkpoint["normalizer"]["mean"]

    def predict(self, structures):
        given = iter(structures)
        self.data.Structure = SimpleNamespace(from_file=lambda _: next(given))
        self.dataset.id_prop_data = [("structure", "0")] * len(structures)
        read = type(self.dataset).__getitem__.__wrapped__  # without its cache
        batch, _, _ = self.data.collate_pool([read(self.dataset, index) for index in range(len(structures))])
        with self.torch.no_grad():
            return (self.network(*batch) * self.scale + self.shift).flatten().tolist()


class Matgl:
    """A model of matgl: one structure as predict_structure, several as one batch of DGL."""

    def __init__(self, name, shared):
        import dgl
        import matgl
        import torch
        from matgl.ext.pymatgen import Structure2Graph

        self.dgl, self.torch = dgl, torch
        self.model = matgl.load_model(shared / MATGL_WEIGHTS / name)
        self.model.eval()
        self.converter = Structure2Graph(self.model.model.element_types, self.model.model.cutoff)

    def graphs(self, structures):
        graphs, lattices, _ = zip(*[self.converter.get_graph(structure) for structure in structures])
        return graphs, lattices


class Property(Matgl):
    """A property of a whole crystal."""

    def __init__(self, name, shared):
        super().__init__(name, shared)
        self.states = range(FIDELITIES) if name.endswith("mfi") else (None,)

    def predict(self, structures):
        with self.torch.no_grad():
            if len(structures) == len(self.states) == 1:
                return [float(self.model.predict_structure(structures[0], self.attribute(1, self.states[0])))]
            batch = self.batch(structures)
            values = [self.of_state(batch, len(structures), state) for state in self.states]
        return values[0] if len(values) == 1 else [list(answers) for answers in zip(*values)]

    def attribute(self, count, state):
        if state is None:
            return None if count == 1 else self.torch.zeros(count, 2)
        return self.torch.full((count,), state, dtype=self.torch.long)

    def batch(self, structures):
        graphs, lattices = self.graphs(structures)
        for graph, lattice in zip(graphs, lattices):
            graph.edata["pbc_offshift"] = graph.edata["pbc_offset"] @ lattice[0]
            graph.ndata["pos"] = graph.ndata["frac_coords"] @ lattice[0]
        return self.dgl.batch(graphs)

    def of_state(self, batch, count, state):
        # The network adds to the graph that it is given.
        return self.model(g=batch.clone(), state_attr=self.attribute(count, state)).reshape(-1).tolist()


class Potential(Matgl):
    """Energy in eV, forces in eV/Å, stress in GPa."""

    def predict(self, structures):
        graphs, lattices = self.graphs(structures)
        batch = graphs[0] if len(structures) == 1 else self.dgl.batch(graphs)
        energies, forces, stresses, _ = self.model(batch, self.torch.cat(lattices), self.torch.zeros(2))
        atoms = [len(structure) for structure in structures]
        return [
            {"energy": float(energy), "forces": force.tolist(), "stress": stress.tolist()}
            for energy, force, stress in zip(
                energies.detach().reshape(-1), forces.detach().split(atoms), stresses.detach().reshape(-1, 3, 3)
            )
        ]


class Alignn:
    """The published configuration of ALIGNN with seeded weights: its own cannot be had without the network."""

    def __init__(self):
        import dgl
        import torch
        from alignn_figures import atoms_of, graph_of, seeded_network

        self.dgl, self.torch, self.atoms_of, self.graph_of = dgl, torch, atoms_of, graph_of
        self.network = seeded_network({})[0].float()

    def predict(self, structures):
        pairs = []
        for structure in structures:
            symbols = [site.specie.symbol for site in structure]
            pairs.append(self.graph_of(self.atoms_of(structure.lattice.matrix, symbols, structure.frac_coords)))
        graph, angles = pairs[0] if len(pairs) == 1 else (self.dgl.batch(side) for side in zip(*pairs))
        with self.torch.no_grad():
            return self.network((graph, angles, None)).reshape(-1).tolist()


def open_model(name, shared):
    """`name` as the models of NANO-OS are named: CGCNN-band-gap, MEGNet-MP-2018.6.1-Eform, M3GNet-…-PES; or ALIGNN-seeded."""
    shared = Path(shared)
    if name == "ALIGNN-seeded":
        return Alignn()
    if name.startswith("CGCNN-"):
        return Cgcnn(name.removeprefix("CGCNN-"), shared)
    return (Potential if name.endswith("-PES") else Property)(name, shared)


def older_triples():
    """While it lasts, matgl orders the two bonds of a triple as it did before August 2023."""
    import dgl
    from matgl.models import _m3gnet as module

    make = module.create_line_graph

    def swapped(graph, cutoff):
        lines = make(graph, cutoff)
        first, second = lines.edges()
        turned = dgl.graph((second, first), num_nodes=lines.num_nodes())
        turned.ndata.update(lines.ndata)
        return turned

    class Swapped(nullcontext):
        def __enter__(self):
            module.create_line_graph = swapped

        def __exit__(self, *_):
            module.create_line_graph = make

    return Swapped()
