package assets

import (
	"strconv"
	"strings"
)

// codings are the content codings of the builder's compressed files, by their
// extension.
var codings = map[string]string{".br": "br", ".gz": "gzip"}

// preferred are the codings that negotiate chooses from, the smallest first; the
// last is the file as it is.
var preferred = []string{"br", "gzip", ""}

// negotiate returns the coding to answer with: of those there are, the one with
// the highest weight in the Accept-Encoding header lines (RFC 9110, section
// 12.5.3), and among equals the smallest. Where a client refuses everything
// there is, it gets the file as it is, as the RFC allows.
func negotiate[V any](accept []string, there map[string]V) string {
	weights := parseAccept(strings.Join(accept, ","))
	best, highest := "", 0.0
	for _, coding := range preferred {
		if _, ok := there[coding]; !ok {
			continue
		}
		if weight := weights.of(coding); weight > highest {
			best, highest = coding, weight
		}
	}
	return best
}

// weights are the weights of an Accept-Encoding header by coding, in lower case.
type weights map[string]float64

// of returns the weight of a coding, where "" is identity, which is acceptable
// unless it is refused, but only when nothing else is.
func (w weights) of(coding string) float64 {
	name := coding
	if coding == "" {
		name = "identity"
	}
	if weight, ok := w[name]; ok {
		return weight
	}
	if weight, ok := w["*"]; ok {
		return weight
	}
	if coding == "" {
		return 1e-9
	}
	return 0
}

// parseAccept reads an Accept-Encoding header. A weight that is none counts as
// a refusal.
func parseAccept(header string) weights {
	w := make(weights)
	for part := range strings.SplitSeq(header, ",") {
		name, parameters, _ := strings.Cut(part, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		if name == "" {
			continue
		}
		if name == "x-gzip" { // the same coding (RFC 9110, section 8.4.1.3)
			name = "gzip"
		}
		w[name] = weight(parameters)
	}
	return w
}

// weight returns the value of the parameter q, 1 where there is none.
func weight(parameters string) float64 {
	key, value, _ := strings.Cut(strings.TrimSpace(parameters), "=")
	if !strings.EqualFold(strings.TrimSpace(key), "q") {
		return 1
	}
	q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || !(q >= 0 && q <= 1) {
		return 0
	}
	return q
}
