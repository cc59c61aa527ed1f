//go:build js

package app

import (
	"context"
	"strconv"
	"strings"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// addFiles makes articles of files, one after the other, and says of each what
// came of it.
type addFiles struct {
	goapp.Compo
	Desk    *desk
	Dropped int // files that wait in Desk
	Hidden  bool

	ctx     goapp.Context
	results []fileResult
	total   int // files of the run
	cancel  context.CancelFunc
}

// A fileResult is what came of one file.
type fileResult struct {
	name    string
	article annotations.ID // "" where there was trouble
	had     bool           // the library had its text already
	said    string
}

const filesInput = "add-files"

func (f *addFiles) OnMount(ctx goapp.Context) {
	f.ctx = ctx
	f.takeDropped()
}

func (f *addFiles) OnUpdate(goapp.Context) { f.takeDropped() }

func (f *addFiles) OnDismount() { f.stop() }

// takeDropped begins with files that were dropped on the page.
func (f *addFiles) takeDropped() {
	if files := f.Desk.dropped; len(files) > 0 {
		f.Desk.dropped = nil
		f.add(files)
	}
}

func (f *addFiles) stop() {
	if f.cancel != nil {
		f.cancel()
		f.cancel = nil
	}
}

// add adds files to the library.
func (f *addFiles) add(files []browser.File) {
	f.stop()
	working, cancel := context.WithCancel(context.Background())
	f.cancel, f.results, f.total = cancel, nil, len(files)
	d, ctx := f.Desk, f.ctx
	go func() {
		defer cancel()
		added := 0
		for _, file := range files {
			r := d.addFile(working, file)
			if working.Err() != nil {
				break
			}
			if r.article != "" && !r.had {
				added++
			}
			ctx.Dispatch(func(goapp.Context) { f.results = append(f.results, r) })
		}
		if added > 0 {
			d.say("Added " + count(added, "article", "articles"))
		}
		ctx.Dispatch(func(goapp.Context) { f.total = len(f.results) })
	}()
}

// addFile makes an article of one file and puts it into the library.
func (d *desk) addFile(ctx context.Context, file browser.File) fileResult {
	r := fileResult{name: file.Name}
	if strings.HasSuffix(strings.ToLower(file.Name), ".json") {
		r.said = "This looks like a file of claims; open it with Import."
		return r
	}
	data, err := file.Bytes(ctx)
	if err == nil {
		var a annotations.Article
		if a, err = d.importArticle(ctx, data, file.Type, file.Name, ""); err == nil {
			if r.article, r.had, err = d.session.Add(a); err == nil {
				r.said = a.Title
				if r.had {
					r.said += " (you have this text already)"
				}
				return r
			}
		}
	}
	r.said = sentence(err.Error())
	return r
}

func (f *addFiles) Render() goapp.UI {
	done := len(f.results)
	return el("div", attrs{"id", "panel-file", "class", "files", "role", "tabpanel", "aria-labelledby", "tab-file", "hidden", yes(f.Hidden)},
		el("div.drop",
			el("input", attrs{"id", filesInput, "type", "file", "multiple", "true", "aria-label", "Choose files",
				"accept", ".txt,.md,.markdown,.html,.htm,.epub,.json"}, on{"change", f.onFiles}),
			el("small", "Text, Markdown, HTML or EPUB; or drop files anywhere on the page"),
		),
		el("div.adding-files", attrs{"hidden", yes(done == f.total)},
			el("progress", attrs{"aria-label", "Files read", "max", strconv.Itoa(max(1, f.total)), "value", strconv.Itoa(done)}),
			el("span", strconv.Itoa(done)+" of "+count(f.total, "file", "files")),
			button("", f.onStop, "Stop"),
		),
		el("ul.results", attrs{"aria-label", "Files", "hidden", yes(done == 0)}, each(done, func(i int) goapp.UI {
			r := f.results[i]
			if r.article == "" {
				return el("li.wrong", r.name+": "+r.said)
			}
			return el("li", r.name+": ", el("a", attrs{"href", readLink(r.article, "")}, r.said))
		})),
	)
}

func (f *addFiles) onFiles(goapp.Context, goapp.Event) { f.add(browser.Files(filesInput)) }

func (f *addFiles) onStop(goapp.Context, goapp.Event) { f.stop() }
