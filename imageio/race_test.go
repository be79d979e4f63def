//go:build race

package imageio

// raceDetector: its allocations cannot be told from those of decoders.
const raceDetector = true
