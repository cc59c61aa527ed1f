// Package annotations is Claimlight's model: articles, the claims that people
// mark in them, the codebook they tag them with, and the library that holds
// all of it. It describes a passage so that it can be found again, and finds
// it again, honestly, after the text has changed.
//
// The package is pure: it knows no browser, no storage and no clock. Offsets
// are bytes everywhere in it; [Offsets] converts them to the code points and
// UTF-16 units that files and browsers use.
package annotations
