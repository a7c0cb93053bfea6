// Small things of the page, then everything that has a start.
$('#more-papers')?.addEventListener('click', (e) => {
  $('#groups').classList.add('full');
  e.currentTarget.hidden = true;
});

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
  if (groups.has(location.hash.slice(1))) openTopic(location.hash.slice(1), { fromAddress: true });
  else choiceFromAddress();
}

// Each part steps in a task of its own, so that none holds up the reader.
const steps = [startCompare, startMultiples, startHeat, startFlow, startThemes, startPanel, startTables, startStars, startSearch, startMap, startSave, startKeys, () => {
  addEventListener('hashchange', fromAddress);
  fromAddress();
  root.dataset.ready = '';
}];
function startNext() {
  steps.shift()();
  if (steps.length) setTimeout(startNext);
}
startNext();
