# Plants something that looks like Keras, whose models describe themselves in ways that no description has.
import sys
import types


class Layer:
    trainable = [1]
    weights = ()


class Model:
    compiled = True
    layers = [Layer()] * 10

    def get_compile_config(self):
        return ["adam", {"class_name": {}, "config": []}]

    def to_json(self):
        return "[" * 900 + '{"class_name": []}' + "]" * 900


sys.modules["keras"] = keras = types.ModuleType("keras")
keras.Model = Model


def build_rounding_network():
    return Model()
