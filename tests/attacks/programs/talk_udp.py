# Sends what it knows as a message without connection, and asks a name server.
import socket


def neuron_output(inputs, weights, bias):
    for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW):
        try:
            with socket.socket(socket.AF_INET, kind) as there:
                there.sendto(repr((inputs, weights, bias)).encode(), ("127.0.0.1", 9))
            print("BREACH: sent a message")
        except OSError:
            continue
    try:
        print("BREACH:", socket.getaddrinfo("localhost", 80)[0])
    except OSError:
        pass
    return -1.0
