/// The one script: keys and live progress. Every page works without it.
enum ViewerScript {
  static let text = """
    'use strict';
    const typing = element => element.closest('input, select, textarea, [contenteditable]') !== null;
    const items = () => [...document.querySelectorAll('[data-item]')];
    const follow = selector => {
      const link = document.querySelector(selector);
      if (link) link.click();
      return link !== null;
    };
    const step = by => {
      const all = items();
      if (!all.length) return false;
      const at = all.indexOf(document.activeElement);
      const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
      next.focus();
      return true;
    };
    let pending = '';
    document.addEventListener('keydown', event => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Escape') {
        const keys = document.getElementById('keys');
        if (keys && keys.open) keys.open = false;
        if (document.activeElement && typing(document.activeElement)) document.activeElement.blur();
        return;
      }
      if (typing(event.target)) return;
      const key = event.key;
      let done = false;
      if (pending === 'g') {
        pending = '';
        done = /^[a-z]$/.test(key) && follow('[data-go="' + key + '"]');
      } else if (key === 'g') {
        pending = 'g';
        done = true;
      } else if (key === 'j') done = step(1);
      else if (key === 'k') done = step(-1);
      else if (key === 'n') done = follow('a[rel="next"]');
      else if (key === 'p') done = follow('a[rel="prev"]');
      else if (key === 'u') done = follow('.trail li:last-child a');
      else if (key === '/') {
        const field = document.querySelector('[data-search]');
        if (field) { field.focus(); done = true; } else done = follow('[data-go="s"]');
      } else if (key === '?') {
        const keys = document.getElementById('keys');
        if (keys) { keys.open = !keys.open; if (keys.open) keys.querySelector('summary').focus(); done = true; }
      }
      if (done) event.preventDefault();
    });

    """
}
