package app

import (
	"strings"
	"unicode/utf8"

	"claimlight/annotations"
)

// A shortcut is keys that do something.
type shortcut struct {
	keys []string
	does string
}

// shortcuts are all of the app's, for its dialog and the settings.
func shortcuts(codebook annotations.Codebook) []shortcut {
	var list []shortcut
	for _, t := range codebook.Tags {
		if t.Key != "" {
			list = append(list, shortcut{[]string{t.Key}, "Tag the selected words, or the open claim: " + t.Name})
		}
	}
	return append(list, []shortcut{
		{[]string{"h"}, "Highlight the selected words without a tag"},
		{[]string{"j", "k"}, "Next claim, previous claim"},
		{[]string{"Enter"}, "Go into the open claim’s card"},
		{[]string{"n"}, "Note of the selected words or the open claim"},
		{[]string{"c"}, "Restated claim"},
		{[]string{"w"}, "Check-worthiness"},
		{[]string{"v"}, "Verdict"},
		{[]string{"Delete"}, "Delete the open claim"},
		{[]string{"Ctrl+Z"}, "Undo"},
		{[]string{"Ctrl+Shift+Z"}, "Redo"},
		{[]string{"/"}, "Search"},
		{[]string{"g", "l"}, "Go to the Library; then c for Claims, b for Codebook, s for Settings"},
		{[]string{"←", "→", "↑", "↓"}, "In the text, after moving there with Tab: move the caret; with Shift, select; with Ctrl, by word"},
		{[]string{"Esc"}, "Close what is open"},
		{[]string{"?"}, "This list"},
	}...)
}

// meant is the shortcut that a key stands for, from what it types and where it is
// on the keyboard (KeyboardEvent's key and code). Caps Lock changes nothing. Where
// the layout types no Latin letter there, as in Cyrillic, or puts its digits
// behind Shift, as in French, the place decides.
func meant(key, code string, shift bool) string {
	if utf8.RuneCountInString(key) != 1 || shift {
		return key
	}
	if digit, ok := strings.CutPrefix(code, "Digit"); ok {
		return digit
	}
	letter, ok := strings.CutPrefix(code, "Key")
	if ok && key[0] >= utf8.RuneSelf {
		key = letter
	}
	return strings.ToLower(key)
}
