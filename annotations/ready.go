package annotations

// ReadyCodebooks are the codebooks that come with the app, the first for whoever
// has none.
func ReadyCodebooks() []Codebook { return []Codebook{ClaimTypes(), CheckWorthiness(), ArgumentParts()} }

func readyTag(id ID, name, definition, example, key string, colour Colour, pattern Pattern) Tag {
	return Tag{ID: "urn:claimlight:tag:" + id, Name: name, Definition: definition, Example: example,
		Key: key, Colour: colour, Pattern: pattern}
}

// ClaimTypes tells claims apart by what they say. It follows Konstantinovskiy, Price, Babakar
// and Zubiaga, "Toward Automated Factchecking" (arXiv 1809.08193), with its
// "other" split in two: claims that can be checked, and what is no claim.
func ClaimTypes() Codebook {
	return Codebook{Name: "Claim types", Version: 1, Tags: []Tag{
		readyTag("quantity", "Quantity", "How much or how many, now or in the past: a number, a share, a change, a comparison, a rank.",
			"Ambulance waits doubled to 40 minutes in 2025.", "1", "amber", "solid"),
		readyTag("cause", "Cause or link", "That one thing causes, prevents or goes together with another.",
			"The bypass has cut asthma in the old town.", "2", "green", "double"),
		readyTag("rule", "Law or rule", "What a law, a contract or a rule says, allows or forbids, or how a procedure works.",
			"The council may not borrow for running costs.", "3", "blue", "dotted"),
		readyTag("prediction", "Prediction or pledge", "What will happen, or what somebody says they will do.",
			"By 2030 every bus will be electric.", "4", "violet", "dashed"),
		readyTag("event", "Event or action", "That something happened, or that somebody did or did not do something.",
			"The minister met the owners twice in March.", "5", "orange", "solid"),
		readyTag("attribution", "Who said or backs what", "That a person or body said something, voted for it, or supports or opposes it.",
			"The union backs the merger.", "6", "teal", "dotted"),
		readyTag("experience", "Personal experience", "What somebody lived through or saw, which others can hardly check.",
			"I waited five hours in that corridor.", "7", "pink", "dashed"),
		readyTag("other", "Other checkable claim", "A claim that can be checked and fits none of the kinds before.",
			"The tower is the oldest in the county.", "8", "lime", "wavy"),
		readyTag("none", NotAClaim, "An opinion, a question, a joke, a greeting: nothing that could be true or false.",
			"What a week it has been.", "9", "grey", "solid"),
	}}
}

// CheckWorthiness sorts sentences by whether checking them is worth the while, as
// Hassan, Arslan, Li and Tremayne do in "Toward Automated Fact-Checking: Detecting
// Check-worthy Factual Claims by ClaimBuster" (KDD 2017).
func CheckWorthiness() Codebook {
	return Codebook{Name: "Check-worthiness", Version: 1, Tags: []Tag{
		readyTag("check-worthy", "Check-worthy", "A factual claim that the public would want to know the truth of.",
			"Unemployment is higher than in any year since 1990.", "1", "amber", "solid"),
		readyTag("unimportant", "Unimportant", "A factual claim that nobody needs to check: well known, private, or of no consequence.",
			"I was born in Lindhaven.", "2", "blue", "dotted"),
		readyTag("not-factual", "Not factual", "An opinion, a belief, a question, a wish: nothing that facts could settle.",
			"This is the best plan anyone has had.", "3", "grey", "dashed"),
	}}
}

// ArgumentParts takes arguments apart. Main claim, claim and premise are those of
// Stab and Gurevych, "Parsing Argumentation Structures in Persuasive Essays"
// (2017); the others are of Toulmin, "The Uses of Argument" (1958).
func ArgumentParts() Codebook {
	return Codebook{Name: "Argument parts", Version: 1, Tags: []Tag{
		readyTag("main-claim", "Main claim", "What the whole text wants its readers to accept.",
			"The town should build the second line.", "1", "amber", "solid"),
		readyTag("argument-claim", "Claim", "A statement that is argued for, and that speaks for or against the main claim.",
			"The tram has made the centre a better place.", "2", "blue", "double"),
		readyTag("premise", "Premise", "A reason that is given for a claim, or against it.",
			"Fewer cars drive there than ten years ago.", "3", "green", "dotted"),
		readyTag("backing", "Backing", "What a premise itself rests on: a source, a count, a rule, an example.",
			"Counts by the council in two streets.", "4", "teal", "dashed"),
		readyTag("rebuttal", "Rebuttal", "An objection, or the condition under which a claim would not hold.",
			"Unless the cars only take another way.", "5", "pink", "wavy"),
		readyTag("qualifier", "Qualifier", "Words that say how sure or how general a claim is.",
			"In most cases, as far as is known.", "6", "grey", "solid"),
	}}
}
