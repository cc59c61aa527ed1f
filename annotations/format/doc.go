// Package format writes claims to files and reads them from files: Claimlight's
// own JSON, which is a W3C Web Annotation collection, and the files of other
// annotation tools.
//
// Every writer counts spans in the unit of its format, cuts them out of the
// text again in that unit, compares them with their quotes, and says in a
// [Report] how many were right and what the format has no place for. Every
// reader finds out the unit of a file by its quotes, and puts a claim only
// where its words stand beyond doubt; what it cannot place it lists.
//
// Files are not trusted: they are read within [Limits], what is wrong in them
// becomes a [Problem] with its place, and the rest is taken.
package format
