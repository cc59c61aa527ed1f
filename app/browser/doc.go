// Package browser is all that Claimlight has to do with JavaScript: the
// database, the article as it is drawn, selected and painted, keys, files,
// dialogs, other tabs, the service worker. Nothing else imports syscall/js.
//
// Elements are named by their id, because go-app hides its own. Offsets into an
// article count UTF-16 units, as browsers do. Bulk work is done by the modules
// in assets/shell (store.js, reader.js), given typed arrays.
//
// Functions that take a context wait for the browser and so belong into a
// goroutine, never into a handler of an event: they would wait for ever there.
// Functions given to On… are called on the browser's own turn; they must not
// block, and return within a frame. What they return a func for goes on until
// that is called; calling it twice does no harm.
package browser
