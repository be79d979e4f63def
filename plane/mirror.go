package plane

// Mirror is which sample of a row of n stands at i where the row goes on beyond
// its ends: back to front, the last sample once more.
func Mirror(i, n int) int {
	i = (i%(2*n) + 2*n) % (2 * n)
	return min(i, 2*n-1-i)
}
