// SPDX-License-Identifier: MIT

/**
 * Writes the real ports into the lines to type, and what curl needs on this
 * machine. The numbers come from the programs: ./hop present tells them.
 */
export async function fillPorts(root) {
  let talk;
  try {
    talk = await (await fetch('talk.json')).json();
  } catch {
    return;  // nobody serves the programs: the usual numbers stay
  }
  // ./hop demo serves one step only: the usual numbers stay, too.
  for (const element of talk.base === undefined ? [] : root.querySelectorAll('[data-port]')) {
    element.textContent = `127.0.0.1:${talk.base + Number(element.dataset.port)}`;
  }
  for (const element of root.querySelectorAll('[data-curl]')) element.textContent = talk.curl;
}
