"""A seeded ALIGNN as the authors' program keeps it: the archive of a checkpoint with its configuration.

    .venv-torch/bin/python alignn_checkpoints.py ../../libs/models/test-fixtures/checkpoints/small_bandgap_alignn.zip
    .venv-torch/bin/python alignn_checkpoints.py ARCHIVE published

The network is one of `alignn_figures.py`, by default the small one, whose answers are in its figures; optimiser and
schedule are those of a step of training, as the published archives have them.
"""

import io
import json
import sys
import zipfile
from pathlib import Path

import alignn_figures as figures
import torch


def main(path, which="small"):
    network, _ = figures.seeded_network({"small": figures.SMALL, "published": {}}[which])
    network.float()
    optimiser = torch.optim.AdamW(network.parameters(), lr=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=0.01, total_steps=10)
    weights = io.BytesIO()
    torch.save(
        {
            "model": network.state_dict(),
            "optimizer": optimiser.state_dict(),
            "lr_scheduler": schedule.state_dict(),
            "trainer": {"epoch_length": 5, "max_epochs": 2, "iteration": 1},
        },
        weights,
    )
    config = {
        "version": "112bbedebdaecf59fb18e11c929080fb2f358246",
        "dataset": "dft_3d",
        "target": "optb88vdw_bandgap",
        "atom_features": "cgcnn",
        "neighbor_strategy": "k-nearest",
        "id_tag": "jid",
        "classification_threshold": None,
        "target_multiplication_factor": None,
        "standard_scalar_and_pca": False,
        "cutoff": figures.CUTOFF,
        "max_neighbors": figures.NEIGHBOURS,
        "model": {**figures.config_of(network.config), "classification": False, "num_classes": 2, "extra_features": 0},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        folder = Path(path).stem
        for name, data in (("checkpoint_2.pt", weights.getvalue()), ("config.json", json.dumps(config, indent=2))):
            # The same bytes whenever it is run.
            archive.writestr(zipfile.ZipInfo(f"{folder}/{name}"), data, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main(*sys.argv[1:])
