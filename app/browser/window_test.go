//go:build !js

package browser_test

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

type key struct {
	Key, Code                      string
	Ctrl, Meta, Alt, Shift, Repeat bool
	InField, InDialog, Composing   bool
	Focus                          string
}

func TestKeysAreToldAndHandledOnesGoNoFurther(t *testing.T) {
	p := newTab(t)
	p.call(nil, "listen")
	press := func(keys string, modifiers ...chromedp.Modifier) key {
		t.Helper()
		p.do(chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...)))
		var k key
		decode(t, p.waitForOne("key", func(what json.RawMessage) bool { return !strings.Contains(string(what), `"Key":"Shift"`) }), &k)
		return k
	}
	if diff := cmp.Diff(key{Key: "1", Code: "Digit1"}, press("1")); diff != "" {
		t.Errorf("1 (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(key{Key: "z", Code: "KeyZ", Ctrl: true}, press("z", chromedp.ModifierCtrl)); diff != "" {
		t.Errorf("Ctrl+Z (-want +got):\n%s", diff)
	}
	p.call(nil, "focus", "field")
	if diff := cmp.Diff(key{Key: "a", Code: "KeyA", InField: true, Focus: "field"}, press("a")); diff != "" {
		t.Errorf("a in a field (-want +got):\n%s", diff)
	}
	p.run(nil, `(() => {
		globalThis.prevented = [];
		addEventListener("keydown", (event) => prevented.push(event.key + " " + event.defaultPrevented));
	})()`)
	press("q") // which the harness says it handled
	press("b")
	var prevented []string
	p.run(&prevented, `prevented`)
	if diff := cmp.Diff([]string{"q true", "b false"}, prevented); diff != "" {
		t.Errorf("prevented (-want +got):\n%s", diff)
	}
	p.call(nil, "showModal", "dialog")
	if k := press("x"); !k.InDialog || k.InField {
		t.Errorf("in a dialog: %+v", k)
	}
	p.call(nil, "closeDialog", "dialog")
	var focus string
	if p.run(&focus, `document.activeElement.id`); focus != "field" {
		t.Errorf("after the dialog the focus is on %q", focus)
	}
	p.call(nil, "unlisten")
	p.do(chromedp.KeyEvent(kb.F2))
	p.frames(2)
	var events []event
	if p.call(&events, "events"); len(events) > 0 {
		t.Errorf("reported after removal: %s", events)
	}
}

func TestAPanicInACallbackIsAnErrorOnTheConsole(t *testing.T) {
	p := newTab(t)
	p.call(nil, "panicOnKey")
	p.do(chromedp.KeyEvent("1"))
	p.frames(2)
	p.mu.Lock()
	defer p.mu.Unlock()
	if all := strings.Join(p.trouble, "\n"); !strings.Contains(all, "error") || !strings.Contains(all, "on purpose") {
		t.Errorf("the console shows %q", all)
	}
	p.trouble = nil // as wanted
}

func TestPastesComeInAllForms(t *testing.T) {
	p := newTab(t)
	p.call(nil, "listen")
	paste := `(() => {
		const data = new DataTransfer();
		for (const [type, value] of %s) data.setData(type, value);
		const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
		document.getElementById("field").dispatchEvent(event);
		return event.defaultPrevented;
	})()`
	for _, c := range []struct {
		data      string
		want      map[string]string
		prevented bool
	}{
		{`[["text/html", "<b>née</b>"], ["text/plain", "née"]]`, map[string]string{"HTML": "<b>née</b>", "Text": "née"}, true},
		{`[["text/plain", "née"]]`, map[string]string{"HTML": "", "Text": "née"}, false},
	} {
		var prevented bool
		p.run(&prevented, paste, c.data)
		var got map[string]string
		decode(t, p.waitFor("paste"), &got)
		if diff := cmp.Diff(c.want, got); diff != "" || prevented != c.prevented {
			t.Errorf("prevented %t; (-want +got):\n%s", prevented, diff)
		}
	}
}

