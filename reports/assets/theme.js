// Light and dark: the system decides until the reader does.
const onTheme = [];
const systemDark = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : systemDark.matches);

function showTheme() {
  $('#dark').setAttribute('aria-pressed', isDark());
  for (const redraw of onTheme) redraw();
}

$('#dark').addEventListener('click', () => {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  try {
    localStorage.setItem('papertide-theme', root.dataset.theme);
  } catch { /* the choice then lasts as long as the page */ }
  showTheme();
});
systemDark.addEventListener('change', showTheme);
$('#dark').setAttribute('aria-pressed', isDark());
