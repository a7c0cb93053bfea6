const data = JSON.parse($('#data').textContent);
const options = $('#charts') ? JSON.parse($('#charts').textContent) : {};

// Topics and themes by id; papers by topic, newest first.
const groups = new Map();
for (const g of [...data.topics, ...(data.themes || [])]) groups.set(g.id, g);
const isTheme = (id) => id.startsWith('H');
const papers = data.papers;
const papersOf = data.topics.map(() => []);
papers.topic.forEach((t, i) => papersOf[t]?.push(i));

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

// shareOf is the share of a topic in a period, in per cent, or null where the
// charts have no point.
const series = new Map((options.shares?.series || []).map((s) => [s.id, s.data]));
function shareOf(id, period) {
  const value = series.get(id)?.[period];
  if (value == null) return null;
  const low = series.get(`${id} low`)[period];
  return { value, low, high: low + series.get(`${id} band`)[period] };
}
