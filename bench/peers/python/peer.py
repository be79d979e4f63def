"""Packages of Python as contestants: `peer.py NAME THREADS`. Speaks the line
protocol of package child. Pictures are converted to the type that the package
works in before the clock starts."""

import sys
import time

import numpy

PEERS = {  # module and class
    "skimage64": ("by_skimage", "Float64"),
    "skimage32": ("by_skimage", "Float32"),
    "pytorch-msssim": ("by_torch", "Msssim"),
    "torch": ("by_torch", "Losses"),
    "network": ("by_network", "Trainer"),
    "piq": ("by_piq", "Piq"),
}


def start(name, threads):
    module, peer = PEERS[name]
    return getattr(__import__(module), peer)(threads)


def load(peer, words):
    w, h, channels = map(int, words[:3])
    shape = (h, w, channels)[: 2 if channels == 1 else 3]
    return [peer.load(numpy.fromfile(f, "uint8").reshape(shape)) for f in words[3:]]


def run(peer, metric, n, pair):
    times = []
    for _ in range(n):
        wall, cpu = time.monotonic_ns(), time.process_time_ns()
        value = peer.score(metric, *pair)
        cpu, wall = time.process_time_ns() - cpu, time.monotonic_ns() - wall
        times.append(f"{cpu}:{wall}")
    return f"{float(value)!r} {' '.join(times)}"


def main(name, threads):
    peer, pair = start(name, int(threads)), []
    for line in sys.stdin:
        command, *args = line.split()
        try:
            answer = ""
            if command == "version":
                answer = peer.version()
            elif command == "load":
                pair = load(peer, args)
            elif command == "network":
                peer.network(args[0])
            elif command == "run":
                answer = run(peer, args[0], int(args[1]), pair)
            elif command == "gradient":
                peer.gradient().astype("<f4").tofile(args[0])
            else:
                raise ValueError("unknown command " + command)
            print("ok", answer, flush=True)
        except Exception as fault:
            print("error", " ".join(str(fault).split()) or repr(fault), flush=True)


main(*sys.argv[1:])
