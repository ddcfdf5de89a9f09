//go:build !amd64

package neural

// native are the kernels of the encoder that the processor can run.
const native = scalar

func tile8(k, groups int, a *int8, lda int, w *byte, shifts *int32, lds int, totals, sums *int32, scales, ws, bias, dst *float32, ldd int) {
}

func quarter4(k, groups int, a *int16, lda int, w *byte, shifts *int32, lds int, totals, sums *int32, scales, ws, bias, dst *float32, ldd int) {
}

func words(dst *int16, src *int8, n int) {}

func sumRows(sums *int32, a *int8, lda int, shifts *int32, lds, n, groups, rows int) {}

func weigh8(pairs int, p *int16, ldp int, values *int16, rows, columns, dst *float32, ldd int) {}

func weigh4(pairs int, p *int16, ldp int, values *int16, rows, columns, dst *float32, ldd int) {}

func bytesOf(dst *int8, scales, src *float32, width, groups int) {}

func groupsOf(dst *int8, shifts *int32, scales, src *float32, groups, rows int) {}

func norms(x, y, w, b *float32, n int, size float32) {}

func gelus(x *float32, n int, c *float32) {}

func gelus64(x *float32, n int, c *float32) {}

func softens(p *int16, y *float32, n int) int32 { return 0 }

func softens32(p *int16, y *float32, n int) int32 { return 0 }

func greater(dst, src *float32, n int) {}

func pairsOf(dst *int16, a, b, inverse *float32, n int) {}
