"""Writes a 3 GB HDF5 file, 1,000,000 x 800 float32 in chunks of 4096 rows: python3 bench/largeFile.py large.h5"""

import sys

import h5py
import numpy as np

rows, units, step = 1_000_000, 800, 4096
with h5py.File(sys.argv[1], "w") as f:
    activity = f.create_dataset("activity", (rows, units), "f4", chunks=(step, units))
    noise = np.random.default_rng(0).random((step, units), dtype="f4")
    for start in range(0, rows, step):
        stop = min(rows, start + step)
        activity[start:stop] = noise[: stop - start] + np.arange(units, dtype="f4")
