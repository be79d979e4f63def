// SSIM of a strip of samples of 8 bits: ssim.c with other loads, and its bits. A
// row takes a quarter of the memory, and its fields are made from integers.
#define BYTES
#include "ssim_pass.h"

// args: ssimArgs
void SUF(ssim_bytes)(ssim_args *p) { run(p, S); }

// args: ssimArgs
void SUF(ssim_bytes_cs)(ssim_args *p) { run(p, CS); }

// args: ssimArgs
void SUF(ssim_bytes_both)(ssim_args *p) { run(p, S | CS); }
