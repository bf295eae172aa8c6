/** Elements from data. Texts are only ever texts: nothing here takes markup. */

import {serviceTime} from './service.js';

const HANDLERS = ['onclick', 'onsubmit', 'onchange', 'oninput'];

/** An element with attributes, handlers and children: elements, texts, lists of these, or null. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith('on')) {
      made[key] = value;
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? '' : String(value));
    }
  }
  append(made, children);
  return made;
}

function append(parent, child) {
  if (Array.isArray(child)) {
    child.forEach(one => append(parent, one));
  } else if (child instanceof Node) {
    parent.append(child);
  } else if (child !== null && child !== undefined && child !== false) {
    parent.append(document.createTextNode(String(child)));
  }
}

/**
 * Makes an element look like another and keeps what is the same, so that nobody loses his place: the focus, what was typed,
 * what is unfolded.
 */
export function become(current, wanted) {
  for (const {name} of [...current.attributes]) {
    if (name !== 'open' && !wanted.hasAttribute(name)) {
      current.removeAttribute(name);
    }
  }
  for (const {name, value} of wanted.attributes) {
    if (name !== 'open' && current.getAttribute(name) !== value) {
      current.setAttribute(name, value);
    }
  }
  HANDLERS.forEach(handler => current[handler] = wanted[handler]);
  let next = current.firstChild;
  for (const child of [...wanted.childNodes]) {
    const kept = alike(next, child);
    if (!kept) {
      current.insertBefore(child, next);
      continue;
    }
    if (kept === next) {
      next = next.nextSibling;
    } else {
      current.insertBefore(kept, next);
    }
    if (kept.nodeType === Node.TEXT_NODE) {
      if (kept.data !== child.data) {
        kept.data = child.data;
      }
    } else {
      become(kept, child);
    }
  }
  while (next) {
    const last = next;
    next = next.nextSibling;
    last.remove();
  }
}

/** The first of these siblings that is the same thing: by its key, or else by its kind where it stands in this place. */
function alike(from, child) {
  const key = child.dataset?.key;
  for (let node = from; node; node = node.nextSibling) {
    if (node.nodeName === child.nodeName && node.dataset?.key === key) {
      return node;
    }
    if (key === undefined) {
      return null;
    }
  }
  return null;
}

/** A word with a colour, which never says anything by itself. */
export function tag(word, tone) {
  return element('span', {class: tone ? `tag ${tone}` : 'tag'}, word);
}

/** A verdict as a word. A match of a result that says less than that all is equal does not look like one that does. */
export function verdictTag(verdict, result = null) {
  return tag(verdict, toneOf(verdict, result));
}

export function toneOf(verdict, result = null) {
  return verdict === 'MATCH' && limits(result).length > 0
    ? 'limited'
    : {MATCH: 'good', INCONCLUSIVE: 'doubtful', MISMATCH: 'bad', ERROR: 'bad'}[verdict] ?? '';
}

const NARROWINGS = {
  row_filter: 'only rows that a filter lets through',
  young_rows: 'no rows written lately',
  old_rows: 'only rows changed lately',
  scrub_begun: 'only a part of the rows so far',
  scrub_part: 'a part of the rows in each run',
  columns: 'not all columns',
  rules: 'some columns by rules',
  ended_early: 'not all rows that differ were looked for',
};

/** In which ways a result is about less than all rows and all that is in them, as far as that is known. */
export function limits(result) {
  if (!result) {
    return [];
  }
  const narrowings = result.narrowed_by ?? [];
  return [
    result.compared === 'counts' ? 'row counts only' : null,
    result.part && narrowings.every(word => !PARTS.includes(word)) ? 'a part of the rows' : null,
    ...narrowings.map(word => NARROWINGS[word] ?? word),
  ].filter(text => text);
}

const PARTS = ['old_rows', 'scrub_begun', 'scrub_part'];

export function severityTag(severity) {
  return severity ? tag(severity, severity === 'HIGH' || severity === 'CRITICAL' ? 'bad' : 'doubtful') : null;
}

/** A name from a database, read from left to right whatever it holds. */
export function name(text) {
  return element('bdi', {class: 'name'}, text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\ufffd'));
}

/** Two tables that are compared, by one name where both have the same. */
export function pair({source, target}) {
  return source === target ? [name(source)] : [name(source), element('span', {class: 'target'}, ' → ', name(target))];
}

/** A sentence from the service, such as a reason, which may hold names. */
export function sentence(text) {
  return element('bdi', {}, text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' '));
}

