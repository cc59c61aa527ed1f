package assets

import "net/http"

// Policy is the Content-Security-Policy of every response: nothing is loaded
// from and nothing is sent to any other origin. No text becomes markup or program
// (Trusted Types); the one policy that is allowed lets files of the app's own
// folder be run as workers.
const Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
	"img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; " +
	"worker-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types default; " +
	"frame-ancestors 'none'"

// clipPage is the one page that another site's page may open and talk to: the
// bookmarklet's. It hands over what it is given, and holds nothing else.
const (
	clipPage     = "clip.html"
	openerPolicy = "Cross-Origin-Opener-Policy"
)

// securityHeaders go on every response, errors included.
var securityHeaders = [][2]string{
	{"Content-Security-Policy", Policy},
	{openerPolicy, "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"Permissions-Policy", "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), " +
		"magnetometer=(), microphone=(), midi=(), payment=(), usb=()"},
	{"Referrer-Policy", "no-referrer"},
	{"X-Content-Type-Options", "nosniff"},
}

// Secure sets the security headers on every response of next.
func Secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, header := range securityHeaders {
			w.Header().Set(header[0], header[1])
		}
		next.ServeHTTP(w, r)
	})
}
