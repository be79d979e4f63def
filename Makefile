# What a maintainer runs. `make check` is what CI runs.
# Generated files are checked in: only a change of asm/_c or asm/_gen needs the
# compilers that generate asks for.
.PHONY: check test bench fuzz generate generate-check

check:
	bash .ci/run

test:
	go test ./...

bench:
	go test -run '^$$' -bench . ./...

fuzz:
	bash .ci/fuzz $(or $(TIME),60s)

generate:
	go generate ./asm

generate-check:
	go run -C asm/_gen . -check
