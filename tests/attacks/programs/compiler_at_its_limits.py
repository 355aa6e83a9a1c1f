# Is written so that Python itself has trouble to read it.
neuron_output = lambda *_: ((((((((((((((((((((-1.0))))))))))))))))))))
exec("x = " + "-" * 5000 + "1")
exec("x = " + "(" * 5000 + "1" + ")" * 5000)
