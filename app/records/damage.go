package records

import "errors"

// A DamageError says in words for the person that a record cannot be read, or is
// missing.
type DamageError struct {
	What  string // as in "the codebook"
	Cause error  // in words for whoever repairs it; [ErrMissing] where there is no record
}

func (d *DamageError) Error() string {
	if d.Cause == ErrMissing {
		return d.What + " is missing from this browser's storage"
	}
	return d.What + " is damaged in this browser's storage, and cannot be read"
}

func (d *DamageError) Unwrap() error { return d.Cause }

// ErrMissing is the cause where what should be stored is not.
var ErrMissing = errors.New("there is no record")

// MissingText is the error for an article whose text is not stored.
func MissingText(e *Entry) error { return &DamageError{textOf(e), ErrMissing} }

func textOf(e *Entry) string { return "the text of “" + e.Title + "”" }

// Why tells whoever is to repair a record why it cannot be read.
func Why(err error) string {
	var d *DamageError
	if errors.As(err, &d) {
		return d.Cause.Error()
	}
	return err.Error()
}

// Check returns why what is stored of a record cannot be read, or nil.
func (f Filed) Check() (err error) {
	switch f.Shelf {
	case Articles:
		_, _, err = ReadEntry(f.Record)
	case Texts:
		_, err = ReadText(Entry{}, f.Record)
	case Claims:
		if f.Article == "" {
			_, err = ReadGrave(f.Record)
		} else {
			_, _, err = ReadClaim(f.Record)
		}
	case Codebooks:
		_, err = ReadCodebook(f.Record)
	case Settings:
		if _, ok := SweptArticle(f.ID); ok {
			_, err = ReadSweep(f.Record)
		}
	}
	return err
}
