// The panel of a topic: everything about it, and all of its papers.
const panel = $('#panel');
let shownTopic = -1;
let addressBefore = '';

function fact(value, words) {
  return el('div', '', el('b', '', value), words);
}

function section(body, heading, ...content) {
  body.append(el('h3', '', heading), ...content);
}

function openTopic(id, fromAddress) {
  const t = data.topics.findIndex((g) => g.id === id);
  if (t < 0) return;
  const topic = data.topics[t];
  const mine = papersOf[t];
  const body = $('#panel-body');
  const wasReading = !panel.open || body.contains(document.activeElement);
  body.textContent = '';
  $('#panel-id').textContent = topic.theme ? `${topic.id} · ${topic.theme}` : topic.id;

  const name = el('h2', '', bdi(topic.name));
  name.id = 'panel-name';
  name.tabIndex = -1;
  body.append(name);
  if (topic.more?.length) body.append(el('p', 'mut', bdi(topic.more.join(' · '))));
  if (topic.unstable) body.append(el('span', 'un', `unstable ${topic.stability}`), ' ');
  if (topic.waiting) body.append(el('span', 'un', 'young'));

  const facts = el('div', 'facts');
  if (topic.share) facts.append(fact(topic.share, `share of all dated papers ${topic.interval}`));
  facts.append(fact(number(topic.n), topic.n === 1 ? 'paper' : 'papers'));
  if (topic.stability) facts.append(fact(topic.stability, 'stability, 0 to 1'));
  if (topic.born) facts.append(fact(topic.born, 'named first'));
  body.append(facts);
  if (options.shares) body.append(topicChart(topic), el('p', 'note', `Share of each ${data.unit}’s papers, with its 95${thin}% interval.`));

  if (data.last >= 0 && data.periods[data.last]) {
    const now = mine.filter((i) => periodOf(i) === data.last);
    const list = el('ul', 'pl');
    fillPapers(list, now, 20);
    section(body, `${data.periods[data.last].words}: ${now.length ? number(now.length) : 'none'}`, ...(now.length ? [list] : []));
  }
  if (topic.terms?.length) section(body, 'Key terms', el('ul', 'tags', ...topic.terms.map((term) => el('li', '', bdi(term)))));
  if (topic.typical?.length) {
    const list = el('ul', 'pl');
    fillPapers(list, topic.typical, 3);
    section(body, 'Most typical papers', list);
  }
  const list = el('ul', 'pl');
  fillPapers(list, mine, 20);
  section(body, mine.length > 20 ? `All papers: the newest 20 of ${number(mine.length)}` : `All ${number(mine.length)} papers`, list);
  if (mine.length < topic.n) {
    body.append(el('p', 'note', `${number(topic.n - mine.length)} older papers are not in this page: `, el('code', '', `papertide export papers --topic ${topic.id}`)));
  }
  if (topic.nearest?.length) {
    section(body, 'Nearest topics', el('div', 'tags', ...topic.nearest.map((other) => {
      const a = link('', '', `#${other}`);
      a.append(bdi(groups.get(other).name));
      return a;
    })));
  }

  if (!panel.open) {
    addressBefore = fromAddress ? '' : location.hash;
    panel.showModal();
  }
  if (wasReading) name.focus();
  panel.scrollTop = 0;
  shownTopic = t;
  setAddress(`#${id}`);
}

// periodOf finds the period of a paper; its date may be too coarse for one.
const starts = new Map();
function periodOf(i) {
  const iso = isoOf(i);
  if (!starts.has(iso)) starts.set(iso, periodIndex(iso));
  return starts.get(iso);
}

function periodIndex(iso) {
  if (data.unit === 'year') return data.periods.findIndex((p) => p.id === iso.slice(0, 4));
  if (iso.length < 7) return -1;
  if (data.unit === 'month') return data.periods.findIndex((p) => p.id === iso.slice(0, 7));
  if (data.unit === 'quarter') return data.periods.findIndex((p) => p.id === `${iso.slice(0, 4)}-Q${Math.ceil(+iso.slice(5, 7) / 3)}`);
  if (iso.length < 10) return -1;
  const d = new Date(`${iso}T00:00:00Z`);
  d.setUTCDate(d.getUTCDate() + 4 - (d.getUTCDay() || 7)); // the Thursday names an ISO week
  const week = Math.ceil(((d - Date.UTC(d.getUTCFullYear(), 0, 1)) / 864e5 + 1) / 7);
  return data.periods.findIndex((p) => p.id === `${d.getUTCFullYear()}-W${String(week).padStart(2, '0')}`);
}

