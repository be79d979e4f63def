# What a maintainer runs. `make check` is what CI runs.
.PHONY: check test bench fuzz

check:
	bash .ci/run

test:
	go test ./...

bench:
	go test -run '^$$' -bench . ./...

fuzz:
	bash .ci/fuzz $(or $(TIME),60s)
