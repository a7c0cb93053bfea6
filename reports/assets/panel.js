// The panel of a topic: everything about it, and all of its papers.
const panel = $('#panel');
let shownID = '';
let addressBefore = '';

function fact(value, words) {
  return el('div', '', el('b', '', value), words);
}

function section(body, heading, ...content) {
  body.append(el('h3', '', heading), ...content);
}

function paperList(places, first) {
  const list = el('ul', 'pl');
  fillPapers(list, places, first);
  return list;
}

// facts are the numbers of a topic, six at most.
function facts(topic) {
  const box = el('div', 'facts');
  if (topic.share) box.append(fact(topic.share, `share, ${data.window} ${topic.interval}`));
  if (topic.by) box.append(fact(`${topic.by} pp`, `${topic.against} ${topic.byRange}`));
  if (topic.risk) box.append(fact(topic.risk, `false-alarm risk (q), ${topic.tests}`));
  if (topic.stability) box.append(fact(topic.stability, 'stability, 0 to 1'));
  box.append(fact(number(topic.n), `${topic.n === 1 ? 'paper' : 'papers'}${topic.first ? ` since ${topic.first}` : ''}`));
  if (topic.born) box.append(fact(topic.born, 'named first'));
  return box;
}

// openTopic shows the panel of a topic, theme or watched topic. A window puts
// the papers of some periods first.
function openTopic(id, { fromAddress = false, window = null } = {}) {
  const topic = groups.get(id);
  if (!topic) return;
  const mine = papersIn(id);
  const body = $('#panel-body');
  const wasReading = !panel.open || body.contains(document.activeElement);
  body.textContent = '';
  $('#panel-id').textContent = topic.theme ? `${topic.id} · ${topic.theme}` : topic.id;

  const name = el('h2', '', bdi(topic.name));
  name.id = 'panel-name';
  name.tabIndex = -1;
  body.append(name);
  if (topic.more?.length) body.append(el('p', 'mut', bdi(topic.more.join(' · '))));
  const marks = el('p', 'stand');
  if (topic.stands) marks.append(el('span', `v ${topic.class}`, topic.stands), ' ');
  if (topic.peak) marks.append(el('span', 'peak', topic.peak), ' ');
  if (topic.unstable) marks.append(el('span', 'un', `unstable ${topic.stability}`), ' ');
  if (topic.waiting) marks.append(el('span', 'un', 'young'));
  if (marks.childNodes.length) body.append(marks);
  body.append(facts(topic));
  if (series.has(id)) {
    const box = el('div', 'panel-chart');
    box.dataset.chart = 'topic';
    box.append(topicChart(topic));
    body.append(box, el('p', 'note', chartNote(topic)), saveButtons('topic'));
  }
  if (topic.reasons?.length) section(body, 'How sure that is', el('ul', 'why', ...topic.reasons.map((r) => el('li', '', r))));
  if (window) {
    const then = mine.filter((i) => periodOf(i) >= window[0] && periodOf(i) <= window[1]);
    section(body, `Papers of the ${windowWords(window)}: ${then.length ? number(then.length) : 'none'}`.replace('of the 1 ', 'of '), ...(then.length ? [paperList(then, 20)] : []));
  }
  if (data.last >= 0 && data.periods[data.last]) {
    const now = mine.filter((i) => periodOf(i) === data.last).sort((a, b) => (papers.upvotes?.[b] || 0) - (papers.upvotes?.[a] || 0) || a - b);
    section(body, `${data.periods[data.last].words}: ${now.length ? number(now.length) : 'none'}`, ...(now.length ? [paperList(now, 20)] : []));
  }
  if (topic.why) section(body, 'Why the share changed', el('p', 'sm', topic.why));
  if (topic.shape?.length) section(body, 'Its time', el('ul', 'why', ...topic.shape.map((r) => el('li', '', r))));
  if (topic.events?.length) {
    section(body, 'Events', el('ul', 'events', ...topic.events.map(([kind, words]) => el('li', '', el('span', 'k', kind), el('span', '', bdi(words))))));
  }
  const within = data.topics.filter((t) => t.of === id);
  if (within.length) section(body, 'Its topics', topicLinks(within.map((t) => t.id)));
  if (topic.terms?.length) section(body, 'Key terms', el('ul', 'tags', ...topic.terms.map((term) => el('li', '', bdi(term)))));
  if (topic.typical?.length) section(body, 'Most typical papers', paperList(topic.typical, 3));
  const liked = papers.upvotes ? mine.filter((i) => papers.upvotes[i] > 0).sort((a, b) => papers.upvotes[b] - papers.upvotes[a] || a - b).slice(0, 3) : [];
  if (liked.length) section(body, 'Most upvoted papers, as last seen', paperList(liked, 3));
  section(body, mine.length > 20 ? `All papers: the newest 20 of ${number(mine.length)}` : `All ${number(mine.length)} papers`, paperList(mine, 20));
  if (mine.length < topic.n) {
    body.append(el('p', 'note', `${number(topic.n - mine.length)} older papers are not in this page: `, el('code', '', `papertide export papers --topic ${topic.id}`)));
  }
  if (topic.nearest?.length) section(body, 'Nearest topics', topicLinks(topic.nearest));

  if (!panel.open) {
    addressBefore = fromAddress ? '' : location.hash;
    panel.showModal();
  }
  if (wasReading) name.focus();
  panel.scrollTop = 0;
  shownID = id;
  setAddress(`#${id}`);
}

function topicLinks(ids) {
  return el('div', 'tags', ...ids.map((id) => {
    const a = link('', '', `#${id}`);
    a.append(bdi(groups.get(id).name));
    return a;
  }));
}

function chartNote(topic) {
  let note = `Line: ${data.line}. Band: 95${thin}% interval.`;
  if (data.pooled > 1) note += ` Small dots: single ${data.unit}s.`;
  if (data.zone >= 0) note += ` Grey: the ${data.window.replace('last ', '')} under test.`;
  if (topic.ahead) note += ` Dotted: forecast with 80 and 95${thin}% intervals.`;
  return note;
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

// stepTopic goes to the next topic of the same kind.
function stepTopic(by) {
  const kin = [...groups.keys()].filter((id) => id[0] === shownID[0]);
  openTopic(kin[(kin.indexOf(shownID) + by + kin.length) % kin.length]);
}

function startPanel() {
  $('#panel-back').addEventListener('click', () => stepTopic(-1));
  $('#panel-next').addEventListener('click', () => stepTopic(1));
  $('#panel-close').addEventListener('click', () => panel.close());
  $('#panel-compare')?.addEventListener('click', () => {
    setMode('time');
    addShare(shownID);
    keepChoice();
    addressBefore = location.hash; // which closing restores
    panel.close();
    $('#compare').scrollIntoView();
  });
  panel.addEventListener('close', () => {
    setAddress(addressBefore);
  });
  panel.addEventListener('click', (e) => {
    if (e.target === panel) panel.close();
  });
  document.addEventListener('click', (e) => {
    const a = e.target.closest('a[href^="#T"], a[href^="#H"], a[href^="#W"]');
    if (!a || !groups.has(a.getAttribute('href').slice(1)) || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    openTopic(a.getAttribute('href').slice(1));
  });
}
