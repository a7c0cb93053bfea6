// linksOf lists where a paper can be read; the first is the title's own.
function linksOf(i) {
  const id = papers.id[i];
  const extra = papers.links?.[i] || [];
  const query = encodeURIComponent(papers.title[i]);
  switch (papers.page[i]) {
    case 'a':
      return [['arXiv', `https://arxiv.org/abs/${id}`], ...extra];
    case 'h':
      return [['HF', `https://huggingface.co/papers/${id}`], ['arXiv', `https://arxiv.org/abs/${id}`], ...extra];
    case 's':
      return [['HF', `https://huggingface.co/papers?q=${query}`], ['arXiv', `https://arxiv.org/search/?searchtype=title&query=${query}`], ...extra];
  }
  return extra;
}

// paperItem is one paper in a list: title, date, topic if asked for, links.
function paperItem(i, withTopic) {
  const links = linksOf(i);
  const title = link('pt', papers.title[i], links[0][1]);
  title.dir = 'auto';
  const line = el('span', 'lk', dateOf(i));
  const topic = data.topics[papers.topic[i]];
  if (withTopic && topic) {
    const a = link('tl lk', '', `#${topic.id}`);
    a.append(bdi(topic.name));
    line.append(' · ', a);
  }
  line.append(papers.page[i] === 's' ? ' · search ' : ' · ');
  for (const [name, href] of links) line.append(link('', name, href), ' ');
  const upvotes = papers.upvotes?.[i];
  if (upvotes) line.append(`↑${thin}${number(upvotes)}`, el('span', 'vh', ' upvotes'));
  return el('li', '', title, line);
}

// fillPapers shows the first papers of a list and a button for more.
function fillPapers(list, all, first, withTopic) {
  list.textContent = '';
  const step = 500; // at once, so that no list of thousands stops the page
  const show = (from, to) => {
    for (const i of all.slice(from, to)) list.append(paperItem(i, withTopic));
    if (to >= all.length) return;
    const next = Math.min(all.length, to + step);
    const text = next === all.length ? `Show all ${number(all.length)}` : `Show ${number(next - to)} more of ${number(all.length)}`;
    const more = el('li', '');
    more.append(button('btn', text, () => {
      const before = list.children.length - 1;
      more.remove();
      show(to, next);
      list.children[before]?.querySelector('a')?.focus();
    }));
    list.append(more);
  };
  show(0, first);
}
