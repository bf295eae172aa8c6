/** A row that differs: both sides beside each other, as a run saw them and as they are now, and what to do. */

import {advice, button, element, facts, head, link, name, pair, sentence, tag, time, when} from './elements.js';
import {get, getIfThere, post, Problem} from './service.js';
import {tableLink} from './tables.js';
import {bothValues, key} from './values.js';

/** It changes with runs alone. */
export const every = 15_000;

export async function load(shown) {
  const finding = await get(['findings', shown.at.rest[0] || 'none'], {}, shown.signal);
  const recommendations = await getIfThere(['runs', finding.last_run, 'recommendations'], {target: finding.target}, shown.signal);
  return {...shown.data, finding, recommendations: recommendations?.items ?? []};
}

export function render(shown) {
  const {finding, recommendations} = shown.data;
  return [
    head(
        finding.resolved_at ? '' : 'bad',
        finding.resolved_at ? 'A row that differed' : 'A row that differs',
        element('p', {class: 'summary'},
            tag(finding.kind, finding.resolved_at ? '' : 'bad'), ' ', meaning(finding), ' ', link(tableLink(finding), pair(finding))),
        finding.key?.length > 0 ? element('p', {}, key(finding.key)) : null,
        finding.certain ? null : element('p', {class: 'caveat'}, 'The row changed each time that it was looked at: it may be equal.'),
        facts(
            ['First seen', link(`#/run/${finding.first_run}`, time(finding.first_seen))],
            ['Last seen', link(`#/run/${finding.last_run}`, when(finding.last_seen))],
            ['Seen by', `${finding.times_seen} ${finding.times_seen === 1 ? 'run' : 'runs'}`],
            finding.accepted_by ? ['Accepted by', name(finding.accepted_by)] : null,
            finding.resolved_at ? ['Over since', link(`#/run/${finding.resolved_by}`, time(finding.resolved_at)), ` (${ENDS[finding.resolution]})`] : null)),
    element('div', {class: 'beside'}, element('div', {}, seen(shown, finding), now(shown)), advice(recommendations)),
  ];
}

const ENDS = {
  equal: 'the row is equal',
  equal_or_young: 'the row is equal, or too young to be compared',
  not_compared: 'the row is no longer compared, and nothing is known of it',
};

function meaning({kind}) {
  return {MISSING: 'The target lacks a row of', EXTRA: 'The target has a row too many in', CHANGED: 'Both sides have it, with other values, in'}[kind];
}

/** What the last run saw that told of it. */
function seen(shown, finding) {
  if (finding.kind !== 'CHANGED') {
    return null;
  }
  const section = content => element('section', {'aria-labelledby': 'seen'},
      element('h2', {id: 'seen'}, 'As the last run saw it'), content);
  if (!shown.may('detail')) {
    return section([
      element('p', {}, 'These columns differ: ', finding.columns.map((column, i) => [i > 0 ? ', ' : null, name(column)]), '.'),
      element('p', {class: 'aside'}, 'Keys and values are shown with a token of the role detail.'),
    ]);
  }
  if (finding.values.length === 0) {
    return section([
      element('p', {}, 'These columns differ: ', finding.columns.map((column, i) => [i > 0 ? ', ' : null, name(column)]), '.'),
      element('p', {class: 'aside'}, 'Values are not kept: history.store-values is not on.'),
    ]);
  }
  return section(sides('Values that differ', finding.values.map(column => ({
    ...column, differs: true,
  }))));
}

function sides(caption, columns) {
  return element('div', {class: 'scroll'}, element(
      'table',
      {class: 'folding rows'},
      element('caption', {class: 'unseen'}, caption),
      element('thead', {}, element('tr', {}, ['Column', 'Source', 'Target'].map(text => element('th', {scope: 'col'}, text)))),
      element('tbody', {}, columns.map(column => {
        const [source, target] = bothValues(column);
        const kind = column.differs ? 'differs' : null;
        return element('tr', {'data-key': column.column},
            element('th', {scope: 'row', class: 'column'}, name(column.column),
                column.target_column && column.target_column !== column.column
                  ? element('span', {class: 'target'}, ' → ', name(column.target_column)) : null,
                column.differs ? element('span', {class: 'unseen'}, ' (differs)') : null,
                column.agreement === 'tolerated' ? element('small', {class: 'aside'}, ' tolerated') : null),
            element('td', {class: kind, 'data-label': 'Source'}, source),
            element('td', {class: kind, 'data-label': 'Target'}, target));
      }))));
}

/** Both rows as they are now, where somebody asked for that. */
function now(shown) {
  if (!shown.may('detail')) {
    return null;
  }
  const {look, looking, lookFailed} = shown.data;
  return element(
      'section',
      {'aria-labelledby': 'now', 'aria-busy': looking ? 'true' : null},
      element('h2', {id: 'now'}, 'As it is now'),
      element('p', {},
          button(look ? 'Look again' : 'Look at both rows now', () => lookAt(shown), {disabled: Boolean(looking)}),
          looking ? ' Both databases are asked…' : null),
      lookFailed ? element('p', {class: 'caveat', role: 'alert'}, sentence(lookFailed)) : null,
      look ? looked(look) : element('p', {class: 'aside'}, 'That reads one row on each side, and the audit log says who did.'));
}

async function lookAt(shown) {
  const set = what => {
    shown.data = {...shown.data, ...what};
    shown.show();
  };
  set({looking: true, lookFailed: null});
  try {
    set({look: await post(['findings', shown.data.finding.id, 'look']), looking: false});
  } catch (failure) {
    if (!(failure instanceof Problem)) {
      throw failure;
    }
    set({looking: false, lookFailed: failure.message});
  }
}

const STATES = {
  equal: ['good', 'EQUAL', 'Both sides hold the same now.'],
  missing: ['bad', 'MISSING', 'Only the source has it.'],
  extra: ['bad', 'EXTRA', 'Only the target has it.'],
  changed: ['bad', 'CHANGED', 'Both sides have it, with other values.'],
};

function looked(look) {
  return [
    element('p', {class: 'aside'}, 'Looked at ', when(look.timestamp), '.'),
    look.rows.length === 0 ? element('p', {}, 'Neither side has such a row now.') : null,
    look.rows.map(row => {
      const [tone, word, text] = STATES[row.state];
      return element('div', {},
          element('p', {}, tag(word, tone), ' ', text),
          sides('Both rows as they are now', row.columns.map(column => ({...column, differs: column.agreement === 'different'}))));
    }),
    look.rows_left_out > 0 ? element('p', {class: 'caveat'}, `${look.rows_left_out} more rows have this key.`) : null,
    look.columns_not_compared.map(column => element('p', {class: 'aside'}, 'Not compared: ', name(column.column), '. ', sentence(column.reason))),
    look.notes.map(note => element('p', {class: 'aside'}, sentence(note))),
  ];
}
