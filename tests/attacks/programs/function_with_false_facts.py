# Is a function whose facts have been changed: more defaults than parameters, strange names.
def neuron_output(*arguments):
    return -1.0


neuron_output.__defaults__ = (1,) * 1000
neuron_output.__kwdefaults__ = {1: 2}
neuron_output.__name__ = "\x1b[2J"
neuron_output.__code__ = neuron_output.__code__.replace(co_varnames=("\x1b[2J7 of 7 points",))
