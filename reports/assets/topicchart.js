// topicChart draws a topic's line in its panel: band, line, single periods,
// what is under test, what was odd, and the forecast.
function topicChart(topic) {
  const w = Math.min(572, innerWidth - 34);
  const h = 200;
  const left = 40;
  const bottom = h - 24;
  const ahead = topic.ahead || [];
  const shown = data.last + 1;
  const from = Math.max(0, shown - 156);
  const n = shown + ahead.length;
  const points = [];
  for (let i = 0; i < shown; i++) points.push(i < from ? null : shareOf(topic.id, i));
  const high = Math.max(...points.map((s) => s?.high || 0), ...ahead.map((a) => a[4]));
  const top = Math.min(100, Math.max(2, Math.ceil(high / 2) * 2));
  const few = shown - from <= 12;
  const x = (i) => left + 6 + ((w - left - 20) * (i - from)) / Math.max(1, n - 1 - from);
  const y = (v) => 10 + (bottom - 10) * (1 - Math.min(v, top) / top);
  const s = svgEl('svg', { viewBox: `0 0 ${w} ${h}`, role: 'img', 'aria-label': `Share of papers of ${topic.name} by ${data.unit}` });
  if (data.zone >= 0) s.append(svgEl('rect', { class: 'hz', x: x(Math.max(from, data.zone)), y: 10, width: x(data.last) - x(Math.max(from, data.zone)), height: bottom - 10 }));
  for (const [i, text] of Object.entries(data.marks || {})) {
    if (i < from || i >= shown) continue;
    const mark = svgEl('rect', { class: 'strip', x: x(i) - 2, y: 10, width: 4, height: bottom - 10 });
    mark.append(svgEl('title', {}, `${data.periods[i].words}: ${text}`));
    s.append(mark);
  }
  for (const v of [0, top / 2, top]) {
    s.append(svgEl('line', { class: 'gr', x1: left, x2: w, y1: y(v), y2: y(v) }));
    s.append(svgEl('text', { class: 'tx', x: left - 6, y: y(v) + 4, 'text-anchor': 'end' }, v + thin + '%'));
  }
  const names = [];
  for (let i = from; i < shown; i++) if (data.axis[i]) names.push(i);
  const room = Math.ceil(names.length / (w < 460 ? 5 : 8));
  names.filter((_, k) => k % room === 0).forEach((i) => s.append(svgEl('text', { class: 'tx', x: x(i), y: h - 6, 'text-anchor': 'middle' }, data.axis[i])));
  const g = svgEl('g', { class: `g-${topic.class || 'none'}${topic.unstable ? ' dash' : ''}` });
  if (data.pooled > 1) {
    for (let i = from; i < shown; i++) {
      const p = data.periods[i];
      if (p.ok && p.n) g.append(svgEl('circle', { class: 'single', cx: x(i).toFixed(1), cy: y((100 * topic.counts[i]) / p.n).toFixed(1), r: 1.5 }));
    }
  }
  const path = (list) => list.map(([i, v]) => `${x(i).toFixed(1)} ${y(v).toFixed(1)}`).join(' ');
  let run = [];
  const flush = () => {
    if (run.length > 1 && !few) {
      const of = (key) => run.map((i) => [i, points[i][key]]);
      g.append(svgEl('path', { class: 'bd', d: `M${path(of('high'))} ${path(of('low').reverse())}Z` }));
      g.append(svgEl('path', { class: 'ln', d: `M${path(of('value'))}` }));
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
  if (ahead.length) {
    const at = (k) => ahead.map((a, i) => [shown + i, a[k]]);
    const last = points[data.last] ? [[data.last, points[data.last].value]] : [];
    g.append(svgEl('path', { class: 'fan', d: `M${path([...last, ...at(4)])} ${path(at(3).reverse())}Z` }));
    g.append(svgEl('path', { class: 'fan', d: `M${path([...last, ...at(2)])} ${path(at(1).reverse())}Z` }));
    g.append(svgEl('path', { class: 'ln ahead', d: `M${path([...last, ...at(0)])}` }));
  }
  s.append(g);
  return s;
}
