package annotations

// A Quote describes a passage by its words and what stands around them (W3C
// Web Annotation Data Model, 4.2.4, TextQuoteSelector), so that a [Finder] can
// find it after the text has changed.
type Quote struct{ Exact, Prefix, Suffix string }
