// Compare: up to six topics, themes or watched topics, over time with one of
// them in focus, or between two periods.
const most = 6;
const chosen = { ids: [], focus: '', mode: 'time', pair: Math.max(0, $('#pair')?.selectedIndex ?? 0) };
const dashes = ['solid', 'solid', 'solid', 'dashed', 'dashed', 'dashed'];

// initialChoice is what moved, most surely first, filled up with the largest.
function initialChoice() {
  const moved = $$('#movers .c-t .tl').map((a) => a.getAttribute('href').slice(1));
  return [...new Set([...moved, ...data.topics.map((t) => t.id)])].slice(0, 4);
}

function choose(ids, focus) {
  chosen.ids = ids;
  chosen.focus = ids.includes(focus) ? focus : ids[0];
  showChips();
  redraw(boxOf('compare'));
  redraw(boxOf('periods'));
  refreshTable('compare');
}

function setMode(mode) {
  chosen.mode = data.pairs ? mode : 'time';
  for (const b of $$('#modes button')) b.setAttribute('aria-pressed', b.dataset.mode === chosen.mode);
  const two = chosen.mode === 'periods';
  if (data.pairs) {
    $('#pairs').hidden = !two;
    boxOf('periods').hidden = !two;
    boxOf('compare').hidden = two;
  }
  choose(chosen.ids, chosen.focus);
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
  $('#chosen').textContent = `${chosen.ids.length} of ${most} shown${chosen.mode === 'time' ? ` · band: ${groups.get(chosen.focus).name}` : ''}`;
}

// The choice stands in the address:
// #compare=T025,T045&band=T045&periods=2025-W01..2025-W13,2025-W14..2025-W26
function keepChoice() {
  const pair = data.pairs?.[chosen.pair];
  const periods = chosen.mode === 'periods' ? `&periods=${pair.before},${pair.after}` : '';
  setAddress(`#compare=${chosen.ids.join(',')}&band=${chosen.focus}${periods}`);
}

function choiceFromAddress() {
  const m = /^#compare=([THW\d,]+)(?:&band=([THW]\d+))?(?:&periods=([\dWQ.-]+),([\dWQ.-]+))?$/.exec(location.hash);
  if (!m || !options.compare) return false;
  const ids = [...new Set(m[1].split(','))].filter((id) => series.has(id)).slice(0, most);
  if (!ids.length) return false;
  const pair = (data.pairs || []).findIndex((p) => p.before === m[3] && p.after === m[4]);
  if (pair >= 0) choosePair(pair);
  choose(ids, m[2]);
  setMode(pair >= 0 ? 'periods' : 'time');
  $('#compare').scrollIntoView();
  return true;
}

function choosePair(pair) {
  chosen.pair = pair;
  $('#pair').selectedIndex = pair;
}

function startCompare() {
  if (!options.compare) return;
  const select = $('#add');
  for (const [label, list] of [['Topics', data.topics], ['Themes', data.themes || []], ['Watch list', data.watched || []]]) {
    if (!list.length) continue;
    const part = el('optgroup');
    part.label = label;
    for (const g of [...list].sort((a, b) => a.name.localeCompare(b.name, 'en'))) {
      const choice = el('option', '', `${g.name} · ${g.id}`);
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
  for (const b of $$('#modes button')) {
    b.addEventListener('click', () => {
      setMode(b.dataset.mode);
      keepChoice();
    });
  }
  $('#pair')?.addEventListener('change', (e) => {
    choosePair(e.target.selectedIndex);
    choose(chosen.ids, chosen.focus);
    keepChoice();
  });
  boxOf('compare').addEventListener('chart', (e) => e.detail.on('click', (p) => {
    if (!groups.has(p.seriesId)) return;
    if (p.seriesId === chosen.focus && Number.isInteger(p.dataIndex)) return openTopic(p.seriesId, { window: windowOf(p.dataIndex) });
    choose(chosen.ids, p.seriesId);
    keepChoice();
  }));
  choose(initialChoice(), '');
  register('compare', linesOption);
  if (data.pairs) register('periods', periodsOption);
}
