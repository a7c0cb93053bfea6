// linksOf says where a paper's title leads, and lists where it can be read.
function linksOf(i) {
  const id = papers.id[i];
  const extra = papers.links?.[i] || [];
  const query = encodeURIComponent(papers.title[i].slice(0, 200));
  const listed = (best, ...known) => {
    const links = [...known, ...extra];
    return { title: links[best][1], links };
  };
  switch (papers.page[i]) {
    case 'a':
      return listed(0, ['arXiv', `https://arxiv.org/abs/${id}`]);
    case 'h':
      return listed(1, ['arXiv', `https://arxiv.org/abs/${id}`], ['HF', `https://huggingface.co/papers/${id}`]);
    case 's':
      return listed(1, ['arXiv', `https://arxiv.org/search/?searchtype=title&query=${query}`], ['HF', `https://huggingface.co/papers?q=${query}`]);
  }
  return listed(0);
}

// paperItem is one paper in a list: title, date, topic if asked for, links.
function paperItem(i, withTopic) {
  const { title: address, links } = linksOf(i);
  const title = link('pt', papers.title[i], address);
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
  return el('li', '', starButton(i), el('div', '', title, line));
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
    const more = el('li', 'wide');
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
