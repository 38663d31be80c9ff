/// The one script: keys and live progress. Every page works without it.
enum ViewerScript {
  static let text = """
    'use strict';
    const typing = element => element.closest('input:not([type="radio"], [type="checkbox"]), select, textarea, [contenteditable]') !== null;
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
    // In a matrix: along the row, and to the nearest mark of the rows above and below.
    const move = key => {
      const here = document.activeElement.closest ? document.activeElement.closest('.matrix a') : null;
      const all = [...document.querySelectorAll('.matrix a.to')];
      if (!all.length) return false;
      if (!here || !here.classList.contains('to')) {
        if (!here && document.activeElement !== document.body && document.activeElement.closest('.matrix, .scroll') === null) return false;
        all[0].focus();
        return true;
      }
      const row = here.closest('tr');
      const own = [...row.querySelectorAll('a.to')];
      const at = own.indexOf(here);
      let to = null;
      if (key === 'ArrowLeft') to = own[at - 1];
      else if (key === 'ArrowRight') to = own[at + 1];
      else {
        let other = row;
        const x = here.getBoundingClientRect().left;
        do {
          other = key === 'ArrowUp' ? other.previousElementSibling : other.nextElementSibling;
        } while (other && !other.querySelector('a.to'));
        if (other) {
          const away = link => Math.abs(link.getBoundingClientRect().left - x);
          to = [...other.querySelectorAll('a.to')].reduce((best, link) => away(link) < away(best) ? link : best);
        }
      }
      if (to) to.focus();
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
      if (key.startsWith('Arrow')) {
        if (move(key)) event.preventDefault();
        return;
      }
      let done = false;
      if (pending === 'g') {
        pending = '';
        done = /^[a-z]$/.test(key) && follow('[data-go="' + key + '"]');
      } else if (/^[a-z0-9]$/.test(key) && document.querySelector('[data-press="' + key + '"]')) {
        const pressed = document.querySelector('[data-press="' + key + '"]');
        pressed.focus();
        pressed.click();
        done = true;
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

    const progress = document.querySelector('[data-progress]');
    if (progress) {
      const bar = progress.querySelector('progress');
      const words = progress.querySelector('[role="status"]');
      const ask = async () => {
        try {
          const answer = await fetch(progress.dataset.progress, {headers: {Accept: 'application/json'}});
          if (!answer.ok) throw new Error(String(answer.status));
          const now = await answer.json();
          bar.value = now.stored;
          const text = now.stored + (now.isMore ? '+' : '') + ' of ' + now.planned + ' rollouts are stored.';
          // Said again only when it has changed.
          if (words.textContent !== text) words.textContent = text;
          if (now.state !== 'running') { location.reload(); return; }
        } catch (error) {
          words.textContent = 'The viewer does not answer; trying again.';
        }
        setTimeout(ask, document.hidden ? 10000 : 2000);
      };
      setTimeout(ask, 1000);
    }

    """
}
