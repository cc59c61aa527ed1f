//go:build js

package browser

// SetBadge shows a number on the installed app's icon, and none where it is 0. It
// does nothing where the browser has no badges.
func SetBadge(n int) { bridge("page").Call("badge", n) }
