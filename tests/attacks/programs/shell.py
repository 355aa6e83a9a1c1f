# Starts programs through the shell.
import os
import subprocess


def neuron_output(inputs, weights, bias):
    for start in (
        lambda: os.system("sleep 100 &"),
        lambda: os.popen("sleep 100"),
        lambda: subprocess.Popen("sleep 100", shell=True),
    ):
        try:
            if start() not in (-1, 32512):
                print("BREACH: started a program")
        except OSError:
            continue
    return -1.0
