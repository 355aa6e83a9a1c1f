# Starts processes with multiprocessing in each of its ways.
import multiprocessing
import time


def forever():
    while True:
        time.sleep(60)


def neuron_output(inputs, weights, bias):
    for way in ("fork", "spawn", "forkserver"):
        try:
            process = multiprocessing.get_context(way).Process(target=forever, daemon=False)
            process.start()
        except BaseException:
            continue
        print("BREACH: started a process by", way)
    return -1.0
