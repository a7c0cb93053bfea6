//go:build amd64 && !purego

#include "textflag.h"

// The last n mod 8 numbers are loaded under a mask, the others as zeros. It is
// read from here on, 8 − n mod 8 words further on.
DATA mask<>+0(SB)/8, $-1
DATA mask<>+8(SB)/8, $-1
DATA mask<>+16(SB)/8, $-1
DATA mask<>+24(SB)/8, $-1
DATA mask<>+32(SB)/8, $0
DATA mask<>+40(SB)/8, $0
DATA mask<>+48(SB)/8, $0
DATA mask<>+56(SB)/8, $0
GLOBL mask<>(SB), RODATA|NOPTR, $64

// func avx() bool
TEXT ·avx(SB), NOSPLIT, $0-1
	MOVB $0, ret+0(FP)
	MOVL $1, AX
	XORL CX, CX
	CPUID
	ANDL $0x18000000, CX // OSXSAVE and AVX
	CMPL CX, $0x18000000
	JNE  done
	XORL CX, CX
	XGETBV
	ANDL $6, AX          // the system keeps the registers' both halves
	CMPL AX, $6
	JNE  done
	MOVB $1, ret+0(FP)
done:
	RET

// MASK leaves in Y15 the mask of the n mod 8 last numbers, n in CX.
#define MASK \
	MOVQ CX, AX; \
	ANDQ $7, AX; \
	NEGQ AX; \
	LEAQ mask<>+32(SB), BX; \
	VMOVUPS (BX)(AX*4), Y15

// PRODUCT adds row times the number at (b) to a sum.
#define PRODUCT(b, row, sum) \
	VMULPS (b)(SI*4), row, Y15; \
	VADDPS Y15, sum, sum

// LAST does so for the last numbers.
#define LAST(b, row, sum) \
	VMASKMOVPS (b)(SI*4), Y15, Y13; \
	VMULPS Y13, row, Y13; \
	VADDPS Y13, sum, sum

// FOLD leaves the sums of the lanes of four registers in the first: neighbours
// first, then pairs of them, then halves.
#define FOLD(s0, s1, s2, s3, x0) \
	VHADDPS s1, s0, s0; \
	VHADDPS s3, s2, s2; \
	VHADDPS s2, s0, s0; \
	VEXTRACTF128 $1, s0, X15; \
	VADDPS X15, x0, x0

// func dots3x4AVX(n int, a *[3]*float32, b *[4]*float32, out *[12]float32)
TEXT ·dots3x4AVX(SB), NOSPLIT, $0-32
	MOVQ n+0(FP), CX
	MOVQ a+8(FP), AX
	MOVQ b+16(FP), BX
	MOVQ out+24(FP), DI
	MOVQ 0(AX), R8
	MOVQ 8(AX), R9
	MOVQ 16(AX), R10
	MOVQ 0(BX), R11
	MOVQ 8(BX), R12
	MOVQ 16(BX), R13
	MOVQ 24(BX), DX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7
	VXORPS Y8, Y8, Y8
	VXORPS Y9, Y9, Y9
	VXORPS Y10, Y10, Y10
	VXORPS Y11, Y11, Y11
	XORQ SI, SI
	MOVQ CX, AX
	SHRQ $3, AX
	JZ   rest
loop:
	VMOVUPS (R8)(SI*4), Y12
	VMOVUPS (R9)(SI*4), Y13
	VMOVUPS (R10)(SI*4), Y14
	PRODUCT(R11, Y12, Y0)
	PRODUCT(R12, Y12, Y1)
	PRODUCT(R13, Y12, Y2)
	PRODUCT(DX, Y12, Y3)
	PRODUCT(R11, Y13, Y4)
	PRODUCT(R12, Y13, Y5)
	PRODUCT(R13, Y13, Y6)
	PRODUCT(DX, Y13, Y7)
	PRODUCT(R11, Y14, Y8)
	PRODUCT(R12, Y14, Y9)
	PRODUCT(R13, Y14, Y10)
	PRODUCT(DX, Y14, Y11)
	ADDQ $8, SI
	DECQ AX
	JNZ  loop
