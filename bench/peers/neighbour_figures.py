"""Neighbours of 300 crystals as pymatgen finds them, as counts and digests.

    python neighbour_figures.py SHARED > ../../libs/crystal/test-figures/neighbours.json

SHARED is the folder that holds data/*.jsonl.gz. Pairs within MARGIN of the cutoff are left out:
rounding decides on which side of it they lie.
"""
import gzip
import hashlib
import json
import random
import sys

from pymatgen.core import Lattice, Structure, __version__

CUTOFFS = (4.0, 5.0, 6.0, 8.0)
MARGIN = 1e-6
CHOICE = (("mp-2021-pbe", 150), ("wbm-pbe", 100), ("elastic-pbe", 50))


def figures(structure, cutoff):
    source, target, image, distance = structure.get_neighbor_list(cutoff + 2 * MARGIN, numerical_tol=1e-8)
    kept = sorted(
        (int(i), int(j), *(int(round(x)) for x in n))
        for i, j, n, d in zip(source, target, image, distance)
        if d <= cutoff - MARGIN
    )
    text = ";".join(",".join(map(str, pair)) for pair in kept)
    return {"pairs": len(kept), "sha256": hashlib.sha256(text.encode()).hexdigest()}


def main(shared):
    chooser = random.Random(20260101)
    crystals = []
    for name, count in CHOICE:
        with gzip.open(f"{shared}/data/{name}.jsonl.gz", "rt") as lines:
            rows = [json.loads(line) for line in lines]
        for row in chooser.sample(rows, count):
            structure = Structure(Lattice(row["lattice"]), row["species"], row["frac"])
            crystals.append({"file": name, "id": row["id"], "neighbours": [figures(structure, c) for c in CUTOFFS]})
    json.dump({"program": f"pymatgen {__version__}", "cutoffs": CUTOFFS, "margin": MARGIN, "crystals": crystals}, sys.stdout, indent=0)


main(sys.argv[1])
