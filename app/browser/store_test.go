//go:build !js

package browser_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

type record struct {
	ID      string
	Article string `json:",omitempty"`
	Time    int64  `json:",omitempty"`
	Data    []byte
}

type op struct {
	Put    string  `json:",omitempty"`
	Delete string  `json:",omitempty"`
	ID     string  `json:",omitempty"`
	Record *record `json:",omitempty"`
	Expect string  `json:",omitempty"`
	Was    []byte  `json:",omitempty"`
}

func put(store string, r record) op     { return op{Put: store, Record: &r} }
func remove(store string, id string) op { return op{Delete: store, ID: id} }

func TestAWriteIsThereAfterReload(t *testing.T) {
	p := newTab(t)
	p.call(nil, "open", 5000)
	want := record{ID: "c1", Article: "a1", Time: 1_700_000_000_000, Data: []byte("né\x00\xff")}
	p.call(nil, "write", []op{
		put("claims", want),
		put("claims", record{ID: "c2", Data: []byte{}}),
		put("texts", record{ID: "a1", Data: []byte("text")}),
		remove("claims", "c2"),
	})
	p = p.beside()
	p.call(nil, "open", 5000)
	var got record
	p.call(&got, "read", "claims", "c1")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the record differs (-want +got):\n%s", diff)
	}
	var gone *record
	p.call(&gone, "read", "claims", "c2")
	if gone != nil {
		t.Errorf("a deleted record was read: %v", gone)
	}
}

func TestAWriteIsStrictAndOneTransactionOverItsStores(t *testing.T) {
	p := newTab(t)
	p.call(nil, "open", 5000)
	p.run(nil, `(() => {
		globalThis.begun = [];
		const begin = IDBDatabase.prototype.transaction;
		IDBDatabase.prototype.transaction = function (...args) {
			begun.push([...args[0]].join("+") + " " + args[1] + " " + args[2]?.durability);
			return begin.apply(this, args);
		};
	})()`)
	p.call(nil, "write", []op{put("claims", record{ID: "c"}), put("settings", record{ID: "s"}), put("claims", record{ID: "d"})})
	var begun []string
	p.run(&begun, "begun")
	if diff := cmp.Diff([]string{"changes+claims+settings readwrite strict"}, begun); diff != "" {
		t.Errorf("transactions differ (-want +got):\n%s", diff)
	}
}

func TestAFailedWriteChangesNothing(t *testing.T) {
	p := newTab(t)
	p.call(nil, "open", 5000)
	if err := p.try(nil, "write", []op{put("claims", record{ID: "c"}), put("nowhere", record{ID: "d"})}); err == nil {
		t.Error("no error from a store that does not exist")
	}
	var n int
	p.call(&n, "count", "claims", "", "")
	if n != 0 {
		t.Errorf("%d records after a write that failed", n)
	}
}

// What two tabs write at once is told apart by what each expects.
func TestAWriteHappensOnlyWhereTheRecordsAreAsExpected(t *testing.T) {
	p := newTab(t)
	p.call(nil, "open", 5000)
	type written struct {
		At      int64
		Clashes []struct {
			Op    int
			Found *record
		}
	}
	write := func(ops ...op) (w written) {
		t.Helper()
		p.call(&w, "write", ops)
		return w
	}
	one := func(data, expect, was string) op {
		return op{Put: "claims", Record: &record{ID: "c", Article: "a", Time: 7, Data: []byte(data)}, Expect: expect, Was: []byte(was)}
	}
	if w := write(one("1", "none", "")); len(w.Clashes) > 0 || w.At != 1 {
		t.Errorf("the first write gave %+v", w)
	}
	if w := write(one("2", "same", "1")); len(w.Clashes) > 0 || w.At != 2 {
		t.Errorf("a write over what was expected gave %+v", w)
	}
	w := write(put("texts", record{ID: "t", Data: []byte("x")}), op{Delete: "claims", ID: "none", Expect: "same", Was: []byte("1")},
		one("3", "same", "1"), one("4", "none", ""))
	want := written{Clashes: []struct {
		Op    int
		Found *record
	}{{Op: 2, Found: &record{ID: "c", Article: "a", Time: 7, Data: []byte("2")}},
		{Op: 3, Found: &record{ID: "c", Article: "a", Time: 7, Data: []byte("2")}}, {Op: 1}}}
	if diff := cmp.Diff(want, w); diff != "" {
		t.Errorf("clashes (-want +got):\n%s", diff)
	}
	var text *record
	if p.call(&text, "read", "texts", "t"); text != nil {
		t.Error("a write that clashed was done in part")
	}
	if w := write(op{Delete: "claims", ID: "c", Expect: "same", Was: []byte("2")}); len(w.Clashes) > 0 {
		t.Errorf("deleting what was expected gave %+v", w)
	}
}

