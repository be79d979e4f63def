package asm

// ScaleDiff is dst[i] = (x[i]-y[i])·k. It panics if x or y is shorter than dst.
func ScaleDiff(dst, x, y []float32, k float32) {
	x, y = need(x, len(dst)), need(y, len(dst))
	touch(dst, x, y)
	n := whole(len(dst))
	if n > 0 {
		scaleDiff(best, &gradDiffArgs{&dst[0], &x[0], &y[0], int64(n), k})
	}
	scaleDiffGo(dst[n:], x[n:], y[n:], k)
}

// SignDiff is dst[i] = k where x[i] > y[i], -k where x[i] < y[i], and else 0.
// It panics if x or y is shorter than dst.
func SignDiff(dst, x, y []float32, k float32) {
	x, y = need(x, len(dst)), need(y, len(dst))
	touch(dst, x, y)
	n := whole(len(dst))
	if n > 0 {
		signDiff(best, &gradDiffArgs{&dst[0], &x[0], &y[0], int64(n), k})
	}
	signDiffGo(dst[n:], x[n:], y[n:], k)
}

// gradDiffArgs are the arguments of scale_diff and sign_diff in _c/grad.c.
type gradDiffArgs struct {
	dst  *float32
	x, y *float32
	n    int64 // columns: a multiple of the vector's length, not 0
	k    float32
}

func scaleDiffGo(dst, x, y []float32, k float32) {
	for i := range dst {
		dst[i] = (x[i] - y[i]) * k
	}
}

func signDiffGo(dst, x, y []float32, k float32) {
	for i := range dst {
		dst[i] = sign(x[i], y[i], k)
	}
}

// sign is k, -k or 0: no branches where samples are noise.
func sign(x, y, k float32) float32 {
	var up, down float32
	if x > y {
		up = k
	}
	if x < y {
		down = k
	}
	return up - down
}
