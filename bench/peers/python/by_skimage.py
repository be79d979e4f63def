"""scikit-image: SSIM with the settings of Wang et al. 2004, and CIEDE2000 from
sRGB to the mean difference."""

import numpy
from skimage.color import deltaE_ciede2000, rgb2lab
from skimage.metrics import structural_similarity


class Skimage:
    def __init__(self, threads):
        pass

    def version(self):
        import scipy
        import skimage

        return f"scikit-image {skimage.__version__}, scipy {scipy.__version__}"

    def load(self, picture):
        """Gray samples from 0 to 255, colours from 0 to 1."""
        samples = picture.astype(self.dtype)
        return samples if samples.ndim == 2 else samples / self.dtype(255)

    def score(self, metric, ref, dist):
        if metric == "ssim":
            return structural_similarity(
                ref, dist, gaussian_weights=True, sigma=1.5,
                use_sample_covariance=False, data_range=255)
        if metric == "ciede2000":
            return deltaE_ciede2000(rgb2lab(ref), rgb2lab(dist)).mean()
        raise ValueError("no " + metric)


class Float64(Skimage):
    dtype = numpy.float64


class Float32(Skimage):
    dtype = numpy.float32
