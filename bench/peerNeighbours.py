"""mutual_info_regression of units about factors, timed: python3 peerNeighbours.py FILE SAMPLES FACTORS UNITS"""

import json
import sys
import time

import numpy as np
from sklearn.feature_selection import mutual_info_regression

file, samples, factors, units = sys.argv[1], *map(int, sys.argv[2:])
table = np.fromfile(file)
targets = table[: samples * factors].reshape(factors, samples)
activity = table[samples * factors :].reshape(samples, units)
start = time.process_time()
nats = np.array([mutual_info_regression(activity, target, n_neighbors=3, random_state=0) for target in targets])
print(json.dumps({"seconds": time.process_time() - start, "nats": nats.T.ravel().tolist()}))
