//go:build js

package browser

import (
	"cmp"
	"context"
	"strings"
	"sync"
	"syscall/js"
)

// A File is a file that the person chose or dropped. It is read when asked for.
type File struct {
	Name  string
	Path  string // in the folder that was chosen or dropped, with the name; else the name
	Type  string // media type, as the system sees it; often ""
	list  js.Value
	index int
}

// Size is how many bytes the file has. The browser looks at the disk for it, which
// takes a millisecond.
func (f File) Size() int64 { return int64(f.value().Get("size").Float()) }

func (f File) value() js.Value { return f.list.Index(f.index) }

// Bytes reads the file. It fails where the file was changed, moved or deleted
// since it was chosen.
func (f File) Bytes(ctx context.Context) ([]byte, error) {
	buffer, err := await(ctx, f.value().Call("arrayBuffer"))
	if err != nil {
		return nil, failed("read “"+f.Name+"”", err)
	}
	return fromJS(js.Global().Get("Uint8Array").New(buffer)), nil
}

func filesOf(list js.Value) []File {
	if list.IsNull() || list.IsUndefined() {
		return nil
	}
	told := bridge("page").Call("listFiles", list)
	list = told.Index(0)
	var files []File
	for facts := strings.Split(text(told.Index(1)), "\x00"); len(facts) > 3; facts = facts[3:] {
		files = append(files, File{Name: facts[0], Path: cmp.Or(facts[1], facts[0]), Type: facts[2], list: list, index: len(files)})
	}
	return files
}

// Files returns the files chosen in a file input, and empties it, so that the
// same file can be chosen again.
func Files(inputID string) []File {
	input, ok := element(inputID)
	if !ok {
		return nil
	}
	files := filesOf(input.Get("files"))
	input.Set("value", "")
	return files
}

// OnDrop makes the whole page a place to drop files and folders. over is told
// when some begin and cease to hover over it, dropped which were let go, those in
// folders in the order of their paths; none are told where they cannot be read.
// Other things that are dragged, such as text, are left to the browser.
func OnDrop(over func(bool), dropped func([]File)) (remove func()) {
	window := js.Global()
	inside := false
	hover := func(now bool) {
		if inside != now {
			inside = now
			over(now)
		}
	}
	files := func(f func(event js.Value)) func(js.Value) {
		return func(event js.Value) {
			if holdsFiles(event.Get("dataTransfer")) {
				event.Call("preventDefault")
				f(event)
			}
		}
	}
	return all(
		// Entering and leaving elements is not counted, because an element that is
		// taken away under the pointer is never left.
		listen(window, "dragover", files(func(event js.Value) {
			event.Get("dataTransfer").Set("dropEffect", "copy")
			hover(true)
		})),
		listen(window, "dragleave", files(func(event js.Value) {
			if event.Get("relatedTarget").IsNull() { // it left the window
				hover(false)
			}
		})),
		listen(window, "drop", files(func(event js.Value) {
			hover(false)
			list := bridge("page").Call("droppedFiles", event.Get("dataTransfer"))
			go func() {
				if v, err := await(context.Background(), list); err == nil {
					dropped(filesOf(v))
				} else {
					dropped(nil)
				}
			}()
		})),
	)
}

func holdsFiles(transfer js.Value) bool {
	return transfer.Truthy() && transfer.Get("types").Call("includes", "Files").Bool()
}

// Download hands the person a file of that name, made of parts in a row, as a
// download.
func Download(name, mediaType string, parts ...[]byte) {
	list := js.Global().Get("Array").New()
	for _, part := range parts {
		list.Call("push", toJS(part))
	}
	blob := js.Global().Get("Blob").New(list, map[string]any{"type": mediaType})
	urls := js.Global().Get("URL")
	address := urls.Call("createObjectURL", blob)
	link := document().Call("createElement", "a")
	link.Set("href", address)
	link.Set("download", name)
	link.Call("click")
	// The browser takes the file in its own time; a minute is beyond all of them.
	after(60_000, func() { urls.Call("revokeObjectURL", address) })
}

// after calls f once, some milliseconds from now.
func after(milliseconds int, f func()) (cancel func()) {
	var due js.Func
	release := sync.OnceFunc(func() { due.Release() })
	due = callback(func([]js.Value) any {
		release()
		f()
		return nil
	})
	timer := js.Global().Call("setTimeout", due, milliseconds)
	return func() {
		js.Global().Call("clearTimeout", timer)
		release()
	}
}
