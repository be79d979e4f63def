// Package iqa tells how far a distorted image is from its reference. This is
// the front door: two images in, numbers out. Package metrics has the scores
// on planes, with their settings, maps and reuse of memory; package pipeline
// scores streams of files.
//
// Colour images are scored by channel, as mean of the three; an image with
// alpha is laid over black and over white and the worse score counts; images
// of different depths are scaled alike.
package iqa

import (
	"image"

	"github.com/fastiqa/iqa/metrics"
)

// L1 returns the mean absolute difference of intensities in [0,1]: 0 for equal
// images, at most 1. The error says that the sizes differ or an image is empty.
func L1(ref, dist image.Image) (float64, error) { return one("l1", ref, dist) }

// L2 returns the mean squared difference of intensities in [0,1]: 0 for equal
// images, at most 1. Errors as of L1.
func L2(ref, dist image.Image) (float64, error) { return one("l2", ref, dist) }

// PSNR returns the peak signal-to-noise ratio in dB: +Inf for equal images.
// Errors as of L1.
func PSNR(ref, dist image.Image) (float64, error) { return one("psnr", ref, dist) }

// SSIM returns the structural similarity of Wang et al. 2004, see
// metrics.SSIM: 1 for equal images, at least -1. Each side needs 11 pixels.
// Errors as of L1, or that the images are too small.
func SSIM(ref, dist image.Image) (float64, error) { return one("ssim", ref, dist) }

// MSSSIM returns the multi-scale structural similarity of Wang et al. 2003,
// see metrics.MSSSIM: 1 for equal images, at least 0. Each side needs 161
// pixels. Errors as of SSIM.
func MSSSIM(ref, dist image.Image) (float64, error) { return one("ms-ssim", ref, dist) }

func one(name string, ref, dist image.Image) (float64, error) {
	c := comparers.Get().(*comparer)
	defer comparers.Put(c)
	var err error
	c.name[0] = name
	if c.scores, err = c.compare(c.scores[:0], ref, dist, c.name[:]); err != nil {
		return 0, err
	}
	return c.scores[0].Value, c.scores[0].Err
}

// Compare scores dist against ref by the named metrics, or by those of
// metrics.Defaults if none is named, in one pass. A metric that cannot score the
// images says so in its Score. The error says that none can, or that a name is
// unknown. Work space is kept between calls until the garbage collector wants it.
func Compare(ref, dist image.Image, names ...string) ([]metrics.Score, error) {
	if len(names) == 0 {
		names = metrics.Defaults()
	}
	c := comparers.Get().(*comparer)
	defer comparers.Put(c)
	return c.compare(make([]metrics.Score, 0, len(names)), ref, dist, names)
}
