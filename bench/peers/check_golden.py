"""How far the authors' codes, as installed here, are from golden/upstream-predictions.json.

    CGCNN_CODE=CHECKOUT .venv-torch/bin/python check_golden.py SHARED
"""

import json
import sys
from contextlib import nullcontext
from pathlib import Path

import numpy as np
from authors import older_triples, open_model
from pymatgen.core import Structure

CGCNN = ("formation-energy-per-atom", "band-gap", "bulk-moduli", "shear-moduli", "efermi")
MATGL = ("MEGNet-MP-2018.6.1-Eform", "MEGNet-MP-2019.4.1-BandGap-mfi", "M3GNet-MP-2018.6.1-Eform")
POTENTIAL = "M3GNet-MP-2021.2.8-PES"


def largest(answers, expected):
    return max(float(np.max(np.abs(np.asarray(a) - np.asarray(b)))) for a, b in zip(answers, expected, strict=True))


def singly(model, structures):
    return [model.predict([structure])[0] for structure in structures]


def main(shared):
    records = json.loads((shared / "golden/upstream-predictions.json").read_text())
    structures = [Structure(record["lattice"], record["species"], record["frac"]) for record in records]
    expected = [record["expected"] for record in records]
    sure = [index for index, answers in enumerate(expected) if not answers["cgcnn_tie_at_12"]]
    for name in CGCNN:
        model = open_model(f"CGCNN-{name}", shared)
        chosen, wanted = [structures[index] for index in sure], [expected[index]["CGCNN"][name] for index in sure]
        print(f"CGCNN-{name}, {len(sure)} crystals: {largest(singly(model, chosen), wanted):.1e}, "
              f"as a batch {largest(model.predict(chosen), wanted):.1e}")
    for name in MATGL:
        model, wanted = open_model(name, shared), [answers[name] for answers in expected]
        with older_triples() if name.startswith("M3GNet") else nullcontext():
            print(f"{name}, {len(structures)} crystals: {largest(singly(model, structures), wanted):.1e}, "
                  f"as a batch {largest(model.predict(structures), wanted):.1e}")
    answers = singly(open_model(POTENTIAL, shared), structures)
    wanted = [record[POTENTIAL]["as_published"] for record in expected]
    atoms = [len(structure) for structure in structures]
    of_atoms = largest(
        [answer["energy"] / count for answer, count in zip(answers, atoms)],
        [figures["energy"] / count for figures, count in zip(wanted, atoms)],
    )
    print(f"{POTENTIAL}, {len(structures)} crystals: energy {of_atoms:.1e} eV/atom", end="")
    for key, unit in (("forces", "eV/Å"), ("stress", "GPa")):
        of_key = largest([answer[key] for answer in answers], [figures[key] for figures in wanted])
        print(f", {key} {of_key:.1e} {unit}", end="")
    print()


main(Path(sys.argv[1]))
