// The lines of the chosen topics over time.
formatters['@compare'] = (points) => {
  const i = points[0].dataIndex;
  const tip = el('div', 'tip', periodHead(i));
  if (data.pooled > 1 && data.periods[i].ok) tip.append(el('div', 'h', `${data.line}, up to then`));
  for (const id of chosen.ids) {
    const share = shareOf(id, i);
    const count = share && data.pooled === 1 ? `${groups.get(id).counts[i]} · ` : '';
    tip.append(el('div', 'row', el('span', '', bdi(groups.get(id).name)), el('span', '', count, el('b', '', withInterval(share)))));
  }
  return tip;
};

function linesOption(box) {
  const o = finish('compare');
  const narrow = box.clientWidth < 600;
  const all = new Map(options.compare.series.map((s) => [s.id, s]));
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
  else if (!o.dataZoom?.some((z) => z.start > 0)) o.xAxis[0].min = firstPoint(series.get(chosen.focus));

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
  if (guard.markLine) {
    Object.assign(guard.markLine, {
      silent: true, symbol: 'none', animation: false, lineStyle: { color: token('--ink3'), type: 'dashed', width: 1 },
      label: { show: !narrow, position: 'insideEndTop', color: token('--ink2'), fontSize: 11, formatter: (p) => plain(p.name) },
    });
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
