const data = JSON.parse($('#data').textContent);
const options = $('#charts') ? JSON.parse($('#charts').textContent) : {};

// Topics, themes and watched topics by id; papers by topic, newest first.
const groups = new Map();
for (const g of [...data.topics, ...(data.themes || []), ...(data.watched || [])]) groups.set(g.id, g);
const placeOfTopic = new Map(data.topics.map((t, i) => [t.id, i]));
const papers = data.papers;
const papersOf = data.topics.map(() => []);
papers.topic.forEach((t, i) => papersOf[t]?.push(i));

// papersIn lists the papers of a topic, theme or watched topic, newest first.
function papersIn(id) {
  if (placeOfTopic.has(id)) return papersOf[placeOfTopic.get(id)];
  return groups.get(id).in || data.topics.flatMap((t, i) => (t.of === id ? papersOf[i] : [])).sort((a, b) => a - b);
}

const days = [];
papers.day.forEach((d, i) => {
  const known = !papers.exact || papers.exact[i] !== '0';
  days.push(i === 0 ? d : known ? days[i - 1] - d : days[i - 1]);
});

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

// dateOf writes a paper's date as exactly as it is known.
function dateOf(i) {
  const exact = papers.exact ? papers.exact[i] : '3';
  if (exact === '0') return 'no date';
  const d = new Date(days[i] * 864e5);
  const year = d.getUTCFullYear();
  if (exact === '1') return String(year);
  const month = `${months[d.getUTCMonth()]} ${year}`;
  return exact === '2' ? month : `${d.getUTCDate()} ${month}`;
}

// isoOf writes it for files, and for the search.
function isoOf(i) {
  const exact = papers.exact ? papers.exact[i] : '3';
  if (exact === '0') return '';
  return new Date(days[i] * 864e5).toISOString().slice(0, { 1: 4, 2: 7, 3: 10 }[exact]);
}

const thin = '\u202f';
const number = (n) => n.toLocaleString('en');
const places = data.decimal ? 1 : 0;
const percent = (v) => (v == null ? '–' : v.toFixed(places) + thin + '%');
const withInterval = (s) => (s ? `${percent(s.value)} [${s.low.toFixed(places)}, ${s.high.toFixed(places)}]` : '–');

// shareOf is the share of a topic up to a period, as the lines show it, in per
// cent, or null where they have no point.
const series = new Map((options.compare?.series || []).map((s) => [s.id, s.data]));
function shareOf(id, period) {
  const value = series.get(id)?.[period];
  if (value == null) return null;
  const low = series.get(`${id} low`)[period];
  return { value, low, high: low + series.get(`${id} band`)[period] };
}

// windowOf is the periods whose papers are pooled in the point of a period.
const windowOf = (period) => [Math.max(0, period - data.pooled + 1), period];
const windowWords = ([from, to]) => (from === to ? data.periods[to].words : `${data.pooled} ${data.unit}s to ${data.periods[to].last}`);
const signed = (v) => {
  const s = Math.abs(100 * v).toFixed(1);
  return (s === '0.0' ? '±' : v > 0 ? '+' : '−') + s;
};
