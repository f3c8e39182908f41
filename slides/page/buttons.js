// SPDX-License-Identifier: MIT

const kVisible = 2500;  // ms after the mouse has moved

/** For whoever has only a mouse: two buttons that come when it moves. */
export function addButtons({previous, next}, words) {
  const bar = document.createElement('nav');
  bar.id = 'buttons';
  bar.setAttribute('aria-label', words.slides);
  for (const [action, text, sign] of [[previous, words.previous, '‹'], [next, words.next, '›']]) {
    const button = document.createElement('button');
    button.type = 'button';
    button.tabIndex = -1;
    button.setAttribute('aria-label', text);
    button.textContent = sign;
    button.addEventListener('click', () => {
      action();
      button.blur();  // or the clicker's blank would press it again
    });
    bar.append(button);
  }
  document.body.append(bar);
  let timer = 0;
  window.addEventListener('pointermove', ({pointerType}) => {
    if (pointerType !== 'mouse') return;
    bar.classList.add('awake');
    clearTimeout(timer);
    timer = setTimeout(() => bar.classList.remove('awake'), kVisible);
  });
}
