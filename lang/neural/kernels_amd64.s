#include "textflag.h"

DATA order<>+0(SB)/8, $0x0000000400000000
DATA order<>+8(SB)/8, $0x0000000500000001
DATA order<>+16(SB)/8, $0x0000000600000002
DATA order<>+24(SB)/8, $0x0000000700000003
GLOBL order<>(SB), RODATA|NOPTR, $32

DATA numbers<>+0(SB)/4, $0x7fffffff // all but the sign
DATA numbers<>+4(SB)/4, $127.0
DATA numbers<>+8(SB)/4, $1e-30
DATA numbers<>+12(SB)/4, $1e-12
DATA numbers<>+16(SB)/4, $1.0
DATA numbers<>+20(SB)/4, $0.5
DATA numbers<>+24(SB)/4, $5.3
DATA numbers<>+28(SB)/4, $-5.3
DATA numbers<>+32(SB)/4, $0.071199715
DATA numbers<>+36(SB)/4, $-100.0
DATA numbers<>+40(SB)/4, $12582912.0
DATA numbers<>+44(SB)/4, $8191.0
DATA numbers<>+48(SB)/4, $0.00958278588950634
DATA numbers<>+52(SB)/4, $0.055906277149915695
DATA numbers<>+56(SB)/4, $0.24024099111557007
DATA numbers<>+60(SB)/4, $0.6931242346763611
GLOBL numbers<>(SB), RODATA|NOPTR, $64

// ACROSS brings the greatest of the eight numbers in Y0 to its lowest place.
#define ACROSS(op) \
	VEXTRACTF128 $1, Y0, X2 \
	op X2, X0, X0 \
	VPERMILPS $0x4E, X0, X2 \
	op X2, X0, X0 \
	VPERMILPS $0xB1, X0, X2 \
	op X2, X0, X0

