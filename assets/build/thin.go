//go:build !js

package main

import (
	"bytes"
	"fmt"
	"go/ast"
	gobuild "go/build"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// served are the modules that hold parts for a server or a client of the network,
// for databases or for old hashes, which the browser's programs never call, but
// which Go's linker cannot leave out of them, such as go-app's HTTP handler and
// go-readability's FromURL. Without them the page's program has 370 kB less to
// download, compressed, and the worker's 300.
var served = []string{"github.com/maxence-charriere/go-app/v10", "github.com/google/uuid", "codeberg.org/readeck/go-readability/v2"}

// unwanted are the packages whose users are left out.
var unwanted = []string{"net/http", "database/sql/driver", "crypto/md5", "crypto/sha1"}

// uncalled is the package of whose users only the form is left: go-app's encrypted
// states, which nothing here has, but which its engine looks for.
const uncalled = "crypto/aes"

// replaced are packages that others stand for: the chance that identifiers are made of
// does not need what crypto/rand brings along.
var replaced = map[string]string{"crypto/rand": "claimlight/app/random"}

// thin copies the modules in served into dir, a path relative to the working
// folder, each without the declarations that need an unwanted package, and
// returns the go.mod file, beside the copies, that puts them in the place of the
// modules. What is left out by mistake does not compile.
func thin(dir string) (modfile string, err error) {
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		return "", err
	}
	for _, module := range served {
		from, err := moduleDir(module)
		if err != nil {
			return "", err
		}
		to := filepath.Join(dir, filepath.FromSlash(module))
		if err := copyThin(from, to); err != nil {
			return "", fmt.Errorf("leaving out parts of %s: %w", module, err)
		}
		mod = fmt.Appendf(mod, "\nreplace %s => ./%s\n", module, filepath.ToSlash(to))
	}
	modfile = filepath.Join(dir, "go.mod")
	if err := os.WriteFile(modfile, mod, 0o644); err != nil {
		return "", err
	}
	return modfile, copyFile("go.sum", filepath.Join(dir, "go.sum"))
}

func copyFile(from, to string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o644)
}

