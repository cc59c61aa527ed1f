//go:build js

// The program that the tests of package browser run in a page: it puts the
// package's functions on globalThis.harness, each taking plain values and
// returning a promise, and keeps a list of what the package reported.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"syscall/js"
	"time"

	"claimlight/app/browser"
)

var (
	db     *browser.DB
	reader *browser.Reader
	tabs   *browser.Tabs
	events []event
)

// An event is something that the package reported.
type event struct {
	Kind string
	What any
}

func note(kind string, what any) { events = append(events, event{kind, what}) }

// sentinels are the errors that tests ask for, by name.
var sentinels = map[string]error{
	"blocked": browser.ErrBlocked, "version": browser.ErrVersion, "quota": browser.ErrQuota,
	"unavailable": browser.ErrUnavailable, "closed": browser.ErrClosed,
}

func main() {
	harness := js.Global().Get("Object").New()
	for name, f := range functions {
		harness.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any {
			// From here on in a goroutine, since the browser's turn must not block.
			var run js.Func
			run = js.FuncOf(func(_ js.Value, settle []js.Value) any {
				run.Release()
				go func() {
					v, err := f(args)
					if err != nil {
						settle[1].Invoke(explain(err))
						return
					}
					b, err := json.Marshal(v)
					if err != nil {
						settle[1].Invoke(err.Error())
						return
					}
					settle[0].Invoke(string(b))
				}()
				return nil
			})
			return js.Global().Get("Promise").New(run)
		}))
	}
	js.Global().Set("harness", harness)
	select {}
}

// explain is err's text, after the names of the sentinels that it wraps.
func explain(err error) string {
	for name, sentinel := range sentinels {
		if errors.Is(err, sentinel) {
			return name + ": " + err.Error()
		}
	}
	return "other: " + err.Error()
}

func decode[T any](v js.Value) T {
	var t T
	if err := json.Unmarshal([]byte(v.String()), &t); err != nil {
		panic(err)
	}
	return t
}

// An op is a browser.Op as JSON.
type op struct {
	Put, Delete browser.Store
	ID          string
	Record      browser.Record
	Expect      browser.Expectation
	Was         []byte
}

func ops(list []op) []browser.Op {
	out := make([]browser.Op, len(list))
	for i, o := range list {
		if out[i] = (browser.Op{Store: o.Put, Record: o.Record, Expect: o.Expect, Was: o.Was}); o.Delete != "" {
			out[i].Store, out[i].Record, out[i].Remove = o.Delete, browser.Record{ID: o.ID}, true
		}
	}
	return out
}

var background = context.Background()

