// Stars: papers to take along, kept in this browser and shared by all pages.
const starKey = 'papertide-stars';
let starred = [];
try {
  const kept = JSON.parse(localStorage.getItem(starKey) || '[]');
  if (Array.isArray(kept)) starred = kept.filter((p) => p && typeof p.id === 'string' && typeof p.title === 'string');
} catch { /* storage may be closed to files; the stars then last as long as the page */ }

const isStarred = (id) => starred.some((p) => p.id === id);

function starButton(place) {
  const id = papers.id[place];
  const b = button('sb', '', () => {
    if (isStarred(id)) starred = starred.filter((p) => p.id !== id);
    else starred.push({ id, title: papers.title[place], date: isoOf(place), url: linksOf(place).title });
    try {
      localStorage.setItem(starKey, JSON.stringify(starred));
    } catch { /* as above */ }
    showStars();
  });
  b.dataset.star = id;
  b.setAttribute('aria-label', `Star ${papers.title[place]}`);
  b.setAttribute('aria-pressed', isStarred(id));
  const svg = svgEl('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' });
  svg.append(svgEl('use', { href: '#star' }));
  b.append(svg);
  return b;
}

function showStars() {
  for (const b of $$('.sb')) b.setAttribute('aria-pressed', isStarred(b.dataset.star));
  const bar = $('#stars');
  bar.textContent = starred.length ? `${number(starred.length)} starred ` : 'Star papers to take them along.';
  if (!starred.length) return;
  bar.append(
    button('lb', 'BibTeX', () => saveFile('starred.bib', 'text/plain', starred.map(bibEntry).join('\n'))),
    button('lb', 'List', () => saveFile('starred.txt', 'text/plain', starred.map((p) => `${p.title}\n${p.url}\n`).join('\n'))),
    button('lb', 'Clear', () => {
      starred = [];
      try {
        localStorage.removeItem(starKey);
      } catch { /* as above */ }
      showStars();
    }),
  );
}

// bibEntry writes a paper for BibTeX; what would be a command there is escaped.
function bibEntry(p) {
  const clean = (s) => s.replace(/\\/g, '\\textbackslash{}').replace(/[{}]/g, '').replace(/[&%$#_]/g, '\\$&').replace(/\s+/g, ' ');
  const fields = [`  title = {${clean(p.title)}}`];
  if (/^\d{4}\.\d{4,5}$|^[a-z.-]+\/\d{7}$/i.test(p.id)) fields.push(`  eprint = {${p.id}}`, '  archivePrefix = {arXiv}');
  if (/^\d{4}/.test(p.date)) fields.push(`  year = {${p.date.slice(0, 4)}}`);
  if (/^https?:/.test(p.url)) fields.push(`  url = {${p.url.replace(/[{}\\\s]/g, encodeURIComponent)}}`);
  return `@misc{${p.id.replace(/[^\w.:/-]/g, '-')},\n${fields.join(',\n')}\n}\n`;
}

function startStars() {
  for (const li of $$('li[data-p]')) li.prepend(starButton(Number(li.dataset.p)));
  showStars();
}
