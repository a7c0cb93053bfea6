// The heat map: topics by period, coloured against each topic's own average.
formatters['@topic'] = (id) => plain(groups.get(id)?.name || '');

// heatCell finds the topic and the period of a cell.
function heatCell([x, y]) {
  const id = options.heat.yAxis[0].data[y];
  const period = data.periods.findIndex((p) => p.id === options.heat.xAxis[0].data[x]);
  return { id, period };
}

formatters['@heat'] = ({ value }) => {
  const { id, period } = heatCell(value);
  const share = shareOf(id, period);
  const tip = el('div', 'tip', el('b', '', bdi(groups.get(id).name)), el('div', 'h', windowWords(windowOf(period))));
  if (value[2]) tip.append(el('div', '', `${withInterval(share)}, ${value[2]} × its average`), el('div', 'h', 'Select for the papers'));
  else tip.append(el('div', '', 'no paper'));
  return tip;
};

const heatSteps = ['under half its average', '0.5–0.8', 'about average', '1.25–2', 'over twice'];
const heatAt = { x: 0, y: 0 }; // the cell that the keyboard chose

function heatOption(box) {
  const o = finish('heat');
  const narrow = box.clientWidth < 600;
  const colours = heatSteps.map((_, i) => token(`--h${i}`));
  const label = { color: token('--ink'), fontSize: narrow ? 10 : 12, width: narrow ? 112 : 250, overflow: 'truncate', interval: 0, formatter: formatters['@topic'] };
  o.grid = [{ left: narrow ? 122 : 266, right: narrow ? 6 : 16, top: 8, bottom: narrow ? 100 : 62 }];
  o.xAxis[0].boundaryGap = true;
  o.yAxis = [{ ...options.heat.yAxis[0], inverse: true, axisLine: { show: false }, axisTick: { show: false }, axisLabel: label }];
  o.visualMap = [{
    type: 'piecewise', orient: narrow ? 'vertical' : 'horizontal', left: narrow ? 0 : 266, bottom: 0, seriesIndex: 0, itemWidth: 18, itemHeight: 12, selectedMode: false,
    textStyle: { color: token('--ink2'), fontSize: 12 }, itemGap: narrow ? 4 : 12,
    pieces: options.heat.visualMap[0].pieces.map((p, i) => ({ ...p, color: colours[i], label: heatSteps[i] })),
  }];
  const [cells, empty] = options.heat.series;
  o.series.push(
    { ...cells, itemStyle: { borderColor: token('--card'), borderWidth: 0.6 }, emphasis: { itemStyle: { borderColor: token('--ink'), borderWidth: 1.5 } }, progressive: 0 },
    { ...empty, symbol: 'path://M0 0L4 4M4 0L0 4', symbolSize: narrow ? 3 : 5, itemStyle: { color: 'transparent', borderColor: token('--ink3'), borderWidth: 1 }, progressive: 0 },
    { type: 'scatter', id: 'here', data: [], symbol: 'rect', symbolSize: 1, silent: true, tooltip: { show: false } },
  );
  return o;
}

function openCell(value) {
  const { id, period } = heatCell(value);
  openTopic(id, { window: windowOf(period) });
}

// moveCell chooses a cell by keyboard and says what it holds.
function moveCell(chart, dx, dy) {
  const columns = options.heat.xAxis[0].data.length;
  const rows = options.heat.yAxis[0].data.length;
  heatAt.x = Math.min(columns - 1, Math.max(0, heatAt.x + dx));
  heatAt.y = Math.min(rows - 1, Math.max(0, heatAt.y + dy));
  const { id, period } = heatCell([heatAt.x, heatAt.y]);
  const size = [0, 1].map((axis) => Math.abs(chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [1, 1])[axis] - chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [0, 0])[axis]));
  chart.setOption({ series: [{ id: 'here', data: [[heatAt.x, heatAt.y]], symbolSize: size, z: 9, itemStyle: { color: 'transparent', borderColor: token('--ink'), borderWidth: 2 } }] });
  $('#cell').textContent = `${groups.get(id).name}, ${windowWords(windowOf(period))}: ${withInterval(shareOf(id, period))}`;
}

function startHeat() {
  if (!options.heat) return;
  const box = boxOf('heat');
  const setHeight = () => box.style.setProperty('height', `${options.heat.yAxis[0].data.length * (box.clientWidth < 600 ? 20 : 15.5) + (box.clientWidth < 600 ? 110 : 72)}px`);
  heatAt.x = options.heat.xAxis[0].data.length - 1;
  box.addEventListener('chart', (e) => e.detail.on('click', (p) => openCell(p.value)));
  box.addEventListener('keydown', (e) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
    const chart = drawn.get(box);
    if (!chart || e.ctrlKey || e.metaKey || e.altKey) return;
    if (step) {
      e.preventDefault();
      moveCell(chart, ...step);
    } else if (e.key === 'Enter') openCell([heatAt.x, heatAt.y]);
  });
  onShow.heat = () => {
    setHeight();
    drawn.get(box)?.resize();
  };
  register('heat', heatOption);
}