func TestDroppedFilesAreReadAndTextIsLeftAlone(t *testing.T) {
	p := newTab(t)
	p.call(nil, "listen")
	drag := `((type, target, files) => {
		const data = new DataTransfer();
		if (files) data.items.add(new File(["née"], "a.txt", { type: "text/plain" }));
		else data.setData("text/plain", "text");
		const event = new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
		document.querySelector(target).dispatchEvent(event);
		return event.defaultPrevented;
	})(%q, %q, %t)`
	for _, step := range [][2]string{{"dragover", "main"}, {"dragleave", "main"}, {"dragover", "#before"}, {"drop", "#before"}} {
		var prevented bool
		if p.run(&prevented, drag, step[0], step[1], true); !prevented {
			t.Errorf("%s of a file was left to the browser", step[0])
		}
		if p.run(&prevented, drag, step[0], step[1], false); prevented {
			t.Errorf("%s of text was taken from the browser", step[0])
		}
	}
	var got []any
	decode(t, p.waitFor("file"), &got)
	if diff := cmp.Diff([]any{"a.txt", "text/plain", 4.0, "née"}, got); diff != "" {
		t.Errorf("the file differs (-want +got):\n%s", diff)
	}
}

func TestHoveringFilesAreToldOnceUntilTheyLeave(t *testing.T) {
	p := newTab(t)
	p.call(nil, "listen")
	p.run(nil, `(() => {
		const data = new DataTransfer();
		data.items.add(new File([""], "a.txt"));
		const main = document.querySelector("main");
		for (const [type, relatedTarget] of [["dragover", null], ["dragleave", document.body], ["dragover", null], ["dragleave", null], ["dragover", null], ["drop", null]]) {
			main.dispatchEvent(new DragEvent(type, { dataTransfer: data, relatedTarget, bubbles: true, cancelable: true }));
		}
	})()`)
	var events []event
	p.call(&events, "events")
	var got []string
	for _, e := range events {
		if e.Kind == "over" {
			got = append(got, string(e.What))
		}
	}
	if diff := cmp.Diff([]string{"true", "false", "true", "false"}, got); diff != "" {
		t.Errorf("hovering (-want +got):\n%s", diff)
	}
}

func TestChosenFilesAreReadAndCanBeChosenAgain(t *testing.T) {
	p := newTab(t)
	dir := t.TempDir()
	var paths []string
	for name, text := range map[string]string{"a.txt": "first", "b.md": "second"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	for range 2 {
		p.do(chromedp.SetUploadFiles(chromedp.CSS("#input"), paths))
		var got []string
		p.call(&got, "files", "input")
		if len(got) != 2 || !strings.Contains(strings.Join(got, "; "), "a.txt: first") || !strings.Contains(strings.Join(got, "; "), "b.md: second") {
			t.Errorf("read %q", got)
		}
		if p.call(&got, "files", "input"); len(got) != 0 {
			t.Errorf("read %q from an input that was emptied", got)
		}
	}
}

func TestADownloadIsAFileWithItsParts(t *testing.T) {
	p := newTab(t)
	dir := t.TempDir()
	to := browser.SetDownloadBehaviorParams{
		Behavior: "allow", DownloadPath: dir, BrowserContextID: chromedp.FromContext(p.ctx).BrowserContextID,
	}
	if _, err := chromedp.CallBrowser(p.ctx, browser.SetDownloadBehavior, to); err != nil {
		t.Fatal(err)
	}
	p.call(nil, "download", "claims née.json", "part one, ", "part two: née")
	want := "part one, part two: née"
	var got []byte
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline) && string(got) != want; p.frames(2) {
		got, _ = os.ReadFile(filepath.Join(dir, "claims née.json"))
	}
	if string(got) != want {
		t.Errorf("downloaded %q, want %q", got, want)
	}
}

func TestCopiedTextIsOnTheClipboard(t *testing.T) {
	p := newTab(t)
	id := chromedp.FromContext(p.ctx).BrowserContextID
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		allow := browser.SetPermissionParams{Permission: &browser.PermissionDescriptor{Name: name}, Setting: "granted", BrowserContextID: id}
		if _, err := chromedp.CallBrowser(p.ctx, browser.SetPermission, allow); err != nil {
			t.Fatal(err)
		}
	}
	p.call(nil, "copy", "a «quote» 🚑")
	var got string
	if p.run(&got, `navigator.clipboard.readText()`); got != "a «quote» 🚑" {
		t.Errorf("the clipboard holds %q", got)
	}
}

