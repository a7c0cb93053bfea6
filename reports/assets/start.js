// Small things of the page, then everything that has a start.
$('#more-papers')?.addEventListener('click', (e) => {
  $('#groups').classList.add('full');
  e.currentTarget.hidden = true;
});

for (const b of $$('#views button')) {
  b.addEventListener('click', () => {
    for (const other of $$('#views button')) other.setAttribute('aria-pressed', other === b);
    $('#topics').classList.toggle('tabled', b.dataset.view === 'table');
  });
}

addEventListener('beforeprint', () => {
  for (const d of $$('details.more:not([open])')) {
    d.open = true;
    d.dataset.printed = '';
  }
});
addEventListener('afterprint', () => {
  for (const d of $$('details[data-printed]')) {
    d.open = false;
    delete d.dataset.printed;
  }
});

function fromAddress() {
  if (/^#T\d+$/.test(location.hash)) openTopic(location.hash.slice(1), true);
  else choiceFromAddress();
}

startShares();
startThemes();
startPanel();
startTables();
startSearch();
startMap();
addEventListener('hashchange', fromAddress);
fromAddress();
root.dataset.ready = '';
