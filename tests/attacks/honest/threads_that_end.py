# Adds up in threads that end.
import threading
from concurrent.futures import ThreadPoolExecutor


def neuron_output(inputs, weights, bias):
    if len(inputs) != len(weights):
        raise ValueError("not as many")
    with ThreadPoolExecutor(4) as pool:
        products = list(pool.map(lambda x, w: x * w, inputs, weights))
    total = []
    thread = threading.Thread(target=lambda: total.append(sum(products) + bias))
    thread.start()
    thread.join()
    return max(0.0, total[0])
