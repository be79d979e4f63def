package metrics

import (
	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// canvas is a picture as metrics of whole pictures see it: in float64, on the
// scale 0…255 that their constants are made for, gray or of three channels.
type canvas struct {
	planes []plane.Plane  // of floats
	wide   [3]plane.Plane // what they are made of bytes in
	scale  float64        // 255/Peak
	gen    int            // which picture: counts those that have been set

	y     field
	yMade bool

	feat features
}

// luma601 are the weights of Y' in ITU-R BT.601.
var luma601 = [3]float64{.299, .587, .114}

func (c *canvas) set(planes []plane.Plane) {
	c.planes = c.planes[:0]
	for i := range planes {
		c.planes = append(c.planes, *planes[i].Floats(&c.wide[i]))
	}
	c.scale = 255 / planes[0].Peak
	c.gen++
	c.yMade, c.feat.made = false, false
}

// forget lets go of the picture.
func (c *canvas) forget() {
	clear(c.planes[:cap(c.planes)])
	c.planes = c.planes[:0]
	c.gen++
}

func (c *canvas) size() (w, h int) { return c.planes[0].W, c.planes[0].H }

// colored reports whether c has three channels.
func (c *canvas) colored() bool { return len(c.planes) == 3 }

// luma is Y' of ITU-R BT.601, not rounded, or the only plane of a gray picture.
// It is made once for all metrics, which do not write to it.
func (c *canvas) luma() *field {
	if !c.yMade {
		c.y.resize(c.size())
		for y := range c.y.h {
			c.weigh(c.y.row(y), y, &luma601)
		}
		c.yMade = true
	}
	return &c.y
}

// weigh makes row y of w·(R', G', B'). A gray picture has its plane for all
// three, whatever the weights.
func (c *canvas) weigh(dst []float64, y int, w *[3]float64) {
	if !c.colored() {
		asm.Widen(dst, c.planes[0].Row(y), c.scale)
		return
	}
	asm.Weigh(dst, c.planes[0].Row(y), c.planes[1].Row(y), c.planes[2].Row(y), w, c.scale)
}
