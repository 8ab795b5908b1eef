"""Writes a 3 GB HDF5 file, 1,000,000 x 800 float32 in chunks of 4096 rows, with two factors: python3 bench/largeFile.py large.h5"""

import sys

import h5py
import numpy as np

rows, units, step = 1_000_000, 800, 4096
generator = np.random.default_rng(0)
factors = np.stack([generator.random(rows), generator.integers(0, 5, rows)], axis=1)  # a position, and one of five odours
position, odour = factors[:, :1].astype("f4"), factors[:, 1:].astype("f4") / 4
# A third of the units follow the position, a third the odour, a third both; each has its own offset.
kind = np.arange(units) % 3
of_position, of_odour = (kind != 1).astype("f4"), (kind != 0).astype("f4")
with h5py.File(sys.argv[1], "w") as f:
    f["factors"] = factors
    f["factor_names"] = ["position", "odour"]
    activity = f.create_dataset("activity", (rows, units), "f4", chunks=(step, units))
    noise = generator.random((step, units), dtype="f4")
    for start in range(0, rows, step):
        stop = min(rows, start + step)
        code = position[start:stop] * of_position + odour[start:stop] * of_odour
        activity[start:stop] = code + noise[: stop - start] + np.arange(units, dtype="f4") % 7
