package annotations

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Marks around the end of a sentence.
const (
	endMarks     = ".?!…。！？｡؟۔।॥"
	closingMarks = "\"'”’»›)]}」』）】》〉］｝"
	openingMarks = "“‘«‹„‚([{「『（【《〈［｛¿¡"

	// What may stand between the end and the space after it: »so« and „so“ as well.
	trailingMarks = closingMarks + "«‹“‘ \u00A0\u202F"
)

// adjusted moves a cut that has an opening mark before it, or a closing one after
// it, to where it belongs. The sentence that it ends began at start.
func adjusted(text string, start, cut int) int {
	for cut > start {
		r, size := utf8.DecodeLastRuneInString(text[start:cut])
		if !strings.ContainsRune(openingMarks, r) {
			break
		}
		if end := notes(text, cut-size); end > 0 {
			return end // "in 2025.[3] Next": the reference stays with what it is for
		}
		cut -= size
	}
	// « Vraiment ? » has a space before the mark that closes it.
	if r, size := utf8.DecodeRuneInString(text[cut:]); r == '»' || r == '›' {
		if next, _ := utf8.DecodeRuneInString(text[cut+size:]); unicode.IsSpace(next) || unicode.IsPunct(next) {
			cut = afterSpace(text, cut+size)
		}
	}
	return cut
}

// notes returns where references in brackets end that begin at byte i: "[3]",
// "[3][a]"; 0 where there are none.
func notes(text string, i int) int {
	end := 0
	for i < len(text) && text[i] == '[' {
		n := strings.IndexByte(text[i:], ']')
		if n < 2 || n > 12 || strings.ContainsAny(text[i:i+n], " \n") {
			break
		}
		i += n + 1
		end = i
	}
	return end
}

// joins reports whether before, the sentence so far, goes on with after.
func (c *cutter) joins(before, after string) bool {
	line := strings.HasSuffix(before, "\n")
	before, after = strings.TrimRightFunc(before, unicode.IsSpace), strings.TrimLeftFunc(after, unicode.IsSpace)
	first, _ := utf8.DecodeRuneInString(after)
	bare := strings.TrimRight(before, trailingMarks)
	last, _ := utf8.DecodeLastRuneInString(bare)
	if !strings.ContainsRune(endMarks, last) {
		return line && unicode.IsLower(first) // verse: a line that goes on
	}
	if inBrackets(before, after) {
		return true
	}
	if last == '.' && len(bare) == len(before) {
		return c.goesOn(strings.TrimSuffix(bare, "."), after)
	}
	if last == '.' {
		return false
	}
	quoted := len(bare) < len(before)
	return unicode.IsLower(first) || quoted && (saysWho(after) || saysWhoEastAsian(after))
}

// inBrackets reports whether before opens a bracket, not as its first character,
// that after closes soon.
func inBrackets(before, after string) bool {
	near := max(0, len(before)-asideLength)
	open := near + strings.LastIndexByte(before[near:], '(')
	if open < near || open == 0 || strings.IndexByte(before[open:], ')') >= 0 {
		return false
	}
	end := strings.IndexByte(after, ')')
	return end >= 0 && end < asideLength && strings.IndexByte(after[:end], '(') < 0
}

// asideLength is how many bytes of brackets are believed to be one aside.
const asideLength = 240

// goesOn reports whether the full stop between before and after belongs to
// an abbreviation, an initial or a number, and the sentence goes on.
func (c *cutter) goesOn(before, after string) bool {
	token := lastToken(before)
	if token == "" {
		return false // after an ellipsis
	}
	if len(token) == len(strings.TrimLeftFunc(before, unicode.IsSpace)) && utf8.RuneCountInString(token) <= 3 && (isNumber(token) || roman(token) || utf8.RuneCountInString(token) == 1) {
		return true // the number of an item
	}
	word := abbreviationOf(token, before)
	next, initial := firstWord(after)
	starts := !initial && starters[strings.ToLower(next)]
	digit := next != "" && unicode.IsNumber(rune1(next))
	switch kind := abbreviations[word]; {
	case kind == alwaysGoesOn:
		return true
	case kind == titleGoesOn && unicode.IsUpper(rune1(token)):
		return true
	case kind == numberGoesOn:
		return digit || roman(next) || initial
	case kind == monthGoesOn && unicode.IsUpper(rune1(token)):
		return digit
	case kind == mayGoOn:
		return !starts
	}
	switch {
	case utf8.RuneCountInString(token) == 1 && unicode.IsLetter(rune1(token)) && rune1(token) < 0x2E80:
		return !starts // an initial
	case strings.ContainsRune(token, '.') && strings.IndexFunc(token, unicode.IsNumber) < 0 && longestPart(token) <= 2:
		return !starts // "U.S", "Ph.D"
	case isNumber(token):
		return len(token) <= 2 && (months[strings.ToLower(next)] || c.ordinals && !starts)
	case roman(token):
		return c.ordinals && !starts
	}
	return false
}

