package format

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"

	"claimlight/annotations"
)

// nameID is the identifier of what has none of its own: a UUID of version 8
// (RFC 9562) made from the SHA-256 of kind and parts. The same file read twice
// so gives the same claims, not new ones.
func nameID(kind string, parts ...string) annotations.ID {
	sum := sha256.Sum256([]byte(kind + "\n" + strings.Join(parts, "\n")))
	b := sum[:16]
	b[6] = 0x80 | b[6]&0x0F
	b[8] = 0x80 | b[8]&0x3F
	h := hex.EncodeToString(b)
	return annotations.ID("urn:uuid:" + h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:])
}

// TextID is the identifier of an article that has none of its own, made from
// its text: the same text read twice is one article.
func TextID(a *annotations.Article) annotations.ID { return nameID("article", a.Digest) }

// isIRI reports whether s can stand where JSON-LD wants an absolute IRI
// (RFC 3987): a scheme, and no character that must be escaped.
func isIRI(s string) bool {
	if s == "" || strings.ContainsFunc(s, notInIRI) {
		return false
	}
	if strings.HasPrefix(s, "urn:") {
		return true
	}
	u, err := url.Parse(s)
	return err == nil && u.IsAbs()
}

func notInIRI(r rune) bool {
	switch r {
	case '<', '>', '"', '{', '}', '|', '\\', '^', '`', 0x7F, 0xFFFD:
		return true
	}
	return r <= ' '
}

// isLink reports whether address can stand as an IRI and may be followed.
func isLink(address string) bool {
	if !isIRI(address) {
		return false
	}
	_, ok := annotations.SafeAddress(address)
	return ok
}

// targetSource is what claims in a give as the source of their target: the
// address the article was taken from, or the article itself.
func targetSource(a *annotations.Article) string {
	if isLink(a.Source) {
		return a.Source
	}
	return string(a.ID)
}
