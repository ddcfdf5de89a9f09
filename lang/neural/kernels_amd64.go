package neural

import "golang.org/x/sys/cpu"

// native are the kernels of the encoder that the processor can run.
var native = func() kernels {
	x := cpu.X86
	switch {
	case fast && x.HasAVX512F && x.HasAVX512BW && x.HasAVX512VL && x.HasAVX512VNNI:
		return vnni
	case fast:
		return avx2
	}
	return scalar
}()

//go:noescape
func tile8(k, groups int, a *int8, lda int, w *byte, shifts *int32, lds int, totals, sums *int32, scales, ws, bias, dst *float32, ldd int)

//go:noescape
func quarter4(k, groups int, a *int16, lda int, w *byte, shifts *int32, lds int, totals, sums *int32, scales, ws, bias, dst *float32, ldd int)

//go:noescape
func words(dst *int16, src *int8, n int)

//go:noescape
func sumRows(sums *int32, a *int8, lda int, shifts *int32, lds, n, groups, rows int)

//go:noescape
func weigh8(pairs int, p *int16, ldp int, values *int16, rows, columns, dst *float32, ldd int)

//go:noescape
func weigh4(pairs int, p *int16, ldp int, values *int16, rows, columns, dst *float32, ldd int)

//go:noescape
func bytesOf(dst *int8, scales, src *float32, width, groups int)

//go:noescape
func groupsOf(dst *int8, shifts *int32, scales, src *float32, groups, rows int)

//go:noescape
func norms(x, y, w, b *float32, n int, size float32)

//go:noescape
func gelus(x *float32, n int, c *float32)

//go:noescape
func gelus64(x *float32, n int, c *float32)

//go:noescape
func softens(p *int16, y *float32, n int) int32

//go:noescape
func softens32(p *int16, y *float32, n int) int32

//go:noescape
func greater(dst, src *float32, n int)

//go:noescape
func pairsOf(dst *int16, a, b, inverse *float32, n int)
