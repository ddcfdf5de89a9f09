#include "textflag.h"

// ARGS brings in the arguments of rows4 and rows8.
#define ARGS \
	MOVQ k+0(FP), CX \
	MOVQ a+8(FP), SI \
	MOVQ ars+16(FP), R8 \
	MOVQ acs+24(FP), R9 \
	MOVQ b+32(FP), DI \
	MOVQ ldb+40(FP), R10 \
	MOVQ c+48(FP), DX \
	MOVQ ldc+56(FP), R11

// ADDTO adds a register to a row of c and steps to the next.
#define ADDTO(z) \
	VADDPS (DX), z, z \
	VMOVUPS z, (DX) \
	ADDQ R11, DX

// ADD2TO does so with two registers for a row of 16 columns.
#define ADD2TO(y, z) \
	VADDPS (DX), y, y \
	VADDPS 32(DX), z, z \
	VMOVUPS y, (DX) \
	VMOVUPS z, 32(DX) \
	ADDQ R11, DX

// func rows4(k int, a *float32, ars, acs int, b *float32, ldb int, c *float32, ldc int)
// Adds to 4 rows of 16 columns of c the product of 4 rows of a and 16 columns of b.
// Strides are in bytes.
TEXT ·rows4(SB), NOSPLIT, $0-64
	ARGS
	LEAQ (SI)(R8*2), R12
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7
	TESTQ CX, CX
	JZ done4
loop4:
	VMOVUPS (DI), Y8
	VMOVUPS 32(DI), Y9
	VBROADCASTSS (SI), Y10
	VBROADCASTSS (SI)(R8*1), Y11
	VBROADCASTSS (R12), Y12
	VBROADCASTSS (R12)(R8*1), Y13
	VFMADD231PS Y8, Y10, Y0
	VFMADD231PS Y9, Y10, Y1
	VFMADD231PS Y8, Y11, Y2
	VFMADD231PS Y9, Y11, Y3
	VFMADD231PS Y8, Y12, Y4
	VFMADD231PS Y9, Y12, Y5
	VFMADD231PS Y8, Y13, Y6
	VFMADD231PS Y9, Y13, Y7
	ADDQ R10, DI
	ADDQ R9, SI
	ADDQ R9, R12
	DECQ CX
	JNZ loop4
done4:
	ADD2TO(Y0, Y1)
	ADD2TO(Y2, Y3)
	ADD2TO(Y4, Y5)
	VADDPS (DX), Y6, Y6
	VADDPS 32(DX), Y7, Y7
	VMOVUPS Y6, (DX)
	VMOVUPS Y7, 32(DX)
	VZEROUPPER
	RET

// func rows1(k int, a *float32, acs int, b *float32, ldb int, c *float32)
// The same for one row.
TEXT ·rows1(SB), NOSPLIT, $0-48
	MOVQ k+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ acs+16(FP), R9
	MOVQ b+24(FP), DI
	MOVQ ldb+32(FP), R10
	MOVQ c+40(FP), DX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	TESTQ CX, CX
	JZ done1
loop1:
	VBROADCASTSS (SI), Y10
	VMOVUPS (DI), Y8
	VMOVUPS 32(DI), Y9
	VFMADD231PS Y8, Y10, Y0
	VFMADD231PS Y9, Y10, Y1
	ADDQ R10, DI
	ADDQ R9, SI
	DECQ CX
	JNZ loop1
done1:
	VADDPS (DX), Y0, Y0
	VADDPS 32(DX), Y1, Y1
	VMOVUPS Y0, (DX)
	VMOVUPS Y1, 32(DX)
	VZEROUPPER
	RET

// func sum(dst, src *float32, n int)
// Adds src to dst; n is a multiple of 8.
TEXT ·sum(SB), NOSPLIT, $0-24
	MOVQ dst+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ n+16(FP), CX
	SHRQ $3, CX
	JZ doneSum
loopSum:
	VMOVUPS (DI), Y0
	VADDPS (SI), Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	DECQ CX
	JNZ loopSum
doneSum:
	VZEROUPPER
	RET

// VECTOR finds row AX of those that are asked for, and its scale.
#define VECTOR(scale) \
	MOVLQSX (R9)(AX*4), DX \
	VBROADCASTSS (R8)(DX*4), scale \
	IMULQ R11, DX \
	ADDQ SI, DX

// COLUMNS adds its bytes from at, times the scale, to those of a sum.
#define COLUMNS(at, room, scale, acc) \
	VPMOVSXBD at(DX), room \
	VCVTDQ2PS room, room \
	VFMADD231PS scale, room, acc

// func sumVectors(dst *float32, rows, scales *byte, which *int32, n, width int)
// Adds to dst, of width numbers (a multiple of 16), n rows of signed bytes, each times
// its scale, one after the other. As many columns as there are registers go at once.
TEXT ·sumVectors(SB), NOSPLIT, $0-48
	MOVQ dst+0(FP), DI
	MOVQ rows+8(FP), SI
	MOVQ scales+16(FP), R8
	MOVQ which+24(FP), R9
	MOVQ n+32(FP), R10
	MOVQ width+40(FP), R11
	MOVQ R11, CX
