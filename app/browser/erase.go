//go:build js

package browser

import (
	"context"
	"syscall/js"
)

// Erase deletes everything that the app keeps in this browser, tells other tabs,
// and opens the app anew, as on a first visit. db, which the page is connected
// to, is closed. The program itself goes only where its server answers, since it
// could not start again otherwise.
func Erase(ctx context.Context, db *DB) error {
	db.Close()
	if _, err := await(ctx, bridge("erase").Call("erase")); err != nil {
		return failed("delete the library", err)
	}
	return nil
}

// OnErased calls f when another tab is about to delete everything. It lasts as
// long as the page.
func OnErased(f func()) {
	bridge("erase").Call("onErased", callback(func([]js.Value) any {
		f()
		return nil
	}))
}
