"""PyTorch in float32: SSIM and MS-SSIM by pytorch-msssim, and the loss Mix of
Zhao et al. Gradients are by automatic differentiation."""

import torch

from mix import Mix


class Torch:
    """metrics are modules that take the distorted picture and the reference."""

    def __init__(self, threads):
        torch.set_num_threads(threads)
        torch.set_grad_enabled(False)

    def version(self):
        capability = torch.__config__.show().split("CPU capability usage: ")
        cpu = capability[1].split()[0] if len(capability) > 1 else "unknown"
        return f"torch {torch.__version__} ({cpu} kernels)"

    def load(self, picture):
        return torch.from_numpy(picture.astype("float32"))[None, None]

    def score(self, metric, ref, dist):
        name = metric.removesuffix("-grad")
        if name == metric:
            return self.metrics[name](dist, ref).item()
        with torch.enable_grad():
            return self.backward(name, ref, dist)

    def backward(self, name, ref, dist):
        """A training step's part: the score, and ∂loss/∂dist."""
        dist.requires_grad_()
        dist.grad = None
        score = self.metrics[name](dist, ref)
        (score if name in self.lower else 1 - score).backward()
        self.sign, self.dist = 1 if name in self.lower else -1, dist
        return score.item()

    def gradient(self):
        """Of the score, by intensities in [0,1]."""
        return (self.sign * 255 * self.dist.grad).numpy()


class Msssim(Torch):
    lower = ()

    def __init__(self, threads):
        import pytorch_msssim

        super().__init__(threads)
        window = dict(data_range=255, channel=1)
        self.metrics = {"ssim": pytorch_msssim.SSIM(**window),
                        "ms-ssim": pytorch_msssim.MS_SSIM(**window)}

    def version(self):
        from importlib.metadata import version

        return f"pytorch-msssim {version('pytorch-msssim')}, {super().version()}"


class Losses(Torch):
    lower = ("mix",)

    def __init__(self, threads):
        super().__init__(threads)
        self.metrics = {"mix": Mix(data_range=255)}