// topicChart draws a topic's shares: band, line, and dots where they are few.
function topicChart(topic) {
  const w = Math.min(572, innerWidth - 34);
  const h = 200;
  const left = 40;
  const bottom = h - 24;
  const n = data.last + 1;
  const points = [];
  for (let i = 0; i < n; i++) points.push(shareOf(topic.id, i));
  const top = Math.min(100, Math.max(2, Math.ceil(Math.max(...points.map((s) => s?.high || 0)) / 2) * 2));
  const few = n <= 12;
  const x = (i) => left + 6 + ((w - left - 20) * i) / Math.max(1, n - 1);
  const y = (v) => 10 + (bottom - 10) * (1 - v / top);
  const s = svgEl('svg', { viewBox: `0 0 ${w} ${h}`, role: 'img', 'aria-label': `Share of papers of ${topic.name} by ${data.unit}` });
  for (const v of [0, top / 2, top]) {
    s.append(svgEl('line', { class: 'gr', x1: left, x2: w, y1: y(v), y2: y(v) }));
    s.append(svgEl('text', { class: 'tx', x: left - 6, y: y(v) + 4, 'text-anchor': 'end' }, v + thin + '%'));
  }
  const room = Math.ceil(data.axis.filter(Boolean).length / (w < 460 ? 5 : 8));
  let label = 0;
  for (let i = 0; i < n; i++) {
    if (data.axis[i] && label++ % room === 0) s.append(svgEl('text', { class: 'tx', x: x(i), y: h - 6, 'text-anchor': 'middle' }, data.axis[i]));
  }
  const g = svgEl('g', { class: topic.unstable ? 'dash' : '' });
  let run = [];
  const flush = () => {
    if (run.length > 1 && !few) {
      const path = (key, order) => order.map((i) => `${x(i).toFixed(1)} ${y(points[i][key]).toFixed(1)}`).join(' ');
      g.append(svgEl('path', { class: 'bd', d: `M${path('high', run)} ${path('low', [...run].reverse())}Z` }));
      g.append(svgEl('path', { class: 'ln', d: `M${path('value', run)}` }));
    } else {
      for (const i of run) {
        const thinly = data.periods[i].n < 5 ? ' few' : '';
        g.append(svgEl('line', { class: `yw${thinly}`, x1: x(i), x2: x(i), y1: y(points[i].low), y2: y(points[i].high) }));
        g.append(svgEl('circle', { class: `yd${thinly}`, cx: x(i), cy: y(points[i].value), r: 4 }));
      }
    }
    run = [];
  };
  points.forEach((p, i) => (p ? run.push(i) : flush()));
  flush();
  s.append(g);
  return s;
}

function stepTopic(by) {
  const n = data.topics.length;
  openTopic(data.topics[(shownTopic + by + n) % n].id);
}

function startPanel() {
  $('#panel-back').addEventListener('click', () => stepTopic(-1));
  $('#panel-next').addEventListener('click', () => stepTopic(1));
  $('#panel-close').addEventListener('click', () => panel.close());
  $('#panel-compare')?.addEventListener('click', () => {
    const { id } = data.topics[shownTopic];
    addressBefore = '';
    panel.close();
    addShare(id);
    keepChoice();
    $('#shares').scrollIntoView();
  });
  panel.addEventListener('close', () => {
    shownTopic = -1;
    setAddress(addressBefore);
  });
  panel.addEventListener('click', (e) => {
    if (e.target === panel) panel.close();
  });
  document.addEventListener('click', (e) => {
    const a = e.target.closest('a[href^="#T"]');
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    openTopic(a.getAttribute('href').slice(1));
  });
  document.addEventListener('keydown', (e) => {
    if (!panel.open || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === 'ArrowRight') stepTopic(1);
    if (e.key === 'ArrowLeft') stepTopic(-1);
  });
}
