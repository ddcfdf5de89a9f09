#include "textflag.h"

// ARGS brings in the arguments of the tiles.
#define ARGS \
	MOVQ k+0(FP), CX \
	MOVQ a+8(FP), SI \
	MOVQ lda+16(FP), R8 \
	MOVQ w+24(FP), DI \
	MOVQ sums+32(FP), R10 \
	MOVQ scales+40(FP), R11 \
	MOVQ ws+48(FP), AX \
	MOVQ bias+56(FP), BX \
	MOVQ dst+64(FP), DX \
	MOVQ ldd+72(FP), R9

// MEANS brings in the arguments of weigh8 and weigh4.
#define MEANS \
	MOVQ pairs+0(FP), CX \
	MOVQ p+8(FP), SI \
	MOVQ ldp+16(FP), R8 \
	MOVQ values+24(FP), DI \
	MOVQ rows+32(FP), R11 \
	MOVQ columns+40(FP), AX \
	MOVQ dst+48(FP), DX \
	MOVQ ldd+56(FP), R9

// DOT adds to two registers what four bytes make of Z16 and Z17.
#define DOT(from, v, y, z) \
	VPBROADCASTD from, v \
	VPDPBUSD v, Z16, y \
	VPDPBUSD v, Z17, z

// PUT writes a row of 32 outputs, whose numbers lie at in R10 and R11.
#define PUT(at, y, z) \
	VPSUBD.BCST at(R10), y, y \
	VPSUBD.BCST at(R10), z, z \
	VBROADCASTSS at(R11), Z20 \
	VCVTDQ2PS y, y \
	VCVTDQ2PS z, z \
	VMULPS Z20, Z16, Z21 \
	VMULPS Z20, Z17, Z20 \
	VMULPS Z21, y, y \
	VMULPS Z20, z, z \
	VADDPS Z18, y, y \
	VADDPS Z19, z, z \
	VMOVUPS y, (DX) \
	VMOVUPS z, 64(DX) \
	ADDQ R9, DX

// OUTPUTS loads the scales and biases of the outputs.
#define OUTPUTS \
	VMOVUPS (AX), Z16 \
	VMOVUPS 64(AX), Z17 \
	VMOVUPS (BX), Z18 \
	VMOVUPS 64(BX), Z19

// func tile8(k int, a *int8, lda int, w *byte, sums *int32, scales, ws, bias, dst *float32, ldd int)
// Makes 32 outputs of 8 rows, with AVX-512 VNNI. k counts fours of inputs, strides
// are in bytes.
TEXT ·tile8(SB), NOSPLIT, $0-80
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
	VPXORQ Z8, Z8, Z8
	VPXORQ Z9, Z9, Z9
	VPXORQ Z10, Z10, Z10
	VPXORQ Z11, Z11, Z11
	VPXORQ Z12, Z12, Z12
	VPXORQ Z13, Z13, Z13
	VPXORQ Z14, Z14, Z14
	VPXORQ Z15, Z15, Z15
loop8:
	VMOVDQU32 (DI), Z16
	VMOVDQU32 64(DI), Z17
	DOT((SI), Z18, Z0, Z1)
	DOT((SI)(R8*1), Z19, Z2, Z3)
	DOT((SI)(R8*2), Z20, Z4, Z5)
	DOT((R12), Z21, Z6, Z7)
	DOT((R12)(R8*1), Z22, Z8, Z9)
	DOT((R12)(R8*2), Z23, Z10, Z11)
	DOT((R13), Z24, Z12, Z13)
	DOT((R13)(R8*1), Z25, Z14, Z15)
	ADDQ $128, DI
	ADDQ $4, SI
	ADDQ $4, R12
	ADDQ $4, R13
	DECQ CX
	JNZ loop8
	OUTPUTS
	PUT(0, Z0, Z1)
	PUT(4, Z2, Z3)
	PUT(8, Z4, Z5)
	PUT(12, Z6, Z7)
	PUT(16, Z8, Z9)
	PUT(20, Z10, Z11)
	PUT(24, Z12, Z13)
	PUT(28, Z14, Z15)
	VZEROUPPER
	RET

// func tile1(k int, a *int8, lda int, w *byte, sums *int32, scales, ws, bias, dst *float32, ldd int)
// The same for one row.
TEXT ·tile1(SB), NOSPLIT, $0-80
	ARGS
	VPXORQ Z0, Z0, Z0
	VPXORQ Z1, Z1, Z1
loop1:
	VMOVDQU32 (DI), Z16
	VMOVDQU32 64(DI), Z17
	DOT((SI), Z18, Z0, Z1)
	ADDQ $128, DI
	ADDQ $4, SI
	DECQ CX
	JNZ loop1
	OUTPUTS
	PUT(0, Z0, Z1)
	VZEROUPPER
	RET