rest:
	TESTQ $7, CX
	JZ    fold
	MASK
	VMASKMOVPS (R8)(SI*4), Y15, Y12
	LAST(R11, Y12, Y0)
	LAST(R12, Y12, Y1)
	LAST(R13, Y12, Y2)
	LAST(DX, Y12, Y3)
	VMASKMOVPS (R9)(SI*4), Y15, Y12
	LAST(R11, Y12, Y4)
	LAST(R12, Y12, Y5)
	LAST(R13, Y12, Y6)
	LAST(DX, Y12, Y7)
	VMASKMOVPS (R10)(SI*4), Y15, Y12
	LAST(R11, Y12, Y8)
	LAST(R12, Y12, Y9)
	LAST(R13, Y12, Y10)
	LAST(DX, Y12, Y11)
fold:
	FOLD(Y0, Y1, Y2, Y3, X0)
	FOLD(Y4, Y5, Y6, Y7, X4)
	FOLD(Y8, Y9, Y10, Y11, X8)
	VMOVUPS X0, 0(DI)
	VMOVUPS X4, 16(DI)
	VMOVUPS X8, 32(DI)
	VZEROUPPER
	RET

// func dots1x4AVX(n int, a *float32, b *[4]*float32, out *[4]float32)
TEXT ·dots1x4AVX(SB), NOSPLIT, $0-32
	MOVQ n+0(FP), CX
	MOVQ a+8(FP), R8
	MOVQ b+16(FP), BX
	MOVQ out+24(FP), DI
	MOVQ 0(BX), R11
	MOVQ 8(BX), R12
	MOVQ 16(BX), R13
	MOVQ 24(BX), DX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	XORQ SI, SI
	MOVQ CX, AX
	SHRQ $3, AX
	JZ   rest
loop:
	VMOVUPS (R8)(SI*4), Y12
	PRODUCT(R11, Y12, Y0)
	PRODUCT(R12, Y12, Y1)
	PRODUCT(R13, Y12, Y2)
	PRODUCT(DX, Y12, Y3)
	ADDQ $8, SI
	DECQ AX
	JNZ  loop
rest:
	TESTQ $7, CX
	JZ    fold
	MASK
	VMASKMOVPS (R8)(SI*4), Y15, Y12
	LAST(R11, Y12, Y0)
	LAST(R12, Y12, Y1)
	LAST(R13, Y12, Y2)
	LAST(DX, Y12, Y3)
fold:
	FOLD(Y0, Y1, Y2, Y3, X0)
	VMOVUPS X0, 0(DI)
	VZEROUPPER
	RET

// ROW leaves in row where x's row rows[e] begins, and in weight its weight.
#define ROW(e, row, weight) \
	MOVLQSX e*4(R9), row; \
	IMULQ   R8, row; \
	ADDQ    DX, row; \
	VBROADCASTSS e*4(R10), weight

// func addRowsAVX(y *float32, n int, x *float32, stride int, rows *int32, weights *float32, count int)
TEXT ·addRowsAVX(SB), NOSPLIT, $0-56
	MOVQ y+0(FP), DI
	MOVQ n+8(FP), CX
	MOVQ x+16(FP), DX
	MOVQ stride+24(FP), R8
	SHLQ $2, R8
	MOVQ rows+32(FP), R9
	MOVQ weights+40(FP), R10
	MASK
	// In rounds of four rows, so that y is read and written once a round.
four:
	CMPQ count+48(FP), $4
	JL   one
	ROW(0, R11, Y0)
	ROW(1, R12, Y1)
	ROW(2, R13, Y2)
	ROW(3, BX, Y3)
	XORQ SI, SI
	MOVQ CX, AX
	SHRQ $3, AX
	JZ   restOfFour
loopOfFour:
	VMULPS (R11)(SI*4), Y0, Y4
	VADDPS (DI)(SI*4), Y4, Y4
	VMULPS (R12)(SI*4), Y1, Y5
	VADDPS Y5, Y4, Y4
	VMULPS (R13)(SI*4), Y2, Y6
	VADDPS Y6, Y4, Y4
	VMULPS (BX)(SI*4), Y3, Y7
	VADDPS Y7, Y4, Y4
	VMOVUPS Y4, (DI)(SI*4)
	ADDQ $8, SI
	DECQ AX
	JNZ  loopOfFour
