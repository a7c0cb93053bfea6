// Small multiples: order, filter, scale; and the views of all topics.
const onShow = {}; // what a view needs when it is shown

function startMultiples() {
  const lines = $('#lines');
  if (!lines) return;
  for (const b of $$('#views button')) b.addEventListener('click', () => showView(b.dataset.view));
  for (const b of $$('#scales button')) b.addEventListener('click', () => setScale(b.dataset.scale));
  const panels = $$('.pn', lines);
  const homes = panels.map((p) => p.parentNode);
  const arrange = () => {
    const order = $('#sort').value;
    const words = $('#filter').value.toLowerCase().split(/\s+/).filter(Boolean);
    const flat = $('#flat');
    const grouped = !order && !words.length;
    flat.hidden = grouped;
    for (const part of $$('.tg, .folds, .others', lines)) part.hidden = !grouped;
    const keys = {
      share: (g) => -g.order.share, change: (g) => -g.order.change, fall: (g) => g.order.change,
      risk: (g) => g.order.risk, stable: (g) => -g.order.stable, name: (g) => g.name.toLowerCase(),
    };
    if (grouped) panels.forEach((p, i) => homes[i].append(p));
    else {
      const list = panels.map((p) => ({ p, g: groups.get(p.dataset.id) }));
      const key = keys[order];
      if (key) list.sort((a, b) => (key(a.g) < key(b.g) ? -1 : key(a.g) > key(b.g) ? 1 : 0));
      flat.append(...list.map((x) => x.p));
    }
    let found = 0;
    for (const p of panels) {
      const g = groups.get(p.dataset.id);
      const hay = [g.id, g.name, g.theme || '', ...(g.more || []), ...(g.terms || [])].join(' ').toLowerCase();
      p.hidden = !words.every((w) => hay.includes(w));
      found += !p.hidden;
    }
    $('#filtered').textContent = words.length ? `${found} of ${panels.length} topics` : '';
  };
  $('#sort')?.addEventListener('change', arrange);
  $('#filter')?.addEventListener('input', arrange);
}

function showView(view) {
  for (const b of $$('#views button')) b.setAttribute('aria-pressed', b.dataset.view === view);
  $('#topics').classList.toggle('tabled', view === 'table');
  $('#lines').hidden = view !== 'lines';
  if ($('#heat')) $('#heat').hidden = view !== 'heat';
  for (const part of [$('#line-controls'), $('#scales')]) if (part) part.hidden = view !== 'lines';
  onShow[view]?.();
}

// setScale stretches the lines, which Go drew on one scale.
function setScale(scale) {
  for (const b of $$('#scales button')) b.setAttribute('aria-pressed', b.dataset.scale === scale);
  const own = scale === 'own';
  $('#lines').classList.toggle('own', own);
  for (const p of $$('.pn[data-own]')) {
    const k = own ? p.dataset.own : p.dataset.same;
    $('.sc', p).setAttribute('transform', `matrix(1 0 0 ${k} 0 ${(55 * (1 - k)).toFixed(2)})`);
    $('.mid', p).textContent = own ? p.dataset.top : p.dataset.mid;
  }
}
