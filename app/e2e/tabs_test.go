//go:build !js

package e2e_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
)

// twoOn are two tabs that show the same claim's card. Each script runs before the
// other's own.
func twoOn(t *testing.T, scripts ...string) (one, other *tab) {
	t.Helper()
	p := emptied(t, &mine)
	return meet(p.newTab(), p.newTabWith(scripts...))
}

// meet has two tabs show the same claim's card.
func meet(one, other *tab) (*tab, *tab) {
	one.Helper()
	one.open("/")
	openSample(one)
	one.mark(fallen, "1")
	one.saved()
	other.open(one.path())
	other.quotes(fallen)
	for _, tab := range []*tab{one, other} {
		tab.claims().click("button", fallen)
		tab.opened(fallen)
	}
	return one, other
}

// reads waits until the words can be read in the one thing of that role and name.
func (p place) reads(role, name, words string) {
	p.tab.Helper()
	p.tab.wait(p.in(role, name).String()+" says "+words, func() (bool, string) {
		found, err := p.in(role, name).look()
		if err != nil || len(found) != 1 {
			return false, "it is not there"
		}
		text, err := tryOnNode[string](found[0], `function() { return this.innerText }`)
		return err == nil && strings.Contains(text, words), text
	})
}

// atOnce does things in several tabs at the same time.
func atOnce(todo ...func()) {
	var all sync.WaitGroup
	for _, do := range todo {
		all.Go(do)
	}
	all.Wait()
}

func TestTwoTabsTypeIntoDifferentFieldsAtOnce(t *testing.T) {
	one, other := twoOn(t)
	const note, speaker = "Only two of nine counting places fell at all.", "The council's spokesperson, in the chamber"
	one.card().click("textbox", "Note")
	other.card().click("textbox", "Speaker")
	atOnce(func() { one.typed(note) }, func() { other.typed(speaker) })
	for _, tab := range []*tab{one, other} {
		tab.card().becomes("textbox", "Note", "value", note)
		tab.card().becomes("textbox", "Speaker", "value", speaker)
		tab.saved()
	}
	one.reload()
	one.opened(fallen)
	one.card().becomes("textbox", "Note", "value", note)
	one.card().becomes("textbox", "Speaker", "value", speaker)

	// Each undoes what it did itself.
	other.press("Escape")
	other.click("button", "Undo")
	other.card().becomes("textbox", "Speaker", "value", "")
	one.card().becomes("textbox", "Speaker", "value", "")
	one.card().becomes("textbox", "Note", "value", note)
}

func TestTwoTabsTypeIntoTheSameFieldAtOnce(t *testing.T) {
	one, other := twoOn(t)
	for _, tab := range []*tab{one, other} {
		tab.card().click("textbox", "Note")
	}
	atOnce(func() { one.typed("What one tab said") }, func() { other.typed("What the other meant") })
	one.card().becomes("textbox", "Note", "value", "What one tab said")
	other.card().becomes("textbox", "Note", "value", "What the other meant")
	one.card().reads("group", "Note in another tab", "“What the other meant”")
	other.card().reads("group", "Note in another tab", "“What one tab said”")
	one.saved()
	other.saved()

	// Nothing of it is lost by a reload.
	one.reload()
	one.opened(fallen)
	one.card().one("group", "Note in another tab")
	both := one.one("group", "Claim").text() + one.card().one("textbox", "Note").value
	for _, words := range []string{"What one tab said", "What the other meant"} {
		if !strings.Contains(both, words) {
			t.Errorf("%q is nowhere in %q", words, both)
		}
	}

	// One is chosen, in both tabs, and the choice can be undone.
	other.card().in("group", "Note in another tab").click("button", "Use this")
	for _, tab := range []*tab{one, other} {
		tab.card().becomes("textbox", "Note", "value", "What one tab said")
		tab.card().gone("group", "Note in another tab")
	}
	other.click("button", "Undo")
	one.card().one("group", "Note in another tab")
	other.card().one("group", "Note in another tab")
}

// A tab that was frozen has missed what the others said.
func TestATabThatSleptCatchesUpAndLosesNothing(t *testing.T) {
	one, other := twoOn(t, `BroadcastChannel.prototype.addEventListener = () => {}`)
	one.card().fill("textbox", "Note", "Written while the other slept")
	one.mark(stops, "2")
	one.saved()
	other.quotes(fallen)
	eval[bool](other, `document.dispatchEvent(new Event("resume"))`)
	other.quotes(fallen, stops)
	other.card().becomes("textbox", "Note", "value", "Written while the other slept")
	one.claims().click("button", fallen)
	other.card().fill("textbox", "Speaker", "Awake again")
	one.card().becomes("textbox", "Speaker", "value", "Awake again")
	one.card().becomes("textbox", "Note", "value", "Written while the other slept")
}

// holding keeps what a page or worker begins with the database open for as long as
// it may, from when it is named in the channel "held", or in its own address, until
// another is.
const holding = `(() => {
	let hold = location.hash === "#worker";
	const me = globalThis.document ? "page" : "worker";
	const channel = new BroadcastChannel("held");
	channel.onmessage = ({ data }) => { hold = data === me; };
	const begin = IDBDatabase.prototype.transaction;
	IDBDatabase.prototype.transaction = function (...args) {
		const tx = begin.apply(this, args);
		if (hold) {
			const store = tx.objectStore(tx.objectStoreNames[0]);
			const again = () => { if (hold) store.count().onsuccess = again; };
			again();
			channel.postMessage("held by the " + me);
		}
		return tx;
	};
})();`

