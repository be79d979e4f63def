"""piq in float32, on pictures in colour."""

from functools import partial

import piq
import torch

METRICS = {
    "gmsd": piq.gmsd,
    "ms-gmsd": piq.multi_scale_gmsd,
    "fsim": partial(piq.fsim, chromatic=False),
    "fsimc": piq.fsim,
    "vsi": piq.vsi,
    "haarpsi": piq.haarpsi,
    "mdsi": piq.mdsi,
    "vifp": piq.vif_p,
    "iw-ssim": piq.information_weighted_ssim,
}


class Piq:
    def __init__(self, threads):
        torch.set_num_threads(threads)
        torch.set_grad_enabled(False)

    def version(self):
        return f"piq {piq.__version__}, torch {torch.__version__}"

    def load(self, picture):
        samples = torch.from_numpy(picture.astype("float32") / 255)
        return samples.permute(2, 0, 1)[None].contiguous()

    def score(self, metric, ref, dist):
        return METRICS[metric](dist, ref, data_range=1.).item()