// abbreviationOf is token, the last of before, as the table has it: with the one
// before it where only both are in there ("z. B.", "p. ex.").
func abbreviationOf(token, before string) string {
	word := strings.ToLower(token)
	before = strings.TrimRightFunc(strings.TrimSuffix(before, token), unicode.IsSpace)
	if strings.HasSuffix(before, ".") {
		if both := strings.ToLower(lastToken(before)) + "." + word; abbreviations[both] != 0 {
			return both
		}
	}
	return word
}

// lastToken is what stands before the full stop, without what opens it.
func lastToken(before string) string {
	if i := strings.LastIndexFunc(before, unicode.IsSpace); i >= 0 {
		_, size := utf8.DecodeRuneInString(before[i:])
		before = before[i+size:]
	}
	return strings.TrimLeft(strings.TrimRight(before, "."), openingMarks+"\"'-–—/")
}

// firstWord is the first word of after, without what opens it, and whether it is
// an initial: one capital with a full stop.
func firstWord(after string) (word string, initial bool) {
	after = strings.TrimLeft(after, openingMarks+"\"'")
	end := strings.IndexFunc(after, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) })
	if end < 0 {
		return after, false
	}
	return after[:end], after[end] == '.' && utf8.RuneCountInString(after[:end]) == 1 && unicode.IsUpper(rune1(after))
}

func rune1(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func isNumber(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsNumber(r) }) < 0
}

// roman reports whether s is a number in Roman capitals, up to 89.
func roman(s string) bool { return s != "" && strings.Trim(s, "IVXL") == "" }

// longestPart is the length in characters of the longest part between full stops.
func longestPart(s string) int {
	most := 0
	for part := range strings.SplitSeq(s, ".") {
		most = max(most, utf8.RuneCountInString(part))
	}
	return most
}

// saysWho reports whether text begins with words that name the speaker of a
// quotation before it, and nothing more: "Smith asked.", "the minister said on".
func saysWho(text string) bool {
	words := strings.Fields(text[:min(len(text), 90)])
	for i, w := range words {
		verb := strings.TrimRight(w, ".,;:")
		if i > 0 && speech[verb] {
			if len(verb) < len(w) || i+1 == len(words) {
				return true
			}
			return afterSpeech[strings.TrimRight(words[i+1], ".,;:")]
		}
		if i == 3 || len(verb) < len(w) && !titled(w) {
			return false
		}
	}
	return false
}

// titled reports whether w is a title or an initial, which may have a full stop.
func titled(w string) bool {
	w = strings.TrimSuffix(w, ".")
	return utf8.RuneCountInString(w) == 1 || abbreviations[strings.ToLower(w)] == titleGoesOn
}

// saysWhoEastAsian is saysWho for Japanese (と言った) and Chinese (他说。).
func saysWhoEastAsian(text string) bool {
	if strings.HasPrefix(text, "と") || strings.HasPrefix(text, "って") {
		return true
	}
	n := 0
	for _, r := range text {
		if n++; n > 6 || r < 0x2E80 || unicode.IsPunct(r) {
			return false
		}
		if strings.ContainsRune("说說道问問喊叫答", r) {
			return true
		}
	}
	return false
}

// hasWord reports whether there is a letter or digit in s: emoji and marks alone
// are no sentence.
func hasWord(s string) bool { return strings.IndexFunc(s, wordRune) >= 0 }

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

func spaceAt(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsSpace(r)
}

// afterSpace is where the white space ends that begins at byte i.
func afterSpace(text string, i int) int {
	return len(text) - len(strings.TrimLeftFunc(text[i:], unicode.IsSpace))
}

// startsUpper reports whether text, without what opens it, starts with a capital
// or a letter of a script without them.
func startsUpper(text string) bool {
	r := rune1(strings.TrimLeft(strings.TrimLeftFunc(text, unicode.IsSpace), openingMarks+"\"'"))
	return unicode.IsLetter(r) && !unicode.IsLower(r)
}

// startsNumber reports whether text starts with a digit, after white space.
func startsNumber(text string) bool {
	r := rune1(strings.TrimLeftFunc(text, unicode.IsSpace))
	return '0' <= r && r <= '9'
}

// afterClosers is where the closing marks end that begin at byte i.
func afterClosers(text string, i int) int {
	return len(text) - len(strings.TrimLeft(text[i:], closingMarks))
}
