// SPDX-License-Identifier: MIT
// The contract with the deck, see ../README.md.

const kType = 'hop-lab';
/** What a presenter's remote and a deck's keyboard send. */
const kDeckKeys = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown',
  'Home', 'End', 'Escape', 'n', 'p', 'f', 's', 'o', 'b', '.', 't', 'd']);

/** Is there a page around this one that is allowed to say something? */
const parentWindow = () => (window.parent === window ? null : window.parent);

/** In the deck's own type: its page has loaded the fonts already. */
export async function borrowFonts() {
  if (!parentWindow()) return;
  const faces = [...parentWindow().document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].filter((rule) => rule instanceof parentWindow().CSSFontFaceRule).map((rule) => {
      const [, address] = /url\("?([^")]+)"?\)/.exec(rule.style.src ?? rule.style.getPropertyValue('src')) ?? [];
      const family = rule.style.getPropertyValue('font-family').replace(/["']/g, '');
      const weight = rule.style.getPropertyValue('font-weight') || '100 900';
      return address && new FontFace(family, `url("${new URL(address, sheet.href ?? document.baseURI)}")`, { weight });
    }));
  await Promise.allSettled(faces.filter(Boolean).map(async (face) => document.fonts.add(await face.load())));
}

/** Tells the deck how it goes: ready, sending, live, recorded, error. */
export function tellParent(message) {
  parentWindow()?.postMessage({ type: kType, ...message }, location.origin);
}

/** Calls commands[name](message) for what the deck wants. */
export function listenToParent(commands) {
  window.addEventListener('message', (event) => {
    if (event.origin !== location.origin || event.source !== parentWindow()) return;
    if (event.data?.type !== kType || typeof event.data.command !== 'string') return;
    if (Object.hasOwn(commands, event.data.command)) commands[event.data.command](event.data);
  });
}

/** A key that is the deck's goes there, even if the focus is here. */
export function passKeysOn() {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !kDeckKeys.has(event.key)) return;
    event.preventDefault();
    tellParent({ key: event.key, shiftKey: event.shiftKey });
  });
}
