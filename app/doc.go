// Package app is what people see and use: the session, which alone changes
// and stores a library, and the components that draw it.
//
// Session, history and view models are plain Go and build for every system;
// components and everything that touches the browser build for js.
package app
