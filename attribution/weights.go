package attribution

import _ "embed" // the weights

//go:embed words.bin
var words string

//go:embed layers.bin
var layers string

//go:embed links.txt
var links string
