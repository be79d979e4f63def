"""The loss Mix of Zhao et al. 2017 as a careful user of PyTorch writes it:
separable convolutions by groups of channels, each window only as wide as its
weights are above 2^-26, and only at positions whose 31 taps fit."""

import torch
from torch.nn.functional import conv2d

SIDE, SIGMAS, TAPS, ALPHA = 31, (.5, 1, 2, 4, 8), (5, 11, 23, 31, 31), .84


def gaussian(sigma, taps):
    at = torch.arange(taps, dtype=torch.float64) - taps // 2
    weights = torch.exp(-at ** 2 / (2 * sigma ** 2))
    return (weights / weights.sum()).float()


class Mix(torch.nn.Module):
    def __init__(self, data_range):
        super().__init__()
        self.peak = data_range
        self.c1, self.c2 = (.01 * data_range) ** 2, (.03 * data_range) ** 2
        for i, (sigma, taps) in enumerate(zip(SIGMAS, TAPS)):
            self.register_buffer(f"window{i}", gaussian(sigma, taps))

    def blur(self, planes, i):
        """Filters planes, cropped to where the widest window fits."""
        window = getattr(self, f"window{i}")
        taps, channels = len(window), planes.shape[1]
        crop = (SIDE - taps) // 2
        h, w = planes.shape[2:]
        planes = planes[:, :, crop:h - crop, crop:w - crop]
        rows = window.view(1, 1, 1, taps).expand(channels, 1, 1, taps)
        columns = window.view(1, 1, taps, 1).expand(channels, 1, taps, 1)
        return conv2d(conv2d(planes, rows, groups=channels), columns, groups=channels)

    def forward(self, x, y):
        planes = torch.cat((x, y, x * x + y * y, x * y), 1)
        product = 1
        for i in range(len(SIGMAS)):
            mx, my, squares, products = self.blur(planes, i).split(1, 1)
            both, sum2 = mx * my, mx * mx + my * my
            product = product * (2 * (products - both) + self.c2) / (squares - sum2 + self.c2)
        product = product * (2 * both + self.c1) / (sum2 + self.c1)
        l1 = self.blur((x - y).abs(), len(SIGMAS) - 1).mean() / self.peak
        return ALPHA * (1 - product.mean()) + (1 - ALPHA) * l1