const NUMBERS = new Intl.NumberFormat('en');

export function number(value) {
  return value === null || value === undefined ? '–' : NUMBERS.format(value);
}

/** One row, 2 rows. */
export function count(value, one, many = `${one}s`) {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** A time of day here, with the date where it is not today, and both in UTC for who points at it. */
export function time(text) {
  if (!text) {
    return '–';
  }
  const at = new Date(text);
  const two = value => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  const isToday = at.toDateString() === new Date().toDateString();
  return element(
      'time',
      {datetime: text, title: `${at.toISOString().replace('T', ' ').slice(0, 19)} UTC`},
      isToday ? clock : `${day} ${clock}`);
}

/** How long ago by the service's clock, for that of this device may be wrong. */
export function secondsSince(text) {
  return (serviceTime() - new Date(text).getTime()) / 1000;
}

/** How long ago: 3 min ago. */
export function ago(text) {
  const seconds = secondsSince(text);
  return seconds < -2 ? `in ${span(-seconds)}` : seconds < 5 ? 'just now' : `${span(seconds)} ago`;
}

/** A span of time in one unit, rounded down. */
export function span(seconds) {
  if (seconds < 10) {
    return `${Math.floor(seconds * 10) / 10} s`;
  }
  if (seconds < 90) {
    return `${Math.floor(seconds)} s`;
  }
  if (seconds < 90 * 60) {
    return `${Math.floor(seconds / 60)} min`;
  }
  return seconds < 48 * 3600 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86400)} days`;
}

/** A time and how long ago it is. */
export function when(text) {
  return text ? [time(text), ' ', element('small', {class: 'aside'}, `(${ago(text)})`)] : '–';
}

/** A list of facts; those that are null are left out. */
export function facts(...list) {
  return element(
      'dl',
      {class: 'facts'},
      list.filter(fact => fact).map(([what, ...value]) => element('div', {}, element('dt', {}, what), element('dd', {}, value))));
}

/** The head of a view: what is the case, in a word and a sentence. */
export function head(tone, title, ...more) {
  return element('header', {class: tone}, element('h1', {tabindex: '-1'}, title), more);
}

export function link(to, ...text) {
  return element('a', {href: to}, text);
}

export function button(text, onclick, attributes = {}) {
  return element('button', {type: 'button', onclick, ...attributes}, text);
}

/** A cell of a table that folds on a narrow screen: there its heading stands before it. */
export function cell(heading, attributes, ...children) {
  return element('td', {...attributes, 'data-label': heading}, children);
}

/** A table with headings; each of the numbers' columns begins with #. */
export function table(kind, caption, headings, rows) {
  const heading = text => element('th', {scope: 'col', class: text.startsWith('#') ? 'number' : null}, text.replace('#', ''));
  return element(
      'table',
      {class: `folding ${kind}`},
      element('caption', {class: 'unseen'}, caption),
      element('thead', {}, element('tr', {}, headings.map(heading))),
      element('tbody', {}, rows));
}

/** Marks in a row, the oldest first, told in words to who cannot see them. */
export function strip(what, marks) {
  if (marks.length === 0) {
    return '–';
  }
  const words = new Map();
  marks.forEach(mark => words.set(mark.word, (words.get(mark.word) ?? 0) + 1));
  const told = [...words].map(([word, times]) => `${times} ${word}`).join(', ');
  return element(
      'span',
      {class: 'strip', role: 'img', 'aria-label': `${what}: ${told}; the last is ${marks[marks.length - 1].word}`},
      marks.map(mark => element('i', {class: mark.tone, title: mark.title})));
}

/** The strip of a table's results, which come the last first. */
export function resultsStrip(results) {
  return strip(`Last ${count(results.length, 'result')}`, [...results].reverse().map(result => ({
    tone: toneOf(result.verdict, result),
    word: result.verdict.toLowerCase() + (toneOf(result.verdict, result) === 'limited' ? ' as far as compared' : ''),
    title: `${result.time.replace('T', ' ').slice(0, 19)} UTC: ${[result.verdict, ...limits(result)].join(', ')}`,
  })));
}

/** What to do, one advice each. */
export function advice(recommendations) {
  return element(
      'section',
      {id: 'advice', 'aria-labelledby': 'what-to-do'},
      element('h2', {id: 'what-to-do'}, 'What to do'),
      recommendations.length === 0
        ? element('p', {class: 'aside'}, 'The report of that run is not kept, so there is no advice.')
        : element('ol', {class: 'advice'}, recommendations.map(text => element('li', {}, sentence(text)))));
}
