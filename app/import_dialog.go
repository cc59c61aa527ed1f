//go:build js

package app

import (
	"context"
	"strconv"
	"time"

	"claimlight/annotations"
	"claimlight/app/browser"

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
	arrived *arrival
	trouble error
	cancel  context.CancelFunc
	ignore  func() // stops listening for dropped files
}

const importInput = "import-file"

func (m *importDialog) OnMount(ctx goapp.Context) {
	browser.ShowModal(dialogID)
	m.ctx = ctx
	m.ignore = browser.OnDrop(
		func(over bool) { ctx.Dispatch(func(goapp.Context) { m.over = over }) },
		func(files []browser.File) { ctx.Dispatch(func(goapp.Context) { m.read(files) }) })
}

func (m *importDialog) OnDismount() {
	if m.ignore != nil {
		m.ignore()
	}
	if m.cancel != nil {
		m.cancel()
	}
}

// sliceTime is how long a piece of work may hold the page: half of what people
// notice.
const sliceTime = 50 * time.Millisecond

// read reads the first of files and compares it with the library.
func (m *importDialog) read(files []browser.File) {
	if len(files) == 0 {
		return
	}
	m.over, m.arrived, m.trouble = false, nil, nil
	m.reading, m.share = files[0].Name, 0
	if m.cancel != nil {
		m.cancel()
	}
	working, cancel := context.WithCancel(context.Background())
	m.cancel = cancel
	d, ctx, file := m.Desk, m.ctx, files[0]
	go func() {
		defer cancel()
		arrived, err := d.receive(working, file, func(share float64) {
			ctx.Dispatch(func(goapp.Context) { m.share = int(100 * share) })
		})
		if working.Err() != nil {
			return // another file was chosen, or the dialog closed
		}
		ctx.Dispatch(func(goapp.Context) { m.arrived, m.trouble, m.reading = arrived, err, "" })
	}()
}

// receive reads a file piece by piece, letting the page draw in between.
func (d *desk) receive(ctx context.Context, file browser.File, progress func(share float64)) (*arrival, error) {
	data, err := file.Bytes(ctx)
	if err != nil {
		return nil, err
	}
	last := time.Now()
	return d.session.arrive(ctx, file.Name, data, func(share float64) error {
		if time.Since(last) < sliceTime {
			return nil
		}
		progress(share)
		err := browser.Yield(ctx)
		last = time.Now()
		return err
	})
}

func (m *importDialog) Render() goapp.UI {
	ready := m.arrived != nil && m.arrived.merge.Changes()
	return modal(m.Desk, "", "Import", []goapp.UI{
		goapp.P().Class("dim").Text("A file that Claimlight exported, or any W3C Web Annotation file. Nothing changes before you press Import."),
		m.drop(),
		m.progress(),
		goapp.If(m.trouble != nil, func() goapp.UI {
			return goapp.P().Class("wrong").Role("alert").Text(sentence(errorText(m.trouble)) + " Your library is as it was.")
		}),
		m.preview(),
	}, []goapp.UI{
		goapp.Button().Type("button").Text("Cancel").OnClick(m.Desk.onClose),
		goapp.Button().Type("button").Class("primary").Text("Import").Disabled(!ready).OnClick(m.onImport),
	})
}

func (m *importDialog) drop() goapp.UI {
	class := "drop"
	if m.over {
		class = "drop over"
	}
	return goapp.Div().Class(class).Body(
		goapp.Label().For(importInput).Text("Choose files"),
		goapp.Input().ID(importInput).Type("file").Accept(".json,.jsonld,application/json,application/ld+json").
			Aria("label", "Choose files").OnChange(m.onFile),
		goapp.Small().Text("or drop one anywhere on the page"),
	)
}

func (m *importDialog) progress() goapp.UI {
	return goapp.Div().Hidden(m.reading == "").Body(
		goapp.P().Text("Reading "+m.reading+"…"),
		goapp.Progress().Aria("label", "Reading the file").Max(100).Attr("value", strconv.Itoa(m.share)),
	)
}

