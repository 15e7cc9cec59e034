"""Energies to which matgl's Relaxer takes 100 crystals, in eV per atom, and the steps that it needed.

    .venv-torch/bin/python m3gnet_relaxation_figures.py SHARED > ../../libs/models/test-figures/m3gnet-relaxations.json

FIRE, cell and atoms, until no force on an atom or on the cell is above 0.05 eV/Å, at most 500 steps.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

from authors import open_model
from pymatgen.core import Structure
from relaxed import FMAX, STEPS, chosen, relax

MODEL = "M3GNet-MP-2021.2.8-PES"


def main(shared):
    potential = open_model(MODEL, shared).model
    programs = ", ".join(f"{name} {version(name)}" for name in ("matgl", "dgl", "torch", "ase"))
    head = {"programs": programs, "model": MODEL, "file": "mp-2021-pbe", "fmax": FMAX, "most_steps": STEPS}
    print(json.dumps(head)[:-1] + ', "crystals": [')
    separator = ""
    for record in chosen(shared):
        found = relax(potential, Structure(record["lattice"], record["species"], record["frac"]))
        line = {"id": record["id"], "atoms": len(record["species"]), **found}
        del line["seconds"]
        print(separator + json.dumps(line), end="", flush=True)
        separator = ",\n"
    print("\n]}")


main(Path(sys.argv[1]))
