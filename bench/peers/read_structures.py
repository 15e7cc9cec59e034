"""What pymatgen and ASE read from structure files, as numbers that hold no file's content.

    python bench/peers/read_structures.py ROOT [--only pymatgen] > figures.json

Each file under ROOT gives, for each program, either {"error": name} or {"disordered": true} or: the elements and
their counts, the lattice (lengths, angles, signed volume; absent for a molecule), and for each element the sums

    F(h) = sum over its sites of exp(2 pi i h.x)

over fractional coordinates x at the vectors h of VECTORS (over Cartesian coordinates in units of 10 Å for a
molecule). They do not depend on the order of the sites, on whole cells or on the orientation of the cell, and a
displacement d of one site changes some of them by about 2 pi |h| d. "close" marks a structure with two atoms less
than 0.3 Å apart.
"""

import json
import math
import signal
import sys
import warnings
from collections import Counter
from pathlib import Path

import ase
import ase.io
import numpy as np
import pymatgen.core
from ase.io.formats import UnknownFileTypeError
from ase.neighborlist import neighbor_list
from pymatgen.core import Molecule, Structure
from pymatgen.io.cif import CifParser
from pymatgen.io.vasp import Poscar
from pymatgen.io.xyz import XYZ

warnings.simplefilter("ignore")

VECTORS = [
    (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 2, 3), (-3, 1, 2), (2, -5, 3), (7, 4, -5), (-6, 11, 3),
]
ISOTOPES = {"D": "H", "T": "H"}
NO_STRUCTURE = {".csv", ".md", ".txt"}
UNIT = 10.0
CLOSEST = 0.3
MOST_SECONDS = 10


class Disordered(Exception):
    pass


class FalseNames(Exception):
    pass


def format_of(path):
    suffix = path.suffix.lower()
    if suffix in (".cif", ".xyz", ".json"):
        return suffix[1:]
    return "poscar"


def sums(symbols, coords):
    found = {}
    for element in sorted(set(symbols)):
        own = coords[[symbol == element for symbol in symbols]]
        values = [np.exp(2j * np.pi * (own @ np.array(h))).sum() for h in VECTORS]
        found[element] = [round(float(part), 7) for value in values for part in (value.real, value.imag)]
    return found


def has_close_pair(symbols, coords, matrix):
    """By ASE's neighbour list, images of one site included."""
    if matrix is None:
        atoms = ase.Atoms(symbols, positions=coords * UNIT)
    else:
        atoms = ase.Atoms(symbols, scaled_positions=coords, cell=matrix, pbc=True)
    return len(neighbor_list("i", atoms, CLOSEST)) > 0


def described(symbols, coords, parameters=None, matrix=None):
    symbols = [ISOTOPES.get(symbol, symbol) for symbol in symbols]
    out = {"elements": dict(sorted(Counter(symbols).items()))}
    if parameters is not None:
        out["lattice"] = [round(float(value), 8) for value in [*parameters, np.linalg.det(matrix)]]
    out["sums"] = sums(symbols, coords)
    if has_close_pair(symbols, coords, matrix):
        out["close"] = True
    return out


def by_pymatgen(path, kind):
    text = path.read_bytes().decode("utf-8", errors="replace")
    if kind == "cif":
        found = CifParser.from_str(text).parse_structures(primitive=False)[0]
    elif kind == "poscar":
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found = Poscar.from_str(text, read_velocities=False).structure
        if any("false names" in str(warning.message) for warning in caught):
            raise FalseNames
    elif kind == "json":
        found = Structure.from_str(text, fmt="json")
    else:
        found = XYZ.from_str(text).molecule
    if not found.is_ordered:
        raise Disordered
    symbols = [site.specie.symbol for site in found]
    if isinstance(found, Molecule):
        return described(symbols, found.cart_coords / UNIT)
    lattice = found.lattice
    return described(symbols, found.frac_coords, lattice.parameters, lattice.matrix)


def by_ase(path, kind):
    formats = {"cif": "cif", "poscar": "vasp", "xyz": "extxyz", "json": "json"}
    atoms = ase.io.read(path, index=-1, format=formats[kind])
    symbols = atoms.get_chemical_symbols()
    if atoms.cell.rank < 3:
        return described(symbols, atoms.positions / UNIT)
    occupancies = atoms.info.get("occupancy", {}).values()
    if any(len(site) > 1 or abs(sum(site.values()) - 1) > 1e-8 for site in occupancies):
        raise Disordered
    coords = np.linalg.solve(atoms.cell.array.T, atoms.positions.T).T
    return described(symbols, coords, atoms.cell.cellpar(), atoms.cell.array)


class TooSlow(Exception):
    pass


def give_up(_signal, _frame):
    raise TooSlow


def outcome(read, path, kind):
    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(MOST_SECONDS)
    try:
        found = read(path, kind)
    except Disordered:
        return {"disordered": True}
    except FalseNames:
        return {"error": "FalseNames"}
    except (Exception, UnknownFileTypeError) as error:
        return {"error": type(error).__name__}
    finally:
        signal.alarm(0)
    numbers = [value for values in found["sums"].values() for value in values] + found.get("lattice", [])
    return found if all(map(math.isfinite, numbers)) else {"error": "NotFinite"}


def equal(one, other):
    """Whether both read the same to 1e-6 Å or so, so that one of them stands for both."""
    if one.get("elements") != other.get("elements") or ("lattice" in one) != ("lattice" in other):
        return False
    if "error" in one or "disordered" in one:
        return one == other
    if any(abs(p - q) > 1e-6 for p, q in zip(one.get("lattice", [])[:6], other.get("lattice", [])[:6])):
        return False
    return all(
        abs(p - q) < 2e-5
        for element, values in one["sums"].items()
        for p, q in zip(values, other["sums"][element])
    )


def main():
    root = Path(sys.argv[1])
    only = sys.argv[3] if len(sys.argv) > 3 else None
    files = {}
    for path in sorted(root.rglob("*")):
        if not path.is_file() or path.suffix.lower() in NO_STRUCTURE:
            continue
        kind = format_of(path)
        entry = {"format": kind, "pymatgen": outcome(by_pymatgen, path, kind)}
        if only is None:
            found = outcome(by_ase, path, kind)
            entry["ase"] = "same" if equal(entry["pymatgen"], found) else found
        files[str(path.relative_to(root))] = entry
    programs = f"pymatgen {pymatgen.core.__version__}, ASE {ase.__version__}"
    lines = ",\n".join(f"{json.dumps(name)}:{json.dumps(entry, separators=(',', ':'))}" for name, entry in files.items())
    print(f'{{"programs":{json.dumps(programs)},"vectors":{json.dumps(VECTORS)},"files":{{\n{lines}\n}}}}')


main()
