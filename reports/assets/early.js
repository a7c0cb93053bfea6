(() => {
  const root = document.documentElement;
  root.classList.add('js');
  try {
    const theme = localStorage.getItem('papertide-theme');
    if (theme === 'dark' || theme === 'light') root.dataset.theme = theme;
  } catch { /* storage may be closed to files */ }
})();
