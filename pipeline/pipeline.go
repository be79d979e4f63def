// Package pipeline scores streams of pairs: it decodes ahead, scores on all
// processors, and hands the results out in the order of the pairs, in memory
// that does not grow with their number. It is the only library package that
// starts goroutines; none outlives the call that started it.
//
// A pair goes through three hands. The dispatcher reads both headers, waits
// until the pair's memory is free, and queues a decoding task for each picture.
// A worker decodes; the one that finishes the second picture of a pair makes
// it ready to be scored, which goes before further decoding. The loop over the
// results takes them in order, and gives their memory back.
package pipeline

import (
	"image"
	"time"

	"github.com/fastiqa/iqa/imageio"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// Pair names a reference and a distorted picture for the loaders.
type Pair struct{ Ref, Dist string }

// Result is what became of a pair. It is valid until the body of the loop over
// the results returns; copy what is to be kept.
type Result struct {
	Pair
	Size            image.Point
	Channels        int             // 1 or 3
	Depth           int             // bits of a sample; 32 for floats
	Space           plane.Space     // of what was scored
	Scores          []metrics.Score // none where Do is done instead
	Notes           []string
	Decode, Scoring time.Duration
}

// Runner scores pairs. The zero Runner reads operating-system paths and makes
// all scores. Its fields are not to be changed while it runs.
type Runner struct {
	// Set makes the metrics: for each worker, and anew when one's work space
	// has become too large to keep. Nil: the zero Set.
	Set func() *metrics.Set

	// Do, where it is not nil, is done with each pair instead of scoring it.
	// It makes what a worker calls, as Set makes what one scores with; that
	// must not change the pictures, nor look at them once it has returned. Its
	// notes are the Result's, its error is the pair's.
	Do func() func(p Pair, ref, dist *plane.Image) (notes []string, err error)

	// Work is how many bytes Do takes for a pair beside the pictures: about,
	// and from above. Nil: nothing.
	Work func(ref, dist *imageio.Config) int64

	// Ref and Dist read the pictures. They are used by several goroutines.
	// Nil: files, as large as imageio allows by default.
	Ref, Dist imageio.Loader

	Workers int // 0: GOMAXPROCS

	// Memory is how many bytes pairs in flight may take for decoding and
	// scoring. A larger pair goes alone. Idle buffers take no more than that
	// again. 0: 1 GiB.
	Memory int64

	// Ceiling is more memory than there is: a pair that needs more bytes is
	// not tried but fails. 0: no ceiling.
	Ceiling int64
}

// Par returns a function for metrics.Set.Par: it runs do(0) … do(n-1) on up to
// the given number of goroutines and returns when all are done.
func Par(workers int) func(n int, do func(i int)) {
	return func(n int, do func(i int)) { parallel(min(workers, n), n, do) }
}
