#include "textflag.h"

// ARGS brings in the arguments that the tiles need for their products.
#define ARGS \
	MOVQ k+0(FP), CX \
	MOVQ groups+8(FP), R14 \
	MOVQ a+16(FP), SI \
	MOVQ lda+24(FP), R8 \
	MOVQ w+32(FP), DI \
	MOVQ shifts+40(FP), R10 \
	MOVQ lds+48(FP), R11 \
	MOVQ totals+56(FP), R15 \
	ADDQ $63, R15 \
	ANDQ $~63, R15

// OUT brings in those that they need for their outputs.
#define OUT \
	MOVQ sums+64(FP), R10 \
	MOVQ scales+72(FP), R11 \
	MOVQ ws+80(FP), AX \
	MOVQ bias+88(FP), BX \
	MOVQ dst+96(FP), DX \
	MOVQ ldd+104(FP), R9

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

// ALONE shifts a row's sums of the only group.
#define ALONE(by, y, z) \
	VPSLLVD.BCST by, y, y \
	VPSLLVD.BCST by, z, z

// SHIFT shifts a row's sums of a group and adds what was summed before.
#define SHIFT(by, at, y, z) \
	ALONE(by, y, z) \
	VPADDD at(R15), y, y \
	VPADDD (at+64)(R15), z, z

// KEEP puts a row's sums away for the next group.
#define KEEP(at, y, z) \
	VMOVDQU32 y, at(R15) \
	VMOVDQU32 z, (at+64)(R15) \
	VPXORQ y, y, y \
	VPXORQ z, z, z

// BEGIN puts away, shifted, a row's sums of the first group.
#define BEGIN(by, at, y, z) \
	ALONE(by, y, z) \
	KEEP(at, y, z)

// HOLD puts away those of another.
#define HOLD(by, at, y, z) \
	SHIFT(by, at, y, z) \
	KEEP(at, y, z)

// func tile8(k, groups int, a *int8, lda int, w *byte, shifts *int32, lds int, totals, sums *int32, scales, ws, bias, dst *float32, ldd int)
// Makes 32 outputs of 8 rows, with AVX-512 VNNI. k counts fours of inputs of a
// group, strides are in bytes. totals is room for the outputs and 16 numbers more.
TEXT ·tile8(SB), NOSPLIT, $0-112
	ARGS
	LEAQ (SI)(R8*2), R12
	ADDQ R8, R12
	LEAQ (R12)(R8*2), R13
	ADDQ R8, R13
	LEAQ (R10)(R11*2), AX
	ADDQ R11, AX
	LEAQ (AX)(R11*2), BX
	ADDQ R11, BX
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
group8:
	MOVQ CX, DX
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
	DECQ DX
	JNZ loop8
	DECQ R14
	JZ last8
	LEAQ 1(R14), DX
	CMPQ DX, groups+8(FP)
	JEQ first8
	HOLD((R10), 0, Z0, Z1)
	HOLD((R10)(R11*1), 128, Z2, Z3)
	HOLD((R10)(R11*2), 256, Z4, Z5)
	HOLD((AX), 384, Z6, Z7)
	HOLD((AX)(R11*1), 512, Z8, Z9)
	HOLD((AX)(R11*2), 640, Z10, Z11)
	HOLD((BX), 768, Z12, Z13)
	HOLD((BX)(R11*1), 896, Z14, Z15)
next8:
	ADDQ $4, R10
	ADDQ $4, AX
	ADDQ $4, BX
	JMP group8
first8:
	BEGIN((R10), 0, Z0, Z1)
	BEGIN((R10)(R11*1), 128, Z2, Z3)
	BEGIN((R10)(R11*2), 256, Z4, Z5)
	BEGIN((AX), 384, Z6, Z7)
	BEGIN((AX)(R11*1), 512, Z8, Z9)
	BEGIN((AX)(R11*2), 640, Z10, Z11)
	BEGIN((BX), 768, Z12, Z13)
	BEGIN((BX)(R11*1), 896, Z14, Z15)
	JMP next8
last8:
	CMPQ groups+8(FP), $1
	JEQ alone8
	SHIFT((R10), 0, Z0, Z1)
	SHIFT((R10)(R11*1), 128, Z2, Z3)
	SHIFT((R10)(R11*2), 256, Z4, Z5)
	SHIFT((AX), 384, Z6, Z7)
	SHIFT((AX)(R11*1), 512, Z8, Z9)
	SHIFT((AX)(R11*2), 640, Z10, Z11)
	SHIFT((BX), 768, Z12, Z13)
	SHIFT((BX)(R11*1), 896, Z14, Z15)
	JMP put8