func TestTheLogTellsWhatOthersWrote(t *testing.T) {
	p := newTab(t)
	p.call(nil, "open", 5000)
	type changes struct {
		At      int64
		Changed []struct{ Store, ID string }
		Whole   bool
	}
	told := func(by string, after int) (c changes) {
		t.Helper()
		p.call(&c, "changes", by, after)
		return c
	}
	if c := told("other", -1); c.At != 0 {
		t.Errorf("before any write the last is %d", c.At)
	}
	p.call(nil, "write", []op{put("claims", record{ID: "c"}), put("texts", record{ID: "a"}), put("history", record{ID: "h"})})
	p.call(nil, "write", []op{put("history", record{ID: "h"})})
	p.call(nil, "write", []op{remove("claims", "c"), put("settings", record{ID: "s"})})
	ref := func(store, id string) struct{ Store, ID string } { return struct{ Store, ID string }{store, id} }
	if diff := cmp.Diff(changes{At: 2, Changed: []struct{ Store, ID string }{ref("claims", "c"), ref("claims", "c"), ref("settings", "s")}}, told("other", 0)); diff != "" {
		t.Errorf("from the start (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(changes{At: 2, Changed: []struct{ Store, ID string }{ref("claims", "c"), ref("settings", "s")}}, told("other", 1)); diff != "" {
		t.Errorf("after the first (-want +got):\n%s", diff)
	}
	if c := told("harness", 0); c.At != 2 || len(c.Changed) > 0 || c.Whole {
		t.Errorf("of its own writes it is told %+v", c)
	}
	var many []op
	for i := range 1001 {
		many = append(many, put("claims", record{ID: strconv.Itoa(i)}))
	}
	p.call(nil, "write", many)
	if c := told("other", 2); !c.Whole || c.At != 3 {
		t.Errorf("of very much it tells %+v", c)
	}
	for range 100 {
		p.call(nil, "write", []op{put("claims", record{ID: "c"})})
	}
	p.run(nil, `new Promise((done) => { indexedDB.open("claimlight").onsuccess = ({ target: { result: db } }) => {
		const store = db.transaction("changes", "readwrite").objectStore("changes");
		store.delete(IDBKeyRange.upperBound(50)).onsuccess = () => { db.close(); done(); };
	} })`)
	if c := told("other", 30); !c.Whole || c.At != 103 {
		t.Errorf("of what was forgotten it tells %+v", c)
	}
	if c := told("other", 50); c.Whole {
		t.Error("nothing is missing behind the 50th")
	}
}

// Records of three articles, one of them without an article and so a tombstone
// in the index by time only, read in every order.
func TestReadManyGivesEachOrder(t *testing.T) {
	p := newTab(t)
	p.call(nil, "open", 5000)
	p.call(nil, "write", []op{
		put("claims", record{ID: "c1", Article: "a1", Time: 30}),
		put("claims", record{ID: "c2", Article: "a2", Time: 10}),
		put("claims", record{ID: "c3", Article: "a1", Time: 20}),
		put("claims", record{ID: "c4", Time: 40}),
		put("claims", record{ID: "c5", Article: "a1"}),
		put("claims", record{ID: "c6", Article: "a1x", Time: 20}),
		put("articles", record{ID: "a1", Time: 2}),
		put("articles", record{ID: "a2", Time: 1}),
		put("snapshots", record{ID: "s1", Time: 2}),
		put("snapshots", record{ID: "s2", Time: 1}),
	})
	type query struct {
		Store, Index, Key string
		Offset, Limit     int
		Reverse           bool
	}
	for _, c := range []struct {
		name string
		q    query
		want string
	}{
		{"all, by ID", query{}, "c1 c2 c3 c4 c5 c6"},
		{"all, by ID, backwards", query{Reverse: true}, "c6 c5 c4 c3 c2 c1"},
		{"of one article", query{Index: "article", Key: "a1"}, "c1 c3 c5"},
		{"of one article, backwards", query{Index: "article", Key: "a1", Reverse: true}, "c5 c3 c1"},
		{"of one article, a part", query{Index: "article", Key: "a1", Offset: 1, Limit: 1}, "c3"},
		{"of no article", query{Index: "article", Key: "a"}, ""},
		{"by article", query{Index: "article"}, "c1 c3 c5 c6 c2"},
		{"by time", query{Index: "modified"}, "c2 c3 c6 c1 c4"},
		{"latest first", query{Index: "modified", Reverse: true, Limit: 2}, "c4 c1"},
		{"the page after", query{Index: "modified", Reverse: true, Offset: 2, Limit: 2}, "c6 c3"},
		{"beyond the end", query{Index: "modified", Offset: 9}, ""},
		{"articles as they were added", query{Store: "articles", Index: "added"}, "a2 a1"},
		{"the latest snapshot", query{Store: "snapshots", Index: "taken", Reverse: true, Limit: 1}, "s1"},
	} {
		if c.q.Store == "" {
			c.q.Store = "claims"
		}
		var batches [][]string
		p.call(&batches, "readMany", c.q)
		if got := strings.Join(slices.Concat(batches...), " "); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	for _, c := range []struct {
		index, key string
		want       int
	}{{"", "", 6}, {"article", "", 5}, {"article", "a1", 3}, {"modified", "", 5}} {
		var n int
		if p.call(&n, "count", "claims", c.index, c.key); n != c.want {
			t.Errorf("count by %q of %q: got %d, want %d", c.index, c.key, n, c.want)
		}
	}
}

func TestReadManyComesInBatchesWithoutGapsOrRepeats(t *testing.T) {
	p := newTab(t)
	p.call(nil, "open", 5000)
	p.call(nil, "fill", 3000)
	for _, reverse := range []bool{false, true} {
		for index, want := range map[string]int{"": 3000, "modified": 3000, "article": 3000} {
			var batches [][]string
			p.call(&batches, "readMany", map[string]any{"Store": "claims", "Index": index, "Reverse": reverse})
			all := slices.Concat(batches...)
			slices.Sort(all)
			if n := len(slices.Compact(all)); n != want || len(batches) < 3 {
				t.Errorf("by %q: %d different records in %d batches, want %d in at least 3", index, n, len(batches), want)
			}
		}
	}
}

func TestANewerDatabaseIsLeftAlone(t *testing.T) {
	p := newTab(t)
	p.run(nil, `new Promise((done) => {
		const request = indexedDB.open("claimlight", 1000);
		request.onsuccess = () => done(request.result.close());
	})`)
	if err := p.try(nil, "open", 5000); err == nil || !strings.HasPrefix(err.Error(), "version: ") {
		t.Errorf("got %v, want ErrVersion", err)
	}
}

func TestOpeningWaitsForAnOlderVersionInAnotherTab(t *testing.T) {
	p := newTab(t)
	// What a tab of the version before does that does not let go, and what the
	// version after asks for.
	p.run(nil, `new Promise((done) => {
		const request = indexedDB.open("claimlight", 1);
		request.onsuccess = () => { globalThis.held = request.result; done(); };
	})`)
	p.run(nil, `(() => {
		const open = IDBFactory.prototype.open;
		IDBFactory.prototype.open = function (name, version) { return open.call(this, name, version + 1); };
	})()`)
	if err := p.try(nil, "open", 500); err == nil || !strings.HasPrefix(err.Error(), "blocked: ") {
		t.Errorf("got %v, want ErrBlocked", err)
	}
	p.waitFor("blocked")
	p.run(nil, `void (globalThis.opening = harness.open(20000))`)
	p.run(nil, `held.close()`)
	p.run(nil, `opening`)
	p.call(nil, "close")
	// The attempt that was given up does not hold the database either.
	p.run(nil, `new Promise((done, fail) => Object.assign(indexedDB.deleteDatabase("claimlight"), { onsuccess: done, onblocked: fail }))`)
}

func TestAnotherTabsUpgradeWaitsUntilAllIsSaved(t *testing.T) {
	p := newTab(t)
	p.call(nil, "open", 5000)
	other := p.beside()
	other.run(nil, `void (globalThis.upgraded = new Promise((done) => {
		const request = indexedDB.open("claimlight", 1000);
		request.onsuccess = () => {
			request.result.close();
			done("upgraded");
		};
	}))`)
	if newer := string(p.waitFor("lost")); newer != "true" {
		t.Errorf("newer is %s", newer)
	}
	p.call(nil, "write", []op{put("claims", record{ID: "c"})})
	p.call(nil, "close")
	other.run(nil, `upgraded`)
}

func TestAnotherTabsDeletionClosesTheConnection(t *testing.T) {
	p := newTab(t)
	p.call(nil, "open", 5000)
	p.beside().run(nil, `new Promise((done) => { indexedDB.deleteDatabase("claimlight").onsuccess = done; })`)
	if newer := string(p.waitFor("lost")); newer != "false" {
		t.Errorf("newer is %s", newer)
	}
	if err := p.try(nil, "write", []op{put("claims", record{ID: "c"})}); err == nil || !strings.HasPrefix(err.Error(), "closed: ") {
		t.Errorf("got %v, want ErrClosed", err)
	}
}

func TestAFullDiskIsSaidAndNothingOfTheWriteStays(t *testing.T) {
	p := newTab(t)
	// The browser looks at the quota from time to time only, so it is set first.
	p.quota(200_000)
	p.call(nil, "open", 5000)
	p.call(nil, "write", []op{put("claims", record{ID: "c"})})
	big := make([]byte, 400_000)
	err := p.try(nil, "write", []op{put("claims", record{ID: "d"}), put("texts", record{ID: "a", Data: big})})
	if err == nil || !strings.HasPrefix(err.Error(), "quota: ") {
		t.Errorf("got %v, want ErrQuota", err)
	}
	var n int
	if p.call(&n, "count", "claims", "", ""); n != 1 {
		t.Errorf("%d claims after a write that found no room, want 1", n)
	}
}

// quota limits what the origin may store, in bytes.
func (t *tab) quota(bytes float64) {
	t.Helper()
	limit := storage.OverrideQuotaForOriginParams{Origin: server.URL, QuotaSize: &bytes}
	if _, err := chromedp.Call(t.ctx, storage.OverrideQuotaForOrigin, limit); err != nil {
		t.Fatal(err)
	}
}

func TestABrowserWithoutADatabaseIsSaid(t *testing.T) {
	for name, script := range map[string]string{
		"none":    `Object.defineProperty(globalThis, "indexedDB", { value: undefined })`,
		"refused": `IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError"); }`,
	} {
		p := newTab(t)
		p.run(nil, script)
		if err := p.try(nil, "open", 5000); err == nil || !strings.HasPrefix(err.Error(), "unavailable: ") {
			t.Errorf("%s: got %v, want ErrUnavailable", name, err)
		}
	}
}

// The page must go on while all is read: turns counts those that it had meanwhile.
func TestThePageHasItsTurnsWhileAllIsRead(t *testing.T) {
	p := newTab(t)
	p.call(nil, "open", 5000)
	p.call(nil, "fill", 10000)
	var turns int
	p.run(&turns, `(async () => {
		let turns = 0, on = true;
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => { turns++; if (on) port2.postMessage(null); };
		port2.postMessage(null);
		await harness.readMany(JSON.stringify({ Store: "claims" }));
		on = false;
		return turns;
	})()`)
	if turns < 5 { // 6 MB come in batches of one
		t.Errorf("the page had %d turns", turns)
	}
}

// BenchmarkAClaimIsDurable measures how long it takes until one more claim is on
// the disk, beside 10,000.
func BenchmarkAClaimIsDurable(b *testing.B) {
	p := newTab(b)
	p.call(nil, "open", 5000)
	var filled float64
	p.call(&filled, "fill", 10000)
	var times []float64
	p.call(&times, "latency", 200)
	slices.Sort(times)
	b.ReportMetric(filled, "ms-to-write-10000")
	b.ReportMetric(times[len(times)/2], "ms-median")
	b.ReportMetric(times[len(times)*95/100], "ms-p95")
	b.ReportMetric(0, "ns/op")
}
