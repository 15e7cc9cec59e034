"""Times pymatgen for bench/crystal: one JSON request a line in, one JSON answer a line out.

{"neighbours": {"lattice", "species", "frac"}, "cutoff", "rounds"} -> {"seconds": median, "pairs"}
{"cif": text, "rounds"} -> {"seconds": median, "sites"}
"""
import json
import statistics
import sys
import time
import warnings

from pymatgen.core import Lattice, Structure
from pymatgen.io.cif import CifParser

warnings.filterwarnings("ignore")


def timed(work, rounds):
    work()
    seconds = []
    for _ in range(rounds):
        begin = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds), result


for line in sys.stdin:
    request = json.loads(line)
    rounds = request["rounds"]
    if "cif" in request:
        seconds, found = timed(lambda: CifParser.from_str(request["cif"]).parse_structures(primitive=False)[0], rounds)
        answer = {"seconds": seconds, "sites": len(found)}
    else:
        crystal = request["neighbours"]
        structure = Structure(Lattice(crystal["lattice"]), crystal["species"], crystal["frac"])
        seconds, found = timed(lambda: structure.get_neighbor_list(request["cutoff"]), rounds)
        answer = {"seconds": seconds, "pairs": len(found[0])}
    print(json.dumps(answer), flush=True)