// freeze has the browser freeze a tab, and wake lets it run again. A tab that seems
// to have the focus is not frozen.
func (t *tab) freeze() {
	t.Helper()
	call(t, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{})
	call(t, page.SetWebLifecycleState, page.SetWebLifecycleStateParams{State: page.SetWebLifecycleStateStateFrozen})
}

func (t *tab) wake() {
	t.Helper()
	call(t, page.SetWebLifecycleState, page.SetWebLifecycleStateParams{State: page.SetWebLifecycleStateStateActive})
	call(t, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
}

// What a frozen tab has begun must not keep the others waiting. Chromium freezes
// no tab that holds a lock by itself, but other browsers and the protocol do.
func TestATabThatIsFrozenHoldsUpNoOther(t *testing.T) {
	host, worker := hostOfWorker(t, holding)
	p := newProfile(t, host)
	one, other := meet(p.newTabWith(later), p.newTabWith(holding, worker))
	eval[bool](one, `(window.seen = "", window.held = new BroadcastChannel("held"), held.onmessage = ({ data }) => { seen = data; }, true)`)
	look := func() { eval[bool](other, `dispatchEvent(new Event("focus"))`) } // for what others have written
	// Safari keeps a page that was left for whoever goes back to it.
	keep := func() { eval[bool](other, `dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }))`) }
	back := func() { eval[bool](other, `dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))`) }
	for i, begin := range []struct {
		who             string
		do, sleep, wake func()
	}{
		{"worker", other.turnAway, other.freeze, other.wake}, // it takes a snapshot
		{"page", look, other.freeze, other.wake},
		{"page", look, keep, back},
	} {
		eval[bool](one, `(who) => (held.postMessage(who), true)`, begin.who)
		begin.do()
		one.until("the "+begin.who+" reads", `(who) => seen === "held by the " + who`, begin.who)
		begin.sleep()
		words := fmt.Sprint("Written while the other slept ", i)
		one.card().fill("textbox", "Note", words)
		one.saved()
		eval[bool](one, `(held.postMessage("nobody"), true)`)
		begin.wake()
		other.card().becomes("textbox", "Note", "value", words)
		eval[bool](one, `(seen = "", true)`)
	}
	other.card().fill("textbox", "Speaker", "Awake again")
	one.card().becomes("textbox", "Speaker", "value", "Awake again")

	// Where another tab does hold the storage, that is said with a way out.
	one.saved()
	eval[bool](one, `(held.postMessage("page"), true)`)
	eval[bool](other, `dispatchEvent(new Event("focus"))`)
	one.until("the page reads", `seen === "held by the page" && seen`)
	one.card().fill("textbox", "Speaker", "Kept waiting")
	one.says("Saving…")
	eval[bool](one, `(window.later = 11_000, dispatchEvent(new Event("focus")))`)
	one.says("Another tab of Claimlight may be holding the storage")
	file, err := os.ReadFile(exportHere(one))
	if err != nil || !strings.Contains(string(file), "Kept waiting") {
		t.Errorf("the file lacks what was typed last: %v\n%s", err, file)
	}
	eval[bool](one, `(held.postMessage("nobody"), true)`)
	one.saved()
	one.gone("alert", anyName)
	other.card().becomes("textbox", "Speaker", "value", "Kept waiting")
}

// later sets the clock by which the page waits forward, by so many milliseconds as
// the window's "later" says.
const later = `(() => {
	const now = performance.now.bind(performance);
	performance.now = () => now() + (window.later ?? 0);
})()`

func TestThreeTabsAgreeWithinASecond(t *testing.T) {
	one, other := twoOn(t)
	third := one.profile.newTab()
	third.open(one.path())
	third.opened(fallen)
	atOnce(
		func() { one.card().click("button", "Cause or link") },
		func() { other.card().click("button", "Event or action") },
		func() { third.card().fill("textbox", "Speaker", "The council") },
	)
	for _, tab := range []*tab{one, other, third} {
		for _, tag := range []string{"Quantity", "Cause or link", "Event or action"} {
			tab.card().becomes("button", tag, "pressed", "true")
		}
		tab.card().becomes("textbox", "Speaker", "value", "The council")
	}
	eval[bool](third, `(addEventListener("click", () => (window.clicked = Date.now()), true), true)`)
	eval[bool](other, `(() => {
		const pressed = () => [...document.querySelectorAll(".card .chip[aria-pressed=true]")].some((chip) => chip.innerText.includes("Law or rule"));
		const watch = new MutationObserver(() => { if (pressed()) window.seen ??= Date.now(); });
		watch.observe(document.body, { subtree: true, attributes: true });
		return true;
	})()`)
	third.card().click("button", "Law or rule")
	other.until("the other tab sees it", `window.seen`)
	if took := eval[float64](other, `window.seen`) - eval[float64](third, `window.clicked`); took > 1000 {
		t.Errorf("the other tab saw it after %.0f ms", took)
	}
}
