/** A button that changes between light and dark; until it is pressed, the reader's system decides. */
export function liveTheme(): void {
  const button = document.getElementById('theme');
  if (!button) return;
  const root = document.documentElement;
  const isDark = () =>
    (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const tell = () => {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', `Show the page in ${isDark() ? 'light' : 'dark'} colours`);
    button.removeAttribute('aria-pressed');
  };
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    tell();
  });
  tell();
}
