// SPDX-License-Identifier: MIT
import {svg, text} from './shapes.mjs';

const kWords = {
  en: {title: 'A clock', of: 'of', minutes: 'minutes'},
  fr: {title: 'Une horloge', of: 'sur', minutes: 'minutes'},
};

const kCentre = {x: 568, y: 232};
const kRadius = 206;

/** A point of the dial: minute 0 is at the top. */
function point(minute, whole, radius) {
  const angle = minute / whole * 2 * Math.PI;
  return `${(kCentre.x + radius * Math.sin(angle)).toFixed(1)} ${(kCentre.y - radius * Math.cos(angle)).toFixed(1)}`;
}

/** How much of the slot is gone: "dial: at=4 of=30". */
export function dial({language, id, at, of}) {
  const words = kWords[language];
  const ticks = Array.from({length: 30}, (_, index) => {
    const long = index % 5 === 0;
    return `<path class="mark${long ? ' long' : ''}" d="M${point(index, 30, kRadius - 18)}L${point(index, 30, kRadius - (long ? 52 : 34))}"/>`;
  }).join('');
  const body = `<circle class="face" cx="${kCentre.x}" cy="${kCentre.y}" r="${kRadius}"/>` +
    `<path class="gone" d="M${kCentre.x} ${kCentre.y}L${point(0, of, kRadius - 6)}A${kRadius - 6} ${kRadius - 6} 0 0 1 ${point(at, of, kRadius - 6)}z"/>` +
    ticks + `<path class="hand" d="M${kCentre.x} ${kCentre.y}L${point(at, of, kRadius - 60)}"/>` +
    `<circle class="pin" cx="${kCentre.x}" cy="${kCentre.y}" r="16"/>` +
    text(kCentre.x, kCentre.y + 118, `${at}:00`, 'big');
  return svg(464, body, {id, title: words.title, description: `${at} ${words.of} ${of} ${words.minutes}`, kind: 'dial'});
}
