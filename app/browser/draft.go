//go:build js

package browser

// KeepDraft keeps text for this tab, in place of what was kept before, so that it
// is there after a reload; "" keeps nothing. It reports whether the browser took
// it: it refuses what is larger than some megabytes.
func KeepDraft(text string) bool { return bridge("page").Call("keepDraft", text).Bool() }

// Draft returns what was kept for this tab, or "".
func Draft() string { return text(bridge("page").Call("draft")) }
