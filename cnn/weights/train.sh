#!/bin/sh
# Trains the bundled networks again, to the same bits: train.sh PHOTOS [TASK [LOSS]]
#
# PHOTOS has the folders gb82 and clic (see README.md). A network takes some minutes
# on two cores. What was interrupted goes on; what is there is left.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
photos=${1:?want the folder that has gb82 and clic in it}
iqa=$(mktemp -d)/iqa
trap 'rm -rf "$(dirname "$iqa")"' EXIT
go build -C "$here" -o "$iqa" ../../cmd/iqa
cd "$photos"

# round OUT TASK LOSS FORM STEPS SEED [FLAG...]
round() {
	out=$1 task=$2 loss=$3 form=$4 steps=$5 seed=$6
	shift 6
	[ -e "$out.safetensors" ] && return
	[ -e "$out.checkpoint.safetensors" ] && set -- "$@" --resume "$out.checkpoint.safetensors"
	"$iqa" cnn train --task "$task" --loss "$loss" --form "$form" --steps "$steps" --seed "$seed" \
		--data gb82 --data clic --half --log "$here/logs/$(basename "$out").csv" -o "$out.safetensors" "$@"
}

# train TASK NAME LOSS FORM STEPS MORE: for jpeg another round of MORE steps
train() {
	if [ "$1" = jpeg ] && [ ! -e "$here/$1-$2.safetensors" ]; then
		round "$here/$1-$2-first" "$1" "$3" "$4" "$5" 1
		round "$here/$1-$2" "$1" "$3" "$4" "$6" 2 --from "$here/$1-$2-first.safetensors"
		rm "$here/$1-$2-first.safetensors"
	else
		round "$here/$1-$2" "$1" "$3" "$4" "$5" 1
	fi
}

for task in ${2:-demosaic sr2 jpeg}; do
	for loss in ${3:-l2 l1 ssim ms-ssim mix mix-balanced}; do
		case $loss in
		ssim) train "$task" ssim ssim:sigma=5 centre 3000 4000 ;;
		mix-balanced) train "$task" mix-balanced mix:alpha=.025 map 1500 2500 ;;
		*) train "$task" "$loss" "$loss" centre 3000 4000 ;;
		esac
	done
done
