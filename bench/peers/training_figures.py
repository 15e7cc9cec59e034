"""One step of training of the authors' networks with seeded weights, and steps of PyTorch's optimisers.

    CGCNN_CODE=checkout .venv-torch/bin/python training_figures.py > ../../libs/models/test-figures/training.json

All in double precision. The networks and crystals are those of seeded_networks.py.
"""

import json
import re
import sys

import numpy as np
import seeded_networks as seeded

RATE, DECAY = 0.01, 0.02


def rounded(values):
    return [float(f"{value:.9g}") for value in np.asarray(values, dtype=np.float64).ravel()]


def step_of(network, answer, targets, delta, prefix="", keep=r"fc_out|output_proj.layers.4"):
    """Loss, gradients, and some weights after a step of AdamW, by the authors' names."""
    import torch

    network.train()
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    values = answer()
    loss = torch.nn.functional.huber_loss(values, torch.tensor(targets, dtype=torch.float64), delta=delta)
    loss.backward()
    named = [(prefix + name, weight) for name, weight in network.named_parameters()]
    gradients = {
        name: [list(weight.shape), rounded(torch.zeros_like(weight) if weight.grad is None else weight.grad)]
        for name, weight in named
    }
    optimiser.step()
    # Of the step itself, one linear layer says enough.
    after = {
        name: [list(weight.shape), rounded(weight.detach())]
        for name, weight in named
        if re.search(keep, name)
    }
    buffers = {
        prefix + name: [list(buffer.shape), rounded(buffer)]
        for name, buffer in network.named_buffers()
        if "running" in name
    }
    return {
        "rate": RATE,
        "decay": DECAY,
        "delta": delta,
        "targets": targets,
        "values": rounded(values.detach()),
        "loss": float(loss),
        "gradients": gradients,
        "after": after,
        "statistics": buffers,
    }


def cgcnn():
    network, batches = seeded.cgcnn_network()
    # Crystals whose neighbours tie have no figure.
    known = [index for index, batch in enumerate(batches) if batch is not None]
    atoms, bonds, neighbours, crystals, start = [], [], [], [], 0
    for index in known:
        atom, bond, near, (members,) = batches[index]
        atoms.append(atom)
        bonds.append(bond)
        neighbours.append(near + start)
        crystals.append(members + start)
        start += len(atom)
    import torch

    inputs = (torch.cat(atoms), torch.cat(bonds), torch.cat(neighbours), crystals)
    targets = [16.0, 13.0, 12.0, 18.0]
    figures = step_of(network, lambda: network(*inputs).squeeze(1), targets, 2.0)
    return {"crystals": known, **figures}


def matgl():
    import dgl
    import torch

    network, converter = seeded.megnet_network(None)
    graphs = []
    for crystal in seeded.CRYSTALS:
        structure = seeded.structure(crystal)
        graph, lattice, _ = converter.get_graph(structure)
        graph.edata["pbc_offshift"] = graph.edata["pbc_offset"].double() @ lattice[0].double()
        graph.ndata["pos"] = graph.ndata["frac_coords"].double() @ lattice[0].double()
        graphs.append(graph)
    batch = dgl.batch(graphs)
    state = torch.zeros(len(graphs), 3)
    targets = [0.1, -0.4, 0.3, 0.0, 0.2]
    return step_of(network, lambda: network(batch, state), targets, 0.5, "model.")


def optimisers():
    import torch

    gradients = [[0.5, -1.0, 2.0], [0.1, 0.2, -3.0], [-0.4, 0.0, 1e-4], [2.0, -1e-6, 0.3]]
    steps = {}
    for name, decay in (("adam", 0.0), ("adamw", 0.1)):
        weights = torch.tensor([1.0, -2.0, 0.5], dtype=torch.float64, requires_grad=True)
        optimiser = torch.optim.AdamW([weights], lr=0.05, weight_decay=decay)
        steps[name] = []
        for gradient in gradients:
            weights.grad = torch.tensor(gradient, dtype=torch.float64)
            optimiser.step()
            steps[name].append(rounded(weights.detach()))
    parameter = torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.SGD([parameter], lr=1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, max_lr=0.004, total_steps=20, pct_start=0.3, cycle_momentum=False
    )
    rates = []
    for _ in range(20):
        rates.append(float(f"{schedule.get_last_lr()[0]:.12g}"))
        optimiser.step()
        schedule.step()
    return {"gradients": gradients, "rate": 0.05, "decay": 0.1, **steps, "oneCycle": rates}


def main():
    figures = {"optimisers": optimisers(), "cgcnn": cgcnn(), "matgl": matgl()}
    text = json.dumps(figures, indent=1)
    print(re.sub(r"\[[^\[\]{}]*\]", lambda found: " ".join(found[0].split()), text))


if __name__ == "__main__":
    sys.exit(main())
