//go:build !js

package e2e_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"claimlight/assets"
)

// kills is how often the browser is killed: CLAIMLIGHT_KILLS, or a few times.
func kills() int {
	if n, err := strconv.Atoi(os.Getenv("CLAIMLIGHT_KILLS")); err == nil {
		return n
	}
	return 5
}

// stream types a thousand times into two fields of the open card in turn, and
// tells the server each time the page says that all is saved.
const stream = `(async () => {
	const field = (label) => [...document.querySelectorAll(".card label")].find((l) => l.firstChild.textContent === label).querySelector("input, textarea");
	const saved = () => /saved on this device/i.test(document.querySelector("header").innerText);
	const frame = () => new Promise((done) => requestAnimationFrame(done));
	const first = FIRST;
	for (let i = first; i < first + 1000; i++) {
		const at = field(i % 2 ? "Note" : "Speaker");
		at.value = "edit " + i + " " + "é🚋".repeat(i % 97) + ".";
		at.dispatchEvent(new Event("input", { bubbles: true }));
		await frame();
		await frame();
		await new Promise((done) => setTimeout(done, 20)); // behind the page's next turn to draw: it has 60 a second
		await frame();
		while (!saved()) await frame();
		navigator.sendBeacon("/seen", String(i));
	}
})()`

// typedAt is what the stream typed at a count, and counted what it was.
func typedAt(i int) string { return fmt.Sprintf("edit %d %s.", i, strings.Repeat("é🚋", i%97)) }

func counted(t *testing.T, words string) int {
	t.Helper()
	if words == "" {
		return 0
	}
	var i int
	if _, err := fmt.Sscanf(words, "edit %d", &i); err != nil || words != typedAt(i) {
		t.Fatalf("half of an edit was kept: %q", words)
	}
	return i
}

// What the page called saved is on the disk, whole, whenever the browser is
// killed.
func TestWhatIsSavedSurvivesThatTheBrowserIsKilled(t *testing.T) {
	app, err := assets.Handler(built)
	if err != nil {
		t.Fatal(err)
	}
	var seen atomic.Int64
	host := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/seen" {
			assets.Secure(app).ServeHTTP(w, r)
			return
		}
		var b [20]byte
		n, _ := r.Body.Read(b[:])
		if i, err := strconv.ParseInt(string(b[:n]), 10, 64); err == nil {
			for was := seen.Load(); was < i && !seen.CompareAndSwap(was, i); was = seen.Load() {
			}
		}
	}))
	dir, address := t.TempDir(), ""
	tab, kill := startToKill(t, host, dir)
	tab.open("/")
	openSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	address = tab.path()
	next := 1
	for round := range kills() {
		began := seen.Load()
		eval[bool](tab, `(`+strings.Replace(stream, "FIRST", strconv.Itoa(next), 1)+`.catch((e) => console.error(e)), true)`)
		tab.wait("the stream runs", func() (bool, string) { return seen.Load() > began, "no edit was saved" })
		time.Sleep(time.Duration(rand.IntN(1500)) * time.Millisecond) // the moment of the kill, which nothing waits for
		kill()
		shown := int(seen.Load())

		tab, kill = startToKill(t, host, dir)
		tab.open(address)
		tab.opened(fallen)
		note, speaker := tab.card().one("textbox", "Note").value, tab.card().one("textbox", "Speaker").value
		odd, even := counted(t, note), counted(t, speaker)
		if max(odd, even) < shown || min(odd, even) < shown-1 {
			t.Errorf("round %d: edit %d was shown as saved; kept are %d and %d", round, shown, odd, even)
		}
		t.Logf("round %d: killed after edit %d was shown as saved; kept are %d and %d", round, shown, odd, even)
		next = max(odd, even, shown) + 1
	}
	kill()
}
