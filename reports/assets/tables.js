// Behind each chart stand its numbers, as a table and as CSV.
const tableGroups = {
  shares: () => chosen.ids.map((id) => groups.get(id)),
  themes: () => data.themes,
};

function numbersTable(kind) {
  const list = tableGroups[kind]();
  const head = el('tr', '', ...[data.unit, 'papers', ...list.map((g) => g.name)].map(headCell));
  const rows = data.periods.map((p, i) => {
    const first = el('th', '', p.id + (p.ok ? '' : ' (unfinished)'));
    first.scope = 'row';
    return el('tr', '', first, el('td', '', number(p.n)), ...list.map((g) => el('td', '', withInterval(shareOf(g.id, i)))));
  });
  return el('table', 'dt', el('caption', 'vh', `Shares by ${data.unit} with 95 per cent intervals`), el('thead', '', head), el('tbody', '', ...rows));
}

function headCell(text) {
  const th = el('th', '', bdi(text));
  th.scope = 'col';
  return th;
}

function refreshTable(kind) {
  const details = $(`[data-table=${kind}] details`);
  if (details?.open) $('.tbl', details).replaceChildren(numbersTable(kind));
}

// numbersCSV has one row a period and group.
function numbersCSV(kind) {
  const rows = [['id', 'name', 'period', 'complete', 'papers', 'total', 'share', 'low', 'high']];
  const fraction = (v) => (v / 100).toFixed(4);
  for (const g of tableGroups[kind]()) {
    data.periods.forEach((p, i) => {
      const s = shareOf(g.id, i);
      rows.push([g.id, g.name, p.id, p.ok, g.counts[i], p.n, ...(s ? [fraction(s.value), fraction(s.low), fraction(s.high)] : ['', '', ''])]);
    });
  }
  return rows;
}

// topicsCSV has the rows of the table, in the order that the reader chose.
function topicsCSV() {
  const rows = [['topic', 'name', 'theme', 'terms', 'papers', 'share', 'stability']];
  for (const row of $$('.tt tbody tr')) {
    const t = groups.get(row.id);
    rows.push([t.id, t.name, t.theme || '', (t.terms || []).join(';'), t.n, $('.share', row).dataset.v, t.stability || '']);
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
  const a = el('a');
  a.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  a.download = `papertide-${data.page}-${name}.csv`;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 1000);
}

function startTables() {
  for (const box of $$('[data-table]')) {
    const kind = box.dataset.table;
    $('details', box).addEventListener('toggle', () => refreshTable(kind));
    $('[data-csv]', box).addEventListener('click', () => saveCSV(kind, numbersCSV(kind)));
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
