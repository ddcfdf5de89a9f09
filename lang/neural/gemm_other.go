//go:build !amd64

package neural

// fast and wide say that there are kernels in assembly.
const fast, wide = false, false

func rows8(k int, a *float32, ars, acs int, b *float32, ldb int, c *float32, ldc int) {}

func rows4(k int, a *float32, ars, acs int, b *float32, ldb int, c *float32, ldc int) {}

func rows1(k int, a *float32, acs int, b *float32, ldb int, c *float32) {}

func sum(dst, src *float32, n int) {}

func sumVectors(dst *float32, rows, scales *byte, which *int32, n, width int) {}

func sumVectors16(dst *float32, rows, scales *byte, which *int32, n, width int) {}

func sumTimes(dst, src *float32, n int, by float32) {}

func relus(x *float32, n int) {}

func squash(x *float32, n int, k, a, b float32) {}
