package annotations

import (
	"net/url"
	"strings"
)

// SafeAddress returns address as it may stand in a link, and whether it may:
// absolute, with the scheme http, https or mailto, and for the former two a
// host. Everything else (javascript:, data:, relative paths) is refused.
func SafeAddress(address string) (string, bool) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return "", false
	}
	switch u.Scheme { // url.Parse has made it lower case
	case "http", "https":
		return u.String(), u.Host != ""
	case "mailto":
		return u.String(), u.Opaque != ""
	}
	return "", false
}
