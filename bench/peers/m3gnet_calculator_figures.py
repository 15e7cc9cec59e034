"""Relaxed cells, elastic tensors and equations of state of six crystals by the authors' calculators, matcalc on matgl.

    .venv-torch/bin/python m3gnet_calculator_figures.py SHARED > ../../libs/models/test-figures/m3gnet-calculator.json

The potential is M3GNet-MP-2021.2.8-PES as published. Primitive cells along the cubic axes, so that tensors are in
those axes too. `elastic.clamped` is matcalc's default (strained crystals are not relaxed), `elastic.relaxed` relaxes
their atoms; `eos` is by matcalc's largest linear strain, whose default is 0.1 (volumes from 0.73 to 1.33).
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

from authors import MATGL_WEIGHTS  # first: it chooses DGL before matgl is loaded

import matcalc
import numpy as np
from ase.units import GPa
from pymatgen.core import Lattice, Structure

MODEL = "M3GNet-MP-2021.2.8-PES"
TOLERANCE = 0.001
# Of the atoms of strained crystals.
STRAINED_TOLERANCE = 0.01
STRAINS = (0.01, 0.02, 0.04, 0.1)
FACE_CENTRED = np.array([[0, 0.5, 0.5], [0.5, 0, 0.5], [0.5, 0.5, 0]])
# Name, conventional cell's edge to begin with (Å), species, fractional coordinates in the primitive cell.
CRYSTALS = (
    ("Si", 5.5, ("Si", "Si"), (0, 0.25)),
    ("Al", 4.1, ("Al",), (0,)),
    ("Cu", 3.7, ("Cu",), (0,)),
    ("MgO", 4.3, ("Mg", "O"), (0, 0.5)),
    ("NaCl", 5.8, ("Na", "Cl"), (0, 0.5)),
    ("diamond", 3.6, ("C", "C"), (0, 0.25)),
)


def rounded(values, digits=4):
    return np.round(np.asarray(values, dtype=float), digits).tolist()


def elastic(calculator, structure, relaxed):
    found = matcalc.ElasticityCalc(
        calculator, fmax=STRAINED_TOLERANCE, relax_structure=False, relax_deformed_structures=relaxed
    ).calc(structure)
    return {
        "bulk_modulus": rounded(found["bulk_modulus_vrh"] / GPa),
        "shear_modulus": rounded(found["shear_modulus_vrh"] / GPa),
        "tensor": rounded(found["elastic_tensor"].voigt / GPa, 3),
    }


def bulk_modulus(calculator, structure, strain):
    found = matcalc.EOSCalc(
        calculator, fmax=STRAINED_TOLERANCE, relax_structure=False, max_abs_strain=strain
    ).calc(structure)
    return rounded(float(found["bulk_modulus_bm"]))


def figures(calculator, name, edge, species, positions):
    structure = Structure(Lattice(edge * FACE_CENTRED), species, [[p, p, p] for p in positions])
    relaxed = matcalc.RelaxCalc(calculator, fmax=TOLERANCE).calc(structure)
    found = relaxed["final_structure"]
    return {
        "name": name,
        "lattice": rounded(edge * FACE_CENTRED, 6),
        "species": species,
        "frac": [[p, p, p] for p in positions],
        "relaxed_edge": rounded((4 * relaxed["volume"]) ** (1 / 3), 5),
        "relaxed_energy_per_atom": rounded(relaxed["energy"] / len(species), 6),
        "elastic": {
            "clamped": elastic(calculator, found, relaxed=False),
            "relaxed": elastic(calculator, found, relaxed=True),
        },
        "eos": {str(strain): bulk_modulus(calculator, found, strain) for strain in STRAINS},
    }


def main(shared):
    calculator = matcalc.PESCalculator.load_matgl(shared / MATGL_WEIGHTS / MODEL)
    programs = ", ".join(f"{name} {version(name)}" for name in ("matcalc", "matgl", "dgl", "torch", "ase"))
    head = {"programs": programs, "model": MODEL, "fmax": TOLERANCE, "units": "Å, eV, GPa"}
    print(json.dumps(head)[:-1] + ', "crystals": [')
    separator = ""
    for crystal in CRYSTALS:
        print(separator + json.dumps(figures(calculator, *crystal)), end="", flush=True)
        separator = ",\n"
    print("\n]}")


main(Path(sys.argv[1]))
