// Saving: one SVG is composed of title, note, chart, source and as-of date; a
// PNG is drawn from it. The policy of the page allows data: images alone.
const namespace = 'http://www.w3.org/2000/svg';

function saveFile(name, type, content) {
  const a = el('a');
  a.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  a.download = `papertide-${data.page}-${name}`;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 1000);
}

// What each chart is called and what must be said under its title.
const band = `95${thin}% interval`;
const captions = {
  compare: () => (chosen.mode === 'periods'
    ? ['Shares in two periods', `Hollow: ${data.pairs[chosen.pair].was}. Filled: ${data.pairs[chosen.pair].now}. Bars: ${band}s`]
    : ['Shares over time', `Lines: ${data.line}. Band: ${band} of ${groups.get(chosen.focus).name}`]),
  themes: () => ['Themes over time', `Stacked: ${data.line}. No band: the ${band}s stand in the table`],
  heat: () => ['Topics over time', `Colour: ${data.line} against the topic’s own average. Cross: no paper. The ${band}s stand in the table`],
  flow: () => ['Where the papers went', `Since ${data.base}. Teal: papers that changed topic. Counts, without a ${band}`],
  map: () => [`Map of ${number(papers.id.length)} papers`, `Near papers share words. Places, without a ${band}`],
  smap: () => [`Map of ${number(data.total)} papers`, `Near papers share words. Hollow: fits no topic well. Places, without a ${band}`],
  volume: () => [`Papers per ${data.unit}`, `Strip: unfinished. Hollow: low. Counts, without a ${band}`],
  topics: () => ['Topics', `Line: ${data.line}. Band: ${band}`],
  movers: () => ['What changed', `Line: ${data.line}. Band and bar: ${band}`],
  topic: () => [groups.get(shownID).name, `Line: ${data.line}. Band: ${band}`],
};

function saveButtons(kind) {
  const box = el('p', 'sv', el('span', 'note', 'Save'));
  for (const as of ['svg', 'png']) {
    const b = button('lb', as.toUpperCase(), () => {});
    Object.assign(b.dataset, { save: kind, as });
    box.append(b);
  }
  return box;
}

const kept = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linejoin', 'opacity', 'font-size', 'font-weight', 'text-anchor', 'vector-effect', 'paint-order'];

// settled is a copy of a drawing by Go whose looks are attributes, and that
// uses nothing from elsewhere in the page.
function settled(svg, width, height) {
  const copy = svg.cloneNode(true);
  const fix = (from, to) => {
    const style = getComputedStyle(from);
    for (const name of kept) {
      const value = style.getPropertyValue(name);
      if (value && !value.includes('url(')) to.setAttribute(name, value);
    }
    to.removeAttribute('class');
    to.removeAttribute('id');
    for (let i = 0; i < from.children.length; i++) fix(from.children[i], to.children[i]);
  };
  fix(svg, copy);
  [...svg.querySelectorAll('use')].forEach((use, i) => {
    const source = $(use.getAttribute('href'));
    const drawing = source.cloneNode(true);
    fix(source, drawing);
    if (use.hasAttribute('transform')) drawing.setAttribute('transform', use.getAttribute('transform'));
    copy.querySelectorAll('use')[0].replaceWith(drawing);
  });
  for (const a of [...copy.querySelectorAll('a')]) a.replaceWith(...a.childNodes);
  for (const [name, value] of Object.entries({ width, height, overflow: 'hidden' })) copy.setAttribute(name, value);
  return copy;
}

const written = (x, y, text, size = 12, weight = 400, colour = '--ink') => svgEl('text', { x, y, 'font-size': size, 'font-weight': weight, fill: token(colour) }, text);

// placed puts a drawing somewhere in the composed picture.
function placed(svg, x, y, width, height) {
  const s = settled(svg, width, height);
  s.setAttribute('x', x);
  s.setAttribute('y', y);
  return s;
}

// What is drawn: { width, height, nodes } of drawings by Go, or the string of a
// chart of ECharts.
const pictures = {
  volume: () => wholeDrawing($('.vol svg'), 640),
  smap: () => wholeDrawing($('.smap.wide'), 1240),
  topic: () => wholeDrawing($('.panel-chart svg'), 640),
  topics: () => {
    const list = $$('#lines .pn').filter((p) => p.offsetParent && !p.closest('details:not([open])'));
    const wide = $('.pn svg').classList.contains('whole');
    const [columns, cell, row] = [Math.min(6, list.length), 190, wide ? 150 : 112];
    const nodes = list.flatMap((p, i) => {
      const x = (i % columns) * cell;
      const y = Math.floor(i / columns) * row;
      return [
        ...lines($('.tl', p).textContent, 25, 2).map((text, k) => written(x, y + 12 + 14 * k, text, 12, 600)),
        placed($('svg', p), x, y + 34, 160, wide ? 90 : 54),
        written(x, y + (wide ? 140 : 102), $('.r', p).textContent.replace(/\s+/g, ' ').trim(), 11, 400, '--ink2'),
      ];
    });
    return { width: columns * cell, height: Math.ceil(list.length / columns) * row, nodes };
  },
  movers: () => {
    const list = $$('#movers tbody');
    const nodes = list.flatMap((body, i) => {
      const y = i * 58;
      const text = (selector) => $(selector, body)?.textContent.replace(/\s+/g, ' ').trim() || '';
      return [
        ...lines(text('.c-t .tl'), 28, 2).map((t, k) => written(0, y + 16 + 15 * k, t, 13, 600)),
        placed($('.c-s svg', body), 210, y, 150, 40),
        written(376, y + 16, text('.c-n b'), 13, 600), written(376, y + 32, text('.c-n .ci'), 11, 400, '--ink2'),
        ...($('.c-d svg', body) ? [placed($('.c-d svg', body), 460, y, 172, 22)] : []), written(462, y + 36, text('.by'), 11, 400, '--ink2'),
        written(690, y + 16, text('.v'), 12, 600), written(690, y + 32, text('.peak'), 11, 400, '--ink2'),
      ];
    });
    return { width: 900, height: list.length * 58, nodes };
  },
};

