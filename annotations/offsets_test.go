package annotations_test

import (
	"errors"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"

	"claimlight/annotations"
)

// units are all units of offsets.
var units = []annotations.Unit{annotations.Bytes, annotations.CodePoints, annotations.UTF16}

// checkOffsets counts text in every unit and compares every conversion with the
// counts.
func checkOffsets(t interface{ Fatalf(string, ...any) }, text string) {
	o := annotations.NewOffsets(text)
	at := map[annotations.Unit]int{}
	check := func() {
		for _, from := range units {
			for _, to := range units {
				n, err := o.Convert(at[from], from, to)
				if err != nil || n != at[to] {
					t.Fatalf("%q: %d %v are %d %v (%v), want %d", text, at[from], from, n, to, err, at[to])
				}
			}
		}
	}
	for i, r := range text {
		check()
		size := utf8.RuneLen(r)
		for k := 1; k < size; k++ {
			if _, err := o.Convert(i+k, annotations.Bytes, annotations.UTF16); !errors.Is(err, annotations.ErrOffset) {
				t.Fatalf("%q: byte %d is inside of a character, but the error is %v", text, i+k, err)
			}
		}
		if utf16.RuneLen(r) == 2 {
			if _, err := o.Convert(at[annotations.UTF16]+1, annotations.UTF16, annotations.Bytes); !errors.Is(err, annotations.ErrOffset) {
				t.Fatalf("%q: unit %d is inside of a pair, but the error is %v", text, at[annotations.UTF16]+1, err)
			}
		}
		at[annotations.Bytes] += size
		at[annotations.CodePoints]++
		at[annotations.UTF16] += utf16.RuneLen(r)
	}
	check()
	for _, unit := range units {
		for _, n := range []int{-1, at[unit] + 1} {
			if _, err := o.Convert(n, unit, annotations.Bytes); !errors.Is(err, annotations.ErrOffset) {
				t.Fatalf("%q: %d %v are outside, but the error is %v", text, n, unit, err)
			}
		}
	}
}

func TestOffsetsOfTheAmbulance(t *testing.T) {
	o := annotations.NewOffsets("🚑 Ambulance waits doubled to 40 minutes in 2025. Ministers say waits will fall next year.")
	for _, c := range []struct {
		unit       annotations.Unit
		start, end int
		want       string
	}{
		{annotations.CodePoints, 2, 47, "Ambulance waits doubled to 40 minutes in 2025"},
		{annotations.UTF16, 3, 48, "Ambulance waits doubled to 40 minutes in 2025"},
		{annotations.Bytes, 5, 50, "Ambulance waits doubled to 40 minutes in 2025"},
		{annotations.CodePoints, 63, 88, "waits will fall next year"},
		{annotations.UTF16, 64, 89, "waits will fall next year"},
		{annotations.Bytes, 66, 91, "waits will fall next year"},
	} {
		span, err := o.Span(c.start, c.end, c.unit)
		if err != nil || span.Of(o.Text()) != c.want {
			t.Errorf("%d to %d %v: %q, %v; want %q", c.start, c.end, c.unit, span.Of(o.Text()), err, c.want)
		}
		start, end, err := o.In(span, c.unit)
		if err != nil || start != c.start || end != c.end {
			t.Errorf("%v in %v: %d to %d, %v; want %d to %d", span, c.unit, start, end, err, c.start, c.end)
		}
	}
	if _, err := o.Span(5, 2, annotations.CodePoints); !errors.Is(err, annotations.ErrOffset) {
		t.Errorf("a reversed range: %v", err)
	}
}

func TestOffsetsConvertThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkOffsets(t, scripts().Draw(t, "text")) })
}

func FuzzOffsets(f *testing.F) {
	f.Add("🚑 Ambulance")
	f.Add("e\u0301 👩‍👧‍👦 नमस्ते")
	f.Fuzz(func(t *testing.T, text string) {
		if utf8.ValidString(text) {
			checkOffsets(t, text)
		}
	})
}
