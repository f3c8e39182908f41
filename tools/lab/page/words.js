// SPDX-License-Identifier: MIT
// Everything the page says, in both languages.

export const kWords = {
  en: {
    title: 'The lab', project: 'Hop by Hop', deck: 'The deck', language: 'Language', theme: 'Light or dark',
    choice: 'What goes through what', scenario: 'Scenario', step: 'Step', vs: 'Compare with', nothing: 'nothing', noProxy: 'no proxy',
    fromStep: 'interesting from step {step} on', send: 'Send', play: 'Play', sendAgain: 'Send again',
    playAgain: 'Play again', view: 'View', messages: 'Messages', time: 'Time', octets: 'Octets',
    frames: 'Frames', table: 'Table', look: 'Look', edit: 'Edit the request', copy: 'Copy as curl',
    copied: 'Copied. Before it, in another terminal: ./hop demo {step}{options}',
    notCopied: 'The clipboard is closed; here is the line. Before it: ./hop demo {step}{options}',
    reset: 'As it was', live: 'live', recorded: 'recorded', ready: 'ready',
    sending: 'sending', switchMode: 'Live or recorded (r)',
    request: 'request', response: 'response',
    'client sent': 'client sent', 'upstream received': 'upstream received',
    'upstream sent': 'upstream sent', 'client received': 'client received',
    added: 'added', removed: 'removed', rewritten: 'rewritten',
    onlyThrough: 'only {step}', passedOn: 'passed on', same: 'the same',
    bothSame: 'The same through both: {lines} lines.', showIt: 'Show them', hideIt: 'Fold them',
    moreLines: '{lines} more lines', fewerLines: 'Fold',
    waitingSend: 'Press Send: the request goes through {step}.',
    waitingPlay: 'Press Play: the recording of {step}.',
    through: 'through {step}', ended: 'connection closed', wasReset: 'connection reset',
    noTime: 'Everything happens at one moment here. Scenarios about time: {names}.',
    noFrames: 'HTTP/1 has no frames: its messages are lines and chunks.',
    hex: 'hex', escapes: 'escapes', form: 'Form', ms: '{ms} ms', s: '{s} s',
    octetCount: '{n} octets', oneOctet: '1 octet', connection: 'connection {n}',
    stream: 'stream {n}', line: 'Line', change: 'The proxy',
    editHelp: 'What is sent is what is written: \\r\\n ends a line, \\t, \\\\ and \\xE9 are octets. A line break in the box is for your eyes only; \\p{100} is a pause of 100 ms.',
    unknownEscape: 'Line {line}, column {column}: there is no such escape. There are \\r \\n \\t \\0 \\\\ \\xHH and \\p{ms}.',
    notAnOctet: 'Line {line}, column {column}: this character is no octet. Write its octets as \\xHH.',
    emptyRequest: 'There is nothing to send.',
    tooLarge: 'At most 32768 octets.', tooLong: 'The pauses take more than 5 seconds together.',
    wellFormed: '{n} octets, ready to send.',
    noRecording: 'There is no recording of this.',
    editedNoRecording: 'An edited request has no recording, and nobody answers.',
    noServer: 'No answer began in time: this is the recording.',
    refused: 'The lab refuses: {message}', failed: 'It did not work: {message}',
    byHand: 'Recorded, as you wished. Press r for live.',
    isStatic: 'This page has no server behind it. It plays what the real programs did: ./hop lab runs them live.',
    log: '{step} logs', keys: 'Keys: Enter sends, r switches between live and recorded, 1 to 5 choose the view.',
    wire: 'In a terminal', request_line: 'The request', response_line: 'The response',
    sumRequest: 'On the way there', sumResponse: 'On the way back',
    nothingChanged: 'nothing changed',
    loading: 'Loading …', mark_same: 'unchanged', mark_alone: '', mark_added: 'added', mark_removed: 'removed',
    mark_rewritten: 'rewritten', axis: 'What was seen where, and when', start: 'start',

    kindOf_start: 'first line', kindOf_field: 'field', kindOf_data: 'body',
    'kindOf_chunk-size': 'chunk', kindOf_trailer: 'trailer', kindOf_frame: 'frame', kindOf_remark: 'remark', kindOf_blank: '',
  },
  fr: {
    title: 'Le labo', project: 'Hop by Hop', deck: 'Les diapos', language: 'Langue', theme: 'Clair ou sombre',
    choice: 'Ce qui passe par quoi', scenario: 'Scénario', step: 'Étape', vs: 'Comparer avec', nothing: 'rien', noProxy: 'sans proxy',
    fromStep: "intéressant à partir de l'étape {step}", send: 'Envoyer', play: 'Jouer',
    sendAgain: 'Renvoyer', playAgain: 'Rejouer', view: 'Vue', messages: 'Messages', time: 'Temps',
    octets: 'Octets', frames: 'Trames', table: 'Tableau', look: 'À voir', edit: 'Modifier la requête',
    copy: 'Copier en curl',
    copied: 'Copié. Avant cela, dans un autre terminal : ./hop demo {step}{options}',
    notCopied: 'Le presse-papiers est fermé ; voici la ligne. Avant cela : ./hop demo {step}{options}',
    reset: "Comme c'était", live: 'en direct', recorded: 'enregistré', ready: 'prêt',
    sending: 'envoi', switchMode: 'Direct ou enregistré (r)',
    request: 'requête', response: 'réponse',
    'client sent': 'le client a envoyé', 'upstream received': "l'upstream a reçu",
    'upstream sent': "l'upstream a envoyé", 'client received': 'le client a reçu',
    added: 'ajouté', removed: 'retiré', rewritten: 'réécrit',
    onlyThrough: '{step} seul', passedOn: 'transmis', same: 'pareil',
    bothSame: 'Pareil par les deux : {lines} lignes.', showIt: 'Les montrer', hideIt: 'Les replier',
    moreLines: '{lines} lignes de plus', fewerLines: 'Replier',
    waitingSend: 'Appuyez sur Envoyer : la requête passe par {step}.',
    waitingPlay: "Appuyez sur Jouer : l'enregistrement de {step}.",
    through: 'par {step}', ended: 'connexion fermée', wasReset: 'connexion rompue',
    noTime: 'Ici tout se passe au même moment. Les scénarios où le temps compte : {names}.',
    noFrames: "HTTP/1 n'a pas de trames : ses messages sont des lignes et des chunks.",
    hex: 'hexa', escapes: 'échappements', form: 'Forme', ms: '{ms} ms', s: '{s} s',
    octetCount: '{n} octets', oneOctet: '1 octet', connection: 'connexion {n}',
    stream: 'flux {n}', line: 'Ligne', change: 'Le proxy',
    editHelp: "Ce qui est écrit est ce qui est envoyé : \\r\\n finit une ligne, \\t, \\\\ et \\xE9 sont des octets. Un retour à la ligne dans la zone n'est que pour vos yeux ; \\p{100} est une pause de 100 ms.",
    unknownEscape: "Ligne {line}, colonne {column} : cet échappement n'existe pas. Il y a \\r \\n \\t \\0 \\\\ \\xHH et \\p{ms}.",
    notAnOctet: "Ligne {line}, colonne {column} : ce caractère n'est pas un octet. Écrivez ses octets en \\xHH.",
    emptyRequest: "Il n'y a rien à envoyer.",
    tooLarge: '32768 octets au plus.', tooLong: 'Les pauses dépassent 5 secondes en tout.',
    wellFormed: "{n} octets, prêts à l'envoi.",
    noRecording: "Il n'y a pas d'enregistrement de ceci.",
    editedNoRecording: "Une requête modifiée n'a pas d'enregistrement, et personne ne répond.",
    noServer: "Aucune réponse n'a commencé à temps : voici l'enregistrement.",
    refused: 'Le labo refuse : {message}', failed: 'Cela a échoué : {message}',
    byHand: 'Enregistré, à votre demande. Touche r pour le direct.',
    isStatic: "Cette page n'a pas de serveur derrière elle. Elle rejoue ce que les vrais programmes ont fait : ./hop lab les lance en direct.",
    log: '{step} journalise', keys: 'Touches : Entrée envoie, r alterne direct et enregistré, 1 à 5 choisissent la vue.',
    wire: 'Dans un terminal', request_line: 'La requête', response_line: 'La réponse',
    sumRequest: "À l'aller", sumResponse: 'Au retour',
    nothingChanged: 'rien de changé',
    loading: 'Chargement …', mark_same: 'inchangé', mark_alone: '', mark_added: 'ajouté', mark_removed: 'retiré',
    mark_rewritten: 'réécrit', axis: 'Ce qui a été vu, où et quand', start: 'début',

    kindOf_start: 'première ligne', kindOf_field: 'champ', kindOf_data: 'corps',
    'kindOf_chunk-size': 'chunk', kindOf_trailer: 'trailer', kindOf_frame: 'trame', kindOf_remark: 'remarque', kindOf_blank: '',
  },
};

