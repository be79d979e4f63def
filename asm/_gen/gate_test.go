package main

import (
	"strings"
	"testing"
)

// Every source here compiles, and no kernel of it may reach Go.
var refused = []struct {
	name, isas, flags, source, want string
}{
	{"spill", "avx2 avx512 neon", "", `void SUF(k)(k_args *p) {
  vf v[80];
  _Pragma("clang loop unroll(full)") for (int i = 0; i < 80; i++) { v[i] = *(vf *)(p->a + i * VL); PIN(v[i]); }
  _Pragma("clang loop unroll(full)") for (int i = 0; i < 80; i++) *(vf *)(p->b + i * VL) = v[i] * v[79 - i];
}`, "stack"},
	{"array", "avx2 avx512 neon", "", `void SUF(k)(k_args *p) {
  volatile float t[8];
  for (int i = 0; i < 8; i++) t[i] = p->a[i];
  p->b[0] = t[p->n & 7];
}`, "stack"},
	{"constant", "avx2 avx512", "", `void SUF(k)(k_args *p) { *(vf *)p->a *= 0.3f; }`,
		"a constant table"},
	{"vector", "neon", "", `void SUF(k)(k_args *p) { *(vf *)p->a *= (vf){.1f, .2f, .3f, .4f}; }`,
		"a constant table"},
	{"table", "avx2 avx512 neon", "", `static const float t[4] = {1, 5, 2, 7};
void SUF(k)(k_args *p) { *p->a = t[p->n & 3]; }`, "a constant table or static data"},
	{"static data", "avx2 avx512 neon", "", `static i64 calls;
void SUF(k)(k_args *p) { p->n = ++calls; }`, "a constant table or static data"},
	{"call", "avx2 avx512 neon", "", `extern void f(void);
void SUF(k)(k_args *p) { f(); p->n = 0; }`, "a call"},
	{"tail call", "avx2 avx512 neon", "-mno-stackrealign", `extern void f(k_args *p);
void SUF(k)(k_args *p) { f(p); }`, "call"},
	{"helper", "avx2 avx512", "", helper, "a call"},
	{"helper", "neon", "", helper, "not inlined"},
	{"unused data", "avx2 avx512 neon", "", `__attribute__((used)) static i64 x = 1;
` + copying, "static data"},
	{"memset", "avx2 avx512 neon", "", `typedef struct { char c[4096]; } big;
void SUF(k)(k_args *p) { *(big *)p->a = (big){{0}}; }`, "a call"},
	{"jump table", "avx2 avx512 neon", "-fjump-tables", `void SUF(k)(k_args *p) {
  switch (p->n) {
    case 0: p->a[1] = p->f; break;
    case 1: p->b[2] += p->f; break;
    case 2: p->a[7] -= p->f; break;
    case 3: p->b[9] = -p->f; break;
    case 4: p->a[5] *= p->f; break;
    case 5: p->b[3] /= p->f; break;
  }
}`, "table"},
	{"two rets", "neon", "", `void SUF(k)(k_args *p) {
  if (p->n) { p->a[0] = 1; __asm__ volatile("ret"); }
  p->b[0] = 2;
}`, "one ret"},
	{"two rets", "avx2 avx512", "", `void SUF(k)(k_args *p) {
  if (p->n) { p->a[0] = 1; __asm__ volatile("ret"); }
  p->b[0] = 2;
}`, "several ret"},
	{"no vzeroupper", "avx2 avx512", "-mno-vzeroupper", copying, "vzeroupper"},
	{"rbp", "avx2 avx512", "", `void SUF(k)(k_args *p) { __asm__ volatile("mov rax, rbp" : : : "rax"); p->n = 0; }`, "stack"},
	{"estimate", "avx2", "", `void SUF(k)(k_args *p) { __asm__ volatile("vrcpps ymm1, ymm2"); p->n = 0; }`, "estimate"},
	{"estimate", "avx512", "", `void SUF(k)(k_args *p) { __asm__ volatile("vrsqrt14ps zmm1, zmm2"); p->n = 0; }`, "estimate"},
	{"estimate", "neon", "", `void SUF(k)(k_args *p) { __asm__ volatile("frecpe v0.4s, v1.4s"); p->n = 0; }`, "estimate"},
	{"x18", "neon", "", `void SUF(k)(k_args *p) { __asm__ volatile("mov x18, #1"); p->n = 0; }`, "x18"},
	{"w18", "neon", "", `void SUF(k)(k_args *p) { __asm__ volatile("mov w18, #1"); p->n = 0; }`, "x18"},
	{"x19", "neon", "", `void SUF(k)(k_args *p) { __asm__ volatile("mov x19, #1"); p->n = 0; }`, "a register that C saves"},
	{"x28", "neon", "", `void SUF(k)(k_args *p) { __asm__ volatile("add x1, x28, #1"); p->n = 0; }`, "a register that C saves"},
	{"x29", "neon", "", `void SUF(k)(k_args *p) { __asm__ volatile("mov x0, x29"); p->n = 0; }`, "frame pointer"},
	{"x30", "neon", "", `void SUF(k)(k_args *p) { __asm__ volatile("mov x30, #0"); p->n = 0; }`, "return address"},
	{"sp", "neon", "", `void SUF(k)(k_args *p) { __asm__ volatile("ldr x1, [sp, #16]"); p->n = 0; }`, "stack"},
	{"adr", "neon", "", `void SUF(k)(k_args *p) { __asm__ volatile("adr x1, #16"); p->n = 0; }`, "a constant table"},
	{"d8", "neon", "", `void SUF(k)(k_args *p) { __asm__ volatile("movi v8.4s, #0" : : : "v8"); p->n = 0; }`, "stack"},
	{"contraction", "avx2 avx512 neon", "", `void SUF(k)(k_args *p) {
#pragma clang fp contract(fast)
  *(vf *)p->a = *(vf *)p->a * *(vf *)p->b + *(vf *)(p->a + VL);
}`, "round differently"},
	{"contraction in a statement", "avx2 avx512 neon", "", `#pragma STDC FP_CONTRACT ON
void SUF(k)(k_args *p) { *(vf *)p->a = *(vf *)p->a * *(vf *)p->b + *(vf *)(p->a + VL); }`, "round differently"},
	{"other order", "avx2 avx512 neon", "", `void SUF(k)(k_args *p) {
#pragma clang fp reassociate(on)
  p->a[0] = p->a[0] + p->a[1] + p->a[2] + p->a[3];
}`, "round differently"},
	{"two arguments", "avx2 avx512 neon", "", `void SUF(k)(k_args *p, i64 n) { p->n = n; }`, "takes one pointer"},
	{"no argument", "avx2 avx512 neon", "", `void SUF(k)(void) {}`, "takes one pointer"},
	{"number", "avx2 avx512 neon", "", `void SUF(k)(float f) { (void)f; }`, "takes one pointer"},
	{"result", "avx2 avx512 neon", "", `i64 SUF(k)(k_args *p) { return p->n; }`, "returns nothing"},
	{"pointer result", "avx2 avx512 neon", "", `void *SUF(k)(k_args *p) { return p; }`, "returns nothing"},
	{"exported helper", "avx2 avx512 neon", "", copying + `void helper(k_args *p) { p->n++; }`, "neither static nor named"},
	{"no kernel", "avx2 avx512 neon", "", ``, "no kernel"},
}

