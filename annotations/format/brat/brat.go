// Package brat puts brat's standoff files into one archive and takes them out
// of it. It is a package of its own because archive/zip would be in every
// program that imports it, needed or not.
package brat

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"

	"claimlight/annotations"
	"claimlight/annotations/format"
)

// Format is brat's standoff format, zipped; see [format.BratFiles].
var Format = format.Format{
	Name: "brat", Title: "brat standoff (zip)", Extension: ".brat.zip", MediaType: "application/zip",
	Unit: annotations.CodePoints, Encode: encode, Decode: decode,
}

func encode(w io.Writer, lib *annotations.Library, _ format.Export) (format.Report, error) {
	files, report := format.BratFiles(lib)
	archive := zip.NewWriter(w)
	for _, file := range files {
		// Without a time of its own the bytes depend on nothing but the library.
		f, err := archive.CreateHeader(&zip.FileHeader{Name: file.Name, Method: zip.Deflate})
		if err != nil {
			return report, fmt.Errorf("writing the archive: %w", err)
		}
		if _, err := f.Write(file.Data); err != nil {
			return report, fmt.Errorf("writing the archive: %w", err)
		}
	}
	if err := archive.Close(); err != nil {
		return report, fmt.Errorf("writing the archive: %w", err)
	}
	return report, nil
}

func decode(r io.Reader, source format.Source) (format.Import, error) {
	data, err := format.ReadAll(r, source.Limits)
	if err != nil {
		return format.Import{}, err
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return format.Import{}, fmt.Errorf("%w: it is not a whole zip file. Choose a zip file of .txt and .ann files", format.ErrSyntax)
	}
	var files []format.File
	left := source.Limits
	for _, file := range archive.File {
		if kind := path.Ext(file.Name); kind != ".ann" && kind != ".txt" && kind != ".conf" {
			continue
		}
		data, err := unpack(file, left)
		if err != nil {
			return format.Import{}, fmt.Errorf("“%s” in the zip file could not be unpacked: %w", file.Name, err)
		}
		files = append(files, format.File{Name: file.Name, Data: data})
		// What an archive unpacks to counts as a whole, not file by file.
		if left.Size == 0 {
			left.Size = format.DefaultLimits.Size
		}
		left.Size = max(left.Size-int64(len(data)), 1)
	}
	return format.ReadBrat(files, source)
}

func unpack(file *zip.File, limits format.Limits) ([]byte, error) {
	r, err := file.Open()
	if err != nil {
		return nil, format.ErrSyntax
	}
	defer r.Close()
	return format.ReadAll(r, limits)
}
