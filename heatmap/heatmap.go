// Package heatmap makes pictures of planes: a colour for each value, a legend
// that says which, and panels beside each other. The same planes make the same
// bytes on every processor.
//
// A Scale says what colours mean. Paint draws a plane by it, Lay lays one over
// a photograph, and a Figure puts the results on a page.
package heatmap