const helper = `__attribute__((noinline)) static void f(k_args *p) { p->n++; }
void SUF(k)(k_args *p) { f(p); f(p); }`

func TestRefused(t *testing.T) {
	for _, r := range refused {
		for _, isa := range strings.Fields(r.isas) {
			t.Run(r.name+"/"+isa, func(t *testing.T) {
				t.Parallel()
				files, err := make1(t, r.source, isa, r.flags)
				if err == nil {
					t.Fatalf("was not refused:\n%s", files)
				}
				if !strings.Contains(err.Error(), r.want) || strings.Contains(err.Error(), "clang-14:") {
					t.Errorf("%v\ndoes not say %q", err, r.want)
				}
			})
		}
	}
}

// A gate that refused everything would pass the test above.
func TestAccepted(t *testing.T) {
	for name, source := range map[string]string{
		"copying": copying,
		"shifts": `void SUF(k)(k_args *p) {
  unsigned long n = p->n;
  p->n = (i64)(n >> 1 ^ n << 1) ^ p->n >> 1 ^ 0x123456789abcdef;
}`,
		"saved registers": `void SUF(k)(k_args *p) {
  i64 a = p->n;
  ` + saved + `
  p->n = a;
}`,
	} {
		for _, g := range targets {
			t.Run(name+"/"+g.isa, func(t *testing.T) {
				t.Parallel()
				if _, err := make1(t, source, g.isa, ""); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// C saves these for its caller; Go's assembly does not have to, and c2goasm
// takes push and pop away.
const saved = `
#ifdef __x86_64__
  __asm__ volatile("" : "+r"(a) : : "rbx", "r12", "r13", "r14", "r15");
#endif`
