"""Times the authors' codes for bench/models: one JSON request a line in, one JSON answer a line out.

    CGCNN_CODE=CHECKOUT python model_timings.py MODEL SHARED THREADS [FIDELITIES]

{"crystals": [{"lattice", "species", "frac"}], "together": bool, "rounds"} -> {"seconds": median, "values"}
    of predicting all of them, as one batch or one after another; structures are in memory before the clock starts.
    Of a model with several fidelities, the first ones are predicted: one unless told.
{"relax": [crystals], "fmax", "steps"} -> {"relaxed": [{"energy_per_atom", "steps", "seconds"}]}
{"memory": true} -> {"resident", "peak"} in bytes
"""

import json
import os
import statistics
import sys
import time
from contextlib import nullcontext

THREADS = sys.argv[3]
WARM_UP = 0.5
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = THREADS

import torch  # noqa: E402
from authors import older_triples, open_model  # noqa: E402
from pymatgen.core import Structure  # noqa: E402
from relaxed import relax  # noqa: E402

# Answers only: what a library prints goes elsewhere.
answers, sys.stdout = sys.stdout, sys.stderr
torch.set_num_threads(int(THREADS))
model = open_model(sys.argv[1], sys.argv[2])
if hasattr(model, "states"):
    model.states = model.states[: int(sys.argv[4]) if len(sys.argv) > 4 else 1]
# These weights need it for their values; what it costs to turn the triples is not the authors'.
ORDER = older_triples() if sys.argv[1] == "M3GNet-MP-2018.6.1-Eform" else nullcontext()


def structures_of(crystals):
    return [Structure(crystal["lattice"], crystal["species"], crystal["frac"]) for crystal in crystals]


def predict(crystals, together, rounds):
    structures = structures_of(crystals)
    work = (
        (lambda: model.predict(structures))
        if together
        else (lambda: [model.predict([structure])[0] for structure in structures])
    )
    begin = time.perf_counter()
    with ORDER:
        values = work()
    while time.perf_counter() - begin < WARM_UP:
        work()
    seconds = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begin)
    return {"seconds": statistics.median(seconds), "values": values}


def memory():
    with open("/proc/self/status") as lines:
        fields = dict(line.split(":", 1) for line in lines)
    return {key: int(fields[field].split()[0]) * 1024 for key, field in (("resident", "VmRSS"), ("peak", "VmHWM"))}


def answer(request):
    if "memory" in request:
        return memory()
    if "relax" in request:
        structures = structures_of(request["relax"])
        return {"relaxed": [relax(model.model, structure, request["fmax"], request["steps"]) for structure in structures]}
    return predict(request["crystals"], request["together"], request["rounds"])


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), file=answers, flush=True)
