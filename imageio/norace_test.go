//go:build !race

package imageio

const raceDetector = false
