// Themes stacked to the whole, named beside or inside their areas.
formatters['@themes'] = (points) => {
  const i = points[0].dataIndex;
  const tip = el('div', 'tip', periodHead(i));
  for (const t of data.themes) {
    tip.append(el('div', 'row', el('span', '', el('span', `sq ${t.colour}`), ' ', bdi(t.name)), el('span', '', withInterval(shareOf(t.id, i)))));
  }
  return tip;
};

function themesOption(box) {
  const o = finish('themes');
  const narrow = box.clientWidth < 600;
  const source = options.themes.series;
  o.grid = [{ left: 44, right: narrow ? 8 : 228, top: 14, bottom: o.dataZoom ? 64 : 34 }];
  o.yAxis[0].interval = 25;
  if (!o.dataZoom) o.xAxis[0].min = firstPoint(source[0].data);
  const height = box.clientHeight - o.grid[0].top - o.grid[0].bottom;
  const ends = source.map((s) => s.data.findLast((v) => v != null) ?? 0);
  // The middle of each area at its right end; labels hang at its upper edge.
  let below = 0;
  const middles = ends.map((v) => {
    below += v;
    return height * (1 - (below - v / 2) / 100);
  });
  const moves = spread(middles, 15, height - 6);
  source.forEach((s, k) => {
    const colour = token(`--t${groups.get(s.id).colour.slice(1)}`);
    o.series.push({
      ...s,
      lineStyle: { width: 1, color: token('--card') },
      itemStyle: { color: colour },
      areaStyle: { color: colour, opacity: isDark() ? 0.78 : 0.82 },
      endLabel: {
        show: !narrow, color: token('--ink'), fontSize: 12.5, distance: 8, width: 210, overflow: 'truncate',
        formatter: () => themeLabel(s), offset: [0, moves[k] + (height * ends[k]) / 200],
      },
    });
  });
  if (narrow) o.series.push(namesInside(source, box.clientWidth - 52, height));
  return o;
}

// themeLabel is a theme's name, with its verdict.
const themeLabel = (s) => plain(s.name) + ({ rise: ' ▲', fall: ' ▼' }[groups.get(s.id).class] || '');

// namesInside puts each name where its area is thickest and no other stands.
function namesInside(source, width, height) {
  const first = source[0].data;
  const last = first.length - 1;
  const below = first.map(() => 0);
  const taken = [];
  const points = [];
  for (const s of source) {
    const half = s.name.length * 3.3 + 8;
    let best = null;
    s.data.forEach((v, i) => {
      const x = (i / Math.max(1, last)) * width;
      const y = height * (1 - (below[i] + v / 2) / 100);
      const free = !taken.some((t) => Math.abs(t.y - y) < 13 && Math.abs(t.x - x) < t.half + half);
      if (v != null && x > half && x < width - half && free && (!best || v > best.v)) best = { x, y, v, i, half, at: below[i] + v / 2 };
    });
    s.data.forEach((v, i) => { below[i] += v || 0; });
    if (!best) continue;
    taken.push(best);
    points.push({ value: [best.i, best.at], label: { formatter: () => themeLabel(s) } });
  }
  return {
    type: 'scatter', data: points, symbolSize: 1, silent: true, z: 9, tooltip: { show: false }, itemStyle: { color: 'transparent' },
    label: { show: true, position: 'inside', color: token('--ink'), fontSize: 11, fontWeight: 600, textBorderColor: token('--card'), textBorderWidth: 2.5 },
  };
}

function startThemes() {
  if (!options.themes) return;
  boxOf('themes').addEventListener('chart', (e) => e.detail.on('click', (p) => {
    if (groups.has(p.seriesId)) openTopic(p.seriesId);
  }));
  register('themes', themesOption);
}