func TestTabsHearEachOtherButNotThemselves(t *testing.T) {
	p := newTab(t)
	q := p.beside()
	p.call(nil, "tabs")
	q.call(nil, "tabs")
	p.call(nil, "send", "changed: née")
	var got string
	if decode(t, q.waitFor("message"), &got); got != "changed: née" {
		t.Errorf("heard %q", got)
	}
	var events []event
	if p.call(&events, "events"); len(events) > 0 {
		t.Errorf("the sender heard %s", events)
	}
}

func TestTheThemeIsKeptForTheNextStart(t *testing.T) {
	p := newTab(t)
	for _, theme := range []string{"dark", "light", ""} {
		p.call(nil, "theme", theme)
		var got []string
		p.run(&got, `[document.documentElement.dataset.theme ?? "", localStorage.getItem("claimlight.theme") ?? ""]`)
		if diff := cmp.Diff([]string{theme, theme}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	p.run(nil, `Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } })`)
	p.call(nil, "theme", "dark")
	var got string
	if p.run(&got, `document.documentElement.dataset.theme`); got != "dark" {
		t.Errorf("without storage the theme is %q", got)
	}
}

func TestFieldsAreReadAndWrittenById(t *testing.T) {
	p := newTab(t)
	var got, selected string
	p.call(&got, "value", "field", "née")
	p.run(&selected, `String(getSelection())`)
	if got != "née" || selected != "née" {
		t.Errorf("the field holds %q, of which %q is selected", got, selected)
	}
	if p.call(&got, "value", "nowhere", "x"); got != "" {
		t.Errorf("a field that is not there holds %q", got)
	}
	var there bool
	if p.call(&there, "focus", "nowhere"); there {
		t.Error("focused what is not there")
	}
}

func TestChangesOfTheSystemAreTold(t *testing.T) {
	p := newTab(t)
	p.call(nil, "listen")
	dark := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}}
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, dark); err != nil {
		t.Fatal(err)
	}
	if got := string(p.waitFor("dark")); got != "true" {
		t.Errorf("dark is %s", got)
	}
	p.run(nil, `dispatchEvent(new Event("offline"))`)
	if got := string(p.waitFor("online")); got != "false" {
		t.Errorf("online is %s", got)
	}
}

func TestYieldLetsThePageDraw(t *testing.T) {
	p := newTab(t)
	var worst float64
	p.run(&worst, `(async () => {
		let worst = 0, last = performance.now(), on = true;
		const tick = () => { const now = performance.now(); worst = Math.max(worst, now - last); last = now; if (on) setTimeout(tick); };
		tick();
		await harness.yield(400);
		on = false;
		return worst;
	})()`)
	if worst > 250 {
		t.Errorf("the page stood still for %.0f ms", worst)
	}
}

func TestTheServersAbsenceIsToldWithoutAnErrorOnTheConsole(t *testing.T) {
	own := httptest.NewServer(site())
	defer own.Close()
	p := openTab(t, allocator, own.URL, chromedp.WithNewBrowserContext())
	p.run(nil, `(async () => {
		const controlled = new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
		await navigator.serviceWorker.register("sw.js");
		await controlled;
	})()`)
	var reachable bool
	if p.call(&reachable, "reachable"); !reachable {
		t.Error("a server that runs is away")
	}
	own.CloseClientConnections()
	own.Close()
	if p.call(&reachable, "reachable"); reachable {
		t.Error("a server that was stopped is there")
	}
}

func TestStorageCanBeAskedFor(t *testing.T) {
	p := newTab(t)
	var bytes []int64
	if p.call(&bytes, "estimate"); len(bytes) != 2 || bytes[1] <= 0 {
		t.Errorf("estimate: %v", bytes)
	}
	var granted []bool
	if p.call(&granted, "persist"); len(granted) != 2 || granted[0] != granted[1] {
		t.Errorf("persist and persisted: %v", granted)
	}
}
