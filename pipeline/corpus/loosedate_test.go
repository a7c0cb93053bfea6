package corpus

import "testing"

func TestLooseDate(t *testing.T) {
	for s, want := range map[string]string{
		"2019-05-03":           "2019-05-03",
		"2019/07/24/":          "2019-07-24",
		"2019/10//undefined":   "2019-10",
		"2014//":               "2014",
		"2009/10/05/":          "2009-10-05",
		"2019/02/30":           "",
		"2019/13//":            "",
		"20160122":             "2016-01-22",
		"2016 Jan 15":          "2016-01-15",
		"2016 Jan-Feb":         "2016",
		"2016 Jan":             "2016-01",
		"2016 Winter":          "2016",
		"2015 Dec-2016 Jan":    "2015",
		"25 Aug 2004":          "2004-08-25",
		"January 7, 2019":      "2019-01-07",
		"JAN 15 2020":          "2020-01-15",
		"Oct. 2016":            "2016-10",
		"July-Aug. 2015":       "2015",
		"24-27 Sept. 2019":     "2019-09",
		"24-24 Feb. 2018":      "2018-02-24",
		"31 May-3 June 2016":   "2016",
		"1 Jan.-Feb. 2019":     "2019",
		"2020a":                "2020",
		"30 Feb 2019":          "",
		"03/04/2021":           "",
		"2025-02-30":           "",
		"garbage":              "",
		"in press":             "none",
		"":                     "none",
		"12 lamps":             "",
		"2026 FEB 25":          "2026-02-25",
		"10~jan 2003":          "2003-01-10",
		"Published in 1998.":   "1998",
		"2019-05-03T10:00:00Z": "2019-05-03",
	} {
		d, bad := looseDate(s)
		got := d.String()
		if d.IsZero() {
			got = "none"
		}
		if bad != nil {
			got = ""
		}
		if got != want {
			t.Errorf("looseDate(%q) = %q, want %q", s, got, want)
		}
	}
}