var functions = map[string]func(args []js.Value) (any, error){
	"events": func([]js.Value) (any, error) {
		taken := events
		events = nil
		return taken, nil
	},

	// ---- The database ----

	"open": func(args []js.Value) (any, error) {
		ctx, cancel := context.WithTimeout(background, time.Duration(args[0].Int())*time.Millisecond)
		defer cancel()
		opened, err := browser.Open(ctx, browser.Hooks{
			Blocked: func() { note("blocked", nil) },
			Lost:    func(newer bool) { note("lost", newer) },
		})
		if err == nil {
			db = opened
		}
		return nil, err
	},
	"close": func([]js.Value) (any, error) {
		db.Close()
		return nil, nil
	},
	"write": func(args []js.Value) (any, error) {
		return db.Write(background, "harness", ops(decode[[]op](args[0])))
	},
	"changes": func(args []js.Value) (any, error) {
		at, changed, whole, err := db.Changes(background, args[0].String(), int64(args[1].Int()))
		return map[string]any{"At": at, "Changed": changed, "Whole": whole}, err
	},
	// fill writes claims of 600 bytes into one transaction, or one each.
	"fill": func(args []js.Value) (any, error) {
		var list []browser.Op
		for i := range args[0].Int() {
			id := strconv.Itoa(100_000_000 + i)
			list = append(list, browser.Op{Store: browser.Claims, Record: browser.Record{
				ID: id, Article: "article-" + strconv.Itoa(i%100), Time: int64(1 + i), Data: make([]byte, 600),
			}})
		}
		began := browser.Now()
		_, err := db.Write(background, "harness", list)
		return browser.Now() - began, err
	},
	// latency returns the times of single writes, in milliseconds.
	"latency": func(args []js.Value) (any, error) {
		var times []float64
		was := make([]byte, 600)
		for i := range args[0].Int() {
			began := browser.Now()
			one := browser.Op{Store: browser.Claims, Record: browser.Record{ID: "one", Article: "article-1", Time: int64(i + 1), Data: make([]byte, 600)}}
			if one.Record.Data[0] = byte(i); i > 0 {
				one.Expect, one.Was = browser.AsWas, was
			}
			was = one.Record.Data
			_, err := db.Write(background, "harness", []browser.Op{one,
				{Store: browser.Settings, Record: browser.Record{ID: "totals", Data: make([]byte, 60)}},
				{Store: browser.History, Record: browser.Record{ID: "step", Article: "article-1", Time: 1, Data: make([]byte, 1300)}},
			})
			if err != nil {
				return nil, err
			}
			times = append(times, browser.Now()-began)
		}
		return times, nil
	},
	"read": func(args []js.Value) (any, error) {
		r, ok, err := db.Read(background, browser.Store(args[0].String()), args[1].String())
		if !ok {
			return nil, err
		}
		return r, err
	},
	"readMany": func(args []js.Value) (any, error) {
		batches := [][]string{}
		err := db.ReadMany(background, decode[browser.Query](args[0]), func(records []browser.Record) error {
			var ids []string
			for _, r := range records {
				ids = append(ids, r.ID)
			}
			batches = append(batches, ids)
			return nil
		})
		return batches, err
	},
	"count": func(args []js.Value) (any, error) {
		return db.Count(background, browser.Store(args[0].String()), browser.Index(args[1].String()), args[2].String())
	},
	"estimate": func([]js.Value) (any, error) {
		usage, quota, err := browser.Estimate(background)
		return []int64{usage, quota}, err
	},
	"persist": func([]js.Value) (any, error) {
		granted, err := browser.Persist(background)
		if err != nil {
			return nil, err
		}
		kept, err := browser.Persisted(background)
		return []bool{granted, kept}, err
	},

	// ---- The reader ----

	"show": func(args []js.Value) (any, error) {
		if reader != nil {
			reader.Release()
			reader = nil
		}
		page := decode[browser.Page](args[1])
		began := browser.Now()
		shown, err := browser.ShowArticle(args[0].String(), page)
		if err != nil {
			return nil, err
		}
		reader = shown
		reader.OnSelection(func(s browser.Selection) { note("selection", s) })
		reader.OnClick(func(c browser.Click) { note("click", c) })
		return browser.Now() - began, nil
	},
	"release": func([]js.Value) (any, error) {
		reader.Release()
		reader.Release()
		reader = nil
		return nil, nil
	},
	"styles": func(args []js.Value) (any, error) {
		reader.SetStyles(decode[[]string](args[0]))
		return browser.CanPaint(), nil
	},
	// paint returns how long it took until the call was back, in milliseconds.
	"paint": func(args []js.Value) (any, error) {
		segments := decode[[]browser.Segment](args[1])
		began := browser.Now()
		if layer := args[0].String(); layer == "claims" {
			reader.Paint(segments)
		} else {
			reader.Mark(browser.Layer(layer), segments)
		}
		return browser.Now() - began, nil
	},
	"painted": func([]js.Value) (any, error) { return reader.Painted(), nil },
	"select": func(args []js.Value) (any, error) {
		reader.Select(args[0].Int(), args[1].Int())
		return nil, nil
	},
	"clearSelection": func([]js.Value) (any, error) {
		reader.ClearSelection()
		return nil, nil
	},
	"at": func(args []js.Value) (any, error) {
		at, ok := reader.At(args[0].Float(), args[1].Float())
		if !ok {
			return -1, nil
		}
		return at, nil
	},
	"scrollTo": func(args []js.Value) (any, error) {
		reader.ScrollTo(args[0].Int(), args[1].Int(), args[2].Bool())
		return nil, nil
	},
	"allowCaret": func(args []js.Value) (any, error) {
		reader.AllowCaret(args[0].Bool())
		return nil, nil
	},
	"rect":         func(args []js.Value) (any, error) { return reader.Rect(args[0].Int(), args[1].Int()), nil },
	"visibleBlock": func([]js.Value) (any, error) { return reader.VisibleBlock(), nil },
	"placeNear": func(args []js.Value) (any, error) {
		reader.PlaceNear(args[0].String(), args[1].Int(), args[2].Int())
		return nil, nil
	},

	// ---- The rest ----

	// listen notes everything that the page reports, until unlisten.
	"listen": func([]js.Value) (any, error) {
		removes = []func(){
			browser.OnKey(func(k browser.Key) bool {
				note("key", k)
				return k.Key == "q"
			}),
			browser.OnPaste("field", func(p browser.Pasted) bool {
				note("paste", p)
				return p.HTML != ""
			}),
			browser.OnDrop(func(over bool) { note("over", over) }, func(files []browser.File) {
				go func() {
					for _, f := range files {
						b, err := f.Bytes(background)
						if err != nil {
							note("failed", err.Error())
						}
						note("file", []any{f.Name, f.Type, f.Size(), string(b)})
					}
				}()
			}),
			browser.OnMedia("(prefers-color-scheme: dark)", func(dark bool) { note("dark", dark) }),
			browser.OnOnline(func(online bool) { note("online", online) }),
			browser.OnVisibility(func(hidden bool) { note("hidden", hidden) }),
			browser.OnFocus(func() { note("focus", nil) }),
		}
		return nil, nil
	},
	"panicOnKey": func([]js.Value) (any, error) {
		browser.OnKey(func(browser.Key) bool { panic("on purpose") })
		return nil, nil
	},
	"unlisten": func([]js.Value) (any, error) {
		for _, remove := range removes {
			remove()
			remove()
		}
		return nil, nil
	},
	"files": func(args []js.Value) (any, error) {
		var out []string
		for _, f := range browser.Files(args[0].String()) {
			b, err := f.Bytes(background)
			if err != nil {
				return nil, err
			}
			out = append(out, f.Name+": "+string(b))
		}
		return out, nil
	},
	"download": func(args []js.Value) (any, error) {
		browser.Download(args[0].String(), "text/plain", []byte(args[1].String()), []byte(args[2].String()))
		return nil, nil
	},
	"copy": func(args []js.Value) (any, error) { return nil, browser.CopyText(background, args[0].String()) },
	"tabs": func([]js.Value) (any, error) {
		tabs = browser.OpenTabs(func(b []byte) { note("message", string(b)) })
		return nil, nil
	},
	"send": func(args []js.Value) (any, error) {
		tabs.Send([]byte(args[0].String()))
		return nil, nil
	},
	"showModal": func(args []js.Value) (any, error) {
		browser.ShowModal(args[0].String())
		browser.ShowModal(args[0].String())
		return nil, nil
	},
	"closeDialog": func(args []js.Value) (any, error) {
		browser.CloseDialog(args[0].String())
		browser.CloseDialog(args[0].String())
		return nil, nil
	},
	"focus": func(args []js.Value) (any, error) { return browser.Focus(args[0].String()), nil },
	"value": func(args []js.Value) (any, error) {
		browser.SetValue(args[0].String(), args[1].String())
		browser.SelectAll(args[0].String())
		return browser.Value(args[0].String()), nil
	},
	"theme": func(args []js.Value) (any, error) {
		browser.SetTheme(browser.Theme(args[0].String()))
		return nil, nil
	},
	"reachable": func([]js.Value) (any, error) { return browser.ServerReachable(background) },
	// yield counts for how many milliseconds a busy loop that yields held the page.
	"yield": func(args []js.Value) (any, error) {
		end := browser.Now() + args[0].Float()
		for browser.Now() < end {
			for slice := browser.Now(); browser.Now() < slice+8; {
			}
			if err := browser.Yield(background); err != nil {
				return nil, err
			}
		}
		return nil, nil
	},
}

var removes []func()
