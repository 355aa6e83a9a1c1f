"""What the server of kernels imports once, so that no page has to wait for it.

Nothing of `lesson_code` stays: a page imports what it uses itself, which is how the cache knows what it uses.
Matplotlib's backend for notebooks is not here: it looks for its kernel when it is imported.
"""

import sys

import ipykernel.kernelapp
import matplotlib.pyplot
import seaborn
import sklearn.linear_model
import sklearn.neural_network
import sklearn.svm

import lesson_code.device

# Named, so that it is plain which imports are wanted for their own sake.
LOADED = (ipykernel.kernelapp, matplotlib.pyplot, seaborn, sklearn, lesson_code)

for name in [name for name in sys.modules if name.partition(".")[0] == "lesson_code"]:
    del sys.modules[name]