restOfFour:
	TESTQ $7, CX
	JZ    nextFour
	VMASKMOVPS (DI)(SI*4), Y15, Y4
	VMASKMOVPS (R11)(SI*4), Y15, Y5
	VMULPS Y5, Y0, Y5
	VADDPS Y5, Y4, Y4
	VMASKMOVPS (R12)(SI*4), Y15, Y5
	VMULPS Y5, Y1, Y5
	VADDPS Y5, Y4, Y4
	VMASKMOVPS (R13)(SI*4), Y15, Y5
	VMULPS Y5, Y2, Y5
	VADDPS Y5, Y4, Y4
	VMASKMOVPS (BX)(SI*4), Y15, Y5
	VMULPS Y5, Y3, Y5
	VADDPS Y5, Y4, Y4
	VMASKMOVPS Y4, Y15, (DI)(SI*4)
nextFour:
	ADDQ $16, R9
	ADDQ $16, R10
	SUBQ $4, count+48(FP)
	JMP  four
one:
	CMPQ count+48(FP), $1
	JL   done
	ROW(0, R11, Y0)
	XORQ SI, SI
	MOVQ CX, AX
	SHRQ $3, AX
	JZ   restOfOne
loopOfOne:
	VMULPS (R11)(SI*4), Y0, Y4
	VADDPS (DI)(SI*4), Y4, Y4
	VMOVUPS Y4, (DI)(SI*4)
	ADDQ $8, SI
	DECQ AX
	JNZ  loopOfOne
restOfOne:
	TESTQ $7, CX
	JZ    nextOne
	VMASKMOVPS (DI)(SI*4), Y15, Y4
	VMASKMOVPS (R11)(SI*4), Y15, Y5
	VMULPS Y5, Y0, Y5
	VADDPS Y5, Y4, Y4
	VMASKMOVPS Y4, Y15, (DI)(SI*4)
nextOne:
	ADDQ $4, R9
	ADDQ $4, R10
	SUBQ $1, count+48(FP)
	JMP  one
done:
	VZEROUPPER
	RET

// func addToRowsAVX(x *float32, stride int, rows *int32, weights *float32, count int, y *float32, n int)
TEXT ·addToRowsAVX(SB), NOSPLIT, $0-56
	MOVQ x+0(FP), DX
	MOVQ stride+8(FP), R8
	SHLQ $2, R8
	MOVQ rows+16(FP), R9
	MOVQ weights+24(FP), R10
	MOVQ count+32(FP), R12
	MOVQ y+40(FP), DI
	MOVQ n+48(FP), CX
	MASK
row:
	ROW(0, R11, Y0)
	XORQ SI, SI
	MOVQ CX, AX
	SHRQ $3, AX
	JZ   rest
loop:
	VMULPS (DI)(SI*4), Y0, Y4
	VADDPS (R11)(SI*4), Y4, Y4
	VMOVUPS Y4, (R11)(SI*4)
	ADDQ $8, SI
	DECQ AX
	JNZ  loop
rest:
	TESTQ $7, CX
	JZ    next
	VMASKMOVPS (DI)(SI*4), Y15, Y4
	VMASKMOVPS (R11)(SI*4), Y15, Y5
	VMULPS Y4, Y0, Y4
	VADDPS Y5, Y4, Y4
	VMASKMOVPS Y4, Y15, (R11)(SI*4)
next:
	ADDQ $4, R9
	ADDQ $4, R10
	DECQ R12
	JNZ  row
	VZEROUPPER
	RET

// func accumulateAVX(sum *float64, x *float32, n int)
TEXT ·accumulateAVX(SB), NOSPLIT, $0-24
	MOVQ sum+0(FP), DI
	MOVQ x+8(FP), R8
	MOVQ n+16(FP), CX
	XORQ SI, SI
loop:
	VCVTPS2PD (R8)(SI*4), Y0
	VADDPD (DI)(SI*8), Y0, Y0
	VMOVUPD Y0, (DI)(SI*8)
	ADDQ $4, SI
	CMPQ SI, CX
	JL   loop
	VZEROUPPER
	RET
