// SPDX-License-Identifier: MIT
// On a slide nothing may be cut off: what is long is set in smaller type, and
// of a long body only the beginning is shown.

const kLargest = 1.3;
const kSmallest = 0.62;
const kStep = 0.94;

const isTooHigh = (stage) => stage.scrollHeight > stage.clientHeight + 1;

/** Larger than usual is good only as long as every line stays one line. */
function hasWrapped(stage) {
  return [...stage.querySelectorAll('.line code')].some((code) => {
    const height = parseFloat(getComputedStyle(code).lineHeight);
    return code.getBoundingClientRect().height > 1.5 * height;
  });
}

function setSize(slide, size) {
  slide.style.setProperty('--fit', size.toFixed(3));
}

function hideBodies(stage, most) {
  for (const lane of stage.querySelectorAll('.lane')) {
    const lines = [...lane.querySelectorAll('.line.data')];
    lines.forEach((line, index) => line.classList.toggle('left-out', index >= most));
    lane.classList.toggle('is-cut', lines.length > most);
  }
}

/** Chooses the largest type with which the stage needs no scrolling. */
export function fit(slide, stage) {
  hideBodies(stage, Infinity);
  const isTooLarge = (size) => isTooHigh(stage) || (size > 1 && hasWrapped(stage));
  let size = kLargest;
  for (setSize(slide, size); isTooLarge(size) && size > kSmallest; setSize(slide, size)) size *= kStep;
  for (let most = 8; isTooHigh(stage) && most >= 0; most -= 1) hideBodies(stage, most);
  stage.querySelectorAll('.pair').forEach((pair) => pair.redraw());
}
