package warc

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// What packed bytes, a dictionary, and the frame that holds one start with. A WARC file
// that is packed with a dictionary has it in its first frame, which tools that do not know
// of it skip (iipc.github.io/warc-specifications, "Zstandard Compression for WARC").
var (
	zstdMagic       = []byte("\x28\xb5\x2f\xfd")
	dictionaryMagic = []byte("\x37\xa4\x30\xec")
	dictionaryFrame = []byte("\x5d\x2a\x4d\x18")
)

// Limits, in bytes. Crawlers have dictionaries of a megabyte.
const (
	mostWindow     = 8 << 20 // RFC 8878 wants no more to be read
	mostDictionary = 8 << 20
)

// ErrDictionary says that bytes cannot be inflated, and what to do.
var ErrDictionary = errors.New("packed with a Zstandard dictionary that is not in it, or that it does not name: unpack it with zstd -d -D DICTIONARY, and add what that gives")

// Zstd inflates what is packed as RFC 8878 says, with the dictionary that its first frame
// may hold.
func Zstd(in io.Reader) (io.ReadCloser, error) {
	br := bufio.NewReader(in)
	options := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(mostWindow)}
	unnamed := false
	if head, _ := br.Peek(len(dictionaryFrame)); bytes.Equal(head, dictionaryFrame) {
		words, err := dictionary(br)
		if err != nil {
			return nil, fmt.Errorf("the Zstandard dictionary in its first frame cannot be read: %w", err)
		}
		if bytes.HasPrefix(words, dictionaryMagic) {
			options = append(options, zstd.WithDecoderDicts(words))
			var next zstd.Header
			head, _ := br.Peek(zstd.HeaderMaxSize)
			unnamed = next.Decode(head) == nil && next.DictionaryID == 0
		} else { // text that is one, to which frames point by no number
			options = append(options, zstd.WithDecoderDictRaw(0, words))
		}
	}
	z, err := zstd.NewReader(br, options...)
	if err != nil {
		return nil, err
	}
	return inflating{z.IOReadCloser(), unnamed}, nil
}

// dictionary reads the first frame, whose dictionary may be packed itself.
func dictionary(in io.Reader) ([]byte, error) {
	var head [8]byte
	if _, err := io.ReadFull(in, head[:]); err != nil {
		return nil, err
	}
	size := binary.LittleEndian.Uint32(head[4:])
	if size > mostDictionary {
		return nil, errLongDictionary
	}
	words, err := io.ReadAll(io.LimitReader(in, int64(size)))
	if err != nil || len(words) < int(size) {
		return nil, errors.Join(err, io.ErrUnexpectedEOF)
	}
	if !bytes.HasPrefix(words, zstdMagic) {
		return words, nil
	}
	z, err := zstd.NewReader(bytes.NewReader(words), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(mostWindow))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	if words, err = io.ReadAll(io.LimitReader(z, mostDictionary+1)); len(words) > mostDictionary {
		return nil, errLongDictionary
	}
	return words, err
}

var errLongDictionary = fmt.Errorf("it is longer than %d MB", mostDictionary>>20)

// inflating says in our words that a dictionary is missing, or is there and not named: the
// library takes one by its number alone.
type inflating struct {
	io.ReadCloser
	unnamed bool
}

func (i inflating) Read(b []byte) (int, error) {
	n, err := i.ReadCloser.Read(b)
	switch {
	case errors.Is(err, zstd.ErrUnknownDictionary):
		err = ErrDictionary
	case i.unnamed && err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF):
		err = fmt.Errorf("damaged, or %w", ErrDictionary)
	}
	return n, err
}
