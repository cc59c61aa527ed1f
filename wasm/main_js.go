//go:build js

// The page's program: it draws Claimlight in the browser.
package main

import "claimlight/app"

func main() { app.Start() }
