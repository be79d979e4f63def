module github.com/fastiqa/iqa/bench

go 1.26.0

require (
	github.com/fastiqa/iqa v0.0.0-00010101000000-000000000000
	golang.org/x/sys v0.49.0
)

require (
	github.com/klauspost/cpuid/v2 v2.4.2 // indirect
	golang.org/x/image v0.47.0 // indirect
)

replace github.com/fastiqa/iqa => ../
