// Behind each chart stand its numbers, as a table and as CSV.
const tables = {
  compare: () => (chosen.mode === 'periods' ? periodsTable() : numbersTable(chosen.ids.map((id) => groups.get(id)))),
  themes: () => numbersTable(data.themes),
  flow: flowTable,
};
const csv = {
  compare: () => (chosen.mode === 'periods' ? periodsCSV() : numbersCSV(chosen.ids.map((id) => groups.get(id)))),
  themes: () => numbersCSV(data.themes),
  flow: () => [['from', 'to', 'papers'], ...options.flow.series[0].links.map((l) => [flowName(l.source), flowName(l.target), l.value])],
  movers: () => [['topic', 'name', 'verdict', 'share', 'interval', 'change_pp', 'change_interval', 'q'],
    ...data.topics.filter((t) => t.stands).map((t) => [t.id, t.name, t.stands, t.share, t.interval, t.by || '', t.byRange || '', t.risk])],
};

function table(caption, head, rows) {
  return el('table', 'dt', el('caption', 'vh', caption), el('thead', '', el('tr', '', ...head.map(headCell))), el('tbody', '', ...rows));
}

function row(first, ...cells) {
  const th = el('th', '', first);
  th.scope = 'row';
  return el('tr', '', th, ...cells.map((c) => el('td', '', c)));
}

// numbersTable has a row a period; a share leads to its papers.
function numbersTable(list) {
  const rows = data.periods.map((p, i) => row(p.id + (p.ok ? '' : ' (unfinished)') + (data.marks?.[i] ? ` (${data.marks[i]})` : ''), number(p.n), ...list.map((g) => {
    const share = shareOf(g.id, i);
    return share ? button('cell', withInterval(share), () => openTopic(g.id, { window: windowOf(i) })) : '–';
  })));
  return table(`${data.line} with 95 per cent intervals`, [data.unit, 'papers', ...list.map((g) => g.name)], rows);
}

// periodsTable is the table of papertide compare: all topics, those with the
// smallest false-alarm risk first.
function periodsTable() {
  const pair = data.pairs[chosen.pair];
  const head = ['topic', `○ ${pair.before}`, `● ${pair.after}`, 'change, pp', 'q', 'verdict'];
  const rows = comparedGroups().map(({ g, c }) => {
    const name = link('', '', `#${g.id}`);
    name.append(bdi(g.name));
    return row(name, `${number(c.b[0])} · ${shareWords(c.b)}`, `${number(c.a[0])} · ${shareWords(c.a)}`, changeWords(c), c.q, c.v);
  });
  return table(`${pair.name}: shares with 95 per cent intervals`, head, rows);
}

// comparedGroups are topics, then themes, then watched topics, each by q.
function comparedGroups() {
  const risk = (c) => (c.q === '–' ? 2 : parseFloat(c.q.replace('<', '')));
  const order = { T: 0, H: 1, W: 2 };
  return [...groups.values()].map((g) => ({ g, c: changeOf(g.id) }))
    .sort((a, b) => order[a.g.id[0]] - order[b.g.id[0]] || risk(a.c) - risk(b.c) || Math.abs(b.c.d[0]) - Math.abs(a.c.d[0]));
}

function periodsCSV() {
  const pair = data.pairs[chosen.pair];
  return [
    ['id', 'name', 'before', 'after', 'papers_before', 'total_before', 'share_before', 'low_before', 'high_before', 'papers_after', 'total_after', 'share_after', 'low_after', 'high_after', 'change_pp', 'low_pp', 'high_pp', 'q', 'verdict'],
    ...comparedGroups().map(({ g, c }) => [g.id, g.name, pair.before, pair.after, ...c.b, ...c.a, ...c.d.map((v) => (100 * v).toFixed(4)), c.q, c.v]),
  ];
}

function flowTable() {
  const links = [...options.flow.series[0].links].sort((a, b) => b.value - a.value);
  return table(`Papers by topic since ${data.base} and now`, ['from', 'to', 'papers'], links.map((l) => row(bdi(flowName(l.source)), bdi(flowName(l.target)), number(l.value))));
}

function headCell(text) {
  const th = el('th', '', bdi(text));
  th.scope = 'col';
  return th;
}

function refreshTable(kind) {
  const details = $(`[data-table=${kind}] details`);
  if (details?.open) $('.tbl', details).replaceChildren(tables[kind]());
}

// numbersCSV has one row a period and topic.
function numbersCSV(list) {
  const rows = [['id', 'name', 'period', 'complete', 'papers', 'total', 'pooled_periods', 'share', 'low', 'high']];
  const fraction = (v) => (v / 100).toFixed(4);
  for (const g of list) {
    data.periods.forEach((p, i) => {
      const s = shareOf(g.id, i);
      rows.push([g.id, g.name, p.id, p.ok, g.counts[i], p.n, data.pooled, ...(s ? [fraction(s.value), fraction(s.low), fraction(s.high)] : ['', '', ''])]);
    });
  }
  return rows;
}

// topicsCSV has the rows of the table, in the order that the reader chose.
function topicsCSV() {
  const rows = [['topic', 'name', 'theme', 'terms', 'papers', 'share', 'change_pp', 'change_interval', 'q', 'verdict', 'stability']];
  for (const row of $$('.tt tbody tr')) {
    const t = groups.get(row.id);
    rows.push([t.id, t.name, t.theme || '', (t.terms || []).join(';'), t.n, $('.share', row).dataset.v, t.by || '', t.byRange || '', t.risk || '', t.stands || '', t.stability || '']);
  }
  return rows;
}

// saveCSV quotes what must be quoted, and keeps a spreadsheet from taking a
// title for a formula.
function saveCSV(name, rows) {
  const cell = (v) => {
    const s = String(v);
    const safe = typeof v === 'string' && /^[=+\-@\t\r]/.test(s) ? `'${s}` : s;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const text = rows.map((r) => r.map(cell).join(',')).join('\n') + '\n';
  saveFile(`${name}.csv`, 'text/csv', text);
}

function startTables() {
  for (const box of $$('[data-table]')) {
    const kind = box.dataset.table;
    $('details', box)?.addEventListener('toggle', () => refreshTable(kind));
    $('[data-csv]', box).addEventListener('click', () => saveCSV(kind, csv[kind]()));
  }
  $('[data-csv=topics]')?.addEventListener('click', () => saveCSV('topics', topicsCSV()));
  sortable($('.tt'));
}

// sortable lets the heads of a table order its rows.
function sortable(table) {
  if (!table) return;
  const body = $('tbody', table);
  $$('thead th', table).forEach((th, column) => {
    const kind = th.dataset.sort;
    if (!kind) return;
    const text = th.textContent;
    th.textContent = '';
    th.append(button('', text, () => {
      const up = th.getAttribute('aria-sort') ? th.getAttribute('aria-sort') === 'descending' : kind === 'text';
      $$('thead th', table).forEach((other) => other.removeAttribute('aria-sort'));
      th.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      const value = (row) => row.children[column].dataset.v;
      const compare = kind === 'text'
        ? (a, b) => value(a).localeCompare(value(b), 'en')
        : (a, b) => (parseFloat(value(a)) || 0) - (parseFloat(value(b)) || 0);
      body.append(...[...body.children].sort((a, b) => (up ? compare(a, b) : compare(b, a))));
    }));
  });
}