function wholeDrawing(svg, width) {
  const { width: w, height: h } = svg.viewBox.baseVal;
  const height = (width * h) / w;
  return { width, height, nodes: [settled(svg, width, height)] };
}

// lines breaks text between words.
function lines(text, most, count) {
  const out = [''];
  for (const word of text.split(' ')) {
    const last = out.length - 1;
    if (out[last] && `${out[last]} ${word}`.length > most && out.length < count) out.push(word);
    else out[last] += (out[last] ? ' ' : '') + word;
  }
  return out.map((l) => (l.length > most + 8 ? `${l.slice(0, most + 7)}…` : l));
}

// chartAsString draws a chart of ECharts again as SVG, without a document. Its
// style element and attributes become plain attributes, which the policy of the
// page lets through.
function chartAsString(box) {
  const width = Math.max(720, box.clientWidth);
  const height = box.clientHeight;
  const picture = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  const option = builders.get(box)(box);
  for (const z of option.dataZoom || []) {
    const now = drawn.get(box)?.getOption().dataZoom?.find((x) => x.type === z.type && x.orient === (z.orient || x.orient));
    Object.assign(z, { show: false, start: now?.start ?? z.start, end: now?.end ?? z.end });
  }
  picture.setOption(option);
  const raw = picture.renderToSVGString();
  picture.dispose();
  const plainly = raw.replace(/<style[\s\S]*?<\/style>/g, '').replace(/^<svg[^>]*>/, (m) => m.replace(/ style="[^"]*"/, '')).replace(/ style="([^"]*)"/g, (_, css) => css.split(';').map((rule) => {
    const [name, value] = [rule.slice(0, rule.indexOf(':')).trim(), rule.slice(rule.indexOf(':') + 1).trim()];
    if (!rule.includes(':')) return '';
    if (name !== 'font') return ` ${name}="${value}"`;
    const size = /([\d.]+)px/.exec(value);
    const weight = /^(\d00|bold)\b/.exec(value);
    return (weight ? ` font-weight="${weight[1]}"` : '') + (size ? ` font-size="${size[1]}"` : '');
  }).join(''));
  return { width, height, raw: plainly };
}

// compose puts a picture between its title and its source.
function compose(kind) {
  const [title, note] = captions[kind]();
  const id = kind === 'compare' && chosen.mode === 'periods' ? 'periods' : kind;
  const p = pictures[kind] ? pictures[kind]() : chartAsString(boxOf(id));
  const width = Math.ceil(Math.max(p.width, 560) + 40);
  const height = Math.ceil(p.height + 62 + 60);
  const s = svgEl('svg', { xmlns: namespace, width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': family });
  const g = svgEl('g', { transform: 'translate(20 62)' });
  g.append(...(p.nodes || []));
  s.append(svgEl('rect', { width, height, fill: token('--card') }), written(20, 32, title, 18, 650), written(20, 50, note, 12, 400, '--ink2'), g);
  s.append(written(20, height - 32, `${data.title}, ${number(data.total)} papers${data.asOf ? `, as of ${data.asOf}` : ''}`, 12, 400, '--ink2'));
  s.append(written(20, height - 14, `papertide, report ${data.page}`, 12, 400, '--ink2'));
  const text = new XMLSerializer().serializeToString(s);
  return { width, height, svg: p.raw ? text.replace(/<g transform="translate\(20 62\)"(\/>|><\/g>)/, () => `<g transform="translate(20 62)">${p.raw}</g>`) : text };
}

function savePNG(kind, picture) {
  const image = new Image();
  image.onload = () => {
    const canvas = el('canvas');
    canvas.width = 2 * picture.width;
    canvas.height = 2 * picture.height;
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => saveFile(`${kind}.png`, 'image/png', blob));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.svg)}`;
}

function startSave() {
  document.addEventListener('click', (e) => {
    const b = e.target.closest('[data-save]');
    if (!b) return;
    const kind = b.dataset.save;
    const picture = compose(kind);
    if (b.dataset.as === 'svg') saveFile(`${kind}.svg`, 'image/svg+xml', picture.svg);
    else savePNG(kind, picture);
  });
}
