//go:build js

package app

import (
	"context"
	"encoding/json"
	"strconv"

	"claimlight/app/browser"
	"claimlight/app/records"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// importDialog reads a file, shows what it would bring, and brings it in.
type importDialog struct {
	goapp.Compo
	Desk *desk

	ctx     goapp.Context
	over    bool // files hover over the page
	reading string
	share   int // of the file, in per cent
	arrived *arrived
	trouble error
	cancel  context.CancelFunc
	ignore  func() // stops listening for dropped files
}

// arrived is a file that was read, and what bringing it in would mean.
type arrived struct {
	records.Arrival
	name   string
	bundle []byte
}

const importInput = "import-file"

func (m *importDialog) OnMount(ctx goapp.Context) {
	browser.ShowModal(dialogID)
	m.ctx = ctx
	m.ignore = browser.OnDrop(
		func(over bool) { ctx.Dispatch(func(goapp.Context) { m.over = over }) },
		func(files []browser.File) { ctx.Dispatch(func(goapp.Context) { m.read(files) }) })
	m.read(m.Desk.arriving)
	m.Desk.arriving = nil
}

func (m *importDialog) OnDismount() {
	if m.ignore != nil {
		m.ignore()
	}
	if m.cancel != nil {
		m.cancel()
	}
}

// read reads the first of files and compares it with the library.
func (m *importDialog) read(files []browser.File) {
	if len(files) == 0 {
		return
	}
	if m.cancel != nil {
		m.cancel()
	}
	working, cancel := context.WithCancel(context.Background())
	m.cancel = cancel
	m.over, m.arrived, m.trouble = false, nil, nil
	m.reading, m.share = files[0].Name, 0
	d, ctx, file := m.Desk, m.ctx, files[0]
	go func() {
		defer cancel()
		got, err := d.receive(working, file, func(share float64) {
			ctx.Dispatch(func(goapp.Context) { m.share = int(100 * share) })
		})
		if working.Err() != nil {
			return // another file was chosen, or the dialog closed
		}
		ctx.Dispatch(func(goapp.Context) { m.arrived, m.trouble, m.reading = got, err, "" })
	}()
}

// mostImported is the size of the largest file that is imported, as it is or
// unpacked (see assets/shell/importer.js).
const mostImported = 512 << 20

// receive has the worker read a file and compare it with the library.
func (d *desk) receive(ctx context.Context, file browser.File, progress func(share float64)) (*arrived, error) {
	if err := tooLarge(file.Size(), mostImported); err != nil {
		return nil, err
	}
	data, err := file.Bytes(ctx)
	if err != nil {
		return nil, err
	}
	bundle, err := d.session.Bundle(ctx, "")
	if err != nil {
		return nil, err
	}
	made, err := d.worker.Do(ctx, browser.Job{Name: "arrive", Parts: [][]byte{data, bundle}, Progress: progress})
	if err != nil {
		return nil, err
	}
	got := &arrived{name: file.Name, bundle: made[1]}
	return got, json.Unmarshal(made[0], &got.Arrival)
}

func (m *importDialog) Render() goapp.UI {
	ready := m.arrived != nil && changes(&m.arrived.Arrival)
	return modal(m.Desk, "", "Import", []goapp.UI{
		el("p.dim", "A file that Claimlight exported, any W3C Web Annotation file, or an export of Hypothesis, doccano, Label Studio, Prodigy, spaCy or brat. Nothing changes before you press Import."),
		m.drop(),
		m.state(),
		m.preview(),
	}, []goapp.UI{
		el("button", attrs{"type", "button"}, "Cancel", click(m.Desk.onClose)),
		el("button.primary", attrs{"type", "button", "disabled", yes(!ready)}, "Import", click(m.onImport)),
	})
}

func (m *importDialog) drop() goapp.UI {
	class := "drop"
	if m.over {
		class = "drop over"
	}
	return el("div", attrs{"class", class},
		el("input", attrs{"id", importInput, "type", "file", "aria-label", "Choose files",
			"accept", ".json,.jsonl,.jsonld,.html,.zip,.gz,application/json,application/ld+json"}, on{"change", m.onFile}),
		el("small", "or drop one anywhere on the page"),
	)
}

// state says how reading the file goes, or why it could not be read.
func (m *importDialog) state() goapp.UI {
	switch {
	case m.trouble != nil:
		return el("p.wrong", attrs{"role", "alert"}, sentence(m.trouble.Error())+" Your library is as it was.")
	case m.reading != "":
		return el("div", el("p", "Reading "+m.reading+"…"),
			el("progress", attrs{"aria-label", "Reading the file", "max", "100", "value", strconv.Itoa(m.share)}))
	}
	return el("p", attrs{"hidden", "true"})
}

// preview says what importing would do.
func (m *importDialog) preview() goapp.UI {
	a := m.arrived
	if a == nil {
		return el("section", attrs{"hidden", "true"})
	}
	lines := tallyLines(&a.Arrival)
	var asked []goapp.UI
	for i, c := range a.Claims {
		switch c.Change {
		case records.Conflict, records.DeletedHere, records.DeletedThere:
			asked = append(asked, &conflict{Arrived: a, Index: i, Take: c.Take})
		}
	}
	return el("section", attrs{"aria-label", "Import preview"},
		el("h3.over", a.name),
		el("dl.counts", each(len(lines), func(i int) goapp.UI {
			return el("div", el("dt", number(lines[i].n)), el("dd", lines[i].what))
		})),
		only(!changes(&a.Arrival), func() goapp.UI {
			return el("p.right", "Everything in this file is in your library already. Importing it changes nothing.")
		}),
		el("p.dim", verified(a.Check)),
		el("div.choices", attrs{"hidden", yes(len(asked) == 0)}, asked),
		el("ul.problems", attrs{"aria-label", "Not found in the text", "hidden", yes(len(a.Unplaced) == 0)},
			each(len(a.Unplaced), func(i int) goapp.UI {
				return el("li", "Not found in the text: “"+clip(a.Unplaced[i], 160)+"”")
			})),
		problemList(a.Check),
	)
}

func (m *importDialog) onFile(goapp.Context, goapp.Event) { m.read(browser.Files(importInput)) }

func (m *importDialog) onImport(goapp.Context, goapp.Event) {
	d, a := m.Desk, m.arrived
	d.work(func(ctx context.Context) error {
		n, err := d.session.Bring(ctx, &a.Arrival, a.bundle)
		if err != nil {
			return err
		}
		d.close()
		d.sayUndo("Imported " + count(n, "claim", "claims"))
		d.keepFromNowOn()
		return nil
	})
}

// conflict asks about a claim that was changed on both sides, or deleted here.
type conflict struct {
	goapp.Compo
	Arrived *arrived
	Index   int
	Take    bool
}

func (c *conflict) Render() goapp.UI {
	m := &c.Arrived.Claims[c.Index]
	both := m.Change == records.Conflict
	words := "You deleted this claim. Tick to bring it back."
	switch {
	case m.Change == records.DeletedThere:
		words = "This claim was deleted there. Tick to delete yours too."
	case both:
		words = "Changed here and in the file. Tick to take the file’s version; Undo brings yours back."
	}
	return el("label",
		el("input", attrs{"id", "conflict-" + strconv.Itoa(c.Index), "type", "checkbox", "checked", yes(c.Take)}, on{"change", c.onChange}),
		el("div", "“"+clip(m.Quote, 120)+"”", el("small", words),
			only(both, func() goapp.UI {
				return el("div.side",
					el("div", el("strong", "Yours"), el("div", m.Mine)),
					el("div", el("strong", "The file’s"), el("div", m.Theirs)))
			}),
		),
	)
}

func (c *conflict) onChange(ctx goapp.Context, _ goapp.Event) {
	c.Take = ctx.JSSrc().Get("checked").Bool()
	c.Arrived.Claims[c.Index].Take = c.Take
}