// What the C++ side says beside the octets; {n} stands for a number.
const kNotes = {
  'trailer': 'trailer',
  'last chunk': 'dernier chunk',
  'chunk of {n} octets': 'chunk de {n} octets',
  'chunk of {n} octet': 'chunk de {n} octet',
  "the proxy's own response": 'réponse du proxy lui-même',
  'nothing': 'rien',
  'nothing: nobody listens on that port': "rien : personne n'écoute sur ce port",
  'nothing: the proxy did not pass it on': "rien : le proxy ne l'a pas transmise",
  'and nothing more: the client gave up': 'et plus rien : le client a renoncé',
  'the proxy reset the connection': 'le proxy a rompu la connexion',
  'the proxy closed the connection': 'le proxy a fermé la connexion',
  'cut off: this message is not complete': "coupé : ce message n'est pas complet",
  'cut off: this message is not complete, {n} octets are missing': "coupé : ce message n'est pas complet, il manque {n} octets",
  'cut off: this message is not complete, {n} octet are missing': "coupé : ce message n'est pas complet, il manque {n} octet",
  'on connection {n}': 'sur la connexion {n}',
  'on the same connection': 'sur la même connexion',
  '{n} octets more were not recorded': "{n} octets de plus n'ont pas été enregistrés",
};