// func sumRows(sums *int32, a *int8, lda, n, rows int)
// Sets sums to 128 times the sums of rows of n bytes; n is a multiple of 32.
TEXT ·sumRows(SB), NOSPLIT, $0-40
	MOVQ sums+0(FP), DX
	MOVQ a+8(FP), SI
	MOVQ lda+16(FP), R8
	MOVQ n+24(FP), R9
	MOVQ rows+32(FP), CX
	VPCMPEQB Y1, Y1, Y1
	VPABSB Y1, Y1
rowSum:
	VPXOR Y0, Y0, Y0
	XORQ AX, AX
loopSum:
	VPDPBUSD (SI)(AX*1), Y1, Y0
	ADDQ $32, AX
	CMPQ AX, R9
	JLT loopSum
	VEXTRACTI128 $1, Y0, X2
	VPADDD X2, X0, X0
	VPSHUFD $0x4E, X0, X2
	VPADDD X2, X0, X0
	VPSHUFD $0xB1, X0, X2
	VPADDD X2, X0, X0
	VPSLLD $7, X0, X0
	VMOVD X0, (DX)
	ADDQ $4, DX
	ADDQ R8, SI
	DECQ CX
	JNZ rowSum
	VZEROUPPER
	RET

// WEIGHTS brings 16 outputs' weights back to their signs and sizes.
#define WEIGHTS(at) \
	VPXOR at(DI), Y13, Y8 \
	VPXOR (at+32)(DI), Y13, Y9 \
	VPABSB Y8, Y10 \
	VPABSB Y9, Y11

// MUL adds to two registers what four bytes make of these weights. The sign goes
// over to the bytes, so that no sum of two products passes 16 bits.
#define MUL(from, y, z) \
	VPBROADCASTD from, Y14 \
	VPSIGNB Y8, Y14, Y15 \
	VPMADDUBSW Y15, Y10, Y15 \
	VPMADDWD Y12, Y15, Y15 \
	VPADDD Y15, y, y \
	VPSIGNB Y9, Y14, Y14 \
	VPMADDUBSW Y14, Y11, Y14 \
	VPMADDWD Y12, Y14, Y14 \
	VPADDD Y14, z, z

// SAVE writes 16 outputs of a row.
#define SAVE(row, y, z) \
	VBROADCASTSS row(R11), Y12 \
	VCVTDQ2PS y, y \
	VCVTDQ2PS z, z \
	VMULPS Y12, Y8, Y13 \
	VMULPS Y12, Y9, Y12 \
	VMULPS Y13, y, y \
	VMULPS Y12, z, z \
	VADDPS Y10, y, y \
	VADDPS Y11, z, z \
	VMOVUPS y, (DX) \
	VMOVUPS z, 32(DX)

// CONSTANTS sets Y12 to words of 1 and Y13 to bytes of 128.
#define CONSTANTS \
	VPCMPEQW Y12, Y12, Y12 \
	VPABSW Y12, Y12 \
	VPCMPEQB Y13, Y13, Y13 \
	VPABSB Y13, Y13 \
	VPSLLW $7, Y13, Y13

// LOADS loads the scales and biases of 16 outputs.
#define LOADS \
	VMOVUPS (AX), Y8 \
	VMOVUPS 32(AX), Y9 \
	VMOVUPS (BX), Y10 \
	VMOVUPS 32(BX), Y11

// func half4(k int, a *int8, lda int, w *byte, sums *int32, scales, ws, bias, dst *float32, ldd int)
// Makes 16 outputs of 4 rows with AVX2, the first half of a tile; w may begin with
// the second. sums is not used.
TEXT ·half4(SB), NOSPLIT, $0-80
	ARGS
	LEAQ (SI)(R8*2), R12
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	CONSTANTS
loopHalf4:
	WEIGHTS(0)
	MUL((SI), Y0, Y1)
	MUL((SI)(R8*1), Y2, Y3)
	MUL((R12), Y4, Y5)
	MUL((R12)(R8*1), Y6, Y7)
	ADDQ $128, DI
	ADDQ $4, SI
	ADDQ $4, R12
	DECQ CX
	JNZ loopHalf4
	LOADS
	SAVE(0, Y0, Y1)
	ADDQ R9, DX
	SAVE(4, Y2, Y3)
	ADDQ R9, DX
	SAVE(8, Y4, Y5)
	ADDQ R9, DX
	SAVE(12, Y6, Y7)
	VZEROUPPER
	RET

// func half1(k int, a *int8, lda int, w *byte, sums *int32, scales, ws, bias, dst *float32, ldd int)
// The same for one row.
TEXT ·half1(SB), NOSPLIT, $0-80
	ARGS
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	CONSTANTS
loopHalf1:
	WEIGHTS(0)
	MUL((SI), Y0, Y1)
	ADDQ $128, DI
	ADDQ $4, SI
	DECQ CX
	JNZ loopHalf1
	LOADS
	SAVE(0, Y0, Y1)
	VZEROUPPER
	RET