alone8:
	TESTQ R11, R11
	JZ put8 // no shifts
	ALONE((R10), Z0, Z1)
	ALONE((R10)(R11*1), Z2, Z3)
	ALONE((R10)(R11*2), Z4, Z5)
	ALONE((AX), Z6, Z7)
	ALONE((AX)(R11*1), Z8, Z9)
	ALONE((AX)(R11*2), Z10, Z11)
	ALONE((BX), Z12, Z13)
	ALONE((BX)(R11*1), Z14, Z15)
put8:
	OUT
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

// func sumRows(sums *int32, a *int8, lda int, shifts *int32, lds, n, groups, rows int)
// Sets sums to 128 times the sums of rows of groups of n bytes, each group's
// shifted; n is a multiple of 32.
TEXT ·sumRows(SB), NOSPLIT, $0-64
	MOVQ sums+0(FP), DX
	MOVQ a+8(FP), SI
	MOVQ lda+16(FP), R8
	MOVQ shifts+24(FP), R10
	MOVQ lds+32(FP), R11
	MOVQ n+40(FP), R9
	MOVQ groups+48(FP), BX
	MOVQ rows+56(FP), CX
	VPCMPEQB Y1, Y1, Y1
	VPABSB Y1, Y1
	VPCMPEQW Y5, Y5, Y5
	VPABSW Y5, Y5
rowSum:
	VPXOR Y0, Y0, Y0
	XORQ AX, AX
	XORQ R12, R12
	MOVQ R9, R13
groupSum:
	VPXOR Y2, Y2, Y2
loopSum:
	VPMADDUBSW (SI)(AX*1), Y1, Y4
	VPMADDWD Y5, Y4, Y4
	VPADDD Y4, Y2, Y2
	ADDQ $32, AX
	CMPQ AX, R13
	JLT loopSum
	VPBROADCASTD (R10)(R12*4), Y3
	VPSLLVD Y3, Y2, Y2
	VPADDD Y2, Y0, Y0
	ADDQ R9, R13
	INCQ R12
	CMPQ R12, BX
	JLT groupSum
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
	ADDQ R11, R10
	DECQ CX
	JNZ rowSum
	VZEROUPPER
	RET

// MUL adds to two registers what four words make of the weights of eight outputs:
// for each output there are two sums.
#define MUL(from, y, z) \
	VPBROADCASTQ from, Y14 \
	VPMADDWD Y8, Y14, Y15 \
	VPADDD Y15, y, y \
	VPMADDWD Y9, Y14, Y14 \
	VPADDD Y14, z, z

// ALONES shifts a row's sums of the only group.
#define ALONES(by, y, z) \
	VPBROADCASTD by, Y14 \
	VPSLLVD Y14, y, y \
	VPSLLVD Y14, z, z

// SHIFTS shifts a row's sums of a group and adds what was summed before.
#define SHIFTS(by, at, y, z) \
	ALONES(by, y, z) \
	VPADDD at(R15), y, y \
	VPADDD (at+32)(R15), z, z

// KEEPS puts a row's sums away for the next group.
#define KEEPS(at, y, z) \
	VMOVDQU y, at(R15) \
	VMOVDQU z, (at+32)(R15) \
	VPXOR y, y, y \
	VPXOR z, z, z

// BEGINS puts away, shifted, a row's sums of the first group.
#define BEGINS(by, at, y, z) \
	ALONES(by, y, z) \
	KEEPS(at, y, z)

// HOLDS puts away those of another.
#define HOLDS(by, at, y, z) \
	SHIFTS(by, at, y, z) \
	KEEPS(at, y, z)

// SAVE writes eight outputs of a row, whose two sums it adds first.
#define SAVE(at, y, z) \
	VPHADDD z, y, y \
	VPERMQ $0xD8, y, y \
	VPBROADCASTD at(R10), z \
	VPSUBD z, y, y \
	VCVTDQ2PS y, y \
	VBROADCASTSS at(R11), z \
	VMULPS Y8, z, z \
	VMULPS z, y, y \
	VADDPS Y9, y, y \
	VMOVUPS y, (DX)