export const kLanguages = Object.keys(kWords);
let language = 'en';

export function setLanguage(name) {
  language = kLanguages.includes(name) ? name : 'en';
}
export const currentLanguage = () => language;

/** The words of this key, with {name} replaced. @throws Error for no such key. */
export function t(key, values = {}) {
  const text = kWords[language][key];
  if (text === undefined) throw new Error(`no words for '${key}'`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Of {en, fr}. */
export const inLanguage = (text) => text[language] ?? text.en;

/** Has this note of the C++ side a translation? */
export const isKnownNote = (note) => note.replace(/\d+/g, '{n}') in kNotes;

/** A note of the C++ side, in the language of the page. */
export function noteText(note) {
  if (language === 'en' || !note) return note;
  const numbers = note.match(/\d+/g) ?? [];
  const text = kNotes[note.replace(/\d+/g, '{n}')] ?? note;
  return text.replace(/\{n\}/g, () => numbers.shift());
}

export function octetsText(n) {
  return n === 1 ? t('oneOctet') : t('octetCount', { n });
}

/** "12 ms", "1.2 s". */
export function timeText(ms) {
  if (ms >= 1000) {
    const s = (ms / 1000).toFixed(1).replace(/\.0$/, '');
    return t('s', { s: language === 'fr' ? s.replace('.', ',') : s });
  }
  return t('ms', { ms: Math.round(ms) });
}
