// Two periods: ○ before, ● after, each with its interval.
const orderOfGroups = new Map([...groups.keys()].map((id, i) => [id, i]));
const changeOf = (id, pair = data.pairs[chosen.pair]) => pair.changes[orderOfGroups.get(id)];
const shareWords = ([papers, total, value, low, high]) => (total ? `${percent(100 * value)} [${(100 * low).toFixed(places)}, ${(100 * high).toFixed(places)}]` : '–');
const changeWords = (c) => (c.a[1] && c.b[1] ? `${signed(c.d[0])} [${signed(c.d[1])}, ${signed(c.d[2])}]` : '–');

formatters['@periods'] = (point) => {
  const id = chosen.ids[point.dataIndex];
  const pair = data.pairs[chosen.pair];
  const c = changeOf(id, pair);
  const row = (mark, words, s) => el('div', 'row', el('span', '', `${mark} ${words}`), el('span', '', `${number(s[0])} · `, el('b', '', shareWords(s))));
  return el('div', 'tip', el('b', '', bdi(groups.get(id).name)), row('○', pair.was, c.b), row('●', pair.now, c.a), el('div', '', `Change ${changeWords(c)} pp, q ${c.q}, ${c.v}`));
};

formatters['@dumbbell'] = (params, api) => {
  const y = api.coord([0, api.value(1)])[1];
  const x = (k) => api.coord([api.value(k), 0])[0];
  const colour = token(`--s${params.dataIndex}`);
  const up = y - 7;
  const down = y + 7;
  const bar = (from, to, at, opacity) => ({ type: 'line', shape: { x1: x(from), x2: x(to), y1: at, y2: at }, style: { stroke: colour, lineWidth: 5, opacity } });
  return {
    type: 'group',
    children: [
      bar(2, 3, up, 0.3), bar(5, 6, down, 0.42),
      { type: 'line', shape: { x1: x(0), y1: up, x2: x(4), y2: down }, style: { stroke: colour, lineWidth: 1.5 } },
      { type: 'circle', shape: { cx: x(0), cy: up, r: 5.5 }, style: { fill: token('--card'), stroke: colour, lineWidth: 2 } },
      { type: 'circle', shape: { cx: x(4), cy: down, r: 6 }, style: { fill: colour } },
      { type: 'text', style: { x: Math.max(x(3), x(6)) + 10, y, text: `${signed((api.value(4) - api.value(0)) / 100)} pp`, fill: token('--ink'), font: `600 13px ${family}`, verticalAlign: 'middle' } },
    ],
  };
};

function periodsOption(box) {
  const o = finish('periods');
  const narrow = box.clientWidth < 600;
  const rows = chosen.ids.map((id) => changeOf(id));
  o.grid = [{ left: narrow ? 118 : 230, right: narrow ? 70 : 120, top: 40, bottom: 20 }];
  Object.assign(o.xAxis[0], { min: 0, axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: token('--line') } } });
  delete o.xAxis[0].axisLabel.interval;
  o.yAxis[0] = {
    type: 'category', inverse: true, data: chosen.ids, axisLine: { show: false }, axisTick: { show: false },
    axisLabel: { color: token('--ink'), fontSize: narrow ? 11 : 13, width: narrow ? 106 : 212, overflow: 'break', formatter: (id) => plain(groups.get(id)?.name || '') },
  };
  const hundred = (s) => [100 * s[2], 100 * s[3], 100 * s[4]];
  o.series.push({
    ...options.periods.series[0], renderItem: formatters['@dumbbell'], clip: false,
    data: rows.map((c, i) => {
      const [b, a] = [hundred(c.b), hundred(c.a)];
      return [b[0], i, b[1], b[2], a[0], a[1], a[2]];
    }),
  });
  return o;
}