// func quarter4(k, groups int, a *int16, lda int, w *byte, shifts *int32, lds int, totals, sums *int32, scales, ws, bias, dst *float32, ldd int)
// Makes eight outputs of 4 rows with AVX2, the first quarter of a tile; w may begin
// with another. The rows' bytes have become words.
TEXT ·quarter4(SB), NOSPLIT, $0-112
	ARGS
	LEAQ (SI)(R8*2), R12
	LEAQ (R10)(R11*2), AX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
groupQuarter:
	MOVQ CX, DX
	SHRQ $1, DX
	JZ oddQuarter
loopQuarter:
	VPMOVZXBW 0(DI), Y8
	VPMOVZXBW 16(DI), Y9
	MUL(0(SI), Y0, Y1)
	MUL(0(SI)(R8*1), Y2, Y3)
	MUL(0(R12), Y4, Y5)
	MUL(0(R12)(R8*1), Y6, Y7)
	VPMOVZXBW 128(DI), Y8
	VPMOVZXBW 144(DI), Y9
	MUL(8(SI), Y0, Y1)
	MUL(8(SI)(R8*1), Y2, Y3)
	MUL(8(R12), Y4, Y5)
	MUL(8(R12)(R8*1), Y6, Y7)
	ADDQ $256, DI
	ADDQ $16, SI
	ADDQ $16, R12
	DECQ DX
	JNZ loopQuarter
oddQuarter:
	TESTQ $1, CX
	JZ evenQuarter
	VPMOVZXBW 0(DI), Y8
	VPMOVZXBW 16(DI), Y9
	MUL(0(SI), Y0, Y1)
	MUL(0(SI)(R8*1), Y2, Y3)
	MUL(0(R12), Y4, Y5)
	MUL(0(R12)(R8*1), Y6, Y7)
	ADDQ $128, DI
	ADDQ $8, SI
	ADDQ $8, R12
evenQuarter:
	DECQ R14
	JZ lastQuarter
	LEAQ 1(R14), DX
	CMPQ DX, groups+8(FP)
	JEQ firstQuarter
	HOLDS((R10), 0, Y0, Y1)
	HOLDS((R10)(R11*1), 64, Y2, Y3)
	HOLDS((AX), 128, Y4, Y5)
	HOLDS((AX)(R11*1), 192, Y6, Y7)
nextQuarter:
	ADDQ $4, R10
	ADDQ $4, AX
	JMP groupQuarter
firstQuarter:
	BEGINS((R10), 0, Y0, Y1)
	BEGINS((R10)(R11*1), 64, Y2, Y3)
	BEGINS((AX), 128, Y4, Y5)
	BEGINS((AX)(R11*1), 192, Y6, Y7)
	JMP nextQuarter
lastQuarter:
	CMPQ groups+8(FP), $1
	JEQ aloneQuarter
	SHIFTS((R10), 0, Y0, Y1)
	SHIFTS((R10)(R11*1), 64, Y2, Y3)
	SHIFTS((AX), 128, Y4, Y5)
	SHIFTS((AX)(R11*1), 192, Y6, Y7)
	JMP putQuarter
aloneQuarter:
	TESTQ R11, R11
	JZ putQuarter // no shifts
	ALONES((R10), Y0, Y1)
	ALONES((R10)(R11*1), Y2, Y3)
	ALONES((AX), Y4, Y5)
	ALONES((AX)(R11*1), Y6, Y7)
putQuarter:
	OUT
	VMOVUPS (AX), Y8
	VMOVUPS (BX), Y9
	SAVE(0, Y0, Y1)
	ADDQ R9, DX
	SAVE(4, Y2, Y3)
	ADDQ R9, DX
	SAVE(8, Y4, Y5)
	ADDQ R9, DX
	SAVE(12, Y6, Y7)
	VZEROUPPER
	RET

// func words(dst *int16, src *int8, n int)
// Turns bytes into words; n is a multiple of 16.
TEXT ·words(SB), NOSPLIT, $0-24
	MOVQ dst+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ n+16(FP), CX
	SHRQ $4, CX
	JZ doneWords
loopWords:
	VPMOVSXBW (SI), Y0
	VMOVDQU Y0, (DI)
	ADDQ $16, SI
	ADDQ $32, DI
	DECQ CX
	JNZ loopWords
doneWords:
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
