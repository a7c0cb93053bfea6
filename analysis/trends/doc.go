// Package trends says what the papers of each period show about topics:
// counts, shares and their doubt. Counts go in, doubt comes out.
//
// # The model
//
// Papers of a topic vary from period to period more than binomial counts do,
// and a period resembles the one before. Test learns both from all topics at
// once (commonDispersion), lets each topic have more or less of it as far as its
// own periods say so (disperse), and inflates the variance of every count by it.
// Intervals of shares are Jeffreys' on effective counts (newShare), those of
// changes are recovered from them (difference), and both are widened by the
// doubt of membership. A change is tested by a conditional mid-p (midZ), and
// false discoveries are bounded over all topics and horizons of a family
// (falseDiscovery).
//
// Each report is right about a stream in which nothing changes in 95 of 100
// cases, but it is read every week. So a verdict is new until it is confirmed by
// evidence that is gathered over all weeks (evidence), an e-value that no single
// week can carry. A fall that vanishes among the papers outside confirmed risers
// is called squeezed. Periods that are not complete, periods of a topic before
// it was found, and periods before a source turned take part in no test.
//
// # Calibration
//
// The figures come from TestCalibration… on streams whose truth is known:
// topics with shares as 1, ½, ⅓ …, beta-distributed shares with overdispersion
// ρ between papers, or log-normal ones of the same variance whose noise
// resembles the period before (lag). "×1–3" are volumes that vary threefold;
// "differing" is a ρ that differs from topic to topic, log-normally with
// deviation 1.
//
//	a stream in which nothing changes     new   share  difference  year  new in
//	(Zipf topics, papers a period, ρ)                                    a year
//	52 weeks, 8 topics, 100, .003          3.3   95.5   95.4        0.4   63
//	20 topics                              2.6   95.4   95.4        2.0   64
//	60 topics                              1.7   95.2   95.5        0.8   52
//	200 topics                             1.2   95.2   95.8        0.8   25
//	60 topics, 64 ×1–3, ρ 0                2.9   95.4   95.4        4.0   56
//	ρ .005                                 2.2   95.4   95.7        1.2   54
//	ρ .02                                  2.8   96.0   96.4        0.4   52
//	ρ .005, differing                      2.7   96.3   96.6        2.4   64
//	ρ .02, differing                       1.8   97.6   98.0        1.6   38
//	60 topics, 100, .003, lag .3           3.4   95.3   95.7        3.6   60
//	60 topics, 300, .005, lag .3           5.8   95.8   96.2        3.2   68
//	64 ×1–3, .005 differing, lag .3        4.4   96.4   96.9        4.0   68
//	60 topics, 100, .003, lag .6           4.7   95.2   95.9        2.8   55
//	60 topics, 300, .005, lag .6           5.0   95.8   96.7        2.8   64
//	64 ×1–3, .005 differing, lag .6        4.9   96.3   97.2        8.8   68
//	12 weeks, 20 topics, 64 ×1–3, .005     3.5   95.7   96.0
//	12 weeks, 60 topics                    1.3   95.7   96.2
//	36 months, 20 topics, 300, .003        3.8   95.5   95.4        2.8   29
//	60 topics, 300, .001                   3.1   95.3   95.2        2.8   19
//	60 topics, 900, .003                   4.0   95.4   95.5        4.8   27
//	60 topics, 900, .003, lag .3           3.7   95.7   96.1        2.0   29
//	100 topics, 300 ×1–3, .003 differing   2.2   97.2   97.5        1.2   14
//
// new: percent of reports with a verdict on any topic, of 1,200 to 2,000. share,
// difference: percent of 95 % intervals that hold the truth, for topics of 5 to
// 500 papers; intervals of single periods hold it in 94.5 to 97.1. year: percent
// of years of 52 Mondays, or 12 months, that confirm anything, of 250, mean 3
// (all but the two lines with lag and differing ρ were measured with a cap of 4,
// which confirms a little more); beside it those with a verdict that is new, which is why these are not enough.
//
//	60 topics, 100 papers a week, ρ .003; one or six grow over 8 weeks. Called,
//	after 8, 13, 20, 26 weeks:      new              confirmed        z-test
//	one, 3 %, ×1.5                 .01 .04 .14 .19  .00 .02 .05 .10  .00 .01 .02 .03
//	one, 3 %, ×2                   .08 .40 .82 .85  .01 .21 .65 .80  .01 .09 .43 .49
//	one, 3 %, ×3                   .49 .95 1.0 1.0  .27 .93 1.0 1.0  .15 .84 .99 1.0
//	one, 1 %, ×1.5                 .01 .01 .03 .05  .00 .00 .00 .00  .00 .00 .01 .01
//	one, 1 %, ×2                   .02 .07 .19 .26  .00 .01 .08 .15  .01 .01 .06 .07
//	one, 1 %, ×3                   .08 .41 .77 .85  .01 .15 .55 .75  .00 .18 .49 .55
//	six, 3 %, ×1.5                 .01 .05 .18 .22  .00 .02 .08 .13  .00 .01 .03 .04
//	six, 3 %, ×2                   .07 .48 .88 .91  .01 .26 .73 .84  .01 .12 .40 .45
//	six, 1 %, ×3                   .11 .57 .88 .92  .01 .27 .78 .90  .02 .17 .50 .55
//
// of 150 streams each; the lines with ×1.5 and 1 %, ×2 with a cap of 4. z-test: two proportions on the same windows, with the
// Bonferroni threshold moved until it errs in 4 of 100 null years, which is more
// often than confirmations do on this stream. BERTrend's rule, a positive slope
// of popularity above the median, calls something in every null year; with a
// threshold on the slope that errs as rarely, it finds .00 to .02. The onset is
// told 2 to 4 weeks late in the median, within 8 in three of four. Where six
// topics double, untouched ones are called falling in 38 % of streams before the
// risers are confirmed, and squeezed in 83 %.
//
// What was tried. With the e-value as it is usual, where one week may carry all,
// 15 % of null years of 300 papers and lag .3 confirmed something; capping the
// count of a week at four standard deviations above its baseline made that 3 %,
// at the same power; 3.5 is what heavy tails that resemble the week before need
// (lag .6, differing: 8 % with 4, 5 % with 3.5 of another 200 years). Months with onsets among 6 and a baseline of 12 confirmed
// .07 of doublings from 1 % of 300 papers within a year; with 12 and 36, .45.
// Fewer degrees of freedom for s² where noise has a lag gave 7 to 8 % false
// reports at lag .6. On Hugging Face's daily papers a lag of up to .9 was found,
// as topics drift there, and believing it hid every change; see highestLag.
//
// All of it took about 4 minutes of one processor.
package trends
