module github.com/fastiqa/iqa/asm/_gen

go 1.26.0

tool (
	github.com/klauspost/asmfmt/cmd/asmfmt
	github.com/minio/asm2plan9s
	github.com/minio/c2goasm
)

require (
	github.com/klauspost/asmfmt v1.3.2 // indirect
	github.com/minio/asm2plan9s v0.0.0-20200509001527-cdd76441f9d8 // indirect
	github.com/minio/c2goasm v0.0.0-20190812172519-36a3d3bbc4f3 // indirect
)
