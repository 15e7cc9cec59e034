"""The periodic table of pymatgen, with Cordero's radii as ASE has them.

    python bench/peers/element_figures.py > libs/crystal/test-figures/elements.json
"""

import json
import math
import warnings

import ase
import pymatgen.core
from ase.data import covalent_radii
from pymatgen.core import Element

warnings.simplefilter("ignore")
LAST = 118
# ASE fills in a number for the elements after curium, which Cordero's table does not have.
LAST_RADIUS = 96


def row(number):
    element = Element.from_Z(number)
    return [
        element.symbol,
        element.long_name,
        float(element.atomic_mass),
        float(covalent_radii[number]) if number <= LAST_RADIUS else None,
        None if math.isnan(element.X) else element.X,
        element.group,
        element.row,
    ]


def main():
    programs = f"pymatgen {pymatgen.core.__version__}, ASE {ase.__version__}"
    lines = ",\n".join(json.dumps(row(number)) for number in range(1, LAST + 1))
    print(f'{{"programs":{json.dumps(programs)},"elements":[\n{lines}\n]}}')


main()