half96:
	CMPQ CX, $96
	JLT half48
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3
	VMOVUPS 128(DI), Y4
	VMOVUPS 160(DI), Y5
	VMOVUPS 192(DI), Y6
	VMOVUPS 224(DI), Y7
	VMOVUPS 256(DI), Y8
	VMOVUPS 288(DI), Y9
	VMOVUPS 320(DI), Y10
	VMOVUPS 352(DI), Y11
	XORQ AX, AX
half96Row:
	VECTOR(Y15)
	COLUMNS(0, Y12, Y15, Y0)
	COLUMNS(8, Y13, Y15, Y1)
	COLUMNS(16, Y14, Y15, Y2)
	COLUMNS(24, Y12, Y15, Y3)
	COLUMNS(32, Y13, Y15, Y4)
	COLUMNS(40, Y14, Y15, Y5)
	COLUMNS(48, Y12, Y15, Y6)
	COLUMNS(56, Y13, Y15, Y7)
	COLUMNS(64, Y14, Y15, Y8)
	COLUMNS(72, Y12, Y15, Y9)
	COLUMNS(80, Y13, Y15, Y10)
	COLUMNS(88, Y14, Y15, Y11)
	INCQ AX
	CMPQ AX, R10
	JLT half96Row
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	VMOVUPS Y4, 128(DI)
	VMOVUPS Y5, 160(DI)
	VMOVUPS Y6, 192(DI)
	VMOVUPS Y7, 224(DI)
	VMOVUPS Y8, 256(DI)
	VMOVUPS Y9, 288(DI)
	VMOVUPS Y10, 320(DI)
	VMOVUPS Y11, 352(DI)
	ADDQ $384, DI
	ADDQ $96, SI
	SUBQ $96, CX
	JMP half96
half48:
	CMPQ CX, $48
	JLT half16
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3
	VMOVUPS 128(DI), Y4
	VMOVUPS 160(DI), Y5
	XORQ AX, AX
half48Row:
	VECTOR(Y15)
	COLUMNS(0, Y12, Y15, Y0)
	COLUMNS(8, Y13, Y15, Y1)
	COLUMNS(16, Y14, Y15, Y2)
	COLUMNS(24, Y12, Y15, Y3)
	COLUMNS(32, Y13, Y15, Y4)
	COLUMNS(40, Y14, Y15, Y5)
	INCQ AX
	CMPQ AX, R10
	JLT half48Row
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	VMOVUPS Y4, 128(DI)
	VMOVUPS Y5, 160(DI)
	ADDQ $192, DI
	ADDQ $48, SI
	SUBQ $48, CX
	JMP half48
half16:
	CMPQ CX, $16
	JLT doneVectors
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	XORQ AX, AX
half16Row:
	VECTOR(Y15)
	COLUMNS(0, Y12, Y15, Y0)
	COLUMNS(8, Y13, Y15, Y1)
	INCQ AX
	CMPQ AX, R10
	JLT half16Row
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	ADDQ $64, DI
	ADDQ $16, SI
	SUBQ $16, CX
	JMP half16
doneVectors:
	VZEROUPPER
	RET

// func sumVectors16(dst *float32, rows, scales *byte, which *int32, n, width int)
// As sumVectors, for processors with AVX-512.
TEXT ·sumVectors16(SB), NOSPLIT, $0-48
	MOVQ dst+0(FP), DI
	MOVQ rows+8(FP), SI
	MOVQ scales+16(FP), R8
	MOVQ which+24(FP), R9
	MOVQ n+32(FP), R10
	MOVQ width+40(FP), R11
	MOVQ R11, CX
wide96:
	CMPQ CX, $96
	JLT wide64
	VMOVUPS (DI), Z0
	VMOVUPS 64(DI), Z1
	VMOVUPS 128(DI), Z2
	VMOVUPS 192(DI), Z3
	VMOVUPS 256(DI), Z4
	VMOVUPS 320(DI), Z5
	XORQ AX, AX
wide96Row:
	VECTOR(Z15)
	COLUMNS(0, Z12, Z15, Z0)
	COLUMNS(16, Z13, Z15, Z1)
	COLUMNS(32, Z14, Z15, Z2)
	COLUMNS(48, Z12, Z15, Z3)
	COLUMNS(64, Z13, Z15, Z4)
	COLUMNS(80, Z14, Z15, Z5)
	INCQ AX
	CMPQ AX, R10
	JLT wide96Row
	VMOVUPS Z0, (DI)
	VMOVUPS Z1, 64(DI)
	VMOVUPS Z2, 128(DI)
	VMOVUPS Z3, 192(DI)
	VMOVUPS Z4, 256(DI)
	VMOVUPS Z5, 320(DI)
	ADDQ $384, DI
	ADDQ $96, SI
	SUBQ $96, CX
	JMP wide96
