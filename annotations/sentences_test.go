package annotations_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"claimlight/annotations"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func ExampleArticle_Sentences() {
	a := annotations.Article{Text: "Dr. Smith met U.S. officials. “Is it true?” she asked."}
	a.Blocks = []annotations.Block{{Kind: annotations.Paragraph, Span: annotations.Span{End: len(a.Text)}}}
	for _, s := range a.Sentences() {
		fmt.Println(s.Of(a.Text))
	}
	// Output:
	// Dr. Smith met U.S. officials.
	// “Is it true?” she asked.
}

// | stands where the text is cut.
var cutTexts = []struct{ rule, language, text string }{
	{"sentences end with their marks", "en", "Waits doubled.| Who knew?| Nobody!| Well."},
	{"a country is no end", "en", "He met U.S. officials in the U.K. and in the U.S. Senate.| He left."},
	{"a country is an end where the next word begins a sentence", "en", "He lives in the U.S.| The others left."},
	{"titles", "en", "Dr. Smith and Mr. A. Jones saw Gen. Lee, Sen. Cruz and Prof. Higgs.| They left."},
	{"decimals and shares", "en", "It rose 3.5 % to 4.2 million.| It fell by .5 points."},
	{"numbers", "en", "He lives at No. 10 Downing St. in London.| See Fig. 3 and pp. 4–5, vol. II of it."},
	{"no as an answer", "en", "The answer was no.| Then they left."},
	{"initials", "en", "J. K. Rowling and George W. Bush met J.R.R. Tolkien.| He wrote."},
	{"a letter can end a sentence", "en", "So do I.| The vitamin is C.| It helps."},
	{"Latin", "en", "Fruit, e.g. Apples, i.e. Food, vs. Meat, cf. Smith et al. 2020, etc. and so on.| It is good."},
	{"companies", "en", "Apple Inc. Chief Tim Cook and Ford Motor Co. won.| It works at Apple Inc.| The shares fell."},
	{"saints and streets", "en", "St. Mary is on Main St.| The shop is shut."},
	{"dates", "en", "On Jan. 5 and Sept. 12, 2024, it rained.| It was Tue. 7 May.| Nothing grew in the sun.| 40 died."},
	{"times", "en", "It began at 5 p.m. on Monday and ended at 9 a.m.| The others stayed."},
	{"degrees", "en", "She has a Ph.D. in physics.| He has none."},
	{"an ellipsis may end a sentence", "en", "I thought...| Well, maybe.| He waited…| Then he left."},
	{"or not", "en", "It was … Smith who left, and ... he knew... and stayed."},
	{"marks in a row", "en", "Really?!| Yes!!!| No..."},
	{"a quotation and its speaker", "en", "“Is it true?” she asked.| “No!” Smith said.| “Why?!” asked the minister."},
	{"a quotation and its speaker, plainly", "en", "\"Is it true?\" Mr. Smith asked on Monday.| He left. |\"I am done,\" she said."},
	{"a quotation and another sentence", "en", "“Is it true?”| He said the tax would rise.| “We won.”| Smith left."},
	{"sentences in a quotation", "en", "“We won.| We will win again,” he said."},
	{"brackets", "en", "The plan (first drawn in 2010. Later revised.) was shut.| (He left.| She stayed.)| Then it rained (a lot)."},
	{"references", "en", "It doubled in 2025.[3] |Then it fell.[4][a] |It rose."},
	{"a list in a line", "en", "1. The tram runs.| 2. The bus does not."},
	{"marks alone", "en", "It ran.| It ran again. * * *"},
	{"addresses", "en", "See example.org and claimlight.example/a.b?c=d.| It is there."},
	{"lines", "en", "Market Street 5\n|12345 Lindhaven\n|Norway"},
	{"verse", "en", "The tram goes down the hill\nand up again."},
	{"small after a question", "en", "Who knew? nobody did."},
	{"German", "de", "Am 3. Oktober kam z. B. Dr. Müller, d. h. Nr. 5, bzw. Abs. 2, usw.| Er blieb bis zum 12. Spieltag.| Es waren 30.| Danach ging er."},
	{"German kings", "de", "Friedrich II. Barbarossa und Wilhelm I. regierten.| Es war gut."},
	{"German quotations", "de", "„Wirklich?“, fragte sie.| »Nein!« sagte er.| „Wir kommen.“| Der Zug fuhr."},
	{"no German", "", "Am 3. Oktober kam er.| Er war 12.| Dann ging er."},
	{"French", "fr", "M. Dupont et M. Le Pen ont vu Mme. Curie.| « Vraiment ? » demande-t-il.| « Oui. » |C’est p. ex. Paris."},
	{"Spanish", "es", "El Sr. García vive en EE.UU. desde 1990.| ¿Por qué?| ¡No!| La Sra. Ruiz, p. ej. Ana, no."},
	{"Japanese", "ja", "雨が降った。|彼は来た。|「本当？」と彼は言った。|「はい。」|そうだ！"},
	{"Chinese", "zh", "他来了。|“真的吗？”他问。|下雨了！|好？"},
	{"Arabic", "ar", "هل هو صحيح؟| نعم. |قال د. محمد ذلك."},
	{"Hindi", "hi", "वह आया।| वह गया॥| ठीक है?"},
	{"Thai", "th", "เขามาแล้ว เขาไปแล้ว ฝนตก"},
	{"Russian", "ru", "А. С. Пушкин жил в г. Москве.| Он писал."},
	{"emoji", "en", "It rose 🚑.| It fell 👩‍👩‍👧! 🇳🇴\n|Yes. 🚋"},
}

