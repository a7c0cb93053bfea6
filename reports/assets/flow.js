// The flow of papers between the topics of an earlier run and of this one.
const flowName = (node) => {
  const [when, id] = node.split(' ');
  return id ? groups.get(id)?.name || data.gone?.[id] || id : `papers ${when} ${data.base}`;
};
const isNew = (node) => node.startsWith('now ') && !options.flow.series[0].data.some((n) => n.name === `then ${node.slice(4)}`);

formatters['@flow'] = (p) => {
  if (p.dataType !== 'edge') return el('div', 'tip', bdi(flowName(p.name)));
  return el('div', 'tip', `${number(p.data.value)} papers: `, bdi(flowName(p.data.source)), ' → ', bdi(flowName(p.data.target)));
};

function flowOption(box) {
  const o = finish('flow');
  const narrow = box.clientWidth < 600;
  const source = options.flow.series[0];
  const moved = (l) => l.source !== 'since' && l.source.slice(5) !== l.target.slice(4);
  o.series.push({
    ...source, left: narrow ? 98 : 250, right: narrow ? 98 : 270, top: 30, bottom: 8, nodeWidth: 10, nodeGap: 9, draggable: false, layoutIterations: 48,
    emphasis: { focus: 'adjacency' },
    data: source.data.map((n) => {
      const now = n.name.startsWith('now ');
      const later = n.name === 'since';
      const colour = now && isNew(n.name) ? token('--acc') : token('--ink3');
      return {
        ...n,
        itemStyle: { color: later ? token('--card') : colour, borderColor: colour, borderWidth: 1, borderType: later ? 'dashed' : 'solid' },
        label: {
          position: now ? 'right' : 'left', color: token('--ink'), fontSize: narrow ? 10.5 : 12.5, width: narrow ? 90 : 240, overflow: 'break', lineHeight: narrow ? 12 : 15,
          formatter: () => plain(flowName(n.name)) + (now && isNew(n.name) && !narrow ? ' (new id)' : ''),
        },
      };
    }),
    links: source.links.map((l) => ({ ...l, lineStyle: moved(l) ? { color: token('--acc'), opacity: 0.42 } : { color: token('--ink3'), opacity: 0.18 } })),
  });
  const head = (side, text) => ({ type: 'text', [side]: narrow ? 4 : 150, top: 4, style: { text, fill: token('--ink2'), font: `600 12px ${family}` } });
  o.graphic = [head('left', data.base), head('right', data.last >= 0 ? data.periods[data.last].words : 'now')];
  return o;
}

function startFlow() {
  if (!options.flow) return;
  boxOf('flow').addEventListener('chart', (e) => e.detail.on('click', (p) => {
    const id = p.name?.split(' ')[1];
    if (groups.has(id)) openTopic(id);
  }));
  register('flow', flowOption);
}