// moduleDir returns the folder with the sources of a module that go.mod requires.
func moduleDir(module string) (string, error) {
	if out, err := exec.Command("go", "mod", "download", module).CombinedOutput(); err != nil {
		return "", fmt.Errorf("getting %s: %w: %s", module, err, out)
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", module).Output()
	if err != nil {
		return "", fmt.Errorf("looking for %s: %w", module, err)
	}
	return strings.TrimSpace(string(out)), nil
}

// copyThin copies a module's go.mod, and of its packages the files that the
// browser's programs are built of.
func copyThin(from, to string) error {
	err := filepath.WalkDir(from, func(name string, entry os.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		sub, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		return copyPackage(name, filepath.Join(to, sub))
	})
	if err != nil {
		return err
	}
	return copyFile(filepath.Join(from, "go.mod"), filepath.Join(to, "go.mod"))
}

// copyPackage copies the package in the folder from, if there is one, to the
// folder to.
func copyPackage(from, to string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	p := sources{set: token.NewFileSet()}
	target := gobuild.Default
	target.GOOS, target.GOARCH = "js", "wasm"
	for _, entry := range entries {
		name := entry.Name()
		if path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if ok, err := target.MatchFile(from, name); err != nil || !ok {
			if err != nil {
				return err
			}
			continue
		}
		file, err := parser.ParseFile(p.set, filepath.Join(from, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		p.files, p.names = append(p.files, file), append(p.names, name)
	}
	if len(p.files) == 0 {
		return nil
	}
	p.hollow(uncalled)
	for _, lost := range append(unwanted, uncalled) {
		if slices.ContainsFunc(p.files, func(f *ast.File) bool { return importName(f, lost) != "" }) {
			if err := p.leaveOut(lost); err != nil {
				return err
			}
		}
	}
	p.replace()
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for i, file := range p.files {
		var out bytes.Buffer
		if err := format.Node(&out, p.set, file); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, p.names[i]), out.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// sources are the files of a package.
type sources struct {
	set   *token.FileSet
	files []*ast.File
	names []string
}

// leaveOut drops the functions, methods, types and variables that mention the
// package at path, those that mention what was dropped, and so on, and then the
// imports that nothing mentions any more. It fails where a comment is a
// directive, since comments are lost.
func (p *sources) leaveOut(path string) error {
	gone := make(map[string]bool) // by package-level name, methods as "Type.Method"
	for again := true; again; {
		again = false
		for _, f := range p.files {
			f.Decls = slices.DeleteFunc(f.Decls, func(d ast.Decl) bool {
				if isImport(d) || !mentions(d, importName(f, path), gone) {
					return false
				}
				for _, name := range declared(d) {
					gone[name] = true
				}
				again = true
				return true
			})
		}
	}
	for _, f := range p.files {
		for _, group := range f.Comments {
			for _, c := range group.List {
				if strings.HasPrefix(c.Text, "//go:embed") || strings.HasPrefix(c.Text, "//go:linkname") {
					return fmt.Errorf("%s: %s would be lost", p.set.Position(c.Pos()), c.Text)
				}
			}
		}
		// A comment stands by its position, and would end up in what follows it.
		f.Comments = nil
		dropImports(f)
	}
	return nil
}

// hollow makes the functions that mention the package at path panic instead of
// what they do.
func (p *sources) hollow(path string) {
	for _, f := range p.files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && mentions(d, importName(f, path), nil) {
				why := &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(d.Name.Name + " was left out of the browser's programs")}
				d.Body = &ast.BlockStmt{List: []ast.Stmt{&ast.ExprStmt{X: &ast.CallExpr{Fun: ast.NewIdent("panic"), Args: []ast.Expr{why}}}}}
			}
		}
	}
}

// replace puts the packages that stand for others into their places.
func (p *sources) replace() {
	for _, f := range p.files {
		for _, spec := range f.Imports {
			if other, ok := replaced[strings.Trim(spec.Path.Value, `"`)]; ok {
				spec.Name, spec.Path.Value = ast.NewIdent(nameOf(spec)), strconv.Quote(other)
			}
		}
	}
}

// importName returns the name by which f knows the package at path, or "".
func importName(f *ast.File, path string) string {
	for _, spec := range f.Imports {
		if spec.Path.Value == strconv.Quote(path) {
			return nameOf(spec)
		}
	}
	return ""
}

// nameOf returns the name that an import gives its package, "" where only the
// package itself says it.
func nameOf(spec *ast.ImportSpec) string {
	if spec.Name != nil {
		return spec.Name.Name
	}
	return path.Base(strings.Trim(spec.Path.Value, `"`))
}

func isImport(d ast.Decl) bool {
	g, ok := d.(*ast.GenDecl)
	return ok && g.Tok == token.IMPORT
}

// declared returns the names that d declares.
func declared(d ast.Decl) []string {
	var names []string
	switch d := d.(type) {
	case *ast.FuncDecl:
		if of, _ := receiver(d); of != "" {
			return []string{of + "." + d.Name.Name}
		}
		names = append(names, d.Name.Name)
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				names = append(names, spec.Name.Name)
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					names = append(names, name.Name)
				}
			}
		}
	}
	return names
}

// receiver returns the type whose method d declares, and the receiver's name.
func receiver(d ast.Decl) (of, name string) {
	f, ok := d.(*ast.FuncDecl)
	if !ok || f.Recv == nil {
		return "", ""
	}
	field := f.Recv.List[0]
	if len(field.Names) == 1 {
		name = field.Names[0].Name
	}
	ast.Inspect(field.Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && of == "" {
			of = id.Name
		}
		return of == ""
	})
	return of, name
}

// mentions reports whether d mentions the package called pkg, or a declaration
// that is gone, a method by way of its own receiver.
func mentions(d ast.Decl, pkg string, gone map[string]bool) bool {
	of, self := receiver(d)
	found := false
	var look func(n ast.Node) bool
	look = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok {
				found = found || x.Name == pkg || self != "" && x.Name == self && gone[of+"."+n.Sel.Name]
			}
			ast.Inspect(n.X, look)
			return false
		case *ast.KeyValueExpr:
			ast.Inspect(n.Value, look)
			return false
		case *ast.Field:
			ast.Inspect(n.Type, look)
			return false
		case *ast.Ident:
			found = found || gone[n.Name]
		}
		return !found
	}
	ast.Inspect(d, look)
	return found
}

// dropImports drops the imports of f that nothing in it mentions.
func dropImports(f *ast.File) {
	used := make(map[string]bool)
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok {
				used[x.Name] = true
			}
		}
		return true
	})
	f.Decls = slices.DeleteFunc(f.Decls, func(d ast.Decl) bool {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.IMPORT {
			return false
		}
		g.Specs = slices.DeleteFunc(g.Specs, func(s ast.Spec) bool { return !used[nameOf(s.(*ast.ImportSpec))] })
		return len(g.Specs) == 0
	})
}
