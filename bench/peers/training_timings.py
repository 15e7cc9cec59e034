"""Times epochs of training in the authors' codes for bench/training; seconds of each epoch as JSON.

    CGCNN_CODE=CHECKOUT python training_timings.py NETWORK ROWS BATCH EPOCHS THREADS

NETWORK is cgcnn, megnet, m3gnet or alignn; ROWS a file with a crystal a line. Graphs are in memory before the clock starts;
each step makes its batch, goes forth and back, and takes a step of AdamW.
"""

import json
import os
import sys
import time

NETWORK, ROWS, BATCH, EPOCHS, THREADS = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
# Otherwise the pools of NumPy's and of PyTorch's threads would fight.
os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = str(THREADS)
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MATGL_BACKEND"], os.environ["DGLBACKEND"] = "DGL", "pytorch"

import random  # noqa: E402
from types import SimpleNamespace  # noqa: E402

import numpy as np  # noqa: E402
import torch  # noqa: E402
from pymatgen.core import Structure  # noqa: E402

answers, sys.stdout = sys.stdout, sys.stderr
torch.set_num_threads(THREADS)
# CGCNN's Gaussians are full of numbers that are slow to multiply, which says nothing of the code.
torch.set_flush_denormal(True)
with open(ROWS) as lines:
    rows = [json.loads(line) for line in lines]
structures = [Structure(row["lattice"], row["species"], row["frac"]) for row in rows]
targets = [row["targets"]["formation_energy"] for row in rows]


def cgcnn():
    sys.path.insert(0, os.environ["CGCNN_CODE"])
    from cgcnn import data, model

    dataset = object.__new__(data.CIFData)
    dataset.root_dir, dataset.max_num_nbr, dataset.radius = "", 12, 8
    dataset.ari = SimpleNamespace(get_atom_fea=lambda number: np.eye(122)[number])
    dataset.gdf = data.GaussianDistance(dmin=0, dmax=8, step=0.2)
    samples = []
    for index, structure in enumerate(structures):
        dataset.id_prop_data = [(str(index), targets[index])]
        data.Structure = SimpleNamespace(from_file=lambda _, found=structure: found)
        samples.append(type(dataset).__getitem__.__wrapped__(dataset, 0))
    network = model.CrystalGraphConvNet(122, 41, 64, 3, 128, 1)

    def answer(part):
        inputs, target, _ = data.collate_pool([samples[index] for index in part])
        return network(*inputs).squeeze(1), target.squeeze(1)

    return network, answer


def matgl(make):
    import dgl
    from matgl.ext.pymatgen import Structure2Graph

    network, cutoff, prepare = make()
    converter = Structure2Graph(network.element_types, cutoff)
    graphs = []
    for structure in structures:
        graph, lattice, _ = converter.get_graph(structure)
        graph.edata["pbc_offshift"] = torch.matmul(graph.edata["pbc_offset"], lattice[0])
        graph.ndata["pos"] = graph.ndata["frac_coords"] @ lattice[0]
        graphs.append((graph, prepare(graph)))

    def answer(part):
        batch = dgl.batch([graphs[index][0] for index in part])
        more = [graphs[index][1] for index in part]
        target = torch.tensor([targets[index] for index in part])
        if more[0] is None:
            return network(batch, torch.zeros(len(part), 2)), target
        return network(batch, l_g=dgl.batch(more)), target

    return network, answer


def elements():
    return tuple(sorted({site.specie.symbol for structure in structures for site in structure}))


def megnet():
    from matgl.models import MEGNet

    network = MEGNet(
        dim_node_embedding=32,
        dim_edge_embedding=60,
        dim_state_embedding=2,
        nblocks=3,
        hidden_layer_sizes_input=[64, 32],
        hidden_layer_sizes_conv=[64, 64, 32],
        hidden_layer_sizes_output=[32, 16],
        niters_set2set=2,
        activation_type="softplus2",
        include_state=True,
        element_types=elements(),
        cutoff=4.5,
    )
    return network, 4.5, lambda _: None


def m3gnet():
    from matgl.graph._compute_dgl import compute_pair_vector_and_distance, create_line_graph
    from matgl.models import M3GNet

    network = M3GNet(
        element_types=elements(),
        dim_node_embedding=32,
        dim_edge_embedding=32,
        units=32,
        nblocks=2,
        max_n=3,
        max_l=3,
        use_smooth=True,
        is_intensive=True,
        readout_type="set2set",
        niters_set2set=2,
        nlayers_set2set=1,
        cutoff=4.5,
        threebody_cutoff=3.5,
    )

    def lines(graph):
        vectors, distances = compute_pair_vector_and_distance(graph)
        graph.edata["bond_vec"], graph.edata["bond_dist"] = vectors, distances
        line_graph = create_line_graph(graph, 3.5)
        return line_graph

    return network, 4.5, lines


def alignn():
    import dgl
    from alignn.graphs import Graph
    from alignn.models.alignn import ALIGNN, ALIGNNConfig
    from jarvis.core.atoms import Atoms

    graphs = []
    for row in rows:
        atoms = Atoms(lattice_mat=row["lattice"], coords=row["frac"], elements=row["species"], cartesian=False)
        graphs.append(Graph.atom_dgl_multigraph(atoms, cutoff=8.0, max_neighbors=12))
    network = ALIGNN(ALIGNNConfig(name="alignn", alignn_layers=2, gcn_layers=2, hidden_features=64))

    def answer(part):
        atoms, bonds = (dgl.batch([graphs[index][side] for index in part]) for side in (0, 1))
        return network((atoms, bonds, None)), torch.tensor([targets[index] for index in part])

    return network, answer


NETWORKS = {"alignn": alignn, "cgcnn": cgcnn, "megnet": lambda: matgl(megnet), "m3gnet": lambda: matgl(m3gnet)}
network, answer = NETWORKS[NETWORK]()
network.train()
optimiser = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=1e-2)
order = list(range(len(rows)))
seconds = []
for _ in range(EPOCHS):
    random.shuffle(order)
    begin = time.perf_counter()
    for start in range(0, len(order), BATCH):
        values, target = answer(order[start : start + BATCH])
        loss = torch.nn.functional.huber_loss(values, target, delta=0.1)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    seconds.append(time.perf_counter() - begin)
print(json.dumps(seconds), file=answers)
