// Keys: each section has its letter; nothing happens while the reader types.
const help = $('#help');
const sectionKeys = { w: 'papers', m: 'changed', c: 'compare', a: 'topics', x: 'themes', l: 'events' };

function startKeys() {
  $('#keys')?.addEventListener('click', () => help.showModal());
  $('#help-close').addEventListener('click', () => help.close());
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || help.open || /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
    if (panel.open) {
      if (e.key === 'ArrowRight') stepTopic(1);
      if (e.key === 'ArrowLeft') stepTopic(-1);
      if (e.key === 'c') $('#panel-compare')?.click();
      return;
    }
    const section = $(`#${sectionKeys[e.key]}`);
    if (section) section.scrollIntoView();
    else if (e.key === '?') help.showModal();
    else if (e.key === 'd') $('#dark').click();
    else if (e.key === '/' && $('#words')) {
      e.preventDefault();
      $('#search').scrollIntoView();
      $('#words').focus({ preventScroll: true });
    }
  });
}
