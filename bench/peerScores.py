"""
Times the fits of scikit-learn behind two scores: `peerScores.py FILE ROWS UNITS FACTORS SHARE`; FILE holds float64 rows, the classes of the
factors last. SAP takes a linear support vector machine for each unit and factor, explicitness a multinomial regression for each
factor, both as disentanglement_lib has them, on the first SHARE of the rows.
"""
import json
import sys
import time

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

path, (rows, units, factors), share = sys.argv[1], map(int, sys.argv[2:5]), float(sys.argv[5])
table = np.fromfile(path).reshape(rows, units + factors)[: int(share * rows)]
x, y = table[:, :units], table[:, units:].astype(int)


def timed(work):
    start = time.process_time()
    work()
    return time.process_time() - start


def sap():
    for unit in range(units):
        for factor in range(factors):
            LinearSVC(C=0.01, class_weight="balanced").fit(x[:, [unit]], y[:, factor])


def explicitness():
    standard = StandardScaler().fit_transform(x)
    for factor in range(factors):
        LogisticRegression(C=1, max_iter=1000).fit(standard, y[:, factor])


print(json.dumps(dict(sap=timed(sap), explicitness=timed(explicitness))))
