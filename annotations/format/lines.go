package format

import (
	"fmt"
	"io"
)

// A lineWriter gathers the lines of a file.
type lineWriter struct {
	buf   []byte
	lines int
}

func (w *lineWriter) line(b []byte) {
	w.buf = append(append(w.buf, b...), '\n')
	w.lines++
}

// flush writes all lines to out.
func (w *lineWriter) flush(out io.Writer) error { return writeFile(out, w.buf) }

// writeFile writes a whole file.
func writeFile(w io.Writer, data []byte) error {
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("writing the file: %w", err)
	}
	return nil
}
