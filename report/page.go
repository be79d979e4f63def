package report

import (
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
)

// Page is an HTML page of comparisons, that needs no other file.
type Page struct {
	Title       string
	Comparisons []Comparison
	Figures     []Figure
}

// Figure is a row of pictures to look at side by side.
type Figure struct {
	Title  string
	Panels []Panel
}

// Panel is a picture of a Figure.
type Panel struct {
	Caption       string
	Width, Height int    // on the page, in pixels of CSS
	PNG           []byte // the file
}

// src is the file as the page has it.
func (p *Panel) src() template.URL {
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(p.PNG))
}

//go:embed page.html
var pageText string

// pageTemplate shows a page. What it calls is not exported.
var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"plain":     Plain,
	"src":       (*Panel).src,
	"title":     (*Comparison).title,
	"subtitle":  (*Comparison).subtitle,
	"differing": (*Comparison).differing,
	"label":     (*Comparison).label,
	"score":     (*Compared).score,
	"signed":    (*Compared).signed,
	"interval":  (*Compared).interval,
	"spread":    (*Compared).spread,
	"wins":      (*Cell).wins,
	"tie":       (*Cell).tie,
	"held":      (*Cell).held,
}).Parse(pageText))

// WritePage writes p as HTML. The error is that of w.
func WritePage(w io.Writer, p *Page) error { return pageTemplate.Execute(w, p) }
