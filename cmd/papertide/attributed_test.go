package main

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/pipeline/history"
)

// 6 of 20 papers now, 5 of 20 by today's topics and 4 of 20 as published: 30 %
// is 10 pp more than 20 %, half from papers and half from re-clustering.
func TestAttributed(t *testing.T) {
	var r history.Run
	err := json.Unmarshal([]byte(`{"Attributed": [{
		"Horizon": "short", "Run": 8, "Recent": {"First": "2024-W09", "Last": "2024-W12"}, "Base": {"First": "2024-W01", "Last": "2024-W08"},
		"Topics": [
			{"Recent": 6, "RecentAll": 20, "Now": 5, "Then": 4, "Base": 20, "Known": true},
			{"Recent": 6, "RecentAll": 20, "Now": 5, "Base": 20}
		]}]}`), &r)
	if err != nil {
		t.Fatal(err)
	}
	for topic, want := range []string{
		"30.0 % in 2024-W09..2024-W12; run 8 said 20.0 % of 2024-W01..2024-W08: +5.0 pp from papers, +5.0 pp from re-clustering",
		"run 8, the first to report 2024-W01..2024-W08 whole, did not know the topic",
	} {
		if diff := cmp.Diff([][]string{{"against reports, short", want}}, attributed(r, topic)); diff != "" {
			t.Error(diff)
		}
	}
}