// preview says what importing would do.
func (m *importDialog) preview() goapp.UI {
	a := m.arrived
	if a == nil {
		return goapp.Section().Hidden(true)
	}
	lines := a.lines()
	return goapp.Section().Aria("label", "Import preview").Body(
		goapp.H3().Class("over").Text(a.name),
		goapp.Dl().Class("counts").Body(goapp.Range(lines).Slice(func(i int) goapp.UI {
			return goapp.Div().Class("count-line").Body(
				goapp.Dt().Text(lines[i].n),
				goapp.Dd().Text(lines[i].what),
			)
		})),
		goapp.If(!a.merge.Changes(), func() goapp.UI {
			return goapp.P().Class("right").Text(sentence(errNothingNew.Error()) + " Importing it changes nothing.")
		}),
		goapp.P().Class("dim").Text(verified(a.in.Report)),
		&conflicts{Merge: &a.merge, Count: a.merge.Count(annotations.Conflict) + a.merge.Count(annotations.DeletedHere)},
		unplacedList(a.in.Unplaced),
		problemList(a.in.Problems, a.in.More),
	)
}

func (m *importDialog) onFile(goapp.Context, goapp.Event) { m.read(browser.Files(importInput)) }

func (m *importDialog) onImport(goapp.Context, goapp.Event) {
	d, a := m.Desk, m.arrived
	_, claims := a.merge.Result()
	d.session.Bring(&a.merge)
	d.close()
	d.sayUndo("Imported " + count(len(claims), "claim", "claims"))
	d.keepFromNowOn()
}

// unplacedList names the claims whose words are in no text at hand.
func unplacedList(claims []annotations.Claim) goapp.UI {
	return goapp.Ul().Class("problems").Aria("label", "Not found in the text").Hidden(len(claims) == 0).Body(
		goapp.Range(claims).Slice(func(i int) goapp.UI {
			return goapp.Li().Text("Not found in the text: “" + clip(claims[i].Quote.Exact, 160) + "”")
		}),
	)
}

// conflicts asks about claims that were changed on both sides, or deleted here.
type conflicts struct {
	goapp.Compo
	Merge *annotations.Merge
	Count int
}

func (c *conflicts) Render() goapp.UI {
	var asked []int
	for i := range c.Merge.Claims {
		if k := c.Merge.Claims[i].Change; k == annotations.Conflict || k == annotations.DeletedHere {
			asked = append(asked, i)
		}
	}
	return goapp.Div().Class("choices").Hidden(len(asked) == 0).Body(
		goapp.Range(asked).Slice(func(i int) goapp.UI {
			m := &c.Merge.Claims[asked[i]]
			return &conflict{Merge: c.Merge, Index: asked[i], Take: m.Take}
		}),
	)
}

// conflict is one of them: take theirs, or not.
type conflict struct {
	goapp.Compo
	Merge *annotations.Merge
	Index int
	Take  bool
}

func (c *conflict) Render() goapp.UI {
	m := &c.Merge.Claims[c.Index]
	words := "You deleted this claim. Tick to bring it back."
	if m.Change == annotations.Conflict {
		words = "Changed here and in the file. Tick to take the file’s version; yours can be had back by Undo."
	}
	return goapp.Label().Body(
		goapp.Input().ID("conflict-"+strconv.Itoa(c.Index)).Type("checkbox").Checked(c.Take).OnChange(c.onChange),
		goapp.Div().Body(
			goapp.Text("“"+clip(m.Theirs.Quote.Exact, 120)+"”"),
			goapp.Small().Text(words),
			goapp.If(m.Change == annotations.Conflict, func() goapp.UI {
				return goapp.Div().Class("side").Body(
					goapp.Div().Body(goapp.Strong().Text("Yours"), goapp.Div().Text(gistLine(&m.Mine))),
					goapp.Div().Body(goapp.Strong().Text("The file’s"), goapp.Div().Text(gistLine(&m.Theirs))),
				)
			}),
		),
	)
}

func (c *conflict) onChange(ctx goapp.Context, _ goapp.Event) {
	c.Take = ctx.JSSrc().Get("checked").Bool()
	c.Merge.Claims[c.Index].Take = c.Take
}
