package annotations

// elsewhere finds the place where the prefix of p ends and its suffix starts,
// with nothing between: the place that p would have been deleted from. It
// returns how alike both are there, or where they are most alike together.
func (f *Finder) elsewhere(p *pattern) (before, after float64) {
	x, s := f.index(), &f.search
	tried := 0
	for _, seed := range s.seeds {
		if seed.at >= p.from && seed.at < p.to {
			continue
		}
		if seed.places > 2*rareWord || tried > 2*rareWord {
			break
		}
		shift := p.from - seed.at
		if seed.at >= p.to {
			shift = p.to - seed.at
		}
		for _, n := range x.bucket(p.seq[seed.at].id) {
			at := int(n) + shift
			if x.ids[n] != p.seq[seed.at].id || at <= 0 || at >= len(x.ids) {
				continue
			}
			tried++
			end := int(x.starts[at])
			pl := place{span: Span{end, end}}
			p.measure(x, &pl)
			if pl.before+pl.after > before+after {
				before, after = pl.before, pl.after
			}
		}
	}
	return before, after
}
