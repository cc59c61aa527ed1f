package annotations

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"time"
)

// An ID names an article, a claim, a person or a tag for ever. Those that
// Claimlight makes are UUIDs of version 7 (RFC 9562) as URNs:
//
//	urn:uuid:0192f1c4-5d2e-7abc-8def-0123456789ab
//	         └──────┬─────┘ └──────────┬─────────┘
//	    milliseconds since 1970     74 random bits
//
// so they sort by age. Those that come from files can be any IRI.
type ID string

// NewID makes an ID from a moment and ten bytes of random. It returns random's
// error where it yields fewer.
func NewID(now time.Time, random io.Reader) (ID, error) {
	var b [16]byte
	if _, err := io.ReadFull(random, b[6:]); err != nil {
		return "", fmt.Errorf("making an identifier: %w", err)
	}
	ms := now.UnixMilli()
	for i := range 6 {
		b[i] = byte(ms >> (40 - 8*i))
	}
	b[6] = 0x70 | b[6]&0x0F
	return uuidURN(b), nil
}

// uuidURN writes b as a URN, with the variant bits of RFC 9562 set.
func uuidURN(b [16]byte) ID {
	b[8] = 0x80 | b[8]&0x3F
	h := hex.EncodeToString(b[:])
	return ID("urn:uuid:" + h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:])
}

// madeID is an identifier made from name: the same wherever it is made.
func madeID(name string) ID {
	sum := sha256.Sum256([]byte(name))
	var b [16]byte
	copy(b[:], sum[:])
	b[6] = 0x80 | b[6]&0x0F // version 8, RFC 9562: made in a way of the maker's own
	return uuidURN(b)
}
