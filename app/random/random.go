// Package random is where the identifiers of records get their chance from. In
// the browser's programs it stands for crypto/rand, also in libraries: with that,
// the page has 30 kB more to download.
package random

import (
	"io"
	"math/rand/v2"
)

// Reader gives random bytes that nobody can foretell, but are not meant for keys:
// of the runtime's ChaCha8, which the system's (in a browser, Web Crypto's) chance
// begins. It never fails.
var Reader io.Reader = reader{}

type reader struct{}

func (reader) Read(b []byte) (int, error) {
	for i := 0; i < len(b); i += 8 {
		word := rand.Uint64()
		for j := i; j < min(i+8, len(b)); j++ {
			b[j] = byte(word)
			word >>= 8
		}
	}
	return len(b), nil
}
