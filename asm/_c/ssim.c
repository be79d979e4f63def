// SSIM of a strip of 128 output columns, in one pass over the input; nothing
// as large as the picture is written.
//
//   s = x+y-2m, d = x-y (2m = centre2), four fields: s, d, s^2, d^2
//   each input row: the fields filtered across into a ring of 12 rows
//   each two output rows: the ring filtered down, then
//     A = (F(s)+2m)^2+c1, B = F(d)^2, V = F(s^2)-F(s)^2+c2, D = F(d^2)-F(d)^2
//     (1-SSIM)/2 = (A*D+B*V)/((A+B)*(V+D)), (1-cs)/2 = D/(V+D), (1-l)/2 = B/(A+B)
//   and these summed, or put into column order for maps.
//
// What must survive from call to call is in the arguments, so that the caller
// decides how many rows a call makes. Base pointers do not move: one that ran
// past its block would be a bad pointer to Go's collector.
#include "ssim_pass.h"

void SUF(ssim)(ssim_args *p) { run(p, S); }

// args: ssimArgs
void SUF(ssim_cs)(ssim_args *p) { run(p, CS); }

// args: ssimArgs
void SUF(ssim_both)(ssim_args *p) { run(p, S | CS); }

// args: ssimArgs
void SUF(ssim_map)(ssim_args *p) { run(p, MAP); }
