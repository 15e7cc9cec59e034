"""The 530 settings of the space groups in the order of Hall numbers, and digests of their operations, by spglib.

    python bench/peers/space_group_settings.py table    > lines for libs/crystal/src/formats/symmetry/settings.ts
    python bench/peers/space_group_settings.py digests  > libs/crystal/test-figures/hall-operations.json

A digest is the start of the SHA-256 of the sorted operations, each as its rotation row by row and its translation
in twenty-fourths.
"""

import hashlib
import json
import sys

import numpy as np
import spglib

SETTINGS = 530


def names(kind):
    """Names of a setting, short ones first, each once, blanks removed where they carry nothing."""
    found = []
    for name in [*kind.international.split(" = "), kind.international_full]:
        name = name.strip()
        if name not in found:
            found.append(name)
    return found


def digest(hall_number):
    found = spglib.get_symmetry_from_database(hall_number)
    lines = []
    for rotation, translation in zip(found["rotations"], found["translations"]):
        steps = np.rint(np.asarray(translation) * 24).astype(int) % 24
        lines.append(",".join(str(int(value)) for value in [*rotation.flatten(), *steps]))
    text = "\n".join(sorted(lines))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def main():
    kinds = [spglib.get_spacegroup_type(number) for number in range(1, SETTINGS + 1)]
    if sys.argv[1] == "table":
        groups = {}
        for kind in kinds:
            groups.setdefault(kind.number, []).append("|".join([kind.choice, kind.hall_symbol, *names(kind)]))
        for number in sorted(groups):
            print("; ".join(groups[number]))
    else:
        print(
            json.dumps(
                {
                    "program": f"spglib {spglib.__version__}",
                    "digests": [digest(number) for number in range(1, SETTINGS + 1)],
                },
                indent=0,
            )
        )


main()
