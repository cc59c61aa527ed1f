// Package assets holds the built app and serves it: the page, the programs,
// styles and icons that "go run ./assets/build" makes of the sources in shell/.
package assets

import (
	"embed"
	"errors"
	"io/fs"
)

// ErrNotBuilt means that the command was compiled before the app was built.
var ErrNotBuilt = errors.New("built without the app: run make build")

//go:embed all:dist
var embedded embed.FS

// Dist returns the built app as it was when this program was compiled. The
// error is ErrNotBuilt where there was none.
func Dist() (fs.FS, error) {
	dist, err := fs.Sub(embedded, "dist")
	if err != nil {
		return nil, err
	}
	if _, err := fs.Stat(dist, "index.html"); errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotBuilt
	}
	return dist, nil
}