// DOTS adds to two registers what two words make of Z16 and Z17.
#define DOTS(from, v, y, z) \
	VPBROADCASTD from, v \
	VPDPWSSD v, Z16, y \
	VPDPWSSD v, Z17, z

// PUTS writes a row of 32 numbers.
#define PUTS(at, y, z) \
	VBROADCASTSS at(R11), Z20 \
	VCVTDQ2PS y, y \
	VCVTDQ2PS z, z \
	VMULPS Z20, Z16, Z21 \
	VMULPS Z20, Z17, Z20 \
	VMULPS Z21, y, y \
	VMULPS Z20, z, z \
	VMOVUPS y, (DX) \
	VMOVUPS z, 64(DX) \
	ADDQ R9, DX

// func weigh8(pairs int, p *int16, ldp int, values *int16, rows, columns, dst *float32, ldd int)
// Makes 32 numbers of 8 rows of weights, with AVX-512 VNNI. Strides are in bytes.
TEXT ·weigh8(SB), NOSPLIT, $0-64
	MEANS
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
	VPXORQ Z8, Z8, Z8
	VPXORQ Z9, Z9, Z9
	VPXORQ Z10, Z10, Z10
	VPXORQ Z11, Z11, Z11
	VPXORQ Z12, Z12, Z12
	VPXORQ Z13, Z13, Z13
	VPXORQ Z14, Z14, Z14
	VPXORQ Z15, Z15, Z15
loopWeigh8:
	VMOVDQU32 (DI), Z16
	VMOVDQU32 64(DI), Z17
	DOTS((SI), Z18, Z0, Z1)
	DOTS((SI)(R8*1), Z19, Z2, Z3)
	DOTS((SI)(R8*2), Z20, Z4, Z5)
	DOTS((R12), Z21, Z6, Z7)
	DOTS((R12)(R8*1), Z22, Z8, Z9)
	DOTS((R12)(R8*2), Z23, Z10, Z11)
	DOTS((R13), Z24, Z12, Z13)
	DOTS((R13)(R8*1), Z25, Z14, Z15)
	ADDQ $128, DI
	ADDQ $4, SI
	ADDQ $4, R12
	ADDQ $4, R13
	DECQ CX
	JNZ loopWeigh8
	VMOVUPS (AX), Z16
	VMOVUPS 64(AX), Z17
	PUTS(0, Z0, Z1)
	PUTS(4, Z2, Z3)
	PUTS(8, Z4, Z5)
	PUTS(12, Z6, Z7)
	PUTS(16, Z8, Z9)
	PUTS(20, Z10, Z11)
	PUTS(24, Z12, Z13)
	PUTS(28, Z14, Z15)
	VZEROUPPER
	RET

// MULS adds to two registers what two words make of Y8 and Y9.
#define MULS(from, y, z) \
	VPBROADCASTD from, Y14 \
	VPMADDWD Y8, Y14, Y15 \
	VPADDD Y15, y, y \
	VPMADDWD Y9, Y14, Y14 \
	VPADDD Y14, z, z

// SAVES writes 16 numbers of a row.
#define SAVES(row, y, z) \
	VBROADCASTSS row(R11), Y12 \
	VCVTDQ2PS y, y \
	VCVTDQ2PS z, z \
	VMULPS Y12, Y8, Y13 \
	VMULPS Y12, Y9, Y12 \
	VMULPS Y13, y, y \
	VMULPS Y12, z, z \
	VMOVUPS y, (DX) \
	VMOVUPS z, 32(DX) \
	ADDQ R9, DX

// func weigh4(pairs int, p *int16, ldp int, values *int16, rows, columns, dst *float32, ldd int)
// Makes 16 numbers of 4 rows with AVX2, the first half of a tile; values may begin
// with the second.
TEXT ·weigh4(SB), NOSPLIT, $0-64
	MEANS
	LEAQ (SI)(R8*2), R12
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
loopWeigh4:
	VMOVDQU (DI), Y8
	VMOVDQU 32(DI), Y9
	MULS((SI), Y0, Y1)
	MULS((SI)(R8*1), Y2, Y3)
	MULS((R12), Y4, Y5)
	MULS((R12)(R8*1), Y6, Y7)
	ADDQ $128, DI
	ADDQ $4, SI
	ADDQ $4, R12
	DECQ CX
	JNZ loopWeigh4
	VMOVUPS (AX), Y8
	VMOVUPS 32(AX), Y9
	SAVES(0, Y0, Y1)
	SAVES(4, Y2, Y3)
	SAVES(8, Y4, Y5)
	SAVES(12, Y6, Y7)
	VZEROUPPER
	RET