wide64:
	CMPQ CX, $64
	JLT wide48
	VMOVUPS (DI), Z0
	VMOVUPS 64(DI), Z1
	VMOVUPS 128(DI), Z2
	VMOVUPS 192(DI), Z3
	XORQ AX, AX
wide64Row:
	VECTOR(Z15)
	COLUMNS(0, Z12, Z15, Z0)
	COLUMNS(16, Z13, Z15, Z1)
	COLUMNS(32, Z14, Z15, Z2)
	COLUMNS(48, Z12, Z15, Z3)
	INCQ AX
	CMPQ AX, R10
	JLT wide64Row
	VMOVUPS Z0, (DI)
	VMOVUPS Z1, 64(DI)
	VMOVUPS Z2, 128(DI)
	VMOVUPS Z3, 192(DI)
	ADDQ $256, DI
	ADDQ $64, SI
	SUBQ $64, CX
	JMP wide64
wide48:
	CMPQ CX, $48
	JLT wide16
	VMOVUPS (DI), Z0
	VMOVUPS 64(DI), Z1
	VMOVUPS 128(DI), Z2
	XORQ AX, AX
wide48Row:
	VECTOR(Z15)
	COLUMNS(0, Z12, Z15, Z0)
	COLUMNS(16, Z13, Z15, Z1)
	COLUMNS(32, Z14, Z15, Z2)
	INCQ AX
	CMPQ AX, R10
	JLT wide48Row
	VMOVUPS Z0, (DI)
	VMOVUPS Z1, 64(DI)
	VMOVUPS Z2, 128(DI)
	ADDQ $192, DI
	ADDQ $48, SI
	SUBQ $48, CX
	JMP wide48
wide16:
	CMPQ CX, $16
	JLT doneVectors16
	VMOVUPS (DI), Z0
	XORQ AX, AX
wide16Row:
	VECTOR(Z15)
	COLUMNS(0, Z12, Z15, Z0)
	INCQ AX
	CMPQ AX, R10
	JLT wide16Row
	VMOVUPS Z0, (DI)
	ADDQ $64, DI
	ADDQ $16, SI
	SUBQ $16, CX
	JMP wide16
doneVectors16:
	VZEROUPPER
	RET

// func sumTimes(dst, src *float32, n int, by float32)
// Adds to dst src times by, rounded in between; n is a multiple of 8.
TEXT ·sumTimes(SB), NOSPLIT, $0-28
	MOVQ dst+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ n+16(FP), CX
	VBROADCASTSS by+24(FP), Y2
	SHRQ $3, CX
loopTimes:
	VMULPS (SI), Y2, Y0
	VADDPS (DI), Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	DECQ CX
	JNZ loopTimes
	VZEROUPPER
	RET

// func relus(x *float32, n int)
// Sets what is below zero to zero; n is a multiple of 8.
TEXT ·relus(SB), NOSPLIT, $0-16
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	VXORPS Y1, Y1, Y1
	SHRQ $3, CX
loopRelu:
	VMAXPS (DI), Y1, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	DECQ CX
	JNZ loopRelu
	VZEROUPPER
	RET

// func rows8(k int, a *float32, ars, acs int, b *float32, ldb int, c *float32, ldc int)
// As rows4, for 8 rows and processors with AVX-512.
TEXT ·rows8(SB), NOSPLIT, $0-64
	ARGS
	LEAQ (SI)(R8*2), R12
	ADDQ R8, R12
	LEAQ (R12)(R8*2), R13
	ADDQ R8, R13
	VPXORQ Z0, Z0, Z0
	VPXORQ Z1, Z1, Z1
	VPXORQ Z2, Z2, Z2
	VPXORQ Z3, Z3, Z3
	VPXORQ Z4, Z4, Z4
	VPXORQ Z5, Z5, Z5
	VPXORQ Z6, Z6, Z6
	VPXORQ Z7, Z7, Z7
	TESTQ CX, CX
	JZ done8
loop8:
	VMOVUPS (DI), Z8
	VFMADD231PS.BCST (SI), Z8, Z0
	VFMADD231PS.BCST (SI)(R8*1), Z8, Z1
	VFMADD231PS.BCST (SI)(R8*2), Z8, Z2
	VFMADD231PS.BCST (R12), Z8, Z3
	VFMADD231PS.BCST (R12)(R8*1), Z8, Z4
	VFMADD231PS.BCST (R12)(R8*2), Z8, Z5
	VFMADD231PS.BCST (R13), Z8, Z6
	VFMADD231PS.BCST (R13)(R8*1), Z8, Z7
	ADDQ R10, DI
	ADDQ R9, SI
	ADDQ R9, R12
	ADDQ R9, R13
	DECQ CX
	JNZ loop8
done8:
	ADDTO(Z0)
	ADDTO(Z1)
	ADDTO(Z2)
	ADDTO(Z3)
	ADDTO(Z4)
	ADDTO(Z5)
	ADDTO(Z6)
	VADDPS (DX), Z7, Z7
	VMOVUPS Z7, (DX)
	VZEROUPPER
	RET
