// Shares over time: up to six topics or themes, one of them in focus.
const most = 6;
const chosen = { ids: [], focus: '' };
const dashes = ['solid', 'solid', 'solid', 'dashed', 'dashed', 'dashed'];

function initialChoice() {
  return data.topics.slice(0, 4).map((t) => t.id);
}

function choose(ids, focus) {
  chosen.ids = ids;
  chosen.focus = ids.includes(focus) ? focus : ids[0];
  showChips();
  redraw(boxOf('shares'));
  refreshTable('shares');
}

function addShare(id) {
  if (!id || chosen.ids.includes(id)) return choose(chosen.ids, id || chosen.focus);
  if (chosen.ids.length === most) {
    $('#chosen').textContent = 'Six lines at most. Remove one first.';
    return;
  }
  choose([...chosen.ids, id], id);
}

function showChips() {
  const list = $('#chips');
  list.textContent = '';
  chosen.ids.forEach((id, slot) => {
    const name = groups.get(id).name;
    const focus = button('focus', bdi(name), () => {
      choose(chosen.ids, id);
      keepChoice();
      $$('#chips .focus')[slot].focus();
    });
    focus.setAttribute('aria-pressed', id === chosen.focus);
    focus.title = 'Show the band of this line';
    const remove = button('', '×', () => {
      if (chosen.ids.length === 1) return;
      choose(chosen.ids.filter((other) => other !== id), chosen.focus);
      keepChoice();
      $$('#chips .focus')[Math.max(0, slot - 1)].focus();
    });
    remove.setAttribute('aria-label', `Remove ${name}`);
    list.append(el('li', 'chip', el('i', `sw${slot}`), focus, remove));
  });
  $('#chosen').textContent = `${chosen.ids.length} of ${most} shown · band: ${groups.get(chosen.focus).name}`;
}

// The choice stands in the address: #shares=T025,T045&band=T045
function keepChoice() {
  setAddress(`#shares=${chosen.ids.join(',')}&band=${chosen.focus}`);
}

function choiceFromAddress() {
  const m = /^#shares=([THW\d,]+)(?:&band=([THW]\d+))?$/.exec(location.hash);
  if (!m || !options.shares) return false;
  const ids = [...new Set(m[1].split(','))].filter((id) => series.has(id)).slice(0, most);
  if (!ids.length) return false;
  choose(ids, m[2]);
  $('#shares').scrollIntoView();
  return true;
}

formatters['@shares'] = (points) => {
  const i = points[0].dataIndex;
  const tip = el('div', 'tip', periodHead(i));
  for (const id of chosen.ids) {
    const share = shareOf(id, i);
    const count = share ? `${groups.get(id).counts[i]} · ` : '';
    tip.append(el('div', 'row', el('span', '', bdi(groups.get(id).name)), el('span', '', count, el('b', '', withInterval(share)))));
  }
  return tip;
};

function sharesOption(box) {
  const o = finish('shares');
  const narrow = box.clientWidth < 600;
  const all = new Map(options.shares.series.map((s) => [s.id, s]));
  let top = 0;
  for (const id of chosen.ids) {
    data.periods.forEach((_, i) => {
      const s = shareOf(id, i);
      if (s) top = Math.max(top, id === chosen.focus ? s.high : s.value);
    });
  }
  const interval = [0.5, 1, 2, 5, 10, 20, 25].find((step) => top <= 6 * step) || 25;
  top = Math.max(interval, Math.ceil(top / interval) * interval);
  const slider = Boolean(o.dataZoom);
  const longest = Math.max(...chosen.ids.map((id) => groups.get(id).name.length));
  o.grid = [{ left: 44, right: narrow ? 112 : Math.min(340, 60 + 7.4 * longest), top: 38, bottom: slider ? 64 : 44 }];
  Object.assign(o.yAxis[0], { max: top, interval });
  if (fewPeriods) o.xAxis[0].boundaryGap = true;

  const height = box.clientHeight - o.grid[0].top - o.grid[0].bottom;
  const ends = chosen.ids.map((id) => series.get(id).findLast((v) => v != null) ?? 0);
  const moves = spread(ends.map((v) => height * (1 - v / top)), narrow ? 31 : 17, height - 4);

  const guard = structuredClone(all.get('guard'));
  Object.assign(guard, { silent: true, tooltip: { show: false } });
  if (guard.markArea) {
    Object.assign(guard.markArea, {
      silent: true,
      itemStyle: { color: token('--ink3'), opacity: 0.12 },
      label: { show: !narrow, position: 'top', color: token('--ink2'), fontSize: 11, distance: 4 },
    });
    if (fewPeriods) delete guard.markArea;
  }
  o.series.push(guard);
  chosen.ids.forEach((id, slot) => {
    const colour = token(`--s${slot}`);
    const focused = id === chosen.focus;
    if (focused) {
      const edge = { color: colour, width: 0.9, type: 'solid' };
      o.series.push({ ...all.get(`${id} low`), silent: true, lineStyle: edge, z: 1 });
      o.series.push({ ...all.get(`${id} band`), silent: true, lineStyle: edge, areaStyle: { color: colour, opacity: isDark() ? 0.2 : 0.15 }, z: 1 });
    }
    const line = all.get(id);
    o.series.push({
      ...line,
      data: line.data.map((value, i) => (data.periods[i].n < 5 ? { value, symbol: 'emptyCircle' } : value)),
      z: focused ? 4 : 3,
      cursor: 'pointer',
      triggerLineEvent: true,
      itemStyle: { color: colour },
      lineStyle: { color: colour, width: focused ? 2.8 : 1.9, type: line.lineStyle?.type || dashes[slot] },
      emphasis: { disabled: true },
      endLabel: {
        show: true, color: token('--ink'), fontWeight: 600, fontSize: narrow ? 11 : 12.5, lineHeight: narrow ? 14 : 16,
        distance: narrow ? 10 : 14, width: narrow ? 92 : o.grid[0].right - 24, overflow: narrow ? 'break' : 'truncate', offset: [0, moves[slot]],
        rich: { mark: { color: colour, fontSize: 12 } },
        formatter: () => (narrow ? short(plain(line.name)) : `{mark|■ }${plain(line.name)}`),
      },
    });
  });
  return o;
}

const short = (name) => (name.length > 22 ? `${name.slice(0, 21)}…` : name);

// plain keeps a name from being read as ECharts' own markup.
const plain = (name) => name.replaceAll('{', '(').replaceAll('}', ')').replaceAll('|', '/');

function startShares() {
  if (!options.shares) return;
  const select = $('#add');
  for (const [label, list] of [['Topics', data.topics], ['Themes', data.themes || []]]) {
    if (!list.length) continue;
    const part = el('optgroup');
    part.label = label;
    for (const g of [...list].sort((a, b) => a.name.localeCompare(b.name, 'en'))) {
      const choice = el('option', '', isTheme(g.id) ? g.name : `${g.name} · ${g.id}`);
      choice.value = g.id;
      part.append(choice);
    }
    select.append(part);
  }
  select.addEventListener('change', () => {
    addShare(select.value);
    select.value = '';
    keepChoice();
  });
  boxOf('shares').addEventListener('chart', (e) => e.detail.on('click', (p) => {
    if (!groups.has(p.seriesId)) return;
    choose(chosen.ids, p.seriesId);
    keepChoice();
  }));
  choose(initialChoice(), '');
  register('shares', sharesOption);
}
