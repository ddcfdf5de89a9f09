package neural

import "golang.org/x/sys/cpu"

// fast says that the processor has what the kernels in assembly need.
var fast = cpu.X86.HasAVX2 && cpu.X86.HasFMA

// wide says that it has AVX-512 too.
var wide = fast && cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ

//go:noescape
func rows8(k int, a *float32, ars, acs int, b *float32, ldb int, c *float32, ldc int)

//go:noescape
func rows4(k int, a *float32, ars, acs int, b *float32, ldb int, c *float32, ldc int)

//go:noescape
func rows1(k int, a *float32, acs int, b *float32, ldb int, c *float32)

//go:noescape
func sum(dst, src *float32, n int)

//go:noescape
func sumVectors(dst *float32, rows, scales *byte, which *int32, n, width int)

//go:noescape
func sumVectors16(dst *float32, rows, scales *byte, which *int32, n, width int)

//go:noescape
func sumTimes(dst, src *float32, n int, by float32)

//go:noescape
func relus(x *float32, n int)

//go:noescape
func squash(x *float32, n int, k, a, b float32)
