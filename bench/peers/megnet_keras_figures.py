"""What the authors' Keras MEGNet answers for 20 crystals: log10 of the bulk and the shear modulus in GPa.

    .venv-keras/bin/python megnet_keras_figures.py SHARED > ../../libs/models/test-figures/megnet-keras.json

The crystals are every fourth of SHARED/golden/upstream-predictions.json, the weights those of 2018.6.1 in
SHARED/weights. One crystal at a time, float32. The figures hold indices and values, no crystal and no weight.
"""

import json
import os
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
warnings.simplefilter("ignore")

from megnet.models import MEGNetModel  # noqa: E402
from pymatgen.core import Structure  # noqa: E402

EVERY = 4
MODELS = ("log10K", "log10G")


def main(shared):
    records = json.loads((shared / "golden/upstream-predictions.json").read_text())[::EVERY]
    folder = shared / "weights/materialsvirtuallab+megnet/mvl_models/mp-2018.6.1"
    models = {name: MEGNetModel.from_file(str(folder / f"{name}.hdf5")) for name in MODELS}
    programs = ", ".join(f"{name} {version(name)}" for name in ("megnet", "tensorflow-cpu", "keras", "pymatgen"))
    print(f'{{"programs":{json.dumps(programs)},"unit":"log10 GPa","crystals":[')
    lines = []
    for position, record in enumerate(records):
        structure = Structure(record["lattice"], record["species"], record["frac"])
        values = {name: round(float(model.predict_structure(structure)[0]), 7) for name, model in models.items()}
        lines.append(json.dumps({"index": EVERY * position, "id": record["id"], **values}))
    print(",\n".join(lines))
    print("]}")


main(Path(sys.argv[1]))
