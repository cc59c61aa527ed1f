package app

import "claimlight/annotations"

// dateRemark says how a date was understood, or that it was not; nothing where
// the words say it themselves.
func dateRemark(typed string) string {
	switch _, words, ok := annotations.Date(typed); {
	case typed == "" || ok && words == typed:
		return ""
	case ok:
		return "Understood as " + words + "."
	}
	return "Kept as typed. Dates such as 2024, 2024-05 or 12 May 2024 are understood."
}

// verdictRemark points out a verdict that nothing speaks for.
func verdictRemark(c *annotations.Claim) string {
	if !c.Unsupported() {
		return ""
	}
	return "This verdict has no evidence and no note yet: readers cannot follow it."
}

// addressRemark points out an address that cannot be opened.
func addressRemark(typed string) string {
	if _, ok := annotations.SafeAddress(typed); ok || typed == "" {
		return ""
	}
	return "Kept as typed, but not a link: addresses begin with https://, http:// or mailto:."
}
