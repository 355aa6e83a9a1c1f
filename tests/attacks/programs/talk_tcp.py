# Opens a port and calls itself, and a computer on the internet.
import socket


def neuron_output(inputs, weights, bias):
    for address in (("127.0.0.1", 9), ("192.0.2.1", 80)):
        for kind in (socket.AF_INET, socket.AF_INET6):
            try:
                with socket.socket(kind, socket.SOCK_STREAM) as there:
                    there.settimeout(0.1)
                    print("BREACH: has a socket")
                    there.connect(address)
            except OSError:
                continue
    try:
        socket.create_server(("127.0.0.1", 0)).close()
        print("BREACH: opened a port")
    except OSError:
        pass
    return -1.0
