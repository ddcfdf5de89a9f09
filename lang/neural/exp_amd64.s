#include "textflag.h"

DATA consts<>+0(SB)/4, $0x3fb8aa3b // 1/ln 2
DATA consts<>+4(SB)/4, $256.5
DATA consts<>+8(SB)/4, $256
DATA consts<>+12(SB)/4, $129       // 256 - 127
DATA consts<>+16(SB)/4, $0x3aaec3ff
DATA consts<>+20(SB)/4, $0x3c1d955b
DATA consts<>+24(SB)/4, $0x3d635847
DATA consts<>+28(SB)/4, $0x3e75fdf0
DATA consts<>+32(SB)/4, $0x3f317218
DATA consts<>+36(SB)/4, $1.0
DATA consts<>+40(SB)/4, $80.0
DATA consts<>+44(SB)/4, $-80.0
GLOBL consts<>(SB), RODATA|NOPTR, $48

// func squash(x *float32, n int, k, a, b float32)
// Sets each x to a/(1+e^(k*x)) + b; n is a multiple of 8. The steps are those of
// the scalar twin, in the same order and with the same roundings.
TEXT ·squash(SB), NOSPLIT, $0-28
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	VBROADCASTSS k+16(FP), Y1
	VBROADCASTSS a+20(FP), Y2
	VBROADCASTSS b+24(FP), Y3
	VBROADCASTSS consts<>+0(SB), Y4
	VBROADCASTSS consts<>+4(SB), Y5
	VPBROADCASTD consts<>+8(SB), Y6
	VPBROADCASTD consts<>+12(SB), Y7
	VBROADCASTSS consts<>+36(SB), Y8
	VBROADCASTSS consts<>+40(SB), Y9
	VBROADCASTSS consts<>+44(SB), Y10
	VBROADCASTSS consts<>+16(SB), Y11
	SHRQ $3, CX
	JZ done
loop:
	VMULPS (DI), Y1, Y0
	VMAXPS Y10, Y0, Y0
	VMINPS Y9, Y0, Y0
	VMULPS Y4, Y0, Y0
	VADDPS Y5, Y0, Y12
	VCVTTPS2DQ Y12, Y12
	VPSUBD Y6, Y12, Y13
	VCVTDQ2PS Y13, Y13
	VSUBPS Y13, Y0, Y0
	VPSUBD Y7, Y12, Y12
	VPSLLD $23, Y12, Y12
	VMULPS Y11, Y0, Y14
	VBROADCASTSS consts<>+20(SB), Y15
	VADDPS Y15, Y14, Y14
	VMULPS Y0, Y14, Y14
	VBROADCASTSS consts<>+24(SB), Y15
	VADDPS Y15, Y14, Y14
	VMULPS Y0, Y14, Y14
	VBROADCASTSS consts<>+28(SB), Y15
	VADDPS Y15, Y14, Y14
	VMULPS Y0, Y14, Y14
	VBROADCASTSS consts<>+32(SB), Y15
	VADDPS Y15, Y14, Y14
	VMULPS Y0, Y14, Y14
	VADDPS Y8, Y14, Y14
	VMULPS Y12, Y14, Y14
	VADDPS Y8, Y14, Y14
	VDIVPS Y14, Y2, Y14
	VADDPS Y3, Y14, Y14
	VMOVUPS Y14, (DI)
	ADDQ $32, DI
	DECQ CX
	JNZ loop
done:
	VZEROUPPER
	RET
