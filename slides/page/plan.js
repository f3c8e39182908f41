// SPDX-License-Identifier: MIT

/** Moves a slide of another part into the talk, before the questions. */
function bringForward(section) {
  const questions = document.querySelector('.slides > section[data-last]');
  delete section.dataset.part;
  questions.before(section);
}

/** Takes away what this plan leaves out, before reveal sees the slides. */
export function applyPlan(plan) {
  for (const section of document.querySelectorAll('.slides > section')) {
    const {name} = section.dataset;
    const isBefore = section.nextElementSibling?.dataset.name === name;
    if (plan?.leaveOut?.includes(name)) section.remove();
    else if (plan?.still?.includes(name) && isBefore) section.remove();
    else if (plan?.add?.includes(name)) bringForward(section);
  }
}
