//go:build !js

package e2e_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"claimlight/assets"
)

// What every test relies on to fail has to be seen failing.
func TestEveryKindOfTroubleOfAPageIsNoticed(t *testing.T) {
	other := serve(t, http.NotFoundHandler())
	for want, script := range map[string]string{
		"asked another origin":   fmt.Sprintf(`fetch(%q, { mode: "no-cors" }).catch(() => {})`, other.address+"/pixel"),
		"policy violated":        `const s = document.createElement("style"); s.textContent = "p { color: red }"; document.head.append(s)`,
		"console error":          `console.error("no")`,
		"uncaught":               `setTimeout(() => { throw new Error("no") })`,
		"dialog alert":           `alert("no")`,
		"Failed to load":         `fetch("/missing")`,
		"uncaught: Uncaught (in": `Promise.reject(new Error("no"))`,
	} {
		host := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Security-Policy", strings.Replace(assets.Policy, "connect-src 'self'", "connect-src *", 1))
			switch r.URL.Path {
			case "/":
				w.Header().Set("Content-Type", "text/html")
				fmt.Fprint(w, `<!doctype html><link rel="icon" href="data:,"><main><h1>Trouble</h1></main><script src="script.js"></script>`)
			case "/script.js":
				w.Header().Set("Content-Type", "text/javascript")
				fmt.Fprint(w, script)
			default:
				http.NotFound(w, r)
			}
		}))
		tab := newProfile(t, host).newTab()
		tab.open("/")
		tab.wait(want+" is noticed", func() (bool, string) {
			tab.mu.Lock()
			defer tab.mu.Unlock()
			return strings.Contains(strings.Join(tab.trouble, "\n"), want), fmt.Sprintf("only %q", tab.trouble)
		})
		tab.load("about:blank") // from here on it is quiet
		tab.mu.Lock()
		tab.trouble = nil
		tab.mu.Unlock()
	}
}
