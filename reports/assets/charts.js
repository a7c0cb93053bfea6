// Charts are made when their box comes near, and again when light and dark
// change. The options come from Go; finish adds what go-echarts cannot say.
const builders = new Map(); // box → function that returns an option
const drawn = new Map(); // box → chart
const boxOf = (id) => $(`.ch[data-chart=${id}]`);
const family = getComputedStyle(document.body).fontFamily.replaceAll('"', "'");

// The formatters that options name. Periods are looked up by their address:
// ECharts counts places from the first that a zoom shows.
const fewPeriods = (data.periods || []).length <= 12;
const axisName = new Map((data.periods || []).map((p, i) => [p.id, fewPeriods && !p.ok ? `${data.axis[i]}\n${number(p.n)} so far` : data.axis[i]]));
const formatters = {
  '@percent': (v) => v + thin + '%',
  '@period': (id) => axisName.get(id) || '',
};

function draw(box) {
  if (!box.clientWidth) return; // hidden: it is drawn when it is shown
  const option = builders.get(box)(box);
  let chart = drawn.get(box);
  if (chart) {
    chart.getOption().dataZoom?.forEach(({ start, end }, k) => Object.assign(option.dataZoom[k], { start, end }));
  } else {
    chart = echarts.init(box, null, { renderer: 'canvas' });
    drawn.set(box, chart);
    box.dispatchEvent(new CustomEvent('chart', { detail: chart }));
  }
  chart.setOption(option, true);
}

function redraw(box) {
  if (box && drawn.has(box)) {
    drawn.get(box).resize();
    draw(box);
  }
}

const near = new IntersectionObserver((entries) => {
  for (const e of entries) {
    if (!e.isIntersecting || !e.target.clientWidth) continue;
    near.unobserve(e.target);
    setTimeout(draw, 0, e.target); // each in a task of its own
  }
}, { rootMargin: '300px' });

function register(id, build) {
  const box = boxOf(id);
  if (!box) return;
  builders.set(box, build);
  near.observe(box);
}

onTheme.push(() => drawn.forEach((_, box) => draw(box)));
let resizing;
addEventListener('resize', () => {
  clearTimeout(resizing);
  resizing = setTimeout(() => drawn.forEach((chart, box) => {
    chart.resize();
    draw(box);
  }), 80);
});

// finish puts names, colours and the manner of the page into a copy of a
// chart's option; the series are the caller's.
function finish(id) {
  const o = structuredClone({ ...options[id], series: [] });
  const resolve = (f) => formatters[f] || f;
  o.textStyle = { fontFamily: family, color: token('--ink2') };
  o.legend = { show: false };
  o.tooltip = {
    ...o.tooltip,
    confine: true,
    formatter: resolve(o.tooltip.formatter),
    backgroundColor: token('--card'),
    borderColor: token('--line2'),
    borderWidth: 1,
    padding: [8, 11],
    extraCssText: 'box-shadow:0 4px 18px rgba(0,0,0,.16);border-radius:8px',
    axisPointer: { type: 'line', animation: false, lineStyle: { color: token('--ink3'), type: 'solid', width: 1 } },
  };
  const label = { color: token('--ink2'), fontSize: 12, lineHeight: 15 };
  for (const a of o.xAxis || []) {
    Object.assign(a, { boundaryGap: false, axisLine: { lineStyle: { color: token('--line2') } } });
    a.axisLabel = { ...a.axisLabel, ...label, interval: (i, id) => Boolean(axisName.get(id)), formatter: resolve(a.axisLabel?.formatter) };
  }
  for (const a of o.yAxis || []) {
    Object.assign(a, { nameTextStyle: { color: token('--ink2'), align: 'left', padding: [0, 0, 0, -30] }, splitLine: { lineStyle: { color: token('--line') } } });
    a.axisLabel = { ...a.axisLabel, ...label, formatter: resolve(a.axisLabel?.formatter) };
  }
  for (const z of o.dataZoom || []) {
    if (z.type !== 'slider') continue;
    Object.assign(z, {
      height: 20, bottom: 10, borderColor: token('--line2'), moveHandleSize: 0, showDetail: false, brushSelect: false,
      fillerColor: isDark() ? 'rgba(99,197,216,.15)' : 'rgba(11,100,120,.10)',
      handleStyle: { color: token('--card'), borderColor: token('--ink3') },
      dataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } },
      selectedDataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } },
    });
  }
  return o;
}

// firstPoint is the address of the first period in which a line has a point.
const firstPoint = (values) => data.periods[Math.max(0, values.findIndex((v) => v != null))].id;

// spread moves labels that stand at heights ys apart, at least gap from each
// other and none below bottom; it returns how far each moves.
function spread(ys, gap, bottom) {
  const order = ys.map((y, i) => ({ i, y, at: y })).sort((a, b) => a.y - b.y);
  for (let round = 0; round < 40; round++) {
    for (let n = 1; n < order.length; n++) {
      const short = gap - (order[n].at - order[n - 1].at);
      if (short > 0) {
        order[n].at += short / 2;
        order[n - 1].at -= short / 2;
      }
    }
  }
  let limit = bottom;
  for (let n = order.length - 1; n >= 0; n--) {
    order[n].at = Math.min(order[n].at, limit);
    limit = order[n].at - gap;
  }
  const moves = [];
  for (const p of order) moves[p.i] = p.at - p.y;
  return moves;
}

// periodHead is the first line of a tooltip.
function periodHead(i) {
  const p = data.periods[i];
  const mark = data.marks?.[i] ? ` · ${data.marks[i]}` : '';
  return el('div', 'h', `${p.words} · ${number(p.n)} paper${p.n === 1 ? '' : 's'}${p.ok ? '' : ' so far, unfinished'}${mark}`);
}
