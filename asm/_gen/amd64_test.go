package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// early is what clang makes of a loop that may run zero times: the prologue
// moves behind the test, and c2goasm does not find it there.
const early = `
	.text
	.globl	k_avx2
k_avx2:
	cmp	qword ptr [rdi], 0
	je	.LBB0_2
	push	rbp
	mov	rbp, rsp
	push	rbx
	xor	ebx, ebx
	pop	rbx
	pop	rbp
.LBB0_2:
	ret
`

func TestText(t *testing.T) {
	tools := compilers(t)
	for _, r := range []struct{ name, text, want string }{
		{"early exit", early, "early exit"},
		{"frame", strings.Replace(whole, "BODY", "push rax\nmov eax, 1", 1), "stack frame"},
		{"rbp in use", strings.Replace(whole, "BODY", "mov rbp, rsp\nmov rbp, rsp", 1), ""},
		{"unknown to nasm", strings.Replace(whole, "BODY", "vaddps xmm1, xmm2, bogus", 1), "bogus"},
	} {
		t.Run(r.name, func(t *testing.T) {
			lines := clean(r.text)
			if _, err := checkText(lines); err != nil {
				t.Fatal("not by this gate: ", err)
			}
			k := []kernel{{symbol: "k_avx2", arg: "p", goType: "kArgs"}}
			code, err := tools.c2goasm(lines, "text", k)
			if err == nil || !strings.Contains(err.Error(), r.want) {
				t.Errorf("does not say %q: %v\n%s", r.want, err, code)
			}
		})
	}
}

const whole = `
	.globl	k_avx2
k_avx2:
BODY
	ret
`

func TestCheckText(t *testing.T) {
	for _, r := range []struct{ name, body, want string }{
		{"good", "mov eax, 1", ""},
		{"two rets", "je .LBB0_1\nret\n.LBB0_1:\nmov eax, 1", "several ret"},
		{"no ret", "ret\n.globl k2_avx2\nk2_avx2:\nmov eax, 1\n.section .rodata", "static data"},
		{"indirect jump", "jmp rax", "jump table"},
		{"table", "jmp qword ptr [8*rax + .LJTI0_0]", "jump table"},
		{"tail call", "jmp f", "tail call"},
		{"rip", "vmovaps ymm0, ymmword ptr [rip + .LCPI0_0]", "constant table"},
		{"argument", "mov rax, qword ptr [rbp + 16]", "stack"},
		{"red zone", "mov qword ptr [rsp - 8], rax", "stack"},
		{"call", "call f", "call"},
		{"aligned", "and rsp, -64", "stack frame"},
		{"data", ".quad 1", "static data"},
		{"section", ".section .rodata.cst32", "static data"},
	} {
		_, err := checkText(clean(strings.Replace(whole, "BODY", r.body, 1)))
		if (err == nil) != (r.want == "") || err != nil && !strings.Contains(err.Error(), r.want) {
			t.Errorf("%s: %v, want %q", r.name, err, r.want)
		}
	}
}

// What asm2plan9s could not assemble stays a comment, which Go would skip.
func TestFinish(t *testing.T) {
	k := []kernel{{symbol: "k", arg: "p", goType: "kArgs"}}
	const good = "x DO NOT EDIT\n\nTEXT ·_k(SB), $0-8\n\n    WORD $0x9090 // nop\n    RET\n"
	if _, err := finish(good, k); err != nil {
		t.Fatal(err)
	}
	for old, bad := range map[string]string{
		"    WORD $0x9090 // nop": "           // bogus eax",
		"$0-8":                    "$24-8",
		"nop":                     "vaddps ymm1, ymm2, ymm3",
	} {
		if out, err := finish(strings.Replace(good, old, bad, 1), k); err == nil {
			t.Errorf("%s passed:\n%s", bad, out)
		}
	}
}

func TestSameInstructions(t *testing.T) {
	lines := clean(".globl k\nk:\npush rbp\nmov rbp, rsp\n.LBB0_1:\nshr rax\njne .LBB0_1\npop rbp\nvzeroupper\nret\n")
	for text, good := range map[string]bool{
		"    BYTE $0x90 // shr rax, 1\n    JNE LBB0_1\n":                        true,
		"    BYTE $0x90 // shr rax, 1\n    JE LBB0_1\n":                         false,
		"    BYTE $0x90 // shr rax, 1\n    JNE LBB0_2\n":                        false,
		"    BYTE $0x90 // shr rax, 1\n":                                        false,
		"    JNE LBB0_1\n    BYTE $0x90 // shr rax, 1\n":                        false,
		"    BYTE $0x90 // shr rax, 1\n    JNE LBB0_1\n    BYTE $0x90 // nop\n": false,
	} {
		if err := sameInstructions(lines, text); (err == nil) != good {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// With gas in nasm's place the second of these had the bytes of [rcx+4].
func TestVerify(t *testing.T) {
	tools := compilers(t)
	for line, good := range map[string]bool{
		"    WORD $0x018b // mov    eax, dword [rcx]":                            true,
		"    WORD $0x418b; BYTE $0x04 // mov    eax, dword [rcx]":                false,
		"    QUAD $0x00000001b8909090 // mov eax, 1":                             false,
		"    WORD $0xd148; BYTE $0xe8 // shr rax, 1":                             true,
		"    QUAD $0x0179541048fdf162 // vmovupd zmm2, zword [rcx + 2*rdi + 64]": true,
		"    QUAD $0x0179541048fdf162 // vmovupd zmm2, zword [rcx + 2*rdi + 1]":  false,
	} {
		if err := tools.verify(line + "\n"); (err == nil) != good {
			t.Errorf("%s: %v", line, err)
		}
	}
}

// A tool that does the wrong thing and says nothing is found out.
func TestWrongTools(t *testing.T) {
	for tool, r := range map[string]struct{ script, want string }{
		"yasm":    {`/bin/sed -i 's/\[rdi\]/[rdi + 4]/' "$3"; exec REAL "$@"`, "the bytes of"},
		"c2goasm": {`REAL "$@" && /bin/sed -i /vaddps/d "$2"`, "clang wrote"},
	} {
		tools := *compilers(t)
		tools.dir = t.TempDir()
		tools.bin = instead(t, tools.bin, tool, r.script)
		c := filepath.Join(tools.dir, "family.c")
		put(t, c, vocabulary+copying)
		err := tools.family(map[string][]byte{}, c, "family", targetOf("avx2"))
		if err == nil || !strings.Contains(err.Error(), r.want) {
			t.Errorf("%s: %v, want %q", tool, err, r.want)
		}
	}
}

// instead returns a folder with the tools in bin, one replaced by a script.
func instead(t *testing.T, bin, tool, script string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for _, name := range []string{"yasm", "c2goasm", "asm2plan9s", "asmfmt"} {
		if err := os.Symlink(filepath.Join(bin, name), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, tool)
	script = strings.ReplaceAll(script, "REAL", filepath.Join(bin, tool))
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// The tools see no assembler that could step in for nasm.
func TestNoGas(t *testing.T) {
	tools := *compilers(t)
	tools.dir = t.TempDir()
	file := filepath.Join(tools.dir, "x.s")
	put(t, file, strings.Repeat(" ", 33)+"// .byte 1\n")
	if out, err := tools.tool("", nil, "asm2plan9s", file); err == nil {
		text, _ := os.ReadFile(file)
		t.Errorf("%s%s", out, text)
	}
}
