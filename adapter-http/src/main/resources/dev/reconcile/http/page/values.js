/** Values of rows, so that nothing of them is lost or obeyed, and the places where two of them differ. */

import {element} from './elements.js';

/** So much of a value is shown at first, and so much at all. */
const FIRST = 2_000;
const MOST = 100_000;

/** What two values have in common is shown up to so much before the place where they part, where that is further on than NEAR. */
const COMMON = 40;

/** A mark no further on than this is seen without scrolling. */
const NEAR = 150;

/** What is remembered of a value ends with how long it is where it is longer than this. */
const SHORTEST_EXCERPT = 150;

const UNSEEN = /[\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Cn}]/u;

/** What is shown of a character that would not be seen as it is; null where it is shown itself. */
function escaped(character, before) {
  switch (character) {
    case '\\': return '\\\\';
    case '\'': return '\\\'';
    case '\n': return '\\n';
    case '\r': return '\\r';
    case '\t': return '\\t';
    case ' ': return before === ' ' ? '\\u0020' : null;
    default: return UNSEEN.test(character)
      ? `\\u${character.codePointAt(0).toString(16).padStart(4, '0')}`
      : null;
  }
}

/** Appends a text in as few pieces as it takes. */
function write(parent, text, before) {
  let plain = '';
  let last = before;
  const flush = () => {
    if (plain) {
      parent.append(document.createTextNode(plain));
      plain = '';
    }
  };
  for (const character of text) {
    const escape = escaped(character, last);
    if (escape === null) {
      plain += character;
    } else {
      flush();
      parent.append(element('span', {class: 'escape'}, escape));
    }
    last = character;
  }
  flush();
  return last;
}

/** Where two texts begin and cease to differ: [start, end] of each, never within a character. */
export function parting(one, other) {
  let start = 0;
  const shorter = Math.min(one.length, other.length);
  while (start < shorter && one[start] === other[start]) {
    start++;
  }
  if (isWithinCharacter(one, start) || isWithinCharacter(other, start)) {
    start--;
  }
  let same = 0;
  while (same < shorter - start && one[one.length - 1 - same] === other[other.length - 1 - same]) {
    same++;
  }
  if (isWithinCharacter(one, one.length - same) || isWithinCharacter(other, other.length - same)) {
    same--;
  }
  return [[start, one.length - same], [start, other.length - same]];
}

function isWithinCharacter(text, place) {
  return /[\udc00-\udfff]/.test(text[place] ?? '') && /[\ud800-\udbff]/.test(text[place - 1] ?? '');
}

/**
 * A value of a type as the service names it; null where a side has no such row.
 *
 * @param {?number[]} mark where it differs from the other side's
 */
export function value(type, text, mark) {
  if (type === null) {
    return element('span', {class: 'untold'}, 'no row');
  }
  if (type === 'null' || type === 'hidden') {
    const word = element('bdi', {class: 'value untold'});
    word.append(mark ? element('mark', {}, type === 'null' ? 'NULL' : 'hidden') : type === 'null' ? 'NULL' : 'hidden');
    return word;
  }
  if (type === 'untyped' && text === 'NULL') {
    return element('bdi', {class: 'value untold'}, 'NULL or \'NULL\'');
  }
  return long(type, text, mark, unfolded.has(keyOf(text)) ? MOST : FIRST);
}

/** The long values that somebody wanted to see more of; they stay so when the page is made anew. */
const unfolded = new Set();

function keyOf(text) {
  return `${text.length} ${text.slice(0, FIRST)}`;
}

function long(type, text, mark, most) {
  const shown = element('bdi', {class: 'value'});
  const from = beginning(text, mark, most);
  const to = even(text, Math.min(text.length, from + most));
  const quote = type === 'text' ? () => shown.append(element('span', {class: 'quote'}, '\'')) : () => {};
  quote();
  if (from > 0) {
    shown.append('…');
  }
  const [start, end] = mark ? mark.map(place => Math.min(Math.max(place, from), to)) : [to, to];
  let before = write(shown, text.slice(from, start), '');
  if (mark) {
    const marked = element('mark', {class: start === end ? 'lacking' : null});
    before = write(marked, text.slice(start, end), before);
    shown.append(marked);
  }
  write(shown, text.slice(end, to), before);
  if (to < text.length) {
    shown.append('…');
  }
  quote();
  if (from === 0 && to === text.length) {
    return shown;
  }
  return element('div', {}, shown, more(type, text, mark, most, shown));
}

/** At first the mark is in sight; of who wants to see more it is not hidden how much comes before it. */
function beginning(text, mark, most) {
  if (!mark || mark[0] <= NEAR || (most === MOST && text.length <= most)) {
    return 0;
  }
  return even(text, most === MOST ? Math.min(mark[0] - COMMON, text.length - most) : mark[0] - COMMON);
}

function even(text, place) {
  return isWithinCharacter(text, place) ? place - 1 : place;
}

function more(type, text, mark, most, shown) {
  const length = new Intl.NumberFormat('en').format(text.length);
  if (most === MOST) {
    return element('small', {class: 'aside'}, ` A part of ${length} characters; 'reconcile row' writes them all.`);
  }
  const all = element('button', {type: 'button', class: 'small', onclick: () => {
    unfolded.add(keyOf(text));
    const whole = long(type, text, mark, MOST);
    all.parentElement.replaceWith(whole);
    whole.querySelector('mark')?.scrollIntoView({block: 'nearest'});
  }}, `Show more of ${length} characters`);
  return all;
}

/** Both values of a column beside each other, with what differs marked. */
export function bothValues(column) {
  const [source, target] = [excerpt(column.source_type, column.source), excerpt(column.target_type, column.target)];
  const comparable = column.differs && isTold(column.source_type) && isTold(column.target_type);
  const [inSource, inTarget] = comparable
    ? parting(source.text, target.text)
    : column.differs ? [[0, source.text.length], [0, target.text.length]] : [null, null];
  return [
    [value(column.source_type, source.text, inSource), length(source)],
    [value(column.target_type, target.text, inTarget), length(target)],
  ];
}

/** A value; of a long one of which a part is remembered that part, and how long the whole was. */
function excerpt(type, text) {
  const parts = (type === 'excerpt' || type === 'untyped') && /^(.*) (\([\d,]+ (?:characters|digits|bytes)\))$/s.exec(text);
  return parts && parts[1].length > SHORTEST_EXCERPT ? {text: parts[1], length: parts[2]} : {text: text ?? '', length: null};
}

function length(value) {
  return value.length === null ? null : element('small', {class: 'aside'}, ` ${value.length}`);
}

function isTold(type) {
  return type !== null && type !== 'null' && type !== 'hidden';
}

/** A key, column by column. */
export function key(cells) {
  return cells.map(cell => element(
      'span', {class: 'named'}, element('bdi', {class: 'name'}, cell.column), ' = ', value(cell.type, cell.value, null)));
}
