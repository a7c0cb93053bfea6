// The map of papers: near papers share words; hits of the search keep colour.
formatters['@paper'] = (point) => {
  const i = point.value[2];
  const topic = data.topics[papers.topic[i]];
  return el('div', 'tip', el('b', '', bdi(papers.title[i])), el('div', 'h', `${dateOf(i)}${topic ? ` · ${topic.name}` : ''}`));
};

function mapOption(box) {
  const o = finish('map');
  const narrow = box.clientWidth < 600;
  const hit = hits && new Set(hits);
  const others = [];
  for (const s of options.map.series) {
    const inside = hit ? s.data.filter((p) => hit.has(p[2])) : s.data;
    if (hit) others.push(...s.data.filter((p) => !hit.has(p[2])));
    const theme = groups.get(s.id);
    const colour = theme ? token(`--t${theme.colour.slice(1)}`) : token('--acc');
    o.series.push({ ...s, data: inside, symbolSize: hit ? 7 : narrow ? 3.5 : 4.6, itemStyle: { color: colour, opacity: hit ? 0.95 : 0.66 }, progressive: 0 });
  }
  o.series.unshift({ type: 'scatter', id: 'others', data: others, symbolSize: 3, silent: true, itemStyle: { color: token('--ink3'), opacity: 0.22 }, progressive: 0 });
  o.series.push({
    type: 'scatter', id: 'names', data: [], silent: true, symbolSize: 1, z: 9, tooltip: { show: false }, itemStyle: { color: 'transparent' },
    label: { show: true, position: 'inside', color: token(hit ? '--ink2' : '--ink'), fontSize: narrow ? 10 : 11.5, fontWeight: hit ? 400 : 600, textBorderColor: token('--card'), textBorderWidth: 3, formatter: (p) => plain(p.name) },
  });
  for (const z of o.dataZoom) Object.assign(z, { zoomOnMouseWheel: 'ctrl', moveOnMouseMove: true });
  setTimeout(placeNames);
  return o;
}

// middles are the topics' median places, the largest topics first.
const middles = () => {
  const xs = data.topics.map(() => []);
  const ys = data.topics.map(() => []);
  for (const s of options.map.series) {
    for (const [x, y, i] of s.data) {
      xs[papers.topic[i]]?.push(x);
      ys[papers.topic[i]]?.push(y);
    }
  }
  const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
  return data.topics.map((t, k) => ({ name: t.name, n: t.n, value: [median(xs[k]), median(ys[k])] }))
    .filter((t) => t.value[0] !== undefined).sort((a, b) => b.n - a.n);
};
let mapMiddles;

// placeNames names as many topics as find room, at every zoom.
function placeNames() {
  const chart = drawn.get(boxOf('map'));
  if (!chart) return;
  mapMiddles ??= middles();
  const taken = [];
  const wide = chart.getWidth() < 600 ? 5.4 : 6.3;
  const names = mapMiddles.filter((t) => {
    const [x, y] = chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, t.value);
    const half = (t.name.length * wide) / 2;
    const box = [x - half, y - 9, x + half, y + 9];
    if (box[0] < 0 || box[2] > chart.getWidth()) return false;
    if (taken.some((b) => box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1])) return false;
    taken.push(box);
    return true;
  });
  chart.setOption({ series: [{ id: 'names', data: names }] });
}

function startMap() {
  if (!options.map) return;
  boxOf('map').addEventListener('chart', (e) => {
    let waiting;
    e.detail.on('datazoom', () => {
      clearTimeout(waiting);
      waiting = setTimeout(placeNames, 120);
    });
    e.detail.on('click', (p) => {
      const topic = data.topics[papers.topic[p.value?.[2]]];
      if (topic) openTopic(topic.id);
    });
  });
  register('map', mapOption);
}
