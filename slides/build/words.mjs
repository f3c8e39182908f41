// SPDX-License-Identifier: MIT
// What the build writes on slides by itself, in the languages of the deck.

export const kLanguages = ['en', 'fr'];

const kWords = {
  en: {
    recorded: 'recorded', live: 'live', through: 'through', direct: 'no proxy',
    'client sent': 'client sent', 'upstream received': 'upstream received',
    'upstream sent': 'upstream sent', 'client received': 'client received',
    added: 'added', removed: 'removed', rewritten: 'rewritten', nothing: 'nothing',
    'cut off: this message is not complete': 'cut off: not complete',
    'the proxy closed the connection': 'the proxy closed',
    'the proxy reset the connection': 'the proxy reset',
    step: 'step', green: (n, all) => `${n} of ${all} steps are green`,
    ticks: n => `${n} of 4 found`, seconds: 's', matrixRow: 'program', suite: 'suite',
    notYet: 'red', cases: n => `${n} cases`, given: 'from step',
    'peers-peer': 'proxy', 'peers-green': 'as ours', 'peers-fault': 'against a MUST', 'peers-looser': 'looser',
    'peers-other-right-answer': 'also right', 'peers-rest': 'not asked for',
    previous: 'previous slide', next: 'next slide',
    'on connection': n => `on connection ${n}`, noClasses: '0 classes in POCO', 'chunk-size': 'size', data: 'content', 'last chunk': 'no more', trailer: 'the tail', 'empty line': 'empty line',
    ask: 'Ask', demo: 'Demo', note: 'Note', plans: 'Other lengths', minutes: 'minutes',
    slide: 'slide', slides: 'slides', spoken: 'spoken', behind: 'behind', ahead: 'ahead', docs: 'the documentation',
  },
  fr: {
    recorded: 'enregistré', live: 'en direct', through: 'par', direct: 'sans proxy',
    'client sent': 'le client a envoyé', 'upstream received': "l'upstream a reçu",
    'upstream sent': "l'upstream a envoyé", 'client received': 'le client a reçu',
    added: 'ajouté', removed: 'retiré', rewritten: 'réécrit', nothing: 'rien',
    'cut off: this message is not complete': 'coupé : incomplet',
    'the proxy closed the connection': 'le proxy a fermé',
    'the proxy reset the connection': 'le proxy a rompu',
    step: 'étape', green: (n, all) => `${n} étapes sur ${all} sont vertes`,
    ticks: n => `${n} sur 4 trouvés`, seconds: 's', matrixRow: 'programme', suite: 'suite',
    notYet: 'rouge', cases: n => `${n} cas`, given: "de l'étape",
    'peers-peer': 'proxy', 'peers-green': 'comme nous', 'peers-fault': 'contre un MUST', 'peers-looser': 'plus large',
    'peers-other-right-answer': 'juste aussi', 'peers-rest': 'hors sujet',
    previous: 'diapo précédente', next: 'diapo suivante',
    'on connection': n => `sur la connexion ${n}`, 'on the same connection': 'sur la même connexion',
    noClasses: '0 classe dans POCO', 'chunk-size': 'taille', data: 'contenu', 'last chunk': 'fini', trailer: 'la queue', 'empty line': 'ligne vide',
    ask: 'Demander', demo: 'Démo', note: 'Note', plans: 'Autres durées', minutes: 'minutes',
    slide: 'diapo', slides: 'diapos', spoken: 'parlées', behind: 'de retard', ahead: "d'avance", docs: 'la documentation (en anglais)',
  },
};

/** say('fr', 'recorded'); what has no word stays as it is. */
export function say(language, key, ...values) {
  const word = kWords[language][key] ?? key;
  return typeof word === 'function' ? word(...values) : word;
}
