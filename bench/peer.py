"""
A peer of bench/engines.ts: PyTorch as it comes ("eager"), PyTorch compiled ("compiled") or JAX ("jax").
Reads lines "workload steps", answers with milliseconds per step: of the clock, and of the processor in all threads, or with
"none" where it leaves the workload out. Besides the workloads of peerWorkloads.py it knows "product", of two matrices of SIDE,
and "triadN", b + 3 c of N numbers.
"""

import importlib
import sys
import time

from peerWorkloads import WORKLOADS

SIDE = 1024
kind = sys.argv[1]
lib = importlib.import_module("peerJax" if kind == "jax" else "peerTorch")
compiled = kind == "compiled"


def prepared(name):
    if name in WORKLOADS:
        return lib.trainee(lib, WORKLOADS[name], compiled)
    once = lib.product(SIDE) if name == "product" else lib.triad(int(name.removeprefix("triad")))

    def steps(count):
        for _ in range(count):
            once()
        return count

    return steps


known = {}
print("ready", lib.NAME + (", compiled" if compiled else ""), flush=True)
for line in sys.stdin:
    name, count = line.split()
    if compiled and name in lib.LONG:
        print("none", flush=True)
        continue
    known[name] = known.get(name) or prepared(name)
    clock, processor = time.perf_counter(), time.process_time()
    done = known[name](int(count))
    spent = time.perf_counter() - clock, time.process_time() - processor
    print(*(1000 * each / done for each in spent), flush=True)
