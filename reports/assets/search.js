// Search over titles, ids, periods, and the names and key terms of topics.
const firstHits = 60;
let hits = null; // places of papers, or null where nothing is asked for
const hay = [];

function hayOf(i) {
  if (hay[i] === undefined) {
    const p = data.periods?.[periodOf(i)]?.id || '';
    hay[i] = `${papers.title[i]} ${papers.id[i]} ${isoOf(i)} ${p}`.toLowerCase();
  }
  return hay[i];
}

function search() {
  const words = $('#words').value.toLowerCase().split(/\s+/).filter(Boolean);
  const within = $('#within').value;
  const topicHay = data.topics.map((t) => [t.id, t.name, ...(t.more || []), ...(t.terms || [])].join(' ').toLowerCase());
  hits = null;
  if (words.length || within) {
    hits = [];
    papers.topic.forEach((t, i) => {
      const topic = data.topics[t];
      if (within && topic?.id !== within && topic?.theme !== within) return;
      if (words.every((w) => hayOf(i).includes(w) || topicHay[t]?.includes(w))) hits.push(i);
    });
  }
  showHits(words.join(' '));
  setTimeout(redraw, 0, boxOf('map'));
}

function showHits(query) {
  const found = $('#found');
  const all = hits || papers.topic.map((_, i) => i);
  const shown = Math.min(all.length, firstHits);
  found.textContent = hits
    ? `${number(hits.length)} found${hits.length > shown ? `, ${shown} shown` : ''}${hits.length ? ', newest first' : ''}`
    : 'Newest papers';
  const topics = $('#found-topics');
  topics.textContent = '';
  if (query.length > 2) {
    const match = data.topics.filter((t) => [t.name, ...(t.more || []), ...(t.terms || [])].join(' ').toLowerCase().includes(query));
    for (const t of match.slice(0, 4)) {
      const a = link('', 'Topic: ', `#${t.id}`);
      a.append(bdi(t.name));
      topics.append(a);
    }
  }
  const list = $('#hits');
  fillPapers(list, all, firstHits, true);
  if (!all.length) list.append(el('li', '', `No paper matches. Search looks at titles, ids, ${data.unit}s and topics, not at abstracts.`));
}

function startSearch() {
  if (!$('#words')) return;
  let waiting;
  $('#words').addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  const select = $('#within');
  for (const [label, list] of [['Themes', (data.themes || []).map((t) => [t.name, t.name])], ['Topics', data.topics.map((t) => [t.name, t.id])]]) {
    if (!list.length) continue;
    const part = el('optgroup');
    part.label = label;
    for (const [name, value] of list.sort((a, b) => a[0].localeCompare(b[0], 'en'))) {
      const o = el('option', '', name);
      o.value = value;
      part.append(o);
    }
    select.append(part);
  }
  select.addEventListener('change', search);
  showHits('');
}
