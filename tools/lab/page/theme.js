// SPDX-License-Identifier: MIT
// Before the first paint: light or dark, from the address (?theme=dark), from
// what was chosen here before, or from the system.
(() => {
  const wanted = new URLSearchParams(location.search).get('theme');
  let kept = null;
  try { kept = localStorage.getItem('hop-lab-theme'); } catch { /* not allowed */ }
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const theme = [wanted, kept].find((name) => name === 'light' || name === 'dark');
  document.documentElement.dataset.theme = theme ?? (dark ? 'dark' : 'light');
})();
