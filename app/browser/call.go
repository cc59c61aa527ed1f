//go:build js

package browser

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"sync"
	"syscall/js"
	"unsafe"
)

// A fault is an error that JavaScript threw or a promise was rejected with.
type fault struct {
	name    string // such as "QuotaExceededError"
	message string
}

// Error is what the browser says, without the end of a sentence, since it stands
// within others.
func (f *fault) Error() string { return strings.TrimSuffix(cmp.Or(f.message, f.name), ".") }

// failed says for the person what the browser could not do, and in its own words
// why.
func failed(doing string, err error) error {
	return fmt.Errorf("the browser could not %s (%w)", doing, err)
}

func faultOf(v js.Value) *fault {
	if v.Type() != js.TypeObject {
		return &fault{message: v.String()}
	}
	return &fault{name: text(v.Get("name")), message: text(v.Get("message"))}
}

// text is v as a string: "" where it is none.
func text(v js.Value) string {
	if v.Type() != js.TypeString {
		return ""
	}
	return v.String()
}

// bridge is the part called name of what the modules in assets/shell put on the
// page.
func bridge(name string) js.Value { return js.Global().Get("claimlight").Get(name) }

// await waits for promise and returns what it was fulfilled with. The error is a
// *fault where it was rejected, and ctx's where that ended first.
func await(ctx context.Context, promise js.Value) (js.Value, error) {
	type outcome struct {
		value js.Value
		err   error
	}
	settled := make(chan outcome, 1) // so that neither callback ever waits
	var kept, broken js.Func
	release := func() {
		kept.Release()
		broken.Release()
	}
	kept = callback(func(args []js.Value) any {
		release()
		settled <- outcome{value: first(args)}
		return nil
	})
	broken = callback(func(args []js.Value) any {
		release()
		settled <- outcome{err: faultOf(first(args))}
		return nil
	})
	promise.Call("then", kept, broken)
	select {
	case o := <-settled:
		return o.value, o.err
	case <-ctx.Done():
		return js.Undefined(), ctx.Err() // the callbacks are released when it settles
	}
}

func first(args []js.Value) js.Value {
	if len(args) == 0 {
		return js.Undefined()
	}
	return args[0]
}

// callback makes a function for JavaScript, to be released by the caller. A
// panic in f ends the program, as any does, but the console shows it as an error.
func callback(f func(args []js.Value) any) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		defer func() {
			if r := recover(); r != nil {
				js.Global().Get("console").Call("error", "panic in a callback:", describe(r))
				panic(r)
			}
		}()
		return f(args)
	})
}

func describe(r any) string {
	switch r := r.(type) {
	case error:
		return r.Error()
	case string:
		return r
	}
	return "not an error"
}

// attempt calls f and returns what a function or constructor that f called in
// JavaScript threw. What a property throws when it is read ends the program.
func attempt(f func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case js.Error:
			err = faultOf(r.Value)
		default:
			panic(r)
		}
	}()
	f()
	return nil
}

// listen calls f for each event of a type that reaches target, until the
// returned function is called. f may prevent the default.
func listen(target js.Value, event string, f func(event js.Value)) (remove func()) {
	heard := callback(func(args []js.Value) any {
		f(args[0])
		return nil
	})
	// Some browsers take listeners for passive unless told.
	target.Call("addEventListener", event, heard, map[string]any{"passive": false})
	return sync.OnceFunc(func() {
		target.Call("removeEventListener", event, heard)
		heard.Release()
	})
}

// all returns a function that calls each of removes.
func all(removes ...func()) func() {
	return func() {
		for _, remove := range removes {
			remove()
		}
	}
}

func document() js.Value { return js.Global().Get("document") }

// element is the element with an id; ok tells whether there is one.
func element(id string) (v js.Value, ok bool) {
	v = document().Call("getElementById", id)
	return v, !v.IsNull()
}

// toJS copies bytes into a Uint8Array.
func toJS(b []byte) js.Value {
	array := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(array, b)
	return array
}

// fromJS copies a Uint8Array.
func fromJS(array js.Value) []byte {
	b := make([]byte, array.Get("byteLength").Int())
	js.CopyBytesToGo(b, array)
	return b
}

// memory is the memory of values as WebAssembly has it, which is what an
// Int32Array holds: little-endian. T must consist of int32 only.
func memory[T any](values []T) []byte {
	if len(values) == 0 {
		return nil
	}
	var one T
	return unsafe.Slice((*byte)(unsafe.Pointer(&values[0])), len(values)*int(unsafe.Sizeof(one)))
}
