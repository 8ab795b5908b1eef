"""Times scikit-learn's gradient boosting: `peerTrees.py FILE ROWS FEATURES`; FILE holds float64 rows, the class last."""
import json
import sys
import time

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier, HistGradientBoostingClassifier

path, rows, features = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
table = np.fromfile(path).reshape(rows, features + 1)
x, y = table[:, :-1], table[:, -1].astype(int)


def timed(model):
    start = time.process_time()
    model.fit(x, y)
    return time.process_time() - start, model.score(x, y)


exact = GradientBoostingClassifier(random_state=0)
exact_time, exact_score = timed(exact)
histogram_time, histogram_score = timed(HistGradientBoostingClassifier(max_depth=3, max_iter=100, early_stopping=False))
print(
    json.dumps(
        dict(
            exact=exact_time,
            exactAccuracy=exact_score,
            importances=exact.feature_importances_.tolist(),
            histogram=histogram_time,
            histogramAccuracy=histogram_score,
        )
    )
)
