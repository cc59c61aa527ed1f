package random_test

import (
	"io"
	"testing"

	"claimlight/app/random"
)

// Every byte of what is read is drawn, whatever its length.
func TestReaderFillsAllOfIt(t *testing.T) {
	for size := range 20 {
		drawn := make([]byte, size)
		for range 100 {
			b := make([]byte, size)
			if n, err := io.ReadFull(random.Reader, b); n != size || err != nil {
				t.Fatalf("read %d of %d bytes, %v", n, size, err)
			}
			for i := range b {
				drawn[i] |= b[i]
			}
		}
		for i, b := range drawn {
			if b != 0xff { // a bit that is 0 a hundred times running
				t.Errorf("byte %d of %d is never more than %08b", i, size, b)
			}
		}
	}
}
