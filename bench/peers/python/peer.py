"""SSIM and MS-SSIM by packages of Python: `peer.py skimage64|skimage32|torch
THREADS`. Speaks the line protocol of ../protocol.go. Pictures are converted to
the type that the package works in before the clock starts."""

import sys
import time

import numpy


class Skimage:
    """scikit-image with the settings of Wang et al. 2004."""

    def __init__(self, dtype, threads):
        from skimage.metrics import structural_similarity

        self.ssim, self.dtype = structural_similarity, dtype

    def version(self):
        import scipy
        import skimage

        return f"scikit-image {skimage.__version__}, scipy {scipy.__version__}"

    def load(self, picture):
        return picture.astype(self.dtype)

    def score(self, metric, ref, dist):
        if metric != "ssim":
            raise ValueError("no " + metric)
        return self.ssim(ref, dist, gaussian_weights=True, sigma=1.5,
                         use_sample_covariance=False, data_range=255)


class Torch:
    """pytorch-msssim in float32."""

    def __init__(self, threads):
        import torch

        import pytorch_msssim

        torch.set_num_threads(threads)
        torch.set_grad_enabled(False)
        window = dict(data_range=255, channel=1)
        self.torch = torch
        self.metrics = {"ssim": pytorch_msssim.SSIM(**window),
                        "ms-ssim": pytorch_msssim.MS_SSIM(**window)}

    def version(self):
        from importlib.metadata import version

        capability = self.torch.__config__.show().split("CPU capability usage: ")
        cpu = capability[1].split()[0] if len(capability) > 1 else "unknown"
        return (f"pytorch-msssim {version('pytorch-msssim')}, "
                f"torch {self.torch.__version__} ({cpu} kernels)")

    def load(self, picture):
        return self.torch.from_numpy(picture.astype("float32"))[None, None]

    def score(self, metric, ref, dist):
        return self.metrics[metric](ref, dist).item()


PEERS = {
    "skimage64": lambda threads: Skimage("float64", threads),
    "skimage32": lambda threads: Skimage("float32", threads),
    "torch": Torch,
}


def run(peer, metric, n, pair):
    times = []
    for _ in range(n):
        wall, cpu = time.monotonic_ns(), time.process_time_ns()
        value = peer.score(metric, *pair)
        cpu, wall = time.process_time_ns() - cpu, time.monotonic_ns() - wall
        times.append(f"{cpu}:{wall}")
    return f"{float(value)!r} {' '.join(times)}"


def main(name, threads):
    peer, pair = PEERS[name](int(threads)), []
    for line in sys.stdin:
        command, *args = line.split()
        try:
            answer = ""
            if command == "version":
                answer = peer.version()
            elif command == "load":
                w, h = map(int, args[:2])
                pair = [peer.load(numpy.fromfile(f, "uint8").reshape(h, w))
                        for f in args[2:]]
            elif command == "run":
                answer = run(peer, args[0], int(args[1]), pair)
            else:
                raise ValueError("unknown command " + command)
            print("ok", answer, flush=True)
        except Exception as fault:
            print("error", " ".join(str(fault).split()) or repr(fault), flush=True)


main(*sys.argv[1:])
