package pipeline

import (
	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

// members lists the rows of each group; rows in no group (−1) are left out.
func members(of []int32, groups int) [][]int32 {
	rows := make([][]int32, groups)
	for i, g := range of {
		if g >= 0 {
			rows[g] = append(rows[g], int32(i))
		}
	}
	return rows
}

// themeOf gives each paper the theme of its topic, or −1. of is the topic of
// each paper.
func themeOf(run *history.Run, of []int32) []int32 {
	index := make(map[topics.ID]int32, len(run.Themes))
	for i, t := range run.Themes {
		index[t.ID] = int32(i)
	}
	theme := make([]int32, len(of))
	for row, t := range of {
		theme[row] = -1
		if t < 0 {
			continue
		}
		if i, ok := index[run.Topics[t].Theme]; ok {
			theme[row] = i
		}
	}
	return theme
}
