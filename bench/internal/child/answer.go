package child

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/fastiqa/iqa/bench/internal/measure"
)

// parseAnswer returns what follows the ok of an answer.
func parseAnswer(line string) (string, error) {
	word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	switch word {
	case "ok":
		return rest, nil
	case "error":
		return "", errors.New(rest)
	}
	return "", fmt.Errorf("answer %q begins with neither ok nor error", line)
}

// parseRun reads a score and times.
func parseRun(answer string) (score float64, times []measure.Sample, err error) {
	words := strings.Fields(answer)
	if len(words) == 0 {
		return 0, nil, errors.New("answer without a score")
	}
	if score, err = strconv.ParseFloat(words[0], 64); err != nil {
		return 0, nil, err
	}
	for _, w := range words[1:] {
		s, err := parseSample(w)
		if err != nil {
			return 0, nil, err
		}
		times = append(times, s)
	}
	return score, times, nil
}

func parseSample(word string) (measure.Sample, error) {
	cpu, wall, _ := strings.Cut(word, ":")
	c, err1 := strconv.ParseInt(cpu, 10, 64)
	w, err2 := strconv.ParseInt(wall, 10, 64)
	if err1 != nil || err2 != nil || c < 0 || w < 0 {
		return measure.Sample{}, fmt.Errorf("time %q: want two numbers of nanoseconds", word)
	}
	return measure.Sample{CPU: time.Duration(c), Wall: time.Duration(w)}, nil
}