// func bytesOf(dst *int8, scales, src *float32, width, groups int)
// quantise; width is a multiple of 32.
TEXT ·bytesOf(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DI
	MOVQ scales+8(FP), DX
	MOVQ src+16(FP), SI
	MOVQ width+24(FP), R8
	MOVQ groups+32(FP), CX
	VBROADCASTSS numbers<>+0(SB), Y15
	VMOVDQU order<>(SB), Y14
	VMOVSS numbers<>+4(SB), X13
	VMOVSS numbers<>+8(SB), X12
	SHRQ $5, R8
group:
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	MOVQ SI, R9
	MOVQ R8, AX
top:
	VANDPS (R9), Y15, Y2
	VANDPS 32(R9), Y15, Y3
	VANDPS 64(R9), Y15, Y4
	VANDPS 96(R9), Y15, Y5
	VMAXPS Y2, Y0, Y0
	VMAXPS Y3, Y1, Y1
	VMAXPS Y4, Y0, Y0
	VMAXPS Y5, Y1, Y1
	ADDQ $128, R9
	DECQ AX
	JNZ top
	VMAXPS Y1, Y0, Y0
	ACROSS(VMAXPS)
	VCMPSS $1, X12, X0, X3
	VDIVSS X13, X0, X1
	VDIVSS X0, X13, X2
	VANDNPS X1, X3, X1
	VANDNPS X2, X3, X2
	VMOVSS X1, (DX)
	VBROADCASTSS X2, Y1
	MOVQ R8, AX
turn:
	VMULPS (SI), Y1, Y2
	VMULPS 32(SI), Y1, Y3
	VMULPS 64(SI), Y1, Y4
	VMULPS 96(SI), Y1, Y5
	VCVTPS2DQ Y2, Y2
	VCVTPS2DQ Y3, Y3
	VCVTPS2DQ Y4, Y4
	VCVTPS2DQ Y5, Y5
	VPACKSSDW Y3, Y2, Y2
	VPACKSSDW Y5, Y4, Y4
	VPACKSSWB Y4, Y2, Y2
	VPERMD Y2, Y14, Y2
	VMOVDQU Y2, (DI)
	ADDQ $128, SI
	ADDQ $32, DI
	DECQ AX
	JNZ turn
	ADDQ $4, DX
	DECQ CX
	JNZ group
	VZEROUPPER
	RET

// func norms(x, y, w, b *float32, n int, size float32)
// normalise; n is a multiple of 16, and size n once more.
TEXT ·norms(SB), NOSPLIT, $0-44
	MOVQ x+0(FP), DI
	MOVQ y+8(FP), SI
	MOVQ w+16(FP), R8
	MOVQ b+24(FP), R9
	MOVQ n+32(FP), CX
	VMOVSS size+40(FP), X15
	SHLQ $2, CX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	XORQ AX, AX
add:
	VMOVUPS (DI)(AX*1), Y2
	VMOVUPS 32(DI)(AX*1), Y3
	VADDPS (SI)(AX*1), Y2, Y2
	VADDPS 32(SI)(AX*1), Y3, Y3
	VMOVUPS Y2, (DI)(AX*1)
	VMOVUPS Y3, 32(DI)(AX*1)
	VADDPS Y2, Y0, Y0
	VADDPS Y3, Y1, Y1
	ADDQ $64, AX
	CMPQ AX, CX
	JLT add
	VADDPS Y1, Y0, Y0
	ACROSS(VADDPS)
	VDIVSS X15, X0, X0
	VBROADCASTSS X0, Y14
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	XORQ AX, AX
square:
	VMOVUPS (DI)(AX*1), Y2
	VMOVUPS 32(DI)(AX*1), Y3
	VSUBPS Y14, Y2, Y2
	VSUBPS Y14, Y3, Y3
	VMOVUPS Y2, (DI)(AX*1)
	VMOVUPS Y3, 32(DI)(AX*1)
	VMULPS Y2, Y2, Y2
	VMULPS Y3, Y3, Y3
	VADDPS Y2, Y0, Y0
	VADDPS Y3, Y1, Y1
	ADDQ $64, AX
	CMPQ AX, CX
	JLT square
	VADDPS Y1, Y0, Y0
	ACROSS(VADDPS)
	VDIVSS X15, X0, X0
	VADDSS numbers<>+12(SB), X0, X0
	VSQRTSS X0, X0, X0
	VMOVSS numbers<>+16(SB), X1
	VDIVSS X0, X1, X0
	VBROADCASTSS X0, Y14
	XORQ AX, AX
scale:
	VMULPS (DI)(AX*1), Y14, Y2
	VMULPS 32(DI)(AX*1), Y14, Y3
	VMULPS (R8)(AX*1), Y2, Y2
	VMULPS 32(R8)(AX*1), Y3, Y3
	VADDPS (R9)(AX*1), Y2, Y2
	VADDPS 32(R9)(AX*1), Y3, Y3
	VMOVUPS Y2, (DI)(AX*1)
	VMOVUPS Y3, 32(DI)(AX*1)
	ADDQ $64, AX
	CMPQ AX, CX
	JLT scale
	VZEROUPPER
	RET

// STEP is one power of the polynomial for 32 numbers.
#define STEP(at) \
	VBROADCASTSS at(SI), Y15 \
	VMULPS Y0, Y4, Y4 \
	VMULPS Y1, Y5, Y5 \
	VMULPS Y2, Y6, Y6 \
	VMULPS Y3, Y7, Y7 \
	VADDPS Y15, Y4, Y4 \
	VADDPS Y15, Y5, Y5 \
	VADDPS Y15, Y6, Y6 \
	VADDPS Y15, Y7, Y7

// CLAMP leaves in c the number at, held between the ends, and in t its square,
// brought to -1..1.
#define CLAMP(at, c, t) \
	VMAXPS at(DI), Y12, c \
	VMINPS c, Y13, c \
	VMULPS c, c, t \
	VMULPS Y14, t, t \
	VSUBPS Y15, t, t

// LAST makes the result at of c and the polynomial p.
#define LAST(at, c, p) \
	VMULPS p, c, c \
	VMULPS at(DI), Y12, p \
	VMULPS p, c, c \
	VADDPS c, p, p \
	VMOVUPS p, at(DI)

// func gelus(x *float32, n int, c *float32)
// gelu; n is a multiple of 32, and c are the 14 coefficients.
TEXT ·gelus(SB), NOSPLIT, $0-24
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	MOVQ c+16(FP), SI
	VBROADCASTSS numbers<>+24(SB), Y13
	VBROADCASTSS numbers<>+32(SB), Y14
	SHRQ $5, CX
next:
	VBROADCASTSS numbers<>+28(SB), Y12
	VBROADCASTSS numbers<>+16(SB), Y15
	CLAMP(0, Y8, Y0)
	CLAMP(32, Y9, Y1)
	CLAMP(64, Y10, Y2)
	CLAMP(96, Y11, Y3)
	VBROADCASTSS 52(SI), Y4
	VMOVAPS Y4, Y5
	VMOVAPS Y4, Y6
	VMOVAPS Y4, Y7
	STEP(48)
	STEP(44)
	STEP(40)
	STEP(36)
	STEP(32)
	STEP(28)
	STEP(24)
	STEP(20)
	STEP(16)
	STEP(12)
	STEP(8)
	STEP(4)
	STEP(0)
	VBROADCASTSS numbers<>+20(SB), Y12
	LAST(0, Y8, Y4)
	LAST(32, Y9, Y5)
	LAST(64, Y10, Y6)
	LAST(96, Y11, Y7)
	ADDQ $128, DI
	DECQ CX
	JNZ next
	VZEROUPPER
	RET

// func softens(p *int16, y *float32, n int) int32
// soften, which returns the sum; n is a multiple of 16.
TEXT ·softens(SB), NOSPLIT, $0-28
	MOVQ p+0(FP), DI
	MOVQ y+8(FP), SI
	MOVQ n+16(FP), CX
	SHRQ $4, CX
	VMOVUPS (SI), Y0
	VMOVAPS Y0, Y1
	MOVQ SI, R9
	MOVQ CX, AX
greatest:
	VMAXPS (R9), Y0, Y0
	VMAXPS 32(R9), Y1, Y1
	ADDQ $64, R9
	DECQ AX
	JNZ greatest
	VMAXPS Y1, Y0, Y0
	ACROSS(VMAXPS)
	VBROADCASTSS X0, Y15
	VBROADCASTSS numbers<>+36(SB), Y14
	VBROADCASTSS numbers<>+40(SB), Y13
	VBROADCASTSS numbers<>+44(SB), Y12
	VBROADCASTSS numbers<>+48(SB), Y11
	VBROADCASTSS numbers<>+52(SB), Y10
	VBROADCASTSS numbers<>+56(SB), Y9
	VBROADCASTSS numbers<>+60(SB), Y8
	VBROADCASTSS numbers<>+16(SB), Y7
	VPXOR Y6, Y6, Y6
power:
	VMOVUPS (SI), Y0
	VMOVUPS 32(SI), Y1
	VSUBPS Y15, Y0, Y0
	VSUBPS Y15, Y1, Y1
	VMAXPS Y14, Y0, Y0
	VMAXPS Y14, Y1, Y1
	VADDPS Y13, Y0, Y2
	VADDPS Y13, Y1, Y3
	VSUBPS Y13, Y2, Y4
	VSUBPS Y13, Y3, Y5
	VSUBPS Y4, Y0, Y0
	VSUBPS Y5, Y1, Y1
	VPSLLD $23, Y2, Y2
	VPSLLD $23, Y3, Y3
	VMULPS Y11, Y0, Y4
	VMULPS Y11, Y1, Y5
	VADDPS Y10, Y4, Y4
	VADDPS Y10, Y5, Y5
	VMULPS Y0, Y4, Y4
	VMULPS Y1, Y5, Y5
	VADDPS Y9, Y4, Y4
	VADDPS Y9, Y5, Y5
	VMULPS Y0, Y4, Y4
	VMULPS Y1, Y5, Y5
	VADDPS Y8, Y4, Y4
	VADDPS Y8, Y5, Y5
	VMULPS Y0, Y4, Y4
	VMULPS Y1, Y5, Y5
	VADDPS Y7, Y4, Y4
	VADDPS Y7, Y5, Y5
	VPADDD Y2, Y4, Y4
	VPADDD Y3, Y5, Y5
	VMULPS Y12, Y4, Y4
	VMULPS Y12, Y5, Y5
	VCVTPS2DQ Y4, Y4
	VCVTPS2DQ Y5, Y5
	VPADDD Y4, Y6, Y6
	VPADDD Y5, Y6, Y6
	VPACKSSDW Y5, Y4, Y4
	VPERMQ $0xD8, Y4, Y4
	VMOVDQU Y4, (DI)
	ADDQ $64, SI
	ADDQ $32, DI
	DECQ CX
	JNZ power
	VEXTRACTI128 $1, Y6, X0
	VPADDD X6, X0, X0
	VPSHUFD $0x4E, X0, X1
	VPADDD X1, X0, X0
	VPSHUFD $0xB1, X0, X1
	VPADDD X1, X0, X0
	VMOVD X0, AX
	MOVL AX, ret+24(FP)
	VZEROUPPER
	RET

// func greater(dst, src *float32, n int)
// Sets each of dst to the size of that of src if this is greater; n is a multiple
// of 8.
TEXT ·greater(SB), NOSPLIT, $0-24
	MOVQ dst+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ n+16(FP), CX
	VBROADCASTSS numbers<>+0(SB), Y15
	SHRQ $3, CX
size:
	VANDPS (SI), Y15, Y0
	VMAXPS (DI), Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, SI
	ADDQ $32, DI
	DECQ CX
	JNZ size
	VZEROUPPER
	RET

// func pairsOf(dst *int16, a, b, inverse *float32, n int)
// pair; n is a multiple of 8.
TEXT ·pairsOf(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DI
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), R8
	MOVQ inverse+24(FP), R9
	MOVQ n+32(FP), CX
	SHRQ $3, CX
two:
	VMOVUPS (R9), Y0
	VMULPS (SI), Y0, Y1
	VMULPS (R8), Y0, Y2
	VCVTPS2DQ Y1, Y1
	VCVTPS2DQ Y2, Y2
	VPSLLD $16, Y2, Y2
	VPBLENDW $0xAA, Y2, Y1, Y1
	VMOVDQU Y1, (DI)
	ADDQ $32, SI
	ADDQ $32, R8
	ADDQ $32, R9
	ADDQ $32, DI
	DECQ CX
	JNZ two
	VZEROUPPER
	RET
