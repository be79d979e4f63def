package opinion

import (
	"fmt"
	"path"
	"strings"
)

// Joined are the places of the same images in two lists of names.
type Joined struct {
	Pairs         [][2]int // in the order of the first list
	Scored, Rated []string // names that only the first, or the second, has
}

// Join finds the names of scored images among those of rated ones: by the names
// of the files without folders, or by whole paths. Where none is the same, case
// is set aside, then the extension, then both. \ separates folders as / does. An
// image that could be several others is an error, and so are two for one.
func Join(scored, rated []string, paths bool) (*Joined, error) {
	var index [len(forms)]map[string][]int
	for f := range forms {
		index[f] = map[string][]int{}
		for i, name := range rated {
			key := forms[f](base(name, paths))
			index[f][key] = append(index[f][key], i)
		}
	}
	j := new(Joined)
	taken := make([]int, len(rated)) // 1 + the place of who has it
	for i, name := range scored {
		var found []int
		for f := 0; f < len(forms) && found == nil; f++ {
			found = index[f][forms[f](base(name, paths))]
		}
		switch {
		case len(found) == 0:
			j.Scored = append(j.Scored, name)
			continue
		case len(found) > 1:
			return nil, fmt.Errorf("%q could be %q and %q of the opinions",
				name, rated[found[0]], rated[found[1]])
		case taken[found[0]] > 0:
			return nil, fmt.Errorf("%q and %q of the scores could both be %q of the opinions",
				scored[taken[found[0]]-1], name, rated[found[0]])
		}
		taken[found[0]] = i + 1
		j.Pairs = append(j.Pairs, [2]int{i, found[0]})
	}
	for i, name := range rated {
		if taken[i] == 0 {
			j.Rated = append(j.Rated, name)
		}
	}
	return j, nil
}

// forms are what names are compared by, one after the other.
var forms = [...]func(string) string{
	func(s string) string { return s },
	strings.ToLower,
	stem,
	func(s string) string { return strings.ToLower(stem(s)) },
}

func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

func base(name string, paths bool) string {
	name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	if paths {
		return name
	}
	return path.Base(name)
}
