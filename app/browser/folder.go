//go:build js

package browser

import (
	"context"
)

// A FolderState says whether the folder of backups can be written to.
type FolderState string

const (
	NoFolder      FolderState = ""        // none was chosen
	FolderGranted FolderState = "granted" // it can
	FolderAsks    FolderState = "prompt"  // the browser wants to ask the person again: see AllowFolder
	FolderDenied  FolderState = "denied"  // the person refused
)

// FoldersSupported reports whether the browser lets a page write into a folder
// that the person chose.
func FoldersSupported() bool { return bridge("folder").Call("supported").Bool() }

// ChooseFolder lets the person choose the folder that backups go to, keeps it in
// the database, and returns its name, or "" where they changed their mind. It must
// be called upon a click.
func (db *DB) ChooseFolder(ctx context.Context) (name string, err error) {
	v, err := await(ctx, bridge("folder").Call("choose", db.value))
	if err != nil {
		return "", failed("choose a folder", err)
	}
	return text(v), nil
}

// Folder returns whether the folder of backups can be written to.
func (db *DB) Folder(ctx context.Context) (FolderState, error) { return db.askFolder(ctx, "state") }

// AllowFolder has the browser ask the person whether backups may go to the folder.
// It must be called upon a click.
func (db *DB) AllowFolder(ctx context.Context) (FolderState, error) {
	return db.askFolder(ctx, "allow")
}

func (db *DB) askFolder(ctx context.Context, method string) (FolderState, error) {
	v, err := await(ctx, bridge("folder").Call(method, db.value))
	if err != nil {
		return NoFolder, failed("look for the folder of backups", err)
	}
	return FolderState(text(v)), nil
}

// ForgetFolder forgets the folder of backups. What is in it stays.
func (db *DB) ForgetFolder(ctx context.Context) error {
	if _, err := await(ctx, bridge("folder").Call("forget", db.value)); err != nil {
		return failed("forget the folder of backups", err)
	}
	return nil
}
