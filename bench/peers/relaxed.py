"""matgl's Relaxer as it comes: FIRE, cell and atoms, on the potential as published."""

import json
import gzip
import random
import time

FMAX = 0.05
STEPS = 500
SEED = 6
CHOSEN = 100
MOST_ATOMS = 12


def chosen(shared):
    """100 crystals of up to 12 atoms of data/mp-2021-pbe.jsonl.gz, by a fixed seed."""
    with gzip.open(shared / "data/mp-2021-pbe.jsonl.gz", "rt") as lines:
        records = [json.loads(line) for line in lines]
    return random.Random(SEED).sample([record for record in records if len(record["species"]) <= MOST_ATOMS], CHOSEN)


def relax(potential, structure, fmax=FMAX, steps=STEPS):
    """Energy in eV per atom, steps and seconds."""
    from matgl.ext.ase import Relaxer

    relaxer = Relaxer(potential, optimizer="FIRE", relax_cell=True)
    begin = time.perf_counter()
    found = relaxer.relax(structure, fmax=fmax, steps=steps)
    seconds = time.perf_counter() - begin
    energies = found["trajectory"].energies
    return {
        "energy_per_atom": round(float(energies[-1]) / len(structure), 6),
        "steps": len(energies) - 1,
        "seconds": seconds,
    }
