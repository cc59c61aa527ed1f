package app

import "claimlight/annotations"

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
