"""What pymatgen, ASE and spglib find in 300 crystals, as digests and numbers that hold no crystal.

    python bench/peers/crystal_figures.py SHARED > libs/crystal/test-figures/crystals.json

80 crystals are those of golden/upstream-predictions.json, 220 are drawn by a fixed seed from data/*.jsonl.gz. For
each and each cutoff: the number of pairs, the start of the SHA-256 of the sorted pairs as little-endian 32-bit
integers (source, target, image), and the sum of the distances in Å. Pairs within MARGIN of the cutoff are left out,
for there rounding decides. Two programs find the pairs, pymatgen's compiled routine and ASE's; this script stops
where they differ.
"""

import gzip
import hashlib
import json
import random
import sys
import warnings
from collections import Counter
from pathlib import Path

import ase
import numpy as np
import pymatgen.core
import spglib
from ase.data import atomic_numbers, covalent_radii
from ase.neighborlist import primitive_neighbor_list
from pymatgen.analysis.dimensionality import get_dimensionality_larsen
from pymatgen.analysis.graphs import StructureGraph
from pymatgen.core import Structure

warnings.simplefilter("ignore")

SEED = 20_080
DRAWN = 220
CUTOFFS = (4.0, 5.0, 6.0, 8.0)
MARGIN = 1e-6
SYMPREC = 0.01
BOND_STRETCH = 1.2


def crystals(shared):
    for index, record in enumerate(json.loads((shared / "golden/upstream-predictions.json").read_text())):
        yield "golden/upstream-predictions.json", index, record
    paths = sorted((shared / "data").glob("*.jsonl.gz"))
    lines = {path: gzip.decompress(path.read_bytes()).decode().splitlines() for path in paths}
    drawn = random.Random(SEED)
    for path in paths:
        for index in sorted(drawn.sample(range(len(lines[path])), DRAWN // len(paths))):
            yield f"data/{path.name}", index, json.loads(lines[path][index])


def rows_of(source, target, image, distance, cutoff):
    kept = distance <= cutoff - MARGIN
    rows = np.column_stack([source, target, image])[kept].astype("<i4")
    order = np.lexsort(rows.T[::-1])
    return rows[order], float(distance[kept].sum())


def pairs(structure, cutoff):
    source, target, image, distance = structure.get_neighbor_list(cutoff, numerical_tol=1e-8, exclude_self=True)
    rows, total = rows_of(source, target, image, distance, cutoff)
    i, j, shift, length = primitive_neighbor_list(
        "ijSd", (True, True, True), structure.lattice.matrix, structure.cart_coords, cutoff, self_interaction=False
    )
    other, _ = rows_of(i, j, shift, length, cutoff)
    if not np.array_equal(rows, other):
        raise SystemExit(f"pymatgen and ASE differ on {structure.formula} at {cutoff}")
    return {"count": len(rows), "digest": hashlib.sha256(rows.tobytes()).hexdigest()[:16], "sum": round(total, 7)}


def dimensionality(structure):
    """Larsen's by pymatgen, of the bonds up to BOND_STRETCH times the sum of Cordero's radii."""
    radii = np.array([covalent_radii[atomic_numbers[site.specie.symbol]] for site in structure])
    source, target, image, distance = structure.get_neighbor_list(2 * BOND_STRETCH * radii.max())
    graph = StructureGraph.from_empty_graph(structure)
    for i, j, shift, length in zip(source, target, image, distance):
        if length <= BOND_STRETCH * (radii[i] + radii[j]):
            graph.add_edge(int(i), int(j), to_jimage=tuple(int(k) for k in shift), warn_duplicates=False)
    return int(get_dimensionality_larsen(graph))


def figures(path, index, record):
    structure = Structure(record["lattice"], record["species"], record["frac"])
    numbers = [site.specie.Z for site in structure]
    found = spglib.get_symmetry_dataset((structure.lattice.matrix, structure.frac_coords, numbers), symprec=SYMPREC)
    return {
        "file": path,
        "index": index,
        "formula": structure.composition.formula.replace(" ", ""),
        "reduced_formula": structure.composition.reduced_formula,
        "volume": round(structure.volume, 6),
        "density": round(float(structure.density), 6),
        "dimensionality": dimensionality(structure),
        "space_group": int(found.number),
        "hall_number": int(found.hall_number),
        "orbits": sorted(Counter(int(orbit) for orbit in found.crystallographic_orbits).values()),
        "primitive_sites": int(len(set(found.mapping_to_primitive))),
        "conventional_sites": int(len(found.std_types)),
        "pairs": [pairs(structure, cutoff) for cutoff in CUTOFFS],
    }


def main():
    programs = f"pymatgen {pymatgen.core.__version__}, ASE {ase.__version__}, spglib {spglib.__version__}"
    print(f'{{"programs":{json.dumps(programs)},"cutoffs":{json.dumps(CUTOFFS)},"margin":{MARGIN},"crystals":[')
    lines = (json.dumps(figures(*crystal), separators=(",", ":")) for crystal in crystals(Path(sys.argv[1])))
    print(",\n".join(lines))
    print("]}")


main()