func TestSentencesAreCutWherePeopleCutThem(t *testing.T) {
	for _, c := range cutTexts {
		t.Run(c.rule, func(t *testing.T) {
			var want []string
			for s := range strings.SplitSeq(c.text, "|") {
				want = append(want, strings.TrimSpace(s))
			}
			a := paragraph(strings.ReplaceAll(c.text, "|", ""))
			a.Language = c.language
			if diff := cmp.Diff(want, cut(a)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// paragraph is an article of one paragraph.
func paragraph(text string) *annotations.Article {
	return &annotations.Article{Text: text, Blocks: []annotations.Block{{Kind: annotations.Paragraph, Span: annotations.Span{End: len(text)}}}}
}

func cut(a *annotations.Article) []string {
	var list []string
	for _, s := range a.Sentences() {
		list = append(list, s.Of(a.Text))
	}
	return list
}

func TestHeadingsRowsCaptionsAndCodeAreNotCut(t *testing.T) {
	a := &annotations.Article{}
	add := func(kind annotations.BlockKind, text string) {
		if a.Text != "" {
			a.Text += annotations.Separator
		}
		a.Blocks = append(a.Blocks, annotations.Block{Kind: kind, Span: annotations.Span{Start: len(a.Text), End: len(a.Text) + len(text)}})
		a.Text += text
	}
	add(annotations.Heading, "Trams. Who pays?")
	add(annotations.Item, "One. Two.")
	a.Blocks = append(a.Blocks, annotations.Block{Kind: annotations.Rule, Span: annotations.Span{Start: len(a.Text) + 2, End: len(a.Text) + 2}})
	add(annotations.Code, "x := 1.\n\nY.Z()")
	add(annotations.Row, "One. Two\t3. Four")
	add(annotations.Caption, "A tram. A bus.")
	add(annotations.Paragraph, "A paragraph without an end")
	want := []string{"Trams. Who pays?", "One.", "Two.", "x := 1.\n\nY.Z()", "One. Two\t3. Four", "A tram. A bus.", "A paragraph without an end"}
	if diff := cmp.Diff(want, cut(a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTheNumberOfANoteEndsASentence(t *testing.T) {
	a := paragraph("It doubled.3 Then it fell to 2.5 The end")
	at := strings.Index(a.Text, "3 Then")
	a.Blocks[0].Marks = []annotations.Mark{{Kind: annotations.Superscript, Span: annotations.Span{Start: at, End: at + 1}}}
	if diff := cmp.Diff([]string{"It doubled.3", "Then it fell to 2.5 The end"}, cut(a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// checkSentences reports how the sentences of a break the promises of
// [annotations.Article.Sentences].
func checkSentences(a *annotations.Article) string {
	list := a.Sentences()
	end, block := 0, 0
	for i, s := range list {
		trimmed := s
		if s.Within(a.Text) {
			trimmed = annotations.Trim(a.Text, s)
		}
		switch {
		case !s.Within(a.Text) || s.Empty():
			return fmt.Sprintf("sentence %d: %v is no span of the text", i, s)
		case s.Start < end:
			return fmt.Sprintf("sentence %d: %v overlaps the one before", i, s)
		case strings.TrimSpace(a.Text[end:s.Start]) != "":
			return fmt.Sprintf("%q is in no sentence", a.Text[end:s.Start])
		case annotations.Snap(a.Text, s) != s:
			return fmt.Sprintf("sentence %d: %v of %q cuts a character", i, s, a.Text)
		case trimmed != s && annotations.Snap(a.Text, trimmed) == trimmed:
			return fmt.Sprintf("sentence %d: %q has white space around it", i, s.Of(a.Text))
		case annotations.SentenceAt(list, s.Start) != i || annotations.SentenceAt(list, s.End-1) != i:
			return fmt.Sprintf("sentence %d is not found at its own ends", i)
		}
		for !a.Blocks[block].Span.Contains(s) {
			if block++; block == len(a.Blocks) {
				return fmt.Sprintf("sentence %d: %v is in no block", i, s)
			}
		}
		end = s.End
	}
	if strings.TrimSpace(a.Text[end:]) != "" {
		return fmt.Sprintf("%q is in no sentence", a.Text[end:])
	}
	return ""
}

func TestSentencesHoldAllWordsOnce(t *testing.T) {
	pieces := []string{"a", "B", "ß", "。", "！", "「", "」", ".", "?", "!", "…", " ", "  ", "\n", "\u00A0", "\"", "“", "”", "(", ")", "[3]", "[", "«", "»",
		"Dr", "U.S", "1", "3.5", "No", "e\u0301", "\u0301", "\u200D", "👩‍👩‍👧", "🇳🇴", "🇳", "กำ", "नि", "हे", "한", "\u1112", "\u1161", "\u0600", "*", ",", "said", "\r"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "pieces"), "")
		if wrong := checkSentences(paragraph(text)); wrong != "" {
			t.Fatalf("%q: %s", text, wrong)
		}
	})
}

func FuzzSentences(f *testing.F) {
	for _, c := range cutTexts {
		f.Add(strings.ReplaceAll(c.text, "|", ""))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if wrong := checkSentences(paragraph(strings.ToValidUTF8(text, "?"))); wrong != "" {
			t.Fatalf("%q: %s", text, wrong)
		}
	})
}

// A megabyte of one mark would take the library minutes.
func TestManyMarksTakeNoTime(t *testing.T) {
	for _, mark := range []string{")", "”", " ", "\u00A0", ".)", "(", "“", "…", "[", "\n", "a.", "A. ", "?!”", "« "} {
		a := paragraph("A." + strings.Repeat(mark, 1<<20/len(mark)) + "B. C")
		if wrong := checkSentences(a); wrong != "" {
			t.Errorf("%q: %.300s", mark, wrong)
		}
	}
}

// prosePage is a megabyte of English-like paragraphs.
func prosePage() *annotations.Article {
	p := newProse(rand.New(rand.NewPCG(1, 2)))
	a := &annotations.Article{Language: "en"}
	var text []byte
	for len(text) < 1<<20 {
		if len(text) > 0 {
			text = append(text, annotations.Separator...)
		}
		start := len(text)
		for i := range 3 {
			if i > 0 {
				text = append(text, ' ')
			}
			text = append(text, strings.Join(p.sentence(), " ")+"."...)
		}
		a.Blocks = append(a.Blocks, annotations.Block{Kind: annotations.Paragraph, Span: annotations.Span{Start: start, End: len(text)}})
	}
	a.Text = string(text)
	return a
}

func BenchmarkSentences(b *testing.B) {
	a := prosePage()
	b.SetBytes(int64(len(a.Text)))
	for b.Loop() {
		a.Sentences()
	}
}
